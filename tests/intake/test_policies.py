"""Who sees a laporan: the office that received it, those above it, and nobody else."""

import pytest

from netral.access.states import REPORTER, SYSTEM, Acting
from netral.intake.policies import can_see, check_can_see
from netral.intake.queries import laporan_seen_by
from netral.procedure.states import NotAllowed
from tests.intake.builders import laporan, staff

pytestmark = pytest.mark.django_db
SEEING = [
    staff("petugas_laporan"),
    staff("pemeriksa"),
    staff("anggota"),
    staff("kustodian"),
    staff("pemeriksa", "bawaslu-99"),
    staff("anggota", "bawaslu"),
]
BLIND = [
    staff("petugas_laporan", "bawaslu-99.08"),
    staff("pemeriksa", "bawaslu-98"),
    staff("auditor", "bkn"),
    staff("pejabat_pembina", "pemkab-99.07"),
    staff("pemeriksa", "kpu-99.07"),
    staff("admin"),
    staff("admin", "bawaslu"),
    REPORTER,
    SYSTEM,
    Acting("akun:tanpa-jabatan", ()),
]


def named(acting: Acting) -> str:
    return "-".join(f"{seat.role}@{seat.office_code}" for seat in acting.seats) or acting.reference


@pytest.mark.parametrize("acting", SEEING, ids=named)
def test_the_office_and_those_above_it_see_a_laporan(acting: Acting) -> None:
    made = laporan()

    check_can_see(made, acting)
    assert can_see(made, acting)
    assert list(laporan_seen_by(acting)) == [made]


@pytest.mark.parametrize("acting", BLIND, ids=named)
def test_nobody_else_does(acting: Acting) -> None:
    made = laporan()

    with pytest.raises(NotAllowed, match="kantor lain"):
        check_can_see(made, acting)
    assert not can_see(made, acting)
    assert not laporan_seen_by(acting).exists()
