"""Tags and filters of every template (a builtin library: nothing to load)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.templatetags.static import static
from django.urls import translate_url
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from netral.lib import dates
from netral.lib.keys import new_key
from netral.ui import fields, navigation, reading, strip
from netral.ui.refilling import refill, worth_copying

register = template.Library()

# Tones as the rooms name them → chip class. "berhenti" is a clock that no longer runs.
TONES = {
    "hijau": "h",
    "kunyit": "k",
    "bata": "b",
    "tinta": "t",
    "biru": "i",
    "netral": "n",
    "berhenti": "n",
}


class TwoLanguages(Protocol):
    """What `say` speaks: the rulebook's `Text`."""

    def text(self, language: str) -> str: ...


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@register.simple_tag
def ikon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite. It always stands beside a word; alone it needs a label."""
    address = f"{static('ui/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="ic" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)
    return format_html('<svg class="ic" aria-hidden="true" focusable="false"><use href="{}"/></svg>', address)


@register.simple_tag
def lembar() -> SafeString:
    """A key of this very copy of a form: pressed twice it comes twice, and is done once (`procedure.twice`)."""
    return format_html('<input type="hidden" name="lembar" value="{}">', new_key())


@register.filter
def say(text: TwoLanguages | str | None) -> str:
    """A rulebook text in the language of the page; plain strings pass through."""
    if text is None or isinstance(text, str):
        return text or ""
    return text.text(_language())


@register.filter
def tanggal(moment: date | None, zone: str = "") -> str:
    """`21 November 2026`."""
    return dates.long_date(_day(moment, zone), _language()) if moment else ""


@register.filter
def tanggal_hari(moment: date | None, zone: str = "") -> str:
    """`Sabtu, 21 November 2026`."""
    return dates.date_with_day(_day(moment, zone), _language()) if moment else ""


@register.filter
def tanggal_iso(day: str) -> str:
    """A day stored as text (`2026-12-25`) → `25 Desember 2026`; nothing for none."""
    return dates.long_date(date.fromisoformat(day), _language()) if day else ""


@register.filter
def hari_iso(day: str) -> str:
    """A day stored as text (`2026-12-25`) → `25 Des`; for lists of skipped days."""
    return dates.short_date(date.fromisoformat(day), _language())


@register.filter
def waktu(moment: datetime | None, zone: str = "") -> str:
    """`09.30 WIB`; a zone that is named and is not the reader's is told in both: `16.00 WITA (15.00 WIB)`."""
    if not moment:
        return ""
    return reading.clock_time(moment, zone, _language()) if zone else dates.clock_time(moment, settings.TIME_ZONE)


def _day(moment: date, zone: str) -> date:
    return dates.local_day(moment, zone or settings.TIME_ZONE)


@register.simple_tag
def cip(label: object, tone: str = "netral", icon: str = "") -> SafeString:
    """A chip: a word in a tone, never a tone alone."""
    drawn = ikon(icon) if icon else ""
    return format_html('<span class="cap cap--{}">{}{}</span>', TONES.get(tone, "n"), drawn, label)


@register.simple_tag
def cip_tenggat(clock: strip.Chip | None) -> SafeString | str:
    """The deadline chip of one clock: how much is left, in its tone."""
    if clock is None:
        return ""
    return cip(clock.label, clock.tone, "alert-triangle" if clock.tone == "bata" else "clock")


@register.inclusion_tag("ui/parts/strip.html")
def strip_tenggat(clocks: Iterable[strip.Clock], now: datetime | None = None) -> Mapping[str, object]:
    """The deadline strip: what runs, until when, and how it was counted."""
    return {"strip": strip.strip(list(clocks), now or timezone.now(), language=_language())}


@register.inclusion_tag("ui/parts/hitungan.html")
def hitungan(clock: strip.Clock) -> Mapping[str, object]:
    """How one deadline was counted: start, length, days left out, article, confidence, assumptions."""
    return {"clock": clock, "length": strip.length(clock)}


@register.inclusion_tag("ui/parts/tenggat.html")
def tenggat(clock: strip.Clock | None) -> Mapping[str, object]:
    """The chip of a deadline that opens its calculation, for lists; without a clock it says so."""
    return {"clock": clock}


@register.inclusion_tag("ui/parts/linimasa.html")
def linimasa(milestones: Iterable[object], zone: str = "") -> Mapping[str, object]:
    """A timeline of objects with `.at`, `.text` and `.office_name`; `.ahead` is only promised, `.missed` not kept."""
    return {"milestones": milestones, "zone": zone or settings.TIME_ZONE}


@register.inclusion_tag("ui/parts/field.html", takes_context=True)
def field(context: template.Context, bound: BoundField) -> Mapping[str, object]:
    """Label, hint, error and control of one form field."""
    refill(bound.form, _unsent(context))
    return {"field": bound, "kind": fields.kind(bound), "control": fields.control(bound), "boxes": fields.boxes(bound)}


@register.inclusion_tag("ui/parts/ringkasan_galat.html", takes_context=True)
def ringkasan_galat(context: template.Context, form: BaseForm) -> Mapping[str, object]:
    """The box above a form that was refused: every problem with a link to its field."""
    refill(form, _unsent(context))
    return {"problems": fields.problems(form)}


@register.inclusion_tag("ui/parts/kembali.html", takes_context=True)
def tulisan_kembali(context: template.Context) -> Mapping[str, object]:
    """That what was written before the session ended is back, and the texts once more to copy."""
    files = getattr(context.get("request"), "unsent_files", False)
    return {"typed": worth_copying(_unsent(context)), "files": files}


def _unsent(context: template.Context) -> QueryDict | None:
    return getattr(context.get("request"), "unsent", None)


@register.simple_tag(takes_context=True)
def jalan(context: template.Context, group: str) -> list[navigation.Link]:
    """A group of public links: `utama`, `bantuan`, `periksa` or `tentang`."""
    return navigation.links(navigation.GROUPS[group], getattr(context.get("request"), "path", ""))


@register.simple_tag(takes_context=True)
def alamat_bahasa(context: template.Context, language: str) -> str:
    """This page's address in another language; the front page where a page has none."""
    request = context.get("request")
    return translate_url(request.get_full_path(), language) if request else translate_url("/", language)


@register.simple_tag
def setelan(name: str) -> Any:
    """A setting the shell may show: whether this is the demo, and where help is found."""
    return {"demo": settings.DEMO, "bantuan": getattr(settings, "HELP_LINES", ())}[name]
