"""The page on which an officer blackens parts of an exhibit: by pointer or by numbers, looked at before it is made."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from netral.audit.models import Entry
from netral.evidence.content import Box
from netral.evidence.models import Copy, Exhibit
from netral.evidence.queries import boxes_of
from netral.intake import queries
from netral.intake.models import Laporan
from tests.evidence.builders import SAMPLES
from tests.evidence.test_actions_redacting import photo
from tests.evidence.test_redacting import written_pdf
from tests.intake.builders import NEIGHBOUR, PROVINCE, laporan
from tests.intake.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    """The demo asks for no second factor."""
    settings.DEMO = True


def with_file(content: bytes, name: str = "foto.png") -> tuple[Laporan, Exhibit]:
    made = laporan(uploads=[SimpleUploadedFile(name, content)])
    return made, queries.exhibits_of(made).get()


def url(made: Laporan, found: Exhibit, rest: str = "") -> str:
    return f"/kerja/laporan/{made.key}/bukti/{found.key}/tutup/{rest}"


def rows(*boxes: tuple[Any, ...], **more: Any) -> dict[str, Any]:
    """The form as sent: (page, left, top, width, height) in percent."""
    said = {"kotak-TOTAL_FORMS": len(boxes), "kotak-INITIAL_FORMS": 0, "halaman": 1, **more}
    for n, box in enumerate(boxes):
        said |= {f"kotak-{n}-{name}": value for name, value in zip(FIELDS, box, strict=True)}
    return said


FIELDS = ("page", "left", "top", "width", "height")
FACE = (1, "10", "20.5", "30", "40")


def test_the_page_says_what_happens_and_has_a_field_for_every_number(client: Client) -> None:
    made, found = with_file(photo())
    signed_in(client)

    page = client.get(url(made, found)).content.decode()

    for shown in (
        "benar-benar hilang dari salinan",
        "Berkas asli tetap utuh",
        "Dari kiri (%)",
        "Buat salinan tertutup",
    ):
        assert shown in page
    assert page.count("<fieldset") == 3
    assert url(made, found, "1.jpg") in page
    assert "Setiap halaman PDF" not in page
    picture = client.get(url(made, found, "1.jpg"))
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert picture["Cache-Control"] == "private, no-store"
    assert client.get(url(made, found, "2.jpg")).status_code == 404


def test_the_copy_is_made_and_the_exhibit_says_so(client: Client) -> None:
    made, found = with_file(photo())
    user = signed_in(client)

    answer = client.post(url(made, found), rows(FACE, (1, "", "", "", "")), follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/kerja/laporan/{made.key}/bukti/{found.key}/riwayat/", 303)]
    for shown in ("Salinan tertutup dibuat", "Sebagian ditutup", "Buka salinan tertutup", user.name):
        assert shown in page
    assert boxes_of(found) == [Box(1, 100, 205, 300, 400)]
    served: Any = client.get(f"/kerja/laporan/{made.key}/bukti/{found.key}/salinan/tertutup/")
    with Image.open(io.BytesIO(b"".join(served.streaming_content))) as picture:
        assert picture.getpixel((12, 20)) == (0, 0, 0)


def test_looking_first_keeps_nothing_and_shows_the_boxes(client: Client) -> None:
    made, found = with_file(photo())
    signed_in(client)

    page = client.post(url(made, found), rows(FACE, pratinjau="ya")).content.decode()

    assert '<rect x="100" y="205" width="300" height="400"/>' in page
    assert page.count("<fieldset") == 4
    assert not Copy.objects.filter(kind="tertutup").exists()


def test_what_was_blackened_before_can_be_changed(client: Client) -> None:
    made, found = with_file(photo())
    signed_in(client)
    client.post(url(made, found), rows(FACE))

    page = client.get(url(made, found)).content.decode()
    client.post(url(made, found), {**rows((1, "", "", "", ""), (1, "0", "0", "5", "5")), "kotak-INITIAL_FORMS": 1})

    assert 'value="20.5"' in page
    assert '<rect x="100" y="205" width="300" height="400"/>' in page
    assert boxes_of(found) == [Box(1, 0, 0, 50, 50)]
    assert Entry.objects.filter(verb="bukti.ditutup").count() == 2


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (rows(), "Gambar paling sedikit satu kotak."),
        (rows((1, "", "", "", "")), "Gambar paling sedikit satu kotak."),
        (rows((1, "10", "", "", "")), "Isi keempat angka kotak ini"),
        (rows((1, "90", "0", "20", "10")), "Kotak harus berada di dalam halaman"),
        (rows((1, "0", "0", "0", "10")), "Kotak harus berada di dalam halaman"),
        (rows((1, "101", "0", "1", "1")), "Perlu diperbaiki"),
        (rows((1, "x", "0", "1", "1")), "Perlu diperbaiki"),
        ({"kotak-TOTAL_FORMS": "x", "kotak-INITIAL_FORMS": "0"}, "Perlu diperbaiki"),
        ({}, "Perlu diperbaiki"),
    ],
)
def test_what_is_no_box_comes_back_with_its_reason(client: Client, sent: dict[str, Any], says: str) -> None:
    made, found = with_file(photo())
    signed_in(client)

    answer = client.post(url(made, found), sent)

    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert not Copy.objects.filter(kind="tertutup").exists()


@pytest.mark.parametrize("asked", ["x", "0", "99999", "-1", "²"])
def test_a_strange_page_is_the_first_one(client: Client, asked: str) -> None:
    made, found = with_file(photo())
    signed_in(client)

    assert client.get(url(made, found), {"halaman": asked}).context["number"] == 1


def test_the_pages_of_a_pdf_are_gone_through_one_by_one(client: Client, tmp_path: Any) -> None:
    written_pdf(tmp_path, pages=2)
    made, found = with_file((tmp_path / "asli").read_bytes(), "surat.pdf")
    signed_in(client)

    first, second = (client.get(url(made, found), {"halaman": n}).content.decode() for n in (1, 2))
    beyond = client.get(url(made, found), {"halaman": 3})
    client.post(url(made, found), rows((2, "0", "0", "50", "50"), halaman=2))

    assert "Halaman 1 dari 2" in first
    assert "Berikutnya" in first
    assert "Sebelumnya" in second
    assert "Setiap halaman PDF menjadi gambar" in second
    assert (beyond.status_code, "tidak bisa digambar" in beyond.content.decode()) == (422, True)
    assert boxes_of(found) == [Box(2, 0, 0, 500, 500)]


def test_what_cannot_be_drawn_is_said(client: Client) -> None:
    made, found = with_file(SAMPLES["jpeg"][0], "rusak.jpg")
    film, clip = with_file(SAMPLES["mp4"][0], "video.mp4")
    signed_in(client)

    broken = client.post(url(made, found), rows(FACE))
    moving = client.post(url(film, clip), rows(FACE))

    assert (broken.status_code, "tidak bisa digambar" in broken.content.decode()) == (422, True)
    assert (moving.status_code, "Hanya gambar dan PDF" in moving.content.decode()) == (422, True)
    assert "Tutup bagian bukti ini" not in client.get(url(film, clip).replace("tutup/", "riwayat/")).content.decode()
    assert client.get(url(made, found, "1.jpg")).status_code == 404


@pytest.mark.parametrize(
    ("role", "office", "may"),
    [
        ("petugas_laporan", "", True),
        ("pemeriksa", "", True),
        ("anggota", "", True),
        ("kustodian", "", False),
        ("pemeriksa", NEIGHBOUR, False),
        ("pemeriksa", PROVINCE, False),
    ],
)
def test_only_those_who_work_on_it_at_its_office(client: Client, role: str, office: str, may: bool) -> None:
    made, found = with_file(photo())
    signed_in(client, role, *([office] if office else []))

    answers = [client.get(url(made, found)), client.get(url(made, found, "1.jpg")), client.post(url(made, found), {})]

    assert [answer.status_code for answer in answers] == ([200, 200, 422] if may else [404] * 3)
    shown = client.get(url(made, found).replace("tutup/", "riwayat/"))
    assert ("Tutup bagian bukti ini" in shown.content.decode()) is may


def test_an_exhibit_of_another_report_is_not_found_here(client: Client) -> None:
    made, _found = with_file(photo())
    _other, strange = with_file(photo(90))
    signed_in(client)

    assert client.get(url(made, strange)).status_code == 404


def test_the_page_is_in_english_too(client: Client) -> None:
    made, found = with_file(photo())
    signed_in(client)

    page = client.get(f"/en{url(made, found)}").content.decode()

    for shown in ("Black out parts of", "From the left (%)", "Make the redacted copy"):
        assert shown in page
