"""What a receipt code lets its holder do, and how guessing is slowed without storing who guessed."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.evidence.models import Exhibit
from netral.intake import receipts
from netral.intake.actions import complete, look_up, withdraw
from netral.intake.models import FailedLookup, Laporan, Supplement
from netral.intake.states import FAILED_LOOKUPS, LOOKUP_WINDOW, Refused, TooManyFailures, UnknownCode
from netral.lib.spoken_codes import from_bits, groups
from netral.procedure.models import Clock
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.intake.builders import MONDAY, accepted, day, decided, laporan, photo, staff

pytestmark = pytest.mark.django_db
HOME = "203.0.113.7"
UNKNOWN = [from_bits(7), "7K4M", "", "u" * 16, "\ud800" * 16, "a" * 10_000, "'; DROP TABLE intake_laporan; --"]


def fail(times: int, *, address: str = HOME, at: datetime = MONDAY) -> None:
    for _time in range(times):
        with pytest.raises(UnknownCode):
            look_up("salah", address=address, at=at)


def test_a_code_finds_its_laporan_however_it_is_typed() -> None:
    done = accepted()

    assert look_up(done.code, address=HOME, at=MONDAY) == done.laporan
    assert look_up(f" {groups(done.code).lower()} ", address=HOME, at=MONDAY) == done.laporan


@pytest.mark.parametrize("code", UNKNOWN)
def test_unknown_and_malformed_codes_are_the_same_to_whoever_asks(code: str) -> None:
    accepted()

    with pytest.raises(UnknownCode) as unknown:
        look_up(code, address=HOME, at=MONDAY)

    assert str(unknown.value) == "Kode tidak cocok. Periksa lagi 16 huruf dan angkanya."


def test_unknown_and_malformed_codes_cost_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    accepted()
    hashed: list[str] = []
    original = receipts.code_hash
    monkeypatch.setattr(receipts, "code_hash", lambda text: hashed.append(text) or original(text))

    costs = []
    for code in UNKNOWN:
        with (
            CaptureQueriesContext(
                connection,
            ) as queries,
            pytest.raises(UnknownCode),
        ):
            look_up(code, address=HOME, at=MONDAY)
        costs.append([query["sql"].split(" ")[0] for query in queries])
        FailedLookup.objects.all().delete()

    assert len(hashed) == len(UNKNOWN)
    assert all(cost == costs[0] for cost in costs)
    assert costs[0].count("SELECT") == 2  # the quota and the look-up


def test_the_look_up_is_one_indexed_row() -> None:
    done = accepted()

    with CaptureQueriesContext(connection) as queries:
        look_up(done.code, address=HOME, at=MONDAY)

    assert len(queries) == 1
    assert '"code_hash" =' in queries[-1]["sql"]


def test_after_ten_wrong_codes_an_address_waits() -> None:
    fail(FAILED_LOOKUPS)

    with pytest.raises(TooManyFailures) as waiting:
        look_up("salah", address=HOME, at=MONDAY + timedelta(minutes=5))

    assert waiting.value.retry_after == 600
    assert "10 menit" in str(waiting.value)


def test_a_wait_is_never_shorter_than_a_second() -> None:
    fail(FAILED_LOOKUPS)

    with pytest.raises(TooManyFailures) as waiting:
        look_up("salah", address=HOME, at=MONDAY + LOOKUP_WINDOW - timedelta(microseconds=1))

    assert waiting.value.retry_after == 1


def test_a_right_code_opens_also_where_a_neighbour_typed_ten_wrong_ones() -> None:
    done = accepted()
    fail(FAILED_LOOKUPS)

    assert look_up(done.code, address=HOME, at=MONDAY) == done.laporan


def test_after_a_quarter_of_an_hour_an_address_is_free_again() -> None:
    fail(FAILED_LOOKUPS)

    with pytest.raises(UnknownCode):
        look_up("salah", address=HOME, at=MONDAY + LOOKUP_WINDOW)


def test_only_failures_count() -> None:
    done = accepted()
    fail(FAILED_LOOKUPS - 1)

    for _time in range(30):
        look_up(done.code, address=HOME, at=MONDAY)

    assert FailedLookup.objects.count() == FAILED_LOOKUPS - 1


def test_another_address_does_not_wait() -> None:
    fail(FAILED_LOOKUPS)

    with pytest.raises(UnknownCode):
        look_up("salah", address="203.0.113.8", at=MONDAY)


def test_one_line_of_ipv6_is_one_client() -> None:
    fail(FAILED_LOOKUPS, address="2001:db8:0:7::1")

    with pytest.raises(TooManyFailures):
        look_up("salah", address="2001:db8:0:7:ffff::2", at=MONDAY)
    fail(1, address="2001:db8:0:8::1")


def test_whoever_comes_without_an_address_is_counted_too() -> None:
    fail(FAILED_LOOKUPS, address="")

    with pytest.raises(TooManyFailures):
        look_up("salah", address="unix:", at=MONDAY)


def test_no_address_is_stored_and_rows_live_for_minutes() -> None:
    fail(1)
    assert HOME not in str(list(FailedLookup.objects.values()))

    fail(1, at=MONDAY + LOOKUP_WINDOW)

    assert [row.at for row in FailedLookup.objects.all()] == [MONDAY + LOOKUP_WINDOW]


@pytest.mark.parametrize(("demo", "address", "counted"), [
    (True, "127.0.0.1", 0), (True, "::1", 0), (True, HOME, 1), (False, "127.0.0.1", 1),
])  # fmt: skip
def test_only_the_demo_on_this_machine_is_wide_open(settings: object, demo: bool, address: str, counted: int) -> None:
    settings.DEMO = demo  # type: ignore[attr-defined]

    fail(1, address=address)

    assert FailedLookup.objects.count() == counted


def test_the_reporter_completes_what_was_asked_for() -> None:
    made = decided(laporan(), "minta_perbaikan")

    entry = complete(made, at=day(1), text=" Ini alamatnya. ", uploads=[photo()])

    exhibit = Exhibit.objects.get(subject=made.reference)
    assert (made.status, entry.actor, entry.hashes) == ("diperbaiki", "pelapor", [exhibit.sha256])
    assert Supplement.objects.get().text == "Ini alamatnya."
    assert Clock.objects.get(subject=made.reference, rule="P-PERB").met is True
    assert differences(made) == []


def test_files_alone_complete_too() -> None:
    made = decided(laporan(), "minta_perbaikan")

    complete(made, at=day(1), uploads=[photo()])

    assert made.status == "diperbaiki"


def test_an_officer_may_take_the_completion_down_at_the_counter() -> None:
    made = decided(laporan(), "minta_perbaikan")

    entry = complete(made, at=day(1), text="Disampaikan langsung.", acting=staff())

    assert entry.actor == "akun:petugas_laporan"


@pytest.mark.parametrize(
    ("text", "code"), [(" ", "wajib"), ("\0", "karakter_terlarang"), ("a" * 20_001, "terlalu_panjang")]
)
def test_a_completion_says_something_that_can_be_kept(text: str, code: str) -> None:
    made = decided(laporan(), "minta_perbaikan")

    with pytest.raises(Refused) as refusal:
        complete(made, at=day(1), text=text)

    assert [(problem.field, problem.code) for problem in refusal.value.problems] == [("text", code)]
    assert Laporan.objects.get().status == "perlu_dilengkapi"


def test_nothing_is_completed_unasked() -> None:
    made = laporan()

    with pytest.raises(NotAllowed):
        complete(made, at=day(1), text="Tambahan.")

    assert not Supplement.objects.exists()


def test_a_completion_on_an_old_page_changes_nothing() -> None:
    made = decided(laporan(), "minta_perbaikan")

    with pytest.raises(SomeoneWasFaster):
        complete(made, at=day(1), text="Tambahan.", version=1)

    assert not Supplement.objects.exists()


@pytest.mark.parametrize("step", ["", "minta_perbaikan", "nyatakan_lengkap"])
def test_a_report_can_be_taken_back_until_the_office_is_done_with_it(step: str) -> None:
    made = decided(laporan(), step) if step else laporan()

    withdraw(made, at=day(1))

    assert made.status == "dicabut"
    assert not Clock.objects.filter(stopped_at__isnull=True).exists()


def test_a_finished_report_cannot_be_taken_back() -> None:
    made = decided(laporan(), "tolak")

    with pytest.raises(NotAllowed):
        withdraw(made, at=day(1))


def test_no_officer_takes_a_report_back_for_its_reporter() -> None:
    with pytest.raises(NotAllowed, match="pelapor"):
        withdraw(laporan(), at=day(1), acting=staff())
