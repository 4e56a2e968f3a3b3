"""The receipt: shown once, taken home as picture, paper or text, proved by a signed file."""

import io
import json
import re
import struct
from datetime import timedelta

import pytest
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from PIL import Image

from netral.intake import receipt_image, statements, trace_cookie, traces
from netral.intake.queries import laporan_by_code
from netral.intake.receipt_image import draw
from netral.lib.spoken_codes import spoken
from tests.audit.builders import seal
from tests.intake.builders import MONDAY, accepted, country, photo
from tests.intake.pages import CHECK, RECEIPT, STATUS, reported, traced

pytestmark = pytest.mark.django_db
PICTURE, STATEMENT = f"{RECEIPT}tanda-terima.png", f"{RECEIPT}tanda-terima.json"
LATER = f"{STATUS}tanda-terima.json"


@pytest.fixture(autouse=True)
def _country(db: None) -> None:
    country()


def code_on(client: Client) -> str:
    return str(client.get(RECEIPT).context["code"])


def test_the_receipt_shows_the_code_in_groups_and_spoken(client: Client) -> None:
    made = reported(client)

    answer = client.get(RECEIPT)
    code = answer.context["code"]
    assert laporan_by_code(code) == made
    assert re.sub("<[^>]+>", "", answer.content.decode()).count(code) == 1
    assert len(answer.context["spoken"].split(";")) == 4
    assert "no-store" in answer["Cache-Control"]
    assert made.number in answer.content.decode()


def test_the_receipt_says_by_when_the_first_news_comes(client: Client) -> None:
    reported(client)

    assert "paling lambat" in client.get(RECEIPT).content.decode()


def test_the_receipt_says_what_should_be_completed(client: Client) -> None:
    reported(client, links="", who1_name="", who1_job="")

    assert "Belum lengkap: Pihak terlapor." in client.get(RECEIPT).content.decode()


def test_the_last_four_confirm_and_the_code_is_gone(client: Client) -> None:
    reported(client)
    code = code_on(client)

    answer = client.post(RECEIPT, {"last_four": code[-4:].lower()})

    assert (answer.status_code, answer["Location"]) == (303, RECEIPT)
    page = client.get(RECEIPT).content.decode()
    assert code not in page
    assert "Kode Anda sudah tersimpan" in page
    assert "body" not in traced(client)[traces.RECEIPT]


@pytest.mark.parametrize("typed", ["", "0000", "T", "7"])
def test_other_letters_do_not_confirm(client: Client, typed: str) -> None:
    reported(client)
    code = code_on(client)

    answer = client.post(RECEIPT, {"last_four": typed})

    assert answer.status_code == 422
    assert code_on(client) == code


def test_the_whole_code_confirms_too(client: Client) -> None:
    reported(client)

    assert client.post(RECEIPT, {"last_four": code_on(client)}).status_code == 303


def test_a_confirmed_receipt_is_not_confirmed_again(client: Client) -> None:
    reported(client)
    client.post(RECEIPT, {"last_four": code_on(client)[-4:]})

    assert client.post(RECEIPT, {"last_four": "0000"}).status_code == 422


def test_the_traces_hold_no_code_and_no_word_of_the_report(client: Client) -> None:
    reported(client)
    code = code_on(client)

    kept = json.dumps(dict(traced(client).items()))
    assert code not in kept
    assert code.replace(" ", "") not in kept
    assert "Camat" not in kept
    assert "Wayan" not in kept


def test_after_an_hour_the_receipt_is_gone(client: Client) -> None:
    reported(client)
    session = traced(client)
    session[traces.RECEIPT] |= {"until": (timezone.now() - timedelta(seconds=1)).isoformat()}
    session.save()

    assert client.get(RECEIPT)["Location"] == "/cek/"
    assert client.get(f"{RECEIPT}tanda-terima.json").status_code == 404


def test_a_stranger_sees_no_receipt(client: Client) -> None:
    reported(client)

    assert Client().get(RECEIPT)["Location"] == "/cek/"
    assert Client().get(f"{RECEIPT}tanda-terima.json").status_code == 404


def test_a_receipt_whose_report_was_erased_is_404(client: Client) -> None:
    reported(client)
    session = traced(client)
    session[traces.RECEIPT] |= {"laporan": "tidakada"}
    session.save()

    assert client.get(RECEIPT).status_code == 404


def test_the_statement_comes_as_a_small_file_without_code_or_story(client: Client) -> None:
    made = reported(client)

    answer = client.get(f"{RECEIPT}tanda-terima.json")

    assert answer["Content-Disposition"] == 'attachment; filename="tanda-terima.json"'
    assert json.loads(answer.content) == made.receipt.statement
    assert len(answer.content) < 2_000


# The picture


def chunks(png: bytes) -> list[str]:
    """The names of the parts a PNG is made of."""
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append(png[at + 4 : at + 8].decode())
        at += length + 12
    return found


