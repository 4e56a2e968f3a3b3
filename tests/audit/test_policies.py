import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.audit.policies import check_free_of_people
from netral.audit.states import PersonalData
from tests.audit.builders import HASH


def check(**given_values: object) -> None:
    values = {"references": [], "codes": [], "facts": {}, "hashes": []} | given_values
    check_free_of_people(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value",
    [
        "P-KA",
        "",
        "2024-02-05T10:00:00+08:00",
        "bawaslu-33.74",
        "perkara:7k4m2pxd91qf0",
        "001/LP/PB/Kota/14.01/II/2024",
        0,
        -3,
        2.5,
        True,
        None,
        [1, ["a"]],
        ("a", "b"),
        {"rule": {"due": "2024-02-05"}},
        "a" * 120,
        "1234567890123456789",
        20240205101500,
        HASH,
    ],
)
def test_codes_numbers_dates_and_hashes_may_enter(value: object):
    check(facts={"value": value})


@pytest.mark.parametrize(
    "value",
    [
        "Budi Santoso",
        "budi@contoh.id",
        "Kepala dinas hadir.",
        "naïf",
        "a" * 121,
        "dua\nbaris",
        "nul\x00",
        "Siti,",
        ["P-KA", "Budi Santoso"],
        {"who": {"name": "Budi Santoso"}},
        b"bytes",
        object(),
        {1, 2},
    ],
)
def test_anything_that_reads_like_a_text_or_a_name_is_refused(value: object):
    with pytest.raises(PersonalData, match="facts"):
        check(facts={"value": value})


@pytest.mark.parametrize(
    "value",
    [
        "3374012345678901",
        "nik:3374012345678901",
        "198501012010011001",
        "081234567890",
        "+6281234567890",
        "08123456789",
        3374012345678901,
        3374012345678901.0,
    ],
)
def test_numbers_that_point_at_a_person_are_refused(value: object):
    with pytest.raises(PersonalData, match=r"looks? like a NIK"):
        check(facts={"value": value})


@pytest.mark.parametrize("value", [10**15, -(10**15), 2**53, 1e300, float("nan"), float("inf")])
def test_numbers_that_json_cannot_keep_exactly_are_refused(value: float):
    with pytest.raises(PersonalData, match="no count"):
        check(facts={"value": value})


def test_the_name_of_a_fact_is_checked_like_its_value():
    with pytest.raises(PersonalData, match="facts"):
        check(facts={"Budi Santoso": 1})


def test_a_fact_has_a_name():
    with pytest.raises(PersonalData, match="facts"):
        check(facts={"": 1})


def test_the_message_says_where_but_never_repeats_what_may_be_a_name():
    with pytest.raises(PersonalData) as refused:
        check(facts={"steps": [{"reason": "Budi Santoso melapor"}]})

    assert str(refused.value).startswith("facts.steps[0].reason: a value of 20 characters")
    assert "Budi" not in str(refused.value)


@pytest.mark.parametrize("reference", ["", "laporan: a", "Budi Santoso", "a" * 61, None, 7])
def test_references_are_short_codes(reference: object):
    with pytest.raises(PersonalData, match="reference"):
        check(references=[reference])


@pytest.mark.parametrize("code", ["Budi Santoso", None])
def test_office_before_and_after_are_codes(code: object):
    with pytest.raises(PersonalData, match="code"):
        check(codes=[code])


@pytest.mark.parametrize("value", ["", "AB" * 32, "ab" * 31, "ab" * 33, 7, "Budi Santoso"])
def test_a_hash_is_a_sha_256(value: object):
    with pytest.raises(PersonalData, match="64 hexadecimal digits"):
        check(hashes=[value])


@given(st.text(max_size=130))
def test_no_text_with_a_space_or_a_letter_beyond_ascii_ever_enters(text: str):
    entered = True
    try:
        check(facts={"value": text})
    except PersonalData:
        entered = False

    assert not entered or (text.isascii() and not any(letter.isspace() for letter in text) and len(text) <= 120)
