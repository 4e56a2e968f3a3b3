"""`/tanya/`: what people ask, found by words or picked from the most asked, each with its verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Self
from urllib.parse import urlencode

from django.urls import reverse
from rapidfuzz import fuzz

from netral import rulebook
from netral.publishing.queries.library import LONGEST_SEARCH
from netral.publishing.queries.seeking import folded, haystack
from netral.publishing.queries.verdicts import Gauge, gauge, reason, verdict_on
from netral.rulebook import Text
from netral.rulebook.selfcheck import AskedAct, AskedStage, AskedStatus, self_check

ANSWERS = {"ya": True, "tidak": False}
NEAREST = 3
# Words of every question, which tell no act from another.
EMPTY_WORDS = frozenset(
    folded("bolehkah boleh apakah apa saya kami asn pns yang di ke dan untuk may i can a the to my")
)


@dataclass(frozen=True)
class Context:
    """Who asks, about which stage, having said what. Words nobody knows are as if not said."""

    status: AskedStatus
    stage: AskedStage | None = None
    said: tuple[tuple[str, bool], ...] = ()

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """Read `?status=&tahap=` and the answers of the address."""
        check = self_check()
        first = next(iter(check.statuses.values()))
        names = ((each.fact, given.get(each.name)) for each in check.questions.values())
        return cls(
            status=check.statuses.get(given.get("status", ""), first),
            stage=check.stages.get(given.get("tahap", "")),
            said=tuple((fact, ANSWERS[word]) for fact, word in names if word in ANSWERS),
        )

    def address(self, act: AskedAct, **changes: str) -> str:
        """The stable address of an answer: what was said, in one order, and nothing else."""
        names = {each.fact: each.name for each in self_check().questions.values()}
        words = {yes: word for word, yes in ANSWERS.items()}
        said = {names[fact]: words[yes] for fact, yes in self.said}
        first = next(iter(self_check().statuses))
        status = "" if self.status.code == first else self.status.code
        asked = {"status": status, "tahap": self.stage.code if self.stage else "", **said} | changes
        query = urlencode({name: value for name, value in asked.items() if value})
        return reverse("publishing:answer", args=[act.code]) + (f"?{query}" if query else "")


@dataclass(frozen=True)
class Shown:
    """One act in a list: its verdict, why, and where its answer stands."""

    act: AskedAct
    gauge: Gauge
    reason: str
    url: str


def ask_page(given: Mapping[str, str], on: date) -> dict[str, Any]:
    """The most asked, or what the words found; the nearest where they found nothing."""
    words = given.get("cari", "").strip()[:LONGEST_SEARCH]
    context, check = Context.of(given), self_check()
    found, near = seek(words) if words else (check.most_asked(), ())
    others = () if words else tuple(act for act in check.acts.values() if act.asked is None)
    return {
        "book": rulebook.current(),
        "words": words,
        "status": context.status,
        "statuses": check.statuses.values(),
        "found": [shown(act, context, on) for act in found],
        "near": [shown(act, context, on) for act in near],
        "others": [shown(act, context, on) for act in others],
    }


def shown(act: AskedAct, context: Context, on: date) -> Shown:
    answer = verdict_on(act.code, context.status.code, "", (), on)
    return Shown(act, gauge(answer.verdict), reason(answer), context.address(act))


def teasers(
    on: date, codes: tuple[str, ...] = ("memberi-suara", "foto-dengan-calon", "menyukai-unggahan")
) -> list[Shown]:
    """Three answers for the front page: one of each kind."""
    check = self_check()
    context = Context.of({})
    return [shown(check.acts[code], context, on) for code in codes]


def seek(words: str) -> tuple[tuple[AskedAct, ...], tuple[AskedAct, ...]]:
    """The acts that have every word, or else the nearest few."""
    wanted = [word for word in folded(words) if word not in EMPTY_WORDS]
    hits = {code: sum(f" {word}" in text for word in wanted) for code, text in _texts().items()}
    acts = sorted(self_check().acts.values(), key=lambda act: (-hits[act.code], act.asked or len(hits)))
    whole = tuple(act for act in acts if wanted and hits[act.code] == len(wanted))
    if whole:
        return whole, ()
    near = [act for act in acts if hits[act.code]]
    return (), tuple(near[:NEAREST] or _alike(" ".join(wanted or folded(words))))


def _alike(words: str) -> list[AskedAct]:
    """The acts whose words look most like these."""
    texts = _texts()
    return sorted(
        self_check().acts.values(),
        key=lambda act: (-fuzz.partial_ratio(words, texts[act.code]), act.asked or len(texts)),
    )[:NEAREST]


@cache
def _texts() -> dict[str, str]:
    """The words each act can be found by."""
    labels = rulebook.current().conducts
    return {act.code: _words(act, [labels[code] for code in act.conducts]) for act in self_check().acts.values()}


def _words(act: AskedAct, labels: list[Text]) -> str:
    said = [act.title, *labels]
    return haystack(act.code, *act.words, *(word for text in said for word in (text.id, text.en)))
