"""What the worker does by itself: it tells of deadlines, sends short messages and one e-mail of numbers a day."""

from datetime import date, datetime

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from netral.access.models import User
from netral.access.queries import acting
from netral.notices import actions, queries
from netral.notices.gateways import gateway
from netral.notices.models import Digest, Notice

MORNING = 7  # o'clock in the zone of the house: before that nobody gets the e-mail of the day


class NotSent(Exception):  # noqa: N818 - reads as what happened
    """The mail server took some letters not. Says nothing of the receivers: failures are logged."""


@task()
def tell_of_deadlines() -> int:
    """Write the notices that are due."""
    return actions.tell_of_deadlines(at=timezone.now())


@task()
def tell_of_steps() -> int:
    """Tell followers of new steps."""
    return actions.tell_of_steps(at=timezone.now())


@task()
def send_digests() -> int:
    """Send the e-mail of the day to whoever has unread notices and has not got it yet; how many went out."""
    return send_digests_at(timezone.now())


@task()
def send_short_messages() -> int:
    """Send what waits for the gateway of this house; how many it took. Nothing where there is none."""
    way = gateway()
    return actions.send_waiting(way, at=timezone.now()) if way else 0


@task()
def tell_of_soon() -> int:
    """Write the short message of the day about near deadlines, and forget numbers nobody made sure of."""
    now = timezone.now()
    actions.forget_old(at=now)
    return actions.tell_of_soon(at=now) if gateway() else 0


def send_digests_at(now: datetime) -> int:
    local = timezone.localtime(now)
    if local.hour < MORNING:
        return 0
    results = [_send(user, local.date()) for user in queries.digest_readers() if acting(user).seats]
    if failed := results.count(None):
        raise NotSent(f"{failed} of {len(results)}")
    return sum(result is True for result in results)


def _send(user: User, day: date) -> bool | None:
    """Whether it went out now: True; False when it had before; None when the server did not take it."""
    digest, _made = Digest.objects.get_or_create(user=user)
    before = digest.last_day
    # Compare and swap: of two rounds at once one sends.
    if before == day or not Digest.objects.filter(pk=digest.pk, last_day=before, wanted=True).update(last_day=day):
        return False
    count = Notice.objects.filter(user=user, read_at=None).count()
    try:
        with translation.override("id"):
            send_mail(_("Pemberitahuan Netral"), _letter(count), None, [user.email])
    except OSError:  # smtplib's errors are of this kind too, and some name the address
        Digest.objects.filter(pk=digest.pk).update(last_day=before)
        return None
    return True


def _letter(count: int) -> str:
    """How many, and where they stand. Never what they are about."""
    text = ngettext(
        "Ada %(n)s pemberitahuan yang belum Anda baca.\n\nBuka: %(link)s\n\n"
        "Surel ini dikirim paling banyak sekali sehari. Anda bisa mematikannya di halaman yang sama.\n",
        "Ada %(n)s pemberitahuan yang belum Anda baca.\n\nBuka: %(link)s\n\n"
        "Surel ini dikirim paling banyak sekali sehari. Anda bisa mematikannya di halaman yang sama.\n",
        count,
    )
    return text % {"n": count, "link": str(settings.BASE_URL) + reverse("notices:inbox")}
