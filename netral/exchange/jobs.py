"""What the worker does by itself: it sends what waits."""

from django_tasks import task

from netral.exchange import actions


@task()
def fetch_files() -> int:
    """Fetch files of hand-overs that came in; how many have all of theirs now."""
    return actions.fetch_due()


@task()
def deliver_waiting() -> int:
    """Send what is due; how much arrived."""
    return actions.deliver_due()
