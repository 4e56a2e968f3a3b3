"""Rules of a meeting that decides, without a database: who counts, what each member must say, what is carried."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral.lib.canonical import canonical_json
from netral.procedure.queries import say
from netral.procedure.states import VOTED, Part
from netral.rulebook.quorum import Quorum, body_of, quorums

LONGEST_NOTE = 4_000
UNANSWERED = gettext_lazy("Pilih kehadiran dan suaranya.")
# What is missing where a member's part says nothing without words; the other parts may have a note.
NOTES: Mapping[str, Promise] = {
    Part.DISAGREED: gettext_lazy("Tulis pendapat berbeda anggota ini."),
    Part.EXCUSED: gettext_lazy("Tulis mengapa anggota ini berhalangan."),
    Part.CONFLICTED: gettext_lazy("Tulis benturan kepentingannya."),
}


@dataclass(frozen=True)
class Attendance:
    """One row of the table of members: the key of the account, one of `Part`, and the words to it."""

    member: str
    part: str
    note: str = ""


@dataclass(frozen=True)
class Wrong:
    """What does not fit: whose row (a key; empty for the whole table), which cell of it, and the sentence."""

    member: str
    cell: str
    message: str


@dataclass(frozen=True)
class Counts:
    """A meeting in numbers, under the rule of its body."""

    rule: Quorum
    seats: int
    parts: Mapping[str, int]

    @property
    def present(self) -> int:
        """Who is there for the quorum: those who voted or abstained, and the conflicted where the rule says so."""
        there = sum(self.parts.get(part, 0) for part in VOTED)
        return there + (self.parts.get(Part.CONFLICTED, 0) if self.rule.conflict.present else 0)

    @property
    def in_favour(self) -> int:
        return self.parts.get(Part.AGREED, 0)

    @property
    def quorate(self) -> bool:
        return self.rule.reached(seats=self.seats, present=self.present)

    @property
    def carried(self) -> bool:
        return self.rule.carried(seats=self.seats, present=self.present, in_favour=self.in_favour)

    def facts(self) -> dict[str, int]:
        """For the journal: numbers only."""
        each = {part.name.lower(): self.parts.get(part, 0) for part in Part if part is not Part.AGREED}
        return {"seats": self.seats, "present": self.present, "in_favour": self.in_favour, **each}


def counted(kind: str, seats: int, rows: Sequence[Attendance]) -> Counts:
    """A meeting of the body that decides in an office of this kind."""
    return Counts(quorums()[body_of(kind)], seats, Counter(row.part for row in rows))


def rule_said(kind: str) -> str:
    """When the body of such an office decides, in words: what the law says, or what is assumed and that it is."""
    rule = quorums()[body_of(kind)]
    return say(rule.assumption) if rule.assumption else rule.source


def conflict_said(kind: str) -> str:
    """What becomes of a member with a conflict of interest, in the same way."""
    conflict = quorums()[body_of(kind)].conflict
    return say(conflict.assumption) if conflict.assumption else conflict.source


def wrong_note(part: str, note: str) -> str:
    """What the words to a part lack; empty when nothing."""
    if len(note) > LONGEST_NOTE:
        return _("Paling banyak %(most)s huruf; ini %(length)s.") % {"most": LONGEST_NOTE, "length": len(note)}
    return str(NOTES[part]) if part in NOTES and not note.strip() else ""


def wrong_rows(rows: Sequence[Attendance], seated: Mapping[str, str]) -> list[Wrong]:
    """Everything that does not fit in a table of members; `seated` has the names of those who held a seat that day."""
    told = Counter(row.member for row in rows)
    found = [wrong for row in rows if row.member in seated and (wrong := _wrong_row(row))]
    if set(told) - set(seated):
        message = _("Ada baris bagi orang yang pada tanggal itu bukan anggota kantor ini. Periksa lagi tabelnya.")
        found.append(Wrong("", "", message))
    if any(times > 1 for times in told.values()):
        found.append(Wrong("", "", _("Seorang anggota tertulis dua kali. Sisakan satu baris.")))
    return found + [Wrong(key, "part", str(UNANSWERED)) for key in seated if key not in told]


def _wrong_row(row: Attendance) -> Wrong | None:
    if row.part not in Part.values:
        return Wrong(row.member, "part", str(UNANSWERED))
    message = wrong_note(row.part, row.note)
    return Wrong(row.member, "note", message) if message else None


def wrong_seats(seats: int, seated: int, reason: str, present: int) -> tuple[str, str] | None:
    """(field, sentence) where the number of seats cannot be, or differs from the seats held without saying why."""
    if seats < present:
        return "seats", _("Jumlah anggota tidak bisa lebih kecil dari yang hadir.")
    if seats != seated and not reason.strip():
        words = _("Yang tercatat menjabat pada tanggal itu %(seated)s orang. Tulis mengapa jumlahnya lain.")
        return "seats_reason", words % {"seated": seated}
    return None


def votes_hash(rows: Sequence[Attendance], salt: str) -> str:
    """What the journal keeps of who voted how and why: 64 hex digits nobody can guess from without the salt."""
    told = sorted(([row.member, row.part, row.note.strip()] for row in rows), key=lambda row: row[0])
    return sha256(salt.encode() + canonical_json(told)).hexdigest()
