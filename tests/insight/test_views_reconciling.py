"""The pages of a reconciliation and its doors for programs."""

import csv
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.access.actions import create_token
from netral.insight import api_lists
from netral.insight.actions import erase_expired
from netral.insight.listed import COLUMNS
from netral.insight.models import Reconciliation
from netral.intake.tables import write_csv
from tests.access.builders import signed_in
from tests.insight.builders import OFFICE, SECOND, hand_over, somebody

pytestmark = pytest.mark.django_db
START = "/kerja/pencocokan/"
NEW, DOOR = f"{START}baru/", "/api/v1/pencocokan/"
ROW = ("001/Reg/LP/99.07/II/2024", "Arif Contoh", "", "")


def browser(role: str = "pemeriksa", office: str = OFFICE) -> Client:
    return signed_in(somebody(role, office))


def program(role: str = "pemeriksa", office: str = OFFICE) -> Client:
    return Client(headers={"Authorization": f"Bearer {create_token(somebody(role, office))}"})


def bring(client: Client, *rows: tuple[str, ...], office: str = OFFICE, partner: str = "bkn") -> Any:
    table = SimpleUploadedFile("daftar.csv", write_csv([COLUMNS, *rows]), "text/csv")
    return client.post(NEW, {"office": office, "partner": partner, "table": table})


def brought(*rows: tuple[str, ...]) -> str:
    """The address of a result."""
    answer = bring(browser(), *(rows or (ROW,)))
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def post(client: Client, address: str, **body: Any) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json")


def test_a_list_is_brought_and_its_result_shown() -> None:
    hand_over()
    hand_over("002/LP", "Budi Lain")

    shown = text(browser(), brought(ROW, ("002/LP", "Budi Lain", "2024-03-01", "selesai")))

    assert "Tanggal berbeda" in shown
    assert "Status berbeda" in shown
    assert "Satu baris berarti satu orang" in shown


