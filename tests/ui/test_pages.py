import pytest
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import path

from netral.config.urls import urlpatterns as real
from tests.ui.builders import NOW


def broken(_request: object) -> None:
    raise RuntimeError("uji")


urlpatterns = [path("rusak/", broken), *real]  # type: ignore[arg-type]


@pytest.mark.parametrize("status", [400, 403, 404, 410, 413, 429, 500, 503])
def test_every_refusal_is_a_page_that_says_what_to_do(status: int) -> None:
    page = render_to_string(f"{status}.html")

    assert page.count("<h1>") == 1
    assert 'class="ptj"' in page
    assert "Ke beranda" in page


def test_a_refusal_says_until_when() -> None:
    page = render_to_string("429.html", {"retry_at": NOW, "zone": "Asia/Makassar"})

    assert "Coba lagi sesudah pukul 11.00 WITA." in page


def test_planned_rest_names_its_end() -> None:
    page = render_to_string("503.html", {"until": NOW, "zone": "Asia/Jakarta"})

    assert "Buka lagi pukul 10.00 WIB." in page


def test_an_unknown_address_is_a_page_of_the_house(client: Client) -> None:
    answer = client.get("/nihil/")

    assert answer.status_code == 404
    assert "Halaman ini tidak ada" in answer.content.decode()


def test_an_unknown_english_address_answers_in_english(client: Client) -> None:
    answer = client.get("/en/nihil/")

    assert answer.status_code == 404
    assert "This page does not exist" in answer.content.decode()


@override_settings(ROOT_URLCONF="tests.ui.test_pages")
def test_our_own_mistake_is_admitted_without_details() -> None:
    client = Client(raise_request_exception=False)

    answer = client.get("/rusak/")

    assert answer.status_code == 500
    page = answer.content.decode()
    assert "Ada gangguan di sistem kami" in page
    assert "RuntimeError" not in page


@pytest.mark.django_db
def test_a_form_that_waited_too_long_is_explained() -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/cek/", {"code": "x"})

    assert answer.status_code == 403
    assert "terlalu lama terbuka" in answer.content.decode()
