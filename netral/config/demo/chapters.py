"""What happens in a story: each chapter is one action, taken by the person whose seat permits it."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from netral import rulebook
from netral.access.models import Role, User
from netral.access.states import Acting
from netral.cases import actions as cases
from netral.cases import queries as case_queries
from netral.cases.assembling import assemble
from netral.cases.matrix_states import PinTo
from netral.cases.models import Case, Penerusan
from netral.cases.states import Ruling
from netral.config.demo import desk, papers
from netral.config.demo.walk import Walk
from netral.discipline import actions as discipline
from netral.discipline.queries import Ground, takers
from netral.intake import actions as intake
from netral.offices.queries import organisation
from netral.oversight import actions as oversight
from netral.oversight import queries as oversight_queries
from netral.procedure.meetings import Attendance
from netral.procedure.queries import table
from netral.procedure.states import Part
from netral.registry.queries import find_people
from netral.tracks import actions as tracks
from netral.tracks import queries as track_queries
from netral.tracks.states import wanted_by

HEARING_ROOM = "Ruang klarifikasi Bawaslu"
LONG = "Setelah memeriksa bukti dan mendengar para pihak, "
GIVEN_BACK = "dikembalikan"
ADMITTED = "Terlapor mengakui perbuatannya, dan rekaman saksi menunjukkan hal yang sama."
DEVIATES = (
    "Terlapor belum pernah dijatuhi hukuman, mengakui perbuatannya, dan menghapus unggahannya pada hari itu juga."
)


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
        walk.laporan, acting=walk.by(Role.INTAKE_OFFICER), at=walk.at, title=walk.story.title or None,
        examiners=desk.examiners_of(walk, walk.laporan.office),
    )  # fmt: skip


def join(walk: Walk) -> None:
    """Into the case of another story, which was told before."""
    case = next(each for each in Case.objects.all() if each.title == walk.story.joins)
    cases.join(case, walk.laporan, acting=walk.by(Role.INTAKE_OFFICER), at=walk.at)


def invite(walk: Walk) -> None:
    """To the office the next day, with a link to answer by."""
    meets_on = walk.at.astimezone(walk.zone).date() + timedelta(days=1)
    cases.invite(
        walk.case, acting=walk.by(Role.EXAMINER), at=walk.at, party="terlapor", accused=walk.case.accused_set.get(),
        meets_at=datetime.combine(meets_on, time(13), walk.zone), place=HEARING_ROOM, with_link=True,
    )  # fmt: skip


def answer(walk: Walk) -> None:
    cases.answer(case_queries.links_of(walk.case)[0], at=walk.at, text=walk.story.answer)
    walk.case.refresh_from_db(fields=["status", "version"])


def hear(walk: Walk) -> None:
    invited = walk.case.hearing_invitations.first()
    who: dict[str, Any] = {"party": "terlapor", "name": walk.story.person.name or "Terlapor"}
    cases.hold_klarifikasi(
        walk.case, acting=walk.by(Role.EXAMINER), at=walk.at, **({"invitation": invited} if invited else who),
        held_on=walk.at.astimezone(walk.zone).date(),
        place=HEARING_ROOM, attended=True, issue=True,
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
        held_on=walk.at.astimezone(walk.zone).date(), members=_votes(walk), outcomes=_rulings(walk, decision),
        reason=LONG + f"pleno menyatakan dugaan pelanggaran {decision.replace('_', ' ')} menurut aturan yang berlaku.",
    )  # fmt: skip


def _rulings(walk: Walk, decision: str) -> list[Ruling]:
    """Of each person, where not the same was found of all."""
    beside = {told.name: told for told in walk.story.beside}
    rows = []
    for person in case_queries.persons_of(walk.case) if beside else ():
        told = beside.get(person.name)
        rows.append(Ruling(person.key, told.found if told else decision, told.because if told else ADMITTED))
    return rows


def _votes(walk: Walk) -> list[Attendance]:
    """Everybody agrees; in every third story one member writes why not."""
    day = walk.at.astimezone(walk.zone).date()
    rows = [Attendance(user.key, Part.AGREED) for user in case_queries.members_on(walk.case.office, day)]
    if walk.number % 3 == 0:
        rows[-1] = Attendance(rows[-1].member, Part.DISAGREED, "Satu saksi belum cukup untuk menguatkan foto itu.")
    return rows


def forward(walk: Walk) -> None:
    """To whom the rulebook names, or around a conflict of interest to whom it proposes then."""
    route = case_queries.routes(walk.case, on=walk.at.astimezone(walk.zone).date())[0]
    receiver = organisation(walk.story.receiver) if walk.story.receiver else route.receiver
    cases.forward(
        walk.case, acting=walk.by(Role.EXAMINER), at=walk.at, receiver=receiver,
        conflict_of_interest=bool(walk.story.conflict), conflict_note=walk.story.conflict,
        summary="Terlapor diduga melanggar netralitas; bukti dan keterangan terlampir.",
        exhibits=() if walk.story.then == GIVEN_BACK else case_queries.exhibits_of_case(walk.case),
    )  # fmt: skip
    walk.penerusan = Penerusan.objects.select_related("case", "receiver", "accused").filter(case=walk.case).latest("pk")


def give_back(walk: Walk) -> None:
    """The authority misses something in it."""
    auditor = walk.by(Role.AUDITOR, walk.penerusan.receiver)
    waiting = oversight_queries.inbox(auditor).get(pk=walk.penerusan.pk)
    oversight.give_back(waiting, acting=auditor, at=walk.at)


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


def acknowledge(walk: Walk) -> None:
    """The official has it, and nothing ties them to it."""
    by = walk.by(Role.APPOINTING_OFFICIAL, walk.penanganan.agency)
    discipline.acknowledge(walk.penanganan, acting=by, at=walk.at)
    discipline.declare(walk.penanganan, acting=by, at=walk.at, conflicted=False)


def impose(walk: Walk) -> None:
    """As recommended or otherwise, with the reason, by an official who may."""
    acknowledge(walk)
    day, made, other = walk.at.astimezone(walk.zone).date(), walk.penanganan.rekomendasi, walk.story.imposed
    sanction = rulebook.sanctions(other, day)[0].code if other else made.sanctions[0]
    able = [each for each in Ground(walk.penanganan).competent(other or made.level, day) if sanction in each.sanctions]
    discipline.impose(
        walk.penanganan, acting=walk.by(Role.APPOINTING_OFFICIAL, walk.penanganan.agency), at=walk.at,
        sanction=sanction, official=able[0].official if able else "", deviation_reason=DEVIATES if other else "",
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
