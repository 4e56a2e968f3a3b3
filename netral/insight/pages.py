"""Figures as lines of a table: each with its words, and a bar whose length is a share of the longest."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral import rulebook
from netral.audit.states import verb_text
from netral.insight.conformance import label, subject
from netral.insight.queries import Board, seconds_spoken
from netral.insight.states import Told
from netral.procedure.queries import say
from netral.rulebook.book import UnknownCodeError

FULL = 100
SHOWN_FIRST = 12  # rows; where time goes stands above, the rest is for whoever asks
# The first entry of each chain is no step of any table.
OPENINGS = {
    "laporan.dibuka": gettext_lazy("Laporan masuk"),
    "perkara.dibuka": gettext_lazy("Perkara dibuka"),
    "penanganan.dibuka": gettext_lazy("Penanganan dimulai"),
    "jalur.dibuka": gettext_lazy("Jalur dimulai"),
}


@dataclass(frozen=True)
class Line:
    """One row. `bar` is per cent of the longest; None where nothing may be told."""

    name: str
    told: Told
    bar: float | None
    middle: str
    most: str
    code: str = ""
    names: Sequence[str] = ()


@dataclass(frozen=True)
class Page:
    """The tables of the page, in their order."""

    steps: Sequence[Line]
    more_steps: Sequence[Line]
    routes: Sequence[Line]
    deadlines: Sequence[Line]
    order: Sequence[Line]
    offices: Sequence[Line]
    elections: Sequence[Line]
    whole: Line | None


def page_of(board: Board) -> Page:
    names = verb_names([each.what for each in board.steps])
    steps = _lines((names[each.what], "", each) for each in board.steps)
    return Page(
        steps=steps[:SHOWN_FIRST],
        more_steps=steps[SHOWN_FIRST:],
        routes=[_route(each) for each in board.routes],
        deadlines=[_shared(_deadline_name(each), each) for each in board.deadlines],
        order=[_shared(verb_name(each.what), each) for each in board.order],
        offices=_lines(board.offices),
        elections=_lines(board.elections),
        whole=next(iter(_lines([("", "", board.whole)])), None) if board.whole else None,
    )


def verb_name(verb: str) -> str:
    """A verb as people know it: an opening, the step's label, else what the journal says of it."""
    if verb in OPENINGS:
        return str(OPENINGS[verb])
    found = label(verb)
    return say(found) if found else _of_nobody(str(verb_text(verb).staff))


def _of_nobody(words: str) -> str:
    """A sentence of the journal that names an office, told of all of them at once."""
    return (words % defaultdict(lambda: _("instansi lain")) if "%(" in words else words).rstrip(".")


def verb_names(verbs: Sequence[str]) -> dict[str, str]:
    """Verb → its name; those that share one also say what they are taken on."""
    names = {verb: verb_name(verb) for verb in verbs}
    shared = {name for name, times in Counter(names.values()).items() if times > 1}
    return {verb: _with_subject(verb, name) if name in shared else name for verb, name in names.items()}


def _with_subject(verb: str, name: str) -> str:
    found = subject(verb)
    return f"{name} ({say(found)})" if found else name


def rule_name(rule: str) -> str:
    """The title of a deadline; one the rulebook no longer has is shown by its code."""
    try:
        return say(rulebook.current().deadline(rule).title)
    except UnknownCodeError:
        return rule


def _deadline_name(told: Told) -> str:
    step = verb_name(told.what) if told.what else _("belum diambil langkahnya")
    return f"{rule_name(told.rule)}: {step}"


def _lines(rows: Iterable[tuple[str, str, Told]]) -> list[Line]:
    shown = list(rows)
    longest = max((told.median or 0 for _name, _code, told in shown), default=0)
    return [_timed(name, code, told, longest) for name, code, told in shown]


def _timed(name: str, code: str, told: Told, longest: int) -> Line:
    bar = None if told.median is None else FULL * told.median / longest if longest else 0.0
    return Line(name, told, bar, seconds_spoken(told.median), seconds_spoken(told.p90), code)


def _route(told: Told) -> Line:
    """A route is read step by step; where it is hidden its steps are hidden as well."""
    names = [verb_name(verb) for verb in told.what.split()] if told.number is not None else []
    return Line("", told, told.share, seconds_spoken(told.median), seconds_spoken(told.p90), names=names)


def _shared(name: str, told: Told) -> Line:
    return Line(name, told, told.share, "", "")
