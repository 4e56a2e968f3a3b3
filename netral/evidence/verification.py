"""Reads every kept file again: whole, as it came, and as the journal says it came."""

from dataclasses import dataclass

from netral.audit.models import Entry
from netral.evidence.models import Copy, Exhibit
from netral.evidence.queries import measured
from netral.evidence.states import Arrival
from netral.lib.at_rest import KeyMissing
from netral.lib.encrypted_files import Damaged
from netral.lib.files import TooLarge

BATCH = 200
ARRIVALS = ("bukti.disimpan", "bukti.dijanjikan")


@dataclass(frozen=True)
class Broken:
    """The first file that is not as it came. `found` is one of hilang, rusak, kunci, sidik, jurnal."""

    exhibit: str
    subject: str
    label: str
    found: str


@dataclass(frozen=True)
class Checked:
    """What was read until the end, or until the first broken file. `size` in bytes of content."""

    exhibits: int
    copies: int
    promised: int
    size: int
    broken: Broken | None = None

    @property
    def ok(self) -> bool:
        return self.broken is None


def verify() -> Checked:
    """Check every exhibit and every copy, oldest first; stops at the first broken one."""
    exhibits = copies = promised = size = 0
    for exhibit in Exhibit.objects.order_by("pk").iterator(BATCH):
        problem = _problem_of(exhibit)
        if problem:
            broken = Broken(exhibit.key, exhibit.subject, exhibit.label, problem)
            return Checked(exhibits, copies, promised, size, broken)
        if exhibit.arrival != Arrival.HERE:
            promised += exhibit.arrival == Arrival.PROMISED
            continue
        exhibits, size = exhibits + 1, size + exhibit.size
    for copy in Copy.objects.select_related("exhibit").order_by("pk").iterator(BATCH):
        problem = read_again(copy)
        if problem:
            broken = Broken(copy.exhibit.key, copy.exhibit.subject, f"{copy.exhibit.label} {copy.kind}", problem)
            return Checked(exhibits, copies, promised, size, broken)
        copies, size = copies + 1, size + copy.size
    return Checked(exhibits, copies, promised, size)


def _problem_of(exhibit: Exhibit) -> str:
    """What is wrong with an exhibit, or nothing. A row rewritten together with its file contradicts the journal."""
    if exhibit.arrival == Arrival.HERE and (problem := read_again(exhibit)):
        return problem
    told = Entry.objects.filter(chain=exhibit.subject, verb__in=ARRIVALS).values_list("hashes", flat=True)
    return "" if any(exhibit.sha256 in hashes for hashes in told.iterator()) else "jurnal"


def read_again(row: Exhibit | Copy) -> str:
    """What is wrong with the bytes of a row, or nothing."""
    try:
        same = measured(row.file.name or "", row.size) == (row.sha256, row.size)
    except (FileNotFoundError, IsADirectoryError):
        return "hilang"
    except KeyMissing:
        return "kunci"
    except (Damaged, TooLarge):
        return "rusak"
    return "" if same else "sidik"