def test_the_picture_is_small_neutral_and_without_a_word_beside_its_pixels(client: Client) -> None:
    reported(client)

    answer = client.get(PICTURE)

    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == 'attachment; filename="tanda-terima.png"'
    assert len(answer.content) < 30_000
    assert set(chunks(answer.content)) == {"IHDR", "PLTE", "IDAT", "IEND"}
    assert Image.open(io.BytesIO(answer.content)).size == (receipt_image.WIDTH, receipt_image.HEIGHT)


def test_reports_of_any_content_have_the_same_picture(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is drawn from code, moment and address alone: whoever sees it learns nothing else."""
    drawn: list[tuple[object, ...]] = []
    monkeypatch.setattr(receipt_image, "draw", lambda code, **said: drawn.append((code, *sorted(said))) or b"")
    made = reported(client)
    code = code_on(client).replace(" ", "")

    client.get(PICTURE)

    assert drawn == [(code, "address", "at", "language", "zone")]
    assert made.number not in str(drawn)


@pytest.mark.parametrize("language", ["id", "en", "fr"])
def test_the_picture_speaks_both_languages_and_draws_the_same_twice(language: str) -> None:
    said = {"at": MONDAY, "zone": "Asia/Makassar", "address": "https://contoh.go.id/cek/", "language": language}

    assert draw("7K4M2PXD91QFHT3E", **said) == draw("7K4M2PXD91QFHT3E", **said)
    indonesian = draw("7K4M2PXD91QFHT3E", **said | {"language": "id"})
    assert (draw("7K4M2PXD91QFHT3E", **said) == indonesian) == (language != "en")


def test_a_long_address_stays_on_the_picture() -> None:
    said = {"at": MONDAY, "zone": "Asia/Jakarta", "language": "id"}
    drawn = draw("7K4M2PXD91QFHT3E", address="https://" + "m" * 60 + "/cek/", **said)

    right_edge = (
        Image.open(io.BytesIO(drawn))
        .convert("L")
        .crop((receipt_image.WIDTH - 20, 1000, receipt_image.WIDTH, receipt_image.HEIGHT))
    )
    assert right_edge.getextrema()[0] > 200


def test_a_confirmed_code_is_drawn_no_more(client: Client) -> None:
    reported(client)
    client.post(RECEIPT, {"last_four": code_on(client)[-4:]})

    assert client.get(PICTURE).status_code == 404
    assert client.get(STATEMENT).status_code == 200


def test_a_stranger_gets_no_file(client: Client) -> None:
    reported(client)

    assert [Client().get(address).status_code for address in (PICTURE, STATEMENT, LATER)] == [404] * 3


# What leaves no trace


@pytest.mark.parametrize("address", [RECEIPT, PICTURE, STATEMENT])
def test_the_receipt_is_kept_in_no_cache_and_named_to_no_other_page(client: Client, address: str) -> None:
    reported(client)

    answer = client.get(address)

    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_the_code_is_confirmed_by_a_browser_that_names_no_origin() -> None:
    """Told to send no referrer, browsers send forms with `Origin: null`."""
    client = Client(enforce_csrf_checks=True)
    made = accepted(key="kunci-tanpa-asal", at=timezone.now())
    request = HttpRequest()
    traces.remember_receipt(request, made, key="kunci-tanpa-asal", at=timezone.now())
    trace_cookie.of(request).save()
    client.cookies["jejak"] = trace_cookie.of(request).session_key or ""
    code = code_on(client)

    assert client.post(RECEIPT, {"last_four": code[-4:]}, headers={"origin": "null"}).status_code == 303
    assert code_on(client) == ""


def test_the_receipt_offers_three_ways_to_keep_the_code(client: Client) -> None:
    reported(client)

    page = client.get(RECEIPT).content.decode()

    assert page.count('class="btn btn--2" data-tombol=') == 2
    assert f'href="{PICTURE}"' in page
    assert "download" in page
    assert "Kode tersalin." in page
    assert "Kami tidak bisa menampilkannya lagi" in page


def test_the_receipt_speaks_english(client: Client) -> None:
    reported(client)

    answer = client.get(f"/en{RECEIPT}")

    assert "Save picture" in answer.content.decode()
    assert answer.context["spoken"] == spoken(answer.context["code"].replace(" ", ""), "en")


# The statement, then and later


def test_the_statement_is_the_same_from_both_pages_until_the_day_is_sealed(client: Client) -> None:
    made = reported(client, evidence=[photo()])
    client.post(CHECK, {"code": code_on(client)})

    first, later = client.get(STATEMENT), client.get(LATER)

    assert first.content == later.content == statements.file_bytes(made.receipt.statement)
    assert "Sidik berkas di dalamnya: 1." in client.get(STATUS).content.decode()
    assert "unduh lagi dari halaman status" in client.get(STATUS).content.decode()


@pytest.mark.django_db(transaction=True)
def test_from_the_next_day_the_status_page_hands_out_the_sealed_one(client: Client) -> None:
    done = accepted(at=MONDAY)
    seal(MONDAY.date())
    statements.join_to_anchors()
    client.post(CHECK, {"code": done.code})

    told = json.loads(client.get(LATER).content)

    assert told["anchor"]["root"]["day"] == "2024-01-15"
    assert "Sudah tercakup angka penutup harian 15 Januari 2024." in client.get(STATUS).content.decode()
