"""What a report must be before it is stored: text that can be kept, dates that can be true, a region that exists.

Only what makes a report unusable is a problem. What makes it late or incomplete is a warning (`completeness`).
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from netral import rulebook
from netral.intake.content import NewReport, Reporter, Who, WitnessNamed
from netral.intake.states import PUBLIC_KINDS, Kind, Problem, Refused
from netral.lib.dates import EASTERNMOST
from netral.offices import queries as offices
from netral.offices.models import Organisation, Region

Row = TypeVar("Row", Who, WitnessNamed, Reporter)

# Longest text per field, in characters. A story of twenty pages fits.
CAPS = {
    "what": 20_000,
    "election": 40,
    "region": 20,
    "place": 300,
    "name": 200,
    "job": 200,
    "agency": 200,
    "subject": 100,
    "address": 500,
    "phone": 40,
    "email": 254,
    "link": 2_000,
}
ROWS = 20
# A list longer than this is refused before anybody looks into its rows.
LISTED = 100
# Python's names where the wire has others.
WIRE = {"job": "position"}
# Nothing this house judges happened before; a year typed wrongly is caught here.
EARLIEST = date(2000, 1, 1)
# Control characters but line end, tab and NUL; characters that steer the display instead of being read:
# bidirectional overrides and isolates, zero-width ones.
_STRAY = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# NUL and half characters: no database keeps them.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_WEB = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Checked:
    """A report that may be stored, with the place and the office it belongs to."""

    report: NewReport
    region: Region | None
    office: Organisation


def check(report: NewReport, *, at: datetime, kinds: Collection[str] = PUBLIC_KINDS) -> Checked:
    """The report tidied and placed, or Refused with every problem found. `kinds` are those its door takes."""
    report, region = read_over(report, at=at, kinds=kinds)
    zone = ZoneInfo(region.zone if region else EASTERNMOST)
    return Checked(report, region, offices.bawaslu_for(region, on=at.astimezone(zone).date()))


def read_over(
    report: NewReport,
    *,
    at: datetime,
    kinds: Collection[str] = PUBLIC_KINDS,
    region_of: Callable[[str], Region] = offices.region,
) -> tuple[NewReport, Region | None]:
    """The report tidied, with its place, or Refused. `region_of` finds a region by its code."""
    _check_lengths(report)
    report = tidy(report)
    problems = [*_text_problems(report), *_sender_problems(report, kinds), *_list_problems(report)]
    problems += _status_problems(report)
    region = _region(report, problems, region_of)
    zone = ZoneInfo(region.zone if region else EASTERNMOST)
    problems += _date_problems(report, at.astimezone(zone))
    if problems:
        raise Refused(*problems)
    return replace(report, region=region.code if region else ""), region


def _check_lengths(report: NewReport) -> None:
    """A list of a hundred thousand rows is too long, and that is all there is to say of it."""
    endless = [field for field in ("who", "witnesses", "links", "conducts") if len(getattr(report, field)) > LISTED]
    if endless:
        raise Refused(*(too_many(field) for field in endless))


def too_many(field: str) -> Problem:
    return Problem(field, _("Paling banyak %(rows)d.") % {"rows": ROWS}, "terlalu_banyak")


def tidy(report: NewReport) -> NewReport:
    """The same report without stray characters, empty rows and blanks around texts."""
    return replace(
        report,
        kind=tidy_text(report.kind),
        what=tidy_text(report.what),
        election=tidy_text(report.election),
        region=tidy_text(report.region),
        place=tidy_text(report.place),
        who=_tidy_rows(report.who),
        witnesses=_tidy_rows(report.witnesses),
        links=tuple(_with_scheme(link) for link in map(tidy_text, report.links) if link),
        conducts=tuple(dict.fromkeys(report.conducts)),
        reporter=_tidy_row(report.reporter) if report.reporter else None,
    )


def tidy_text(text: str) -> str:
    """Every letter in one form, no control characters but line ends. NUL and half characters stay, to be refused."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _STRAY.sub("", text).strip()


def _tidy_row(row: Row) -> Row:
    return replace(row, **{each.name: tidy_text(getattr(row, each.name)) for each in fields(row)})


