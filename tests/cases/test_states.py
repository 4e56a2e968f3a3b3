import pytest

from netral import rulebook
from netral.cases.actions import STEPS
from netral.cases.forms import FORMS, CircumstancesForm
from netral.cases.states import BROUGHT_BY_THE_FORM, KIND_NAMES, LEVEL_NAMES, POSITION_CLASSES, Decision
from netral.registry.models import PositionClass

TABLES = [rulebook.current().procedures[code][-1] for code in ("pemilu", "pilkada")]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.code)
def test_every_step_people_take_on_a_case_has_a_verb_and_a_form(table: rulebook.Procedure) -> None:
    without_form = {"sistem", "terlapor"}  # an accused person answers at a page of their own
    taken = {step.code for step in table.steps if step.subject == "perkara" and not without_form.issuperset(step.by)}

    assert taken <= STEPS.keys()
    assert taken <= FORMS.keys()


def test_no_verb_and_no_form_is_without_a_step() -> None:
    known = {step.code for table in TABLES for step in table.steps if step.subject == "perkara"}

    assert STEPS.keys() == FORMS.keys()
    assert STEPS.keys() <= known


def test_every_decision_is_a_status_of_the_table() -> None:
    for table in TABLES:
        assert set(Decision.values) <= {status.code for status in table.statuses_of("perkara")}


def test_requirements_a_form_brings_are_those_of_its_step() -> None:
    needed = {need for table in TABLES for step in table.steps if step.subject == "perkara" for need in step.needs}

    known_of_the_case = {"klarifikasi_ada", "kajian_tersimpan", "tambahan_belum_dipakai", "terlapor_menunggu",
        "semua_diteruskan",
    }  # fmt: skip
    assert needed - known_of_the_case == BROUGHT_BY_THE_FORM


def test_the_words_of_the_workspace_cover_the_codes_of_the_rulebook() -> None:
    vocabulary = rulebook.current().vocabulary

    assert CircumstancesForm.base_fields.keys() == vocabulary.circumstances.keys()
    assert POSITION_CLASSES.keys() == set(PositionClass.values)
    assert {row.kind for row in rulebook.current().provisions.values()} <= KIND_NAMES.keys()
    assert {row.level for row in rulebook.current().provisions.values() if row.level} <= LEVEL_NAMES.keys()
