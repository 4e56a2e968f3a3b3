"""What the reporter and the officer read, from the journal and the tables."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from netral.cases.actions import open_from
from netral.intake import queries
from netral.intake.actions import complete, withdraw
from netral.offices.models import Holiday, Region
from netral.procedure.models import Clock
from tests.intake.builders import (
    FULL,
    MONDAY,
    TIP,
    WITA,
    accepted,
    all_yes,
    day,
    decided,
    laporan,
    photo,
    staff,
)

pytestmark = pytest.mark.django_db


def sentences(made: object, language: str = "id") -> list[str]:
    return [row["what"] for row in queries.public_status(made, language)["milestones"]]  # type: ignore[arg-type]


def test_the_reporter_reads_every_step_in_order() -> None:
    made = decided(laporan(), "minta_perbaikan", at=day(1))
    complete(made, at=day(2), text="Tambahan.")
    decided(made, at=day(2))

    assert sentences(made) == [
        "Laporan Anda sudah diterima dan menunggu kajian awal.",
        "Pengawas meminta laporan dilengkapi.",
        "Perbaikan laporan diterima.",
        "Laporan memenuhi syarat.",
    ]


def test_the_reporter_reads_it_in_english() -> None:
    assert sentences(laporan(), "en") == ["Your report has been received and waits for the initial study."]


def test_steps_of_the_case_are_steps_of_the_report() -> None:
    made = decided(laporan(), at=day(1))
    case = open_from(made, acting=staff(), at=day(1, 10))

    status = queries.public_status(made, "id")

    assert len(status["milestones"]) == 3  # registering tells that the case was opened
    assert {row["met"] for row in status["deadlines"]} == {True, None}
    assert len(status["deadlines"]) == 2
    assert queries.headline(made).id == "Laporan Anda sedang diperiksa."
    assert case.number not in str(status)


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("tolak", "Laporan Anda tidak diregistrasi. Alasannya tertulis di bawah."),
        ("jadikan_informasi_awal", "Laporan Anda menjadi informasi awal yang dapat ditelusuri pengawas."),
        ("minta_perbaikan", "Laporan Anda perlu dilengkapi. Lihat apa yang kurang."),
    ],
)
def test_one_sentence_says_how_it_stands(step: str, sentence: str) -> None:
    assert queries.headline(decided(laporan(), step)).id == sentence


def test_a_withdrawn_report_says_so() -> None:
    made = laporan()
    withdraw(made, at=day(1))

    assert queries.headline(made).id == "Laporan ini sudah Anda cabut."


def test_times_are_those_of_the_office() -> None:
    made = laporan(at=MONDAY.astimezone(ZoneInfo("UTC")))

    assert queries.public_status(made, "id")["received"] == "2024-01-15T09:00:00+08:00"


def test_the_next_deadline_is_the_one_that_runs_out_first() -> None:
    made = laporan()

    running = queries.next_due(made, MONDAY)

    assert running is not None
    assert running.rule == "P-KA"
    decided(made, "tolak")
    assert queries.next_due(made, MONDAY) is None


def test_what_the_page_offers_follows_the_table() -> None:
    made = laporan()
    asked = decided(laporan(), "minta_perbaikan")
    over = decided(laporan(), "tolak")

    pages = [queries.status_page(each, now=day(1), language="id") for each in (made, asked, over)]

    assert [page.completes for page in pages] == [False, True, False]
    assert [page.withdraws for page in pages] == [True, True, False]


def test_the_report_can_be_put_together_again_without_its_reporter() -> None:
    assert queries.report_as_received(laporan()) == FULL.without_reporter()


def test_every_kind_of_report_holds_what_the_journal_says() -> None:
    assert queries.content_holds(laporan())
    assert queries.content_holds(laporan(TIP))


def test_two_reports_of_the_same_words_have_different_hashes() -> None:
    first, second = laporan(), laporan()

    hashes = {queries.content_hash(FULL, each.salt) for each in (first, second)}

    assert len(hashes) == 2


def test_lateness_is_counted_in_the_zone_of_the_place() -> None:
    made = laporan()

    assert queries.lateness_of(made).late is False
    made.opened_at = MONDAY + timedelta(days=30)
    assert queries.lateness_of(made).late is True


def test_the_officer_reads_everything_but_who_reported() -> None:
    made = accepted().laporan

    page = queries.staff_page(made, now=MONDAY, language="id")

    assert page["place"] == "Kabupaten Tirta Buana, Provinsi Contoh"
    assert [text.id for text in page["conducts"]] == ["Mengarahkan, mengajak atau mengimbau orang untuk memilih"]
    assert page["status"].code == "diterima"
    assert page["case"] == ""
    assert "Wayan" not in str(page)


def test_the_officer_finds_the_case_of_a_registered_report() -> None:
    made = decided(laporan(), at=day(1))
    case = open_from(made, acting=staff(), at=day(1, 10))

    assert queries.staff_page(made, now=day(2), language="id")["case"] == case.key


@pytest.mark.parametrize(
    ("language", "words"), [("id", "paling lambat Rabu, 17 Januari 2024"), ("en", "17 January 2024")]
)
def test_the_draft_to_the_reporter_names_the_day(language: str, words: str) -> None:
    with translation.override(language):
        made = laporan()
        said = queries.repair_message(made, all_yes(bukti="tidak"), now=MONDAY, language=language)
        page = queries.review_page(made, now=MONDAY, language=language)

    assert words in said
    assert len(said.splitlines()) == 2
    assert page["limit"].code == "P-REP"


def test_the_draft_names_the_day_the_clock_will_name() -> None:
    Holiday.objects.create(day=date(2024, 1, 16), name="Libur Rekaan", source="Keputusan rekaan", added_at=MONDAY)
    made = laporan()
    said = queries.repair_message(made, all_yes(bukti="tidak"), now=MONDAY, language="id")

    decided(made, "minta_perbaikan", message=said, at=MONDAY)

    counted = Clock.objects.filter(subject=made.reference).latest("pk").due_at
    assert counted is not None
    assert "paling lambat Kamis, 18 Januari 2024" in said
    assert counted.astimezone(WITA).date() == date(2024, 1, 18)


def test_the_reporter_reads_what_is_missing_and_until_when_from_the_checklist() -> None:
    made = decided(laporan(), "minta_perbaikan", message="Mohon.")

    asked = queries.asked_for(made)

    assert asked is not None
    assert [item.code for item in asked.items] == ["bukti"]
    assert asked.until == datetime(2024, 1, 17, 23, 59, 59, tzinfo=WITA)
    assert queries.asked_for(laporan()) is None


@pytest.mark.parametrize(("region", "words"), [("99.07", "di dalam wilayah"), ("99.08", "di luar wilayah")])
def test_the_place_is_compared_with_the_office(region: str, words: str) -> None:
    made = laporan()
    made.region = Region.objects.get(code=region)

    hints = queries.hints_of(made)

    assert words in hints["kewenangan"]
    assert hints["ganda"] == "Tidak ditemukan laporan serupa atau berkas yang sama."


def test_a_place_not_known_and_a_file_seen_before_are_told() -> None:
    first, second = laporan(uploads=[photo()]), laporan(uploads=[photo()])
    second.region = None

    hints = queries.hints_of(second)

    assert hints["kewenangan"] == "Tempat kejadian tidak diisi."
    assert hints["ganda"].endswith("berkas yang sama: 1.")
    assert first.reference != second.reference
