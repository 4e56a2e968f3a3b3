"""Who stands behind a reference of the journal."""

from collections.abc import Iterable

from netral.access.models import User

PREFIX = "akun:"


def names_of(references: Iterable[str]) -> dict[str, str]:
    """Names of people by their reference; those that are gone, or no people, are left out. At most one query."""
    keys = {each.removeprefix(PREFIX) for each in references if each.startswith(PREFIX)}
    found = User.objects.filter(key__in=keys).values_list("key", "name") if keys else ()
    return {f"{PREFIX}{key}": name for key, name in found}
