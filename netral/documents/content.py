"""What stands in each document: plain typed values in, one PDF out. Names with titles in full; the reporter never.

Everything is Indonesian, for these are official letters. Texts are printed as they are: nothing in them is markup.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from netral.documents.states import Kind

MONTHS_IN_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NUMBER_WORDS = {
    Kind.FORWARDING: "Penerusan",
    Kind.RECOMMENDATION: "Rekomendasi",
    Kind.HEARING_INVITATION: "Undangan",
    Kind.HEARING_MINUTES: "BA-Klarifikasi",
    Kind.PLENO_MINUTES: "BA-Pleno",
    Kind.PROOF_REQUEST: "Permintaan",
    Kind.STATUS_NOTICE: "Pemberitahuan",
    Kind.KAJIAN: "Kajian",
    Kind.CONTROL: "Wasdal",
    Kind.BLOCK: "Blokir",
    Kind.UNBLOCK: "Buka-Blokir",
}


def letter_number(kind: str, *, sequence: int, office_code: str, day: date) -> str:
    """`001/Penerusan/BAWASLU-33.74/XI/2026`: a form of our own, until an agency's own classification is verified."""
    word = NUMBER_WORDS[Kind(kind)]
    return f"{sequence:03d}/{word}/{office_code.upper()}/{MONTHS_IN_ROMAN[day.month - 1]}/{day.year}"


@dataclass(frozen=True)
class Signer:
    """Who signs: name with titles, and the role printed above it (`Ketua`)."""

    name: str
    role: str


@dataclass(frozen=True)
class Receiver:
    """To whom: the office or official, and the place (`di Jakarta`); an empty place is left out."""

    name: str
    place: str = ""


@dataclass(frozen=True)
class Person:
    """The person the document is about."""

    name: str
    position: str = ""
    agency: str = ""
    nip: str = ""


@dataclass(frozen=True)
class Norm:
    """A provision as it is cited, what it says in short, and how the case was judged against it."""

    citation: str
    text: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class AttachedExhibit:
    """An exhibit that goes along, with its fingerprint so that the receiver can check it."""

    label: str
    sha256: str
    description: str = ""


@dataclass(frozen=True)
class Answer:
    """One question of a hearing and what was answered."""

    question: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """What every document has. `copies` is the tembusan."""

    KIND: ClassVar[Kind]
    signer: Signer
    copies: tuple[str, ...] = ()

    @property
    def form(self) -> str:
        """The folder of its Typst form."""
        return self.KIND.value


@dataclass(frozen=True, kw_only=True)
class SuratPenerusan(Content):
    """Bawaslu hands a case that was found proven to the authority competent for this person on that day."""

    KIND = Kind.FORWARDING
    receiver: Receiver
    case_number: str
    decided_on: date
    terlapor: Person
    others: tuple[Person, ...] = ()
    facts: tuple[str, ...]
    norms: tuple[Norm, ...]
    basis: tuple[str, ...]
    exhibits: tuple[AttachedExhibit, ...] = ()
    title: str = "Penerusan dugaan pelanggaran netralitas"


@dataclass(frozen=True, kw_only=True)
class SuratRekomendasi(Content):
    """The supervising authority recommends to the appointing official what to do about one civil servant."""

    KIND = Kind.RECOMMENDATION
    receiver: Receiver
    referral_number: str
    referral_date: date
    person: Person
    facts: tuple[str, ...]
    norms: tuple[Norm, ...]
    level: str
    sanctions: tuple[str, ...]
    officials: tuple[str, ...] = ()
    basis: tuple[str, ...]
    exhibits: tuple[AttachedExhibit, ...] = ()
    title: str = "Rekomendasi atas pelanggaran netralitas"


