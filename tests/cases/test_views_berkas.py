"""The doors of the printed case file: the page with its editions, and the wire."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token
from netral.audit.models import Entry
from netral.cases.berkas_states import PRINTED
from tests.cases.builders import opened
from tests.cases.pages import client, fetched, url
from tests.cases.people import at_office

pytestmark = pytest.mark.django_db
PDF = "application/pdf"


def file_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_case_page_leads_to_the_editions() -> None:
    case, browser = opened(), client()

    assert url(case, "berkas/") in browser.get(url(case)).content.decode()
    page = browser.get(url(case, "berkas/")).content.decode()

    assert "Cetak edisi internal" in page
    assert "Cetak salinan rilis" in page
    assert not Entry.objects.filter(verb=PRINTED).exists()


def test_a_press_brings_the_file_and_guards_it() -> None:
    case = opened()

    answer = client().post(url(case, "berkas/"), {"edisi": "internal"})

    assert answer.status_code == 200
    assert answer["Content-Type"] == PDF
    assert "berkas-001-Reg" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    assert file_of(answer).startswith(b"%PDF")
    assert Entry.objects.filter(verb=PRINTED, facts__edition="internal").count() == 1


def test_offices_above_print_the_release_copy_alone() -> None:
    case = opened()
    above = client("pemeriksa", "bawaslu-99")

    page = above.get(url(case, "berkas/")).content.decode()

    assert "Cetak salinan rilis" in page
    assert "edisi internal" not in page
    assert above.post(url(case, "berkas/"), {"edisi": "internal"}).status_code == 404
    assert file_of(above.post(url(case, "berkas/"), {"edisi": "rilis"})).startswith(b"%PDF")


@pytest.mark.parametrize("edition", ["", "semua"])
def test_there_are_no_other_editions(edition: str) -> None:
    assert client().post(url(opened(), "berkas/"), {"edisi": edition}).status_code == 404


def test_strangers_find_nothing() -> None:
    case = opened()

    stranger = client(office="bawaslu-99.08")

    assert stranger.get(url(case, "berkas/")).status_code == 404
    assert stranger.post(url(case, "berkas/"), {"edisi": "rilis"}).status_code == 404


def of_program(path: str, body: Any = None, *, role: str = "pemeriksa", office: str = "bawaslu-99.07") -> Any:
    """A GET, or with a body a POST."""
    token = create_token(at_office(role, office), at=timezone.now())
    said = {"headers": {"Authorization": f"Bearer {token}"}}
    if body is None:
        return Client().get(f"/api/v1/{path}", **said)
    return Client().post(f"/api/v1/{path}", body, content_type="application/json", **said)


def test_a_program_gets_the_release_copy_unless_it_asks_for_the_other() -> None:
    case = opened()

    for asked, edition in (({}, "rilis"), ({"edition": "internal"}, "internal")):
        answer = of_program(f"perkara/{case.key}/berkas/", asked)
        assert answer["Content-Type"] == PDF
        assert file_of(answer).startswith(b"%PDF")
        assert Entry.objects.filter(verb=PRINTED, facts__edition=edition).count() == 1


def test_a_program_reads_which_editions_there_are_and_nothing_is_printed() -> None:
    case = opened()

    here, above = (
        of_program(f"perkara/{case.key}/berkas/", office=office).json()["items"]
        for office in ("bawaslu-99.07", "bawaslu-99")
    )

    name = case.number.replace("/", "-")
    assert here == [
        {"edition": "internal", "label": "Edisi internal", "file": f"berkas-{name}-internal.pdf"},
        {"edition": "rilis", "label": "Salinan rilis", "file": f"berkas-{name}-rilis.pdf"},
    ]
    assert above == here[1:]
    assert not Entry.objects.filter(verb=PRINTED).exists()


def test_a_program_is_refused_as_a_person_is() -> None:
    case = opened()
    address = f"perkara/{case.key}/berkas/"

    for body in (None, {}):
        assert of_program(address, body, office="bawaslu-99.08").status_code == 404
    assert of_program(address, {"edition": "internal"}, office="bawaslu-99").status_code == 422
    assert of_program(address, {"edition": "semua"}).status_code == 422
    assert fetched(Client(), f"/api/v1/{address}").status_code == 401
