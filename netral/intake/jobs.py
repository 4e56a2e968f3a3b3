"""What the front door does by itself: statements are joined to the days that were sealed."""

from django_tasks import task

from netral.intake import statements


@task()
def join_statements() -> int:
    """Join the statements of sealed days; how many. Safe to run at any time."""
    return statements.join_to_anchors()
