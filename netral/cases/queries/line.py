"""The line above the queue: words to look for, and filters a person can read, write and send to a colleague.

`tahap:pemeriksaan tenggat:<3hk pemeriksa:saya lapangan` reads as it is meant. What it does not know it says.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral import rulebook
from netral.cases.models import Case
from netral.cases.queries.labels import LABEL
from netral.intake.models import Laporan

Words = str | Promise
MINE, NOBODY = "saya", "kosong"
LATE, TODAY, NONE = "lewat", "hari-ini", "tanpa"
NEWEST, SOONEST = "terbaru", "tenggat"
MOST_DAYS = 365
WITHIN = re.compile(r"<(\d{1,3})(hk)?")
REGION = re.compile(r"\d{2}(\.\d{2}){0,3}")
TOKEN = re.compile(r'"([^"]*)"|(\S+)')
FILTER = re.compile(r"([A-Za-z_-]+):(.*)", re.DOTALL)
DUE: dict[str, Words] = {
    LATE: gettext_lazy("Sudah lewat"),
    TODAY: gettext_lazy("Hari ini"),
    "<3hk": gettext_lazy("Kurang dari 3 hari kerja"),
    "<7": gettext_lazy("Kurang dari 7 hari"),
    NONE: gettext_lazy("Tanpa tenggat"),
}
EXAMINER: dict[str, Words] = {MINE: gettext_lazy("Saya"), NOBODY: gettext_lazy("Belum ada")}
KIND: dict[str, Words] = {Laporan.KIND: gettext_lazy("Laporan"), Case.KIND: gettext_lazy("Perkara")}
ORDER: dict[str, Words] = {
    SOONEST: gettext_lazy("Tenggat terdekat di atas"),
    NEWEST: gettext_lazy("Yang terbaru di atas"),
}


@dataclass(frozen=True)
class Line:
    """A line understood: one value a filter, empty where it says nothing; `problems` are sentences for the reader."""

    text: str = ""
    tahap: str = ""
    tenggat: str = ""
    pemeriksa: str = ""
    wilayah: str = ""
    jenis: str = ""
    ikut: str = ""
    tugas: str = ""
    label: str = ""
    urut: str = ""
    problems: tuple[str, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        """The line as it is written: filters in a fixed order, then the words, with quotes where they look like one."""
        filters = [f"{name}:{getattr(self, name)}" for name in FILTERS if getattr(self, name)]
        words = f'"{self.text}"' if self.text and FILTER.search(self.text) else self.text
        return " ".join([*filters, *([words] if words else [])])

    @property
    def cases_only(self) -> bool:
        """Whether a filter asks for what only a case has."""
        return bool(self.pemeriksa or self.tugas or self.label or self.jenis == Case.KIND)


@cache
def stages() -> dict[str, rulebook.Text]:
    """Where a laporan or a case may stand, by code, as the tables of today call it."""
    found: dict[str, rulebook.Text] = {}
    for kind in (Laporan.KIND, Case.KIND):
        for versions in rulebook.current().procedures.values():
            found |= {status.code: status.label for status in versions[-1].statuses_of(kind)}
    return found


def _is_due(value: str) -> bool:
    found = WITHIN.fullmatch(value)
    return value in DUE or bool(found and 0 < int(found[1]) <= MOST_DAYS)


def _is_label(value: str) -> bool:
    return bool(LABEL.fullmatch(value))


def _mine(value: str) -> bool:
    return value == MINE


FILTERS: dict[str, tuple[Callable[[str], bool], Callable[[], str]]] = {
    "tahap": (lambda value: value in stages(), lambda: ", ".join(sorted(stages()))),
    "tenggat": (_is_due, lambda: f"{LATE}, {TODAY}, <3 ({_('hari')}), <3hk ({_('hari kerja')}), {NONE}"),
    "pemeriksa": (lambda value: value in EXAMINER, lambda: ", ".join(EXAMINER)),
    "wilayah": (lambda value: bool(REGION.fullmatch(value)), lambda: _("kode wilayah, misalnya 33.74")),
    "jenis": (lambda value: value in KIND, lambda: ", ".join(KIND)),
    "ikut": (_mine, lambda: MINE),
    "tugas": (_mine, lambda: MINE),
    "label": (_is_label, lambda: _("satu label kantor ini, misalnya mendesak")),
    "urut": (lambda value: value in ORDER, lambda: ", ".join(ORDER)),
}
"""What each filter accepts, and how that is said to whoever wrote something else."""


def parse(written: str) -> Line:
    """Understand a line. Whatever is wrong is in `problems`; the rest is understood all the same."""
    values: dict[str, str] = {}
    words: list[str] = []
    problems: list[str] = []
    for quoted, bare in TOKEN.findall(written):
        found = FILTER.fullmatch(bare)
        if found is None:
            words.append(quoted or bare)
            continue
        name, value = found[1].casefold(), found[2].casefold()
        problem = _problem(name, value, values)
        if problem:
            problems.append(problem)
        else:
            values[name] = value
    text = " ".join(" ".join(words).split())
    if FILTER.search(text):  # written again it stands in quotation marks, so it holds none
        text = text.replace('"', "").strip()
    return Line(text, **values, problems=tuple(problems))


def _problem(name: str, value: str, before: dict[str, str]) -> str:
    if name not in FILTERS:
        words = _("Saringan “%(name)s:” tidak dikenal. Yang dikenal: %(known)s. Beri tanda kutip bila itu kata biasa.")
        return words % {"name": name, "known": ", ".join(FILTERS)}
    accepts, told = FILTERS[name]
    if not accepts(value):
        words = _("“%(name)s:%(value)s” tidak dikenal. Tulis salah satu: %(known)s.")
        return words % {"name": name, "value": value, "known": told()}
    if name in before and before[name] != value:
        return _("“%(name)s:” tertulis dua kali dengan isi berbeda. Pilih salah satu.") % {"name": name}
    return ""


def written_with(line: Line, **changes: str) -> str:
    """The line with some filters set or taken off, to stand in an address."""
    given: dict[str, Any] = dict(changes)
    return str(replace(line, **given))
