"""The pages of somebody's own rail, cut down to what was written into the palette."""

from collections.abc import Iterable
from typing import Any

from django import template

register = template.Library()


@register.filter
def bernama(groups: Iterable[Any], words: str) -> list[Any]:
    """Items of the rail (`ui/parts/navigasi.html`) whose label holds the words, whatever their capitals."""
    items = [item for group in groups for item in group.items]
    return [item for item in items if words in str(item.label).casefold()]
