"""Who may take which step, and whether it is possible now. `check_…` raises, `can_…` and `offers` ask the same rule."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from netral import rulebook
from netral.access.states import Acting
from netral.lib.dates import local_day, long_date
from netral.procedure import queries
from netral.procedure.models import Clock, Tracked
from netral.procedure.states import ACCUSED_ROLE, REPORTER_ROLE, WITHOUT_SEAT, NotAllowed
from netral.rulebook import Procedure, Step


@dataclass(frozen=True)
class Offer:
    """A step shown to someone: allowed, or the sentence that says why not yet."""

    step: Step
    allowed: bool
    because: str


def check_can_take(subject: Tracked, code: str, acting: Acting, *, met: Collection[str] | None = None) -> Step:
    """The step, or NotAllowed. Requirements are checked only when `met` says which ones hold."""
    table = queries.table(subject)
    possible = table.steps_from(subject.table_subject, subject.status)
    step = next((step for step in possible if step.code == code), None)
    if step is None:
        raise NotAllowed(_wrong_status(subject, table, possible), [step.code for step in possible])
    if acting.reference not in WITHOUT_SEAT:
        check_not_on_its_way(subject)
    if not _may_act(subject, step, acting):
        raise NotAllowed(_wrong_person(subject, table, step), _codes_for(subject, possible, acting))
    missing = [need for need in step.needs if met is not None and need not in met]
    if missing:
        raise NotAllowed(_missing(table, missing), _codes_for(subject, possible, acting, but=code))
    return step


def check_not_on_its_way(subject: Tracked) -> None:
    """While it waits to be accepted elsewhere, no office takes a step: neither the one it leaves nor the other."""
    waiting = queries.waiting_transfer(subject)
    if waiting:
        words = _("Sedang menunggu diterima %(office)s. Tarik kembali dulu, atau tunggu jawabannya.")
        raise NotAllowed(words % {"office": waiting.receiver.name})


@dataclass(frozen=True)
class Counted:
    """When a step was recorded (`at`), and the day the law looks at where it is another one, in the office's zone."""

    at: datetime
    day: date | None
    zone: str

    @property
    def moment(self) -> datetime:
        """Noon of the day, unless it is not noon yet: of a day people give no hour. Without a day, `at` itself."""
        return min(noon(self.day, self.zone), self.at) if self.day else self.at


def noon(day: date, zone: str) -> datetime:
    """A moment well inside a day: periods count whole days, and the day they start on never counts."""
    return datetime.combine(day, time(12), ZoneInfo(zone))


def check_counts(clock: Clock, counted: Counted) -> datetime:
    """The moment a clock stops, or NotAllowed: never in the future, never before the day the clock started.

    A clock that runs on from the end of another one is not needed when the other was kept, so it may stop unstarted.
    """
    day, moment = counted.day, counted.moment
    if day is None or rulebook.current().deadline(clock.rule).after:
        return moment
    if day > local_day(counted.at, counted.zone):
        raise NotAllowed(_("Tanggal %(day)s belum tiba. Isi tanggal hari ini atau sebelumnya.") % _spoken(day))
    started = local_day(clock.started_at, counted.zone)
    if day < started:
        words = _("Tenggat “%(title)s” baru berjalan sejak %(day)s. Isi tanggal itu atau sesudahnya.")
        raise NotAllowed(words % {"title": queries.title(clock), **_spoken(started)})
    return max(moment, clock.started_at)


def check_lengthens(clock: Clock, on: date, *, at: datetime) -> None:
    """A document lengthens a period only on one of its days, and none of a day to come; else NotAllowed."""
    problem = lengthening_problem(clock, on, at=at)
    if problem:
        raise NotAllowed(problem)


