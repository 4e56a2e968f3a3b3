"""A hand-over goes back to its sender with what it lacks, and the sender says what was done about it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from netral.access.states import Acting
from netral.audit.actions import record
from netral.cases.models import Penerusan
from netral.discipline.models import Penanganan
from netral.notices.actions import tell
from netral.notices.queries.people import people_in
from netral.notices.states import Told
from netral.oversight import policies, queries
from netral.oversight.models import Pengembalian
from netral.oversight.states import COMPLETED, RETURNED
from netral.procedure.states import SomeoneWasFaster


@transaction.atomic
def give_back(penerusan: Penerusan, *, acting: Acting, at: datetime) -> Pengembalian:
    """Give back what lacks something. `penerusan` comes from `queries.inbox`. Its clock runs on."""
    policies.check_can_give_back(penerusan, acting)
    gaps = [gap.value for gap in queries.gaps_of(penerusan)]
    try:
        with transaction.atomic():
            made = Pengembalian.objects.create(penerusan=penerusan, gaps=gaps, made_at=at, made_by=acting.reference)
    except IntegrityError:
        raise SomeoneWasFaster(penerusan.case.reference) from None
    _record(made, RETURNED, acting=acting, office=penerusan.receiver.code, at=at)
    case = penerusan.case
    people = dict.fromkeys([*case.examiners.order_by("pk"), *people_in(case.office, queries.SENDERS, at=at)])
    tell(people, subject=case.reference, kind=Told.GIVEN_BACK, mark=made.key, at=at)
    return made


@transaction.atomic
def complete(returned: Pengembalian, *, acting: Acting, at: datetime, answer: str) -> Pengembalian:
    """The sender says what was completed, or that it cannot be."""
    policies.check_can_complete(returned, acting)
    policies.check_filled("answer", answer)
    changes = {"answer": answer.strip(), "answered_at": at, "answered_by": acting.reference}
    if not Pengembalian.objects.filter(pk=returned.pk, answered_at=None).update(**changes):
        raise SomeoneWasFaster(returned.reference)
    for name, value in changes.items():
        setattr(returned, name, value)
    _record(returned, COMPLETED, acting=acting, office=returned.penerusan.case.office.code, at=at)
    auditors = people_in(returned.penerusan.receiver, queries.AUDITORS, at=at)
    tell(auditors, subject=_told_as(returned), kind=Told.COMPLETED, mark=returned.key, at=at)
    return returned


def _told_as(returned: Pengembalian) -> str:
    """The handling, which auditors can open; before it is taken in, the case, of which they read the number."""
    handled = Penanganan.objects.filter(penerusan=returned.penerusan).first()
    return handled.reference if handled else returned.penerusan.case.reference


def _record(returned: Pengembalian, verb: str, *, acting: Acting, office: str, at: datetime) -> None:
    case = returned.penerusan.case
    record(
        returned.reference,
        verb,
        actor=acting.reference,
        office=office,
        at=at,
        about=[case.reference, *case.also_about()],
        facts={"gaps": list(returned.gaps)},
    )
