"""The rulebook's answer to a kajian, ready to show: norms with their elements and explanation, and what is missing."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from netral import rulebook
from netral.cases.models import Kajian
from netral.cases.states import FACT_NAMES, KIND_NAMES, LEVEL_NAMES, UNSURE
from netral.procedure.queries import say

Words = str | Promise
ANSWERS: dict[str, tuple[str, Words]] = {
    "met": ("hijau", gettext_lazy("Terpenuhi")),
    "not_met": ("bata", gettext_lazy("Tidak terpenuhi")),
    "unknown": ("kunyit", gettext_lazy("Belum terang")),
}


@dataclass(frozen=True)
class Element:
    """One element of a norm: what must be true, whether it is, and why."""

    text: str
    tone: str
    answer: Words
    because: str
    met: bool


@dataclass(frozen=True)
class Norm:
    """One allegation of the assessment, ready to show. `explanation` is what letters quote as well."""

    provision: str
    title: rulebook.Text | str
    kind: Words
    citation: str
    threat: Words
    elements: tuple[Element, ...]
    explanation: str
    chosen: bool
    unsure: bool

    @property
    def complete(self) -> bool:
        return all(element.met for element in self.elements)

    @property
    def tally(self) -> str:
        """`Cukup, 3 dari 3 unsur`."""
        counts = {"met": sum(element.met for element in self.elements), "all": len(self.elements)}
        words = _("Cukup, %(met)s dari %(all)s unsur") if self.complete else _("Kurang, %(met)s dari %(all)s unsur")
        return words % counts


@dataclass(frozen=True)
class Gap:
    """A fact not known yet that would change the answer."""

    fact: str
    name: Words
    because: str


def norms(kajian: Kajian | None) -> list[Norm]:
    """The assessment as cards in the reader's language, most specific first as the rulebook has them."""
    if kajian is None:
        return []
    rows = kajian.told(get_language())["allegations"]
    return [_norm(row, kajian) for row in rows]


def gaps(kajian: Kajian | None) -> list[Gap]:
    """What is missing, most decisive first."""
    if kajian is None:
        return []
    return [_gap(row) for row in kajian.told(get_language()).get("missing", ())]


def title_of(provision: str) -> rulebook.Text | str:
    """The norm in the rulebook's words; the code of one that a later rulebook no longer has."""
    known = rulebook.current().provisions.get(provision)
    return known.title if known else provision


def _norm(row: dict[str, Any], kajian: Kajian) -> Norm:
    return Norm(
        provision=row["provision"],
        title=title_of(row["provision"]),
        kind=KIND_NAMES.get(row["kind"], row["kind"]),
        citation="; ".join(row["basis"]),
        threat=LEVEL_NAMES.get(row["level"] or "", ""),
        elements=tuple(_element(each) for each in row["elements"]),
        explanation=kajian.explanation(row["provision"], get_language()),
        chosen=row["provision"] in kajian.provisions,
        unsure=row["confidence"] == UNSURE,
    )


def _element(row: dict[str, Any]) -> Element:
    tone, answer = ANSWERS[row["state"]]
    return Element(row["element"], tone, answer, row["because"], row["state"] == "met")


def _gap(row: dict[str, Any]) -> Gap:
    known = rulebook.current().vocabulary.circumstances.get(row["fact"])
    return Gap(row["fact"], say(known) if known else FACT_NAMES.get(row["fact"], row["fact"]), row["because"])
