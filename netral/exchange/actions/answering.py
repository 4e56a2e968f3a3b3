"""A receiver says how a hand-over goes on; every sender upstream hears it, and with them the reporter's milestones."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from netral.access.queries import today_in
from netral.access.states import SYSTEM, Acting
from netral.audit.actions import record
from netral.audit.models import Chain, Entry
from netral.exchange import policies, queries
from netral.exchange.actions.keeping import sign_for
from netral.exchange.actions.sending import enqueue
from netral.exchange.models import Kiriman, Masukan, Reply
from netral.exchange.news import News
from netral.exchange.states import ANSWERED, LATE_NEWS, NEWS, Answer, Forgery, Matter, NotGenuine, SaidOtherwise
from netral.lib.keys import new_key
from netral.offices.models import Organisation
from netral.procedure.states import SomeoneWasFaster


@transaction.atomic
def answer(
    masukan: Masukan,
    to: Answer,
    *,
    acting: Acting,
    at: datetime,
    gaps: Collection[str] = (),
    note: str = "",
    outcome: str = "",
) -> Entry:
    """Take a hand-over that came in one step on, and tell whoever sent it.

    What is returned names its `gaps`; what ended its `outcome` (states.Outcome), with a note. NotAllowed, Refused or
    SomeoneWasFaster change nothing.
    """
    policies.check_can_answer(masukan, to, acting)
    return _say(masukan, to, acting=acting, at=at, gaps=gaps, note=note, outcome=outcome)


@transaction.atomic
def follow(
    masukan: Masukan,
    to: Answer,
    *,
    acting: Acting,
    at: datetime,
    gaps: Collection[str] = (),
    note: str = "",
    outcome: str = "",
) -> Entry | None:
    """Tell the sender what a step taken on a hand-over means for it: a part of that step, whoever takes it.

    None where nothing new is said. NotAllowed, Refused or SomeoneWasFaster undo the step.
    """
    _lock(masukan.reference)
    masukan.refresh_from_db(fields=["answer", "said", "work"])
    if to == masukan.answer:
        return None
    policies.check_follows(masukan, to)
    return _say(masukan, to, acting=acting, at=at, gaps=gaps, note=note, outcome=outcome)


@transaction.atomic
def take_up(masukan: Masukan, work: str, *, acting: Acting, at: datetime) -> None:
    """A room opened something for a hand-over; from now on its steps answer. Calls for the sender's first news."""
    _lock(masukan.reference)
    masukan.refresh_from_db(fields=["answer", "said", "work"])
    if masukan.answer == Answer.ARRIVED:
        policies.check_can_answer(masukan, Answer.RECEIVED, acting)
        _say(masukan, Answer.RECEIVED, acting=acting, at=at)
    Masukan.objects.filter(pk=masukan.pk).update(work=work)
    masukan.work = work


def _say(
    masukan: Masukan,
    to: Answer,
    *,
    acting: Acting,
    at: datetime,
    gaps: Collection[str] = (),
    note: str = "",
    outcome: str = "",
) -> Entry:
    """Write an answer down and tell whoever sent the hand-over."""
    said = [gap.strip() for gap in gaps if gap.strip()]
    policies.check_gaps(to, said, note)
    policies.check_outcome(to, outcome, note)
    _lock(masukan.reference)
    now = Masukan.objects.filter(pk=masukan.pk, answer=masukan.answer, said=masukan.said)
    if not now.update(answer=to, said=F("said") + 1, answered_at=at):
        raise SomeoneWasFaster(masukan.reference)
    masukan.answer, masukan.said = to, masukan.said + 1
    news = News(masukan.message, masukan.said, to, masukan.receiver.code, at, tuple(said), note.strip(), outcome)
    entry = record(
        masukan.reference,
        ANSWERED[to],
        actor=acting.reference,
        office=masukan.receiver.code,
        at=at,
        facts={"sender": masukan.sender.code, "place": masukan.said, "gaps": len(said)},
        hashes=[masukan.sha256],
    )
    _tell(masukan, news, acting=acting, at=at)
    return entry


@transaction.atomic
def pass_on(
    masukan: Masukan, *, receiver: Organisation, acting: Acting, at: datetime, note: str = ""
) -> Kiriman | Masukan:
    """Send a hand-over on to another organisation, in this house or outside. Its news go on upstream by themselves.

    Returns what goes out, or what came in at another office of this house.
    """
    policies.check_receiver(masukan, receiver, today_in(masukan.receiver, now=at))
    answer(masukan, Answer.PASSED_ON, acting=acting, at=at, note=note)
    return _go_on(masukan, receiver, acting=acting, at=at)


@transaction.atomic
def pass_on_work(
    masukan: Masukan, *, receiver: Organisation, acting: Acting, at: datetime, note: str = ""
) -> Kiriman | Masukan:
    """The same where a room worked on it: a part of the step that ends the work. A refusal undoes the step."""
    policies.check_receiver(masukan, receiver, today_in(masukan.receiver, now=at))
    follow(masukan, Answer.PASSED_ON, acting=acting, at=at, note=note)
    return _go_on(masukan, receiver, acting=acting, at=at)


