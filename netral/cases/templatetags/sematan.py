"""Marks of exhibits in what people write: `[B1]` in a note leads to the exhibit."""

import re
from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from netral.cases.desk import Mark

register = template.Library()


@register.filter
def bersemat(text: str, marks: Iterable[Mark]) -> SafeString:
    """The text in paragraphs, escaped, with a link in place of every mark that is known."""
    known = {str(escape(mark.text)): mark for mark in marks}
    shown = str(linebreaks(text, autoescape=True))
    if not known:
        return mark_safe(shown)  # noqa: S308 - escaped by linebreaks
    pattern = "|".join(re.escape(each) for each in known)
    return mark_safe(re.sub(pattern, lambda found: _link(known[found[0]]), shown))  # noqa: S308 - escaped above


def _link(mark: Mark) -> str:
    return str(format_html('<a class="pin" href="{}">{}</a>', mark.url, mark.text.strip("[]")))
