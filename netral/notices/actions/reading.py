"""What somebody does with the own notices."""

from datetime import datetime

from netral.access.models import User
from netral.notices.models import Digest, Notice


def mark_read(user: User, *, at: datetime, key: str = "") -> int:
    """Mark one notice as read, or all of them; how many were unread until now."""
    unread = Notice.objects.filter(user=user, read_at=None)
    return (unread.filter(key=key) if key else unread).update(read_at=at)


def want_digest(user: User, *, wanted: bool) -> None:
    """Switch the daily e-mail on or off."""
    Digest.objects.update_or_create(user=user, defaults={"wanted": wanted})
