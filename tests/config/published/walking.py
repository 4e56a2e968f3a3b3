"""A published case walked through the actions, step by step, in the invented country."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from netral.access.models import Seat
from netral.cases import actions as cases
from netral.cases import queries
from netral.cases.models import Accused, Case, Kajian, Penerusan
from netral.discipline import actions as discipline
from netral.discipline.models import Penanganan
from netral.discipline.queries import Ground
from netral.intake import actions as intake
from netral.intake.content import NewReport, Reporter, Who
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.procedure.meetings import Attendance
from netral.procedure.models import Clock
from netral.procedure.states import Part
from netral.registry.actions import add_person
from netral.tracks import actions as tracks
from netral.tracks.models import Track
from netral.tracks.states import OUTCOMES
from tests.cases.builders import EXAMINER, LONG, MEMBER, members_of
from tests.config.published.days import Days, days_of
from tests.config.published.reading import POLICE, Published
from tests.discipline.builders import decree
from tests.intake.builders import OFFICE, WITA, all_yes, country, staff
from tests.tracks import builders as paths

REGION, GOVERNMENT = "99.07", "pemkab-99.07"
LONG_AGO = date(2017, 1, 1)  # before every case
INTAKE, OFFICIAL, PERSONNEL = staff(), staff("pejabat_pembina", GOVERNMENT), staff("petugas_kepegawaian", GOVERNMENT)
# A receiver's code → the organisation of the invented country; whoever stands above somebody there is its government.
STANDS_FOR = {"KASN": "kasn", "BKN": "bkn", "KPU": "kpu-99.07", "Kemendagri": "kemendagri"}
CRIME_ENDS = {"dihentikan": "dihentikan_gakkumdu", "penyidikan": "penyidikan", "putusan": "diputus_pengadilan"}


@dataclass
class Walked:
    """Where a case stands after its walk."""

    published: Published
    days: Days
    laporan: Laporan
    case: Case
    people: list[Accused] = field(default_factory=list)
    crime: Track | None = None
    sent: list[Penerusan] = field(default_factory=list)
    handlings: list[Penanganan] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)

    @property
    def late(self) -> list[str]:
        """Rules whose period was not kept on these days, by the clocks as they were counted."""
        subjects = [self.laporan, self.case] if self.registered else [self.laporan]
        clocks = Clock.objects.filter(subject__in=[each.reference for each in subjects])
        return [clock.rule for clock in clocks if clock.met is False]

    @property
    def registered(self) -> bool:
        return bool(self.people)

    def kajian(self, person: int = 0) -> Kajian:
        found = queries.kajian_of(self.people[person])
        assert found is not None
        return found


def walk(published: Published) -> Walked:
    """Received, registered, examined, decided, handed over and followed: no step that the page does not tell."""
    days = days_of(published)
    walked = Walked(published, days, receive(published, days), Case())
    if published.reading.election:
        set_the_election(walked)
    if published.ends == "informasi_awal":
        make_it_a_lead(walked)
        return walked
    register(walked)
    examine(walked)
    if published.crime:
        follow_the_crime(walked)
    if published.ends != "diteruskan" or not published.only_police:
        decide(walked)
    if walked.case.status == "terbukti":
        hand_over(walked)
    return walked


def moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), WITA)


# --- the report ----------------------------------------------------------------------------------------------------


def receive(published: Published, days: Days) -> Laporan:
    country()
    at, key = moment(days.received, 9), f"terbit-{published.key}"
    report = report_of(published, days)
    if published.kind == "temuan":
        return intake.find(report, office=OFFICE, acting=EXAMINER, idempotency_key=key, at=at).laporan
    return intake.submit(report, idempotency_key=key, at=at).laporan


def set_the_election(walked: Walked) -> None:
    laporan = walked.laporan
    intake.set_election(
        laporan, acting=INTAKE, at=moment(walked.days.received, 10), election=walked.published.reading.election,
        reason="Pemungutan suara yang diulang dari pemilihan ini.", version=laporan.version,
    )  # fmt: skip


def report_of(published: Published, days: Days) -> NewReport:
    known = published.kind != "informasi_awal"
    return NewReport(
        kind=published.kind,
        what=str(published.said["conduct"]),
        election=str(published.said["election"]),
        act_date=published.act or days.received - timedelta(days=1),
        known_on=days.received,
        region=REGION,
        place="Tempat kejadian",
        who=tuple(person_of(published, number) for number in range(len(published.people))),
        conducts=tuple(published.said["conduct_codes"]),
        reporter=Reporter("Pelapor Rekaan", "Jalan Contoh 1") if known and published.kind == "laporan" else None,
        links=("https://contoh.id/berita",),
    )


def person_of(published: Published, number: int) -> Who:
    return Who(name_of(number), published.position, "Instansi Contoh", published.people[number])


def name_of(number: int) -> str:
    return f"Terlapor Rekaan {number + 1}"


def make_it_a_lead(walked: Walked) -> None:
    intake.review(
        walked.laporan, "jadikan_informasi_awal", acting=INTAKE, at=moment(walked.days.registered, 10),
        checklist=all_yes(bukti="tidak"), reason="Syarat tidak terpenuhi dan tidak dilengkapi.",
    )  # fmt: skip


def register(walked: Walked) -> None:
    """Found complete, after a repair where the days ask for one, and registered."""
    days, laporan = walked.days, walked.laporan
    if days.completed:
        complete_it(laporan, days)
    intake.review(
        laporan, "nyatakan_lengkap", acting=INTAKE, at=moment(days.registered, 10), checklist=all_yes(),
        reason="Syarat terpenuhi.",
    )  # fmt: skip
    walked.case = cases.open_from(laporan, acting=INTAKE, at=moment(days.registered, 11), title="Perkara terbit")
    walked.people = list(queries.persons_of(walked.case))


def complete_it(laporan: Laporan, days: Days) -> None:
    intake.review(
        laporan, "minta_perbaikan", acting=INTAKE, at=moment(days.received + timedelta(days=2), 10),
        checklist=all_yes(bukti="perlu_dilengkapi"), reason="Bukti kurang.", message="Mohon dilengkapi.",
    )  # fmt: skip
    intake.complete(laporan, at=moment(days.received + timedelta(days=4), 10), text="Saksinya dua orang.")


# --- the examination -----------------------------------------------------------------------------------------------


def examine(walked: Walked) -> None:
    case, at = walked.case, moment(walked.days.registered, 13)
    cases.hold_klarifikasi(
        case, acting=EXAMINER, at=at, party="terlapor", name=name_of(0), held_on=walked.days.registered,
        place="Kantor Bawaslu", attended=True, minutes="Tanya jawab dicatat.",
    )  # fmt: skip
    for number, person in enumerate(walked.people):
        assess(walked, person, number, at + timedelta(minutes=10 * number + 10))
    if walked.days.more:
        cases.ask_for_more(
            case, acting=EXAMINER, at=moment(walked.days.more, 9), letter_number="012/PM.06.02/2024",
            letter_on=walked.days.more,
        )  # fmt: skip


def assess(walked: Walked, person: Accused, number: int, at: datetime) -> None:
    """What an officer enters, and the norm of the kind the page names, where one is offered."""
    facts = facts_of(walked.published, number)
    alone = person if len(walked.people) > 1 else None
    said: dict[str, Any] = {"acting": EXAMINER, "facts": facts, "accused": alone}
    cases.save_kajian(walked.case, at=at, **said)
    offered = walked.kajian(number).assessment["allegations"]
    cases.save_kajian(
        walked.case, at=at + timedelta(minutes=5), provisions=taken(walked.published, offered), conclusion=LONG, **said
    )


def facts_of(published: Published, number: int) -> dict[str, Any]:
    row = {key: value for key, value in published.row.items() if key not in ("id", "election", "as_of")}
    return row | {"subject": published.people[number]}


def taken(published: Published, offered: Sequence[dict[str, Any]]) -> list[str]:
    """The first norm of the kind decided; else the first that is no crime; else the first."""
    by_kind = [row for row in offered if row["kind"] in published.kinds - {"pidana"}]
    others = [row for row in offered if row["kind"] != "pidana"]
    return [row["provision"] for row in (*by_kind, *others, *offered)][:1]


def decide(walked: Walked) -> None:
    case, day = walked.case, walked.days.decided
    cases.propose(case, acting=EXAMINER, at=moment(day, 14))
    members_of()
    Seat.objects.update(valid_from=LONG_AGO)
    rows = [Attendance(user.key, Part.AGREED) for user in queries.members_on(case.office, day)]
    decision = "terbukti" if walked.published.ends == "diteruskan" else walked.published.ends
    cases.decide(
        case, decision=decision, acting=MEMBER, at=moment(day, 15), held_on=day, members=rows, reason=LONG
    )  # fmt: skip


# --- the crime beside it -------------------------------------------------------------------------------------------


def follow_the_crime(walked: Walked) -> None:
    """Every step to where it stood, on the last day the page gives for it."""
    days, end = walked.days, CRIME_ENDS[walked.published.crime]
    walked.crime = tracks.open_criminal(
        walked.case, acting=EXAMINER, at=moment(days.registered, 14), accused=walked.people[0]
    )
    steps = paths.way_to(walked.crime.procedure, "pidana", end)
    last = {"diputus_pengadilan": days.judged}.get(end, days.decided)
    for code in steps:
        on = last if code == steps[-1] else days.registered
        paths.take(walked.crime, code, at=moment(max(on, days.registered), 16), on=on)


# --- the hand-over and what became of it ---------------------------------------------------------------------------


def hand_over(walked: Walked) -> None:
    """Each person with a letter of their own."""
    for person in walked.people:
        cases.forward(
            walked.case, acting=EXAMINER, at=moment(walked.days.sent, 16), receiver=receiver_of(walked),
            persons=[person], conflict_of_interest=False, summary="Ringkasan untuk penerima.", override_reason=LONG,
        )  # fmt: skip
        walked.sent.append(Penerusan.objects.select_related("receiver", "accused").latest("pk"))
    for sent in walked.sent:
        sent.case = walked.case
        follow(walked, sent)


def receiver_of(walked: Walked) -> Organisation:
    """One letter goes to one receiver: of those the page names the one the rulebook leads to first, else any."""
    led = [route.receiver for route in queries.routes(walked.case, walked.days.sent)]
    named = [organisation(STANDS_FOR.get(code, GOVERNMENT)) for code in sorted(walked.published.receivers - POLICE)]
    return next((each for each in led if each in named), (named or led)[0])


def follow(walked: Walked, sent: Penerusan) -> None:
    """What the receiver did, where the page tells it."""
    if not walked.published.followed_up:
        return
    if sent.receiver.code in ("kasn", "bkn"):
        handle(walked, sent)
    elif sent.receiver.code == GOVERNMENT and walked.published.reading.acts:
        take_in(walked, sent)


def handle(walked: Walked, sent: Penerusan) -> None:
    """Taken in, found in the register, recommended, and imposed where the page says so."""
    auditor, at = staff("auditor", sent.receiver.code), moment(walked.days.sent + timedelta(days=2), 9)
    penanganan = discipline.open_from(sent, acting=auditor, at=at)
    walked.handlings.append(penanganan)
    person = add_person(sent.accused.name, agency=organisation(GOVERNMENT), employment="PNS", position="Pegawai", at=at)
    discipline.verify(penanganan, acting=auditor, at=at, person=person, reason="Cocok.")
    discipline.recommend(penanganan, acting=auditor, at=at, level=walked.published.level, reasons=LONG)
    if walked.published.said["outcome"] == "proven_sanctioned":
        impose(walked, penanganan)


def impose(walked: Walked, penanganan: Penanganan) -> None:
    """The sanction of the list whose words the page uses, else one outside the list, in the page's own words."""
    day = walked.days.ended
    groups = Ground(penanganan).choices(day)
    words = str(walked.published.said["sanction"])
    known = {code: label for _, group in groups for code, label in group}
    listed = next((code for code, label in known.items() if walked.published.means(label)), "")
    chosen: dict[str, Any] = (
        {"sanction": listed} if listed else {"other_sanction": words, "level": walked.published.level}
    )
    discipline.acknowledge(penanganan, acting=OFFICIAL, at=moment(day, 11))
    discipline.declare(penanganan, acting=OFFICIAL, at=moment(day, 11), conflicted=False)
    discipline.impose(
        penanganan, acting=OFFICIAL, at=moment(day, 12), number="862/1", decided_on=day, upload=decree(),
        deviation_reason=LONG, **chosen,
    )  # fmt: skip


def take_in(walked: Walked, sent: Penerusan) -> None:
    """A government's own table, or the contract's, up to the act the page names."""
    at = moment(walked.days.sent + timedelta(days=1), 9)
    by = OFFICIAL if walked.people[0].subject == "kades" else PERSONNEL
    discipline.take_in(sent, acting=by, at=at)
    track = tracks.open_from(sent, at=at) or Track.objects.get(penerusan=sent)
    walked.tracks.append(track)
    for code in walked.published.reading.acts:
        paths.take(track, code, at=moment(walked.days.ended, 12), on=walked.days.ended)
    assert track.open or track.status in OUTCOMES
