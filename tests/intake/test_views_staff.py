"""The officer's pages: what is shown, to whom, and that decisions pass through the procedure."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.intake.actions import complete
from netral.intake.models import KajianAwal, Laporan, Message
from netral.intake.queries.staff import repair_message
from netral.procedure import holidays
from tests.intake.builders import FULL, TIP, all_yes, decided, laporan, photo
from tests.intake.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    """The demo asks for no second factor."""
    settings.DEMO = True


def page_of(made: Laporan) -> str:
    return f"/kerja/laporan/{made.key}/"


def review_of(made: Laporan) -> str:
    return f"{page_of(made)}kajian-awal/"


def answers(step: str = "nyatakan_lengkap", **changes: Any) -> dict[str, Any]:
    """The officer's form, every item met."""
    items = {f"item_{code}": answer for code, answer in all_yes().items()}
    words = {"version": 1, "step": step, "reason": "Sudah diperiksa.", "message": "Mohon dilengkapi."}
    return {**items, **words, **changes}


def test_the_report_is_shown_as_received(client: Client) -> None:
    made = laporan(uploads=[photo("bukti lapangan.png")])
    signed_in(client)

    page = client.get(page_of(made)).content.decode()

    for shown in (
        made.number, FULL.what, "Terlapor Rekaan", "Camat", "Saksi Rekaan", "Lapangan desa", "bukti lapangan.png",
        "https://contoh.id/unggahan/1", made.pseudonym, "Identitas pelapor disegel", "Kabupaten Tirta Buana",
    ):  # fmt: skip
        assert shown in page
    assert 'href="https://contoh.id' not in page
    assert "Wayan" not in page


def test_markup_in_a_report_is_shown_and_not_obeyed(client: Client) -> None:
    made = laporan()
    Laporan.objects.update(what="<script>alert(1)</script>")
    signed_in(client)

    page = client.get(page_of(made)).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_tip_says_that_nobody_is_sealed(client: Client) -> None:
    made = laporan(TIP)
    signed_in(client)

    assert "Tidak ada identitas tersimpan" in client.get(page_of(made)).content.decode()


def test_what_came_later_is_shown_too(client: Client) -> None:
    made = decided(laporan(), "minta_perbaikan")
    complete(made, at=timezone.now(), text="Ini tambahannya.")
    signed_in(client)

    page = client.get(page_of(made)).content.decode()

    for shown in ("Sudah diperiksa.", "Mohon dilengkapi.", "Ini tambahannya."):
        assert shown in page


def test_an_exhibit_is_served_in_a_sandbox(client: Client) -> None:
    made = laporan(uploads=[photo()])
    signed_in(client)
    exhibit = client.get(page_of(made)).context["exhibits"][0].exhibit

    answer = client.get(f"{page_of(made)}bukti/{exhibit.key}/")

    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    answer.close()
    assert "sandbox" in answer["Content-Security-Policy"]


def test_an_exhibit_of_another_report_is_not_served_here(client: Client) -> None:
    mine, other = laporan(), laporan(uploads=[photo()])
    signed_in(client)
    exhibit = client.get(page_of(other)).context["exhibits"][0].exhibit

    assert client.get(f"{page_of(mine)}bukti/{exhibit.key}/").status_code == 404


@pytest.mark.parametrize(
    ("role", "office", "seen"),
    [
        ("petugas_laporan", "bawaslu-99.07", 200),
        ("pemeriksa", "bawaslu-99.07", 200),
        ("anggota", "bawaslu-99.07", 200),
        ("kustodian", "bawaslu-99.07", 200),
        ("pemeriksa", "bawaslu-99", 200),
        ("anggota", "bawaslu", 200),
        ("petugas_laporan", "bawaslu-99.08", 404),
        ("admin", "bawaslu", 404),
        ("auditor", "bkn", 404),
        ("pejabat_pembina", "pemkab-99.07", 404),
    ],
)
def test_who_may_not_see_it_finds_nothing(client: Client, role: str, office: str, seen: int) -> None:
    made = laporan(uploads=[photo()])
    signed_in(client, role, office)

    assert client.get(page_of(made)).status_code == seen


@pytest.mark.parametrize(("role", "seen"), [("petugas_laporan", 200), ("pemeriksa", 404), ("anggota", 404)])
def test_only_intake_officers_have_the_checklist(client: Client, role: str, seen: int) -> None:
    made = laporan()
    signed_in(client, role)

    assert client.get(review_of(made)).status_code == seen


def test_whoever_is_not_signed_in_is_asked_to(client: Client) -> None:
    made = laporan()

    answer = client.get(review_of(made))

    assert answer.status_code == 302
    assert "/akun/masuk/" in answer["Location"]


def test_an_unknown_key_is_404(client: Client) -> None:
    signed_in(client)

    assert client.get("/kerja/laporan/tidakada/").status_code == 404


