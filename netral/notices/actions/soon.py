"""One short message a day to an officer who wants it: how many pieces of work end soon. A count, never which."""

from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from netral.access.queries import acting
from netral.notices.actions.short_messages import queue
from netral.notices.models import PhoneNumber
from netral.notices.queries.numbers import address_of_work
from netral.notices.states import Kind
from netral.notices.whatsapp_states import NumberStatus, Template

NEAR = (Kind.SOON, Kind.TODAY)
MORNING, EVENING = 7, 20  # o'clock in the zone of the house: nobody is woken up


def tell_of_soon(*, at: datetime) -> int:
    """Write the message of the day to whoever has unread notices of a deadline that is near; how many people have."""
    local = timezone.localtime(at)
    if not MORNING <= local.hour < EVENING:
        return 0
    near = Q(user__notices__kind__in=NEAR, user__notices__read_at=None, user__notices__clock__stopped_at=None)
    numbers = PhoneNumber.objects.filter(status=NumberStatus.ACTIVE, user__is_active=True).select_related("user")
    waiting = numbers.annotate(near=Count("user__notices__subject", filter=near, distinct=True)).filter(near__gt=0)
    seated = [row for row in waiting if row.user and acting(row.user).seats]
    for row in seated:
        given = [str(row.near), address_of_work()]
        queue(row, Template.CASES, given, mark=local.date().isoformat(), at=at)
    return len(seated)
