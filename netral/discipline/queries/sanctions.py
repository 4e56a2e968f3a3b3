"""Which sanctions may be chosen, which one was, and the clocks that follow from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from netral import rulebook
from netral.discipline.models import Decision, Penanganan, Rekomendasi
from netral.discipline.queries.remedies import remedies_of
from netral.discipline.states import Level, Refused
from netral.procedure.queries import say


def sanctions_of(penanganan: Penanganan, level: str, on: date) -> list[rulebook.Sanction]:
    """The sanctions of a level that this person may be given on a day: PPPK have other ones than PNS."""
    person = penanganan.person
    return list(rulebook.sanctions(level, on, subject=person.employment) if person else rulebook.sanctions(level, on))


def all_sanctions(penanganan: Penanganan, on: date) -> list[rulebook.Sanction]:
    """The same of every level, lightest level first."""
    return [sanction for level in Level.values for sanction in sanctions_of(penanganan, level, on)]


def described(sanction: rulebook.Sanction) -> str:
    """A sanction with its length: `Penundaan kenaikan pangkat, 1 tahun`."""
    length = _("%(n)s bulan") % {"n": sanction.months} if sanction.months else ""
    length = _("%(n)s tahun") % {"n": sanction.years} if sanction.years else length
    return f"{say(sanction.name)}, {length}" if length else say(sanction.name)


@dataclass(frozen=True)
class Chosen:
    """A sanction as decided; `code` is empty for one outside the rulebook's list."""

    code: str
    name: str
    level: str

    @property
    def outside_list(self) -> bool:
        return not self.code


def sanction_chosen(
    penanganan: Penanganan, code: str, other: str, level: str, on: date, *, also: Iterable[rulebook.Sanction] = ()
) -> Chosen:
    """The sanction of the list, or the other one as the decision words it. Refused when it is neither, or both.

    The list is that of the day of the decision, and `also` what the law of the day of the act leaves open.
    """
    if code and other.strip():
        raise Refused("other_sanction", _("Pilih hukuman dari daftar atau tulis hukuman lain, jangan keduanya."))
    for sanction in [*also, *all_sanctions(penanganan, on)]:
        if code and sanction.code == code:
            return Chosen(code, sanction.name.id, sanction.level or level)
    if not other.strip():
        raise Refused("sanction", _("Pilih hukuman dari daftar, atau tulis hukuman lain seperti bunyi keputusan."))
    if level not in Level.values:
        raise Refused("level", _("Pilih tingkat hukuman ini."))
    return Chosen("", other.strip(), level)


def recommended_range(rekomendasi: Rekomendasi, on: date) -> list[rulebook.Sanction]:
    """The sanctions proposed; all of the level when none was singled out."""
    allowed = sanctions_of(rekomendasi.penanganan, rekomendasi.level, on)
    return [sanction for sanction in allowed if sanction.code in rekomendasi.sanctions] or allowed


def clocks_of_imposing(decision: Decision) -> set[str]:
    """The deadline of handing over a decision, where a regulation sets one for such a sanction."""
    rule = _delivery(decision)
    return {rule.deliver} if rule else set()


def clocks_of_delivery(decision: Decision) -> set[str]:
    """What begins with the delivery: taking effect, and the remedies open against this very decision."""
    rule = _delivery(decision)
    return {each.file for each in remedies_of(decision) if each.file} | ({rule.effect} if rule else set())


def _delivery(decision: Decision) -> rulebook.Delivery | None:
    person = decision.penanganan.person
    if person is None:
        return None
    return rulebook.current().delivery(decision.level, decision.decided_on, subject=person.employment)
