"""The lists behind `/kelola/`: each already cut down to what its reader administers."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from netral.access.models import Invitation, Role, Seat, User
from netral.access.states import NATIONAL_OFFICE, Acting
from netral.audit.models import Entry, EntrySubject
from netral.offices.models import Organisation


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


def people_in(office: Organisation) -> QuerySet[Seat]:
    """Every seat of an office with its holder, running terms first."""
    return office.seats.select_related("user", "office").order_by("-valid_until", "user__name", "role")


def role_holders(who: Acting, *, on: date) -> dict[str, list[Seat]]:
    """Running seats of administered offices by role, for the page of roles."""
    running = seats_seen_by(who).filter(Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on)
    holders: dict[str, list[Seat]] = {role.value: [] for role in Role}
    for seat in running.filter(user__is_active=True).order_by("user__name", "office__name"):
        holders[seat.role].append(seat)
    return holders


def invitations_administered(who: Acting) -> QuerySet[Invitation]:
    """Invitations to administered offices, newest first."""
    rows = Invitation.objects.filter(_own_offices(who, "office__code"))
    return rows.select_related("office", "invited_by").order_by("-created_at", "-pk")


def journal_seen_by(who: Acting, *, about: str = "") -> QuerySet[Entry]:
    """Journal entries, newest first: all of them, or those an administered office has written."""
    rows = Entry.objects.filter(_own_offices(who, "office"))
    if about:
        rows = rows.filter(pk__in=EntrySubject.objects.filter(subject=about).values("entry_id"))
    return rows.order_by("-pk")
