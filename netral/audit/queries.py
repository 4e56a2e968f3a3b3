"""What can be asked of the journal."""

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from netral.audit.models import Entry, EntrySubject
from netral.lib.signing import read_public_keys


def entries_about(reference: str) -> QuerySet[Entry]:
    """Every entry that names `reference` among its subjects, in the order they were recorded."""
    about = EntrySubject.objects.filter(subject=reference).values("entry_id")
    return Entry.objects.filter(pk__in=about).order_by("pk")


def public_keys() -> list[dict[str, str | None]]:
    """{`key_id`, `public_key`, `from`} of every key that ever signed here, the one in use first."""
    return read_public_keys(Path(settings.KEYS_DIR))