def _go_on(masukan: Masukan, receiver: Organisation, *, acting: Acting, at: datetime) -> Kiriman | Masukan:
    passed = enqueue(
        masukan.content,
        subject=masukan.reference,
        sender=masukan.receiver,
        receiver=receiver,
        acting=acting,
        at=at,
        passes_on=masukan,
    )
    return passed or _bring_over(masukan, receiver, acting=acting, at=at)


def _bring_over(masukan: Masukan, receiver: Organisation, *, acting: Acting, at: datetime) -> Masukan:
    """Inside the house nothing travels: the other office has it at once, signed for like everything that came in."""
    brought = Masukan(
        key=new_key(),
        message=new_key(),
        matter=Matter.HANDOVER,
        sender=masukan.receiver,
        receiver=receiver,
        content=masukan.content,
        sha256=masukan.sha256,
        came_at=at,
        passed_from=masukan,
    )
    sign_for([brought], acting=acting, at=at)
    return brought


def hear(news: News, *, sender: Organisation, at: datetime) -> None:
    """Write down what a receiver says of a hand-over of this house: a part of receiving the message that says it.

    News without a place (0) stand after those before them. What a receiver says after the hand-over moved on is kept
    and journalled for the office, and tells the reporter nothing: another one has it now.
    """
    kiriman = queries.sent_by(news.thread, sender)
    if kiriman is None:
        raise NotGenuine(Forgery.FOREIGN)
    _lock(kiriman.reference)
    late = Kiriman.objects.filter(pk=kiriman.pk, moved_on_at__isnull=False).exists()
    if not news.place:
        news = replace(news, place=_last_place(kiriman) + 1)
    if Reply.objects.filter(kiriman=kiriman, place=news.place).exists():
        raise SaidOtherwise
    Reply.objects.create(
        kiriman=kiriman, place=news.place, answer=news.answer, by=news.by, said_at=news.said_at, came_at=at,
        gaps=list(news.gaps), note=news.note, outcome=news.outcome, applied_at=at if late else None,
    )  # fmt: skip
    if not late:
        _settle(kiriman)
    record(
        kiriman.reference,
        (LATE_NEWS if late else NEWS)[news.answer],
        actor=SYSTEM.reference,
        office=sender.code,
        at=at,
        about=[kiriman.subject, *kiriman.about],
        facts={"place": news.place, "gaps": len(news.gaps), "further": news.by != sender.code},
        hashes=[kiriman.sha256],
    )
    if kiriman.passes_on:
        _relay(kiriman.passes_on, news, by=sender, at=at)


def _last_place(kiriman: Kiriman) -> int:
    return int(Reply.objects.filter(kiriman=kiriman).aggregate(last=Max("place"))["last"] or 0)


def _settle(kiriman: Kiriman) -> None:
    """Where it stands: the last thing its own receiver said, and the end, whoever said it. Order of arrival is none."""
    told = list(Reply.objects.filter(kiriman=kiriman).order_by("place").values_list("answer", "by"))
    own = [answer for answer, by in told if by == kiriman.receiver.code or answer == Answer.ENDED]
    Kiriman.objects.filter(pk=kiriman.pk).update(answer=own[-1] if own else "")


def _relay(masukan: Masukan, news: News, *, by: Organisation, at: datetime) -> None:
    """What was heard from further on goes upstream as it was said; an end there is the end here.

    What `by`, to whom it was passed on, gives back lies here again: it can go on, or back to its sender.
    """
    _lock(masukan.reference)
    masukan.refresh_from_db(fields=["answer"])
    here = {Answer.ENDED: Answer.ENDED}
    if news.by == by.code and masukan.answer != Answer.ENDED:
        here[Answer.RETURNED] = Answer.RECEIVED
    now = {"answer": here[news.answer]} if news.answer in here else {}
    values = {"said": F("said") + 1, "answered_at": at, **now}
    Masukan.objects.filter(pk=masukan.pk).update(**values)
    masukan.refresh_from_db(fields=["said", "answer"])
    on = News(masukan.message, masukan.said, news.answer, news.by, news.said_at, news.gaps, news.note, news.outcome)
    _tell(masukan, on, acting=SYSTEM, at=at)


def _tell(masukan: Masukan, news: News, *, acting: Acting, at: datetime) -> None:
    """To the office of this house that passed it on, who tells its own sender; else to the sender's house."""
    if masukan.passed_from:
        _relay(masukan.passed_from, news, by=masukan.receiver, at=at)
        return
    enqueue(
        news.as_content(),
        subject=masukan.reference,
        sender=masukan.receiver,
        receiver=masukan.sender,
        acting=acting,
        at=at,
        matter=Matter.NEWS,
    )


def _lock(reference: str) -> None:
    """Of two at once the second waits here, and then reads what the first one left."""
    Chain.objects.select_for_update().filter(subject=reference).first()
