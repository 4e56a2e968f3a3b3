"""Reports go to another office: with everything in them but the names an office asked for under the seal."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from netral.access.states import SYSTEM
from netral.intake.models import Fingerprint, IdentityRequest, Laporan
from netral.intake.states import Asked
from netral.offices.models import Organisation


def move_reports(reports: Sequence[Laporan], to: Organisation, *, at: datetime) -> list[str]:
    """Let these reports lie with another office; the keys of the requests for a name that ended with it.

    In the caller's transaction, whose entry tells of it. The new office asks its own custodian for itself.
    """
    keys = [each.pk for each in reports]
    Laporan.objects.filter(pk__in=keys).update(office=to)
    for each in reports:
        each.office = to
    _stand_apart(keys)
    return _end_requests(reports, at=at)


def _stand_apart(keys: Sequence[int]) -> None:
    """Those that go stand for themselves. Of those left under one of them an open one, the oldest, leads the rest."""
    left = Fingerprint.objects.filter(lead__in=keys).exclude(laporan__in=keys)
    following: dict[int, list[int]] = {}
    for lead, laporan in left.order_by("-laporan__open", "laporan").values_list("lead", "laporan"):
        following.setdefault(lead, []).append(laporan)
    for lead, others in following.items():
        left.filter(lead=lead).update(lead=others[0])
    Fingerprint.objects.filter(laporan__in=keys, lead__isnull=False).update(lead=F("laporan"))


def _end_requests(reports: Sequence[Laporan], *, at: datetime) -> list[str]:
    """Waiting requests are answered, granted names can be read no more."""
    asked = IdentityRequest.objects.filter(laporan__in=[each.pk for each in reports])
    running = Q(status=Asked.WAITING) | Q(until__gt=at) & ~Q(ciphertext=None)
    keys = list(asked.filter(running).order_by("pk").values_list("key", flat=True))
    told = _("Laporan ini pindah ke kantor lain; permintaan kantor lama berakhir.")
    waiting = asked.filter(key__in=keys, status=Asked.WAITING)
    waiting.update(status=Asked.DECLINED, answered_by=SYSTEM.reference, answered_at=at, answer=told)
    asked.filter(key__in=keys).exclude(ciphertext=None).update(ciphertext=None, until=at)
    return keys
