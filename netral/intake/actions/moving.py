"""Reports go to another office: with everything in them but the names an office asked for under the seal."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from netral.access.states import SYSTEM
from netral.intake.models import IdentityRequest, Laporan
from netral.intake.states import Asked
from netral.offices.models import Organisation


def move_reports(reports: Sequence[Laporan], to: Organisation, *, at: datetime) -> list[str]:
    """Let these reports lie with another office; the keys of the requests for a name that ended with it.

    In the caller's transaction, whose entry tells of it. The new office asks its own custodian for itself.
    """
    Laporan.objects.filter(pk__in=[each.pk for each in reports]).update(office=to)
    for each in reports:
        each.office = to
    return _end_requests(reports, at=at)


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
