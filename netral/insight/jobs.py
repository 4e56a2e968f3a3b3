"""What this room does by itself."""

from django.utils import timezone
from django_tasks import task

from netral.insight import actions


@task()
def forget_lists() -> int:
    """Erase the rows of lists that were kept long enough; how many lists."""
    return actions.erase_expired(timezone.now())


@task()
def recount() -> int:
    """Count again where time goes; how many steps were seen."""
    return actions.recount(timezone.now())
