"""Doors staff hold open: a reporter at the counter, a paper that came by post, a finding of one's own.

The identity of a reporter is sealed before anything is stored, exactly as at the public door; who typed stands in the
journal.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.intake import policies, queries
from netral.intake.actions.submitting import Accepted, submit
from netral.intake.content import Entrance, NewReport
from netral.intake.files import Upload
from netral.intake.models import Laporan
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
    source: Laporan | None = None,
) -> Accepted:
    """Record a temuan of an office (a code). Its time limit runs from `report.known_on`, the day it was found.

    With `source` it is recorded from an informasi awal of that office, which only one can be. Raises NotAllowed unless
    acting supervises there, SomeoneWasFaster where another one is recorded from it just now, and what `submit` raises.
    """
    policies.check_can_find(acting, office)
    if source is not None:
        report = _grown(report, source, office=office, acting=acting)
    entrance = Entrance(Door.FINDING, acting, office, grew_from=source.key if source else "")
    return submit(report, idempotency_key=idempotency_key, at=at, uploads=uploads, entrance=entrance)


def _grown(report: NewReport, source: Laporan, *, office: str, acting: Acting) -> NewReport:
    """What is recorded from an informasi awal stays at its office, and under the election that was handled under."""
    policies.check_can_grow(source, acting)
    if office != source.office.code:
        message = _("Temuan dari informasi awal dicatat di kantor tempat informasi awal itu berada.")
        raise Refused(Problem("office", message, "tidak_sesuai"))
    set_by_officer = queries.election_of(source)
    known = set_by_officer.code if set_by_officer else source.election
    return report if report.election else replace(report, election=known)
