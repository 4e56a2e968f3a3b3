"""Bearer tokens of the API: shown once, kept as a hash."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from netral.access.models import ApiToken, User
from netral.access.queries import TOKEN_PREFIX, hash_of, user_for_token
from netral.audit import actions as audit

__all__ = ["create_token", "revoke_token", "user_for_token"]

LIFETIME = timedelta(days=90)


@transaction.atomic
def create_token(user: User, *, at: datetime | None = None, lifetime: timedelta | None = LIFETIME) -> str:
    """A new token (`ntr_…`), returned this once. Without a lifetime it works until it is revoked."""
    now = at or timezone.now()
    raw = TOKEN_PREFIX + secrets.token_urlsafe(32)
    expires_at = now + lifetime if lifetime is not None else None
    token = ApiToken.objects.create(user=user, token_hash=hash_of(raw), created_at=now, expires_at=expires_at)
    facts = {"token": token.key, "expires": expires_at and expires_at.isoformat()}
    audit.record(user.reference, "akun.token_dibuat", actor=user.reference, at=now, facts=facts)
    return raw


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: str, at: datetime) -> None:
    """Delete the token; whoever holds it is refused from now on."""
    audit.record(token.user.reference, "akun.token_dicabut", actor=actor, at=at, facts={"token": token.key})
    token.delete()
