"""One story's way through the house: each chapter is one action, taken by the person whose seat permits it."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from netral import rulebook
from netral.access.models import Role, Seat, User
from netral.access.queries import acting as acting_of
from netral.access.states import Acting
from netral.cases import actions as cases
from netral.cases import queries as case_queries
from netral.cases.assembling import assemble
from netral.cases.matrix_states import PinTo
from netral.cases.models import Case, Penerusan
from netral.config.demo import papers
from netral.config.demo.stories import Story
from netral.discipline import actions as discipline
from netral.discipline.models import Penanganan
from netral.discipline.queries import Ground, takers
from netral.intake import actions as intake
from netral.intake.content import NewReport, Reporter, Who
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from netral.procedure.meetings import Attendance
from netral.procedure.queries import table
from netral.procedure.states import Part
from netral.registry.queries import find_people
from netral.tracks import actions as tracks
from netral.tracks import queries as track_queries
from netral.tracks.models import Track
from netral.tracks.states import CRIMINAL, wanted_by

Chapter = Callable[["Walk"], None]
LONG = "Setelah memeriksa bukti dan mendengar para pihak, "


class Walk:
    """Walks a story up to its end. Every chapter happens later than the one before, never later than now."""

    def __init__(self, story: Story, *, number: int, seed: int, now: datetime) -> None:
        self.story, self.number, self.now = story, number, now
        self.chance = random.Random(f"{seed}-{number}")  # noqa: S311 - variety, not secrecy
        self.zone = ZoneInfo("Asia/Makassar" if story.region == "99.07" else "Asia/Jakarta")
        self.at = self._moment(0)
        self.code = ""
        self.laporan: Laporan
        self.case: Case
        self.penerusan: Penerusan
        self.penanganan: Penanganan
        self.track: Track

    def go(self) -> None:
        """Every chapter on the way to the story's end. Afterwards `code` is the receipt code of the reporter."""
        self.code = self._report()
        for days, chapter in chapters(self.story):
            self.at = max(self.at + timedelta(minutes=7), self._moment(days))
            chapter(self)

    def _moment(self, days: int) -> datetime:
        """Some minute of an office morning, `days` after receipt, but always in the past and in order."""
        clock = time(9 + self.chance.randrange(3), self.chance.randrange(60))
        moment = datetime.combine(self.story.received + timedelta(days=days), clock, self.zone)
        return min(moment, self.now - timedelta(hours=2) + timedelta(minutes=days))

    def by(self, role: str, office: Organisation | None = None) -> Acting:
        """Whoever held this role in the office (default: the office of the laporan) on that day."""
        office = office or self.laporan.office
        for seat in Seat.objects.filter(role=role, office=office).select_related("user").order_by("pk"):
            acting = acting_of(seat.user, on=self.at.date())
            if acting.holds(role, office.code):
                return acting
        raise LookupError(f"story {self.number}: nobody is {role} at {office.code} on {self.at:%Y-%m-%d}")

    @property
    def reporter(self) -> Reporter | None:
        """Whose identity is sealed; nobody's in a report without a name."""
        if self.story.kind != "laporan":
            return None
        return Reporter(f"Warga Contoh {self.number}", f"Jalan Contoh {self.number}, Wanakerta")

    def _report(self) -> str:
        story, told = self.story, self.story.person
        report = NewReport(
            kind=story.kind,
            what=story.what,
            election=story.election,
            act_date=story.act,
            known_on=story.known,
            region=story.region,
            place=story.place,
            who=(
                Who(
                    told.name,
                    told.job,
                    told.agency,
                    "ASN" if story.subject == "PNS" else rulebook.subjects[story.subject].id,
                ),
            ),
            conducts=story.conducts,
            reporter=self.reporter,
        )
        uploads = [] if story.ends == "perlu_dilengkapi" else [self._photo()]
        accepted = intake.submit(report, idempotency_key=f"demo-{self.number}", at=self.at, uploads=uploads)
        self.laporan = accepted.laporan
        return accepted.code

    def _photo(self) -> SimpleUploadedFile:
        return SimpleUploadedFile("foto.png", papers.picture(self.chance), content_type="image/png")


def chapters(story: Story) -> Iterator[tuple[int, Chapter]]:
    """The chapters up to the story's end, each with its day after receipt."""
    if story.track:
        yield from _beside(story) if story.track in CRIMINAL.values() else _followed(story)
        return
    if story.ends in SIDEWAYS:
        yield from SIDEWAYS[story.ends]
        return
    for ends, steps in MAIN_WAY:
        yield from (step for step in steps if _told(step[1], story))
        if ends == story.ends:
            return
    raise LookupError(f"no way leads to {story.ends!r}")


