"""What the examination does by itself."""

from django.utils import timezone
from django_tasks import task

from netral.cases.actions import (
    apply_replies,
    end_with_their_case,
    endings,
    erasing,
    let_go_of_withdrawn,
    silence,
    tasks,
)


@task()
def forget_people() -> int:
    """Erase what cases say of people once their laporan was kept for as long as needed; how many cases."""
    return erasing.erase_expired(timezone.now())


@task()
def end_joined() -> int:
    """Close the joined reports of cases that have ended, and let go of those that were taken back; how many."""
    return end_with_their_case(timezone.now()) + let_go_of_withdrawn(timezone.now())


@task()
def tell_of_tasks() -> int:
    """Tell people of their tasks whose day has come; how many tasks that were."""
    return tasks.tell_of_due(timezone.now())


@task()
def tell_of_transfers() -> int:
    """Remind of transfers and hand-overs nobody answers and of ad hoc offices that end; how many of all."""
    now = timezone.now()
    return endings.tell_of_silence(now) + silence.tell_of_silent_receivers(now) + endings.tell_of_endings(now)


@task()
def hear_receivers() -> int:
    """Move cases by what receivers outside this house said; how many replies."""
    return apply_replies(timezone.now())
