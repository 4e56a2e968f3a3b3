"""What somebody may do next with a row of the queue: one door a row, read from the table the row is pinned to."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from netral import rulebook
from netral.access.states import Acting
from netral.cases import queries
from netral.cases.forms import FORMS
from netral.cases.models import Case
from netral.cases.states import BROUGHT_BY_THE_FORM
from netral.intake.actions.reviewing import COMPLETE, RESULTS
from netral.intake.models import Laporan
from netral.procedure.policies import can_take
from netral.procedure.queries import say, table

REGISTER = "registrasi"
LATE = "bata"
# The step that brings what another one waits for: whoever cannot submit a kajian yet writes one first.
BRINGS = {"klarifikasi_ada": "klarifikasi", "kajian_tersimpan": "simpan_kajian"}


def with_next_steps(rows: Sequence[queries.Row], acting: Acting) -> list[queries.Row]:
    """The same rows, each with the door this person would open next. As many queries for thirty rows as for one."""
    moving = {row.case.reference: _moving(row.case, acting) for row in rows if row.case}
    needed = {need for steps in moving.values() for step in steps for need in step.needs}
    cases = [row.case for row in rows if row.case and moving[row.case.reference]]
    met = queries.met_of(cases, needed - BROUGHT_BY_THE_FORM)
    return [
        replace(row, door=_of_case(row.case, moving[row.case.reference], acting, met.get(row.case.pk, frozenset())))
        if row.case
        else replace(row, door=_of_laporan(row.laporan, acting, late=bool(row.clock and row.clock.tone == LATE)))
        for row in rows
    ]


def brings(step: rulebook.Step, met: Collection[str]) -> str:
    """The step that brings the first thing this one still waits for; empty where nothing somebody does brings it."""
    missing = next((need for need in step.needs if need not in met), "")
    return BRINGS.get(missing, "")


def _moving(case: Case, acting: Acting) -> list[rulebook.Step]:
    """Steps with a page that move the case on and that this person's seat permits, whatever they still wait for."""
    possible = table(case).steps_from(case.table_subject, case.status)
    return [step for step in possible if step.to and step.code in FORMS and can_take(case, step.code, acting)]


def _of_case(case: Case, moving: Sequence[rulebook.Step], acting: Acting, met: frozenset[str]) -> queries.Door | None:
    held = met | BROUGHT_BY_THE_FORM
    ready = [step for step in moving if held.issuperset(step.needs)]
    if len(ready) > 1:  # a choice is made on the page that shows all of them alike
        return queries.Door(_("Ambil keputusan"), reverse("cases:case", args=[case.key]))
    codes = [step.code for step in ready] or [brings(step, held) for step in moving]
    code = next((code for code in codes if code), "")
    if not code or not can_take(case, code, acting):
        return None
    return queries.Door(say(table(case).step(code).label), reverse("cases:step", args=[case.key, code]))


def _of_laporan(laporan: Laporan, acting: Acting, *, late: bool) -> queries.Door | None:
    """While the reporter has time to complete a report, nobody at the office is next; afterwards it is decided."""
    if can_take(laporan, COMPLETE, acting) or (late and any(can_take(laporan, code, acting) for code in RESULTS)):
        return queries.Door(_("Kajian awal"), reverse("intake:kajian_awal", args=[laporan.key]))
    if can_take(laporan, REGISTER, acting):
        return queries.Door(say(table(laporan).step(REGISTER).label), reverse("cases:register", args=[laporan.key]))
    return None
