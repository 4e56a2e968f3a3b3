"""Presence and votes through the doors: what decides, what does not, and where the page says so."""

from itertools import product
from typing import Any

import pytest

from netral.cases import actions
from netral.cases.models import Pleno
from netral.cases.states import Refused
from netral.procedure.states import NotAllowed
from tests.cases.builders import LONG, MEMBER, cells, day, members_of, proposed, rows, votes
from tests.cases.pages import client, step_url
from tests.cases.stations import nothing_left_behind


@pytest.mark.django_db
def test_votes_that_carry_nothing_are_refused_whatever_was_to_be_decided() -> None:
    case = proposed()

    for decision, (present, in_favour) in product(
        ("terbukti", "tidak_terbukti", "bukan_kewenangan"), [(3, 1), (3, 0), (2, 1)]
    ):
        values = votes(present=present, in_favour=in_favour)
        with nothing_left_behind(case), pytest.raises(Refused, match="Yang setuju belum cukup") as refusal:
            actions.decide(case, decision=decision, acting=MEMBER, **values)
        assert refusal.value.field == "members"


@pytest.mark.django_db
@pytest.mark.parametrize(("seats", "present"), [(3, 1), (3, 0), (4, 2), (5, 2)])
def test_without_quorum_the_votes_are_not_even_looked_at(seats: int, present: int) -> None:
    case = proposed()
    members_of(least=seats)

    for in_favour in range(present + 1):
        values = votes(present=present, in_favour=in_favour)
        with nothing_left_behind(case), pytest.raises(NotAllowed, match="rapat pleno memenuhi kuorum"):
            actions.decide(case, decision="terbukti", acting=MEMBER, **values)


@pytest.mark.django_db
@pytest.mark.parametrize(("seats", "present", "in_favour"), [(3, 2, 2), (3, 3, 2), (5, 3, 2)])
def test_the_narrowest_majority_decides_and_is_kept_as_counted(seats: int, present: int, in_favour: int) -> None:
    case = proposed()
    members_of(least=seats)

    actions.decide(case, decision="terbukti", acting=MEMBER, **votes(present=present, in_favour=in_favour))

    meeting = Pleno.objects.get(case=case).meeting
    assert (meeting.seats, meeting.present, meeting.in_favour) == (seats, present, in_favour)
    assert case.status == "terbukti"


def posted(present: int = 4, in_favour: int = 4, **changes: Any) -> dict[str, Any]:
    """What the page sends: the member at the browser is the fourth of the office."""
    return {"held_on": "2024-01-18", "reason": LONG, **cells(rows(present, in_favour)), **changes}


@pytest.mark.django_db
def test_the_page_shows_each_refusal_at_its_field_and_keeps_what_was_typed() -> None:
    case, browser = proposed(), client("anggota")
    address = step_url(case, "putuskan_terbukti")
    table = [
        (posted(present=2, in_favour=2), "members"),
        (posted(in_favour=2), "members"),
        (posted(held_on="2024-01-14"), "held_on"),
        (posted(held_on="2099-01-01"), "held_on"),
        (posted(held_on="2019-01-01"), "held_on"),
        (posted(reason="x" * 49), "reason"),
        (posted(seats=0), "seats"),
        (posted(seats=3), "seats"),
        (posted(seats=5), "seats_reason"),
    ]

    for sent, field in table:
        with nothing_left_behind(case):
            answer = browser.post(address, {**sent, "version": case.version})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field], sent
        assert answer.context["form"]["reason"].value() == sent["reason"]


@pytest.mark.django_db
def test_an_error_of_a_member_stands_at_the_cell_and_everything_typed_stays() -> None:
    case, browser = proposed(), client("anggota")
    people = members_of()
    sent = posted(in_favour=3) | {f"member-{people[0].key}-part": "", f"member-{people[3].key}-note": " "}

    answer = browser.post(step_url(case, "putuskan_terbukti"), {**sent, "version": case.version})

    table = answer.context["form"].table
    assert [list(row.errors) for row in table] == [["part"], [], [], ["note"]]
    page = answer.content.decode()
    assert f"{people[0].name}: Pilih kehadiran dan suaranya." in page
    assert page.count("Tulis pendapat berbeda anggota ini.") == 2  # in the box above and at the cell
    assert table[1]["part"].value() == "setuju"
    assert 'value="setuju" selected' in page


@pytest.mark.django_db
@pytest.mark.parametrize(("offset", "accepted"), [(-1, False), (0, False), (1, True), (3, True), (4, False)])
def test_a_pleno_lies_between_the_last_hearing_and_today(offset: int, accepted: bool) -> None:
    """Registered on Monday the 15th, heard on Tuesday, recorded on Thursday the 18th."""
    case = proposed()

    if accepted:
        actions.decide(case, decision="terbukti", acting=MEMBER, **votes(held_on=day(offset).date()))
        assert Pleno.objects.get(case=case).meeting.held_on == day(offset).date()
    else:
        with nothing_left_behind(case), pytest.raises(Refused) as refusal:
            actions.decide(case, decision="terbukti", acting=MEMBER, **votes(held_on=day(offset).date()))
        assert refusal.value.field == "held_on"
