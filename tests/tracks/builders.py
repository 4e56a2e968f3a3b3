"""Tracks of every kind and at every station, through the actions: a case about one person, proven and handed over."""

from collections.abc import Collection
from typing import Any

from netral import rulebook
from netral.access.models import Seat, User
from netral.access.states import Acting, HeldSeat
from netral.audit.models import Entry
from netral.cases import actions as cases
from netral.cases.models import Case, Penerusan
from netral.evidence.models import Exhibit
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.procedure.meetings import Attendance
from netral.procedure.models import Clock
from netral.procedure.queries import table
from netral.procedure.states import Part
from netral.rulebook import Step
from netral.tracks import actions
from netral.tracks.models import StepRecord, Track
from netral.tracks.states import REPLACING_STEP, wanted_by
from tests.access.builders import LONG_AGO
from tests.cases.builders import EXAMINER, FACTS, LONG, assessed, day, decided, heard, opened
from tests.discipline.builders import decree
from tests.intake.builders import country, staff

OFFICIAL = staff("pejabat_pembina", "pemkab-99.07")
PERSONNEL = staff("petugas_kepegawaian", "pemkab-99.07")
MEMBER = staff("anggota")
HOLDERS = {"pemeriksa": EXAMINER, "anggota": MEMBER, "pejabat_pembina": OFFICIAL, "petugas_kepegawaian": PERSONNEL}
NUMBER = "B/12/I/2024"
# Procedure and subject → status of the person, and the receiver of the hand-over.
HANDED: dict[tuple[str, str], tuple[str, str]] = {
    ("tni", "penerusan_tni"): ("TNI", "tni"),
    ("polri", "penerusan_polri"): ("Polri", "polri"),
    ("desa", "kades"): ("kades", "pemkab-99.07"),
    ("desa", "perangkat"): ("perangkat_desa", "pemkab-99.07"),
    ("kontrak", "penerusan_kontrak"): ("honorer", "pemkab-99.07"),
    ("kpu_etik", "adhoc"): ("penyelenggara", "kpu-99.07"),
    ("kpu_etik", "luar_negeri"): ("penyelenggara", "kpu"),
}
CRIMES = {("pidana_pemilu", "pidana"): "pemilu2024", ("pidana_pilkada", "pidana"): "pilkada2024"}
COUNCIL = ("dkpp", "pengaduan")
KINDS = [*HANDED, *CRIMES, COUNCIL]
POSITIONS = {"kpu-99.07": "anggota PPS", "kpu": "anggota PPLN"}
KPU_MEMBERS, KPU_EXAMINERS = 3, 2


def facts_of(status: str, position: str = "") -> dict[str, Any]:
    return {**FACTS, "subject": status, **({"position": position} if position else {})}


def kpu_people(office: str = "kpu-99.07") -> None:
    """Members and examiners of a KPU office, each with an account."""
    place = organisation(office)
    for role, count in (("anggota_kpu", KPU_MEMBERS), ("pemeriksa_kpu", KPU_EXAMINERS)):
        for number in range(Seat.objects.filter(office=place, role=role).count(), count):
            user = User.objects.create(email=f"{role}{number}@{office}.contoh.id", name=f"{role} {number} Rekaan")
            Seat.objects.create(user=user, office=place, role=role, valid_from=LONG_AGO)


def one_of(office: Organisation, role: str, place: int = 0) -> Acting:
    """One of those who hold a role there, in the order they came."""
    user = User.objects.filter(seats__office=office, seats__role=role).order_by("pk")[place]
    return Acting(user.reference, (HeldSeat(role, office.code),), user.name)


def agreed(office: Organisation, *others: Attendance) -> tuple[Attendance, ...]:
    """Everybody in favour, but for those whose row is given."""
    said = {row.member: row for row in others}
    people = User.objects.filter(seats__office=office, seats__role="anggota_kpu").order_by("pk")
    return tuple(said.get(user.key, Attendance(user.key, Part.AGREED)) for user in people)


def examiners(office: Organisation, *, chaired_by: int = 0) -> list[User]:
    """A team of three: a member in the chair, the first unless said otherwise, and two examiners."""
    found = User.objects.filter(seats__office=office).distinct()
    chair = found.filter(seats__role="anggota_kpu").order_by("pk")[chaired_by : chaired_by + 1]
    return [*chair, *found.filter(seats__role="pemeriksa_kpu").order_by("pk")[:2]]


