"""Work on its way between offices of the invented country."""

from datetime import date, datetime
from typing import Any

from netral.access.models import Role, Seat, User
from netral.access.states import Acting
from netral.cases import actions, queries
from netral.cases.models import Case
from netral.cases.transfer_policies import Subject
from netral.offices.actions import create_organisation
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.procedure.models import Transfer
from tests.access.builders import LONG_AGO
from tests.cases.builders import LONG, NEIGHBOUR, OFFICE, PROVINCE, acting_at, day
from tests.intake.builders import country

LETTER: dict[str, Any] = {"letter_number": "031/PM.06.02/I/2024", "reason": LONG}
TEMPORARY = "panwaslu-99.07.01"


def handed(
    subject: Subject,
    *,
    acting: Acting | None = None,
    at: datetime | None = None,
    kind: str = "pelimpahan",
    receiver: str = NEIGHBOUR,
    **changes: Any,
) -> Transfer:
    """A subject on its way to another office, by a member of the office where it lies."""
    at = at or day(1, 10)
    values = {**LETTER, "letter_on": at.date(), **changes}
    return actions.hand_over(
        subject, acting=acting or acting_at("anggota", subject.office.code), at=at, kind=kind,
        receiver=organisation(receiver), **values,
    )  # fmt: skip


def accepted(subject: Subject, *, receiver: str = NEIGHBOUR, at: datetime | None = None) -> Transfer:
    """The same, accepted two hours later."""
    at = at or day(1, 10)
    transfer = handed(subject, receiver=receiver, at=at)
    actions.accept(transfer, subject, acting=acting_at("anggota", receiver), at=at.replace(hour=12))
    return transfer


def taken(subject: Subject, *, at: datetime, acting: Acting | None = None, **changes: Any) -> Transfer:
    """Taken over by a member of the office above."""
    values = {**LETTER, "letter_on": at.date(), **changes}
    return actions.take_over_work(subject, acting=acting or acting_at("anggota", PROVINCE), at=at, **values)


def own(case: Case) -> Case:
    """The case as its row has it now."""
    found = queries.subjects_of([case.reference])[case.reference]
    assert isinstance(found, Case)
    return found


def seated(role: Role, office: str, *, email: str = "") -> User:
    """Somebody with a seat."""
    country()
    user = User.objects.create(email=email or f"{role}@{office}.contoh.id", name=f"Rekaan {role.title()}")
    Seat.objects.create(user=user, office=organisation(office), role=role, valid_from=LONG_AGO)
    return user


def temporary(*, valid_until: date, code: str = TEMPORARY, parent: str = OFFICE) -> Organisation:
    """An ad hoc office below the regency's."""
    country()
    return create_organisation(
        code, kind="panwaslu_kecamatan", name=f"Panwaslu Kecamatan {code[-2:]}", actor="sistem", at=day(0),
        parent=organisation(parent), valid_from=LONG_AGO, valid_until=valid_until, example=True,
    )  # fmt: skip
