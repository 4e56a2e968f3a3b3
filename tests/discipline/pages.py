"""Opening pages of the discipline room as somebody with a seat."""

from typing import Any

from django.test import Client
from django.utils import timezone

from netral.discipline.models import Penanganan
from netral.offices.models import Organisation
from tests.access.builders import seated, signed_in
from tests.intake import builders as intake

AGENCY = "pemkab-99.07"
LIST, PEOPLE = "/kerja/disiplin/", "/kerja/pegawai/"


def client(role: str = "auditor", office: str = "kasn") -> Client:
    """Somebody signed in with one seat that counts today, though KASN itself has closed."""
    intake.country()
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    return signed_in(seated(role, Organisation.objects.get(code=office)))


def url(penanganan: Penanganan, rest: str = "") -> str:
    return f"/kerja/disiplin/{penanganan.key}/{rest}"


def step_url(penanganan: Penanganan, step: str) -> str:
    return url(penanganan, f"langkah/{step}/")


def free(browser: Client, penanganan: Penanganan) -> None:
    """Whoever sits there acknowledges it, and says that nothing ties them to it; who may not, changes nothing."""
    browser.post(url(penanganan, "akui/"))
    browser.post(url(penanganan, "benturan/"), {"conflicted": "tidak"})


def fetched(browser: Client, address: str) -> Any:
    """The answer, its file read to the end: then the test client closes it."""
    answer: Any = browser.get(address)
    if answer.streaming:
        answer.content_read = b"".join(answer.streaming_content)
    return answer


def today() -> str:
    return timezone.localdate(timezone=intake.WITA).isoformat()
