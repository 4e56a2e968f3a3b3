"""Address parts that mean something."""

from datetime import date


class DayConverter:
    """`2026-11-21` ↔ a date; anything else is no address."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()
