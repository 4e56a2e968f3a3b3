"""What a report lacks, and whether it comes late. Told to the reporter as warnings; nothing is refused for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from netral import rulebook
from netral.intake.content import NewReport
from netral.intake.states import Kind
from netral.lib.dates import long_date
from netral.lib.statements import find
from netral.procedure import holidays
from netral.registry import queries as registry
from netral.registry.models import Election

# The rule by which a report is on time, per regime of the procedure.
ON_TIME_RULES = {"pemilu": "P-REP", "pilkada": "K-REP"}
# A temuan has a time limit of its own. For a Pilkada the rulebook knows none.
FINDING_RULES = {"pemilu": "P-TEM"}
DEFAULT_REGIME = "pemilu"
OTHER_ELECTION = "lain"
# Longer ago than this is late by any rule; the calendar of those years need not be asked.
LONG_AGO = timedelta(days=366)
# What to ask for where the rulebook's own words would sound like a verdict.
ASKED = {"tenggat": gettext_lazy("Tanggal Anda mengetahui kejadiannya")}


@dataclass(frozen=True)
class Warn:
    """Something the reporter should know. `field` names the part of the report, `code` the reason."""

    field: str
    message: str
    code: str

    def as_json(self) -> dict[str, str]:
        return {"field": self.field, "message": self.message, "code": self.code}


@dataclass(frozen=True)
class Lateness:
    """How the time limit for reporting came out. `due` is None when nothing could be counted, `rule` empty for none."""

    rule: str
    due: datetime | None
    late: bool | None


def regime_of(election: str, on: date) -> tuple[str, Warn | None]:
    """The procedure a report runs under: that of its election, else of the one running, else pemilu with a warning."""
    known = _regime_known(election)
    if known:
        return known, None
    running = {row.regime for row in registry.running_elections(on)}
    if len(running) == 1:
        return running.pop(), None
    message = _("Pemilihannya belum jelas. Laporan diperiksa menurut aturan Pemilu sampai petugas menetapkannya.")
    return DEFAULT_REGIME, Warn("election", message, "pemilihan_belum_jelas")


def _regime_known(election: str) -> str:
    if election in ("", OTHER_ELECTION):
        return ""
    return next((row.regime for row in find(Election, "code", election)), "")


def lateness(*, regime: str, known_on: date | None, at: datetime, zone: str, kind: str = Kind.LAPORAN) -> Lateness:
    """Whether a report received at `at` kept the time limit counted from the day it became known."""
    rule = FINDING_RULES.get(regime, "") if kind == Kind.TEMUAN else ON_TIME_RULES[regime]
    if known_on is None or not rule:
        return Lateness(rule, None, None)
    if at.astimezone(ZoneInfo(zone)).date() - known_on > LONG_AGO:
        return Lateness(rule, None, late=True)
    due = holidays.due(rule, datetime.combine(known_on, time(), ZoneInfo(zone)), zone=zone).due
    return Lateness(rule, due, None if due is None else at > due)


def warnings(report: NewReport, *, regime: str, exhibits: int, at: datetime, zone: str) -> list[Warn]:
    """Everything the reporter should still add, and the time limit if it has passed."""
    found = list(_missing(report, exhibits))
    counted = lateness(kind=report.kind, regime=regime, known_on=report.known_on, at=at, zone=zone)
    if counted.late:
        found.append(Warn("when.known_on", _late_sentence(counted), "lewat_batas_waktu"))
    return found


def _late_sentence(counted: Lateness) -> str:
    if counted.due is None:
        return _("Batas waktu melapor sudah lama lewat. Bawaslu tetap bisa menelusurinya sebagai informasi awal.")
    day = long_date(counted.due.date(), get_language() or "id")
    sentence = _("Batas waktu melapor berakhir %(day)s. Bawaslu tetap bisa menelusurinya sebagai informasi awal.")
    return sentence % {"day": day}


def _missing(report: NewReport, exhibits: int) -> Iterator[Warn]:
    for requirement in rulebook.current().report_requirements:
        for field in missing_fields(requirement.code, report, exhibits):
            label = ASKED.get(requirement.code) or requirement.label.text(get_language() or "id")
            yield Warn(field, _("Belum lengkap: %(item)s.") % {"item": label}, "belum_lengkap")


def missing_fields(code: str, report: NewReport, exhibits: int) -> list[str]:
    """The fields that leave a requirement open, e.g. `when.date` for time and place of the event."""
    open_fields = {
        "identitas_pelapor": _fields_of_reporter(report),
        "identitas_terlapor": [] if report.who else ["who"],
        "tenggat": [] if report.known_on else ["when.known_on"],
        "waktu_tempat": _fields_of_event(report),
        "uraian": [] if report.what else ["what"],
        "bukti": [] if exhibits or report.links or report.witnesses else ["links"],
    }
    return open_fields.get(code, [])


def _fields_of_reporter(report: NewReport) -> list[str]:
    """Nobody reports a temuan: its finder stands in the journal."""
    return [] if report.reporter or report.kind == Kind.TEMUAN else ["reporter"]


def _fields_of_event(report: NewReport) -> list[str]:
    fields = [] if report.act_date else ["when.date"]
    return fields if report.region or report.place else [*fields, "where"]
