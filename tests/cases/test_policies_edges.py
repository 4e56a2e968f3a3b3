"""Where the rules of a field begin and end, to the letter and to the minute."""

from datetime import UTC, datetime, timedelta

import pytest

from netral.cases import policies
from netral.cases.states import SHORTEST_REASON, Refused, Signing
from netral.procedure.models import DOCUMENT_LENGTH

pytestmark = pytest.mark.once
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "number",
    ["1", "012/PM.06.02/X/2024", "B-12_a.3", "9" * DOCUMENT_LENGTH, "  012/PM  ", f"\t{'9' * DOCUMENT_LENGTH}\n"],
)
def test_a_letter_number_comes_back_without_the_spaces_around_it(number: str) -> None:
    assert policies.check_letter_number("letter_number", number) == number.strip()


@pytest.mark.parametrize(
    "number",
    [
        "", "   ", "PM.A.B", "012 PM", "012/PM\n013", "012/Budi Santoso", "nomor-dua", "012;DROP",
        "1" + "9" * DOCUMENT_LENGTH, "012\u200b",
    ],
)  # fmt: skip
def test_what_could_hide_a_name_is_no_letter_number(number: str) -> None:
    with pytest.raises(Refused) as refusal:
        policies.check_letter_number("letter_number", number)

    assert refusal.value.field == "letter_number"


@pytest.mark.parametrize("moment", [NOW + timedelta(microseconds=1), NOW + MINUTE, NOW + policies.FURTHEST])
def test_an_invitation_is_for_a_moment_to_come_within_a_year(moment: datetime) -> None:
    policies.check_to_come("meets_at", moment, at=NOW)


@pytest.mark.parametrize(
    ("moment", "says"),
    [(NOW, "sudah lewat"), (NOW - MINUTE, "sudah lewat"), (NOW + policies.FURTHEST + MINUTE, "Periksa tahunnya")],
)
def test_a_moment_that_passed_or_a_slip_of_the_year_is_named(moment: datetime, says: str) -> None:
    with pytest.raises(Refused, match=says):
        policies.check_to_come("meets_at", moment, at=NOW)


def test_a_reason_is_long_enough_with_its_last_letter() -> None:
    policies.check_says_enough("reason", "x" * SHORTEST_REASON)

    with pytest.raises(Refused, match=f"baru ada {SHORTEST_REASON - 1}"):
        policies.check_says_enough("reason", f"  {'x' * (SHORTEST_REASON - 1)}  ")


@pytest.mark.parametrize(
    ("signing", "reason", "attended"),
    [
        ("", "", True), ("", "", False), ("", "Sebab apa pun.", False), (Signing.REFUSED, "Tidak disebut.", True),
        *((each, "", True) for each in Signing.values if each != Signing.REFUSED),
    ],
)  # fmt: skip
def test_who_came_signs_or_refuses_and_who_did_not_does_neither(signing: str, reason: str, attended: bool) -> None:
    policies.check_signing(signing, reason, attended=attended)


@pytest.mark.parametrize(
    ("signing", "reason", "attended", "field"),
    [
        (Signing.REFUSED, "Tidak disebut.", False, "signing"),
        ("dicap", "", True, "signing"),
        (Signing.REFUSED, "   ", True, "refusal_reason"),
    ],
)
def test_a_signature_that_cannot_be_is_named(signing: str, reason: str, attended: bool, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        policies.check_signing(signing, reason, attended=attended)

    assert refusal.value.field == field
