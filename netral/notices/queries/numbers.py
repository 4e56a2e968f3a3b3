"""Numbers left for short messages, and the addresses that stand in them: never one with a key or a code."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet

from netral.access.models import User
from netral.notices.models import PhoneNumber
from netral.notices.whatsapp_states import NumberStatus


def number_of(holder: User | str) -> PhoneNumber | None:
    """The number of an account, or of whoever sent the report of this reference."""
    if isinstance(holder, User):
        return PhoneNumber.objects.filter(user=holder).first()
    return PhoneNumber.objects.filter(subject=holder).first()


def senders_waiting_for_news() -> QuerySet[PhoneNumber]:
    """Active numbers that belong to a report."""
    return PhoneNumber.objects.filter(status=NumberStatus.ACTIVE, subject__isnull=False)


def address_of_work() -> str:
    """Where officers go on: `netral.example/kerja`."""
    return f"{_host()}/kerja"


def address_of_check() -> str:
    """Where reporters look: `netral.example/cek`."""
    return f"{_host()}/cek"


def _host() -> str:
    return urlsplit(str(settings.BASE_URL)).netloc
