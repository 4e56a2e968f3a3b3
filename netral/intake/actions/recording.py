"""Doors staff hold open: a reporter at the counter, a paper that came by post, a finding of one's own.

The identity of a reporter is sealed before anything is stored, exactly as at the public door; who typed stands in the
journal.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.intake import policies
from netral.intake.actions.submitting import Accepted, submit
from netral.intake.content import Entrance, NewReport
from netral.intake.files import Upload
from netral.intake.states import Door, Problem, Refused

# A paper that lay longer than this was dated wrongly; a house rule, not a rule of law.
LONGEST_IN_THE_POST = timedelta(days=366)


def type_in(
    report: NewReport,
    *,
    door: Door,
    office: str,
    acting: Acting,
    idempotency_key: str,
    at: datetime,
    handed_in: datetime | None = None,
    uploads: Sequence[Upload] = (),
) -> Accepted:
    """Store what a reporter said or wrote, in the reporter's place. `handed_in` is when the reporter did so.

    Raises NotAllowed unless acting receives reports at the office (a code), and what `submit` raises.
    """
    policies.check_can_type(acting, office)
    if handed_in and not at - LONGEST_IN_THE_POST <= handed_in <= at:
        message = _("Waktu diterima harus sebelum sekarang dan paling lama setahun yang lalu.")
        raise Refused(Problem("handed_in", message, "tanggal_mustahil"))
    entrance = Entrance(door, acting, office, handed_in)
    return submit(report, idempotency_key=idempotency_key, at=at, uploads=uploads, entrance=entrance)


def find(
    report: NewReport,
    *,
    office: str,
    acting: Acting,
    idempotency_key: str,
    at: datetime,
    uploads: Sequence[Upload] = (),
) -> Accepted:
    """Record a temuan of an office (a code). Its time limit runs from `report.known_on`, the day it was found.

    Raises NotAllowed unless acting supervises there, and what `submit` raises.
    """
    policies.check_can_find(acting, office)
    entrance = Entrance(Door.FINDING, acting, office)
    return submit(report, idempotency_key=idempotency_key, at=at, uploads=uploads, entrance=entrance)
