"""What makes a report unusable, and that nothing else does."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.intake import checking
from netral.intake.checking import CAPS, check, tidy, tidy_text
from netral.intake.content import NewReport, Reporter, Who, WitnessNamed
from netral.intake.states import Refused
from tests.intake.builders import FULL, MONDAY, SECRETIVE, TIP, country

pytestmark = pytest.mark.django_db
SMALLEST = NewReport(kind="informasi_awal", what="Ada kampanye.")


@pytest.fixture(autouse=True)
def _country(db: None) -> None:
    country()


def problems_of(report: NewReport, at: datetime = MONDAY) -> list[tuple[str, str]]:
    """(field, code) of everything wrong with a report."""
    with pytest.raises(Refused) as refusal:
        check(report, at=at)
    return [(problem.field, problem.code) for problem in refusal.value.problems]


def test_a_full_report_belongs_to_the_office_of_its_regency() -> None:
    checked = check(FULL, at=MONDAY)

    assert checked.report == FULL
    assert checked.office.code == "bawaslu-99.07"
    assert checked.region is not None
    assert checked.region.code == "99.07"


def test_a_tip_of_one_sentence_is_enough() -> None:
    checked = check(SMALLEST, at=MONDAY)

    assert checked.report == SMALLEST
    assert checked.region is None
    assert checked.office.code == "bawaslu"


def test_a_region_code_without_dots_is_written_with_them() -> None:
    assert check(replace(FULL, region="9907"), at=MONDAY).report.region == "99.07"


LONG = "a" * 1_000_000
HOSTILE: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("no story", {"what": " \n\t "}, [("what", "wajib")]),
    ("a story of a million letters", {"what": LONG}, [("what", "terlalu_panjang")]),
    ("NUL in the story", {"what": "a\0b"}, [("what", "karakter_terlarang")]),
    ("half a character", {"what": "a\ud800b"}, [("what", "karakter_terlarang")]),
    ("a name of a megabyte", {"who": (Who(name=LONG),)}, [("who.0.name", "terlalu_panjang")]),
    ("NUL in a job", {"who": (Who("A"), Who(job="\0"))}, [("who.1.position", "karakter_terlarang")]),
    ("a long agency", {"who": (Who(agency="a" * 201),)}, [("who.0.agency", "terlalu_panjang")]),
    ("a long subject", {"who": (Who(subject="a" * 101),)}, [("who.0.subject", "terlalu_panjang")]),
    ("a long witness", {"witnesses": (WitnessNamed(address="a" * 501),)}, [("witnesses.0.address", "terlalu_panjang")]),
    ("a crowd", {"who": tuple(Who(str(number)) for number in range(21))}, [("who", "terlalu_banyak")]),
    ("a crowd of witnesses", {"witnesses": (WitnessNamed("A"),) * 21}, [("witnesses", "terlalu_banyak")]),
    ("an unknown kind", {"kind": "gosip"}, [("kind", "pilihan_tidak_dikenal")]),
    ("a kind for staff only", {"kind": "temuan"}, [("kind", "pilihan_tidak_dikenal")]),
    ("an unknown conduct", {"conducts": ("lain", "santet")}, [("conducts.1", "pilihan_tidak_dikenal")]),
    ("an unknown region", {"region": "98.76"}, [("where.region", "wilayah_tidak_dikenal")]),
    ("words for a region", {"region": "Tegal"}, [("where.region", "wilayah_tidak_dikenal")]),
    ("SQL for a region", {"region": "' OR 1=1 --"}, [("where.region", "wilayah_tidak_dikenal")]),
    ("a long region", {"region": "9" * 10_000}, [("where.region", "terlalu_panjang")]),
    ("NUL in a region", {"region": "99\0"}, [("where.region", "karakter_terlarang")]),
    ("a long place", {"place": "a" * 301}, [("where.place", "terlalu_panjang")]),
    ("a long election", {"election": "a" * 41}, [("election", "terlalu_panjang")]),
    ("a script for a link", {"links": ("javascript:alert(1)",)}, [("links.0", "tautan_tidak_sah")]),
    ("a file for a link", {"links": ("https://a.id", "file:///etc/passwd")}, [("links.1", "tautan_tidak_sah")]),
    ("a link of words", {"links": ("lihat saja di grup",)}, [("links.0", "tautan_tidak_sah")]),
    ("a broken link", {"links": ("https://[::1",)}, [("links.0", "tautan_tidak_sah")]),
    ("many links", {"links": ("https://a.id",) * 21}, [("links", "terlalu_banyak")]),
    (
        "endless lists",
        {"links": ("x",) * 101, "who": (Who(),) * 101},
        [("who", "terlalu_banyak"), ("links", "terlalu_banyak")],
    ),
    ("a future act", {"act_date": date(2024, 1, 16)}, [("when.date", "tanggal_mendatang")]),
    (
        "a future act today",
        {"act_date": date(2024, 1, 15), "act_time": time(9, 1)},
        [("when.time", "tanggal_mendatang")],
    ),
    ("an act before all elections", {"act_date": date(1999, 12, 31)}, [("when.date", "tanggal_mustahil")]),
    ("knowing it tomorrow", {"known_on": date(2024, 1, 16)}, [("when.known_on", "tanggal_mendatang")]),
    ("knowing it in the year 1", {"known_on": date(1, 1, 1)}, [("when.known_on", "tanggal_mustahil")]),
    ("no name", {"reporter": replace(SECRETIVE, name=" ")}, [("reporter.name", "wajib")]),
    ("no address", {"reporter": replace(SECRETIVE, address="\n")}, [("reporter.address", "wajib")]),
    ("nobody", {"reporter": None}, [("reporter.name", "wajib"), ("reporter.address", "wajib")]),
    ("a reporter of a megabyte", {"reporter": replace(SECRETIVE, name=LONG)}, [("reporter.name", "terlalu_panjang")]),
    ("NUL in a telephone", {"reporter": replace(SECRETIVE, phone="\0")}, [("reporter.phone", "karakter_terlarang")]),
    ("a long e-mail", {"reporter": replace(SECRETIVE, email="a" * 255)}, [("reporter.email", "terlalu_panjang")]),
    ("a tip with a name", {"kind": "informasi_awal"}, [("reporter", "harus_kosong")]),
]


@pytest.mark.parametrize(("change", "expected"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_what_cannot_be_kept_is_named_with_its_field(change: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert problems_of(replace(FULL, **change)) == expected


def test_all_problems_are_named_at_once() -> None:
    report = replace(FULL, what="", region="00", act_date=date(2025, 1, 1), reporter=None)

    assert [field for field, _code in problems_of(report)] == [
        "what",
        "reporter.name",
        "reporter.address",
        "where.region",
        "when.date",
    ]


def test_markup_is_text_like_any_other() -> None:
    report = replace(FULL, what='<script>alert("x")</script> & <b>tebal</b>')

    assert check(report, at=MONDAY).report.what == report.what


def test_an_act_of_this_minute_may_have_happened() -> None:
    report = replace(FULL, act_date=MONDAY.date(), act_time=time(9, 0), known_on=MONDAY.date())

    assert check(report, at=MONDAY).report.act_time == time(9, 0)


def test_the_day_of_the_place_counts_not_the_day_of_the_server() -> None:
    midnight_in_wita = datetime(2024, 1, 15, 16, 30, tzinfo=UTC)  # 00.30 on the 16th in WITA, still the 15th in WIB
    report = replace(FULL, act_date=date(2024, 1, 16), act_time=None, known_on=None)

    assert check(report, at=midnight_in_wita).report.act_date == date(2024, 1, 16)
    assert problems_of(replace(report, region="99.08"), midnight_in_wita) == [("when.date", "tanggal_mendatang")]


def test_without_a_place_the_easternmost_day_counts() -> None:
    early_in_the_east = datetime(2024, 1, 15, 15, 30, tzinfo=UTC)  # 00.30 on the 16th in WIT
    report = replace(SMALLEST, act_date=date(2024, 1, 16))

    assert check(report, at=early_in_the_east).report.act_date == date(2024, 1, 16)


def test_stray_characters_are_swept_away() -> None:
    assert tidy_text("  a\x07b\u202ec\u200bd\x1b[31me\r\nf\rg\u0085 ") == "abcd[31me\nf\ng"


def test_letters_written_in_two_ways_become_one() -> None:
    assert tidy_text("Cafe\u0301") == "Café"


def test_empty_rows_are_left_out_and_links_get_their_scheme() -> None:
    report = replace(
        FULL,
        who=(Who(), Who(name=" "), Who(name=" Ani ")),
        witnesses=(WitnessNamed(" ", ""),),
        links=("", " facebook.com/a ", "http://b.id"),
        conducts=("lain", "lain"),
    )

    tidied = tidy(report)

    assert tidied.who == (Who(name="Ani"),)
    assert tidied.witnesses == ()
    assert tidied.links == ("https://facebook.com/a", "http://b.id")
    assert tidied.conducts == ("lain",)


def test_every_text_of_a_report_has_a_cap() -> None:
    texts = {field: cap for field, _text, cap in checking.named_texts(FULL)}

    assert texts == {
        "what": CAPS["what"],
        "election": CAPS["election"],
        "where.region": CAPS["region"],
        "where.place": CAPS["place"],
        "who.0.name": CAPS["name"],
        "who.0.position": CAPS["job"],
        "who.0.agency": CAPS["agency"],
        "who.0.subject": CAPS["subject"],
        "witnesses.0.name": CAPS["name"],
        "witnesses.0.address": CAPS["address"],
        "links.0": CAPS["link"],
        "reporter.name": CAPS["name"],
        "reporter.address": CAPS["address"],
        "reporter.phone": CAPS["phone"],
        "reporter.email": CAPS["email"],
    }


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy_text(text)

    assert tidy_text(once) == once


@given(st.text(max_size=50), st.text(max_size=50))
def test_any_text_is_kept_or_refused_and_never_breaks(what: str, name: str) -> None:
    codes: set[str] = set()
    try:
        kept = check(replace(TIP, what=what, who=(Who(name=name),)), at=MONDAY).report.what
    except Refused as refusal:
        kept, codes = "", {problem.code for problem in refusal.problems}

    assert codes <= {"wajib", "karakter_terlarang"}
    assert "\0" not in kept


def test_a_reporter_is_never_printed() -> None:
    assert repr(SECRETIVE) == "Reporter()"
    assert "Wayan" not in repr(FULL)
    assert Reporter("A") != Reporter("B")
