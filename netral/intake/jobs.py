"""What the front door does by itself: statements are joined to days and stamped, counted clients
forgotten, reports that tell the same grouped."""

from django.utils import timezone
from django_tasks import task

from netral.audit import stamps
from netral.intake import actions, load, proofs, statements
from netral.intake.models import FailedLookup
from netral.intake.states import LOOKUP_WINDOW
from netral.notices.gateways import is_on


@task()
def join_statements() -> int:
    """Join the statements of sealed days; how many. Safe to run at any time."""
    return statements.join_to_anchors()


@task()
def forget_clients() -> dict[str, int]:
    """Forget what was counted of clients as soon as nobody needs it: minutes later, not at the end of the day."""
    now = timezone.now()
    failures, _ = FailedLookup.objects.filter(at__lte=now - LOOKUP_WINDOW).delete()
    return {"arrivals": load.forget(now), "proofs": proofs.forget(now), "failures": failures}


@task()
def forget_people() -> dict[str, int]:
    """Erase what is kept no longer by the periods of this house: grants, identities, texts, and what came in."""
    now = timezone.now()
    grants, incoming = actions.forget_granted(now), actions.erase_incoming(now)
    return {"grants": grants, **actions.erase_expired(now), "incoming": incoming}


@task()
def ask_for_stamps() -> int:
    """Ask the configured authority to stamp what has no time-stamp yet: daily roots, then statements; how many."""
    return stamps.stamp_anchors() + statements.stamp_statements()


@task()
def mark_words() -> int:
    """Let new reports be found by their words; how many were marked."""
    marked = 0
    while found := actions.mark_waiting():
        marked += found
    return marked


@task()
def group_alike() -> int:
    """Put new reports under those they repeat; how many were looked at."""
    return actions.group_alike(at=timezone.now())


@task()
def tell_reporters() -> int:
    """Write a short message to whoever left a number and has news; how many. Nothing where none are sent."""
    return actions.tell_reporters(at=timezone.now()) if is_on() else 0
