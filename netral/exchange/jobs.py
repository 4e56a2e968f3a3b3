"""What the worker does by itself: it sends what waits."""

from django_tasks import task

from netral.exchange import actions


@task()
def deliver_waiting() -> int:
    """Send what is due; how much arrived."""
    return actions.deliver_due()
