"""The page on which an examiner adds exhibits, and the same for programs."""

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from netral.access.models import Role
from netral.cases import queries
from netral.evidence.models import Exhibit
from tests.cases.builders import opened, photo, recent
from tests.cases.matrix import asked, examined
from tests.cases.pages import client, fetched, url
from tests.cases.test_api_buttons import sent

pytestmark = pytest.mark.django_db


def test_an_examiner_adds_files_by_hand_and_reads_them_among_the_exhibits() -> None:
    case = opened(at=recent())
    browser = client()
    assert f'href="{url(case, "bukti/tambah/")}"' in browser.get(url(case, "bukti/")).content.decode()
    assert 'type="file"' in browser.get(url(case, "bukti/tambah/")).content.decode()

    answer = browser.post(url(case, "bukti/tambah/"), {"evidence": [photo(b"1"), photo(b"2")]}, follow=True)

    assert answer.redirect_chain == [(url(case, "bukti/"), 303)]
    assert "2 berkas disimpan: P1, P2." in answer.content.decode()
    kept = Exhibit.objects.get(subject=case.reference, label="P1")
    assert fetched(browser, url(case, f"bukti/{kept.key}/")).content_read == photo(b"1").read()


def test_what_is_wrong_stands_at_the_files() -> None:
    case = opened(at=recent())

    browser = client()

    empty = browser.post(url(case, "bukti/tambah/"), {})
    strange = browser.post(url(case, "bukti/tambah/"), {"evidence": SimpleUploadedFile("a.exe", b"MZ\x90\x00" * 9)})

    assert [answer.status_code for answer in (empty, strange)] == [422, 422]
    assert "Pilih sedikitnya satu berkas." in empty.content.decode()
    assert "boleh kosong" not in empty.content.decode()
    assert not Exhibit.objects.filter(subject=case.reference).exists()


def test_who_may_not_add_is_told_and_sees_no_button() -> None:
    case = opened(at=recent())
    member = client("anggota")

    assert member.get(url(case, "bukti/tambah/")).status_code == 422
    assert "bukti/tambah/" not in member.get(url(case, "bukti/")).content.decode()
    assert client("pemeriksa", "bawaslu-99.08").get(url(case, "bukti/tambah/")).status_code == 404


def test_a_request_leads_to_where_its_answer_is_kept() -> None:
    case = examined()
    page = client().get(url(case, f"permintaan/{asked(case).key}/")).content.decode()

    assert f'href="{url(case, "bukti/tambah/")}"' in page


def test_a_program_adds_one_file_and_sending_again_adds_none() -> None:
    case = opened(at=recent())
    body = {"filename": "surat.png", "content": base64.b64encode(photo().read()).decode()}
    address = f"perkara/{case.key}/bukti/"

    first, again = (sent(address, body, role=Role.EXAMINER) for _ in range(2))

    assert (first.status_code, first.json()) == (200, again.json())
    assert first.json()["label"] == "P1"
    assert first.json()["exhibit"] in {each.key for each in queries.exhibits_of_case(case)}
    assert sent(address, {**body, "content": "%%%"}, role=Role.EXAMINER).status_code == 422
    assert sent(address, body, role=Role.MEMBER).status_code == 422
