"""The desk of an appointing official: all that lies with their agency and is not over, longest waiting first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain, islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.cases.models import Penerusan
from netral.cases.queries import flag_words, ties_in
from netral.discipline.models import Penanganan
from netral.discipline.queries.handed import handed_in
from netral.discipline.queries.lists import AT_AGENCY, penanganan_seen_by, received_by
from netral.exchange.models import Masukan
from netral.exchange.queries import inbox
from netral.exchange.states import Answer
from netral.intake.house_rules import house_rule
from netral.lib.counting import Lists, Tally, count_together
from netral.lib.dates import local_day
from netral.lib.merging import Merged
from netral.offices.models import Organisation, OrganisationKind
from netral.procedure.models import Clock
from netral.procedure.queries import ClockView, clock_view, missed, running_clocks, say, table
from netral.registry.queries import conflict_flags
from netral.tracks.models import Track

HANDED, RECOMMENDED, CAME = Penerusan.KIND, Penanganan.KIND, "masukan"
DECIDED = ("dijatuhi_sanksi", "disampaikan")  # running statuses in which a decision says that it came
OVER = (Answer.RETURNED, Answer.PASSED_ON, Answer.ENDED)
Place = tuple[datetime, str, int]
"""(since, kind, primary key) of one line: cheap to order and to cut into pages before anything is loaded."""


@dataclass(frozen=True)
class Counts:
    """How much lies there: all of it, what nobody acknowledged yet, and what is overdue."""

    waiting: int
    unanswered: int
    late: int


@dataclass(frozen=True)
class Line:
    """One matter. `left`: days until the house asks why nobody acknowledged it, negative when late; None once done.

    `track`: the key of what it goes on in, where it has one. `tied`: somebody here declared a conflict of interest.
    """

    kind: str
    key: str
    title: str
    number: str
    person: str
    sender: str
    zone: str
    since: datetime
    days: int
    acknowledged_at: datetime | None
    left: int | None
    status: str
    clock: ClockView | None
    track: str = ""
    tied: bool = False


class Desk(Merged[Place]):
    """The places of somebody's desk, in order, of which the first thousand are reached; and how much lies there."""

    def __init__(self, acting: Acting, now: datetime) -> None:
        self.now = now
        agency = ~Q(receiver__kind=OrganisationKind.ASN_SUPERVISOR)
        self.handed = received_by(acting).filter(agency, ended_at=None).select_related(None)
        mine = Q(agency__code__in=_agencies(acting), rekomendasi__isnull=False)
        self.recommended = penanganan_seen_by(acting).filter(mine, open=True).select_related(None)
        came = inbox(acting).filter(receiver__code__in=_agencies(acting)).exclude(answer__in=OVER)
        self.came = came.select_related(None)

    @property
    def unanswered(self) -> Lists:
        """What nobody has acknowledged yet."""
        return (
            self.handed.filter(acknowledged_at=None),
            self.recommended.filter(rekomendasi__acknowledged_at=None).exclude(status__in=DECIDED),
            self.came.filter(answer=Answer.ARRIVED),
        )

    @property
    def late(self) -> Lists:
        """What the house asks for an acknowledgement of, and what has missed a duty of its own."""
        limit = self.now - house_rule("handover_silence").length
        handed, recommended, came = self.unanswered
        silent = Q(pk__in=handed.filter(sent_at__lt=limit).values("pk"))
        unheard = Q(pk__in=recommended.filter(rekomendasi__made_at__lt=limit).values("pk"))
        return (
            self.handed.filter(silent | Exists(_missed(Track, "track__key", self.now))),
            self.recommended.filter(unheard | Exists(_missed(Penanganan, "key", self.now))),
            came.filter(came_at__lt=limit),
        )

    @property
    def tally(self) -> Tally:
        """What the menu counts."""
        return Tally((self.handed, self.recommended, self.came), self.late)

    @cached_property
    def counts(self) -> Counts:
        """One statement, whatever lies there."""
        all_of_it, new = count_together([self.tally, Tally(self.unanswered)])
        return Counts(all_of_it.waiting, new.waiting, all_of_it.late)

    def __len__(self) -> int:
        return self.counts.waiting

    def upto(self, last: int) -> list[Place]:
        lists = (
            _first(self.handed, HANDED, "sent_at", last),
            _first(self.recommended, RECOMMENDED, "rekomendasi__made_at", last),
            _first(self.came, CAME, "came_at", last),
        )
        return list(islice(sorted(chain(*lists)), last))


def _agencies(acting: Acting) -> set[str]:
    return {seat.office_code for seat in acting.seats if seat.role in AT_AGENCY}


def _first(found: "QuerySet[Any]", kind: str, since: str, last: int) -> list[Place]:
    return [(at, kind, pk) for at, pk in found.order_by(since, "pk").values_list(since, "pk")[:last]]


def _missed(model: type[Track] | type[Penanganan], key: str, now: datetime) -> "QuerySet[Clock]":
    return Clock.objects.filter(missed(now), subject=Concat(Value(f"{model.KIND}:"), OuterRef(key)))


