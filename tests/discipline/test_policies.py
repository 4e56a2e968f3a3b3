import pytest

from netral import rulebook
from netral.access.states import Acting
from netral.cases.desk_policies import allows
from netral.discipline import policies, queries
from netral.discipline.actions import STEPS
from netral.discipline.forms import FORMS
from netral.discipline.models import Penanganan
from netral.discipline.pages import MAIN_WAY
from netral.discipline.states import BROUGHT_BY_THE_FORM, PROCEDURE, Level, Refused, is_lighter
from tests.cases.builders import day, forwarded
from tests.discipline.builders import AUDITOR, recommended, taken_in, verified
from tests.intake.builders import staff

TABLE = rulebook.current().procedures[PROCEDURE][-1]

# Who sees a handling: before the recommendation, after it. The office that handed over follows on its own case page.
PERSONAS = [
    ("auditor", "kasn", True, True),
    ("auditor", "bkn", False, False),
    ("pejabat_pembina", "pemkab-99.07", False, True),
    ("petugas_kepegawaian", "pemkab-99.07", False, True),
    ("pejabat_pembina", "pemkot-99.08", False, False),
    ("auditor", "pemkab-99.07", False, False),
    ("pejabat_pembina", "kasn", False, False),
    ("pemeriksa", "bawaslu-99.07", False, False),
    ("anggota", "bawaslu", False, False),
    ("admin", "kasn", False, False),
]


@pytest.mark.django_db
def test_an_agency_sees_a_handling_once_something_was_recommended_to_it() -> None:
    before, after = verified(), recommended()

    for role, office, sees_before, sees_after in PERSONAS:
        seen = set(queries.penanganan_seen_by(staff(role, office)))
        assert ((before in seen), (after in seen)) == (sees_before, sees_after), (role, office)


@pytest.mark.django_db
def test_nobody_without_a_seat_sees_anything() -> None:
    taken_in()

    assert not queries.penanganan_seen_by(Acting("akun:tanpa", ())).exists()
    assert not queries.incoming(Acting("akun:tanpa", ())).exists()


@pytest.mark.django_db
def test_a_hand_over_is_incoming_until_it_is_taken_in() -> None:
    penerusan = forwarded()

    assert list(queries.incoming(AUDITOR)) == [penerusan]
    assert allows(policies.check_can_take_in, penerusan, AUDITOR)
    assert not allows(policies.check_can_take_in, penerusan, staff("auditor", "bkn"))
    taken_in(penerusan)
    assert list(queries.incoming(AUDITOR)) == []


@pytest.mark.django_db
def test_a_day_lies_between_the_step_before_and_today() -> None:
    office = taken_in().authority

    policies.check_day("x", day(1).date(), earliest=day(1).date(), office=office, at=day(1))
    with pytest.raises(Refused, match="belum tiba"):
        policies.check_day("x", day(2).date(), earliest=day(1).date(), office=office, at=day(1))
    with pytest.raises(Refused, match="16 Januari 2024 atau sesudahnya"):
        policies.check_day("x", day(0).date(), earliest=day(1).date(), office=office, at=day(1))


def test_eighty_percent_is_sure_enough() -> None:
    policies.check_sure_enough(80, "")
    policies.check_sure_enough(79, "Jabatan sama.")
    with pytest.raises(Refused, match="79 persen"):
        policies.check_sure_enough(79, "  ")


def test_levels_stand_in_their_order() -> None:
    assert is_lighter("ringan", "sedang")
    assert not is_lighter("sedang", "sedang")
    assert is_lighter("berat", "ptdh")
    assert not is_lighter("berat", "moral")


def test_every_step_has_a_verb_and_a_form_and_nothing_more() -> None:
    assert STEPS.keys() == FORMS.keys() == {step.code for step in TABLE.steps}
    assert set(MAIN_WAY) <= STEPS.keys()


def test_requirements_are_brought_by_the_forms() -> None:
    assert {need for step in TABLE.steps for need in step.needs} == BROUGHT_BY_THE_FORM


def test_every_level_of_the_rulebook_is_known() -> None:
    levels = {sanction.level for sanction in rulebook.current().sanction_list.values() if sanction.level}

    assert levels <= set(Level.values)


def test_sanctions_stand_lightest_level_first() -> None:
    levels = [str(sanction.level) for sanction in queries.all_sanctions(Penanganan(), day(0).date())]

    assert levels == sorted(levels, key=list(Level.values).index)
    assert {"ringan", "sedang", "berat"} <= set(levels)
