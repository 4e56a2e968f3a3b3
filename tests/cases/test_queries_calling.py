"""Exhibits of a case of several reports: of two with one label each says with which report it came, everywhere."""

from typing import Any

import pytest

from netral.cases import actions, queries
from netral.cases.assembling import assemble
from netral.cases.forms import ForwardForm
from netral.cases.forms.matrix import called_by
from netral.cases.models import Case, Penerusan
from netral.cases.queries import exhibits_of_case
from netral.discipline.queries import handed_over
from netral.evidence.actions import keep
from netral.evidence.models import Exhibit
from tests.cases.builders import INTAKE, assessed, complete_laporan, day, decided, forwarded, opened, photo
from tests.cases.matrix import PinTo, first_element, norm_of, said
from tests.cases.pages import client, url
from tests.documents.builders import words

pytestmark = pytest.mark.django_db


def joined_case() -> tuple[Case, Exhibit, Exhibit, str]:
    """A case under examination with a report joined to it: B1 of each, and the number of the second report."""
    case, other = assessed(), complete_laporan()
    actions.join(case, other, acting=INTAKE, at=day(2))
    mine = keep(case.laporan.reference, photo(b"1"), at=day(2))
    return Case.objects.get(pk=case.pk), mine, keep(other.reference, photo(b"2"), at=day(2)), other.number


def pinned(case: Case, *exhibits: Exhibit) -> None:
    pins = [PinTo(f"bukti:{each.key}", "") for each in exhibits]
    actions.assess_element(case, **said(case, reason="Terlihat di foto.", pins=pins))


def test_labels_that_differ_stand_alone() -> None:
    case = opened()
    first, second = (keep(case.reference, photo(b"%d" % number), at=day(1)) for number in range(2))

    found = exhibits_of_case(case)

    assert [each.called for each in found] == [first.label, second.label]
    assert first.called == first.label


def test_of_two_with_one_label_each_names_its_report() -> None:
    case, mine, theirs, number = joined_case()
    own = keep(case.reference, photo(b"3"), at=day(3))

    found = {each.pk: each.called for each in exhibits_of_case(case)}

    assert mine.label == theirs.label == own.label == "B1"
    assert found == {
        mine.pk: f"B1 · {case.laporan.number}", own.pk: f"B1 · {case.number}", theirs.pk: f"B1 · {number}",
    }  # fmt: skip
    assert Exhibit.objects.get(pk=theirs.pk).called == "B1"  # nothing was written


def test_what_stands_apart_again_is_called_by_its_label_alone() -> None:
    case, mine, _theirs, _number = joined_case()
    actions.separate(case, case.joined_set.get().laporan, acting=INTAKE, at=day(3))

    assert [each.called for each in exhibits_of_case(Case.objects.get(pk=case.pk))] == [mine.label]


def test_the_tables_of_the_case_page_name_them_by_their_report() -> None:
    case, _mine, _theirs, number = joined_case()

    browser = client()
    pages = [browser.get(url(case, tab)).content.decode() for tab in ("", "bukti/")]

    assert [f">B1 · {number}</" in page for page in pages] == [True, True]
    assert not any(">B1</" in page for page in pages)


def test_what_an_element_rests_on_is_named_by_its_report_in_matrix_text_and_form() -> None:
    case, mine, theirs, number = joined_case()
    pinned(case, mine, theirs)
    names = [f"B1 · {case.laporan.number}", f"B1 · {number}"]

    [person] = queries.persons_of(case)
    chapters = assemble(person)
    browser = client()
    matrix = browser.get(url(case, "penilaian/")).content.decode()
    address = url(case, f"norma/{norm_of(case).key}/unsur/{first_element(case)}/")
    form = [called_by(thing) for what, thing in queries.pinnable(case).items() if what.startswith("bukti:")]

    for name in names:
        assert f"{name}: " in chapters["evidence"]
        assert name in chapters["analysis"]
        assert f">{name}</a>" in matrix
        assert any(row.startswith(name) for row in form)
    page = browser.get(address)
    assert page.status_code == 200
    assert all(f">{name}</a>" in page.content.decode() for name in names)


def test_the_letter_the_form_and_the_receiver_call_an_exhibit_alike() -> None:
    case, mine, theirs, number = joined_case()
    case = decided(case=case)
    offered = [name for _key, name in ForwardForm(case=case).fields["exhibits"].choices]  # type: ignore[attr-defined]

    penerusan = forwarded(case, exhibits=[Exhibit.objects.get(pk=theirs.pk)], at=day(6))

    assert [name.split(" ", 3)[:3] for name in offered] == [["B1", "·", case.laporan.number], ["B1", "·", number]]
    with penerusan.document.opened() as file:
        assert number in words(file.read())
    [shown] = handed_over(Penerusan.objects.select_related("case__laporan").get(pk=penerusan.pk)).exhibits
    assert (shown.pk, shown.called) == (theirs.pk, f"B1 · {number}")
    assert mine.pk not in {each.pk for each in penerusan.exhibits.all()}


def test_what_is_of_another_case_keeps_its_label() -> None:
    case, *_rest = joined_case()
    foreign = keep(opened().laporan.reference, photo(b"9"), at=day(2))

    assert queries.as_in_case(case, [foreign]) == [foreign]
    assert foreign.called == "B1"


@pytest.mark.parametrize("joined", [0, 3])
def test_calling_costs_no_more_for_many_reports(joined: int, django_assert_max_num_queries: Any) -> None:
    case = opened()
    for number in range(joined):
        other = complete_laporan()
        actions.join(case, other, acting=INTAKE, at=day(2))
        keep(other.reference, photo(b"%d" % number), at=day(2))
    found = Case.objects.select_related("laporan").get(pk=case.pk)

    with django_assert_max_num_queries(4):
        assert len({each.called for each in exhibits_of_case(found)}) == joined