def _tidy_rows(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    tidied = [_tidy_row(row) for row in rows]
    return tuple(row for row in tidied if any(getattr(row, each.name) for each in fields(row)))


def _with_scheme(link: str) -> str:
    return link if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", link) else f"https://{link}"


def named_texts(report: NewReport) -> Iterator[tuple[str, str, int]]:
    """(path on the wire, text, longest allowed) of every free text."""
    yield "what", report.what, CAPS["what"]
    yield "election", report.election, CAPS["election"]
    yield "where.region", report.region, CAPS["region"]
    yield "where.place", report.place, CAPS["place"]
    for number, who in enumerate(report.who):
        yield from _row_texts(f"who.{number}", who)
    for number, witness in enumerate(report.witnesses):
        yield from _row_texts(f"witnesses.{number}", witness)
    for number, link in enumerate(report.links):
        yield f"links.{number}", link, CAPS["link"]
    if report.reporter:
        yield from _row_texts("reporter", report.reporter)


def _row_texts(prefix: str, row: Who | WitnessNamed | Reporter) -> Iterator[tuple[str, str, int]]:
    for each in fields(row):
        yield f"{prefix}.{WIRE.get(each.name, each.name)}", getattr(row, each.name), CAPS[each.name]


def text_problem(field: str, text: str, cap: int) -> Problem | None:
    """What keeps this text from being stored: too long, or characters no database keeps."""
    if len(text) > cap:
        message = _("Terlalu panjang: %(found)d karakter, paling banyak %(cap)d.") % {"found": len(text), "cap": cap}
        return Problem(field, message, "terlalu_panjang")
    if _UNSTORABLE.search(text):
        message = _("Ada karakter yang tidak bisa disimpan. Hapus lalu ketik ulang bagian itu.")
        return Problem(field, message, "karakter_terlarang")
    return None


def checked_text(field: str, text: str, *, missing: str, least: int = 1) -> str:
    """The text as it is kept. Raises Refused for what cannot be stored, and with `missing` below `least` characters."""
    text = tidy_text(text)
    problem = text_problem(field, text, CAPS["what"])
    if len(text) < least:
        problem = Problem(field, missing, "wajib")
    if problem:
        raise Refused(problem)
    return text


def _text_problems(report: NewReport) -> Iterator[Problem]:
    for field, text, cap in named_texts(report):
        problem = text_problem(field, text, cap)
        if problem:
            yield problem
    if not report.what:
        yield Problem("what", _("Ceritakan apa yang Anda lihat atau ketahui."), "wajib")


def _sender_problems(report: NewReport, kinds: Collection[str]) -> Iterator[Problem]:
    """Who reports fits the kind: a laporan has a name and an address, a tip has neither, a temuan has its finder."""
    if report.kind not in kinds:
        yield Problem("kind", _("Pilih laporan atau informasi awal."), "pilihan_tidak_dikenal")
    elif report.kind == Kind.TEMUAN and report.known_on is None:
        yield Problem("when.known_on", _("Tulis tanggal ditemukannya; batas waktu temuan dihitung dari sini."), "wajib")
    elif report.kind == Kind.INFORMASI_AWAL and report.reporter is not None:
        yield Problem("reporter", _("Informasi awal dikirim tanpa nama. Kosongkan bagian ini."), "harus_kosong")
    elif report.kind == Kind.LAPORAN:
        reporter = report.reporter or Reporter()
        if not reporter.name:
            yield Problem("reporter.name", _("Tulis nama Anda. Nama disegel sebelum disimpan."), "wajib")
        if not reporter.address:
            yield Problem("reporter.address", _("Tulis alamat Anda. Alamat disegel sebelum disimpan."), "wajib")


def _list_problems(report: NewReport) -> Iterator[Problem]:
    for field in ("who", "witnesses", "links"):
        if len(getattr(report, field)) > ROWS:
            yield too_many(field)
    for number, code in enumerate(report.conducts):
        if code not in rulebook.current().conducts:
            yield Problem(f"conducts.{number}", _("Perbuatan ini tidak ada di daftar."), "pilihan_tidak_dikenal")
    for number, link in enumerate(report.links):
        if not _is_web_address(link):
            yield Problem(f"links.{number}", _("Ini bukan alamat web. Salin seluruh tautannya."), "tautan_tidak_sah")


def _status_problems(report: NewReport) -> Iterator[Problem]:
    """Of a finding: supervisors know the list, and what a person is decides where the matter goes."""
    for number, who in enumerate(report.who if report.kind == Kind.TEMUAN else ()):
        if who.subject and who.subject not in rulebook.subjects:
            message = _("Status ini tidak ada di daftar. Kosongkan kalau belum diketahui.")
            yield Problem(f"who.{number}.subject", message, "pilihan_tidak_dikenal")


def _is_web_address(link: str) -> bool:
    try:
        _WEB(link[: CAPS["link"]])
    except (ValidationError, ValueError):
        return False
    return True


def _region(report: NewReport, problems: list[Problem], region_of: Callable[[str], Region]) -> Region | None:
    """The region named, if any; an unknown code becomes a problem."""
    if not report.region or any(problem.field == "where.region" for problem in problems):
        return None
    try:
        return region_of(report.region)
    except offices.UnknownRegion as unknown:
        problems.append(Problem("where.region", str(unknown), "wilayah_tidak_dikenal"))
        return None


def _date_problems(report: NewReport, now: datetime) -> Iterator[Problem]:
    for field, day in (("when.date", report.act_date), ("when.known_on", report.known_on)):
        if day and day < EARLIEST:
            yield Problem(field, _("Tahunnya terlalu lama. Periksa lagi tanggalnya."), "tanggal_mustahil")
        if day and day > now.date():
            yield Problem(field, _("Tanggal ini belum tiba. Periksa lagi tanggalnya."), "tanggal_mendatang")
    if report.act_date == now.date() and report.act_time and report.act_time > now.time():
        yield Problem("when.time", _("Jam ini belum tiba. Periksa lagi jamnya."), "tanggal_mendatang")
