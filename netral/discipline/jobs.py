"""What the discipline room does by itself."""

from django.utils import timezone
from django_tasks import task

from netral.discipline.actions import erasing, move_to_successors


@task()
def forget_people() -> int:
    """Erase what handlings say of people once their case was kept for as long as needed; how many handlings."""
    return erasing.erase_expired(timezone.now())


@task()
def follow_successions() -> int:
    """Move what is still open with a receiver that ended to its successor; how many hand-overs."""
    return move_to_successors(timezone.now())
