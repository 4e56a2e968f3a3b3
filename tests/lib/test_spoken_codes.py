"""Receipt codes: what the check character finds, and how a code survives being written, read and typed."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.lib import spoken_codes
from netral.lib.spoken_codes import ALPHABET, LENGTH, from_bits, groups, holds, normalise, spoken

numbers = st.integers(min_value=0, max_value=2**spoken_codes.RANDOM_BITS - 1)


def test_every_position_has_a_weight_of_its_own() -> None:
    weights = spoken_codes.WEIGHTS

    assert len(weights) == LENGTH
    assert len(set(weights)) == LENGTH
    assert 0 not in weights


def test_a_code_of_nothing_is_nothing() -> None:
    assert from_bits(0) == "0" * LENGTH


@given(numbers)
def test_every_code_holds_and_is_sixteen_characters_of_the_alphabet(number: int) -> None:
    code = from_bits(number)

    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert holds(code)


@given(numbers, numbers)
def test_two_numbers_never_share_a_code(one: int, other: int) -> None:
    assert (from_bits(one) == from_bits(other)) == (one == other)


@given(numbers)
def test_only_the_lowest_75_bits_count(number: int) -> None:
    assert from_bits(number + (1 << spoken_codes.RANDOM_BITS)) == from_bits(number)


@pytest.mark.parametrize("number", [0, 1, 2**75 - 1, 31_415_926_535_897_932_384])
def test_every_single_wrong_character_is_found(number: int) -> None:
    code = from_bits(number)

    wrong = [
        code[:place] + character + code[place + 1 :]
        for place in range(LENGTH)
        for character in ALPHABET
        if character != code[place]
    ]

    assert len(wrong) == LENGTH * 31
    assert not any(holds(each) for each in wrong)


@pytest.mark.parametrize("number", [1, 2**75 - 2, 31_415_926_535_897_932_384, 271_828_182_845_904])
def test_every_exchange_of_two_characters_is_found(number: int) -> None:
    code = from_bits(number)

    for one, other in combinations(range(LENGTH), 2):
        letters = list(code)
        letters[one], letters[other] = letters[other], letters[one]
        assert holds("".join(letters)) == (code[one] == code[other])


@pytest.mark.parametrize("text", ["", "7K4M", "U" * 16, "7K4M2PXD91QFHT3", "é" * 16, "7k4m2pxd91qfht3e"])
def test_what_is_no_code_does_not_hold(text: str) -> None:
    assert not holds(text)


@given(numbers)
def test_a_code_is_found_again_however_it_is_typed(number: int) -> None:
    code = from_bits(number)
    typed = groups(code).lower().replace(" ", "-").replace("0", "o").replace("1", "l")

    assert normalise(f"  {typed}\n") == code


def test_typing_is_forgiven_letter_by_letter() -> None:
    assert normalise("o0 iIlL1-ab.c") == "0011111ABC"


def test_groups_are_four_times_four() -> None:
    assert groups("7K4M2PXD91QFHT3E") == "7K4M 2PXD 91QF HT3E"


def test_a_code_can_be_read_aloud_in_both_languages() -> None:
    assert spoken("7K4M0") == "tujuh Kilo empat Mike; nol"
    assert spoken("7K4M0", "en") == "seven Kilo four Mike; zero"
    assert spoken("9X", "jv") == "sembilan X-ray"


def test_every_character_of_the_alphabet_can_be_spoken() -> None:
    words = spoken(ALPHABET).replace(";", "").split()

    assert len(words) == len(set(words)) == len(ALPHABET)
