"""Whom a case is about, and where each of them stands."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from netral.cases.models import Accused, Case, Penerusan, Peralihan, Pleno, PutusanTerlapor
from netral.cases.states import Decision
from netral.intake.queries.received import MOST_FOUND

# Whoever was not found proven ends with the pleno and is handed over to nobody.
_NOT_ENDED_BY_THE_PLENO = Q(putusan=None) | Q(putusan__decision=Decision.PROVEN)
BEFORE_DECISION, CLOSED = frozenset({"pemeriksaan", "menunggu_pleno"}), "selesai"
NEUTRAL, PROVEN, OPEN, DONE = "netral", "tinta", "kunyit", "hijau"

_IN_ORDER = Prefetch("peralihan_set", Peralihan.objects.select_related("origin", "receiver").order_by("moved_at", "pk"))


@dataclass(frozen=True)
class Standing:
    """One line of the table of persons: where somebody stands, in words, and the tone of the chip."""

    accused: Accused
    words: str
    tone: str
    sent: tuple[Penerusan, ...] = ()

    @property
    def ruling(self) -> PutusanTerlapor | None:
        """What the pleno found of this person; None before it, and of who was left out."""
        return getattr(self.accused, "putusan", None)

    @property
    def goes_on(self) -> bool:
        """Whether the case can lead this person on, as `going_on` says of the rows."""
        return not self.accused.left_at and (self.ruling is None or self.ruling.decision == Decision.PROVEN)


def persons_of(case: Case) -> "QuerySet[Accused]":
    """Those the case is still about, in their order."""
    return Accused.objects.filter(case=case, left_at=None).order_by("place")


def going_on(case: Case) -> "QuerySet[Accused]":
    """Those of them the case can lead on: everybody before the pleno, after it whom it found proven."""
    return persons_of(case).filter(_NOT_ENDED_BY_THE_PLENO)


def waiting(case: Case) -> list[Accused]:
    """Those found proven who were handed over to nobody yet."""
    return list(waiting_in([case.pk]).order_by("place"))


def waiting_in(cases: Collection[int]) -> "QuerySet[Accused]":
    """The same of many cases, by primary key."""
    return Accused.objects.filter(_NOT_ENDED_BY_THE_PLENO, case__in=cases, left_at=None, penerusan_set=None)


def receivers_with_all(case: Case) -> set[int]:
    """Primary keys of the receivers everybody this case can lead on was handed over to."""
    sent = Penerusan.objects.filter(case=case, accused__left_at=None).values_list("receiver", "accused")
    people = set(going_on(case).order_by().values_list("pk", flat=True))
    having: dict[int, set[int]] = {}
    for receiver, accused in sent:
        having.setdefault(receiver, set()).add(accused)
    return {receiver for receiver, them in having.items() if them == people}


def standings(case: Case) -> list[Standing]:
    """Everybody the case was ever about, in order. Three queries."""
    sent: dict[int, list[Penerusan]] = {}
    for each in (
        Penerusan.objects.filter(case=case)
        .select_related("accused", "receiver", "document")
        .prefetch_related(_IN_ORDER)
        .order_by("sent_at", "pk")
    ):
        sent.setdefault(each.accused_id, []).append(each)
    people = Accused.objects.filter(case=case).select_related("putusan").order_by("place")
    return [_standing(case, accused, sent.get(accused.pk, [])) for accused in people]


def rulings_of(pleno: Pleno) -> list[PutusanTerlapor]:
    """What was found of each person, in the order of the case."""
    return list(PutusanTerlapor.objects.filter(pleno=pleno).select_related("accused").order_by("accused__place"))


def cases_naming(text: str, among: "QuerySet[Case]") -> list[int]:
    """Primary keys of the cases whose title or people contain the text, read and compared here: both are encrypted."""
    wanted, bare = text.casefold(), among.order_by()
    titles = bare.values_list("pk", "title")
    people = Accused.objects.filter(case__in=bare.values("pk")).order_by().values_list("case_id", "name")
    found = {pk for pk, said in chain(titles.iterator(), people.iterator()) if wanted in said.casefold()}
    return sorted(found, reverse=True)[:MOST_FOUND]


def _standing(case: Case, accused: Accused, sent: list[Penerusan]) -> Standing:
    if accused.left_at:
        return Standing(accused, _("Tidak diperiksa lagi"), NEUTRAL)
    ruling = getattr(accused, "putusan", None)
    if ruling and ruling.decision != Decision.PROVEN:
        return Standing(accused, str(Decision(ruling.decision).label), NEUTRAL, tuple(sent))
    if not sent:
        return Standing(accused, *_before_sending(case))
    if case.status == CLOSED or all(each.ended_at for each in sent):
        return Standing(accused, _("Selesai: %(result)s") % {"result": _results(sent)}, DONE, tuple(sent))
    names = ", ".join(each.receiver.name for each in sent if not each.ended_at)
    return Standing(accused, _("Diteruskan ke %(receiver)s") % {"receiver": names}, OPEN, tuple(sent))


def _results(sent: Iterable[Penerusan]) -> str:
    """The outcomes in words, each once. Cases closed before outcomes were kept with the person say so."""
    found = dict.fromkeys(each.get_outcome_display() for each in sent if each.outcome)
    return ", ".join(found) or _("lihat riwayat")


def _before_sending(case: Case) -> tuple[str, str]:
    if case.status in Decision.values:
        return str(Decision(case.status).label), PROVEN if case.status == Decision.PROVEN else NEUTRAL
    if case.status in BEFORE_DECISION:
        return _("Diperiksa"), NEUTRAL
    return _("Terbukti, belum diteruskan"), PROVEN
