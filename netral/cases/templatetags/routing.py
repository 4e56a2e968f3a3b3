"""Receivers of the rulebook in the words of the pages."""

from django import template
from django.utils.functional import Promise

from netral.cases.states import RECEIVER_NAMES

register = template.Library()


@register.filter
def penerima(code: str) -> str | Promise:
    """`Komisi Aparatur Sipil Negara (KASN)` for `KASN`."""
    return RECEIVER_NAMES.get(code, code)
