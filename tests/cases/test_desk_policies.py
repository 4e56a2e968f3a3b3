"""Who may what at the desk, row by row for every persona; and that the buttons ask what the server enforces."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from netral.access.models import Role
from netral.access.states import Acting
from netral.cases import actions, desk_policies
from netral.cases.models import Case, Note, Task
from netral.procedure.states import NotAllowed
from tests.cases.builders import acting_at, day, decided, opened
from tests.cases.people import as_acting, at_office

pytestmark = [pytest.mark.django_db, pytest.mark.once]
INSIDE = ("petugas_laporan", "pemeriksa", "anggota")
PERSONAS = {
    "petugas": ("petugas_laporan", "bawaslu-99.07"),
    "pemeriksa": ("pemeriksa", "bawaslu-99.07"),
    "anggota": ("anggota", "bawaslu-99.07"),
    "kustodian": ("kustodian", "bawaslu-99.07"),
    "admin_kantor": ("admin", "bawaslu-99.07"),
    "pemeriksa_lain": ("pemeriksa", "bawaslu-99.08"),
    "anggota_lain": ("anggota", "bawaslu-99.08"),
    "pemeriksa_provinsi": ("pemeriksa", "bawaslu-99"),
    "anggota_provinsi": ("anggota", "bawaslu-99"),
    "admin_nasional": ("admin", "bawaslu"),
    "auditor_bkn": ("auditor", "bkn"),
    "pejabat_pembina": ("pejabat_pembina", "pemda-99.07"),
}
KANTOR = {"petugas", "pemeriksa", "anggota"}
MAY: dict[str, tuple[Callable[[Case, Acting], bool], set[str]]] = {
    "assigns others": (desk_policies.can_assign_others, {"petugas", "anggota"}),
    "assigns oneself": (desk_policies.can_assign_self, KANTOR),
    "writes notes": (desk_policies.can_write, KANTOR),
    "labels": (desk_policies.can_label, KANTOR),
    "gives tasks": (desk_policies.can_give_task, KANTOR),
    "hands over": (
        lambda case, acting: desk_policies.allows(desk_policies.check_can_hand_over, acting, case.office.code),
        {"anggota", "admin_kantor", "admin_nasional"},
    ),
}


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("what", MAY)
def test_each_may_what_the_table_says(what: str, persona: str) -> None:
    ask, those = MAY[what]

    assert ask(opened(), acting_at(*PERSONAS[persona])) == (persona in those)


@pytest.mark.parametrize("persona", PERSONAS)
def test_who_is_over_a_case_assigns_nobody_and_gives_no_task(persona: str) -> None:
    case, acting = decided("tidak_terbukti"), acting_at(*PERSONAS[persona])

    assert not desk_policies.can_assign_self(case, acting)
    assert not desk_policies.can_assign_others(case, acting)
    assert not desk_policies.can_give_task(case, acting)
    assert desk_policies.can_write(case, acting) == (persona in KANTOR)


@pytest.mark.parametrize(
    ("persona", "may"), [("pemeriksa", True), ("anggota", False), ("petugas", False), ("pemeriksa_provinsi", False)]
)
def test_a_note_is_edited_by_its_author(persona: str, may: bool) -> None:
    case = opened()
    note: Note = actions.write_note(case, acting=acting_at(*PERSONAS["pemeriksa"]), at=day(1), text="Catatan.")

    assert desk_policies.can_edit(note, case, acting_at(*PERSONAS[persona])) == may


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_task_of_others_is_finished_by_whoever_leads(persona: str) -> None:
    case = opened()
    task: Task = actions.give_task(
        case, acting=as_acting(Role.MEMBER), at=day(1), text="Panggil.", user=at_office(name="Penerima Tugas")
    )

    assert desk_policies.can_finish(task, case, acting_at(*PERSONAS[persona])) == (persona in {"petugas", "anggota"})
    assert desk_policies.can_finish(task, case, as_acting(name="Penerima Tugas"))


@pytest.mark.parametrize(
    ("check", "says"),
    [
        (lambda case, who: desk_policies.check_can_hand_over(who, case.office.code), "diserahterimakan oleh anggota"),
        (desk_policies.check_can_write, "diurus di"),
    ],
)
def test_a_refusal_says_who_may(check: Callable[[Case, Acting], Any], says: str) -> None:
    with pytest.raises(NotAllowed, match=says):
        check(opened(), acting_at("pemeriksa", "bawaslu-99"))


def test_the_desk_is_closed_with_the_texts_of_the_case() -> None:
    case = opened()
    Case.objects.filter(pk=case.pk).update(texts_erased_at=datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
    case.refresh_from_db()

    assert not any(desk_policies.can_write(case, acting_at(role, case.office.code)) for role in INSIDE)
