"""What a case says of people goes with what its laporan said; what was decided, and how, stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import serializers

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases import actions
from netral.cases.actions import erasing
from netral.cases.models import Case, Pleno
from netral.cases.pages import TABS
from netral.intake import actions as intake
from netral.intake.house_rules import house_rule
from netral.offices.queries import organisation
from netral.procedure.models import Meeting, Vote
from netral.procedure.states import NotAllowed
from tests.cases.builders import EXAMINER, FACTS, LONG, assessed, day, decided, forwarded, heard, opened
from tests.cases.matrix import asked
from tests.cases.pages import client, url
from tests.cases.stations import at_station

pytestmark = pytest.mark.django_db
OVER = day(9) + house_rule("texts_kept").length


def written(case: Case) -> str:
    """Everything the rows of a case hold, decrypted."""
    meetings = Meeting.objects.filter(subject=case.reference)
    rows: list[Any] = [
        *(each for rows in (case.accused_set, case.klarifikasi_set, case.kajian_set) for each in rows.all()),
        *(each for rows in (case.send_backs, case.penerusan_set) for each in rows.all()),
        *meetings,
        *Vote.objects.filter(meeting__in=meetings),
    ]
    return serializers.serialize("json", rows)


def told() -> Case:
    """A closed case with every text people can write, each with the same word in it."""
    case = at_station("selesai")
    for rows, columns in (
        (case.accused_set, ("name", "job", "agency_text", "subject", "left_reason")),
        (case.klarifikasi_set, ("name", "place", "minutes")),
        (case.kajian_set, ("conclusion",)),
        (case.penerusan_set, ("override_reason", "conflict_note", "summary", "outcome_note")),
        (Meeting.objects.filter(subject=case.reference), ("seats_reason",)),
        (Vote.objects.filter(meeting__subject=case.reference), ("note",)),
    ):
        assert rows.update(**dict.fromkeys(columns, "rahasia"))
    return case


def test_nothing_goes_before_the_texts_of_the_laporan() -> None:
    case = told()
    before = written(case)

    intake.erase_expired(OVER - timedelta(days=1))

    assert erasing.erase_expired(OVER - timedelta(days=1)) == 0
    assert written(case) == before


def test_with_the_texts_of_the_laporan_those_of_its_case_go_once() -> None:
    case = told()
    intake.erase_expired(OVER)

    assert [erasing.erase_expired(OVER) for _turn in range(2)] == [1, 0]

    assert "rahasia" not in written(case)
    assert Entry.objects.filter(chain=case.reference, verb="perkara.isi_dihapus").count() == 1
    pleno = Pleno.objects.get(case=case)
    assert (pleno.reason, pleno.decision) == ("", "terbukti")
    assert verify().ok


def test_a_position_and_a_reason_that_stood_as_a_basis_go_and_what_the_law_says_stays() -> None:
    """Both were typed: the position among the facts of a kajian, the reason where no rule led to the receiver."""
    case = decided(case=assessed(heard(opened()), facts={**FACTS, "position": "Kepala Dinas Rahasia"}))
    by_law = forwarded(case)
    by_hand = forwarded(case, receiver=organisation("kemendagri"), override_reason=LONG, further_reason=LONG, at=day(5))
    basis = by_law.basis

    erasing.erase_texts(case, at=OVER)

    by_law.refresh_from_db()
    by_hand.refresh_from_db()
    assert (by_law.basis, by_hand.basis, by_hand.override_reason) == (basis, "", "")
    assert basis
    assert [kajian.facts for kajian in case.kajian_set.all()] == [FACTS] * case.kajian_set.count()


def test_what_another_hand_erased_meanwhile_is_not_erased_again() -> None:
    case = told()
    erasing.erase_texts(case, at=OVER)

    erasing.erase_texts(case, at=OVER)

    assert Entry.objects.filter(chain=case.reference, verb="perkara.isi_dihapus").count() == 1


def test_an_answer_is_not_written_where_the_texts_are_gone() -> None:
    case = assessed(heard(opened()))
    request = asked(case)
    stale = Case.objects.select_related("laporan", "office").get(pk=case.pk)
    erasing.erase_texts(case, at=OVER)

    with pytest.raises(NotAllowed, match="tidak ditulisi lagi"):
        actions.end_request(stale, request=request, status="dijawab", answer="Kata baru.", acting=EXAMINER, at=OVER)
    request.refresh_from_db()
    assert (request.status, request.answer) == ("diminta", "")


def test_one_case_that_fails_keeps_no_other_waiting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = opened(), opened()
    monkeypatch.setattr("netral.cases.queries.outliving_their_laporan", lambda: [bad, good])
    monkeypatch.setattr(erasing, "erase_matrix", lambda case: {good.pk: None}[case.pk])

    assert erasing.erase_expired(OVER) == 1
    assert [record.getMessage() for record in caplog.records] == [f"Case {bad.pk} was passed over."]


def test_a_case_without_texts_still_opens_with_all_its_tabs() -> None:
    case, browser = told(), client()
    erasing.erase_texts(case, at=OVER)

    answers = [browser.get(url(case, f"{tab}/")) for tab in TABS]

    assert {answer.status_code for answer in answers} == {200}
    assert any("masa simpannya berakhir" in answer.content.decode() for answer in answers)
