"""The pocket booklet: what an official must know, on sixteen pages of A6."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from netral import rulebook
from netral.cases.states import RECEIVER_NAMES
from netral.publishing.queries.asking import Context, Shown, shown
from netral.publishing.queries.rows import LEVELS, Row
from netral.publishing.queries.sanctions import measures_of
from netral.rulebook.provisions import Provision
from netral.rulebook.selfcheck import self_check

PAGES = 16
# How many of them the three lists take; the others are fixed.
ETHICS, DISCIPLINE, ASKED = 2, 4, 4
SUBJECT = "PNS"

Item = TypeVar("Item")


def booklet(on: date) -> dict[str, Any]:
    """Every list already parted into its pages, under the law of that day."""
    rows = [Row(rule) for rule in rulebook.current().provisions.values() if _belongs(rule, on)]
    ethics = [row for row in rows if row.rule.kind == "kode_etik"]
    discipline = [row for row in rows if row.rule.kind == "disiplin"]
    return {
        "book": rulebook.current(),
        "day": on,
        "stages": self_check().stages.values(),
        "ethics": spread(ethics, ETHICS),
        "discipline": spread(discipline, DISCIPLINE),
        "asked": spread(_asked(on), ASKED),
        "levels": _levels(rows, on),
        "receivers": _receivers(on),
    }


def spread(items: Sequence[Item], pages: int) -> list[Sequence[Item]]:
    """The items on exactly so many pages, the fuller ones first."""
    least, more = divmod(len(items), pages)
    ends = [(page + 1) * least + min(page + 1, more) for page in range(pages)]
    return [items[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]


def _belongs(rule: Provision, on: date) -> bool:
    """The most specific rules of conduct that bind an official today."""
    return rule.in_force(on) and rule.rank == 1 and SUBJECT in rule.subjects


def _asked(on: date) -> list[Shown]:
    context = Context.of({})
    return [shown(act, context, on) for act in self_check().most_asked()]


def _levels(rows: Sequence[Row], on: date) -> list[dict[str, Any]]:
    """The levels these rules lead to, lightest first, with their sanctions."""
    used = {row.rule.level for row in rows}
    found = ((LEVELS[code][0], rulebook.sanctions(code, on, subject=SUBJECT)) for code in LEVELS if code in used)
    return [{"name": name, "measures": measures_of(sanctions)} for name, sanctions in found]


def _receivers(on: date) -> list[Any]:
    kinds = ("kode_etik", "disiplin")
    found = [each.to for kind in kinds for each in rulebook.receivers(SUBJECT, kind, on)]
    return [RECEIVER_NAMES.get(code, code) for code in dict.fromkeys(found)]
