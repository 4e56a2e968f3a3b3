"""Two people at one element, in real transactions: one is stored, the other is told; at two elements both are."""

import pytest

from netral.audit.queries import verify
from netral.cases import actions, queries
from netral.cases.models import Case, ElementAssessment, KajianText, ProofRequest
from netral.procedure.queries import differences
from tests.cases.builders import EXAMINER, day
from tests.cases.matrix import asked, examined, norm_of, person, said, texts
from tests.cases.test_races import at_once, kinds, own

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_at_one_element_one_is_stored_and_the_other_sees_it() -> None:
    case = examined()
    values = [said(case, reason=f"Alasan {place}.") for place in range(2)]
    people = [own(case), own(case)]

    results = at_once(*(
        lambda each=each, value=value: actions.assess_element(each, **value)  # type: ignore[misc]
        for each, value in zip(people, values, strict=True)
    ))  # fmt: skip

    assert kinds(results) == ["Entry", "Overtaken"]
    assert ElementAssessment.objects.count() == 1
    assert verify().ok


def test_two_at_two_elements_do_not_get_in_each_others_way() -> None:
    case = examined()
    codes = [line.code for line in queries.matrix_of(person(case)).sheets[0].lines[:2]]
    norm = norm_of(case)

    results = at_once(*(
        lambda each=each, code=code: actions.assess_element(  # type: ignore[misc]
            each, norm=norm, element=code, number=0, state="terpenuhi", acting=EXAMINER, at=day(3)
        )
        for each, code in zip([own(case), own(case)], codes, strict=True)
    ))  # fmt: skip

    assert kinds(results) == ["Entry", "Entry"]
    assert differences(case) == []


def test_whoever_saves_while_the_case_goes_to_the_members_is_before_or_refused() -> None:
    case = examined()
    about = person(case)

    def save(mine: Case) -> object:
        return actions.save_text(mine, accused=about, edition=0, chapters=texts(), acting=EXAMINER, at=day(2, 15))

    writer, mover = own(case), own(case)
    results = at_once(lambda: save(writer), lambda: actions.propose(mover, acting=EXAMINER, at=day(2, 15)))

    assert kinds(results) in (["Entry", "Entry"], ["Entry", "NotAllowed"], ["Entry", "SomeoneWasFaster"])
    rows = KajianText.objects.all()
    if own(case).status == "menunggu_pleno":
        assert all(row.frozen_at for row in rows)


def test_a_button_pressed_twice_at_once_sends_one_letter_and_ends_once() -> None:
    case = examined()
    norm = norm_of(case)

    sent = at_once(*(lambda mine=mine: asked(mine, norm=norm) for mine in [own(case), own(case)]))  # type: ignore[misc]
    request = ProofRequest.objects.get()
    ended = at_once(*(
        lambda mine=mine, status=status: actions.end_request(  # type: ignore[misc]
            mine, request=request, status=status, answer="Ada.", acting=EXAMINER, at=day(3)
        )
        for mine, status in zip([own(case), own(case)], ("dijawab", "ditarik"), strict=True)
    ))  # fmt: skip

    assert kinds(sent) == ["ProofRequest", "SomeoneWasFaster"]
    assert kinds(ended) == ["Entry", "SomeoneWasFaster"]
