"""Every step of the table against every status, role, place, requirement and version it does not fit."""

from typing import Any

import pytest
from django.db import transaction

from netral import rulebook
from netral.access.models import Role
from netral.access.states import REPORTER, SYSTEM, Acting
from netral.cases import actions as cases
from netral.discipline import actions
from netral.discipline.models import Penanganan
from netral.discipline.states import PROCEDURE, Refused
from netral.procedure.actions import take_step
from netral.procedure.policies import offers
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import day
from tests.discipline.builders import STARTS, STATIONS, traces, values_of
from tests.intake.builders import country, staff

pytestmark = pytest.mark.django_db
TABLE = rulebook.current().procedures[PROCEDURE][-1]
OFFICES = ("kasn", "bkn", "pemkab-99.07", "pemkot-99.08", "bawaslu-99.07", "bawaslu")

# What is said to whoever tries something else, word by word: the statuses and buttons in the order of the table.
POSSIBLE = {
    "diterima": "berstatus “Diterima”; langkah yang mungkin sekarang: Nyatakan terverifikasi, Hentikan penanganan.",
    "terverifikasi": (
        "berstatus “Terverifikasi”; langkah yang mungkin sekarang: Hentikan penanganan, Kirim rekomendasi."
    ),
    "direkomendasikan": (
        "berstatus “Direkomendasikan”; langkah yang mungkin sekarang: Jatuhkan sanksi, Tidak menjatuhkan sanksi."
    ),
    "dijatuhi_sanksi": "berstatus “Dijatuhi sanksi”; langkah yang mungkin sekarang: Catat penyampaian.",
    "disampaikan": "berstatus “Disampaikan”; langkah yang mungkin sekarang: Catat mulai berlaku.",
    "dilaksanakan": "sudah berakhir dengan status “Dilaksanakan”; tidak ada langkah lagi.",
    "dihentikan": "sudah berakhir dengan status “Dihentikan”; tidak ada langkah lagi.",
    "tidak_dijatuhi_sanksi": "sudah berakhir dengan status “Tidak dijatuhi sanksi”; tidak ada langkah lagi.",
}
KASN, TIRTA = "Komisi Aparatur Sipil Negara", "Pemerintah Kabupaten Tirta Buana"
AUDITOR_THERE = f"Langkah ini diambil oleh auditor pengawas ASN di {KASN}."
OFFICIAL_THERE = f"Langkah ini diambil oleh pejabat pembina kepegawaian di {TIRTA}."
EITHER_THERE = f"Langkah ini diambil oleh pejabat pembina kepegawaian atau petugas kepegawaian di {TIRTA}."
WHO = {
    "verifikasi": AUDITOR_THERE,
    "hentikan": AUDITOR_THERE,
    "rekomendasikan": AUDITOR_THERE,
    "jatuhkan_sanksi": OFFICIAL_THERE,
    "tidak_menjatuhkan": OFFICIAL_THERE,
    "sampaikan": EITHER_THERE,
    "catat_berlaku": EITHER_THERE,
}
RIGHT = {
    "auditor": {("auditor", "kasn")},
    "pejabat_pembina": {("pejabat_pembina", "pemkab-99.07")},
    "petugas_kepegawaian": {("petugas_kepegawaian", "pemkab-99.07")},
}
MISSING = {
    "verifikasi": "Belum bisa: perlu orang yang dimaksud sudah ditetapkan dalam daftar pegawai.",
    "rekomendasikan": "Belum bisa: perlu surat rekomendasi sudah terbit.",
    "jatuhkan_sanksi": "Belum bisa: perlu naskah keputusan sudah diunggah.",
}


def take(penanganan: Penanganan, step: str, acting: Acting, **changes: Any) -> Any:
    return actions.STEPS[step](penanganan, acting=acting, **{**values_of(step), **changes})


def ready(step: str) -> tuple[Penanganan, Acting]:
    """A handling whose turn this step is, and somebody who may take it."""
    station, acting = STARTS[step]
    return STATIONS[station](), acting


