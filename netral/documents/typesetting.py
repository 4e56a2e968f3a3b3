"""From typed content to PDF/A bytes. The same content gives the same bytes."""

import io
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings

from netral.documents.sheets import Paper
from netral.lib.dates import date_with_day, local_day, long_date
from netral.offices.models import Organisation

FORMS = Path(__file__).parent / "forms"
# Archivable, and readable by a screen reader: both are checked by the compiler.
STANDARDS = ["a-2b", "ua-1"]
# Whatever is not surely in the fonts, which have the letters and marks of Latin and Cyrillic, punctuation and arrows.
SIGN = re.compile(
    "[^\n\x20-\x7e\xa0-\u0377\u0400-\u0482\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20a0-\u20bf\u2190-\u21ff]"
)
PANIC = "pyo3_runtime"  # the module its exceptions say they are from; there is none to import
WIDEST = 38  # letters of a letterhead that fit on one line


@dataclass(frozen=True)
class Frame:
    """What surrounds the content: the letterhead, number and date, and the mark of authenticity (drafts have none)."""

    office: Organisation
    number: str
    at: datetime
    token: str = ""

    @property
    def day(self) -> date:
        return local_day(self.at, self.office.zone)


def typeset(content: Paper, frame: Frame) -> bytes:
    """The document as PDF/A-2b and PDF/UA-1. Without a token it is a draft and says so."""
    data = {**_printable(_without_bytes(asdict(content))), **_surroundings(frame)}
    try:
        return _compiled(content, frame, data)
    except BaseException as problem:
        if not isinstance(problem, typst.TypstError) and type(problem).__module__ != PANIC:
            raise
        # A sign without a letter form, as in a quoted post, which an archivable PDF may not hold; or a mixture of
        # scripts at which Typst panics.
        return _compiled(content, frame, in_letters(data))


def _compiled(content: Paper, frame: Frame, data: Mapping[str, Any]) -> bytes:
    return typst.compile(
        FORMS / content.form / "form.typ",
        root=FORMS,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        font_paths=_fonts(),
        pdf_standards=STANDARDS,  # type: ignore[arg-type]
        timestamp=frame.at.astimezone(UTC).replace(microsecond=0),
    )


def check_address(token: str) -> str:
    """The address the QR leads to and the letter prints."""
    return f"{settings.BASE_URL.rstrip('/')}/v/{token}/"


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts inside Typst (Libertinus, SIL OFL): a machine's own fonts would change the bytes."""
    return typst.Fonts(include_system_fonts=False)


def _surroundings(frame: Frame) -> dict[str, Any]:
    address = check_address(frame.token) if frame.token else ""
    return {
        "office": frame.office.name,
        "letterhead": _letterhead(frame.office),
        "office_place": place_of(frame.office),
        "example": frame.office.example,
        "number": frame.number,
        "date": long_date(frame.day),
        "moment": list(frame.at.astimezone(UTC).timetuple()[:6]),
        "draft": not frame.token,
        "address": address,
        "qr": _qr(address) if address else "",
    }


def place_of(office: Organisation) -> str:
    """The place written before the date: the region without the word for what it is, else the capital."""
    if office.region is None:
        return "Jakarta"
    return office.region.name.removeprefix("Kabupaten ").removeprefix("Kota ").removeprefix("Provinsi ")


def _letterhead(office: Organisation) -> list[str]:
    """The name of the office, the region on a line of its own where both do not fit on one."""
    region = office.region.name if office.region else ""
    if len(office.name) <= WIDEST or not region or not office.name.endswith(region):
        return [office.name]
    return [office.name.removesuffix(region).rstrip(), region]


def _qr(address: str) -> str:
    image = io.BytesIO()
    segno.make(address, error="m", micro=False).save(image, kind="svg", border=0)
    return image.getvalue().decode()


def _without_bytes(fields: dict[str, Any]) -> dict[str, Any]:
    """What is bound in behind the pages is no part of them."""
    for each in fields.get("enclosures", ()):
        del each["pdf"]
    return fields


def _printable(value: Any) -> Any:
    """Dates become words: `21 November 2026`, and `…_day` beside them `Sabtu, 21 November 2026`."""
    if isinstance(value, Mapping):
        spoken = {f"{key}_day": date_with_day(inner) for key, inner in value.items() if isinstance(inner, date)}
        return {key: _printable(inner) for key, inner in value.items()} | spoken
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return long_date(value) if isinstance(value, date) else value


def in_letters(value: Any) -> Any:
    """The same data with every sign the fonts may lack written as its name, `[thumbs up sign]`: what it said stays."""
    if isinstance(value, Mapping):
        return {key: in_letters(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_letters(inner) for inner in value]
    return SIGN.sub(_name_of, value) if isinstance(value, str) else value


def _name_of(sign: re.Match[str]) -> str:
    """Marks that only change how another sign looks, and steering characters, have no name of their own."""
    if sign[0].isspace():
        return " "
    if unicodedata.category(sign[0]) in {"Cc", "Cf", "Mn", "Me"}:
        return ""
    return f"[{unicodedata.name(sign[0], f'U+{ord(sign[0]):04X}').lower()}]"
