"""Questions about exhibits."""

from django.db.models import QuerySet

from netral.evidence.models import Exhibit
from netral.lib.files import TooLarge, measure


def exhibits_of(reference: str) -> QuerySet[Exhibit]:
    """The exhibits of one subject in the order they came."""
    return Exhibit.objects.filter(subject=reference).order_by("pk")


def check(exhibit: Exhibit) -> bool:
    """Whether the stored bytes are still those that came in. A missing file is not."""
    try:
        with exhibit.file.open("rb") as file:
            return measure(file, largest=exhibit.size) == (exhibit.sha256, exhibit.size)
    except (FileNotFoundError, TooLarge):
        return False
