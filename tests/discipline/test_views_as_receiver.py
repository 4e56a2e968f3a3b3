"""What the receiver sees, shown to the sender: the same words as on the receiver's own page, and nothing beside."""

import re

import pytest

from netral.evidence.actions import erase, keep
from tests.access.builders import signed_in
from tests.cases.builders import OFFICE, SECRETIVE, day, decided, forwarded
from tests.evidence.builders import upload
from tests.insight.builders import somebody

pytestmark = pytest.mark.django_db


def box(html: str) -> str:
    """The words of the dossier, without addresses: those differ by whose page it is."""
    found = re.search(r'<div class="kotak">.*?</div>', html, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", " ", found[0])


def test_the_sender_reads_the_very_words_of_the_receiver() -> None:
    case = decided()
    exhibit = keep(case.laporan.reference, upload(), at=day(0))
    late = day(700)
    penerusan = forwarded(case, at=late, exhibits=[exhibit])

    sender = signed_in(somebody("pemeriksa", OFFICE)).get(f"/kerja/penerusan/{penerusan.key}/sebagai-penerima/")
    receiver = signed_in(somebody("auditor", "bkn")).get(f"/kerja/disiplin/masuk/{penerusan.key}/")

    assert box(sender.content.decode()) == box(receiver.content.decode())
    assert [each.label for each, _copy in sender.context["copies"]] == [exhibit.label]
    assert SECRETIVE.name not in sender.content.decode()


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [("petugas_laporan", OFFICE, 200), ("pemeriksa", OFFICE, 200), ("anggota", OFFICE, 200),
     ("pemeriksa", "bawaslu-99", 200), ("pemeriksa", "bawaslu-99.08", 404), ("auditor", "bkn", 404),
     ("pejabat_pembina", "pemkab-99.07", 404), ("kustodian", OFFICE, 404), ("admin", "bawaslu", 404)],
)  # fmt: skip
def test_those_who_see_the_case_see_it(role: str, office: str, status: int) -> None:
    penerusan = forwarded()

    browser = signed_in(somebody(role, office))

    assert browser.get(f"/kerja/penerusan/{penerusan.key}/sebagai-penerima/").status_code == status


def test_an_exhibit_that_leaves_no_more_is_told_as_such() -> None:
    case = decided()
    exhibit = keep(case.laporan.reference, upload(), at=day(0))
    penerusan = forwarded(case, at=day(700), exhibits=[exhibit])
    erase(case.laporan.reference)

    page = signed_in(somebody("pemeriksa", OFFICE)).get(f"/kerja/penerusan/{penerusan.key}/sebagai-penerima/")

    assert page.status_code == 200
    assert "Tidak keluar lagi" in page.content.decode()
