"""Leaving a number, making sure of it, taking it back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from netral.access.models import User
from netral.audit.models import Entry
from netral.notices import actions, queries
from netral.notices.actions import numbers
from netral.notices.models import CodeSent, PhoneNumber, ShortMessage
from netral.notices.whatsapp_states import CODE_LASTS, CODES_A_DAY, CodeRefused, NumberStatus, WrongNumber
from tests.access.builders import seated
from tests.intake.test_secrecy import every_row
from tests.notices.phones import NOON, NUMBER, OTHER, active, code_for, left

pytestmark = pytest.mark.django_db
REPORT = "laporan:7k4m2pxd91qf0"


@pytest.fixture
def officer() -> User:
    return seated("pemeriksa")


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


@pytest.mark.parametrize("whose", ["officer", "report"])
def test_whoever_reads_the_code_has_the_number(officer: User, whose: str) -> None:
    holder = officer if whose == "officer" else REPORT
    row = left(holder)
    assert (row.status, row.shown) == (NumberStatus.ASKED, "0812-••••-7890")

    actions.confirm_number(row, f" {code_for(row)[:3]} {code_for(row)[3:]} ", at=NOON + timedelta(minutes=5))

    kept = queries.number_of(holder)
    assert kept
    assert (kept.status, kept.number, kept.code_hash) == (NumberStatus.ACTIVE, NUMBER, "")


def test_neither_table_nor_journal_shows_the_number_or_the_code(officer: User) -> None:
    before = Entry.objects.count()
    code = code_for(left(officer))

    for _table, row in every_row():
        assert b"81234567890" not in row
        assert code.encode() not in row.replace(b"81234567890", b"")
    assert Entry.objects.count() == before


def test_a_wrong_code_is_refused_and_five_tries_are_all(officer: User) -> None:
    row = left(officer)
    code = code_for(row)

    for _try in range(5):
        with pytest.raises(CodeRefused, match="tidak cocok"):
            actions.confirm_number(row, wrong(code), at=NOON)
    with pytest.raises(CodeRefused, match="tidak berlaku lagi"):
        actions.confirm_number(row, code, at=NOON)

    assert PhoneNumber.objects.get().status == NumberStatus.ASKED


def test_a_code_grows_old(officer: User) -> None:
    row = left(officer)

    with pytest.raises(CodeRefused, match="tidak berlaku lagi"):
        actions.confirm_number(row, code_for(row), at=NOON + CODE_LASTS)


def test_a_new_number_replaces_the_old_one(officer: User) -> None:
    first = active(officer)

    second = left(officer, OTHER)

    assert [row.pk for row in PhoneNumber.objects.all()] == [second.pk]
    assert not ShortMessage.objects.filter(number=first.pk).exists()


def test_a_number_that_is_none_changes_nothing(officer: User) -> None:
    active(officer)

    with pytest.raises(WrongNumber):
        left(officer, "0812")

    assert PhoneNumber.objects.get().status == NumberStatus.ACTIVE


def test_no_telephone_is_filled_with_codes_whoever_asks(officer: User) -> None:
    for time in range(CODES_A_DAY):
        left(f"laporan:{time}")
    with pytest.raises(CodeRefused, match="besok"):
        left(officer)
    assert not PhoneNumber.objects.filter(user=officer).exists()

    left(officer, at=NOON + timedelta(days=1))


def test_nobody_fills_many_telephones(officer: User) -> None:
    for time in range(CODES_A_DAY):
        left(officer, f"+62812345678{time:02}")
        actions.forget_number(officer)

    with pytest.raises(CodeRefused, match="besok"):
        left(officer, OTHER)


def test_a_holder_takes_the_number_back(officer: User) -> None:
    active(officer)
    active(REPORT, OTHER)

    assert actions.forget_number(officer)
    assert not actions.forget_number(officer)
    assert actions.forget_number(REPORT)
    assert not PhoneNumber.objects.exists()


def test_stop_ends_every_use_of_the_number_and_keeps_it_nowhere(officer: User) -> None:
    active(officer)
    active(REPORT)
    active("laporan:lain", OTHER)

    assert actions.stop(NUMBER, at=NOON + timedelta(hours=1)) == 2

    rows = {
        row.subject: (row.status, row.number, row.mark) for row in PhoneNumber.objects.exclude(subject="laporan:lain")
    }
    assert rows == dict.fromkeys([None, REPORT], (NumberStatus.STOPPED, "", ""))
    assert PhoneNumber.objects.get(subject="laporan:lain").status == NumberStatus.ACTIVE
    assert queries.number_of(officer).shown == ""  # type: ignore[union-attr]


def test_an_old_stop_reported_again_does_not_end_a_number_left_since(officer: User) -> None:
    active(officer)

    assert actions.stop(NUMBER, at=NOON - timedelta(seconds=1)) == 0
    assert PhoneNumber.objects.get().status == NumberStatus.ACTIVE


def test_numbers_nobody_made_sure_of_are_forgotten_after_a_day(officer: User) -> None:
    left(officer)
    active(REPORT, OTHER)

    assert actions.forget_old(at=NOON + timedelta(days=1) - timedelta(seconds=1)) == 0
    assert actions.forget_old(at=NOON + timedelta(days=1)) == 1

    assert [row.subject for row in PhoneNumber.objects.all()] == [REPORT]
    assert not CodeSent.objects.exists()
    assert actions.forget_old(at=NOON + timedelta(days=2)) == 0


def test_a_number_has_one_holder(officer: User) -> None:
    for holders in ({"user": officer, "subject": REPORT}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PhoneNumber.objects.create(left_at=NOON, **holders)  # type: ignore[arg-type]


def test_the_language_of_the_page_is_the_language_of_the_messages(officer: User) -> None:
    row = actions.leave_number(officer, NUMBER, at=NOON, language="en-gb")

    assert row.language == "en"


def test_the_press_that_comes_too_late_is_told_of_the_number_the_other_has_kept(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = left(officer)
    monkeypatch.setattr(numbers, "forget_number", lambda _holder: False)  # it looked before the other had saved

    assert left(officer, OTHER) == first

    assert PhoneNumber.objects.get().number == NUMBER
    assert ShortMessage.objects.count() == 1
    assert CodeSent.objects.count() == 2  # what was undone is not counted
