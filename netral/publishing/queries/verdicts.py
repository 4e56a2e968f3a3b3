"""Verdicts of the self-check in words and as a spirit level."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from netral import rulebook
from netral.publishing.queries.rows import LEVELS
from netral.rulebook.findings import Allegation
from netral.rulebook.selfcheck import Question, self_check
from netral.rulebook.verdicts import (
    ALLOWED,
    DEPENDS,
    FORBIDDEN,
    RISKY,
    SUBJECT,
    Answer,
    Asked,
    Case,
    answer,
    questions,
)

# Facts answered, as (fact, yes); a tuple, so that answers can be kept.
Said = tuple[tuple[str, bool], ...]
KEPT = 8192
DISCIPLINE = "disiplin"
BREACHES = {
    "kode_etik": gettext_lazy("pelanggaran kode etik"),
    "disiplin": gettext_lazy("pelanggaran disiplin"),
    "pidana": gettext_lazy("tindak pidana pemilihan"),
    "peraturan_lainnya": gettext_lazy("pelanggaran larangan jabatan"),
    "kode_etik_penyelenggara": gettext_lazy("pelanggaran kode etik penyelenggara"),
    "administrasi": gettext_lazy("pelanggaran administrasi"),
}


@dataclass(frozen=True)
class Gauge:
    """The spirit level of a verdict: where its bubble stands (of a tube 84 wide), its tone, and the word."""

    code: str
    at: int
    tone: str
    word: str | Promise


GAUGES = {
    ALLOWED: Gauge(ALLOWED, 42, "h", gettext_lazy("Boleh")),
    RISKY: Gauge(RISKY, 55, "k", gettext_lazy("Berisiko")),
    FORBIDDEN: Gauge(FORBIDDEN, 71, "b", gettext_lazy("Dilarang")),
    DEPENDS: Gauge(DEPENDS, 42, "n", gettext_lazy("Tergantung")),
}


def gauge(verdict: str) -> Gauge:
    return GAUGES[verdict]


@lru_cache(maxsize=KEPT)
def verdict_on(act: str, status: str, stage: str, said: Said, on: date) -> Answer:
    """The answer to these codes under the law of that day; stage "" is all stages."""
    return answer(rulebook.current(), self_check(), _asked(act, status, stage, said), on)


@lru_cache(maxsize=KEPT)
def questions_on(act: str, status: str, stage: str, said: Said, on: date) -> tuple[Question, ...]:
    """What to ask so that the answer gets clearer."""
    return questions(rulebook.current(), self_check(), _asked(act, status, stage, said), on)


def _asked(act: str, status: str, stage: str, said: Said) -> Asked:
    check = self_check()
    return Asked(check.acts[act], check.statuses[status], check.stages.get(stage), dict(said))


def reason(given: Answer) -> str:
    """Why, in one or two sentences."""
    if given.verdict == ALLOWED:
        return given.permissions[0].because.text(get_language() or "id")
    if given.verdict == FORBIDDEN:
        return _forbidden(given)
    return _depends(given) if given.verdict == DEPENDS else _risky(given)


def _forbidden(given: Answer) -> str:
    exception = given.act.exception_for(given.status)
    if exception:
        return exception.because.text(get_language() or "id")
    by_stage = {stage: breach(cases) for stage, (_verdict, cases) in given.by_stage().items()}
    return by_stages(by_stage) or sentence(next(iter(by_stage.values())))


def by_stages(words: dict[str, str]) -> str:
    """One word per stage as sentences; empty when all stages have the same word."""
    if len(set(words.values())) <= 1:
        return ""
    before, *after = words.items()
    if len({word for _stage, word in after}) == 1:
        told = {"before": before[1], "after": after[0][1]}
        return _("Sebelum calon ditetapkan: %(before)s. Sesudahnya: %(after)s.") % told
    stages, language = self_check().stages, get_language() or "id"
    return " ".join(f"{stages[stage].label.text(language)}: {word}." for stage, word in words.items())


def breach(cases: Iterable[Case]) -> str:
    """What the most specific rule that forbids leads to: its disciplinary level, or else the kind of breach."""
    row = next(each.provision for case in cases for each in certain(case.allegations))
    return str(LEVELS[row.level][0] if row.kind == DISCIPLINE and row.level else BREACHES[row.kind])


def certain(allegations: Iterable[Allegation]) -> list[Allegation]:
    """Those every element of which is met, catch-alls left out."""
    return [each for each in allegations if not each.unknown and not each.provision.general]


def sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _depends(given: Answer) -> str:
    """What it depends on: the stage first, then what only the person knows, then the status, then the election."""
    told = by_stages(
        {stage: str(GAUGES[verdict].word).lower() for stage, (verdict, _cases) in given.by_stage().items()}
    )
    if told:
        return told
    facts = {fact for case in given.cases if case.verdict == DEPENDS for fact in case.open}
    if facts - {SUBJECT}:
        return given.act.caution.text(get_language() or "id")
    return _("Jawabannya berbeda bagi PNS dan PPPK.") if facts else _("Jawabannya berbeda antara Pemilu dan Pilkada.")


def _risky(given: Answer) -> str:
    language = get_language() or "id"
    told = [each.because.text(language) for each in given.permissions]
    if given.allegations and all(each.provision.general for each in given.allegations):
        told.append(_("Yang menyangkutnya hanya aturan umum, jadi instansi yang menilai."))
    return " ".join((*told, given.act.caution.text(language)))
