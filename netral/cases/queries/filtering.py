"""The queue cut down by a line, the case before and after one in it, and how much has changed since it was read."""

from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from netral.access.models import Role, User
from netral.access.queries import OfficeScope, offices_seen_by
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases.models import Case, SavedView, Task
from netral.cases.queries.labels import labelled
from netral.cases.queries.line import LATE, MINE, NEWEST, NONE, SOONEST, TODAY, WITHIN, Line
from netral.cases.queries.places import Places
from netral.cases.queries.queue import cases_in, reports_in
from netral.cases.queries.scope import ROLES
from netral.intake.models import Laporan
from netral.lib.counting import Tally
from netral.notices.models import Follow
from netral.procedure import holidays
from netral.procedure.models import FAR

SomeModel = TypeVar("SomeModel", Case, Laporan)
MOST_CHANGES = 99
FINISHED, DUE = "selesai", "tenggat"


def filtered(acting: Acting, view: str, line: Line, *, now: datetime) -> Places:
    """The places of a view that fit a line; none where the line was not understood."""
    newest = line.urut == NEWEST or (view == FINISHED and line.urut != SOONEST)
    # Of custodians the two lists lie in two scopes; of everybody else in one, which is asked for once.
    scope = None if acting.holds_any((Role.CUSTODIAN,)) else offices_seen_by(acting, roles=ROLES)
    reports = _reports(acting, view, line, now=now, scope=scope)
    return Places(reports, _cases(acting, view, line, now=now, scope=scope), newest=newest)


def _reports(acting: Acting, view: str, line: Line, *, now: datetime, scope: OfficeScope | None) -> QuerySet[Laporan]:
    if line.problems or line.cases_only:
        return Laporan.objects.none()
    return _narrowed(reports_in(acting, view, line.text, scope=scope), Laporan.KIND, acting, line, now=now)


def _cases(acting: Acting, view: str, line: Line, *, now: datetime, scope: OfficeScope | None) -> QuerySet[Case]:
    if line.problems or line.jenis == Laporan.KIND:
        return Case.objects.none()
    found = _narrowed(cases_in(acting, view, line.text, scope=scope), Case.KIND, acting, line, now=now)
    if line.pemeriksa == MINE:
        mine = Case.examiners.through.objects.filter(user__key=_key(acting))
        found = found.filter(pk__in=mine.values("case_id"))
    elif line.pemeriksa:
        found = found.filter(examiners=None)
    if line.tugas:
        found = found.filter(pk__in=Task.objects.filter(user__key=_key(acting), done_at=None).values("case_id"))
    if line.label:
        found = found.filter(pk__in=labelled(line.label, acting))
    return found


def _narrowed(
    found: QuerySet[SomeModel], kind: str, acting: Acting, line: Line, *, now: datetime
) -> QuerySet[SomeModel]:
    """What both kinds have in common. A handful of followed subjects is read and named, not joined."""
    if line.tahap:
        found = found.filter(status=line.tahap)
    if line.tenggat:
        found = found.filter(_due(line.tenggat, now))
    if line.wilayah:
        found = found.filter(Q(region__code=line.wilayah) | Q(region__code__startswith=f"{line.wilayah}."))
    if line.ikut:
        mine = Follow.objects.filter(user__key=_key(acting), subject__startswith=f"{kind}:")
        found = found.filter(key__in=[one.partition(":")[2] for one in mine.values_list("subject", flat=True)])
    return found


def _due(wanted: str, now: datetime) -> Q:
    """Which last moments are meant. Days are those of this house; what is late is also due within so many days."""
    today = timezone.localdate(now)
    if wanted == NONE:
        return Q(due_at=FAR)
    if wanted == LATE:
        return Q(due_at__lt=now)
    if wanted == TODAY:
        return Q(due_at__gte=now, due_at__lt=_start(today + timedelta(days=1)))
    found = WITHIN.fullmatch(wanted)
    if found is None:
        raise ValueError(f"tenggat:{wanted} was never checked; parse the line first")
    days, working = int(found[1]), found[2]
    last = holidays.calendar().step(today, days)[0] if working else today + timedelta(days=days)
    return Q(due_at__lt=_start(last))


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _key(acting: Acting) -> str:
    return acting.reference.partition(":")[2]


def neighbours(places: Places, case: Case) -> tuple[Case | None, Case | None]:
    """The cases before and after one in the queue. Two queries that each read one line of an index."""
    found = places.cases.select_related(None)
    before = found.filter(_before(places, case)).order_by(*(("pk",) if places.newest else ("-due_at", "-pk")))
    if places.newest:
        return before.first(), found.filter(pk__lt=case.pk).order_by("-pk").first()
    due = case.due_at
    after = found.filter(Q(due_at__gt=due) | Q(pk__gt=case.pk), due_at__gte=due).order_by("due_at", "pk")
    return before.first(), after.first()


def standing_in(places: Places, case: Case) -> tuple[int, int] | None:
    """Which case of how many it is in the queue; None where it has left it. One query."""
    found = places.cases.select_related(None).order_by()
    counted = found.aggregate(
        all=Count("pk"), before=Count("pk", filter=_before(places, case)), here=Count("pk", filter=Q(pk=case.pk))
    )
    return (counted["before"] + 1, counted["all"]) if counted["here"] else None


def waiting_in_queue(acting: Acting, now: datetime) -> Tally:
    """What waits in somebody's queue, and which of it is overdue: the first view without a filter."""
    return tally_of(filtered(acting, DUE, Line(), now=now), now)


def tally_of(places: Places, now: datetime) -> Tally:
    """The lists behind these places, to be counted with others."""
    lists = (places.reports, places.cases)
    return Tally(lists, tuple(each.filter(due_at__lt=now) for each in lists))


def _before(places: Places, case: Case) -> Q:
    """The cases that stand before one in the queue."""
    if places.newest:
        return Q(pk__gt=case.pk)
    return (Q(due_at__lt=case.due_at) | Q(pk__lt=case.pk)) & Q(due_at__lte=case.due_at)


def mark() -> int:
    """How far the journal is: what comes later has changed since a page was made."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def changed_since(acting: Acting, since: int) -> int:
    """How many laporan and cases in someone's offices moved after a mark; at most MOST_CHANGES are counted."""
    offices = offices_seen_by(acting, roles=ROLES).organisations().values("code")
    kinds = Q(chain__startswith=f"{Laporan.KIND}:") | Q(chain__startswith=f"{Case.KIND}:")
    later = Entry.objects.filter(kinds, pk__gt=since, office__in=offices).exclude(actor=acting.reference)
    return later.order_by().values("chain").distinct()[:MOST_CHANGES].count()


def views_of(user: User) -> QuerySet[SavedView]:
    """Somebody's own views, in their order."""
    return user.saved_views.order_by("place")
