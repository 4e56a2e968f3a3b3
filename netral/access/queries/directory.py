"""The lists behind `/kelola/`: each already cut down to what its reader administers."""

from datetime import date, datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from netral.access.models import Invitation, Role, Seat, User
from netral.access.states import NATIONAL_OFFICE, Acting
from netral.audit.models import Entry, EntrySubject
from netral.offices.models import Organisation

LONGEST_NUMBER = 19  # digits that still fit a 64-bit key


def _own_offices(who: Acting, path: str) -> Q:
    """Rows whose office, `path` away, is administered by the reader; for national administrators all of them."""
    if who.holds(Role.ADMINISTRATOR, NATIONAL_OFFICE):
        return Q()
    return Q(**{f"{path}__in": who.offices_for(Role.ADMINISTRATOR)})


def offices_administered(who: Acting, *, text: str = "", kind: str = "") -> QuerySet[Organisation]:
    """Organisations by name, with parent and region; `text` matches part of a name or code."""
    rows = Organisation.objects.filter(_own_offices(who, "code")).select_related("parent", "region")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(code__icontains=text))
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("name", "code")


def with_people(offices: QuerySet[Organisation], *, on: date) -> QuerySet[Organisation]:
    """Organisations with `people`: how many hold a seat there on a day."""
    running = Q(seats__valid_until=None) | Q(seats__valid_until__gte=on)
    counted = running & Q(seats__valid_from__lte=on, seats__user__is_active=True)
    return offices.annotate(people=Count("seats__user", filter=counted, distinct=True))


def people_seen_by(who: Acting, *, text: str = "") -> QuerySet[User]:
    """Accounts with a seat, past or present, in an administered office, each with `shown_seats`."""
    own = _own_offices(who, "office__code")
    rows = User.objects.filter(pk__in=Seat.objects.filter(own).values("user_id")) if own else User.objects.all()
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(email__icontains=text))
    shown = Prefetch("seats", queryset=seats_seen_by(who), to_attr="shown_seats")
    return rows.prefetch_related(shown).order_by("name", "key")


def seats_seen_by(who: Acting) -> QuerySet[Seat]:
    """Seats in administered offices, newest first."""
    return (
        Seat.objects.filter(_own_offices(who, "office__code"))
        .select_related("office", "user")
        .order_by("-valid_from", "office__name", "role")
    )


def seats_of(user: User) -> QuerySet[Seat]:
    """Every seat of one person, newest first."""
    return user.seats.select_related("office").order_by("-valid_from", "office__name", "role")


def people_in(office: Organisation) -> QuerySet[Seat]:
    """Every seat of an office with its holder, running terms first."""
    return office.seats.select_related("user", "office").order_by("-valid_until", "user__name", "role")


def running_seats(who: Acting, *, on: date) -> QuerySet[Seat]:
    """Seats in administered offices that run on a day, of accounts that are switched on."""
    running = Q(valid_until=None) | Q(valid_until__gte=on)
    return seats_seen_by(who).filter(running, valid_from__lte=on, user__is_active=True)


def role_counts(who: Acting, *, on: date) -> dict[str, int]:
    """How many hold each role in administered offices, every role named."""
    rows = running_seats(who, on=on).order_by().values_list("role").annotate(Count("user", distinct=True))
    return {role.value: 0 for role in Role} | dict(rows)


def invitations_administered(who: Acting) -> QuerySet[Invitation]:
    """Invitations to administered offices, newest first."""
    rows = Invitation.objects.filter(_own_offices(who, "office__code"))
    return rows.select_related("office", "invited_by").order_by("-created_at", "-pk")


def waiting_invitations(who: Acting, *, at: datetime) -> QuerySet[Invitation]:
    """Invitations that can still be taken."""
    return invitations_administered(who).filter(used_at=None, withdrawn_at=None, expires_at__gt=at)


def journal_seen_by(who: Acting, *, about: str = "", before: str = "") -> QuerySet[Entry]:
    """Journal entries, newest first: all of them, or those of acts at an administered office.

    `about` names one subject; `before` is the number of an entry, for the next page.
    """
    rows = Entry.objects.filter(_own_offices(who, "office"))
    if before.isascii() and before.isdecimal() and len(before) < LONGEST_NUMBER:
        rows = rows.filter(pk__lt=int(before))
    if about:
        rows = rows.filter(pk__in=EntrySubject.objects.filter(subject=about).values("entry_id"))
    return rows.order_by("-pk")
