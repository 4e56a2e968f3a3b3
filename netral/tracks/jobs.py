"""What the tracks do by themselves."""

from django.utils import timezone
from django_tasks import task

from netral.tracks import actions


@task()
def open_waiting() -> int:
    """Open the tracks of hand-overs whose receiver has a table; how many."""
    return actions.open_waiting(timezone.now())


@task()
def forget_people() -> int:
    """Erase the notes of tracks whose case was kept long enough; how many tracks."""
    return actions.erase_expired(timezone.now())
