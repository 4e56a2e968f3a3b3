"""What the holder of a receipt code may read: steps, deadlines, messages. Nothing of the story, nobody's name."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from netral import rulebook
from netral.access.states import REPORTER
from netral.audit.queries import entries_about
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.evidence.queries import exhibits_of
from netral.evidence.states import Arrival
from netral.intake.models import IdentityOpening, Laporan, Message, SealedIdentity
from netral.intake.queries.entrances import was_typed
from netral.intake.queries.identity import openings_shown
from netral.intake.queries.keeping import chains_of, ended_at
from netral.intake.queries.mailbox import Asking, askings, letters_of, open_check_in
from netral.intake.queries.received import received_by
from netral.intake.queries.repair import Asked, asked_for
from netral.intake.queries.telling import status_notices
from netral.intake.states import Side
from netral.lib.dates import local_day
from netral.procedure import queries as procedure
from netral.procedure.models import Clock
from netral.procedure.policies import can_take
from netral.procedure.queries import ClockView
from netral.procedure.states import Milestone


def public_status(laporan: Laporan, language: str) -> dict[str, Any]:
    """The status in the shape of the wire contract."""
    zone = laporan.office.zone
    lines = procedure.milestones(laporan.reference, public=True, language=language)
    return {
        "number": laporan.number,
        "received": _iso(laporan.received_at, zone),
        "milestones": [{"at": _iso(line.at, zone), "what": line.text, "by": line.office_name} for line in lines],
        "deadlines": deadlines(laporan, language),
        "messages": [
            {"at": _iso(message.at, zone), "text": message.text, "by": _by(message)} for message in letters_of(laporan)
        ],
    }


def _by(message: Message) -> str:
    """Who wrote it: of an office the one that had the report then."""
    return message.office_name if message.side == Side.OFFICE else str(Side.REPORTER.label)


def deadlines(laporan: Laporan, language: str) -> list[dict[str, Any]]:
    """What the reporter may hold the offices to: {what, due as ISO text, met}, in the order they fall due."""
    rows = procedure.public_deadlines(chains_of(laporan), language)
    return [{**row, "due": row["due"].isoformat(timespec="seconds")} for row in rows]


def _iso(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


def headline(laporan: Laporan) -> rulebook.Text:
    """One sentence: how the report stands now, also when it has become a case and gone to another agency."""
    told = [entry for entry in entries_about(laporan.reference) if entry.after]
    # What runs beside the examination (a crime) has its own milestones, and never speaks for the whole.
    aside = {chain for chain, opening in procedure.openings(told).items() if opening.facts.get("beside")}
    last = [entry for entry in told if entry.chain not in aside][-1]
    status = procedure.tables_of([last])[last.chain].statuses[last.after]
    own = last.chain == laporan.reference or not last.chain.startswith(f"{Laporan.KIND}:")
    return status.headline if own else _as_finding(status)


def _as_finding(status: rulebook.Status) -> rulebook.Text:
    """What became of an informasi awal: headlines of its temuan would speak to somebody who reported it."""
    said = {}
    for language in ("id", "en"):
        with translation.override(language):
            words = _("Informasi Anda menjadi temuan pengawas. Keadaannya sekarang: %(status)s.")
            said[language] = words % {"status": status.label.text(language).lower()}
    return rulebook.Text(said["id"], said["en"])


@dataclass(frozen=True)
class Promise:
    """What an office owes the reporter by a day. `kept` is None while it may still be kept; `days_late` when missed.

    `letter` names the document by which the period was lengthened; `extended`: the longer period has taken over.
    Also a line of the timeline: something that is still ahead.
    """

    text: str
    at: datetime
    zone: str
    kept: bool | None
    days_late: int
    running: ClockView | None
    office_name: str = ""
    ahead: bool = True
    letter: str = ""
    extended: bool = False


@dataclass(frozen=True)
class StatusPage:
    """Everything the status page shows."""

    headline: rulebook.Text
    received_by: str
    timeline: list[Milestone | Promise]
    promises: list[Promise]
    next_due: ClockView | None
    messages: list[Message]
    notices: list[Document]
    openings: list[tuple[IdentityOpening, str]]
    askings: list[Asking]
    awaited: list[Exhibit]
    asks_now: bool
    completes: bool
    asked: Asked | None
    withdraws: bool
    erases: bool
    typed: bool
    zone: str


def awaited_of(laporan: Laporan) -> frozenset[str]:
    """SHA-256 of the originals whose bytes are still to come."""
    promised = exhibits_of(laporan.reference).filter(arrival=Arrival.PROMISED)
    return frozenset(promised.values_list("sha256", flat=True))


def status_page(laporan: Laporan, *, now: datetime, language: str) -> StatusPage:
    """The status for people. `next_due` is the deadline that runs out next: the promise the reader waits for."""
    views = clock_views(laporan, now)
    done = procedure.milestones(laporan.reference, public=True, language=language)
    promises = [_promise(view, now) for view in views if view.due]
    completes = can_take(laporan, "terima_perbaikan", REPORTER)
    return StatusPage(
        headline=headline(laporan),
        received_by=received_by(laporan),
        timeline=[*done, *(_ahead(promise) for promise in promises if promise.running and promise.at > now)],
        promises=promises,
        next_due=_next_due(views),
        messages=letters_of(laporan),
        notices=list(status_notices(laporan)),
        openings=openings_shown(laporan),
        askings=askings(laporan),
        awaited=list(exhibits_of(laporan.reference).filter(arrival=Arrival.PROMISED)),
        asks_now=open_check_in(laporan, now) is not None,
        completes=completes,
        asked=asked_for(laporan) if completes else None,
        withdraws=can_take(laporan, "cabut", REPORTER),
        erases=SealedIdentity.objects.filter(laporan=laporan).exists() and ended_at(laporan) is not None,
        typed=was_typed(laporan),
        zone=laporan.office.zone,
    )


def _ahead(promise: Promise) -> Promise:
    """The promise as a line of the timeline, told from what has happened by words too."""
    return replace(promise, text=_("Dijanjikan paling lambat: %(what)s") % {"what": promise.text})


def _promise(view: ClockView, now: datetime) -> Promise:
    due, over = view.due or now, view.stopped or now
    late = max(0, (local_day(over, view.zone) - local_day(due, view.zone)).days) if over > due else 0
    duty = view.tone != "netral" or view.met is not None
    missed = over > due and duty
    kept = view.met if view.stopped else False if missed else None
    days_late, running = max(late, 1) if missed else 0, None if view.stopped else view
    return Promise(view.title, due, view.zone, kept, days_late, running, letter=view.letter, extended=view.extended)


def clock_views(laporan: Laporan, now: datetime) -> list[ClockView]:
    """Every clock with a day on it, of the report and of what grew out of it, in the order they fall due.

    What another table set aside is no promise any more; the timeline says that it was.
    """
    held = Clock.objects.filter(subject__in=chains_of(laporan), due_at__isnull=False, set_aside=False)
    clocks = held.order_by("due_at", "pk")
    return [procedure.clock_view(clock, now) for clock in clocks]


def next_due(laporan: Laporan, now: datetime) -> ClockView | None:
    """The running clock that runs out next."""
    return _next_due(clock_views(laporan, now))


def running_clocks(laporan: Laporan, now: datetime) -> list[ClockView]:
    """What the offices owe now, the nearest first."""
    return [view for view in clock_views(laporan, now) if view.stopped is None]


def _next_due(views: list[ClockView]) -> ClockView | None:
    return next((view for view in views if view.stopped is None), None)
