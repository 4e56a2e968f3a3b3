"""Official numbers, per office and year: `014/Reg/LP/33.74/XI/2026`."""

from datetime import datetime

from netral.access.queries import today_in
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from netral.procedure.actions import next_number

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NATIONAL = "RI"
SHORT_KINDS = {"temuan": "TM"}  # everything else the public brings is a laporan


def registration_number(laporan: Laporan, *, at: datetime) -> str:
    """The number in the register of cases. Laporan and temuan are counted in series of their own."""
    return office_number(f"Reg/{SHORT_KINDS.get(laporan.kind, 'LP')}", laporan.office, at=at)


def office_number(series: str, office: Organisation, *, at: datetime) -> str:
    """The next number of an office's series, with place, month in Roman numerals, and year."""
    day = today_in(office, now=at)
    place = office.region.code if office.region else NATIONAL
    return f"{next_number(series, office, day.year):03d}/{series}/{place}/{ROMAN[day.month - 1]}/{day.year}"
