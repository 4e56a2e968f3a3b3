"""One row of the law on conduct with the words of its codes."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from netral import rulebook
from netral.publishing.queries.sanctions import Measure, measures_of
from netral.rulebook.penalties import open_penalties
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
    def measures(self) -> list[Measure]:
        """The sanctions open on the rule's last day in force, or else on the day the law was last checked."""
        book, rule = rulebook.current(), self.rule
        day = min(book.checked, rule.until or book.checked)
        if rule.penalties:
            return measures_of(open_penalties(rule.penalties, day, day))
        levels = [book.sanctions(rule.level, day, subject=subject) for subject in rule.subjects if rule.level]
        return measures_of({each.code: each for sanctions in levels for each in sanctions}.values())