@dataclass(frozen=True, kw_only=True)
class UndanganKlarifikasi(Content):
    """Asks one person to come to a hearing. `earlier` is the number of the invitation that was not followed.

    With `answer_until` the letter says that its receiver may answer in writing until that day, by an address on a sheet
    of its own: the letter is kept and read by many, and whoever knows the address can answer. `case_title` is for the
    person reported; others are not told what it is about beforehand.
    """

    KIND = Kind.HEARING_INVITATION
    receiver: Receiver
    party: str
    case_number: str
    case_title: str = ""
    meets_on: date
    meets_at: str
    place: str
    notes: tuple[str, ...] = ()
    earlier: str = ""
    answer_until: date | None = None
    title: str = "Undangan klarifikasi"


@dataclass(frozen=True, kw_only=True)
class BeritaAcaraKlarifikasi(Content):
    """The minutes of one hearing: as questions and answers, as paragraphs, or both; or that nobody came.

    `signed` is what is known of the signature of the person heard: yes, no (then `refusal` says why), or None for
    minutes that are still to be signed on paper.
    """

    KIND = Kind.HEARING_MINUTES
    case_number: str
    held_on: date
    place: str
    party: str
    person: Person
    attended: bool = True
    invitation: str = ""
    answers: tuple[Answer, ...] = ()
    minutes: tuple[str, ...] = ()
    signed: bool | None = None
    refusal: str = ""
    examiners: tuple[Signer, ...] = field(default=())
    title: str = "Berita acara klarifikasi"


@dataclass(frozen=True)
class MemberVote:
    """One member in a pleno: what they did in words, and their dissent, why they were excused, or their conflict."""

    name: str
    part: str
    note: str = ""


@dataclass(frozen=True)
class PersonRuling:
    """What a pleno found of one person in words, and why, where it is said of this person."""

    name: str
    decision: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BeritaAcaraPleno(Content):
    """The minutes of the meeting that decided. Quotes dissent, so it never leaves the office.

    `rulings` name everybody the case is about, where they are several.
    """

    KIND = Kind.PLENO_MINUTES
    case_number: str
    case_title: str
    held_on: date
    seats: int
    present: int
    in_favour: int
    votes: tuple[MemberVote, ...]
    decision: str
    reasons: tuple[str, ...]
    members: tuple[Signer, ...]
    seats_reason: str = ""
    rulings: tuple[PersonRuling, ...] = ()
    title: str = "Berita acara rapat pleno"


@dataclass(frozen=True, kw_only=True)
class PermintaanBukti(Content):
    """An office or a person is asked for a document or a statement that would close a gap.

    It names the case and what is wanted, never the person reported nor who reported.
    """

    KIND = Kind.PROOF_REQUEST
    receiver: Receiver
    case_number: str
    statement: bool
    wanted: tuple[str, ...]
    basis: str
    wanted_by: date | None = None
    title: str = "Permintaan bukti"


@dataclass(frozen=True)
class DatedLine:
    """What happened, or is promised, on a day."""

    day: date
    text: str


@dataclass(frozen=True, kw_only=True)
class PemberitahuanStatus(Content):
    """Tells the reporter on paper what the page behind the receipt code says. The receiver is known by the number.

    `missing` is what the reporter is asked to complete until `missing_until`; `explained` what the office wrote to the
    reporter with its decision; `running` what is due by which day.
    """

    KIND = Kind.STATUS_NOTICE
    receiver: Receiver
    laporan_number: str
    received_on: date
    received_by: str
    status: str
    missing: tuple[str, ...] = ()
    missing_until: str = ""
    explained: tuple[str, ...] = ()
    milestones: tuple[DatedLine, ...] = ()
    running: tuple[DatedLine, ...] = ()
    title: str = "Pemberitahuan status laporan"


@dataclass(frozen=True)
class Chapter:
    """A part of a kajian with its heading."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class KajianDugaan(Content):
    """The legal assessment of one person as it lies before the members. A form of our own, and says so."""

    KIND = Kind.KAJIAN
    case_number: str
    case_title: str
    person: Person
    edition: int
    rulebook: str
    chapters: tuple[Chapter, ...]
    title: str = "Kajian dugaan pelanggaran netralitas"
