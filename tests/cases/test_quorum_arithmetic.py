"""Seats, present, in favour: every combination of a small body against the words of the law, then through the doors."""

from itertools import product
from typing import Any

import pytest

from netral.cases import actions, policies
from netral.cases.models import Pleno
from netral.cases.states import Refused
from netral.procedure.states import NotAllowed
from tests.cases.builders import LONG, MEMBER, day, decided, proposed, votes
from tests.cases.pages import client, step_url
from tests.cases.stations import nothing_left_behind

SMALL = range(8)


def verdict(seats: int, present: int, in_favour: int) -> str:
    """What becomes of a count, in whole numbers: more than half of the seats, more than half of those present."""
    if present > seats:
        return "present"
    if in_favour > present:
        return "in_favour"
    if not present + present > seats:
        return "no quorum"
    return "carried" if in_favour + in_favour > present else "in_favour"


def asked(seats: int, present: int, in_favour: int) -> str:
    """The same, as the policies answer."""
    try:
        policies.check_votes(seats, present, in_favour)
    except Refused as refusal:
        return refusal.field
    if not policies.is_quorate(seats, present):
        return "no quorum"
    return "carried" if policies.carries(present, in_favour) else "in_favour"


def test_every_count_of_a_small_body_is_judged_as_the_sentence_says() -> None:
    for seats, present, in_favour in product(SMALL, SMALL, SMALL):
        assert asked(seats, present, in_favour) == verdict(seats, present, in_favour), (seats, present, in_favour)


@pytest.mark.parametrize("seats", [3, 5, 7, 98, 99])
def test_one_member_more_than_half_is_the_border(seats: int) -> None:
    border = seats // 2 + 1

    assert not policies.is_quorate(seats, border - 1)
    assert policies.is_quorate(seats, border)
    assert not policies.carries(seats, border - 1)
    assert policies.carries(seats, border)


def test_nobody_decides_nothing() -> None:
    assert not policies.is_quorate(3, 0)
    assert not policies.is_quorate(0, 0)
    assert not policies.carries(0, 0)


COUNTS = [
    (3, 4, 3, "present", "Yang hadir tidak bisa lebih banyak dari jumlah anggota."),
    (3, 2, 3, "in_favour", "Yang setuju tidak bisa lebih banyak dari yang hadir."),
    (3, 3, 1, "in_favour", "Yang setuju belum cukup. "),
    (3, 3, 0, "in_favour", "Yang setuju belum cukup. "),
    (3, 2, 1, "in_favour", "Yang setuju belum cukup. "),
    (5, 4, 2, "in_favour", "Yang setuju belum cukup. "),
    (7, 99, 99, "present", "Yang hadir tidak bisa lebih banyak dari jumlah anggota."),
]


@pytest.mark.django_db
def test_a_count_that_decides_nothing_is_refused_at_its_field_whatever_was_to_be_decided() -> None:
    case = proposed()

    for decision, (seats, present, in_favour, field, sentence) in product(
        ("terbukti", "tidak_terbukti", "bukan_kewenangan"), COUNTS
    ):
        counted = {"seats": seats, "present": present, "in_favour": in_favour}
        with nothing_left_behind(case), pytest.raises(Refused) as refusal:
            actions.decide(case, decision=decision, acting=MEMBER, **votes(**counted))
        assert refusal.value.field == field
        assert refusal.value.message.startswith(sentence)


@pytest.mark.django_db
@pytest.mark.parametrize(("seats", "present"), [(3, 1), (3, 0), (4, 2), (5, 2), (7, 3)])
def test_without_quorum_the_votes_are_not_even_looked_at(seats: int, present: int) -> None:
    case = proposed()

    for in_favour in range(present + 1):
        counted = {"seats": seats, "present": present, "in_favour": in_favour}
        with nothing_left_behind(case), pytest.raises(NotAllowed, match="rapat pleno memenuhi kuorum"):
            actions.decide(case, decision="terbukti", acting=MEMBER, **votes(**counted))


@pytest.mark.django_db
@pytest.mark.parametrize(("seats", "present", "in_favour"), [(3, 2, 2), (3, 3, 2), (5, 3, 2), (7, 4, 3), (1, 1, 1)])
def test_the_narrowest_majority_decides_and_is_kept_as_counted(seats: int, present: int, in_favour: int) -> None:
    case = decided(seats=seats, present=present, in_favour=in_favour)

    pleno = Pleno.objects.get(case=case)
    assert (pleno.seats, pleno.present, pleno.in_favour) == (seats, present, in_favour)
    assert case.status == "terbukti"


def posted(**changes: Any) -> dict[str, Any]:
    return {"held_on": "2024-01-18", "seats": 3, "present": 3, "in_favour": 3, "reason": LONG, "version": 5, **changes}


@pytest.mark.django_db
def test_the_page_shows_each_refusal_at_its_field_and_keeps_what_was_typed() -> None:
    case, browser = proposed(), client("anggota")
    address = step_url(case, "putuskan_terbukti")
    table = [
        ({"present": 4}, "present"),
        ({"present": 2}, "in_favour"),
        ({"in_favour": 1}, "in_favour"),
        ({"held_on": "2024-01-14"}, "held_on"),
        ({"held_on": "2099-01-01"}, "held_on"),
        ({"reason": "x" * 49}, "reason"),
        ({"seats": 0}, "seats"),
    ]

    for changes, field in table:
        with nothing_left_behind(case):
            answer = browser.post(address, posted(version=case.version, **changes))
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field], changes
        assert answer.context["form"]["reason"].value() == changes.get("reason", LONG)


@pytest.mark.django_db
@pytest.mark.parametrize(("offset", "accepted"), [(-1, False), (0, True), (3, True), (4, False)])
def test_a_pleno_lies_between_registration_and_today(offset: int, accepted: bool) -> None:
    """Registered on Monday the 15th, recorded on Thursday the 18th."""
    case = proposed()

    if accepted:
        actions.decide(case, decision="terbukti", acting=MEMBER, **votes(held_on=day(offset).date()))
        assert Pleno.objects.get(case=case).held_on == day(offset).date()
    else:
        with nothing_left_behind(case), pytest.raises(Refused) as refusal:
            actions.decide(case, decision="terbukti", acting=MEMBER, **votes(held_on=day(offset).date()))
        assert refusal.value.field == "held_on"
