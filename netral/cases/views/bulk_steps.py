"""Two things done to many picked rows that move them: let reports go on in one case, and take the same step on many."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.cases import actions, queries
from netral.cases.actions.bulk import Outcome, each, registered
from netral.cases.forms import FORMS
from netral.cases.models import Case
from netral.cases.picking import Picked
from netral.cases.states import BROUGHT_BY_THE_FORM
from netral.intake.models import Laporan
from netral.procedure.policies import check_can_take
from netral.procedure.queries import remember_waiting, say, table
from netral.procedure.states import NotAllowed
from netral.rulebook import Step


def joined_into(chosen: Picked, case: Case, *, acting: Acting, at: datetime) -> Outcome:
    """Let every picked report go on in this case; cases, and reports that cannot, are left out with the reason."""

    def verb(row: Case | Laporan) -> None:
        if isinstance(row, Case):
            raise NotAllowed(_("sudah menjadi perkara sendiri"))
        actions.join(case, row, acting=acting, at=at)

    return each([(row.number, row) for row in chosen.rows if row != case], verb)


def steps_for_many(chosen: Picked, acting: Acting) -> list[tuple[str, str]]:
    """Steps that need neither letter nor form and that are possible now for one picked case at least, as choices."""
    met, of = _met(chosen), len(chosen.cases)
    remember_waiting(chosen.cases)
    found: dict[str, tuple[Step, int]] = {}
    for case in chosen.cases:
        for step in table(case).steps:
            if _needs_nothing(step) and _possible(case, step.code, acting, met[case.pk]):
                found[step.code] = step, found.get(step.code, (step, 0))[1] + 1
    words = _("%(step)s (%(n)s dari %(of)s perkara)")
    return [(code, words % {"step": say(step.label), "n": n, "of": of}) for code, (step, n) in found.items()]


def stepped(chosen: Picked, code: str, *, acting: Acting, at: datetime) -> Outcome:
    """Take the step on every picked case, each in its own transaction and each by the rules of its own table."""
    met = _met(chosen)

    def verb(row: Case | Laporan) -> None:
        case = registered(row)
        check_can_take(case, code, acting, met=met[case.pk])
        take: Callable[..., object] = partial(actions.STEPS[code], case, acting=acting, at=at)
        take(version=case.version)

    return each([(row.number, row) for row in chosen.rows], verb)


def _met(chosen: Picked) -> dict[int, frozenset[str]]:
    return {pk: met | BROUGHT_BY_THE_FORM for pk, met in queries.met_of(chosen.cases).items()}


def _needs_nothing(step: Step) -> bool:
    """Neither a letter to issue nor anything to fill in."""
    return not step.letter and step.code in FORMS and set(FORMS[step.code].base_fields) == {"version"}


def _possible(case: Case, code: str, acting: Acting, met: frozenset[str]) -> bool:
    try:
        check_can_take(case, code, acting, met=met)
    except NotAllowed:
        return False
    return True
