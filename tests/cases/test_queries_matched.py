"""Who confirmed which person the accused is, as a case page tells it."""

import pytest

from netral.access.states import Acting
from netral.audit.actions import record
from netral.cases.models import Case
from netral.cases.queries import matched
from tests.access.builders import seated
from tests.cases.builders import TWO, day, forwarded, heard, opened
from tests.cases.pages import client, url

pytestmark = pytest.mark.django_db


def confirmed(case: Case, *, by: Acting | str, score: int = 97, days: int = 9) -> None:
    actor = by if isinstance(by, str) else by.reference
    record(
        "penanganan:contoh", "penanganan.verifikasi", actor=actor, office="bkn", at=day(days),
        about=[case.reference], facts={"score": score, "person": "orang:contoh"},
    )  # fmt: skip


def test_nobody_has_confirmed_anybody_yet() -> None:
    assert matched(forwarded().case) is None


@pytest.mark.parametrize("role", ["petugas_laporan", "pemeriksa", "anggota"])
def test_the_newest_confirmation_stands_under_the_accused(role: str) -> None:
    case, auditor = forwarded().case, seated("auditor", "bkn")
    confirmed(case, by=auditor.reference, score=81, days=9)
    confirmed(case, by=auditor.reference, days=10)

    page = client(role).get(url(case)).content.decode()

    assert matched(case) is not None
    assert f"97%, dipastikan {auditor.name}" in page
    assert "81%" not in page


def test_whoever_has_gone_leaves_the_score() -> None:
    case = forwarded().case
    confirmed(case, by="akun:sudah-pergi")

    page = client().get(url(case)).content.decode()

    assert "97%" in page
    assert "dipastikan" not in page


def test_an_entry_without_a_score_says_nothing() -> None:
    case = forwarded().case
    record(
        "penanganan:contoh", "penanganan.verifikasi", actor="sistem", office="bkn", at=day(9), about=[case.reference]
    )

    assert matched(case) is None


def test_of_several_people_nobody_can_say_which_one_was_meant() -> None:
    case = opened(report=TWO)
    confirmed(case, by="akun:sudah-pergi")

    browser = client()

    assert "97%" not in browser.get(url(case)).content.decode()
    assert "97%" not in browser.get(url(heard())).content.decode()
