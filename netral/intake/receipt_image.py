"""The receipt code as a picture for the gallery of a phone, drawn here so that no script is needed.

It takes a code, a moment and an address and nothing else, so it can say nothing of any report. No metadata.
"""

import io
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from netral import ui
from netral.lib.dates import clock_time, date_with_day, local_day
from netral.lib.spoken_codes import groups, spoken

FILENAME = "tanda-terima.png"
FONT = Path(ui.__file__).parent / "static" / "ui" / "fonts" / "public-sans.woff2"
WIDTH, HEIGHT, MARGIN = 900, 1120, 70  # pixels; a portrait that fills a phone
COLOURS = 16  # enough for smooth letters in two inks
PAPER, INK, ACCENT, SOFT = "#FAF9F7", "#1E1A2B", "#45318F", "#5A5370"
REGULAR, BOLD = 400, 700
WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "title": "Tanda terima",
        "keep": "Simpan gambar ini. Kode tidak bisa\nditampilkan lagi atau dipulihkan.",
        "read": "Dibaca:",
        "at": "pukul",
        "where": "Pakai kode ini di:",
    },
    "en": {
        "title": "Receipt",
        "keep": "Keep this picture. The code cannot be\nshown again or brought back.",
        "read": "Read aloud:",
        "at": "at",
        "where": "Use this code at:",
    },
}


def draw(code: str, *, at: datetime, zone: str, address: str, language: str) -> bytes:
    """A PNG of some 20 kB: the code in groups and as it is spoken, the moment in `zone`, where to use it."""
    language = "en" if language.startswith("en") else "id"
    words = WORDS[language]
    first, second = groups(code)[:9], groups(code)[10:]
    moment = f"{date_with_day(local_day(at, zone), language)}\n{words['at']} {clock_time(at, zone)}"
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    page = ImageDraw.Draw(image)
    _mark(page)
    page.text((MARGIN, 160), words["title"], font=_font(56, BOLD), fill=INK)
    page.multiline_text((MARGIN, 240), moment, font=_font(34, REGULAR), fill=SOFT, spacing=12)
    page.rounded_rectangle((MARGIN, 370, WIDTH - MARGIN, 620), radius=18, outline=ACCENT, width=5, fill="#FFFFFF")
    for top, line in ((440, first), (545, second)):
        page.text((WIDTH / 2, top), line, font=_font(82, BOLD), fill=INK, anchor="mm")
    said = f"{words['read']}\n" + spoken(code, language).replace("; ", "\n")
    page.multiline_text((MARGIN, 650), said, font=_font(28, REGULAR), fill=SOFT, spacing=9)
    page.multiline_text((MARGIN, 860), words["keep"], font=_font(34, BOLD), fill=INK, spacing=12)
    page.text((MARGIN, 980), words["where"], font=_font(30, REGULAR), fill=INK)
    page.text((MARGIN, 1024), address, font=_fitting(address, 30), fill=INK)
    return _png(image)


def _mark(page: ImageDraw.ImageDraw) -> None:
    """The spirit level of the house."""
    page.rounded_rectangle((MARGIN, 70, MARGIN + 110, 122), radius=26, outline=INK, width=7)
    for x in (MARGIN + 37, MARGIN + 73):
        page.line((x, 80, x, 112), fill=INK, width=5)
    page.ellipse((MARGIN + 42, 83, MARGIN + 68, 109), fill=ACCENT)


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONT, size)
    font.set_variation_by_axes([weight])
    return font


def _fitting(line: str, size: int) -> ImageFont.FreeTypeFont:
    """The regular letters, smaller where the line would not fit."""
    long = _font(size, REGULAR).getlength(line)
    return _font(min(size, int(size * (WIDTH - 2 * MARGIN) / long)), REGULAR)


def _png(image: Image.Image) -> bytes:
    """Few colours and no word beside the pixels."""
    out = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
