"""Who may print which edition of a case file. `check_…` raises NotAllowed with a sentence, `can_…` asks the same rule.

Whoever may read the case prints the release copy. The internal edition holds what the desk wrote: it is printed where
the case lies.
"""

from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.cases import queries
from netral.cases.berkas_states import Edition
from netral.cases.models import Case
from netral.procedure.states import NotAllowed


def check_can_print(case: Case, acting: Acting, edition: str) -> None:
    """For somebody who sees the case at all; the caller has asked that before."""
    if edition == Edition.INTERNAL and not queries.is_inside(case, acting):
        raise NotAllowed(
            _("Edisi internal dicetak di %(office)s. Kantor lain mencetak salinan rilis.")
            % {"office": case.office.name}
        )


def can_print(case: Case, acting: Acting, edition: str) -> bool:
    try:
        check_can_print(case, acting, edition)
    except NotAllowed:
        return False
    return True


def editions_for(case: Case, acting: Acting) -> list[Edition]:
    """The editions somebody may print, the fuller one first."""
    return [edition for edition in Edition if can_print(case, acting, edition)]
