"""A complete laporan becomes a case: registered, numbered, its clock running."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from netral import rulebook
from netral.access.models import User
from netral.access.queries import today_in
from netral.access.states import Acting
from netral.cases.actions.assigning import first_examiners
from netral.cases.actions.numbers import registration_number
from netral.cases.actions.people import copy_people
from netral.cases.models import Case
from netral.cases.policies import check_filled, check_title
from netral.intake.actions import mark_lasting
from netral.intake.models import Laporan
from netral.intake.queries import election_of
from netral.procedure.actions import open_subject, take_step
from netral.procedure.queries import pin

UNDESCRIBED = "Dugaan pelanggaran netralitas"


@transaction.atomic
def open_from(
    laporan: Laporan,
    *,
    acting: Acting,
    at: datetime,
    title: str | None = None,
    examiners: Sequence[User] = (),
    version: int | None = None,
) -> Case:
    """Register a laporan and open its case: both happen or neither does.

    Raises NotAllowed when the laporan is not complete, SomeoneWasFaster when it has moved since `version`, Refused for
    a title in the reporter's own words, and for an examiner who is named in it or sits elsewhere.
    """
    chosen = proposed_title(laporan) if title is None else title.strip()
    check_filled("title", chosen)
    check_title(laporan, chosen)
    take_step(laporan, "registrasi", acting=acting, at=at, version=version)
    case = Case(
        laporan=laporan,
        office=laporan.office,
        number=registration_number(laporan, at=at),
        numbered_by=laporan.office,
        title=chosen,
        election=_election(laporan),
        region=laporan.region,
        opened_at=at,
        **pin(laporan.procedure, today_in(laporan.office, now=at)),
    )
    entry = open_subject(case, acting=acting, at=at, office=case.office, facts=_opening(case, examiners))
    copy_people(case, acting=acting, at=at)
    first_examiners(case, examiners, entry, acting=acting, at=at)
    mark_lasting(laporan, [case.number, case.title])
    return case


def _opening(case: Case, examiners: Sequence[User]) -> dict[str, Any]:
    """What the journal says of a registration: who examines stands by reference."""
    chosen = {"examiners": sorted(each.reference for each in examiners)} if examiners else {}
    return {"number": case.number, **chosen}


def proposed_title(laporan: Laporan) -> str:
    """The first conduct in the rulebook's plain words; never the reporter's own, which may name people."""
    known = [rulebook.conducts[code] for code in laporan.conducts if code in rulebook.conducts]
    return f"Dugaan: {known[0].id[0].lower()}{known[0].id[1:]}" if known else UNDESCRIBED


def _election(laporan: Laporan) -> str:
    """The one it is handled under. The public may name any, and says `lain` for others: those are none we know."""
    found = election_of(laporan)
    return found.code if found else ""
