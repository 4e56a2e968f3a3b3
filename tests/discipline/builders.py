"""Handlings at every station, through the actions: a case handed over to KASN and worked on to the end."""

from datetime import date, datetime, timedelta
from typing import Any

from netral import rulebook
from netral.access.states import Acting
from netral.cases.models import Penerusan
from netral.discipline import actions
from netral.discipline.models import Penanganan
from netral.offices.models import Organisation
from netral.registry.actions import add_person
from netral.registry.models import Person
from tests.cases.builders import LONG, day, forwarded
from tests.evidence.builders import PDF, upload
from tests.intake.builders import country, staff

AUDITOR = staff("auditor", "kasn")
OFFICIAL = staff("pejabat_pembina", "pemkab-99.07")
PERSONNEL = staff("petugas_kepegawaian", "pemkab-99.07")


def someone(name: str = "Terlapor Rekaan", *, agency: str = "pemkab-99.07", **fields: Any) -> Person:
    """A posting in the register; the name is the one the reporter wrote unless another is given."""
    country()
    values = {"employment": "PNS", "position": "Camat", "front_titles": "Drs.", "back_titles": "M.Si.", **fields}
    return add_person(name, agency=Organisation.objects.get(code=agency), at=day(0), **values)


def taken_in(penerusan: Penerusan | None = None) -> Penanganan:
    return actions.open_from(penerusan or forwarded(), acting=AUDITOR, at=day(5))


def verified(penanganan: Penanganan | None = None, *, person: Person | None = None, **changes: Any) -> Penanganan:
    penanganan = penanganan or taken_in()
    actions.verify(penanganan, acting=AUDITOR, at=day(7), person=person or someone(), **changes)
    return penanganan


def recommended(penanganan: Penanganan | None = None, **changes: Any) -> Penanganan:
    penanganan = penanganan or verified()
    actions.recommend(penanganan, acting=AUDITOR, at=day(8), **{"level": "sedang", "reasons": LONG, **changes})
    return penanganan


def decree(name: str = "keputusan.pdf", content: bytes = PDF) -> Any:
    return upload(content, name, "application/pdf")


def imposition(**changes: Any) -> dict[str, Any]:
    """Values of a sanction as recommended, decided on the day it is recorded."""
    listed = rulebook.sanctions("sedang", day(14).date())[0].code
    values = {
        "sanction": listed,
        "number": "862/1/2024",
        "decided_on": day(14).date(),
        "upload": decree(),
        "at": day(14),
    }
    return {**values, **changes}


def imposed(penanganan: Penanganan | None = None, **changes: Any) -> Penanganan:
    penanganan = penanganan or recommended()
    actions.impose(penanganan, acting=OFFICIAL, **imposition(**changes))
    return penanganan


def delivered(penanganan: Penanganan | None = None, *, on: date | None = None, by: Acting = OFFICIAL) -> Penanganan:
    penanganan = penanganan or imposed()
    actions.deliver(penanganan, acting=by, at=day(16), delivered_on=on or day(16).date())
    return penanganan


def in_force(penanganan: Penanganan | None = None, *, on: date | None = None, at: datetime | None = None) -> Penanganan:
    penanganan = penanganan or delivered()
    moment = at or day(40)
    actions.record_in_force(
        penanganan, acting=PERSONNEL, at=moment, in_force_on=on or moment.date() - timedelta(days=1)
    )
    return penanganan
