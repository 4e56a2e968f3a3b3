"""Every step of both tables at every wrong status, by every wrong person, without what it needs: through the verbs."""

import pytest
from django.utils import translation

from netral.access.states import REPORTER, SYSTEM, Acting
from netral.cases import actions, queries
from netral.cases.forms import FORMS
from netral.cases.models import Case, Kajian, Klarifikasi, TakenNorm
from netral.procedure.states import NotAllowed
from tests.cases.builders import EXAMINER, FACTS, INTAKE, LONG, MEMBER, acting_at, day, hearing, opened
from tests.cases.stations import (
    OFFICE,
    PROCEDURES,
    STATUSES,
    TABLES,
    at_station,
    holder,
    nothing_left_behind,
    possible,
    steps_of,
    take,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NAME = "Bawaslu Kabupaten Tirta Buana"
CELLS = [(procedure, status) for procedure in PROCEDURES for status in STATUSES]
STEPS = [(procedure, step.code) for procedure in PROCEDURES for step in steps_of(procedure)]


def instead(procedure: str, status: str) -> str:
    """The sentence about what is possible, put together from the table's words alone."""
    label = TABLES[procedure].statuses[status].label.id
    steps = [step.label.id for step in possible(procedure, status)]
    if not steps:
        return f"Perkara ini sudah berakhir dengan status “{label}”; tidak ada langkah lagi."
    return f"Perkara ini berstatus “{label}”; langkah yang mungkin sekarang: {', '.join(steps)}."


@pytest.mark.parametrize(("procedure", "status"), CELLS)
def test_a_step_at_the_wrong_status_says_what_is_possible_and_leaves_nothing(procedure: str, status: str) -> None:
    case = at_station(status, procedure)
    wrong = [step for step in steps_of(procedure) if status not in step.froms]

    for step in wrong:
        with nothing_left_behind(case), pytest.raises(NotAllowed) as refusal:
            take(case, step.code, holder(step))
        assert str(refusal.value) == instead(procedure, status), step.code
        assert refusal.value.steps == [each.code for each in possible(procedure, status)], step.code
    assert wrong


@pytest.mark.parametrize(("procedure", "status"), CELLS)
def test_the_system_closes_nothing_that_was_not_handed_over(procedure: str, status: str) -> None:
    case = at_station(status, procedure)
    if status == "diteruskan":
        actions.close(case, at=day(9), outcome="dihentikan")
        assert case.status == "selesai"
        return

    with nothing_left_behind(case), pytest.raises(NotAllowed) as refusal:
        actions.close(case, at=day(9), outcome="dihentikan")

    assert str(refusal.value) == instead(procedure, status)


ROLES = ["petugas_laporan", "pemeriksa", "anggota", "kustodian", "admin", "auditor", "pejabat_pembina"]
OTHER_OFFICES = ["bawaslu-99.08", "bawaslu-99", "bawaslu", "bkn", "pemkab-99.07"]


def strangers(step: str, procedure: str) -> list[Acting]:
    """Everybody the table does not name: other roles here, the right role elsewhere, and the two without a seat."""
    role = TABLES[procedure].step(step).by[0]
    elsewhere = [acting_at(role, office) for office in OTHER_OFFICES]
    return [*(acting_at(other, OFFICE) for other in ROLES if other != role), *elsewhere, REPORTER, SYSTEM]


@pytest.mark.parametrize(("procedure", "code"), STEPS)
def test_a_step_by_the_wrong_person_or_from_elsewhere_names_the_right_one(procedure: str, code: str) -> None:
    step = TABLES[procedure].step(code)
    case = at_station(step.froms[0], procedure)
    role = TABLES[procedure].roles[step.by[0]].id

    for stranger in strangers(code, procedure):
        with nothing_left_behind(case), pytest.raises(NotAllowed) as refusal:
            take(case, code, stranger)
        assert str(refusal.value) == f"Langkah ini diambil oleh {role} di {NAME}.", stranger
        for offered in refusal.value.steps:
            roles = {"sistem"} if stranger is SYSTEM else {seat.role for seat in stranger.seats}
            assert TABLES[procedure].step(offered).by[0] in roles


@pytest.mark.parametrize(("procedure", "code"), STEPS)
def test_the_same_step_by_the_right_person_goes_where_the_table_says(procedure: str, code: str) -> None:
    step = TABLES[procedure].step(code)
    case = at_station(step.froms[0], procedure)
    version = case.version

    entry = take(case, code, holder(step))

    assert (case.status, case.version) == (step.to or step.froms[0], version + 1)
    assert (entry.verb, entry.before, entry.after) == (f"perkara.{code}", step.froms[0], case.status)
    assert entry.office == OFFICE
    stored = Case.objects.get(pk=case.pk)
    assert (stored.status, stored.version) == (case.status, case.version)


HEARD = "paling sedikit satu klarifikasi sudah dicatat"
SAVED = "kajian sudah disimpan"


@pytest.mark.parametrize("procedure", PROCEDURES)
@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ((Klarifikasi,), f"Belum bisa: perlu {HEARD}."),
        ((Kajian,), f"Belum bisa: perlu {SAVED}."),
        ((Klarifikasi, Kajian), f"Belum bisa: perlu {HEARD}, {SAVED}."),
    ],
    ids=["hearing", "kajian", "both"],
)
def test_what_is_missing_before_the_pleno_is_named(
    procedure: str, without: tuple[type[Klarifikasi] | type[Kajian], ...], sentence: str
) -> None:
    case = at_station("pemeriksaan", procedure)
    TakenNorm.objects.filter(accused__case=case).delete()
    for model in without:
        model._default_manager.filter(case=case).delete()

    with nothing_left_behind(case), pytest.raises(NotAllowed) as refusal:
        take(case, "susun_kajian", EXAMINER)

    assert str(refusal.value) == sentence
    others = [step.code for step in possible(procedure, "pemeriksaan") if step.code not in ("susun_kajian", "jawab")]
    assert refusal.value.steps == others