def _followed(story: Story) -> Iterator[tuple[int, Chapter]]:
    """Handed over, and worked on under the receiver's own table until the status the story names."""
    yield from ((1, accept), (2, register), (3, hear), (4, assess), (5, decide), (6, forward), (7, follow))
    yield from _steps(story, from_day=8)


def _beside(story: Story) -> Iterator[tuple[int, Chapter]]:
    """A crime beside the examination, which goes on by itself."""
    yield from ((1, accept), (2, register), (2, suspect))
    yield from _steps(story, from_day=3)


def _steps(story: Story, *, from_day: int) -> Iterator[tuple[int, Chapter]]:
    for place, code in enumerate(_way(story.track, story.ends)):
        yield from_day + place, partial(take_track_step, code=code)


def _way(procedure: str, end: str) -> list[str]:
    """The shortest row of steps that leads to a status of a table."""
    book = rulebook.current().procedures[procedure][-1]
    subject = book.statuses[end].subject
    ways: dict[str, list[str]] = {book.initial(subject).code: []}
    for here in (reached := list(ways)):
        for step in book.steps_from(subject, here):
            if step.to and step.to not in ways:
                ways[step.to] = [*ways[here], step.code]
                reached.append(step.to)
    return ways[end]


def _told(chapter: Chapter, story: Story) -> bool:
    """A case under examination may or may not have had its klarifikasi yet."""
    return chapter is not hear or story.ends != "pemeriksaan" or story.klarifikasi


def ask_for_repair(walk: Walk) -> None:
    intake.review(
        walk.laporan, "minta_perbaikan", acting=walk.by(Role.INTAKE_OFFICER), at=walk.at,
        checklist=_answers(bukti="perlu_dilengkapi"), reason="Belum ada bukti.", message=walk.story.message,
    )  # fmt: skip


def treat_as_tip(walk: Walk) -> None:
    intake.review(
        walk.laporan, "jadikan_informasi_awal", acting=walk.by(Role.INTAKE_OFFICER), at=walk.at,
        checklist=_answers(), reason="Disampaikan tanpa nama; ditelusuri pengawas sendiri.",
    )  # fmt: skip


def refuse(walk: Walk) -> None:
    intake.review(
        walk.laporan, "tolak", acting=walk.by(Role.INTAKE_OFFICER), at=walk.at, checklist=_answers(),
        reason="Lewat batas waktu melapor dan tidak menunjuk pihak yang bisa ditelusuri.",
        message="Laporan Anda lewat batas waktu, jadi tidak diregistrasi. Terima kasih sudah mengabari kami.",
    )  # fmt: skip


def accept(walk: Walk) -> None:
    intake.review(
        walk.laporan, "nyatakan_lengkap", acting=walk.by(Role.INTAKE_OFFICER), at=walk.at, checklist=_answers(),
        reason="Syarat formal dan materiel terpenuhi.",
    )  # fmt: skip


def withdraw(walk: Walk) -> None:
    intake.withdraw(walk.laporan, at=walk.at)


def register(walk: Walk) -> None:
    walk.case = cases.open_from(
        walk.laporan, acting=walk.by(Role.INTAKE_OFFICER), at=walk.at, title=walk.story.title or None
    )


def hear(walk: Walk) -> None:
    cases.hold_klarifikasi(
        walk.case, acting=walk.by(Role.EXAMINER), at=walk.at, party="terlapor",
        name=walk.story.person.name or "Terlapor", held_on=walk.at.astimezone(walk.zone).date(),
        place="Ruang klarifikasi Bawaslu", attended=True, issue=True,
        minutes="Terlapor membenarkan hadir dan mengakui perbuatannya, dengan alasan tidak tahu bahwa itu dilarang.",
    )  # fmt: skip


def assess(walk: Walk) -> None:
    facts: dict[str, Any] = {
        "subject": walk.story.subject, "conduct": list(walk.story.conducts), "date": walk.story.act.isoformat(),
        "office": "bupati", "target": walk.story.target,
        "circumstances": {"active_support": True, "posted_publicly": True, "purpose_support": True, "knew": True},
    }  # fmt: skip
    if walk.story.track:
        facts["position"] = walk.story.person.job  # decides to whom an organiser of elections is handed over
    by = walk.by(Role.EXAMINER)
    cases.save_kajian(walk.case, acting=by, at=walk.at, facts=facts)
    kajian = case_queries.latest_kajian(walk.case)
    offered = [row["provision"] for row in kajian.assessment["allegations"]] if kajian else []
    walk.at += timedelta(minutes=20)
    cases.save_kajian(
        walk.case, acting=by, at=walk.at, facts=facts, provisions=offered[:1],
        conclusion=LONG + "perbuatan terlapor memenuhi unsur larangan netralitas dan perlu diputuskan dalam pleno.",
    )  # fmt: skip
    walk.at += timedelta(minutes=20)
    _fill_matrix(walk, by)
    cases.propose(walk.case, acting=by, at=walk.at)


