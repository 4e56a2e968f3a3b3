"""The matrix: nothing of the machine counts before a person did, and every word a person said can be read again."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.matrix_states import LONGEST_PLACE, MOST_PINS, Overtaken
from netral.cases.models import Case, ElementAssessment, Kajian, Pin, TakenNorm
from netral.cases.states import Refused
from netral.evidence.actions import keep
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import (
    EXAMINER,
    FACTS,
    INTAKE,
    LONG,
    MEMBER,
    acting_at,
    assessed,
    day,
    heard,
    opened,
    proposed,
)
from tests.cases.matrix import PinTo, asked, examined, norm_of, person, said
from tests.cases.stations import nothing_left_behind
from tests.cases.test_actions_people import THREE
from tests.evidence.builders import upload

pytestmark = pytest.mark.django_db
OUTSIDERS = {
    "petugas": INTAKE,
    "anggota": MEMBER,
    "pemeriksa_lain": acting_at("pemeriksa", "bawaslu-99.08"),
    "pemeriksa_provinsi": acting_at("pemeriksa", "bawaslu-99"),
    "auditor": acting_at("auditor", "bkn"),
}


def last(case: Case) -> Entry:
    return Entry.objects.filter(chain=case.reference).latest("position")


def proposals(case: Case) -> list[str]:
    matrix = queries.matrix_of(person(case))
    assert matrix.kajian
    return [row["provision"] for row in matrix.kajian.assessment["allegations"] if row["provision"] not in matrix.taken]


def test_a_proposal_counts_for_nothing_until_somebody_takes_it_over_and_says_of_each_element() -> None:
    case = examined()
    [sheet] = queries.matrix_of(person(case)).sheets

    assert sheet.met == 0
    assert next(line.machine.state for line in sheet.lines if line.machine) == "terpenuhi"
    assert all(line.said is None and line.machine for line in sheet.lines)


def test_taking_over_names_person_norm_and_rulebook_in_the_journal() -> None:
    case = examined()
    provision = proposals(case)[0]

    entry = actions.take_over(case, accused=person(case), provision=provision, acting=EXAMINER, at=day(3))

    norm = TakenNorm.objects.get(key=entry.facts["norm"])
    assert (norm.provision, norm.taken_by, norm.released_at) == (provision, EXAMINER.reference, None)
    assert entry.facts["provision"] == provision
    assert entry.facts["rulebook"] == norm.kajian.rulebook_version
    assert differences(case) == []


def test_what_is_not_proposed_cannot_be_taken_over() -> None:
    case = examined()

    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        actions.take_over(case, accused=person(case), provision="UU-0/1", acting=EXAMINER, at=day(3))

    assert refusal.value.field == "provision"


def test_without_a_kajian_there_is_nothing_to_take_over() -> None:
    case = heard()

    with pytest.raises(Refused, match="Simpan kajian dulu"):
        actions.take_over(case, accused=person(case), provision="UU-0/1", acting=EXAMINER, at=day(3))


def test_somebody_of_another_case_is_refused() -> None:
    case, other = examined(), examined()

    with pytest.raises(Refused, match="bukan terlapor perkara ini"):
        actions.take_over(case, accused=person(other), provision="UU-0/1", acting=EXAMINER, at=day(3))


def test_a_norm_in_use_is_not_taken_over_twice() -> None:
    case = examined()

    with nothing_left_behind(case), pytest.raises(SomeoneWasFaster):
        actions.take_over(case, accused=person(case), provision=norm_of(case).provision, acting=EXAMINER, at=day(3))


def test_a_norm_let_go_comes_back_with_what_was_said_of_it() -> None:
    case = examined()
    norm = norm_of(case)
    actions.assess_element(case, **said(case))

    actions.release(case, norm=norm, acting=EXAMINER, at=day(3))
    gone = queries.matrix_of(person(case)).sheets
    actions.take_over(case, accused=person(case), provision=norm.provision, acting=EXAMINER, at=day(3))

    assert gone == ()
    [sheet] = queries.matrix_of(person(case)).sheets
    assert (sheet.norm.pk, sheet.met) == (norm.pk, 1)


def test_a_norm_is_let_go_once() -> None:
    case = examined()
    norm = norm_of(case)
    values = said(case)
    actions.release(case, norm=norm, acting=EXAMINER, at=day(3))

    with nothing_left_behind(case), pytest.raises(SomeoneWasFaster):
        actions.release(case, norm=norm, acting=EXAMINER, at=day(3))
    with nothing_left_behind(case), pytest.raises(SomeoneWasFaster):
        actions.assess_element(case, **values)


def test_an_assessment_keeps_what_the_machine_had_said_and_no_word_enters_the_journal() -> None:
    case = examined()

    entry = actions.assess_element(case, **said(case, reason="KATARAHASIA menurut data kepegawaian."))

    row = ElementAssessment.objects.get()
    assert (row.number, row.state, row.machine) == (1, "terpenuhi", "terpenuhi")
    assert row.rulebook_version == queries.matrix_of(person(case)).kajian.rulebook_version  # type: ignore[union-attr]
    assert (entry.facts["number"], entry.facts["state"], entry.facts["pins"]) == (1, "terpenuhi", 0)
    assert len(entry.hashes) == 1
    assert "KATARAHASIA" not in str(entry.__dict__)
    assert differences(case) == []


def test_an_earlier_assessment_stays_readable() -> None:
    case = examined()
    actions.assess_element(case, **said(case, reason="Pertama."))
    actions.assess_element(case, **said(case, number=1, state="belum_terang", reason="Kedua."))

    history = queries.history_of(norm_of(case), "who")

    assert [(each.row.number, each.row.reason) for each in history] == [(2, "Kedua."), (1, "Pertama.")]
    [sheet] = queries.matrix_of(person(case)).sheets
    assert (sheet.lines[0].state, sheet.lines[0].differs) == ("belum_terang", True)


@pytest.mark.parametrize("state", ["tidak_terpenuhi", "belum_terang"])
def test_who_differs_from_the_machine_says_why(state: str) -> None:
    case = examined()

    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        actions.assess_element(case, **said(case, state=state, reason=" "))

    assert refusal.value.field == "reason"
    assert actions.assess_element(case, **said(case, state=state, reason="Data lama.")).facts["machine"] == "terpenuhi"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"state": "mungkin"}, "state"),
        ({"element": "tidak_ada"}, "element"),
        ({"pins": [PinTo("bukti:tidakada")]}, "pins"),
        ({"pins": [PinTo("bukti:x")] * (MOST_PINS + 1)}, "pins"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(changes: dict[str, Any], field: str) -> None:
    case = examined()

    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        actions.assess_element(case, **said(case, **changes))

    assert refusal.value.field == field


def test_a_pin_names_exhibit_hearing_or_answer_and_a_place() -> None:
    case = examined()
    exhibit = keep(case.laporan.reference, upload(), at=day(0))
    hearing = case.klarifikasi_set.get()
    request = asked(case)
    actions.end_request(case, request=request, status="dijawab", answer="Data diterima.", acting=EXAMINER, at=day(3))
    whats = [f"bukti:{exhibit.key}", f"klarifikasi:{hearing.key}", f"permintaan:{request.key}"]
    assert set(queries.pinnable(case)) == set(whats)

    pins = [PinTo(what, place) for what, place in zip(whats, ["hal. 3", "menit 02.10", ""], strict=True)]
    actions.assess_element(case, **said(case, pins=pins))

    rows = Pin.objects.order_by("pk")
    assert [(pin.exhibit, pin.klarifikasi, pin.request, pin.place) for pin in rows] == [
        (exhibit, None, None, "hal. 3"),
        (None, hearing, None, "menit 02.10"),
        (None, None, request, ""),
    ]
    assert last(case).facts["pins"] == 3


def test_an_unanswered_request_and_an_exhibit_of_another_case_cannot_be_pinned() -> None:
    case, other = examined(), examined()
    foreign = keep(other.laporan.reference, upload(), at=day(0))
    request = asked(case)

    for what in (f"bukti:{foreign.key}", f"permintaan:{request.key}"):
        with nothing_left_behind(case), pytest.raises(Refused):
            actions.assess_element(case, **said(case, pins=[PinTo(what)]))


def test_a_place_is_no_sentence() -> None:
    case = examined()
    hearing = case.klarifikasi_set.get()

    with nothing_left_behind(case), pytest.raises(Refused, match="singkat"):
        actions.assess_element(
            case, **said(case, pins=[PinTo(f"klarifikasi:{hearing.key}", "x" * (LONGEST_PLACE + 1))])
        )


def test_the_slower_of_two_at_one_element_is_told_the_number_there_is_now() -> None:
    case = examined()
    actions.assess_element(case, **said(case, reason="Yang cepat."))

    with nothing_left_behind(case), pytest.raises(Overtaken) as problem:
        actions.assess_element(case, **said(case, reason="Yang lambat."))

    assert problem.value.number == 1


@pytest.mark.parametrize("persona", OUTSIDERS)
def test_only_an_examiner_of_the_office_fills_in_the_matrix(persona: str) -> None:
    case, acting = examined(), OUTSIDERS[persona]
    norm, values, provision = norm_of(case), said(case, acting=acting), proposals(case)[0]

    for verb in (
        lambda: actions.assess_element(case, **values),
        lambda: actions.take_over(case, accused=person(case), provision=provision, acting=acting, at=day(3)),
        lambda: actions.release(case, norm=norm, acting=acting, at=day(3)),
    ):
        with nothing_left_behind(case), pytest.raises(NotAllowed):
            verb()


def test_before_the_members_nothing_changes_any_more() -> None:
    case = examined()
    values = said(case)
    proposed(case)

    with nothing_left_behind(case), pytest.raises(NotAllowed):
        actions.assess_element(case, **values)


def test_each_person_has_norms_and_facts_of_their_own() -> None:
    case = heard(opened(report=THREE))
    first, second, third = case.accused_set.all()
    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS)
    village = {**FACTS, "subject": "kades"}
    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=village, accused=second)

    shown = {each.accused: each.kajian for each in queries.matrices(case, [first, second, third])}

    assert shown[first] == shown[third] != shown[second]
    assert shown[second].facts["subject"] == "kades"  # type: ignore[union-attr]
    offered = shown[second].assessment["allegations"][0]["provision"]  # type: ignore[union-attr]
    actions.take_over(case, accused=second, provision=offered, acting=EXAMINER, at=day(3))
    assert [norm.accused for norm in queries.taken_norms([first, second, third])] == [second]


def test_an_edition_about_everybody_leaves_alone_what_was_decided_for_one() -> None:
    case = heard(opened(report=THREE))
    people = list(case.accused_set.all())
    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS)
    one, two = (row["provision"] for row in Kajian.objects.latest("pk").assessment["allegations"][:2])
    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS, provisions=[one])
    assert queries.taken_norms(people).count() == 3
    actions.release(case, norm=queries.taken_norms(people)[0], acting=EXAMINER, at=day(3))

    actions.save_kajian(case, acting=EXAMINER, at=day(3), facts=FACTS, provisions=[one, two])
    after = [(norm.accused.place, norm.provision) for norm in queries.taken_norms(people)]
    actions.save_kajian(case, acting=EXAMINER, at=day(3), facts=FACTS, provisions=[two])

    assert sorted(after) == sorted([(1, one), (2, one), (0, two), (1, two), (2, two)])
    assert {norm.provision for norm in queries.taken_norms(people)} == {two}


def test_one_person_alone_follows_the_newest_edition() -> None:
    case = assessed()
    before = norm_of(case).provision

    actions.save_kajian(case, acting=EXAMINER, at=day(3), facts=FACTS, conclusion=LONG)

    assert list(queries.taken_norms([person(case)])) == []
    assert TakenNorm.objects.get(provision=before).released_by == EXAMINER.reference


def test_a_kajian_about_somebody_who_is_not_examined_is_refused() -> None:
    case, other = heard(), heard()

    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS, accused=person(other))

    assert refusal.value.field == "accused"


def test_a_norm_the_newest_answer_no_longer_proposes_stays_with_its_mark() -> None:
    case = assessed()
    actions.save_kajian(case, acting=EXAMINER, at=day(3), facts={**FACTS, "subject": "TNI"}, conclusion=LONG)

    [sheet] = queries.matrix_of(person(case)).sheets

    assert not sheet.proposed
    assert sheet.lines


def test_an_edition_kept_without_codes_is_read_by_the_names_of_its_elements() -> None:
    case = examined()
    kajian = norm_of(case).kajian
    codes = queries.element_codes(kajian, norm_of(case).provision)
    rows = kajian.assessment["allegations"]
    rows[0]["elements"][-1]["element"] = "unsur yang tidak dikenal"
    Kajian.objects.filter(pk=kajian.pk).update(parts={}, assessment=kajian.assessment)

    found = queries.element_codes(Kajian.objects.get(pk=kajian.pk), norm_of(case).provision)

    assert found == [*codes[:-1], f"lain_{len(codes)}"]


def test_a_file_that_came_later_can_be_pinned_too() -> None:
    case = examined()
    later = keep(case.reference, SimpleUploadedFile("b.pdf", b"%PDF-1.4 b"), at=day(2))

    assert f"bukti:{later.key}" in queries.pinnable(case)
