"""The step a row of the queue offers: whose it is, on which page, and at what price."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.cases import queries
from netral.cases.models import Case
from netral.cases.next_steps import with_next_steps
from netral.intake.models import Laporan
from tests.cases.builders import (
    EXAMINER,
    MONDAY,
    acting_at,
    assessed,
    complete_laporan,
    day,
    decided,
    forwarded,
    heard,
    opened,
    proposed,
)
from tests.cases.pages import OFFICE, client
from tests.cases.transfers import handed, own
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db
CHOICE = "Ambil keputusan"


def incomplete() -> Laporan:
    needs = intake.all_yes(bukti="perlu_dilengkapi")
    return intake.decided(
        intake.laporan(), "minta_perbaikan", checklist=needs, reason="Belum ada bukti.", message="Kirim foto."
    )


def door(subject: Case | Laporan, role: str, office: str = OFFICE, *, now: datetime | None = None) -> str:
    """The words of the door, and the last part of where it leads; empty for none."""
    row = queries.row_of(subject, now=now or day(1))
    (found,) = with_next_steps([row], acting_at(role, office))
    return f"{found.door.words} {found.door.address.rstrip('/').rpartition('/')[2]}" if found.door else ""


@pytest.mark.parametrize(
    ("station", "intake_officer", "examiner", "member"),
    [
        (intake.laporan, "Kajian awal kajian-awal", "", ""),
        (incomplete, "", "", ""),
        (complete_laporan, "Registrasi registrasi", "", ""),
        (opened, "", "Catat klarifikasi klarifikasi", ""),
        (heard, "", "Simpan kajian simpan_kajian", ""),
        (assessed, "", "Ajukan kajian ke pleno susun_kajian", ""),
        (proposed, "", "", f"{CHOICE} {{key}}"),
        (decided, "", "Teruskan teruskan", ""),
        (lambda: forwarded().case, "", "", ""),
        (lambda: decided("tidak_terbukti"), "", "", ""),
    ],
)
def test_each_role_is_offered_its_own_next_step(
    station: Callable[[], Any], intake_officer: str, examiner: str, member: str
) -> None:
    subject = station()

    found = [door(subject, role) for role in ("petugas_laporan", "pemeriksa", "anggota")]

    assert found == [intake_officer, examiner, member.format(key=subject.key)]


@pytest.mark.parametrize(
    ("role", "office"),
    [
        ("pemeriksa", "bawaslu-99"),
        ("pemeriksa", "bawaslu-99.08"),
        ("kustodian", OFFICE),
        ("admin", OFFICE),
        ("auditor", "bkn"),
        ("pejabat_pembina", "pemkab-99.07"),
        ("petugas_kepegawaian", "pemkab-99.07"),
    ],
)
def test_nobody_else_is_offered_a_step(role: str, office: str) -> None:
    assert [door(opened(), role, office), door(intake.laporan(), role, office)] == ["", ""]


def test_a_repair_that_never_came_is_decided_by_the_office() -> None:
    report = incomplete()

    assert door(report, "petugas_laporan", now=MONDAY + timedelta(days=2)) == ""
    assert door(report, "petugas_laporan", now=MONDAY + timedelta(days=60)) == "Kajian awal kajian-awal"


def test_nothing_is_offered_while_it_is_on_its_way_to_another_office() -> None:
    case, report = opened(), intake.laporan()
    before = door(case, "pemeriksa"), door(report, "petugas_laporan")

    handed(case)
    handed(report)

    assert before == ("Catat klarifikasi klarifikasi", "Kajian awal kajian-awal")
    assert (door(own(case), "pemeriksa"), door(report, "petugas_laporan")) == ("", "")


def test_the_queue_links_to_the_page_of_the_step_and_the_page_opens() -> None:
    case, report = opened(), intake.laporan()

    examining, receiving = client(), client("petugas_laporan")

    assert f'href="/kerja/perkara/{case.key}/langkah/klarifikasi/"' in examining.get("/kerja/antrean/").content.decode()
    assert f'href="/kerja/laporan/{report.key}/kajian-awal/"' in receiving.get("/kerja/antrean/").content.decode()
    assert examining.get(f"/kerja/perkara/{case.key}/langkah/klarifikasi/").status_code == 200
    assert receiving.get(f"/kerja/laporan/{report.key}/kajian-awal/").status_code == 200


def test_many_rows_cost_as_many_queries_as_one_of_each_kind() -> None:
    def cost(cases: list[Case]) -> int:
        rows = queries.rows([(Case.KIND, case.pk, case.due_at) for case in cases], now=day(2))
        with CaptureQueriesContext(connection) as captured:
            with_next_steps(rows, EXAMINER)
        return len(captured)

    few = [opened(), heard(), decided()]
    many = [*few, opened(), opened(), heard(), decided(), assessed()]

    assert cost(few) == cost(many) <= 5
