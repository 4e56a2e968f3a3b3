"""The page on which an officer sets the election: what will change is shown before it is saved."""

from typing import Any

import pytest
from django.test import Client

from netral.intake import queries
from netral.intake.models import ElectionChoice, Laporan
from netral.procedure.models import Clock
from tests.intake.builders import NEIGHBOUR, decided
from tests.intake.pages import signed_in
from tests.intake.test_actions_electing import FRIDAY, WHY, finding, set_to, unclear

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    """The demo asks for no second factor."""
    settings.DEMO = True


def url(made: Laporan, election: str = "") -> str:
    asked = f"?election={election}" if election else ""
    return f"/kerja/laporan/{made.key}/pemilihan/{asked}"


def values(**changes: Any) -> dict[str, Any]:
    return {"election": "pilkada2024", "reason": WHY, "version": 1, **changes}


def test_what_will_move_is_shown_before_it_is_saved(client: Client) -> None:
    made = unclear()
    signed_in(client)

    page = client.get(url(made, "pilkada2024")).content.decode()

    for shown in (
        "Penanganan laporan pelanggaran Pemilihan (Pilkada)", "Kajian awal laporan", "Selasa, 23 Januari 2024",
        "Minggu, 21 Januari 2024", "dihitung sejak Jumat, 19 Januari 2024", "Sudah lewat", "Tetapkan pemilihan ini",
    ):  # fmt: skip
        assert shown in page
    assert [clock.rule for clock in Clock.objects.filter(subject=made.reference)] == ["P-KA"]
    assert not ElectionChoice.objects.exists()


def test_it_is_saved_and_the_page_of_the_report_says_so(client: Client) -> None:
    made = unclear()
    signed_in(client)
    assert "Diperiksa menurut tabel sementara" in client.get(f"/kerja/laporan/{made.key}/").content.decode()

    answer = client.post(url(made), values(), follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/kerja/laporan/{made.key}/", 303)]
    name = queries.election_named("pilkada2024")
    for shown in (str(name), "Ditetapkan petugas", WHY, "Ubah pemilihan", "Tidak dipakai lagi"):
        assert shown in page
    made.refresh_from_db()
    assert made.procedure == "pilkada"


def test_without_a_choice_there_is_only_the_list(client: Client) -> None:
    made = unclear()
    signed_in(client)

    page = client.get(url(made)).content.decode()

    assert "Lihat yang berubah" in page
    assert "Tetapkan pemilihan ini" not in page
    assert page.count("<option") == len(queries.elections()) + 1


@pytest.mark.parametrize("election", ["lain", "tidakada"])
def test_a_choice_that_is_none_is_said_so(client: Client, election: str) -> None:
    made = unclear()
    signed_in(client)

    page = client.get(url(made, election)).content.decode()

    assert "Pilih salah satu pemilihan dari daftar." in page
    assert "Tetapkan pemilihan ini" not in page


def test_the_election_it_has_is_no_change(client: Client) -> None:
    made = unclear()
    set_to(made)
    signed_in(client)

    page = client.get(url(made, "pilkada2024")).content.decode()

    assert "Laporan ini sudah ditangani menurut pemilihan itu." in page
    assert "Tetapkan pemilihan ini" not in page


def test_another_election_of_the_same_rules_moves_nothing(client: Client) -> None:
    made = unclear()
    signed_in(client)

    page = client.get(url(made, "pemilu2024")).content.decode()

    assert "Tidak ada tenggat berjalan yang berubah." in page
    assert "Tetapkan pemilihan ini" in page


def test_a_clock_without_successor_and_one_without_forerunner_are_shown_too(client: Client) -> None:
    made = finding()
    signed_in(client)

    assert "Tidak dihitung lagi" in client.get(url(made, "pilkada2024")).content.decode()
    set_to(made)
    assert "Tidak berjalan" in client.get(url(made, "pemilu2024")).content.decode()


def test_that_the_report_would_be_late_is_said_before(client: Client) -> None:
    made = unclear(known_on=FRIDAY.date().replace(day=11), act_date=FRIDAY.date().replace(day=11))
    other = unclear(known_on=None)
    signed_in(client)

    assert "laporan masuk lewat batas waktu" in client.get(url(made, "pilkada2024")).content.decode()
    assert "batas waktu" not in client.get(url(other, "pilkada2024")).content.decode()
    set_to(made)
    assert "laporan masuk tepat waktu" in client.get(url(made, "pemilu2024")).content.decode()


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"reason": " "}, 422, "Tulis alasannya"),
        ({"reason": "Pendek."}, 422, "paling sedikit 20 karakter"),
        ({"election": "lain"}, 422, "Pilih salah satu pemilihan dari daftar."),
        ({"version": 7}, 409, "Orang lain baru saja mengubahnya."),
        ({"version": "x"}, 422, "Perlu diperbaiki"),
    ],
)
def test_what_cannot_be_saved_comes_back_with_its_reason(
    client: Client, changes: dict[str, Any], status: int, says: str
) -> None:
    made = unclear()
    signed_in(client)

    answer = client.post(url(made), values(**changes))

    assert (answer.status_code, says in answer.content.decode()) == (status, True)
    assert not ElectionChoice.objects.exists()


def test_what_is_set_already_is_refused_when_it_is_posted(client: Client) -> None:
    made = unclear()
    set_to(made)
    signed_in(client)

    answer = client.post(url(made), values(version=2))

    assert answer.status_code == 422
    assert ElectionChoice.objects.count() == 1


def test_after_registration_the_page_says_why_not(client: Client) -> None:
    made = decided(unclear(), at=FRIDAY)
    Laporan.objects.filter(pk=made.pk).update(status="diregistrasi")
    signed_in(client)

    for answer in (client.get(url(made, "pilkada2024")), client.post(url(made), values())):
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "tidak ada langkah lagi" in page
        assert "Lihat yang berubah" not in page
    assert url(made) not in client.get(f"/kerja/laporan/{made.key}/").content.decode()


@pytest.mark.parametrize(
    ("role", "office"), [("pemeriksa", ""), ("anggota", ""), ("kustodian", ""), ("petugas_laporan", NEIGHBOUR)]
)
def test_nobody_else_finds_the_page(client: Client, role: str, office: str) -> None:
    made = unclear()
    signed_in(client, role, *([office] if office else []))

    assert client.get(url(made)).status_code == 404
    assert client.post(url(made), values()).status_code == 404
    assert not ElectionChoice.objects.exists()


def test_an_officer_of_the_office_above_reads_and_cannot_set_it(client: Client) -> None:
    made = unclear()
    signed_in(client, "petugas_laporan", "bawaslu-99")

    answer = client.post(url(made), values())

    assert answer.status_code in (404, 422)
    assert not ElectionChoice.objects.exists()


def test_the_page_is_in_english_too(client: Client) -> None:
    made = unclear()
    signed_in(client)
    page = client.get(f"/en{url(made, 'pilkada2024')}").content.decode()

    for shown in ("2. What changes", "Initial study of a report", "counted from", "Set this election"):
        assert shown in page
