"""What the journal does by itself after midnight."""

from django_tasks import task

from netral.audit import actions, queries


@task()
def anchor_finished_days() -> int:
    """Seal yesterday and every day before it that was missed; how many were sealed. Safe to run at any time."""
    days = queries.days_without_anchor()
    for day in days:
        actions.anchor(day)
    return len(days)
