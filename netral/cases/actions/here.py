"""What lies at an office belongs to it alone: a case is locked where it still lies, or somebody was faster."""

from netral.audit.models import Chain
from netral.cases.models import Case
from netral.procedure.states import SomeoneWasFaster


def lock_here(case: Case) -> None:
    """Wait for everything that journals on the case. SomeoneWasFaster where it has gone to another office meanwhile."""
    Chain.objects.select_for_update().filter(subject=case.reference).first()
    if not Case.objects.filter(pk=case.pk, office=case.office_id).exists():
        raise SomeoneWasFaster(case.reference)
