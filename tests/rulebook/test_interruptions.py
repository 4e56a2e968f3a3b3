"""Stops and extensions: only where the law permits them, each with its document."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral import rulebook
from netral.rulebook import Event, NotPermittedError
from tests.rulebook import answers
from tests.rulebook.builders import law_changed
from tests.sizes import examples

BOOK = rulebook.current()
WIB = ZoneInfo("Asia/Jakarta")
STARTED = datetime(2024, 10, 1, 9, tzinfo=WIB)
ASKED = Event("keterangan_tambahan", date(2024, 10, 3), "B-12/X/2024")


def refusal(code: str, *events: Event, started: datetime = STARTED) -> str:
    with pytest.raises(NotPermittedError) as refused:
        rulebook.due(code, started, events=events)
    return str(refused.value)


def test_every_permission_has_an_example_and_says_where_it_stands() -> None:
    permits = {
        (code, kind): permit
        for code, versions in BOOK.deadlines.items()
        for version in versions
        for kind, permit in version.permits.items()
    }
    shown = {
        (row["rule"], event["kind"])
        for _, kind, row in answers.all_examples()
        if kind == "deadlines"
        for event in row.get("events", ())
    }

    assert set(permits) == shown
    assert all(permit.source and permit.document.en for permit in permits.values())
    assert all(permit.assumption for permit in permits.values() if permit.confidence == "low")


def test_an_extension_names_its_document_its_article_and_both_ends() -> None:
    due = rulebook.due("K-TL", STARTED, events=[ASKED])
    (change,) = due.changes

    assert (change.event, change.permit.source) == (ASKED, "UU 8/2015 Pasal 134 ayat (6)")
    assert change.due_before == datetime(2024, 10, 4, 23, 59, 59, tzinfo=WIB)
    assert change.due_after == due.due == datetime(2024, 10, 6, 23, 59, 59, tzinfo=WIB)


def test_an_extension_is_told_after_the_period_it_extends() -> None:
    text = rulebook.explain(rulebook.due("K-TL", STARTED, events=[ASKED]))

    assert "paling lama 3 hari kalender" in text.id
    assert "sampai 4 Oktober 2024 pukul 23.59." in text.id
    assert (
        "Diperpanjang 3 Oktober 2024 dengan permintaan keterangan tambahan kepada pelapor (B-12/X/2024): "
        "sampai 6 Oktober 2024 pukul 23.59. Dasar: UU 8/2015 Pasal 134 ayat (6)." in text.id
    )
    assert "Extended 3 October 2024 by a request to the reporter" in text.en


def test_a_stop_and_what_settles_it_are_told_without_a_day_of_their_own() -> None:
    filed = Event("upaya_administratif", date(2026, 7, 20), "K-1")
    decided = Event("keputusan_upaya", date(2026, 8, 20), "K-2")

    text = rulebook.explain(rulebook.due("D-BERL", datetime(2026, 7, 14, 9, tzinfo=WIB), events=[filed, decided]))

    assert "(K-1). Dasar: PP 94/2021 Pasal 38." in text.id
    assert "(K-2). Dasar: PP 94/2021 Pasal 38." in text.id


def test_a_period_is_no_surer_than_the_permission_it_rests_on() -> None:
    asked = Event("minta_perbaikan", date(2024, 1, 9), "B-02/I/2024")
    due = rulebook.due("P-KA", datetime(2024, 1, 8, 9, tzinfo=WIB), events=[asked])

    assert BOOK.deadline("P-KA").confidence == "high"
    assert due.confidence == "low"
    assert any("belum dilihat pada naskahnya" in each.id for each in due.assumptions)


def test_events_may_be_told_in_any_order() -> None:
    filed = Event("salah_alamat", date(2024, 7, 10), "1")
    answered = Event("dinyatakan_tidak_berwenang", date(2024, 7, 31), "2")
    start = datetime(2024, 7, 1, 9, tzinfo=WIB)

    assert rulebook.due("A-KEB", start, events=[answered, filed]) == rulebook.due(
        "A-KEB", start, events=[filed, answered]
    )


def test_a_period_that_stands_still_has_no_end() -> None:
    due = rulebook.due(
        "A-KEB", datetime(2024, 7, 1, 9, tzinfo=WIB), events=[Event("salah_alamat", date(2024, 7, 10), "1")]
    )

    assert due.due is None
    assert max(day.date for day in due.skipped) <= date(2024, 7, 10)


@settings(max_examples=examples(30), deadline=None)
@given(st.integers(0, 20), st.integers(0, 60))
def test_a_stop_never_uses_up_more_nor_fewer_working_days(until_stop: int, standing: int) -> None:
    start = datetime(2024, 7, 1, 9, tzinfo=WIB)
    stop = date(2024, 7, 1) + timedelta(until_stop)
    resume = stop + timedelta(standing)
    counts = BOOK.calendar.working_days_between

    due = rulebook.due(
        "A-KEB",
        start,
        events=[Event("salah_alamat", stop, "1"), Event("dinyatakan_tidak_berwenang", resume, "2")],
    )

    assert due.due is not None
    assert counts(start.date(), stop) + counts(resume, due.due.date()) == due.count
    assert [day.date for day in due.skipped] == sorted({day.date for day in due.skipped})


def test_calendar_days_are_stopped_and_resumed_too(tmp_path: Path) -> None:
    changed = law_changed(tmp_path, "deadlines/administrasi.toml", 'unit = "working"', 'unit = "calendar"')
    events = [
        Event("salah_alamat", date(2024, 7, 11), "1"),
        Event("dinyatakan_tidak_berwenang", date(2024, 8, 1), "2"),
    ]

    due = rulebook.load(changed).due("A-KEB", datetime(2024, 7, 1, 9, tzinfo=WIB), events=events)

    assert due.due == datetime(2024, 8, 12, 23, 59, 59, tzinfo=WIB)


def test_without_a_permission_the_law_is_named_as_it_stands() -> None:
    assert refusal("K-TL", Event("libur", date(2024, 10, 3), "1")) == (
        "K-TL, libur pada 2024-10-03: yang diizinkan hanya keterangan_tambahan (UU 8/2015 Pasal 134 ayat (6)). "
        "Perbaiki kodenya, atau hitung tanpa peristiwa itu."
    )
    assert "tidak dapat dihentikan atau diperpanjang" in refusal("K-REP", ASKED)


def test_a_permission_that_is_not_yet_in_force_permits_nothing() -> None:
    early = Event("salah_alamat", date(2020, 7, 10), "1")

    assert "tidak dapat dihentikan" in refusal("A-KEB", early, started=datetime(2020, 7, 1, 9, tzinfo=WIB))


def test_a_change_without_a_document_is_refused() -> None:
    assert "tanpa dokumen. Sebut nomor atau nama permintaan keterangan tambahan kepada pelapor." in refusal(
        "K-TL", Event("keterangan_tambahan", date(2024, 10, 3), " ")
    )


def test_the_same_extension_twice_is_refused() -> None:
    assert "hanya diizinkan satu kali. Buang yang kedua." in refusal(
        "K-TL", ASKED, Event("keterangan_tambahan", date(2024, 10, 4), "B-13/X/2024")
    )


@pytest.mark.parametrize("day", [date(2024, 9, 30), date(2024, 10, 5)])
def test_an_event_outside_the_period_is_refused(day: date) -> None:
    assert "hari itu di luar 2024-10-01 sampai 2024-10-04. Periksa tanggalnya." in refusal(
        "K-TL", Event("keterangan_tambahan", day, "B-12/X/2024")
    )


def test_an_event_out_of_its_turn_is_refused() -> None:
    start = datetime(2026, 7, 14, 9, tzinfo=WIB)
    filed = Event("upaya_administratif", date(2026, 7, 20), "K-1")
    decided = Event("keputusan_upaya", date(2026, 7, 30), "K-2")

    assert "harus sesudah upaya_administratif" in refusal("D-BERL", decided, started=start)
    assert "tenggat ini berhenti karena upaya_administratif" in refusal("D-BERL", filed, filed, started=start)
    assert "tenggat ini sudah selesai" in refusal("D-BERL", filed, decided, decided, started=start)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("pilkada", 'period = "K-TL2"', 'period = "K-TL9"', "'K-TL9', but expected the code of a deadline"),
        ("pp79", 'kind = "dinyatakan_tidak_berwenang"', 'kind = "salah_alamat"', "a kind used once"),
        ("pp79", 'after = "salah_alamat"', 'after = "salah"', "the kind of a stop above it"),
        ("pp79", 'does = "resume"', 'does = "lanjut"', "one of extend, resume, settle, stop"),
        ("pp79", 'unit = "working"', 'unit = "months"', "a unit of working, calendar for a stop"),
        ("pp79", 'bound = "right"', 'bound = "min"', "a number and a bound that runs forward"),
    ],
)
def test_a_malformed_permission_is_refused_at_load(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    with pytest.raises(rulebook.LawFileError, match=f"deadlines/{file}.toml.*{says}"):
        rulebook.load(law_changed(tmp_path, f"deadlines/{file}.toml", old, new))
