"""A flood of one report is one line for the officers and an answer for every sender."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.cases.queries import rows
from netral.intake.actions import answer_alike, group_alike, grouping, set_apart
from netral.intake.content import Who
from netral.intake.models import Fingerprint, KajianAwal, Laporan, Message
from netral.intake.queries import alike_of, alike_open, lead_of
from netral.intake.states import Refused
from tests.cases.people import queue
from tests.intake.builders import FULL, MONDAY, TIP, country, day, decided, laporan, staff
from tests.intake.test_likeness import OTHER, STORY

pytestmark = pytest.mark.django_db
REPORT = replace(FULL, what=STORY)


def flood(times: int, **changes: Any) -> list[Laporan]:
    made = [laporan(replace(REPORT, what=f"{STORY} Pesan ke-{n}.", **changes)) for n in range(times)]
    group_alike(at=MONDAY)
    return made


def lines() -> list[Any]:
    return rows(list(queue(staff())), now=MONDAY)


def test_a_flood_is_one_line_with_the_number_of_the_others() -> None:
    first, *others = flood(4)
    alone = laporan(replace(FULL, what=OTHER))
    group_alike(at=MONDAY)

    assert sorted((line.subject.pk, line.alike) for line in lines()) == [(first.pk, 3), (alone.pk, 0)]
    assert [lead_of(each) for each in others] == [first] * 3
    assert (lead_of(first), lead_of(alone)) == (None, None)
    assert list(alike_of(first)) == others


def test_whoever_looks_for_one_of_them_finds_it() -> None:
    _first, other = flood(2)

    assert [line.subject for line in rows(list(queue(staff(), text=other.number)), now=MONDAY)] == [other]


def test_later_ones_join_and_looking_again_changes_nothing() -> None:
    (first,) = flood(1)

    assert group_alike(at=MONDAY) == 0
    (later,) = flood(1)

    assert lead_of(later) == first
    assert Fingerprint.objects.filter(lead=None).count() == 0


@pytest.mark.parametrize(
    ("changes", "alike"),
    [
        ({"act_date": date(2024, 1, 11)}, False),
        ({"act_date": None}, True),
        ({"region": "99.07.01"}, False),
        ({"region": "99.08"}, False),
        ({"who": (Who("Orang Lain", "Lurah"),)}, False),
        ({"who": ()}, True),
        ({"kind": "informasi_awal", "reporter": None}, True),
    ],
)
def test_the_same_words_about_another_day_place_or_person_stand_alone(changes: dict[str, Any], alike: bool) -> None:
    flood(1)

    (other,) = flood(1, **changes)

    assert (lead_of(other) is not None) == alike


def test_a_report_of_long_ago_leads_nobody() -> None:
    laporan(REPORT, at=MONDAY)
    group_alike(at=MONDAY)
    later = laporan(REPORT, at=day(61))

    group_alike(at=day(61))

    assert lead_of(later) is None


def test_an_officer_sets_one_apart_for_good() -> None:
    first, other = flood(2)

    set_apart(other)
    group_alike(at=MONDAY)

    assert lead_of(other) is None
    assert {line.subject for line in lines()} == {first, other}


def test_when_the_lead_is_closed_the_others_show_again() -> None:
    first, other = flood(2)

    decided(first, "tolak", at=day(1))

    assert [line.subject for line in lines()] == [other]


def test_one_decision_answers_every_sender_in_the_same_words() -> None:
    first, *others = flood(3)
    decided(first, "tolak", at=day(1))

    assert answer_alike(first, acting=staff(), at=day(1)) == (2, 0)

    assert {each.status for each in Laporan.objects.all()} == {"tidak_diregistrasi"}
    assert Message.objects.filter(laporan__in=others).count() == 2
    assert KajianAwal.objects.count() == 3
    assert not alike_open(first).exists()


def test_a_report_the_result_does_not_fit_is_left_to_read() -> None:
    first = laporan(REPORT)
    laporan(replace(TIP, what=STORY))
    group_alike(at=MONDAY)
    decided(first, at=day(1))

    assert answer_alike(first, acting=staff(), at=day(1)) == (0, 1)


def test_those_it_does_not_fit_keep_nobody_behind_them_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "ANSWERED_AT_ONCE", 2)
    (first,) = flood(1)
    flood(2, kind="informasi_awal", reporter=None)
    named = flood(3)
    decided(first, at=day(1))

    assert answer_alike(first, acting=staff(), at=day(1)) == (2, 3)
    assert answer_alike(first, acting=staff(), at=day(1)) == (1, 2)

    assert {Laporan.objects.get(pk=each.pk).status for each in named} == {"memenuhi_syarat"}


def test_nothing_is_given_before_the_lead_is_decided() -> None:
    first, _other = flood(2)

    with pytest.raises(Refused):
        answer_alike(first, acting=staff(), at=day(1))


def test_somebody_who_may_not_decide_answers_nobody() -> None:
    first, _other = flood(2)
    decided(first, "tolak", at=day(1))

    assert answer_alike(first, acting=staff("anggota"), at=day(1)) == (0, 1)


def test_looking_at_many_costs_as_many_questions_as_at_one() -> None:
    country()

    def asked(times: int) -> int:
        for n in range(times):
            laporan(replace(REPORT, what=f"{STORY} {n}"))
        with CaptureQueriesContext(connection) as captured:
            assert group_alike(at=MONDAY) == times
        return len(captured)

    assert asked(1) == asked(12)
