"""Who counts in a meeting, what each member must say, and when a decision is carried, against the words of the law."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest

from netral.procedure.meetings import (
    LONGEST_NOTE,
    Attendance,
    Counts,
    conflict_said,
    counted,
    rule_said,
    votes_hash,
    wrong_note,
    wrong_rows,
    wrong_seats,
)
from netral.procedure.states import Part
from netral.rulebook import quorum
from netral.rulebook.quorum import PRESENT, quorums

BAWASLU = "bawaslu_kabkota"
SEATED = {"a": "Anggota A", "b": "Anggota B", "c": "Anggota C"}


def meeting(seats: int, kind: str = BAWASLU, **parts: int) -> Counts:
    """A meeting with so many members of each part, e.g. `AGREED=2`."""
    rows = [Attendance(f"{name}{number}", Part[name]) for name, many in parts.items() for number in range(many)]
    return counted(kind, seats, rows)


def test_every_small_meeting_is_judged_as_the_sentence_says() -> None:
    """More than half of the seats, more than half of those present, in whole numbers."""
    for seats, present, agreed in product(range(8), range(8), range(8)):
        if agreed <= present <= seats:
            held = meeting(seats, AGREED=agreed, DISAGREED=present - agreed, EXCUSED=seats - present)
            assert held.quorate is (present + present > seats), held
            assert held.carried is (agreed + agreed > present), held


@pytest.mark.parametrize("seats", [3, 5, 7, 99])
def test_one_member_more_than_half_is_the_border(seats: int) -> None:
    border = seats // 2 + 1

    assert not meeting(seats, AGREED=border - 1).quorate
    assert meeting(seats, AGREED=border).quorate


def test_who_abstains_is_there_and_does_not_agree() -> None:
    held = meeting(3, AGREED=1, ABSTAINED=1)

    assert (held.present, held.in_favour, held.quorate, held.carried) == (2, 1, True, False)


def test_who_is_conflicted_is_not_there() -> None:
    held = meeting(3, AGREED=1, CONFLICTED=2)

    assert (held.seats, held.present, held.quorate) == (3, 1, False)


def test_the_law_file_may_say_that_the_conflicted_are_there() -> None:
    rule = quorums()["pleno_pengawas"]
    other = replace(rule, conflict=replace(rule.conflict, counts=PRESENT))

    held = replace(meeting(3, AGREED=1, CONFLICTED=2), rule=other)

    assert (held.present, held.quorate, held.carried) == (3, True, False)


@pytest.mark.parametrize(
    ("kind", "seats", "parts", "quorate", "carried"),
    [
        ("kpu_provinsi", 7, {"AGREED": 5}, True, True),
        ("kpu_provinsi", 7, {"AGREED": 4, "DISAGREED": 3}, True, False),
        ("kpu_provinsi", 7, {"AGREED": 4}, False, False),
        ("kpu_kabkota", 3, {"AGREED": 2}, False, False),
        ("kpu_kabkota", 5, {"AGREED": 2, "ABSTAINED": 1}, True, False),
        ("kpu", 7, {"AGREED": 3, "DISAGREED": 2}, True, True),
        ("bawaslu", 5, {"AGREED": 2, "DISAGREED": 1}, True, True),
    ],
)
def test_the_body_follows_from_the_kind_of_office_and_its_seats_bind(
    kind: str, seats: int, parts: Mapping[str, int], quorate: bool, carried: bool
) -> None:
    held = meeting(seats, kind, **parts)

    assert (held.quorate, held.carried) == (quorate, carried)


def test_the_facts_of_a_meeting_are_numbers() -> None:
    assert meeting(5, AGREED=2, DISAGREED=1, EXCUSED=1, CONFLICTED=1).facts() == {
        "seats": 5, "present": 3, "in_favour": 2, "disagreed": 1, "abstained": 0, "excused": 1, "conflicted": 1,
    }  # fmt: skip


@pytest.mark.parametrize("part", [Part.DISAGREED, Part.EXCUSED, Part.CONFLICTED])
def test_who_does_not_agree_says_why(part: Part) -> None:
    assert wrong_note(part, " \n").startswith("Tulis ")
    assert wrong_note(part, "Sebab.") == ""


@pytest.mark.parametrize("part", [Part.AGREED, Part.ABSTAINED])
def test_who_agrees_or_abstains_may_say_nothing(part: Part) -> None:
    assert wrong_note(part, "") == wrong_note(part, "Catatan.") == ""


def test_words_without_end_are_refused_with_their_length() -> None:
    assert str(LONGEST_NOTE + 1) in wrong_note(Part.AGREED, "x" * (LONGEST_NOTE + 1))


def test_one_row_per_member_is_right() -> None:
    assert wrong_rows([Attendance(key, Part.AGREED) for key in SEATED], SEATED) == []


def test_each_problem_names_the_row_and_the_cell() -> None:
    rows = [Attendance("a", "mungkin"), Attendance("b", Part.DISAGREED)]

    assert [(wrong.member, wrong.cell) for wrong in wrong_rows(rows, SEATED)] == [
        ("a", "part"), ("b", "note"), ("c", "part"),
    ]  # fmt: skip


def test_strangers_and_members_told_twice_are_named_for_the_whole_table() -> None:
    rows = [Attendance(key, Part.AGREED) for key in (*SEATED, "a", "z")]

    messages = [wrong.message for wrong in wrong_rows(rows, SEATED)]

    assert len(messages) == 2
    assert "bukan anggota" in messages[0]
    assert "dua kali" in messages[1]


@pytest.mark.parametrize(
    ("seats", "reason", "present", "field"),
    [(3, "", 3, None), (5, "Dua kosong.", 3, None), (5, " ", 3, "seats_reason"), (2, "Satu kosong.", 3, "seats")],
)
def test_another_number_of_seats_needs_a_reason_and_room_for_those_present(
    seats: int, reason: str, present: int, field: str | None
) -> None:
    wrong = wrong_seats(seats, 3, reason, present)

    assert (wrong and wrong[0]) == field


def test_the_hash_changes_with_any_word_and_any_salt_but_not_with_the_order() -> None:
    rows = [Attendance("a", Part.AGREED), Attendance("b", Part.DISAGREED, "Sebab.")]

    told = votes_hash(rows, "garam")

    assert told == votes_hash(rows[::-1], "garam")
    others = [votes_hash(rows, "lain"), votes_hash([rows[0], replace(rows[1], note="Sebab lain.")], "garam")]
    assert told not in others


def test_what_is_assumed_is_said_as_the_law_file_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = quorums()["pleno_pengawas"]
    assert rule.assumption
    assert rule.conflict.assumption
    assert (rule_said(BAWASLU), conflict_said(BAWASLU)) == (rule.assumption.id, rule.conflict.assumption.id)

    known = replace(rule, assumption=None, source="UU 1/2000 Pasal 1")
    known = replace(known, conflict=replace(rule.conflict, assumption=None, source="UU 1/2000 Pasal 2"))
    monkeypatch.setitem(quorum.quorums(), "pleno_pengawas", known)

    assert (rule_said(BAWASLU), conflict_said(BAWASLU)) == ("UU 1/2000 Pasal 1", "UU 1/2000 Pasal 2")
