"""Who waits for an answer: questions to reporters, their answers, and messages nobody has read."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from netral.access.states import Acting
from netral.intake.house_rules import house_rule
from netral.intake.models import CheckIn, Laporan, Message
from netral.intake.queries.received import WORKERS, laporan_seen_by
from netral.intake.states import HEARD, Side
from netral.procedure.queries import offices_over_time


@dataclass(frozen=True)
class Asking:
    """One question about retaliation, with its day; `answered` once it was."""

    number: int
    at: datetime
    answered: CheckIn | None


def askings(laporan: Laporan) -> list[Asking]:
    """When this reporter is asked, and what they answered."""
    answers = {row.number: row for row in laporan.check_ins.all()}
    lengths = house_rule("check_in").lengths
    return [
        Asking(number, laporan.received_at + length, answers.get(number)) for number, length in enumerate(lengths, 1)
    ]


def open_check_in(laporan: Laporan, at: datetime) -> int | None:
    """The number of the question that waits for the reporter; the latest one whose day has come."""
    come = [asking for asking in askings(laporan) if asking.at <= at]
    return come[-1].number if come and come[-1].answered is None else None


def letters_of(laporan: Laporan) -> list[Message]:
    """Both sides of the talk with their files, each with the name of the office that had the laporan then."""
    office_then = offices_over_time(laporan, laporan.office.name)
    letters = list(laporan.messages.prefetch_related("exhibits"))
    for each in letters:
        each.office_name = office_then(each.at)
    return letters


def unhandled(laporan: Laporan) -> list[CheckIn]:
    """Answers an office has not done anything about yet."""
    return [row for row in laporan.check_ins.all() if row.answer in HEARD and row.handled_at is None]


def mailbox_of(acting: Acting) -> QuerySet[Laporan]:
    """Laporan in the scope of acting whose reporter waits: an unread message, or an answer nobody acted on."""
    unread = Message.objects.filter(laporan=OuterRef("pk"), side=Side.REPORTER, seen_at=None)
    pressed = CheckIn.objects.filter(laporan=OuterRef("pk"), answer__in=HEARD, handled_at=None)
    seen = laporan_seen_by(acting) if acting.holds_any(WORKERS) else Laporan.objects.none()
    waiting = seen.filter(Exists(unread) | Exists(pressed)).prefetch_related("check_ins")
    new = Count("messages", filter=Q(messages__side=Side.REPORTER, messages__seen_at=None))
    return waiting.annotate(unread=new).order_by("opened_at", "pk")
