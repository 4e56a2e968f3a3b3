"""The exhibits of a laporan as staff see them: in the list, and one with everything the journal says of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from netral.access.models import User
from netral.audit.models import Entry
from netral.audit.states import verb_text
from netral.evidence import queries as evidence
from netral.evidence.models import Exhibit
from netral.evidence.states import CLEANABLE, IMAGES, PLAYED, Arrival, Cleaning, CopyKind, Scan
from netral.intake.models import Laporan
from netral.procedure.states import Milestone

# Which small picture stands in the list, and which larger one on the page of the exhibit.
SMALL, LARGE = (CopyKind.SMALL, CopyKind.LIGHT), (CopyKind.CLEAN, CopyKind.LIGHT)


@dataclass(frozen=True)
class ExhibitRow:
    """An exhibit with what may be looked at of it. `chips` are (text, tone); pictures are kinds of copies, or empty."""

    exhibit: Exhibit
    kinds: frozenset[str]

    @property
    def laporan(self) -> str:
        """The key of the laporan it came with: in a case of several reports not always the first."""
        return self.exhibit.subject.partition(":")[2]

    @property
    def chips(self) -> list[tuple[str, str]]:
        redacted = [(_("Sebagian ditutup"), "hijau")] if self.redacted else []
        locked = [(_("Sidik berbeda: dikunci"), "bata")] if self.exhibit.differs_at else []
        return [*locked, *_arrival(self.exhibit), *_scan(self.exhibit), *_cleaning(self.exhibit), *redacted]

    @property
    def shown(self) -> bool:
        """Whether its bytes are here and nothing speaks against looking at them."""
        return self.exhibit.arrival == Arrival.HERE and not self.held_back

    @property
    def held_back(self) -> bool:
        return self.exhibit.scan in (Scan.WAITING, Scan.INFECTED)

    @property
    def small(self) -> str:
        return self._first(SMALL)

    @property
    def large(self) -> str:
        return self._first(LARGE) if self.exhibit.media_type in IMAGES or not self.exhibit.media_type else ""

    @property
    def plays(self) -> str:
        """`video`, `audio`, or nothing."""
        return self.exhibit.media_type.partition("/")[0] if self.exhibit.media_type in PLAYED and self.shown else ""

    @property
    def clean(self) -> bool:
        return CopyKind.CLEAN in self.kinds and self.shown

    @property
    def redacted(self) -> bool:
        return CopyKind.REDACTED in self.kinds and self.shown

    @property
    def redactable(self) -> bool:
        """Whether it can be drawn on."""
        return self.shown and self.exhibit.media_type in CLEANABLE

    @property
    def releasable(self) -> bool:
        """Whether it leaves only on a person's word, and nobody has given that yet."""
        uncleaned = self.exhibit.cleaning in (Cleaning.NOT_POSSIBLE, Cleaning.FAILED)
        return self.shown and uncleaned and not self.redacted and not self.exhibit.released_at

    def _first(self, kinds: tuple[CopyKind, ...]) -> str:
        return "" if self.held_back else next((str(kind) for kind in kinds if kind in self.kinds), "")


def _arrival(exhibit: Exhibit) -> list[tuple[str, str]]:
    if exhibit.arrival == Arrival.HERE:
        return []
    if exhibit.arrival == Arrival.ERASED:
        return [(_("Sudah dihapus"), "netral")]
    mismatch = [(_("Kiriman tidak cocok sidiknya"), "bata")] if exhibit.mismatched_at else []
    return [(_("Asli menyusul"), "kunyit"), *mismatch]


def _scan(exhibit: Exhibit) -> list[tuple[str, str]]:
    chips = {Scan.WAITING: (_("Belum dipindai"), "kunyit"), Scan.INFECTED: (_("Berbahaya, ditahan"), "bata")}
    return [chips[Scan(exhibit.scan)]] if exhibit.scan in chips else []


def _cleaning(exhibit: Exhibit) -> list[tuple[str, str]]:
    """What can leave. Of a promised exhibit nobody knows yet."""
    if exhibit.arrival != Arrival.HERE:
        return []
    if exhibit.released_at:
        return [(_("Asli boleh keluar"), "netral")]
    return {
        Cleaning.WAITING: [],
        Cleaning.DONE: [(_("Salinan bersih ada"), "hijau")],
        Cleaning.NOT_POSSIBLE: [(_("Tidak dibersihkan"), "kunyit")],
        Cleaning.FAILED: [(_("Gagal dibersihkan"), "kunyit")],
    }[Cleaning(exhibit.cleaning)]


def exhibit_rows(laporan: Laporan) -> list[ExhibitRow]:
    """The files of a laporan in the order they came. Two queries."""
    return rows_of(evidence.exhibits_of(laporan.reference), laporan.reference)


def rows_of(exhibits: Iterable[Exhibit], *references: str) -> list[ExhibitRow]:
    """These exhibits of these subjects, with their copies."""
    kinds = evidence.copies_of(*references)
    return [ExhibitRow(exhibit, kinds.get(exhibit.pk, frozenset())) for exhibit in exhibits]


def custody_of(exhibit: Exhibit) -> list[Milestone]:
    """The way of one exhibit through the house, with the names of those who touched it. Two queries."""
    entries = evidence.custody(exhibit)
    keys = {entry.actor.removeprefix("akun:") for entry in entries if entry.actor.startswith("akun:")}
    names = {f"akun:{key}": name for key, name in User.objects.filter(key__in=keys).values_list("key", "name")}
    return [milestone_of(entry, names) for entry in entries]


def milestone_of(entry: Entry, names: Mapping[str, str]) -> Milestone:
    """What the journal says of an exhibit as one line, with the name of who did it where that is known."""
    return Milestone(entry.at, _text(entry), names.get(entry.actor, ""), entry.verb, entry.hash)


def _text(entry: Entry) -> str:
    text = str(verb_text(entry.verb).staff)
    result = entry.facts.get("result", "")
    return f"{text}: {_results()[result]}" if result in _results() else text


def _results() -> dict[str, str]:
    return {
        "cocok": _("cocok"),
        "tidak_cocok": _("TIDAK cocok"),
        "bersih": _("bersih"),
        "terinfeksi": _("berbahaya"),
        "gagal": _("gagal"),
    }