def test_these_tests_know_every_status_and_every_step_of_the_table() -> None:
    assert STATIONS.keys() == POSSIBLE.keys() == TABLE.statuses.keys()
    assert STARTS.keys() == WHO.keys() == {step.code for step in TABLE.steps}
    assert MISSING.keys() == {step.code for step in TABLE.steps if step.needs}


@pytest.mark.parametrize("status", STATIONS)
def test_a_step_out_of_turn_is_refused_with_what_is_possible_and_leaves_nothing(status: str) -> None:
    penanganan = STATIONS[status]()
    possible = [step.code for step in TABLE.steps_from("penanganan", status)]
    wrong = {step: (values_of(step), STARTS[step][1]) for step in STARTS if step not in possible}
    before = traces(penanganan)

    for step, (values, acting) in wrong.items():
        with pytest.raises(NotAllowed) as refusal:
            actions.STEPS[step](penanganan, acting=acting, **values)

        assert str(refusal.value) == f"Penanganan disiplin ini {POSSIBLE[status]}", step
        assert refusal.value.steps == possible

    assert penanganan.status == status
    assert traces(penanganan) == before
    assert differences(penanganan) == []


@pytest.mark.parametrize("step", STARTS)
def test_a_step_in_its_turn_moves_on_as_the_table_says(step: str) -> None:
    penanganan, acting = ready(step)
    version = penanganan.version

    entry = take(penanganan, step, acting, version=version)

    row = Penanganan.objects.get(pk=penanganan.pk)
    assert (row.status, row.version) == (TABLE.step(step).to, version + 1)
    assert (penanganan.status, penanganan.version) == (row.status, row.version)
    assert (entry.verb, entry.actor) == (f"penanganan.{step}", acting.reference)
    assert entry.office == acting.seats[0].office_code
    assert differences(penanganan) == differences(penanganan.case) == []


@pytest.mark.parametrize("step", STARTS)
def test_nobody_else_takes_a_step_and_the_sentence_says_who_does(step: str) -> None:
    penanganan, _acting = ready(step)
    values, before = values_of(step), traces(penanganan)
    right = set().union(*(RIGHT[role] for role in TABLE.step(step).by))
    wrong = [(role, office) for role in Role.values for office in OFFICES if (role, office) not in right]

    for role, office in wrong:
        with pytest.raises(NotAllowed) as refusal:
            actions.STEPS[step](penanganan, acting=staff(role, office), **values)
        assert str(refusal.value) == WHO[step], (role, office)

    assert len(wrong) == len(Role) * len(OFFICES) - len(right)
    assert traces(penanganan) == before


@pytest.mark.parametrize("step", STARTS)
@pytest.mark.parametrize("someone", [REPORTER, SYSTEM, Acting("akun:tanpa", ())], ids=["pelapor", "sistem", "tanpa"])
def test_whoever_sits_nowhere_takes_no_step(step: str, someone: Acting) -> None:
    penanganan, _acting = ready(step)
    values, before = values_of(step), traces(penanganan)

    with pytest.raises(NotAllowed, match="Langkah ini diambil oleh") as refusal:
        actions.STEPS[step](penanganan, acting=someone, **values)

    assert refusal.value.steps == []
    assert traces(penanganan) == before


@pytest.mark.parametrize("step", STARTS)
def test_everyone_the_table_names_may_take_the_step(step: str) -> None:
    penanganan, _acting = ready(step)
    seats = [seat for role in TABLE.step(step).by for seat in RIGHT[role]]
    taken = []

    for role, office in seats:
        again = Penanganan.objects.get(pk=penanganan.pk)
        mark = transaction.savepoint()
        taken.append(take(again, step, staff(role, office)).actor)
        transaction.savepoint_rollback(mark)

    assert taken == [f"akun:{role}" for role in TABLE.step(step).by]


