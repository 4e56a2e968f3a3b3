"""Subjects to take steps with: laporan and perkara of the invented offices, opened through the engine itself."""

from datetime import datetime, timedelta, timezone
from itertools import count

from netral.access.states import Acting, HeldSeat
from netral.cases.models import Case
from netral.intake.models import Laporan
from netral.offices.actions import load_examples
from netral.offices.models import Organisation
from netral.procedure.actions import open_subject, take_step
from netral.procedure.queries import pin

WITA = timezone(timedelta(hours=8))
# A Monday in a week without holidays, under the Pemilu of 2024.
MONDAY = datetime(2024, 1, 15, 9, 0, tzinfo=WITA)
OFFICE = "bawaslu-99.07"
_numbers = count(1)


def day(days: int, hour: int = 9) -> datetime:
    """A moment some days after that Monday."""
    return MONDAY.replace(hour=hour) + timedelta(days=days)


def offices() -> Organisation:
    """The invented country; the Bawaslu of Kabupaten Tirta Buana (WITA)."""
    if not Organisation.objects.filter(code=OFFICE).exists():
        load_examples(at=MONDAY - timedelta(days=30))
    return Organisation.objects.get(code=OFFICE)


def staff(role: str, office: str = OFFICE) -> Acting:
    return Acting(f"akun:{role}", (HeldSeat(role, office),))


INTAKE = staff("petugas_laporan")
EXAMINER = staff("pemeriksa")
MEMBER = staff("anggota")


def unopened_laporan(procedure: str = "pemilu", **fields: object) -> Laporan:
    """A laporan no row of which exists yet."""
    defaults = {"kind": "laporan", "what": "Rekaan.", "salt": "0" * 32, "number": f"{next(_numbers):05d}"}
    return Laporan(office=offices(), **pin(procedure, MONDAY.date()), **{**defaults, **fields})  # type: ignore[arg-type]


def laporan(procedure: str = "pemilu", *, at: datetime = MONDAY, acting: Acting = INTAKE, **fields: object) -> Laporan:
    """A laporan just received."""
    made = unopened_laporan(procedure, **fields)
    open_subject(made, acting=acting, at=at, office=made.office)
    return made


def perkara(procedure: str = "pemilu", *, at: datetime = MONDAY) -> Case:
    """A case under examination, its laporan registered the same minute."""
    report = laporan(procedure, at=at)
    take_step(report, "nyatakan_lengkap", acting=INTAKE, at=at, met={"syarat_diperiksa"})
    take_step(report, "registrasi", acting=INTAKE, at=at)
    case = Case(
        laporan=report,
        office=report.office,
        number=f"{next(_numbers):03d}/X",
        title="Rekaan",
        **pin(procedure, at.date()),
    )
    open_subject(case, acting=INTAKE, at=at, office=case.office)
    return case
