"""`/tanya/<perbuatan>/`: the verdict on one act, what changes it, which rules, and what to do instead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import segno
from django.utils.safestring import SafeString, mark_safe

from netral import rulebook
from netral.publishing.queries.asking import ANSWERS, Context
from netral.publishing.queries.rows import Row
from netral.publishing.queries.sanctions import Measure, measures_of
from netral.publishing.queries.validity import Lasting, stages_today
from netral.publishing.queries.verdicts import Gauge, certain, gauge, questions_on, reason, verdict_on
from netral.rulebook import Text
from netral.rulebook.findings import Allegation
from netral.rulebook.selfcheck import AskedAct, Question, self_check
from netral.rulebook.verdicts import Answer

# Sources are written `PP 94 2021`.
NUMBER_AND_YEAR = re.compile(r" (\d+) (\d{4})$")


@dataclass(frozen=True)
class StageAnswer:
    """The verdict of one stage, and where it stands alone."""

    label: Text
    gauge: Gauge
    url: str
    chosen: bool


@dataclass(frozen=True)
class Today:
    """The stage an election is in, and where the answer for it stands."""

    lasting: Lasting
    url: str


@dataclass(frozen=True)
class Basis:
    """A rule that was used, with the sanctions it opens for such a person."""

    row: Row
    measures: list[Measure]


@dataclass(frozen=True)
class Choice:
    """A question with what was answered: `ya`, `tidak` or nothing."""

    question: Question
    chosen: str


def answer_page(code: str, given: Mapping[str, str], on: date) -> dict[str, Any] | None:
    """Everything on the page of one act; None for an act nobody has written down."""
    check, context = self_check(), Context.of(given)
    act = check.acts.get(code)
    if act is None:
        return None
    answer = _answer(act, context, on)
    sure = certain(answer.allegations)
    return {
        "book": rulebook.current(),
        "day": on,
        "act": act,
        "advice": act.exception_for(context.status) or act,
        "context": context,
        "address": context.address(act),
        "gauge": gauge(answer.verdict),
        "reason": reason(answer),
        "stages": check.stages.values(),
        "statuses": check.statuses.values(),
        "choices": _choices(act, context, on),
        "by_stage": _by_stage(act, context, on),
        "bases": [_basis(each) for each in sure],
        "others": [_basis(each) for each in answer.allegations if each not in sure],
        "permissions": answer.permissions,
        "instruments": _instruments(answer),
        "today": [Today(each, context.address(act, tahap=each.stage.code)) for each in stages_today(on)],
    }


def square(address: str) -> SafeString:
    """The address as a square to scan from paper: an SVG without colours of its own."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True, svgclass="tanya__kode")
    return mark_safe(drawn)  # noqa: S308 - drawn here, from an address made here


def _answer(act: AskedAct, context: Context, on: date) -> Answer:
    return verdict_on(act.code, context.status.code, context.stage.code if context.stage else "", context.said, on)


def _choices(act: AskedAct, context: Context, on: date) -> list[Choice]:
    stage = context.stage.code if context.stage else ""
    words = {yes: word for word, yes in ANSWERS.items()}
    said = dict(context.said)
    asked = questions_on(act.code, context.status.code, stage, context.said, on)
    return [Choice(each, words[said[each.fact]] if each.fact in said else "") for each in asked]


def _by_stage(act: AskedAct, context: Context, on: date) -> list[StageAnswer]:
    """The verdict of every stage; nothing where all of them agree."""
    stages, given = self_check().stages, _answer(act, replace(context, stage=None), on).by_stage()
    if len({verdict for verdict, _cases in given.values()}) == 1:
        return []
    return [
        StageAnswer(stages[code].label, gauge(verdict), context.address(act, tahap=code), stages[code] == context.stage)
        for code, (verdict, _cases) in given.items()
    ]


def _basis(allegation: Allegation) -> Basis:
    return Basis(Row(allegation.provision), measures_of(allegation.sanctions))


def _instruments(answer: Answer) -> list[str]:
    """What decided, as people cite it: `PP 94/2021`."""
    rules = (each.provision.code.split("/")[0] for each in certain(answer.allegations) or answer.allegations)
    known = rulebook.current().instruments
    cited = [NUMBER_AND_YEAR.sub(r" \1/\2", known[code].source) for code in dict.fromkeys(rules)]
    return cited or [each.source for each in answer.permissions]
