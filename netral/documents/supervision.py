"""What stands in the letters to an appointing official who is silent; beside `content`, in the same way."""

from dataclasses import dataclass
from datetime import date

from netral.documents.content import Content, Receiver
from netral.documents.states import Kind


@dataclass(frozen=True)
class Unanswered:
    """A recommendation that waits for the appointing official: its letter, whom it is about, for how many days."""

    number: str
    made_on: date
    person: str
    days: int


@dataclass(frozen=True, kw_only=True)
class SuratPengawasan(Content):
    """The supervising authority asks an appointing official what became of recommendations: one rung of its ladder.

    `earlier` are the letters that went before; `next_rung` is what follows if this one is not answered either.
    """

    KIND = Kind.CONTROL
    receiver: Receiver
    rung: str
    recommendations: tuple[Unanswered, ...]
    earlier: tuple[str, ...] = ()
    basis: str
    limit: str
    next_rung: str
    title: str


@dataclass(frozen=True, kw_only=True)
class SuratPemblokiran(Content):
    """The agency's data service is blocked until a recommendation is acted on. The person it is about gets a copy."""

    KIND = Kind.BLOCK
    receiver: Receiver
    recommendation: Unanswered
    reasons: tuple[str, ...]
    earlier: tuple[str, ...] = ()
    basis: str
    title: str = "Pemblokiran layanan data kepegawaian"


@dataclass(frozen=True, kw_only=True)
class SuratBukaBlokir(Content):
    """The block has ended: why, and since when."""

    KIND = Kind.UNBLOCK
    receiver: Receiver
    recommendation: Unanswered
    block_number: str
    ended_on: date
    reasons: tuple[str, ...]
    basis: str
    title: str = "Pembukaan blokir layanan data kepegawaian"
