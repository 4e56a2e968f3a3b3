"""What this room does by itself."""

from django.utils import timezone
from django_tasks import task

from netral.insight import actions


@task()
def recount() -> int:
    """Count again where time goes; how many steps were seen."""
    return actions.recount(timezone.now())
