"""Cases at every station, through the actions: a laporan of the invented country, registered and worked on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from netral.access.models import Role, Seat, User
from netral.access.states import Acting
from netral.cases import actions, queries
from netral.cases.models import Accused, AccusedAnswer, AnswerLink, Case, HearingInvitation, Penerusan
from netral.intake.content import NewReport, Who
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from netral.procedure.meetings import Attendance
from netral.procedure.states import Part
from netral.registry.actions import load_elections
from netral.registry.models import Election
from tests.access.builders import LONG_AGO
from tests.intake import builders as intake
from tests.intake.builders import FULL, MONDAY, SECRETIVE, day, staff

__all__ = ["FULL", "MONDAY", "SECRETIVE", "day"]
OFFICE, PROVINCE, NEIGHBOUR = intake.OFFICE, intake.PROVINCE, intake.NEIGHBOUR
INTAKE, EXAMINER, MEMBER = staff("petugas_laporan"), staff("pemeriksa"), staff("anggota")
TWO = replace(FULL, who=(Who("Anu Satu", "Camat"), Who("Anu Dua", "Kepala desa")))
LONG = "Alasan yang cukup panjang untuk dibaca orang lain: bukti dan keterangan saling menguatkan."
FACTS = {
    "subject": "PNS",
    "conduct": ["pengarahan_ajakan"],
    "date": "2024-01-12",
    "office": "dpr",
    "target": "calon",
    "circumstances": {"active_support": True, "campaign_period": True},
}


def complete_laporan(report: NewReport = FULL, *, at: datetime = MONDAY, **options: Any) -> Laporan:
    """A laporan that may be registered."""
    if not Election.objects.exists():
        load_elections()
    return intake.decided(intake.laporan(report, at=at, **options), at=at)


def opened(*, at: datetime = MONDAY, title: str | None = None, **options: Any) -> Case:
    return actions.open_from(complete_laporan(at=at, **options), acting=INTAKE, at=at, title=title)


def hearing(**changes: Any) -> dict[str, Any]:
    """Values of one klarifikasi on the day after registration."""
    values = {"party": "terlapor", "name": "Terlapor Rekaan", "held_on": day(1).date(), "place": "Kantor Bawaslu"}
    return {**values, "attended": True, "minutes": "Tanya: hadir?\n\nJawab: ya.", "at": day(1, 15), **changes}


def invitation(accused: Accused | None = None, **changes: Any) -> dict[str, Any]:
    """Values of an invitation for two days later, to an accused person or to somebody by name."""
    who = {"party": "terlapor", "accused": accused} if accused else {"party": "saksi", "name": "Saksi Rekaan"}
    at = changes.get("at", day(1))
    return {**who, "meets_at": at + timedelta(days=2), "place": "Kantor Bawaslu", "at": at, **changes}


def invited(case: Case | None = None, accused: Accused | None = None, **changes: Any) -> HearingInvitation:
    """An invitation as it went out."""
    case = case or opened()
    actions.invite(case, acting=EXAMINER, **invitation(accused, **changes))
    return case.hearing_invitations.select_related("case", "document", "link", "accused").latest("pk")


def link_for(case: Case, *, at: datetime | None = None, **changes: Any) -> AnswerLink:
    """A link by which the first accused person of a case may answer."""
    values = {"accused": case.accused_set.first(), "at": at or day(1, 16), **changes}
    actions.make_link(case, acting=EXAMINER, **values)
    return queries.links_of(case)[0]


def answered(case: Case, *, at: datetime | None = None, text: str = "Bukan saya.", **changes: Any) -> AccusedAnswer:
    """The answer of the first accused person, through a link of their own."""
    link = link_for(case, at=at)
    given = actions.answer(link, at=(at or day(1, 16)) + timedelta(hours=1), text=text, **changes)
    case.refresh_from_db()
    return given


def heard(case: Case | None = None, **changes: Any) -> Case:
    case = case or opened()
    actions.hold_klarifikasi(case, acting=EXAMINER, **hearing(**changes))
    return case


def letter(days: int = 1) -> dict[str, Any]:
    """Values of the letter that asks for more."""
    return {"letter_number": "012/PM.06.02/I/2024", "letter_on": day(days).date()}


def assessed(case: Case | None = None, *, facts: dict[str, Any] = FACTS, at: datetime | None = None) -> Case:
    """A case with a concluded kajian that takes over the first norm proposed."""
    case, at = case or heard(), at or day(2)
    actions.save_kajian(case, acting=EXAMINER, at=at, facts=facts)
    kajian = queries.latest_kajian(case)
    first = [row["provision"] for row in kajian.assessment["allegations"]][:1] if kajian else []
    actions.save_kajian(case, acting=EXAMINER, at=at, facts=facts, provisions=first, conclusion=LONG)
    return case


def assessed_apart(case: Case, *subjects: str, at: datetime | None = None) -> Case:
    """A concluded kajian of their own for the people of a case, in order, each with the first norm proposed."""
    for person, subject in zip(queries.persons_of(case), subjects, strict=True):
        said: dict[str, Any] = {
            "acting": EXAMINER,
            "at": at or day(2),
            "facts": {**FACTS, "subject": subject},
            "accused": person,
        }
        actions.save_kajian(case, **said)
        kajian = queries.kajian_of(person)
        first = [row["provision"] for row in kajian.assessment["allegations"]][:1] if kajian else []
        actions.save_kajian(case, **said, provisions=first, conclusion=f"{LONG} Ini tentang {subject}.")
    return case


def proposed(case: Case | None = None) -> Case:
    case = case if case and queries.met(case) >= {"kajian_tersimpan"} else assessed(case)
    actions.propose(case, acting=EXAMINER, at=day(2, 15))
    members_of()
    return case


def members_of(office: str = OFFICE, least: int = 3) -> list[User]:
    """Everybody who holds the seat of a member there, by name; so many at least."""
    place = Organisation.objects.get(code=office)
    for number in range(queries.people_at(place, Role.MEMBER, LONG_AGO).count(), least):
        user = User.objects.create(email=f"anggota{number}@{office}.contoh.id", name=f"Anggota {number} Rekaan")
        Seat.objects.create(user=user, office=place, role=Role.MEMBER, valid_from=LONG_AGO)
    return queries.members_on(place, LONG_AGO)


def rows(present: int = 3, in_favour: int = 3, *, least: int = 3) -> tuple[Attendance, ...]:
    """One row per member, counted by name: who agreed, who was there and did not, and who was excused."""
    people = members_of(least=least)
    parts = [Part.AGREED] * in_favour + [Part.DISAGREED] * (present - in_favour)
    parts += [Part.EXCUSED] * (len(people) - present)
    return tuple(
        Attendance(user.key, part, "" if part == Part.AGREED else f"Catatan {part}.")
        for user, part in zip(people, parts, strict=True)
    )


def votes(*, present: int = 3, in_favour: int = 3, **changes: Any) -> dict[str, Any]:
    """Values of a pleno of three members of three, all in favour."""
    values = {"held_on": day(3).date(), "reason": LONG, "at": day(3), **changes}
    return values if "members" in values else {**values, "members": rows(present, in_favour)}


def cells(members: Sequence[Attendance]) -> dict[str, str]:
    """The same rows as the page sends them."""
    return {
        f"member-{row.member}-{cell}": value
        for row in members
        for cell, value in (("part", str(row.part)), ("note", row.note))
    }


def decided(decision: str = "terbukti", case: Case | None = None, **changes: Any) -> Case:
    case = proposed(case)
    actions.decide(case, decision=decision, acting=MEMBER, **votes(**changes))
    return case


def forwarded(case: Case | None = None, *, at: datetime | None = None, **changes: Any) -> Penerusan:
    """A case handed over to the authority of the day."""
    case, at = case or decided(), at or day(4)
    receiver = queries.routes(case, queries.today_of(case, at))[0].receiver
    values = {"receiver": receiver, "conflict_of_interest": False, "summary": "Ringkasan untuk penerima.", **changes}
    actions.forward(case, acting=EXAMINER, at=at, **values)
    rows = Penerusan.objects.select_related("case", "receiver", "document", "accused")
    return rows.filter(case=case).latest("pk")


def photo(tail: bytes = b"") -> SimpleUploadedFile:
    return intake.photo(tail=tail)


def recent(days: int = 5) -> datetime:
    """Some days before now, for pages that ask what day it is."""
    return timezone.now() - timedelta(days=days)


def acting_at(role: str, office: str) -> Acting:
    return staff(role, office)