def _fill_matrix(walk: Walk, by: Acting) -> None:
    """Each element as the machine proposes it, with what shows it; then the text of the kajian about the person."""
    person = case_queries.persons_of(walk.case).select_related("case__laporan", "case__region")[0]
    shown = [PinTo(what) for what in list(case_queries.pinnable(walk.case))[:2]]
    for sheet in case_queries.matrix_of(person).sheets:
        for line in sheet.lines:
            cases.assess_element(
                walk.case, norm=sheet.norm, element=line.code, number=0, acting=by, at=walk.at, pins=shown,
                state=line.machine.state if line.machine else "belum_terang",
                reason="Bukti dan keterangan terlapor bersesuaian tentang hal ini.",
            )  # fmt: skip
    cases.save_text(walk.case, accused=person, edition=0, chapters=assemble(person), acting=by, at=walk.at)


def decide(walk: Walk) -> None:
    decision = "tidak_terbukti" if walk.story.ends == "tidak_terbukti" else "terbukti"
    cases.decide(
        walk.case, decision=decision, acting=walk.by(Role.MEMBER), at=walk.at,
        held_on=walk.at.astimezone(walk.zone).date(), members=_votes(walk),
        reason=LONG + f"pleno menyatakan dugaan pelanggaran {decision.replace('_', ' ')} menurut aturan yang berlaku.",
    )  # fmt: skip


def _votes(walk: Walk) -> list[Attendance]:
    """Everybody agrees; in every third story one member writes why not."""
    day = walk.at.astimezone(walk.zone).date()
    rows = [Attendance(user.key, Part.AGREED) for user in case_queries.members_on(walk.case.office, day)]
    if walk.number % 3 == 0:
        rows[-1] = Attendance(rows[-1].member, Part.DISAGREED, "Satu saksi belum cukup untuk menguatkan foto itu.")
    return rows


def forward(walk: Walk) -> None:
    route = case_queries.routes(walk.case, on=walk.at.astimezone(walk.zone).date())[0]
    cases.forward(
        walk.case, acting=walk.by(Role.EXAMINER), at=walk.at, receiver=route.receiver, conflict_of_interest=False,
        summary="Terlapor diduga melanggar netralitas; bukti dan keterangan terlampir.",
        exhibits=case_queries.exhibits_of_case(walk.case),
    )  # fmt: skip
    walk.penerusan = Penerusan.objects.select_related("case", "receiver", "accused").filter(case=walk.case).latest("pk")


def take_in(walk: Walk) -> None:
    walk.penanganan = discipline.open_from(
        walk.penerusan, acting=walk.by(Role.AUDITOR, walk.penerusan.receiver), at=walk.at
    )


def follow(walk: Walk) -> None:
    """The receiver's track opens: at a regency when it takes in, elsewhere by itself."""
    handed = walk.penerusan
    if walk.story.track == "desa":
        discipline.take_in(handed, acting=walk.by(takers(handed.receiver)[0], handed.receiver), at=walk.at)
    tracks.open_from(handed, at=walk.at)
    walk.track = track_queries.track_of(handed)


def suspect(walk: Walk) -> None:
    walk.track = tracks.open_criminal(
        walk.case, acting=walk.by(Role.EXAMINER), at=walk.at, accused=walk.case.accused_set.get()
    )


def take_track_step(walk: Walk, *, code: str) -> None:
    """Whatever the table asks for is there: a number, a reason, a file."""
    step = table(walk.track).step(code)
    wanted, day = wanted_by(step), walk.at.astimezone(walk.zone).date()
    met = track_queries.kpu_members_on(walk.track.office, day) if wanted.meeting else []
    able = track_queries.may_examine(walk.track, day) if wanted.team else []
    paper = SimpleUploadedFile("naskah.pdf", papers.decision(), content_type="application/pdf")
    tracks.take(
        walk.track, code, acting=walk.by(step.by[-1], walk.track.office), at=walk.at,
        on=day,
        members=[Attendance(user.key, Part.AGREED) for user in met], team=_team(able),
        letter_number=f"B/{200 + walk.number}/{walk.at.year}" if wanted.letter else "",
        note="Diterima lewat surat, sesuai dengan aslinya.", declared=wanted.declared,
        upload=paper if wanted.file else None,
    )  # fmt: skip


