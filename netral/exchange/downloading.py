"""How a package is handed to whoever may download it, at the page and at the door for programs alike."""

from django.http import Http404, StreamingHttpResponse

from netral.evidence.states import NotShown
from netral.exchange.models import Kiriman
from netral.exchange.package import filename, package
from netral.exchange.states import Matter


def package_answer(kiriman: Kiriman) -> StreamingHttpResponse:
    """The package as a ZIP, on its way as it is made; 404 for news, and where an exhibit may not leave."""
    if kiriman.matter != Matter.HANDOVER:
        raise Http404
    try:
        blocks = package(kiriman)
    except (NotShown, FileNotFoundError):
        raise Http404 from None
    response = StreamingHttpResponse(blocks, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{filename(kiriman)}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
