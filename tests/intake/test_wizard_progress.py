"""What registration would still need, and how long there is time, as the rulebook counts it."""

from datetime import date, timedelta
from typing import Any

import pytest

from netral import rulebook
from netral.intake.draft_content import DraftContent, FileKept
from netral.intake.wizard_progress import PAGE_OF, page_of, page_url, progress
from netral.intake.wizard_report import report_of
from tests.intake.builders import MONDAY, country, day

pytestmark = pytest.mark.django_db
WHOLE: dict[str, dict[str, Any]] = {
    "cerita": {"what": "Camat mengajak warga."},
    "di-mana": {"region": "99.07", "place": ""},
    "kapan": {"act": "", "act_date": "2024-01-12", "act_time": "09:30", "known_on": "2024-01-12"},
    "siapa": {"who1_job": "Camat"},
    "bukti": {"links": ["https://contoh.id/1"]},
    "tentang-anda": {"way": "laporan", "name": "Wayan", "address": "Jalan 7"},
}


@pytest.fixture(autouse=True)
def _country(db: None) -> None:
    country()


def missing(*, at: Any = MONDAY, **changes: Any) -> list[str]:
    """The pages that would have to be filled in, of a whole report with some pages changed."""
    steps = WHOLE | {name.replace("_", "-"): row for name, row in changes.items()}
    return [item.page for item in progress(DraftContent(steps=steps), at=at).missing]


def test_a_whole_report_lacks_nothing() -> None:
    found = progress(DraftContent(steps=WHOLE), at=MONDAY)

    assert found.missing == []
    assert [len(found.formal), len(found.material)] == [3, 3]
    assert (found.named, found.late) == (True, "")


def test_the_items_are_those_of_the_rulebook_in_its_order() -> None:
    told = [item.label for item in progress(DraftContent(), at=MONDAY).items]

    assert told == [requirement.label.id for requirement in rulebook.current().report_requirements]


def test_an_empty_draft_lacks_everything_and_names_the_pages() -> None:
    found = progress(DraftContent(), at=MONDAY)

    assert [item.page for item in found.missing] == ["tentang-anda", "siapa", "kapan", "kapan", "cerita", "bukti"]
    assert found.missing[0].url == "/lapor/tentang-anda/"
    assert found.limit is None
    assert not found.named


@pytest.mark.parametrize(
    ("changes", "page"),
    [
        ({"tentang_anda": {"way": "laporan", "name": "Wayan", "address": ""}}, "tentang-anda"),
        ({"siapa": {"description": "Berkumis"}}, "siapa"),
        ({"kapan": {**WHOLE["kapan"], "known_on": ""}}, "kapan"),
        ({"kapan": {**WHOLE["kapan"], "act_date": ""}}, "kapan"),
        ({"di_mana": {"region": "tidak_tahu", "place": ""}}, "di-mana"),
        ({"cerita": {}}, "cerita"),
        ({"bukti": {"links": []}}, "bukti"),
    ],
)
def test_what_is_missing_leads_to_its_page(changes: dict[str, Any], page: str) -> None:
    assert missing(**changes) == [page]


@pytest.mark.parametrize(("changes"), [
    {"bukti": {}, "siapa": {"who1_job": "Camat", "witness1_name": "Saksi"}},
    {"di_mana": {"region": "internet", "place": ""}},
])  # fmt: skip
def test_a_witness_is_evidence_and_the_internet_is_a_place(changes: dict[str, Any]) -> None:
    assert missing(**changes) == []


def test_a_file_is_evidence() -> None:
    content = DraftContent(steps={**WHOLE, "bukti": {}}, files=(FileKept("a", "draf/a", "foto.png"),))

    assert progress(content, at=MONDAY).missing == []


def test_the_limit_is_counted_from_the_day_it_became_known() -> None:
    limit = progress(DraftContent(steps=WHOLE), at=MONDAY).limit

    expected = rulebook.due("P-REP", MONDAY.replace(day=12, hour=0), zone="Asia/Makassar").due
    assert limit is not None
    assert expected is not None
    assert (limit.due, limit.zone, limit.late) == (expected, "Asia/Makassar", False)
    assert limit.days == (expected.date() - MONDAY.date()).days
    assert limit.source


def test_after_the_limit_it_is_late_and_may_be_sent_all_the_same() -> None:
    found = progress(DraftContent(steps=WHOLE), at=day(60))

    assert found.limit is not None
    assert (found.limit.late, found.limit.days) == (True, 0)
    assert "tetap bisa dikirim" in found.late
    assert [item.page for item in found.missing] == ["kapan"]


def test_years_later_it_is_late_without_counting() -> None:
    found = progress(DraftContent(steps=WHOLE), at=MONDAY + timedelta(days=800))

    assert found.limit is None
    assert "tetap bisa dikirim" in found.late


def test_every_field_of_the_wire_has_a_page() -> None:
    for field in ("kind", "who.0.name", "when.known_on", "where.region", "links.3", "reporter.name", "evidence.0"):
        assert page_url(page_of(field)).startswith("/lapor/")
    assert page_of("tidak.dikenal") == "periksa"
    assert len(set(PAGE_OF.values())) == 7


def test_what_no_field_holds_is_written_under_the_story() -> None:
    steps = {
        "cerita": {"what": "Camat mengajak warga."},
        "kapan": {"act": "berlangsung", "act_date": "2024-01-15"},
        "siapa": {"description": "Berkumis"},
    }
    files = (FileKept("a", "draf/a", "foto.png", caption="Mobil dinas"), FileKept("b", "draf/b", "dua.png"))

    report = report_of(DraftContent(steps=steps, files=files))

    assert report.what.splitlines() == [
        "Camat mengajak warga.",
        "",
        "Waktu: masih berlangsung saat dilaporkan.",
        "Ciri orangnya: Berkumis",
        "Keterangan berkas \u201cfoto.png\u201d: Mobil dinas",
    ]
    assert report.act_date == date(2024, 1, 15)
    assert report.kind == "informasi_awal"
