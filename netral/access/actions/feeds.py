"""Private addresses of calendars are made and revoked by the person who reads them."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from netral.access.models import FeedToken, User
from netral.access.queries import feed_token, hash_of
from netral.access.states import Acting, NotAllowed
from netral.audit import actions as audit
from netral.lib.keys import new_key
from netral.offices.models import Organisation


def make_feed(user: User, *, office: Organisation | None = None, acting: Acting, at: datetime) -> FeedToken:
    """A new address: of the person's own deadlines, or of an office in which the person sits."""
    if office is not None and office.code not in {seat.office_code for seat in acting.seats}:
        raise NotAllowed(_("Kalender kantor hanya bisa dibuat oleh orang yang bekerja di kantor itu."))
    try:
        return _make(user, office, acting=acting, at=at)
    except IntegrityError:
        raise NotAllowed(_("Alamat kalender ini sudah ada. Cabut dulu yang lama untuk mendapat yang baru.")) from None


@transaction.atomic
def _make(user: User, office: Organisation | None, *, acting: Acting, at: datetime) -> FeedToken:
    key = new_key()
    token_hash = hash_of(feed_token(key))
    feed = FeedToken.objects.create(key=key, token_hash=token_hash, user=user, office=office, created_at=at)
    _record(feed, "akun.kalender_dibuat", acting=acting, at=at)
    return feed


@transaction.atomic
def end_feed(feed: FeedToken, *, acting: Acting, at: datetime) -> None:
    """Revoke the address at once. Of two clicks only one is written down."""
    if FeedToken.objects.filter(pk=feed.pk, ended_at=None).update(ended_at=at):
        _record(feed, "akun.kalender_dicabut", acting=acting, at=at)


def _record(feed: FeedToken, verb: str, *, acting: Acting, at: datetime) -> None:
    office = feed.office.code if feed.office else ""
    audit.record(feed.user.reference, verb, actor=acting.reference, office=office, at=at, facts={"feed": feed.key})