def waiting_at_desk(acting: Acting, now: datetime) -> Tally:
    """What lies on somebody's desk, to be counted with others."""
    return Desk(acting, now).tally


def desk_lines(places: Sequence[Place], now: datetime) -> list[Line]:
    """The lines of one page, in as many queries for one as for thirty."""
    handed, recommended, came = _load(places)
    ties = ties_in(
        {each.reference: each.receiver_id for each in handed.values()}
        | {each.reference: each.agency_id for each in recommended.values()}
    )
    tracks = {each.pk: each.track for each in handed.values() if hasattr(each, "track")}
    running = running_clocks([each.reference for each in (*recommended.values(), *tracks.values())])
    made: dict[str, Any] = {
        HANDED: lambda pk: _of_handed(handed[pk], tracks.get(pk), running, now),
        RECOMMENDED: lambda pk: _of_recommended(recommended[pk], running, now),
        CAME: lambda pk: _of_masukan(came[pk], now),
    }
    lines: Iterable[dict[str, Any]] = (made[kind](pk) for _since, kind, pk in places)
    return [Line(**said, tied=f"{said['kind']}:{said['key']}" in ties) for said in lines]


def _load(places: Sequence[Place]) -> tuple[dict[int, Penerusan], dict[int, Penanganan], dict[int, Masukan]]:
    wanted: dict[str, list[int]] = {HANDED: [], RECOMMENDED: [], CAME: []}
    for _since, kind, pk in places:
        wanted[kind].append(pk)
    handed = Penerusan.objects.select_related("case__office", "receiver", "accused", "track")
    joined = ("case", "masukan", "authority", "agency", "person", "rekomendasi")
    return (
        handed.in_bulk(wanted[HANDED]),
        Penanganan.objects.select_related(*joined).in_bulk(wanted[RECOMMENDED]),
        Masukan.objects.select_related("sender", "receiver").in_bulk(wanted[CAME]),
    )


def _of_handed(
    penerusan: Penerusan, track: Track | None, running: dict[str, list[Clock]], now: datetime
) -> dict[str, Any]:
    return {
        "kind": HANDED,
        **_timed(penerusan.key, penerusan.receiver, penerusan.sent_at, penerusan.acknowledged_at, now),
        "title": penerusan.case.title,
        "number": penerusan.case.number,
        "person": penerusan.accused.name,
        "sender": penerusan.case.office.name,
        "status": _standing(penerusan, track),
        "clock": _nearest(running, track.reference, now) if track else None,
        "track": track.key if track else "",
    }


def _standing(penerusan: Penerusan, track: Track | None) -> str:
    """The status of its track; without one, that its outcome is still to be told once it was taken in."""
    if track:
        return say(table(track).statuses[track.status].label)
    return _("Menunggu hasil") if penerusan.acknowledged_at else ""


def _of_recommended(penanganan: Penanganan, running: dict[str, list[Clock]], now: datetime) -> dict[str, Any]:
    made, office = penanganan.rekomendasi, penanganan.agency or penanganan.authority
    said = _timed(penanganan.key, office, made.made_at, made.acknowledged_at, now)
    if penanganan.status in DECIDED:
        said["left"] = None
    return {
        "kind": RECOMMENDED,
        **said,
        "title": penanganan.title,
        "number": str(penanganan),
        "person": penanganan.person.name if penanganan.person else "",
        "sender": penanganan.authority.name,
        "status": say(table(penanganan).statuses[penanganan.status].label),
        "clock": _nearest(running, penanganan.reference, now),
    }


def _of_masukan(masukan: Masukan, now: datetime) -> dict[str, Any]:
    told = handed_in(masukan)
    heard = masukan.answered_at if masukan.answer != Answer.ARRIVED else None
    return {
        "kind": CAME,
        **_timed(masukan.key, masukan.receiver, masukan.came_at, heard, now),
        "title": told.title or told.number,
        "number": told.number,
        "person": told.terlapor[0].name,
        "sender": masukan.sender.name,
        "status": masukan.get_answer_display(),
        "clock": None,
    }


def _timed(key: str, office: Organisation, since: datetime, heard: datetime | None, now: datetime) -> dict[str, Any]:
    """Days are those of the office: the day of sending does not count."""
    today = local_day(now, office.zone)
    until = local_day(since + house_rule("handover_silence").length, office.zone)
    return {
        "key": key,
        "zone": office.zone,
        "since": since,
        "days": (today - local_day(since, office.zone)).days,
        "acknowledged_at": heard,
        "left": None if heard else (until - today).days,
    }


def _nearest(running: dict[str, list[Clock]], reference: str, now: datetime) -> ClockView | None:
    clocks = running.get(reference)
    return clock_view(clocks[0], now) if clocks else None


def flags_at(acting: Acting, now: datetime) -> list[str]:
    """What is on record of the appointing officials of somebody's agencies, as sentences. Four queries at most."""
    offices = list(Organisation.objects.filter(code__in=_agencies(acting)).order_by("name", "pk"))
    found = conflict_flags(offices, on=local_day(now, offices[0].zone)) if offices else {}
    return [flag_words(flag) for office in offices for flag in found.get(office.pk, [])]