def test_the_checklist_asks_what_the_rulebook_lists(client: Client) -> None:
    made = laporan()
    signed_in(client)

    answer = client.get(review_of(made))

    form = answer.context["form"]
    assert [check.name for check, _note in form.formal + form.material + form.own] == [
        f"item_{code}" for code in all_yes()
    ]
    assert [code for code, _label in form.fields["step"].choices] == [
        "nyatakan_lengkap", "minta_perbaikan", "jadikan_informasi_awal", "tolak",
    ]  # fmt: skip
    assert "Perbawaslu 7/2022 Pasal 15" in answer.content.decode()
    assert "checked" not in answer.content.decode()


def test_lateness_is_counted_for_the_officer(client: Client) -> None:
    made = laporan()
    signed_in(client)

    page = client.get(review_of(made)).content.decode()
    assert "Tepat waktu" in page
    Laporan.objects.update(known_on=None)
    assert "Belum bisa dihitung" in client.get(review_of(made)).content.decode()
    Laporan.objects.update(known_on="2023-11-01")
    assert "Lewat batas waktu" in client.get(review_of(made)).content.decode()


def test_words_to_the_reporter_are_suggested_with_the_day(client: Client) -> None:
    made = laporan()
    signed_in(client)
    sent = answers(step="minta_perbaikan", item_bukti="perlu_dilengkapi", message="", pakai="pesan")

    answer = client.post(review_of(made), sent)

    assert answer.status_code == 200
    assert "paling lambat" in answer.context["form"]["message"].value()
    assert "- Bukti: foto" in answer.context["form"]["message"].value()
    assert not KajianAwal.objects.exists()


def test_where_the_law_gives_no_number_no_day_is_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    made = laporan()
    monkeypatch.setattr(holidays, "due", lambda *_rule, **_zone: SimpleNamespace(due=None))

    assert "paling lambat" not in repair_message(made, {}, now=timezone.now(), language="id")


def test_a_decision_is_taken_and_leads_back_to_the_report(client: Client) -> None:
    made = laporan()
    user = signed_in(client)

    answer = client.post(review_of(made), answers())

    assert (answer.status_code, answer["Location"]) == (303, page_of(made))
    made.refresh_from_db()
    assert made.status == "memenuhi_syarat"
    assert KajianAwal.objects.get().actor == user.reference
    assert Message.objects.get().text == "Mohon dilengkapi."
    assert "Hasil kajian awal tersimpan." in client.get(page_of(made)).content.decode()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"step": ""}, ["step"]),
        ({"step": "registrasi"}, ["step"]),
        ({"item_bukti": ""}, ["item_bukti"]),
        ({"item_bukti": "mungkin"}, ["item_bukti"]),
        ({"item_bukti": "tidak"}, ["item_bukti"]),
        ({"step": "tolak", "reason": ""}, ["reason"]),
        ({"step": "minta_perbaikan", "item_bukti": "tidak", "message": ""}, ["message"]),
        ({"step": "minta_perbaikan"}, ["step"]),
        ({"reason": "\0"}, ["reason"]),
        ({"version": "x"}, ["version"]),
    ],
)
def test_what_is_wrong_is_shown_beside_its_question(client: Client, changes: dict[str, Any], fields: list[str]) -> None:
    made = laporan()
    signed_in(client)

    answer = client.post(review_of(made), answers(**changes))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == fields
    assert not KajianAwal.objects.exists()


def test_a_decision_on_an_old_page_is_a_conflict(client: Client) -> None:
    made = laporan()
    signed_in(client)

    answer = client.post(review_of(made), answers(version=0))

    assert answer.status_code == 409
    assert "Orang lain baru saja mengubahnya" in answer.content.decode()


def test_an_officer_of_the_province_reads_but_does_not_decide(client: Client) -> None:
    made = laporan()
    signed_in(client, office="bawaslu-99")

    assert client.get(review_of(made)).status_code == 200
    answer = client.post(review_of(made), answers())

    assert answer.status_code == 422
    assert "Langkah ini diambil oleh" in answer.content.decode()
    assert Laporan.objects.get().status == "diterima"


def test_when_nothing_is_left_to_decide_the_page_says_so(client: Client) -> None:
    made = decided(laporan(), "tolak")
    signed_in(client)

    assert "Tidak ada hasil kajian awal yang mungkin" in client.get(review_of(made)).content.decode()
    assert review_of(made) not in client.get(page_of(made)).content.decode()


def test_a_complete_report_leads_to_its_registration(client: Client) -> None:
    made = decided(laporan())
    signed_in(client)

    assert f"{page_of(made)}registrasi/" in client.get(page_of(made)).content.decode()


def test_one_exhibit_or_five_cost_the_same_queries(client: Client) -> None:
    small, large = laporan(uploads=[photo()]), laporan(uploads=[photo(tail=bytes([number])) for number in range(5)])
    signed_in(client)
    client.get(page_of(small))
    with CaptureQueriesContext(connection) as few:
        client.get(page_of(small))
    with CaptureQueriesContext(connection) as many:
        client.get(page_of(large))

    assert len(few) == len(many) <= 29


def test_the_checklist_page_stays_within_its_queries(client: Client) -> None:
    made = laporan(uploads=[photo()])
    signed_in(client)
    client.get(review_of(made))

    with CaptureQueriesContext(connection) as queries:
        client.get(review_of(made))

    assert len(queries) <= 37  # with what is proposed, and other reports about the same people
