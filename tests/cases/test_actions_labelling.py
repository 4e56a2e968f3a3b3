"""Labels: put on, taken off, found again; their words stand neither in the journal nor readable in the database."""

from datetime import timedelta

import pytest
from django.db import connection

from netral.access.models import Role
from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.actions.labelling import erase_labels
from netral.cases.models import Case, CaseLabel, Label
from netral.cases.states import LABELLED, UNLABELLED, Refused
from netral.offices.queries import organisation
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import acting_at, day, opened
from tests.cases.people import as_acting

pytestmark = pytest.mark.django_db


def labelled(case: Case, word: str = "mendesak", role: str = Role.EXAMINER) -> Entry | None:
    return actions.add_label(case, acting=as_acting(role), at=day(1), word=word)


def words(case: Case) -> list[str]:
    return [label.word for label in queries.labels_of(case)]


def test_a_label_is_journalled_by_its_key_and_stored_unreadable() -> None:
    case = opened()
    entry = labelled(case, "penandalabel")

    label = Label.objects.get()
    assert entry is not None
    assert (entry.verb, entry.facts) == (LABELLED, {"label": label.key})
    assert case.laporan.reference in entry.subjects
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, mark FROM cases_label")
        word, mark = cursor.fetchone()
    assert b"penandalabel" not in bytes(word)
    assert "penandalabel" not in mark


def test_spaces_become_hyphens_and_capitals_make_no_second_word() -> None:
    one, two = opened(), opened()
    labelled(one, " Dinas  Pendidikan ")
    labelled(two, "dinas-pendidikan")

    assert words(one) == words(two) == ["Dinas-Pendidikan"]
    assert Label.objects.count() == 1
    assert labelled(two, "DINAS-pendidikan") is None
    assert CaseLabel.objects.count() == 2


@pytest.mark.parametrize("word", ["", " ", "a:b", "-awal", "akhir-", "a" * 31, "dua_garis_", "<b>"])
def test_what_is_no_short_word_is_refused_at_its_field(word: str) -> None:
    with pytest.raises(Refused) as refusal:
        labelled(opened(), word)

    assert refusal.value.field == "word"
    assert not Label.objects.exists()


def test_a_label_goes_once_and_others_keep_it() -> None:
    one, two = opened(), opened()
    labelled(one)
    labelled(two)
    label = Label.objects.get()

    entry = actions.remove_label(one, label, acting=as_acting(Role.MEMBER), at=day(1))

    assert (entry.verb, entry.facts) == (UNLABELLED, {"label": label.key})
    assert (words(one), words(two)) == ([], ["mendesak"])
    with pytest.raises(SomeoneWasFaster):
        actions.remove_label(one, label, acting=as_acting(), at=day(1))


def test_a_case_carries_only_so_many() -> None:
    case = opened()
    for number in range(10):
        labelled(case, f"label{number}")

    with pytest.raises(NotAllowed, match="paling banyak 10 label"):
        labelled(case, "sebelas")
    assert labelled(case, "label3") is None


@pytest.mark.parametrize(("role", "office"), [("pemeriksa", "bawaslu-99"), ("kustodian", "bawaslu-99.07")])
def test_only_people_of_the_office_label(role: str, office: str) -> None:
    case = opened()
    labelled(case)

    with pytest.raises(NotAllowed):
        actions.add_label(case, acting=acting_at(role, office), at=day(1), word="lain")
    with pytest.raises(NotAllowed):
        actions.remove_label(case, Label.objects.get(), acting=acting_at(role, office), at=day(1))


def test_who_was_slower_than_a_move_to_another_office_is_told() -> None:
    case = opened()
    Case.objects.filter(pk=case.pk).update(office=organisation("bawaslu-99.08"))

    with pytest.raises(SomeoneWasFaster):
        labelled(case)


def test_labels_go_with_the_texts_and_words_nobody_carries_go_too() -> None:
    one, two = opened(), opened()
    for word in ("sendiri", "bersama"):
        labelled(one, word)
    labelled(two, "bersama")

    erase_labels(one)

    assert words(one) == []
    assert [label.word for label in Label.objects.all()] == ["bersama"]


def test_the_queue_finds_a_label_of_ones_own_office_and_shows_it() -> None:
    case, other = opened(), opened()
    labelled(case, "Mendesak")
    now = day(1) + timedelta(hours=1)

    def found(who: str, line: str = "label:MENDESAK") -> list[str]:
        acting = acting_at("pemeriksa", who)
        places = queries.filtered(acting, "tenggat", queries.parse(line), now=now)
        return [(row.subject.number, *row.labels) for row in queries.rows(list(places), now=now, acting=acting)]

    assert found("bawaslu-99.07") == [(case.number, "Mendesak")]
    assert found("bawaslu-99") == []
    assert found("bawaslu-99.07", "label:lain") == []
    assert sorted(found("bawaslu-99", "jenis:perkara")) == sorted([(case.number,), (other.number,)])
    assert queries.parse("label:a:b").problems
    assert str(queries.parse("label:mendesak kota")) == "label:mendesak kota"


def test_the_words_an_office_knows_are_those_that_stand_on_a_case() -> None:
    case = opened()
    labelled(case, "zebra")
    labelled(case, "Apel")
    actions.remove_label(case, Label.objects.get(mark=queries.label_mark("bawaslu-99.07", "zebra")),
                         acting=as_acting(), at=day(1))  # fmt: skip

    assert [label.word for label in queries.labels_known(case.office)] == ["Apel"]
