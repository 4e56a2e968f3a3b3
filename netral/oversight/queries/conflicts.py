"""Whether an appointing official stands in a conflict of interest: a hook, until somebody can tell."""

from collections.abc import Collection


def conflicted(agencies: Collection[str]) -> frozenset[str]:
    """Codes of those agencies whose official has a conflict of interest. Nobody tells yet, so none are named."""
    return frozenset(()) & frozenset(agencies)
