"""What stands on papers that are no letters: a form to hand in, a case file, a record of a link.

They have no number of their own and nobody signs for them. Typed values in, one PDF out, as with `content`.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from netral.documents.content import AttachedExhibit, Content


@dataclass(frozen=True)
class Party:
    """Somebody on a form that is completed by hand: what is empty becomes a line to write on."""

    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    job: str = ""


@dataclass(frozen=True, kw_only=True)
class FormulirLaporan:
    """A report or finding laid out on the fields of the supervisors' form, for whoever must hand in paper.

    No letter of the office: nobody signs for it here and it has no number of its own. `code` and `title` are printed as
    official only with `official`; otherwise the sheet says that it is none. `pseudonym` stands for a sealed reporter;
    a finding names its `finder` instead, the supervisor who wrote it down.
    """

    form: ClassVar[str] = "formulir_laporan"
    code: str
    title: str
    official: bool
    regulation: str
    election: str
    reporter: Party
    pseudonym: str
    finder: str
    reported: tuple[Party, ...]
    act: str
    acted_on: date | None
    acted_at: str
    known_on: date | None
    place: str
    story: str
    witnesses: tuple[Party, ...]
    exhibits: tuple[AttachedExhibit, ...]
    links: tuple[str, ...]
    received: str
    entry_hash: str


@dataclass(frozen=True)
class Table:
    """A table with its head. `widths` are shares of the line; a SHA-256 alone in a cell is set as a fingerprint."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Section:
    """A part of a case file under its heading, which is also a bookmark: said, told in pairs, listed, and parted."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True)
class Enclosure:
    """A letter bound in behind the file, as it was issued. `pages` places it; `pdf` are its bytes."""

    number: str
    kind: str
    issued: date
    sha256: str
    pages: int
    pdf: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class BerkasPerkara:
    """A whole case on the day it was printed, in one file with bookmarks.

    No letter of the office: it has no number of its own, and nobody signs. `about` says what this edition leaves out.
    The reporter occurs by the pseudonym alone.
    """

    form: ClassVar[str] = "berkas_perkara"
    edition: str
    about: str
    case_title: str
    facts: tuple[tuple[str, str], ...]
    chapters: tuple[Section, ...]
    enclosures: tuple[Enclosure, ...] = ()
    printed: str
    title: str = "Berkas perkara"


@dataclass(frozen=True, kw_only=True)
class CatatanTautan:
    """What an office without an account did by its link, for that office to keep.

    No letter: it has no number of its own, and nobody signs. Each use is said, when, and with the hash of its entry.
    """

    form: ClassVar[str] = "catatan_tautan"
    facts: tuple[tuple[str, str], ...]
    decision: tuple[tuple[str, str], ...] = ()
    decision_sha256: str = ""
    uses: tuple[tuple[str, str, str], ...]
    printed: str
    title: str = "Catatan tautan dinas"


Paper = Content | FormulirLaporan | BerkasPerkara | CatatanTautan