def test_the_form_offers_the_houses_one_exchanged_with() -> None:
    hand_over()

    shown = text(browser(), NEW)

    assert 'value="bkn"' in shown
    assert 'value="kemendagri"' not in shown


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "kosong"),
        (b"\0\1\2", "bukan CSV atau XLSX"),
        (b"nomor;catatan\n1;2\n", "Kolom nama tidak ada"),
    ],
)
def test_what_is_no_list_comes_back_with_the_form(content: bytes, said: str) -> None:
    hand_over()

    answer = browser().post(
        NEW, {"office": OFFICE, "partner": "bkn", "table": SimpleUploadedFile("daftar.csv", content)}
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Reconciliation.objects.exists()


def test_a_house_of_another_seat_is_refused_beside_its_field() -> None:
    hand_over()
    hand_over(office=SECOND, receiver="kemendagri")
    user = somebody()
    somebody("pemeriksa", SECOND)
    _second_seat(user)

    answer = bring(signed_in(user), ROW, partner="kemendagri")

    assert answer.status_code == 422
    assert "Tidak ada penerusan antara kantor ini" in answer.content.decode()


def _second_seat(user: Any) -> None:
    from netral.access.models import Seat
    from netral.offices.queries import organisation
    from tests.access.builders import LONG_AGO

    Seat.objects.create(user=user, office=organisation(SECOND), role="pemeriksa", valid_from=LONG_AGO)


def test_a_filter_shows_one_finding_and_an_unknown_one_is_not_there() -> None:
    hand_over()
    address = brought(ROW, ("777/LP", "Dewi Asing", "", ""))

    assert "Dewi Asing" not in text(browser(), f"{address}?hasil=cocok")
    assert "Dewi Asing" in text(browser(), f"{address}?hasil=hanya_di_daftar")
    assert "Tidak ada baris dengan hasil ini." in text(browser(), f"{address}?hasil=berbeda")
    assert browser().get(f"{address}?hasil=lain").status_code == 404


def test_both_sides_sign_and_the_list_says_so() -> None:
    hand_over()
    address = brought()
    ours, theirs = browser(), browser("auditor", "bkn")

    assert "Belum disetujui" in text(ours, START)
    assert ours.post(address).status_code == 303
    assert "Satu pihak setuju" in text(ours, START)
    assert "Setujui hasil ini" not in text(ours, address)
    assert "Setujui hasil ini" in text(theirs, address)
    theirs.post(address)
    assert "Dua pihak setuju" in text(theirs, START)


def test_who_may_not_sign_reads_why() -> None:
    hand_over()
    address, ours = brought(), browser()
    ours.post(address)

    answer = ours.post(address, follow=True)

    assert "Anda sudah menyetujui" in answer.content.decode()


def test_others_find_nothing() -> None:
    hand_over()
    address = brought()

    for role, office in (("pemeriksa", SECOND), ("auditor", "kasn"), ("petugas_laporan", OFFICE)):
        assert browser(role, office).get(address).status_code == 404
        assert browser(role, office).get(f"{address}hasil.csv").status_code == 404
    assert Client().get(address).status_code == 302


def test_the_result_goes_home_without_formulas() -> None:
    hand_over()
    address = brought(ROW, ("777/LP", "=HYPERLINK(1)", "", ""))

    answer = browser().get(f"{address}hasil.csv")

    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert lines[0][:3] == ["baris", "hasil", "alasan"]
    assert [line[1] for line in lines[1:]] == ["cocok", "hanya_di_daftar"]
    assert lines[2][4].startswith("'=")
    assert browser().get(f"{address}hasil.csv?hasil=cocok").content.count(b"\n") == 2


def test_after_the_period_counts_and_agreement_are_still_read() -> None:
    hand_over()
    address = brought()
    erase_expired(Reconciliation.objects.get().expires_at)

    shown = text(browser(), address)

    assert "Isi daftarnya sudah dihapus" in shown
    assert "Unduh CSV" not in shown
    assert "Setujui hasil ini" not in shown


def test_an_empty_list_page_says_so_and_english_is_complete() -> None:
    assert "Belum ada daftar yang dicocokkan." in text(browser(), START)
    assert "No list has been reconciled yet." in text(browser(), f"/en{START}")


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_thirty_rows_and_thirty_lists_cost_as_many_queries_as_one() -> None:
    hand_over()
    client, address = browser(), brought()
    one, one_list = _queries(client, address), _queries(client, START)
    for number in range(2, 31):
        hand_over(f"{number:03}/LP", f"Orang {number}")

    thirty = brought(ROW, *((f"{number:03}/LP", f"Orang {number}", "", "") for number in range(2, 31)))
    for _again in range(28):
        brought()

    assert (_queries(client, thirty), _queries(client, START)) == (one, one_list)


def test_long_results_and_long_lists_go_on_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netral.lib.answers.PER_PAGE", 1)
    hand_over()
    address = brought(ROW, ("777/LP", "Dewi Asing", "", ""))
    brought()

    assert "?halaman=2" in text(browser(), START)
    assert "Dewi Asing" in text(browser(), f"{address}?halaman=2")


def test_a_program_brings_reads_and_signs() -> None:
    hand_over()
    ours = program()

    made = post(ours, DOOR, office=OFFICE, partner="bkn", rows=[{"number": ROW[0], "name": ROW[1]}, {"date": "x"}])
    assert made.status_code == 201, made.content
    key = made.json()["key"]
    shown = ours.get(f"{DOOR}{key}/").json()
    signed = post(ours, f"{DOOR}{key}/setuju/").json()

    assert shown["counts"]["cocok"] == shown["counts"]["tidak_terbaca"] == 1
    assert shown["rows"][0]["theirs"]["nama"] == "Arif Contoh"
    assert shown["rows"][1]["reasons"] == ["kosong"]
    assert [each["office"] for each in signed["signatures"]] == [OFFICE]
    assert post(ours, f"{DOOR}{key}/setuju/").status_code == 422
    assert ours.get(DOOR).json()["items"][0]["key"] == key


def test_a_program_of_others_finds_nothing() -> None:
    hand_over()
    brought()
    key = Reconciliation.objects.get().key

    assert program("pemeriksa", SECOND).get(f"{DOOR}{key}/").status_code == 404
    assert program("petugas_laporan", OFFICE).get(DOOR).json() == {"items": [], "next": None}
    assert Client().get(DOOR).status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"office": SECOND}, "office"),
        ({"partner": "tiada"}, "partner"),
        ({"partner": "kemendagri"}, "partner"),
        ({"rows": []}, "rows"),
        ({"rows": [{"name": "\0"}]}, "rows.0.name"),
    ],
)
def test_what_a_program_sends_wrong_is_named(body: dict[str, Any], field: str) -> None:
    hand_over()

    answer = post(program(), DOOR, **{"office": OFFICE, "partner": "bkn", "rows": [{"number": "1"}], **body})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


def test_a_program_reads_on_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_lists, "PER_PAGE", 1)
    hand_over()
    brought(ROW, ("777/LP", "Dewi Asing", "", ""))
    brought()
    ours = program()

    first = ours.get(DOOR).json()
    second = ours.get(DOOR, {"cursor": first["next"]}).json()
    key = second["items"][0]["key"]
    rows = ours.get(f"{DOOR}{key}/").json()
    more = ours.get(f"{DOOR}{key}/", {"after": rows["next"], "finding": "hanya_di_daftar"}).json()

    assert (rows["next"], more["next"], second["next"]) == (1, None, None)
    assert more["rows"][0]["theirs"]["nama"] == "Dewi Asing"
    assert ours.get(f"{DOOR}{key}/", {"finding": "lain"}).status_code == 422