@pytest.mark.parametrize("procedure", PROCEDURES)
@pytest.mark.parametrize("decision", ["terbukti", "tidak_terbukti", "bukan_kewenangan"])
def test_without_quorum_no_decision_of_any_kind_is_kept(procedure: str, decision: str) -> None:
    case = at_station("menunggu_pleno", procedure)

    with nothing_left_behind(case), pytest.raises(NotAllowed) as refusal:
        take(case, f"putuskan_{decision}", MEMBER, present=1, in_favour=1)

    assert str(refusal.value) == "Belum bisa: perlu rapat pleno memenuhi kuorum."
    assert f"putuskan_{decision}" not in refusal.value.steps
    assert "kembalikan" in refusal.value.steps


def test_requirements_of_one_case_are_not_met_by_another() -> None:
    ready, bare = at_station("pemeriksaan"), opened()

    assert queries.met(ready) == {"terlapor_menunggu", "klarifikasi_ada", "kajian_tersimpan", "tambahan_belum_dipakai"}
    with nothing_left_behind(bare), pytest.raises(NotAllowed):
        take(bare, "susun_kajian", EXAMINER)


def test_every_step_of_people_has_a_verb_and_a_form_and_no_step_of_the_system_has() -> None:
    for table in TABLES.values():
        steps = [step for step in table.steps if step.subject == Case.KIND]
        people = {step.code for step in steps if not {"sistem", "terlapor"}.issuperset(step.by)}
        assert people <= actions.STEPS.keys()
        assert not {step.code for step in steps} - people & FORMS.keys()
    assert actions.STEPS.keys() == FORMS.keys() == {code for _procedure, code in STEPS}


def test_seats_in_two_offices_do_not_add_up() -> None:
    """A member elsewhere who is an intake officer here is no member here."""
    case = at_station("menunggu_pleno")
    both = Acting("akun:dua", (*INTAKE.seats, *acting_at("anggota", "bawaslu-99.08").seats))

    with nothing_left_behind(case), pytest.raises(NotAllowed, match="anggota Bawaslu di"):
        take(case, "putuskan_terbukti", both)


def test_one_person_with_two_seats_here_may_do_both() -> None:
    case = opened()
    both = Acting("akun:dua", (*EXAMINER.seats, *MEMBER.seats))

    actions.hold_klarifikasi(case, acting=both, **hearing())
    actions.save_kajian(case, acting=both, at=day(2), facts=FACTS, conclusion=LONG)
    take(case, "susun_kajian", both)
    take(case, "putuskan_tidak_terbukti", both, at=day(5))

    assert case.status == "tidak_terbukti"


def test_the_sentence_comes_in_the_readers_language() -> None:
    case = at_station("tidak_terbukti")

    with translation.override("en"), pytest.raises(NotAllowed) as refusal:
        take(case, "klarifikasi", EXAMINER)

    assert "Not proven" in str(refusal.value)
    assert "berstatus" not in str(refusal.value)
