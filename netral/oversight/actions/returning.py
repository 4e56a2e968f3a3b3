"""A hand-over goes back to its sender with what it lacks, and the sender says what was done about it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit.actions import record
from netral.cases import actions as cases
from netral.cases.models import Penerusan
from netral.cases.policies import check_not_the_reporters
from netral.discipline.models import Penanganan
from netral.evidence.models import Exhibit
from netral.notices.actions import tell
from netral.notices.queries.people import people_in
from netral.notices.states import Told
from netral.oversight import policies, queries
from netral.oversight.models import Pengembalian
from netral.oversight.states import COMPLETED, PERSON_GAPS, RETURNED, Gap, Refused
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


def complete(
    returned: Pengembalian,
    *,
    acting: Acting,
    at: datetime,
    answer: str,
    person: Mapping[str, str] | None = None,
    exhibits: Collection[Exhibit] = (),
) -> Pengembalian:
    """The sender completes what was lacking, or says that it cannot be.

    `person` fills in what was asked of who is meant (name, job, agency_text); `exhibits` of the case go along from now
    on. The receiver sees both in the hand-over, the letter stays as it was.
    """
    policies.check_can_complete(returned, acting)
    policies.check_filled("answer", answer)
    check_not_the_reporters(returned.penerusan.case, "answer", answer)
    said = _asked_for(returned, person or {})
    going = cases.check_supplies(returned.penerusan, said, exhibits, at)
    return _complete(returned, said, going, acting=acting, at=at, answer=answer.strip())


def _asked_for(returned: Pengembalian, person: Mapping[str, str]) -> dict[str, str]:
    """What is filled in, each of it something the return asks for."""
    said = {field: text.strip() for field, text in person.items() if text.strip()}
    for field in said:
        if field not in PERSON_GAPS or PERSON_GAPS[field] not in returned.gaps:
            raise Refused(field, _("Bagian ini tidak diminta."))
    return said


@transaction.atomic
def _complete(
    returned: Pengembalian,
    said: Mapping[str, str],
    exhibits: Collection[Exhibit],
    *,
    acting: Acting,
    at: datetime,
    answer: str,
) -> Pengembalian:
    changes = {"answer": answer, "answered_at": at, "answered_by": acting.reference}
    if not Pengembalian.objects.filter(pk=returned.pk, answered_at=None).update(**changes):
        raise SomeoneWasFaster(returned.reference)
    for name, value in changes.items():
        setattr(returned, name, value)
    copies = cases.supply(returned.penerusan, said, exhibits)
    supplied = [str(PERSON_GAPS[field]) for field in said] + [str(Gap.EXHIBIT)] * bool(copies)
    facts = {"supplied": supplied, "exhibits": len(copies)}
    office = returned.penerusan.case.office.code
    _record(returned, COMPLETED, acting=acting, office=office, at=at, facts=facts, hashes=copies)
    auditors = people_in(returned.penerusan.receiver, queries.AUDITORS, at=at)
    tell(auditors, subject=_told_as(returned), kind=Told.COMPLETED, mark=returned.key, at=at)
    return returned


def _told_as(returned: Pengembalian) -> str:
    """The handling, which auditors can open; before it is taken in, the case, of which they read the number."""
    handled = Penanganan.objects.filter(penerusan=returned.penerusan).first()
    return handled.reference if handled else returned.penerusan.case.reference


def _record(
    returned: Pengembalian,
    verb: str,
    *,
    acting: Acting,
    office: str,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    hashes: Sequence[str] = (),
) -> None:
    case = returned.penerusan.case
    record(
        returned.reference,
        verb,
        actor=acting.reference,
        office=office,
        at=at,
        about=[case.reference, *case.also_about()],
        facts={"gaps": list(returned.gaps), **(facts or {})},
        hashes=hashes,
    )
