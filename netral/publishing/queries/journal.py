"""The public side of the journal: daily roots, and the keys that sign."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from netral.audit import queries as audit
from netral.audit.models import Anchor, AnchorStamp

DAYS_ON_A_PAGE = 30


def journal_page(number: str | None = None) -> dict[str, Any]:
    """The latest daily roots, the newest first, and the public keys."""
    roots: Page[Anchor] = Paginator(_days(), DAYS_ON_A_PAGE).get_page(number)
    return {"roots": roots, "keys": public_keys()}


def _days() -> QuerySet[Anchor]:
    return Anchor.objects.select_related("stamp").order_by("-day")


def latest_root() -> Anchor | None:
    return Anchor.objects.order_by("-day").first()


def published_root(day: date) -> dict[str, Any] | None:
    """The file of one day exactly as it was published; None when that day has none (yet)."""
    path = Path(settings.ROOTS_DIR) / f"{day.isoformat()}.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else None


def root_stamp(day: date) -> bytes | None:
    """What an outside authority answered over the root of one day (RFC 3161, DER); None while there is none."""
    stamp = AnchorStamp.objects.filter(anchor__day=day).first()
    return bytes(stamp.answer) if stamp else None


def public_keys() -> list[dict[str, str | None]]:
    """{`key_id`, `public_key`, `from`} of every key that ever signed here."""
    return audit.public_keys()
