"""Work goes to another office: handed over, accepted or returned, withdrawn, taken over.

Status, clocks, key and number stay; only the office changes, and only when it was accepted. Every verb moves the
version, so of two who act at once, also of one who takes a step, exactly one comes through.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from netral.access.models import User
from netral.access.states import SYSTEM, Acting
from netral.audit.models import Chain, Entry
from netral.cases import policies
from netral.cases import transfer_policies as allowed
from netral.cases.actions.exchanging import KIND
from netral.cases.desk_policies import HEADS
from netral.cases.models import Case, Task
from netral.cases.states import HANDED_VERBS
from netral.cases.transfer_policies import Subject
from netral.exchange import actions as exchange
from netral.intake.actions import move_reports
from netral.intake.models import Laporan
from netral.notices.actions import tell
from netral.notices.queries.people import office_above, people_in
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.procedure.actions import act_beside
from netral.procedure.models import Transfer, TransferKind, TransferState
from netral.procedure.moving import move_along
from netral.procedure.states import SomeoneWasFaster
from netral.rulebook.transfers import transfer_rules

Through = Case.examiners.through


@dataclass(frozen=True)
class Paper:
    """The letter by which it happens, and why: number and day stand in the journal, the reason does not."""

    number: str
    on: date
    reason: str


@transaction.atomic
def hand_over(
    subject: Subject,
    *,
    acting: Acting,
    at: datetime,
    kind: str,
    receiver: Organisation,
    letter_number: str,
    letter_on: date,
    reason: str,
    version: int | None = None,
) -> Transfer:
    """Send it to another office, or ask the office above to take it over. It stays where it is until accepted.

    Raises NotAllowed, Refused naming the field, SomeoneWasFaster.
    """
    allowed.check_can_hand_over(subject, kind, acting)
    allowed.check_receiver(subject, kind, receiver, at=at)
    paper = _paper(subject, letter_number, letter_on, reason, at)
    transfer = _transfer(subject, kind, receiver, paper, acting=acting, at=at)
    act_beside(
        subject, HANDED_VERBS[kind], acting=acting, at=at, office=subject.office, version=version,
        facts=_facts(transfer, to=receiver),
    )  # fmt: skip
    transfer.save()
    _tell_heads(receiver, transfer, Told.HANDED, mark=transfer.key, at=at)
    return transfer


@transaction.atomic
def accept(transfer: Transfer, subject: Subject, *, acting: Acting, at: datetime, version: int | None = None) -> Entry:
    """It lies here from now on: same key, number, status and clocks. Assignments and tasks of the old office end."""
    allowed.check_can_answer(transfer, acting)
    allowed.check_goes_on(subject)
    _lock(subject)
    went = _leave(subject, transfer, at=at)
    entry = act_beside(
        subject, "pelimpahan_diterima", acting=acting, at=at, office=transfer.receiver, version=version,
        facts={**_facts(transfer, to=transfer.receiver), **went.facts},
    )  # fmt: skip
    _answer(transfer, TransferState.ACCEPTED, subject, acting=acting, at=at)
    _arrive(subject, transfer, went, acting=acting, at=at)
    return entry


@transaction.atomic
def send_back_transfer(
    transfer: Transfer, subject: Subject, *, acting: Acting, at: datetime, reason: str, version: int | None = None
) -> Entry:
    """It is not taken, and why. The office that sent it goes on with it."""
    allowed.check_can_answer(transfer, acting)
    policies.check_says_enough("reason", reason)
    entry = act_beside(
        subject, "pelimpahan_dikembalikan", acting=acting, at=at, office=transfer.receiver, version=version,
        facts=_facts(transfer, to=transfer.receiver),
    )  # fmt: skip
    _answer(transfer, TransferState.RETURNED, subject, acting=acting, at=at, answer=reason.strip())
    _tell_heads(transfer.origin, transfer, Told.HANDED_ANSWERED, mark=transfer.key, at=at)
    return entry


@transaction.atomic
def withdraw_transfer(
    transfer: Transfer, subject: Subject, *, acting: Acting, at: datetime, version: int | None = None
) -> Entry:
    """Take it back before anybody answered."""
    allowed.check_can_withdraw(transfer, subject, acting)
    entry = act_beside(
        subject, "pelimpahan_ditarik", acting=acting, at=at, office=transfer.origin, version=version,
        facts=_facts(transfer, to=transfer.receiver),
    )  # fmt: skip
    _answer(transfer, TransferState.WITHDRAWN, subject, acting=acting, at=at)
    return entry


@transaction.atomic
def take_over_work(
    subject: Subject,
    *,
    acting: Acting,
    at: datetime,
    letter_number: str,
    letter_on: date,
    reason: str,
    version: int | None = None,
) -> Transfer:
    """The office right above goes on with it from now on; a transfer on its way is stopped by it."""
    allowed.check_can_take_over(subject, acting)
    above = office_above(subject.office)
    assert above is not None  # noqa: S101 - the policy has just found it
    kind = TransferKind.TAKEOVER
    allowed.check_receiver(subject, kind, above, at=at)
    paper = _paper(subject, letter_number, letter_on, reason, at)
    transfer = _transfer(subject, kind, above, paper, acting=acting, at=at)
    transfer.state, transfer.answered_at, transfer.answered_by = TransferState.ACCEPTED, at, acting.reference
    _lock(subject)
    went = _leave(subject, transfer, at=at)
    act_beside(
        subject, "diambil_alih", acting=acting, at=at, office=above, version=version,
        facts={**_facts(transfer, to=above), **went.facts},
    )  # fmt: skip
    waiting = Transfer.objects.filter(subject=subject.reference, state=TransferState.WAITING)
    waiting.update(state=TransferState.SUPERSEDED, answered_at=at, answered_by=acting.reference)
    transfer.save()
    _arrive(subject, transfer, went, acting=acting, at=at)
    return transfer


@dataclass(frozen=True)
class Went:
    """What a subject left behind at its old office: people told, and what the journal says of it."""

    reports: tuple[Laporan, ...]
    people: tuple[User, ...]
    facts: dict[str, Any]


def _leave(subject: Subject, transfer: Transfer, *, at: datetime) -> Went:
    """End what belonged to the old office. Inside a transaction that holds the lock of the chain."""
    if isinstance(subject, Laporan):
        sources = tuple(subject.sources())  # what a temuan grew from holds its evidence, and goes along
        ended = move_reports([subject, *sources], transfer.receiver, at=at)
        return Went(sources, (), {"identity_requests_ended": ended} if ended else {})
    inside = (subject.laporan, *(row.laporan for row in _joined(subject)))
    reports = tuple(each for laporan in inside for each in (laporan, *laporan.sources()))
    ended = move_reports(reports, transfer.receiver, at=at)
    examiners, tasks = list(subject.examiners.order_by("pk")), list(_open_tasks(subject))
    rows: Any = Through.objects
    rows.filter(case_id=subject.pk).delete()
    _open_tasks(subject).update(done_at=at, done_by=SYSTEM.reference)
    facts: dict[str, Any] = {
        "examiners_removed": sorted(user.reference for user in examiners),
        "tasks_ended": [task.key for task in tasks],
        "identity_requests_ended": ended,
    }
    people = {user.pk: user for user in (*examiners, *(task.user for task in tasks))}
    return Went(reports, tuple(people.values()), {name: value for name, value in facts.items() if value})


def _joined(case: Case) -> Any:
    return case.joined_set.filter(left_at=None).select_related("laporan")


def _open_tasks(case: Case) -> Any:
    return Task.objects.filter(case=case, done_at=None).select_related("user").order_by("pk")


def _arrive(subject: Subject, transfer: Transfer, went: Went, *, acting: Acting, at: datetime) -> None:
    """The rows now lie with the receiver, and everybody concerned is told."""
    type(subject).objects.filter(pk=subject.pk).update(office=transfer.receiver)
    subject.office = transfer.receiver
    Transfer.objects.bulk_create(_part(transfer, each, acting, at) for each in went.reports)
    move_along(subject.reference, transfer.origin, transfer.receiver)
    if isinstance(subject, Case):  # what already left, and what is answered to it, goes along
        handed = [f"{KIND}:{key}" for key in subject.penerusan_set.values_list("key", flat=True)]
        exchange.look_after(handed, transfer.origin, transfer.receiver)
    tell(went.people, subject=transfer.reference, kind=Told.HANDED_OFF, mark=transfer.key, at=at)
    _tell_heads(transfer.origin, transfer, Told.HANDED_ANSWERED, mark=transfer.key, at=at)


def _part(transfer: Transfer, laporan: Laporan, acting: Acting, at: datetime) -> Transfer:
    return Transfer(
        subject=laporan.reference, number=laporan.number, kind=transfer.kind, origin=transfer.origin,
        receiver=transfer.receiver, letter_number=transfer.letter_number, letter_on=transfer.letter_on,
        basis=transfer.basis, made_at=transfer.made_at, made_by=transfer.made_by, state=TransferState.ACCEPTED,
        answered_at=at, answered_by=acting.reference, part_of=transfer,
    )  # fmt: skip


def _answer(
    transfer: Transfer, state: TransferState, subject: Subject, *, acting: Acting, at: datetime, answer: str = ""
) -> None:
    """Of two answers the second is told."""
    transfer.state, transfer.answer = state, answer
    transfer.answered_at, transfer.answered_by = at, acting.reference
    rows = Transfer.objects.filter(pk=transfer.pk, state=TransferState.WAITING)
    if not rows.update(state=state, answer=answer, answered_at=at, answered_by=acting.reference):
        raise SomeoneWasFaster(subject.reference)


def _paper(subject: Subject, number: str, on: date, reason: str, at: datetime) -> Paper:
    allowed.check_letter_day(on, subject.office, at=at)
    policies.check_says_enough("reason", reason)
    return Paper(policies.check_letter_number("letter_number", number), on, reason.strip())


def _transfer(
    subject: Subject, kind: str, receiver: Organisation, paper: Paper, *, acting: Acting, at: datetime
) -> Transfer:
    """Not stored yet."""
    return Transfer(
        subject=subject.reference, number=subject.number, kind=kind, origin=subject.office, receiver=receiver,
        letter_number=paper.number, letter_on=paper.on, reason=paper.reason,
        basis=transfer_rules()[kind].basis(subject.procedure).source, made_at=at, made_by=acting.reference,
    )  # fmt: skip


def _facts(transfer: Transfer, *, to: Organisation) -> dict[str, Any]:
    """Codes and the letter; `to_office` lets the public sentence name where it goes."""
    return {
        "transfer": transfer.key,
        "from_office": transfer.origin.code,
        "to_office": to.code,
        "letter": transfer.letter_number,
        "letter_on": transfer.letter_on.isoformat(),
    }


def _lock(subject: Subject) -> None:
    """Everything that journals on it locks its chain first, so what is ended here cannot grow meanwhile."""
    Chain.objects.select_for_update().filter(subject=subject.reference).first()


def _tell_heads(office: Organisation, transfer: Transfer, kind: Told, *, mark: str, at: datetime) -> None:
    people: Sequence[User] = people_in(office, HEADS, at=at)
    tell(people, subject=transfer.reference, kind=kind, mark=mark, at=at)
