"""What the portal shows: read only, from the rulebook, the journal and the files of this house."""

from datetime import date
from typing import Any


def front_page(today: date) -> dict[str, Any]:
    return {}


def public_terms() -> list[Any]:
    return []


def rule_library() -> dict[str, Any]:
    return {}


def rule_page(code: str) -> dict[str, Any] | None:
    return None


def journal_page() -> dict[str, Any]:
    return {}


def published_root(day: date) -> dict[str, Any] | None:
    return None


def public_keys() -> list[dict[str, str | None]]:
    return []
