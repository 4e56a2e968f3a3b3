"""A report as its sender hands it over: plain values, before any rule was applied."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from netral.access.states import REPORTER, Acting
from netral.intake.states import Door


@dataclass(frozen=True)
class Who:
    """Somebody reported, as far as the sender can tell. Nothing is mandatory."""

    name: str = ""
    job: str = ""
    agency: str = ""
    subject: str = ""


@dataclass(frozen=True)
class WitnessNamed:
    name: str = ""
    address: str = ""


@dataclass(frozen=True)
class Reporter:
    """Who reports. Never printed: a traceback or a log line shows the class name and nothing else."""

    name: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


@dataclass(frozen=True)
class Sender:
    """Where the public sends from and what it brings when the house is full. The address is counted, never kept."""

    address: str = field(default="", repr=False)
    proof: str = field(default="", repr=False)
    ticket: str = field(default="", repr=False)


@dataclass(frozen=True)
class Entrance:
    """Through which door a report comes and who holds it open.

    `office` is the code of the office whose staff typed it, empty for the public. `handed_in` is when the reporter
    came or the paper arrived, where that was before the typing: clocks run from then. `sender` is counted; without
    one, nobody is. `grew_from` is the key of the informasi awal a finding is recorded from.
    """

    door: Door = Door.WEB
    acting: Acting = REPORTER
    office: str = ""
    handed_in: datetime | None = None
    sender: Sender | None = None
    grew_from: str = ""


@dataclass(frozen=True)
class NewReport:
    """What `submit` takes. `region` is a Kemendagri code, with or without dots."""

    kind: str
    what: str
    election: str = ""
    act_date: date | None = None
    act_time: time | None = None
    known_on: date | None = None
    region: str = ""
    place: str = ""
    who: tuple[Who, ...] = ()
    witnesses: tuple[WitnessNamed, ...] = ()
    links: tuple[str, ...] = ()
    conducts: tuple[str, ...] = ()
    reporter: Reporter | None = None

    def as_json(self) -> Mapping[str, object]:
        """JSON values only: dates and times as ISO text."""
        return {name: _plain(value) for name, value in vars(self).items()}

    def without_reporter(self) -> "NewReport":
        return replace(self, reporter=None)


def _plain(value: object) -> object:
    match value:
        case date() | time():
            return value.isoformat()
        case tuple():
            return [_plain(row) for row in value]
        case Who() | WitnessNamed() | Reporter():
            return dict(vars(value))
    return value
