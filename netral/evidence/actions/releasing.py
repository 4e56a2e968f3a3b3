"""What may leave the house: a clean copy, or an original for which a person answers. And: is it still what came?"""

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from netral.access.states import Acting
from netral.audit.actions import record
from netral.evidence import policies, preparing, storing
from netral.evidence.models import Copy, Exhibit
from netral.evidence.queries import check, leaving_copy
from netral.evidence.states import CHECKED, RELEASED, Cleaning


@transaction.atomic
def release(exhibit: Exhibit, *, acting: Acting, office: str = "", at: datetime) -> Exhibit:
    """Let the original leave as it is. Somebody looked at it and answers for what it gives away.

    Raises NotShown while there is a clean copy, or may yet be one.
    """
    exhibit.refresh_from_db(from_queryset=Exhibit.objects.select_for_update())
    policies.check_can_leave_as_it_is(exhibit)
    record(exhibit.reference, RELEASED, actor=acting.reference, office=office, at=at, hashes=[exhibit.sha256])
    Exhibit.objects.filter(pk=exhibit.pk, released_at=None).update(released_at=at)
    exhibit.refresh_from_db()
    return exhibit


def check_again(exhibit: Exhibit, *, acting: Acting, office: str = "", at: datetime) -> bool:
    """Read the original again and compare it with its fingerprint; the answer is journalled, whatever it is.

    A file that is no longer what came is locked, and free again once it is.
    """
    policies.check_can_show(exhibit)
    same = check(exhibit)
    facts = {"result": "cocok" if same else "tidak_cocok"}
    with transaction.atomic():
        hashes, actor = [exhibit.sha256], acting.reference
        record(exhibit.reference, CHECKED, actor=actor, office=office, at=at, facts=facts, hashes=hashes)
        exhibit.differs_at = None if same else exhibit.differs_at or at
        exhibit.save(update_fields=["differs_at"])
    return same


def make_ready_to_leave(exhibits: Iterable[Exhibit], *, at: datetime) -> None:
    """Make the clean copies the worker has not come to yet; NotShown names the first exhibit that may not leave."""
    for exhibit in exhibits:
        if exhibit.cleaning == Cleaning.WAITING and not exhibit.released_at:
            preparing.prepare(exhibit, at=at)
        policies.check_can_leave(exhibit)


def leaving(exhibit: Exhibit) -> Copy | Exhibit:
    """What another house gets: the redacted copy, the clean one, or an original a person answers for; else NotShown."""
    policies.check_can_leave(exhibit)
    return leaving_copy(exhibit) or exhibit


def opened_to_leave(exhibit: Exhibit) -> BinaryIO:
    """The plain bytes of what leaves, seekable; NotShown, FileNotFoundError or Damaged where there are none."""
    return storing.opened(leaving(exhibit).file.name or "")


def opened_as_it_came(exhibit: Exhibit) -> BinaryIO:
    """The plain bytes of what another house let go: somebody there answered for it. FileNotFoundError or Damaged."""
    policies.check_not_dangerous(exhibit)
    return storing.opened(exhibit.file.name or "")
