"""Reminders before and escalation after: each clock and kind tells each person once, however often the round goes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet

from netral.access.models import Role, User
from netral.notices.models import Notice
from netral.notices.queries.following import listening
from netral.notices.queries.people import office_above, people_in
from netral.notices.states import Kind, Pace, paces
from netral.offices.models import Organisation
from netral.procedure.models import WITHOUT_DUTY, Clock
from netral.procedure.queries import held, missed

# Members of a KPU hear and decide themselves within a day or seven: they are told with those who work for them.
HANDS = (
    Role.INTAKE_OFFICER, Role.EXAMINER, Role.AUDITOR, Role.PERSONNEL_OFFICER, Role.KPU_EXAMINER, Role.KPU_MEMBER,
)  # fmt: skip
HEADS = (Role.MEMBER, Role.AUDITOR, Role.APPOINTING_OFFICIAL, Role.KPU_MEMBER)
# To whom each kind speaks: which roles, and whether in the office above.
SPEAKS_TO = {
    Kind.SOON: (HANDS, False),
    Kind.TODAY: (HANDS, False),
    Kind.MISSED: (HANDS, False),
    Kind.MEMBERS: (HEADS, False),
    Kind.ABOVE: ((*HANDS, *HEADS), True),
}
# Of what others must do, followers are not told: they answer for nothing.
FOLLOWERS_HEAR = (Kind.SOON, Kind.TODAY, Kind.MISSED)
AT_ONCE = 500  # clocks told in one go
# What was missed long before this house told anything is seen on the pages; nobody is woken up for it.
NOT_LONGER = timedelta(days=30)


def tell_of_deadlines(*, at: datetime) -> int:
    """Write every notice that is due by now and was not written yet; how many were."""
    return sum(_tell(pace, at) for pace in paces())


def _tell(pace: Pace, at: datetime) -> int:
    written = 0
    for clocks in _in_pieces(_due(pace, at)):
        notices = list(_notices(pace.kind, clocks, at))
        before = Notice.objects.filter(clock__in=clocks, kind=pace.kind).count()
        # Two rounds at once write the same rows: the constraint lets each in once and refuses nobody.
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
        written += Notice.objects.filter(clock__in=clocks, kind=pace.kind).count() - before
    return written


def _due(pace: Pace, at: datetime) -> QuerySet[Clock]:
    if pace.before:
        nearer = at + _nearer(pace)
        soon = Clock.objects.filter(stopped_at=None, due_at__gte=nearer, due_at__lt=at + pace.length)
        return soon.exclude(bound__in=WITHOUT_DUTY)
    late = Clock.objects.filter(missed(at), stopped_at=None, due_at__lt=at - pace.length)
    return late.filter(due_at__gte=at - pace.length - NOT_LONGER)


def _nearer(pace: Pace) -> timedelta:
    """How near an end a nearer kind tells of instead: nobody hears twice at once that the same period ends."""
    return max((each.length for each in paces() if each.before and each.length < pace.length), default=timedelta())


def _in_pieces(clocks: QuerySet[Clock]) -> Iterator[list[Clock]]:
    piece: list[Clock] = []
    for clock in clocks.order_by("pk").iterator():
        piece.append(clock)
        if len(piece) == AT_ONCE:
            yield piece
            piece = []
    if piece:
        yield piece


def _notices(kind: Kind, clocks: Iterable[Clock], at: datetime) -> Iterator[Notice]:
    listed = list(clocks)
    told = held(clock.subject for clock in listed)
    people = _people(kind, {office for about in told.values() for office in (about.office, about.recorder)}, at)
    following = listening({one: told[one].office for one in told}, at) if kind in FOLLOWERS_HEAR else {}
    for clock in listed:
        about = told.get(clock.subject)
        # A house outside, or one without accounts here, hears nothing: whoever writes its steps down does.
        hearers = (people[about.office] or people[about.recorder]) if about else []
        for user in dict.fromkeys([*hearers, *following.get(clock.subject, ())]):
            yield Notice(user=user, subject=clock.subject, clock=clock, kind=kind, at=at)


def _people(kind: Kind, offices: set[int], at: datetime) -> dict[int, list[User]]:
    """The people a kind speaks to, by the office it is about."""
    roles, above = SPEAKS_TO[kind]
    found: dict[int, list[User]] = defaultdict(list)
    for office in Organisation.objects.select_related("region").filter(pk__in=offices):
        place = office_above(office) if above else office
        found[office.pk] = people_in(place, roles, at=at) if place else []
    return found
