"""The stories as typed values: days become dates, and nothing is left to guess."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Told:
    """Who the reporter says it was, in the reporter's words."""

    name: str
    job: str
    agency: str


@dataclass(frozen=True)
class Beside(Told):
    """Somebody else of the same report: what was found of them, and why that is not what was found of the first."""

    found: str
    because: str


@dataclass(frozen=True)
class Story:
    """One report and how far it got. `ends` is a status of laporan, perkara, penanganan, or of the table of `track`.

    `subject` is what the person turns out to be. `joins` is the title of the case a report goes on in. `invited` lets
    the person be asked to come, with a link to answer by; `answer` is what comes back by it. `conflict` is what the
    office wrote of the appointing official's ties, `receiver` the code of who gets it then, and `imposed` a level other
    than the recommended one. `beside` are others of the same report. `then` names what happens beside the way of the
    table, in `plot.THEN`.
    """

    ends: str
    kind: str
    election: str
    region: str
    received: date
    act: date
    known: date
    conducts: tuple[str, ...]
    target: str
    what: str
    title: str
    person: Told
    place: str
    message: str
    klarifikasi: bool
    subject: str
    track: str
    joins: str
    invited: bool
    answer: str
    conflict: str
    receiver: str
    imposed: str
    beside: tuple[Beside, ...]
    then: str


@dataclass(frozen=True)
class StoryBook:
    training: dict[str, Any]
    stories: tuple[Story, ...]


def read(path: Path, *, today: date) -> StoryBook:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    stories = tuple(_story(row, data["training"]["code"], today) for row in data["story"])
    return StoryBook(data["training"], stories)


def _story(row: dict[str, Any], training: str, today: date) -> Story:
    def day(name: str, other: str) -> date:
        value = row.get(name, row[other])
        return value if isinstance(value, date) else today - timedelta(days=value)

    return Story(
        ends=row["ends"],
        kind=row.get("kind", "laporan"),
        election=row.get("election", training),
        region=row.get("region", "99.07"),
        received=day("received", "received"),
        act=day("act", "act"),
        known=day("known", "act"),
        conducts=tuple(row["conducts"]),
        target=row.get("target", "calon"),
        what=row["what"],
        title=row.get("title", ""),
        person=Told(**row["person"]),
        place=row["place"],
        message=row.get("message", ""),
        klarifikasi=row.get("klarifikasi", False),
        subject=row.get("subject", "PNS"),
        track=row.get("track", ""),
        joins=row.get("joins", ""),
        invited=row.get("invited", False),
        answer=row.get("answer", ""),
        conflict=row.get("conflict", ""),
        receiver=row.get("receiver", ""),
        imposed=row.get("imposed", ""),
        beside=tuple(Beside(**each) for each in row.get("beside", ())),
        then=row.get("then", ""),
    )
