"""Recording on the page, and by a program, that minutes were signed."""

import pytest

from netral.access.models import Role
from netral.cases.models import Case, Klarifikasi
from netral.lib.dates import local_day
from tests.cases.builders import heard, opened, recent
from tests.cases.pages import client, url
from tests.cases.test_api_buttons import sent

pytestmark = pytest.mark.django_db


def heard_lately() -> Case:
    """A case with one klarifikasi of today where the office is, whatever day it still is in UTC."""
    at = recent()
    case = opened(at=at)
    return heard(case, at=at, held_on=local_day(at, case.office.zone))


def test_an_examiner_records_it_where_the_hearing_stands_and_then_reads_it() -> None:
    case = heard_lately()
    kept, browser = Klarifikasi.objects.get(), client()
    door = url(case, f"klarifikasi/{kept.key}/tanda-tangan/")
    assert f'action="{door}"' in browser.get(url(case, "klarifikasi/")).content.decode()

    refused = browser.post(door, {"signing": "menolak"}, follow=True).content.decode()
    done = browser.post(door, {"signing": "ditandatangani"}, follow=True).content.decode()
    again = browser.post(door, {"signing": "menolak", "refusal_reason": "Lain."}, follow=True).content.decode()

    assert "Tulis alasan yang disebutnya" in refused
    assert "Tanda tangan berita acara dicatat." in done
    assert f'action="{door}"' not in done
    assert "Orang lain baru saja mengubahnya" in again
    assert f'action="{door}"' not in client("anggota").get(url(case, "klarifikasi/")).content.decode()


def test_a_program_records_it_once() -> None:
    case = heard_lately()
    address, body = (
        f"perkara/{case.key}/klarifikasi/{Klarifikasi.objects.get().key}/tanda-tangan/",
        {"signing": "menolak"},
    )

    assert sent(address, body, role=Role.EXAMINER).status_code == 422
    body["refusal_reason"] = "Tidak sependapat."
    assert [sent(address, body, role=Role.EXAMINER).status_code for _ in range(2)] == [200, 409]
