"""What the examination does by itself."""

from django.utils import timezone
from django_tasks import task

from netral.cases.actions import erasing


@task()
def forget_people() -> int:
    """Erase what cases say of people once their laporan was kept for as long as needed; how many cases."""
    return erasing.erase_expired(timezone.now())
