"""What the discipline room does by itself."""

from django.utils import timezone
from django_tasks import task

from netral.discipline.actions import erasing


@task()
def forget_people() -> int:
    """Erase what handlings say of people once their case was kept for as long as needed; how many handlings."""
    return erasing.erase_expired(timezone.now())
