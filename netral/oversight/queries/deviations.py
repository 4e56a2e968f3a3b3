"""Where what was imposed is not what was recommended, with the reasons given."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from netral.access.states import Acting
from netral.discipline.models import Decision, Ending, Penanganan, Rekomendasi
from netral.discipline.queries import flag_words
from netral.discipline.states import Outcome
from netral.oversight.queries.board import authorities


@dataclass(frozen=True)
class Deviation:
    """One line: recommended, imposed (or nothing), what was noted, and why the official says so."""

    penanganan: Penanganan
    rekomendasi: Rekomendasi
    decision: Decision | None
    ending: Ending | None
    flags: tuple[str, ...]

    @property
    def reason(self) -> str:
        if self.decision:
            return self.decision.deviation_reason
        return self.ending.reason if self.ending else ""


def deviating(acting: Acting) -> QuerySet[Penanganan]:
    """Handlings that ended otherwise than recommended: another level, noted, or no sanction. The newest first."""
    other = Q(decision__isnull=False) & (
        ~Q(decision__level=F("rekomendasi__level")) | ~Q(decision__flags=[]) | Q(decision__outside_list=True)
    )
    declined = Q(ending__outcome=Outcome.DECLINED)
    found = Penanganan.objects.filter(other | declined, authority__code__in=authorities(acting))
    joined = ("case", "masukan", "authority", "agency", "person", "rekomendasi", "decision", "ending")
    told = found.annotate(told_on=Coalesce("ending__recorded_at", "rekomendasi__made_at"))
    return told.select_related(*joined).order_by("-told_on", "-pk")


def deviations(found: Iterable[Penanganan]) -> list[Deviation]:
    """The lines of one page, without a further query."""
    return [_deviation(each) for each in found]


def _deviation(penanganan: Penanganan) -> Deviation:
    decision = getattr(penanganan, "decision", None)
    ending = getattr(penanganan, "ending", None)
    flags = tuple(flag_words(decision.flags)) if decision else ()
    return Deviation(penanganan, penanganan.rekomendasi, decision, ending, flags)
