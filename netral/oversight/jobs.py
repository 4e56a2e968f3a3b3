"""What this desk does by itself: drafts on their day, blocks that end, words that are forgotten. It sends nothing."""

from django.utils import timezone
from django_tasks import task

from netral.oversight import actions


@task()
def look_after_silence() -> int:
    """Prepare the drafts that fell due, and end what has lost its reason; how many of both."""
    now = timezone.now()
    return actions.end_without_reason(now) + actions.prepare_due(now)


@task()
def forget_people() -> int:
    """Erase what was written about cases that were kept for as long as needed; how many rows."""
    return actions.erase_expired(timezone.now())
