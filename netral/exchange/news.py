"""The content of a message that tells how a hand-over goes on: built here, read here, and nowhere else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from netral.exchange.messages import moment_of, utc
from netral.exchange.policies import LONGEST_GAP, LONGEST_NOTE, MOST_GAPS
from netral.exchange.states import Answer, Unreadable

LONGEST_CODE, MOST_PLACES = 60, 10_000
CODE = re.compile(r"[a-z0-9_.-]+")


@dataclass(frozen=True)
class News:
    """What a receiver says of the hand-over `thread`; `place` counts what it has said of it, from 1.

    `by` is the office that says it, which may be one further on; `outcome` is a code of the sender's own list. With
    `led_to` nothing moves but who decides: around a conflict of interest, to that office. `answer` is then what was
    said before, so that a house that does not know the word reads nothing new.
    """

    thread: str
    place: int
    answer: Answer
    by: str
    said_at: datetime
    gaps: tuple[str, ...] = ()
    note: str = ""
    outcome: str = ""
    led_to: str = ""

    def as_content(self) -> dict[str, Any]:
        led = {"led_to": self.led_to} if self.led_to else {}
        return {
            "thread": self.thread,
            "place": self.place,
            "answer": str(self.answer),
            "by": self.by,
            "said_at": utc(self.said_at),
            "gaps": list(self.gaps),
            "note": self.note,
            "outcome": self.outcome,
            **led,
        }


def read(content: Mapping[str, Any]) -> News:
    """The news in a content that came from outside; Unreadable names the part that is wrong."""
    said_at = moment_of(content.get("said_at"))
    if said_at is None:
        raise Unreadable("content.said_at", "expected a time with an offset")
    return News(
        thread=_text(content, "thread", 26, needed=True),
        place=_place(content),
        answer=_answer(content),
        by=_code(content, "by", LONGEST_CODE, needed=True),
        said_at=said_at,
        gaps=_gaps(content.get("gaps", [])),
        note=_text(content, "note", LONGEST_NOTE),
        outcome=_code(content, "outcome", 24),
        led_to=_code(content, "led_to", LONGEST_CODE),
    )


def _text(content: Mapping[str, Any], name: str, longest: int, *, needed: bool = False) -> str:
    value = content.get(name, "")
    if not isinstance(value, str) or len(value) > longest or "\0" in value or (needed and not value):
        raise Unreadable(f"content.{name}", f"expected a text of at most {longest} characters")
    return value


def _code(content: Mapping[str, Any], name: str, longest: int, *, needed: bool = False) -> str:
    """A code as lists have them: it comes into the journal, which must not learn a name of anybody."""
    value = _text(content, name, longest, needed=needed)
    if value and not CODE.fullmatch(value):
        raise Unreadable(f"content.{name}", "expected a code")
    return value


def _place(content: Mapping[str, Any]) -> int:
    value = content.get("place")
    if type(value) is not int or not 0 < value <= MOST_PLACES:
        raise Unreadable("content.place", "expected a count from 1")
    return value


def _answer(content: Mapping[str, Any]) -> Answer:
    value = content.get("answer")
    if value not in Answer.values or value == Answer.ARRIVED:
        raise Unreadable("content.answer", f"expected one of {', '.join(each for each in Answer.values[1:])}")
    return Answer(value)


def _gaps(given: object) -> tuple[str, ...]:
    rows: Sequence[Any] = given if isinstance(given, list) else [None]
    if len(rows) > MOST_GAPS or not all(
        isinstance(row, str) and len(row) <= LONGEST_GAP and "\0" not in row for row in rows
    ):
        raise Unreadable("content.gaps", f"expected at most {MOST_GAPS} texts of {LONGEST_GAP} characters")
    return tuple(rows)
