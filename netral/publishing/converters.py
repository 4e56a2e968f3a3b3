"""Address parts that mean something."""

from datetime import date

from django.utils.text import slugify


def rule_slug(code: str) -> str:
    """`SKB-2022/DS-6` → `skb-2022-ds-6`; a slug stays as it is."""
    return slugify("".join(letter if letter.isalnum() else "-" for letter in code))


class DayConverter:
    """`2026-11-21` ↔ a date; anything else is no address."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class RuleConverter:
    """The code of a rule, however people write it; addresses made here are slugs."""

    regex = ".+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return rule_slug(value)