def _team(able: list[User]) -> list[User]:
    """A member of KPU in the chair, and the two examiners."""
    return sorted(able, key=lambda user: "anggota" not in user.email)[:1] + [
        user for user in able if "pemeriksa" in user.email
    ]


def verify(walk: Walk) -> None:
    match = find_people(walk.story.person.name, limit=1)[0]
    discipline.verify(
        walk.penanganan, acting=walk.by(Role.AUDITOR, walk.penanganan.authority), at=walk.at, person=match.person,
        score=round(match.score), reason="Nama, jabatan, dan instansi cocok dengan daftar pegawai.",
    )  # fmt: skip


def stop(walk: Walk) -> None:
    discipline.stop(
        walk.penanganan, acting=walk.by(Role.AUDITOR, walk.penanganan.authority), at=walk.at,
        reason="Nama dicatut: partai membenarkan pencatutan dan sudah menghapus nama yang bersangkutan dari daftar.",
    )  # fmt: skip


def recommend(walk: Walk) -> None:
    """What the law leaves open for the norms found violated, the lightest of it."""
    due = Ground(walk.penanganan).range(walk.at.date())
    level = due.level if due and due.level else "sedang"
    discipline.recommend(
        walk.penanganan, acting=walk.by(Role.AUDITOR, walk.penanganan.authority), at=walk.at, level=level,
        sanctions=[rulebook.sanctions(level, walk.at.date())[0].code],
        reasons=LONG + "pengawas ASN merekomendasikan hukuman yang sesuai dengan norma yang dilanggar.",
    )  # fmt: skip


def impose(walk: Walk) -> None:
    """As recommended, by an official who may."""
    day, made = walk.at.astimezone(walk.zone).date(), walk.penanganan.rekomendasi
    able = [each for each in Ground(walk.penanganan).competent(made.level, day) if made.sanctions[0] in each.sanctions]
    discipline.impose(
        walk.penanganan, acting=walk.by(Role.APPOINTING_OFFICIAL, walk.penanganan.agency), at=walk.at,
        sanction=made.sanctions[0], official=able[0].official if able else "",
        number=f"862/{100 + walk.number}/BKPSDM/{day.year}", decided_on=day,
        upload=SimpleUploadedFile("keputusan.pdf", papers.decision(), content_type="application/pdf"),
    )  # fmt: skip


def deliver(walk: Walk) -> None:
    discipline.deliver(
        walk.penanganan, acting=walk.by(Role.APPOINTING_OFFICIAL, walk.penanganan.agency), at=walk.at,
        delivered_on=walk.at.astimezone(walk.zone).date(),
    )  # fmt: skip


def carry_out(walk: Walk) -> None:
    discipline.record_in_force(
        walk.penanganan, acting=walk.by(Role.APPOINTING_OFFICIAL, walk.penanganan.agency), at=walk.at,
        in_force_on=walk.at.astimezone(walk.zone).date(),
    )  # fmt: skip


def _answers(**other: str) -> dict[str, str]:
    book = rulebook.current()
    codes = [*(item.code for item in book.report_requirements), *(check.code for check in book.review_checks)]
    return {code: other.get(code, "ya") for code in codes}


MAIN_WAY: tuple[tuple[str, tuple[tuple[int, Chapter], ...]], ...] = (
    ("diterima", ()),
    ("memenuhi_syarat", ((1, accept),)),
    ("pemeriksaan", ((2, register), (3, hear))),
    ("menunggu_pleno", ((4, assess),)),
    ("terbukti", ((5, decide),)),
    ("diteruskan", ((6, forward),)),
    ("penanganan_diterima", ((7, take_in),)),
    ("terverifikasi", ((10, verify),)),
    ("direkomendasikan", ((14, recommend),)),
    ("dijatuhi_sanksi", ((24, impose),)),
    ("disampaikan", ((29, deliver),)),
    ("dilaksanakan", ((55, carry_out),)),
)
_DECIDED = ((1, accept), (2, register), (3, hear), (4, assess), (5, decide))
SIDEWAYS: dict[str, tuple[tuple[int, Chapter], ...]] = {
    "perlu_dilengkapi": ((1, ask_for_repair),),
    "informasi_awal": ((1, treat_as_tip),),
    "tidak_diregistrasi": ((1, refuse),),
    "dicabut": ((1, withdraw),),
    "tidak_terbukti": _DECIDED,
    "dihentikan": (*_DECIDED, (6, forward), (7, take_in), (10, stop)),
}
