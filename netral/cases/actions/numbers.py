"""Official numbers, per office and year: `014/Reg/LP/33.74/XI/2026`, or as the office writes them."""

from datetime import datetime

from netral.access.queries import today_in
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from netral.offices.numbering import written
from netral.offices.queries import place_in_numbers
from netral.procedure.actions import next_number

SHORT_KINDS = {"temuan": "TM"}  # everything else the public brings is a laporan


def registration_number(laporan: Laporan, *, at: datetime) -> str:
    """The number in the register of cases. Laporan and temuan are counted in series of their own."""
    return office_number(f"Reg/{SHORT_KINDS.get(laporan.kind, 'LP')}", laporan.office, at=at)


def office_number(series: str, office: Organisation, *, at: datetime) -> str:
    """The next number of an office's series, written by its own pattern."""
    day, place = today_in(office, now=at), place_in_numbers(office)
    return written(office.number_pattern, next_number(series, office, day.year), series=series, place=place, day=day)