def lengthening_problem(clock: Clock, on: date, *, at: datetime) -> str:
    """Why a document of that day cannot lengthen this period; empty when it can."""
    started, title = local_day(clock.started_at, clock.zone), {"title": queries.title(clock)}
    last = local_day(clock.due_at, clock.zone) if clock.due_at else on
    if on > local_day(at, clock.zone):
        return _("Tanggal %(day)s belum tiba. Isi tanggal hari ini atau sebelumnya.") % _spoken(on)
    if on < started:
        words = _("Tenggat “%(title)s” baru berjalan sejak %(day)s. Isi tanggal itu atau sesudahnya.")
        return words % {**title, **_spoken(started)}
    if on > last:
        words = _("Tenggat “%(title)s” berakhir %(day)s. Surat sesudah hari itu tidak memperpanjangnya lagi.")
        return words % {**title, **_spoken(last)}
    return ""


def _spoken(day: date) -> dict[str, str]:
    return {"day": long_date(day, get_language() or "id")}


def can_take(subject: Tracked, code: str, acting: Acting, *, met: Collection[str] | None = None) -> bool:
    """Whether `check_can_take` would let this pass."""
    try:
        check_can_take(subject, code, acting, met=met)
    except NotAllowed:
        return False
    return True


def offers(subject: Tracked, acting: Acting, met: Collection[str] | None = None) -> list[Offer]:
    """The buttons for someone, in the order of the table: every step of their kind of role, open or with the reason."""
    steps = queries.table(subject).steps_from(subject.table_subject, subject.status)
    return [_offer(subject, step, acting, met) for step in steps if _concerns(step, acting)]


def _offer(subject: Tracked, step: Step, acting: Acting, met: Collection[str] | None) -> Offer:
    try:
        check_can_take(subject, step.code, acting, met=met)
    except NotAllowed as refusal:
        return Offer(step, allowed=False, because=str(refusal))
    return Offer(step, allowed=True, because="")


def _concerns(step: Step, acting: Acting) -> bool:
    if acting.reference in WITHOUT_SEAT:
        return acting.reference in step.by
    return not WITHOUT_SEAT.issuperset(step.by)


def _may_act(subject: Tracked, step: Step, acting: Acting) -> bool:
    if acting.reference in WITHOUT_SEAT:
        return acting.reference in step.by
    if not acting.reaches(subject.reference):
        return False
    seated = [role for role in step.by if role not in WITHOUT_SEAT]
    if not seated:
        return False
    office = subject.office_at(step.place)
    return any(acting.holds(role, office.code) for role in seated)


def _codes_for(subject: Tracked, possible: Collection[Step], acting: Acting, *, but: str = "") -> list[str]:
    return [step.code for step in possible if step.code != but and _may_act(subject, step, acting)]


def _wrong_status(subject: Tracked, table: Procedure, possible: Collection[Step]) -> str:
    kind = queries.say(table.subjects[subject.table_subject])
    status = table.statuses[subject.status]
    if not possible:
        return _("%(kind)s ini sudah berakhir dengan status “%(status)s”; tidak ada langkah lagi.") % {
            "kind": kind,
            "status": queries.say(status.label),
        }
    return _("%(kind)s ini berstatus “%(status)s”; langkah yang mungkin sekarang: %(steps)s.") % {
        "kind": kind,
        "status": queries.say(status.label),
        "steps": ", ".join(queries.say(step.label) for step in possible),
    }


def _wrong_person(subject: Tracked, table: Procedure, step: Step) -> str:
    seated = [role for role in step.by if role not in WITHOUT_SEAT]
    if seated:
        return _("Langkah ini diambil oleh %(roles)s di %(office)s.") % {
            "roles": _(" atau ").join(queries.say(table.roles[role]) for role in seated),
            "office": subject.office_at(step.place).name,
        }
    if REPORTER_ROLE in step.by:
        return _("Langkah ini hanya diambil oleh pelapor, lewat halaman status dengan kode tanda terima.")
    if ACCUSED_ROLE in step.by:
        return _("Langkah ini hanya diambil oleh terlapor, lewat tautan hak jawab yang diterimanya.")
    return _("Langkah ini dicatat sendiri oleh sistem begitu waktunya tiba.")


def _missing(table: Procedure, missing: list[str]) -> str:
    needs = ", ".join(queries.say(table.requirements[need]) for need in missing)
    return _("Belum bisa: perlu %(needs)s.") % {"needs": needs}
