"""How far a draft has come: what registration would still need, and how long there is time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from netral import rulebook
from netral.intake import completeness
from netral.intake.content import NewReport
from netral.intake.draft_content import DraftContent
from netral.intake.states import Kind
from netral.intake.wizard_report import report_of, zone_of
from netral.offices import queries as offices

FORMAL, MATERIAL = "formal", "material"
# The page that asks for a field of the report, by the beginning of the field's path.
PAGE_OF = {
    "kind": "tentang-anda",
    "reporter": "tentang-anda",
    "who": "siapa",
    "witnesses": "siapa",
    "when": "kapan",
    "where": "di-mana",
    "what": "cerita",
    "conducts": "apa",
    "links": "bukti",
    "evidence": "bukti",
}


@dataclass(frozen=True)
class Item:
    """A requirement of the rulebook: whether it is there, and the page that asks for it."""

    label: str
    kind: str
    there: bool
    page: str

    @property
    def url(self) -> str:
        return page_url(self.page)


@dataclass(frozen=True)
class TimeLimit:
    """The last moment for reporting, in the zone of the place. `days` left, today not counted; 0 once it passed."""

    due: datetime
    zone: str
    title: str
    source: str
    late: bool
    days: int


@dataclass(frozen=True)
class Progress:
    """`named` is False for a tip: nobody registers it, so its sender need not be complete."""

    items: Sequence[Item]
    limit: TimeLimit | None
    late: str
    named: bool

    @property
    def formal(self) -> list[Item]:
        return [item for item in self.items if item.kind == FORMAL]

    @property
    def material(self) -> list[Item]:
        return [item for item in self.items if item.kind == MATERIAL]

    @property
    def missing(self) -> list[Item]:
        return [item for item in self.items if not item.there]


def page_of(field: str) -> str:
    """Where a field of the report is asked: `who.0.name` is asked on `siapa`."""
    return PAGE_OF.get(field.partition(".")[0], "periksa")


def page_url(page: str) -> str:
    """The address of a page by its code."""
    return reverse(f"intake:report_{page.replace('-', '_')}")


def progress(content: DraftContent, *, at: datetime) -> Progress:
    """The requirements in the rulebook's order, and the time limit if it can be counted."""
    report = report_of(content)
    limit = time_limit(report, at=at)
    items = [_item(requirement, report, content, limit) for requirement in rulebook.current().report_requirements]
    return Progress(items, limit, late_sentence(report, limit), named=report.kind == Kind.LAPORAN)


def _item(requirement: rulebook.Requirement, report: NewReport, content: DraftContent, limit: TimeLimit | None) -> Item:
    code, label = requirement.code, requirement.label.text(get_language() or "id")
    open_fields = completeness.missing_fields(code, report, len(content.files))
    if code == "tenggat" and not open_fields and (limit is None or limit.late):
        open_fields = ["when.known_on"]
    if code == "identitas_pelapor" and report.reporter and not (report.reporter.name and report.reporter.address):
        open_fields = ["reporter"]
    return Item(label, requirement.kind, not open_fields, page_of(open_fields[0]) if open_fields else "")


def time_limit(report: NewReport, *, at: datetime) -> TimeLimit | None:
    """Until when this can be registered; None while the day it became known is open, or too long ago to count."""
    zone = zone_of(report.region) or offices.default_office().zone
    today = at.astimezone(ZoneInfo(zone)).date()
    regime, _unclear = completeness.regime_of(report.election, report.act_date or today)
    counted = completeness.lateness(regime=regime, known_on=report.known_on, at=at, zone=zone)
    if counted.due is None:
        return None
    rule = rulebook.current().deadline(counted.rule)
    title = rule.title.text(get_language() or "id")
    return TimeLimit(counted.due, zone, title, rule.source, bool(counted.late), _days(today, counted.due.date()))


def _days(today: date, last: date) -> int:
    return max(0, (last - today).days)


def late_sentence(report: NewReport, limit: TimeLimit | None) -> str:
    """For whoever is late: that it may be sent all the same. Empty for whoever is not."""
    if (limit is None and report.known_on is not None) or (limit and limit.late):
        return _(
            "Batas waktu melapor sudah lewat. Laporan tetap bisa dikirim, dan Bawaslu bisa menelusurinya "
            "sebagai informasi awal."
        )
    return ""