def handed(status: str = "TNI", receiver: str = "tni", case: Case | None = None) -> Penerusan:
    """A case about one such person, handed over."""
    country()
    case = case or decided(case=assessed(heard(opened()), facts=facts_of(status, POSITIONS.get(receiver, ""))))
    cases.forward(
        case, acting=EXAMINER, at=day(4), receiver=organisation(receiver), override_reason=LONG,
        conflict_of_interest=False, summary="Ringkasan untuk penerima.",
    )  # fmt: skip
    rows = Penerusan.objects.select_related("case", "receiver", "document", "accused")
    return rows.filter(case=case).latest("pk")


def followed(procedure: str = "tni", subject: str = "penerusan_tni") -> Track:
    """The track of a hand-over, as it opens by itself; a regency has taken it in before."""
    status, receiver = HANDED[procedure, subject]
    penerusan = handed(status, receiver)
    if receiver == "pemkab-99.07":
        penerusan.acknowledged_at = day(5)
        penerusan.save()
    opened_here = actions.open_from(penerusan, at=day(5))
    assert opened_here is not None
    if opened_here.office.kind.startswith("kpu"):
        kpu_people(opened_here.office.code)
    return again(opened_here)


def criminal(case: Case | None = None, **options: Any) -> Track:
    case = case or opened()
    accused = case.accused_set.get()
    return again(actions.open_criminal(case, acting=EXAMINER, at=day(1), accused=accused, **options))


def again(track: Track) -> Track:
    """The same, read afresh."""
    return Track.objects.select_related(
        "case__laporan", "case__office", "accused", "office", "penerusan__receiver", "previous"
    ).get(pk=track.pk)


def begun(procedure: str, subject: str) -> Track:
    """A track in the first status of its table."""
    if (procedure, subject) in HANDED:
        return followed(procedure, subject)
    if (procedure, subject) == COUNCIL:
        return again(at_station("kpu_etik", "adhoc", "diteruskan_dkpp").next)
    case = opened()
    regime = procedure.removeprefix("pidana_")
    if case.procedure != regime:
        Case.objects.filter(pk=case.pk).update(procedure=regime, procedure_version=_version(regime))
        case = Case.objects.select_related("office", "laporan__office").get(pk=case.pk)
    return criminal(case)


def _version(procedure: str) -> str:
    return rulebook.current().procedures[procedure][-1].version


def holder(step: Step, track: Track) -> Acting:
    """Somebody who may take it there: of the team's step, one of the team."""
    return HOLDERS[step.by[0]] if step.by[0] in HOLDERS else one_of(track.office, step.by[0])


def values(step: Step, track: Track, **changes: Any) -> dict[str, Any]:
    """Values with which a step succeeds when it is its turn."""
    wanted = wanted_by(step)
    return {
        "at": day(40),
        "on": day(40).date(),
        "letter_number": NUMBER if wanted.letter else "",
        "note": "Alasan rekaan." if wanted.reason else "",
        "declared": wanted.declared,
        "upload": decree() if wanted.file else None,
        "members": agreed(track.office) if wanted.meeting else (),
        "team": examiners(track.office, chaired_by=int(step.code == REPLACING_STEP)) if wanted.team else (),
        **changes,
    }


def take(track: Track, code: str, acting: Acting | None = None, **changes: Any) -> Entry:
    step = table(track).step(code)
    return actions.take(track, code, acting=acting or holder(step, track), **values(step, track, **changes))


def way_to(procedure: str, subject: str, status: str) -> list[str]:
    """The shortest row of steps from the first status of the table to this one."""
    found = rulebook.current().procedures[procedure][-1]
    ways: dict[str, list[str]] = {found.initial(subject).code: []}
    for here in (reached := list(ways)):
        for step in found.steps_from(subject, here):
            if step.to and step.to not in ways:
                ways[step.to] = [*ways[here], step.code]
                reached.append(step.to)
    return ways[status]


def at_station(procedure: str, subject: str, status: str) -> Track:
    track = begun(procedure, subject)
    for code in way_to(procedure, subject, status):
        take(track, code)
    return again(track)


def steps_of(procedure: str, subject: str) -> list[Step]:
    found = rulebook.current().procedures[procedure][-1]
    return [step for step in found.steps if step.subject == subject]


def statuses_of(procedure: str, subject: str) -> list[str]:
    return [status.code for status in rulebook.current().procedures[procedure][-1].statuses_of(subject)]


def traces(track: Track) -> dict[str, Any]:
    """Whatever a step could leave behind: two equal answers mean that nothing happened in between."""
    models: Collection[Any] = (Entry, Exhibit, StepRecord, Penerusan)
    return {
        "row": list(Track.objects.filter(pk=track.pk).values()),
        "case": list(Case.objects.filter(pk=track.case.pk).values()),
        "clocks": list(Clock.objects.order_by("pk").values("key", "due_at", "stopped_at", "stopped_by")),
        **{model.__name__: model.objects.count() for model in models},
    }
