"""Links and tokens: what is kept is a hash, what is sent is looked up by its hash, never compared letter by letter."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from netral.access.models import ApiToken, Invitation, Role, User
from netral.access.queries.seats import acting
from netral.access.states import NATIONAL_OFFICE
from netral.lib.secret_tokens import derived_token

TOKEN_PREFIX = "ntr_"  # noqa: S105 - a mark that secret scanners can find, not a secret


def hash_of(secret: str) -> str:
    """SHA-256, 64 hex digits. No salt is needed: what is hashed here has 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation_token(key: str) -> str:
    """The secret of an invitation, derived from the server's own: so it stands in no table, queue, session or log."""
    return derived_token("netral.access.invitation", key)


def invitation_link(invitation: Invitation) -> str:
    """The address that takes the invitation, for its page and its e-mail."""
    path = reverse("account_accept_invitation", args=[invitation_token(invitation.key)])
    return str(settings.BASE_URL).rstrip("/") + path


def open_invitation(token: str, *, at: datetime) -> Invitation | None:
    """The invitation this token can still take, or None: used, withdrawn, expired and unknown look the same.

    An invitation is as good as whoever made it: with the seat it was made from, or the account, its links end too.
    """
    found = _waiting(at).select_related("office", "invited_by").filter(token_hash=hash_of(token)).first()
    return found if found and _vouched_for(found) else None


def is_invited(user: User, *, at: datetime) -> bool:
    """Whether a seat waits for this person, who may have none by now."""
    found = _waiting(at).select_related("office", "invited_by").filter(email=user.email)
    return any(_vouched_for(each) for each in found)


def _waiting(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)


def _vouched_for(invitation: Invitation) -> bool:
    """Whether its maker still manages the accounts of that office today."""
    maker = acting(invitation.invited_by)
    return any(maker.holds(Role.ADMINISTRATOR, code) for code in (invitation.office.code, NATIONAL_OFFICE))


def user_for_token(raw: str, *, at: datetime | None = None) -> User | None:
    """The active user who holds this bearer token, or None. Writes nothing, so a GET stays a GET."""
    if not raw.startswith(TOKEN_PREFIX):
        return None
    token = ApiToken.objects.select_related("user").filter(token_hash=hash_of(raw), user__is_active=True).first()
    now = at or timezone.now()
    if token is None or (token.expires_at is not None and token.expires_at <= now):
        return None
    return token.user
