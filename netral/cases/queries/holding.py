"""What one person holds: the cases they examine, their tasks, what they follow, the names they asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from netral.access.models import Role, Seat, User
from netral.access.policies import administers_everything
from netral.access.queries import seat_counts
from netral.access.states import Acting
from netral.cases.models import Case, Task
from netral.cases.queries.scope import ROLES
from netral.intake.models import IdentityRequest
from netral.intake.states import Asked
from netral.notices.models import Follow
from netral.notices.queries import followed_by
from netral.offices.models import Organisation
from netral.procedure.queries import Held, held

Through = Case.examiners.through
LEADING = (Role.MEMBER, Role.ADMINISTRATOR)


def offices_led_by(acting: Acting) -> QuerySet[Organisation]:
    """The offices in which somebody gives on the work of others."""
    if administers_everything(acting):
        return Organisation.objects.all()
    codes = [seat.office_code for seat in acting.seats if seat.role in LEADING]
    return Organisation.objects.filter(code__in=codes)


@dataclass(frozen=True)
class Followed:
    """Something followed, with its number."""

    follow: Follow
    about: Held


@dataclass(frozen=True)
class Holding:
    """Everything one person holds in some offices."""

    cases: list[Case]
    tasks: list[Task]
    followed: list[Followed]
    requests: list[IdentityRequest]

    @property
    def offices(self) -> list[Organisation]:
        """The offices where something is held, each once."""
        found = {case.office_id: case.office for case in self.cases}
        found |= {task.case.office_id: task.case.office for task in self.tasks}
        missing = {one.about.office for one in self.followed} - found.keys()
        found |= Organisation.objects.in_bulk(missing) if missing else {}
        return list(found.values())

    def __bool__(self) -> bool:
        return bool(self.cases or self.tasks or self.followed)


def holding_of(user: User, offices: QuerySet[Organisation], *, now: datetime) -> Holding:
    """As many queries for one piece as for a hundred. Requests for a name are shown, for nobody can give them on."""
    among = offices.values("pk")
    rows = Case.objects.select_related("laporan", "office__region").filter(open=True, office__in=among)
    tasks = Task.objects.filter(user=user, done_at=None, case__office__in=among)
    asked = IdentityRequest.objects.filter(asked_by=user.reference, laporan__office__in=among)
    return Holding(
        list(rows.filter(examiners=user).order_by("due_at", "pk")),
        list(tasks.select_related("case__laporan", "case__office__region", "user").order_by(_soonest(), "pk")),
        _followed(user, offices),
        list(asked.filter(Q(status=Asked.WAITING) | Q(until__gt=now)).select_related("laporan")),
    )


def _soonest() -> Any:
    return F("due_on").asc(nulls_last=True)


def _followed(user: User, offices: QuerySet[Organisation]) -> list[Followed]:
    rows = list(followed_by(user))
    if not rows:
        return []
    told = held(row.subject for row in rows)
    among = set(offices.filter(pk__in={about.office for about in told.values()}).values_list("pk", flat=True))
    found = [Followed(row, told[row.subject]) for row in rows if row.subject in told]
    return [each for each in found if each.about.office in among]


def holders(offices: QuerySet[Organisation]) -> QuerySet[User]:
    """Everybody who examines an open case or has an open task in these offices, with or without a seat today."""
    among = offices.values("pk")
    rows: Any = Through.objects
    examine = rows.filter(case__open=True, case__office__in=among).values("user_id")
    have = Task.objects.filter(done_at=None, case__office__in=among).values("user_id")
    return User.objects.filter(Q(pk__in=examine) | Q(pk__in=have)).order_by("name", "pk")


@dataclass(frozen=True)
class Holder:
    """One line of the list of holders: how much they hold, and until when they have a seat (None: no end)."""

    user: User
    cases: int
    tasks: int
    seated: bool
    until: date | None


def holder_lines(users: list[User], offices: QuerySet[Organisation]) -> list[Holder]:
    """The lines of one page. Three queries."""
    among, keys = offices.values("pk"), [user.pk for user in users]
    rows: Any = Through.objects
    cases = _counted(rows.filter(user_id__in=keys, case__open=True, case__office__in=among), "user_id")
    tasks = _counted(Task.objects.filter(user__in=keys, done_at=None, case__office__in=among), "user_id")
    ends: dict[int, list[date | None]] = {}
    for seat in Seat.objects.filter(user__in=keys, role__in=ROLES, office__in=among).select_related("office"):
        if seat_counts(seat):
            ends.setdefault(seat.user_id, []).append(seat.valid_until)
    return [_line(user, cases, tasks, ends.get(user.pk, [])) for user in users]


def _counted(rows: Any, field: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(field).annotate(Count("pk")))


def _line(user: User, cases: dict[int, int], tasks: dict[int, int], ends: list[date | None]) -> Holder:
    seated = bool(ends) and user.is_active
    until = None if None in ends else max((end for end in ends if end), default=None)
    return Holder(user, cases.get(user.pk, 0), tasks.get(user.pk, 0), seated, until if seated else None)


def held_by(seat: Seat) -> str:
    """What would be left without somebody if this seat ended, as a sentence; empty for nothing."""
    if seat.role not in ROLES:
        return ""
    others = [each for each in _others(seat) if seat_counts(each)]
    cases = _left_cases(seat, others)
    tasks = 0 if others else Task.objects.filter(user=seat.user, done_at=None, case__office=seat.office).count()
    if not cases and not tasks:
        return ""
    words = _(
        "Masih memegang di kantor ini: perkara %(cases)s, tugas %(tasks)s. Serahkan dulu lewat Serah terima, atau "
        "pilih hari terakhir sesudah hari ini."
    )
    return words % {"cases": cases, "tasks": tasks}


def _others(seat: Seat) -> QuerySet[Seat]:
    rows = Seat.objects.filter(user=seat.user_id, office=seat.office_id, role__in=ROLES)
    return rows.exclude(pk=seat.pk).select_related("office")


def _left_cases(seat: Seat, others: list[Seat]) -> int:
    """Open cases that the person examines by this seat and by no other of theirs."""
    if seat.role != Role.EXAMINER or any(each.role == Role.EXAMINER for each in others):
        return 0
    return Case.objects.filter(examiners=seat.user_id, office=seat.office_id, open=True).count()
