"""One rule on conduct as people read it: elements, sanctions, who decides, what came before and after."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from netral import rulebook
from netral.publishing.converters import rule_slug
from netral.publishing.queries.periods import UNSURE, Family, families
from netral.rulebook import Receiver, Sanction
from netral.rulebook.penalties import Penalty, open_penalties
from netral.rulebook.provisions import Provision

LEVELS = {
    "moral": (_("sanksi moral"), "netral"),
    "ringan": (_("hukuman disiplin ringan"), "netral"),
    "sedang": (_("hukuman disiplin sedang"), "kunyit"),
    "berat": (_("hukuman disiplin berat"), "bata"),
    "ptdh": (_("pemberhentian tidak dengan hormat"), "bata"),
}
KINDS = {
    "kode_etik": _("Kode etik"),
    "disiplin": _("Disiplin"),
    "pidana": _("Pidana"),
    "peraturan_lainnya": _("Peraturan lain"),
    "kode_etik_penyelenggara": _("Kode etik penyelenggara pemilihan"),
    "administrasi": _("Administrasi"),
}
PHASES = {"before": _("sebelum penetapan calon"), "after": _("sesudah penetapan calon")}
# The families of periods that run once a breach of such a kind is handled, by instrument or else by kind.
PERIODS_OF_INSTRUMENT = {"PP-53-2010": ("pp53",), "SKB-2020": ("skb2020",)}
PERIODS_OF_KIND = {
    "kode_etik": ("sbt", "skb2022"),
    "disiplin": ("sbt", "skb2022", "pp94"),
    "pidana": ("gakkumdu",),
    "kode_etik_penyelenggara": ("dkpp",),
}


@dataclass(frozen=True)
class Measure:
    """A sanction and how long it lasts, in words; empty where it has no length of its own."""

    sanction: Sanction | Penalty
    length: str


@dataclass(frozen=True)
class Row:
    """A provision with the words of its codes."""

    rule: Provision

    @property
    def kind(self) -> Promise:
        return KINDS[self.rule.kind]

    @property
    def level(self) -> Promise | str:
        """Empty where the law gives no level."""
        return LEVELS[self.rule.level][0] if self.rule.level else ""

    @property
    def tone(self) -> str:
        return LEVELS[self.rule.level][1] if self.rule.level else "netral"

    @property
    def phase(self) -> Promise | str:
        """Empty where the row holds at any time."""
        return PHASES[self.rule.phase] if self.rule.phase else ""

    @property
    def unsure(self) -> bool:
        """The article has not been seen: such an entry is labelled and never cited in a letter."""
        return self.rule.confidence == UNSURE

    @property
    def measures(self) -> list[Measure]:
        """The sanctions open on the rule's last day in force, or else on the day the law was last checked."""
        book, rule = rulebook.current(), self.rule
        day = min(book.checked, rule.until or book.checked)
        if rule.penalties:
            return [Measure(each, lasting(each)) for each in open_penalties(rule.penalties, day, day)]
        found = {each.code: each for subject in rule.subjects for each in _sanctions(rule, day, subject)}
        return [Measure(each, lasting(each)) for each in found.values()]


def lasting(sanction: Sanction | Penalty) -> str:
    """`12 bulan`, `1 tahun`, or nothing; nothing either where the name says it, as that of a penalty does."""
    if isinstance(sanction, Penalty):
        return ""
    months, years = sanction.months, sanction.years
    if months and f"{months} bulan" not in sanction.name.id:
        return ngettext("%(count)s bulan", "%(count)s bulan", months) % {"count": months}
    if years and f"{years} tahun" not in sanction.name.id:
        return ngettext("%(count)s tahun", "%(count)s tahun", years) % {"count": years}
    return ""


def rule_page(slug: str, on: date) -> dict[str, Any] | None:
    """One provision in readable elements; None for a slug nobody has."""
    book = rulebook.current()
    rule = by_slug().get(slug)
    if rule is None:
        return None
    return {
        "book": book,
        "row": Row(rule),
        "acts": [book.conducts[code] for code in rule.conducts if code not in rule.doubtful_conducts],
        "subjects": [book.subjects[subject] for subject in rule.subjects],
        "targets": [book.vocabulary.targets[target] for target in rule.targets],
        "doubtful_acts": [book.conducts[conduct] for conduct in rule.doubtful_conducts],
        "doubtful": [book.vocabulary.targets[target] for target in rule.doubtful],
        "offices": [book.offices[office] for office in rule.offices],
        "regimes": [regime.capitalize() for regime in rule.regimes],
        "instrument": book.instruments[rule.code.split("/")[0]],
        "deciders": deciders(rule, min(on, rule.until or on)),
        "earlier": [Row(each) for each in neighbours(rule, later=False)],
        "later": [Row(each) for each in neighbours(rule, later=True)],
        "periods": periods(rule),
    }


@cache
def by_slug() -> dict[str, Provision]:
    return {rule_slug(code): rule for code, rule in rulebook.current().provisions.items()}


def deciders(rule: Provision, on: date) -> list[Receiver]:
    """To whom such a breach goes that day, each reason once, for everybody the rule binds."""
    book = rulebook.current()
    found = (each for subject in rule.subjects for each in book.receivers(subject, rule.kind, on))
    return list({each.because: each for each in found}.values())


def neighbours(rule: Provision, *, later: bool) -> list[Provision]:
    """The rules about the same act of the same people that ended the day before this one began, or began after it."""
    others = (each for each in rulebook.current().provisions.values() if _same_matter(each, rule))
    return [each for each in others if (_next_day(rule, each) if later else _next_day(each, rule))]


def periods(rule: Provision) -> list[Family]:
    """The families of periods that run when such a breach is handled."""
    known = rulebook.current().regimes
    codes = PERIODS_OF_INSTRUMENT.get(rule.code.split("/")[0], PERIODS_OF_KIND.get(rule.kind, ()))
    return families(code for code in codes if code in known)


def _sanctions(rule: Provision, day: date, subject: str) -> tuple[Sanction, ...]:
    return rulebook.current().sanctions(rule.level, day, subject=subject) if rule.level else ()


def _same_matter(one: Provision, other: Provision) -> bool:
    together = one.phase is None or other.phase is None or one.phase == other.phase
    return together and bool(set(one.conducts) & set(other.conducts) and set(one.subjects) & set(other.subjects))


def _next_day(first: Provision, second: Provision) -> bool:
    return bool(first.until and second.effective and first.until + timedelta(days=1) == second.effective)
