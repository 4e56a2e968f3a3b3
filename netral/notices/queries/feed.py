"""What a calendar program reads: the number and the name of the rule, and nothing else of any case."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from netral.access.models import FeedToken
from netral.access.queries import offices_seen_by
from netral.access.states import Acting
from netral.notices import ics
from netral.offices.models import Organisation
from netral.procedure.models import Clock
from netral.procedure.queries import clocks_held, held, title
from netral.ui.reading import clock_time, read_in

MOST = 1000  # events; calendar programs grow slow, and what ends soonest comes first


def feed_file(feed: FeedToken, reader: Acting, *, now: datetime) -> bytes:
    """The calendar of a person (the offices in scope) or of one office."""
    scope = offices_seen_by(reader).organisations()
    offices = scope.filter(pk=feed.office_id) if feed.office_id else scope
    name = feed.office.name if feed.office else _("Netral: tenggat saya")
    with read_in([feed.office.zone] if feed.office else [seat.zone for seat in reader.seats]):
        return ics.calendar(name, _events(offices), now=now)


def _events(offices: QuerySet[Organisation]) -> list[ics.Event]:
    clocks = list(clocks_held(offices)[:MOST])
    told = held(clock.subject for clock in clocks)
    return [_event(clock, told[clock.subject].number) for clock in clocks if clock.subject in told]


def _event(clock: Clock, number: str) -> ics.Event:
    """Its words say the hour in its own zone and in the reader's, and by what article it ends."""
    host = urlsplit(str(settings.BASE_URL)).hostname or "netral"
    if clock.due_at is None:
        raise ValueError(f"clock {clock.key} ends at no moment and has no place in a calendar")
    hour = clock_time(clock.due_at, clock.zone, get_language() or "id")
    words = _("Berakhir pukul %(hour)s. Dasar: %(source)s.") % {"hour": hour, "source": clock.source}
    return ics.Event(f"{clock.key}@{host}", f"{title(clock)} · {number}", clock.due_at, clock.zone, words)