@pytest.mark.parametrize("step", MISSING)
def test_a_missing_requirement_is_named_with_the_other_ways(step: str) -> None:
    penanganan, acting = ready(step)
    others = [each.code for each in TABLE.steps_from("penanganan", penanganan.status) if each.code != step]
    before = traces(penanganan)

    with pytest.raises(NotAllowed) as refusal:
        take_step(penanganan, step, acting=acting, at=day(40))

    assert (str(refusal.value), refusal.value.steps) == (MISSING[step], others)
    assert traces(penanganan) == before


@pytest.mark.parametrize("step", STARTS)
def test_a_step_from_a_page_that_grew_old_changes_nothing(step: str) -> None:
    penanganan, acting = ready(step)
    values, before = values_of(step), traces(penanganan)

    for version in (0, penanganan.version - 1, penanganan.version + 1):
        with pytest.raises(SomeoneWasFaster, match="Muat ulang halaman ini"):
            actions.STEPS[step](penanganan, acting=acting, version=version, **values)

    assert traces(penanganan) == before


@pytest.mark.parametrize("step", STARTS)
def test_a_row_read_before_somebody_else_took_the_step_changes_nothing(step: str) -> None:
    penanganan, acting = ready(step)
    late = Penanganan.objects.select_related("case").get(pk=penanganan.pk)
    take(penanganan, step, acting)
    values, before = values_of(step), traces(penanganan)

    with pytest.raises(SomeoneWasFaster):
        actions.STEPS[step](late, acting=acting, **values)

    assert traces(penanganan) == before


@pytest.mark.parametrize("step", ["hentikan", "tidak_menjatuhkan", "sampaikan"])
def test_a_step_that_closes_the_case_happens_with_it_or_not_at_all(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    penanganan, acting = ready(step)
    before = traces(penanganan)

    def fail(*args: object, **named: object) -> None:
        raise RuntimeError("the case did not close")

    monkeypatch.setattr(cases, "settle", fail)
    with pytest.raises(RuntimeError, match="did not close"):
        take(penanganan, step, acting)

    assert traces(penanganan) == before


@pytest.mark.parametrize(("step", "room"), [("rekomendasikan", "authority"), ("jatuhkan_sanksi", "agency")])
def test_a_letter_or_a_file_goes_again_with_the_step_that_failed(
    step: str, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    penanganan, acting = ready(step)
    before = traces(penanganan)

    def fail(*args: object, **named: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(f"netral.discipline.actions.{room}.take_step", fail)
    with pytest.raises(RuntimeError, match="disk full"):
        take(penanganan, step, acting)

    assert traces(penanganan) == before


@pytest.mark.parametrize("step", ["hentikan", "rekomendasikan", "tidak_menjatuhkan"])
@pytest.mark.parametrize("blank", ["", "   ", "\n\t"])
def test_reasons_are_written_not_left_blank(step: str, blank: str) -> None:
    penanganan, acting = ready(step)
    field, before = ("reasons" if step == "rekomendasikan" else "reason"), traces(penanganan)

    with pytest.raises(Refused, match="Isi bagian ini") as refusal:
        take(penanganan, step, acting, **{field: blank})

    assert refusal.value.field == field
    assert traces(penanganan) == before


@pytest.mark.parametrize("status", STATIONS)
def test_the_buttons_are_those_of_the_table_open_only_for_who_may_press_them(status: str) -> None:
    penanganan, met = STATIONS[status](), {"orang_ditetapkan", "surat_terbit", "keputusan_diunggah"}
    country()

    for role, office in [("auditor", "kasn"), ("pejabat_pembina", "pemkab-99.07"), ("anggota", "bawaslu-99.07")]:
        shown = offers(penanganan, staff(role, office), met)
        steps = TABLE.steps_from("penanganan", status)
        assert [offer.step for offer in shown] == list(steps)
        assert [offer.allowed for offer in shown] == [role in step.by for step in steps]
        assert all(offer.because in WHO.values() for offer in shown if not offer.allowed)
