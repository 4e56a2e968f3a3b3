"""What the tests of signing in do over and over."""

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from netral.access.models import User
from tests.access.builders import PASSWORD

NEW_PASSWORD = "perahu-kecil-di-danau-sunyi"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client: Client, user: User, password: str = PASSWORD, **extra: str):
    return client.post("/akun/masuk/", {"login": user.email, "password": password, **extra})


def code_now(secret: str = SECRET) -> str:
    """What the app on the phone shows."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def with_app(user: User) -> User:
    TOTP.activate(user, SECRET)
    return user


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
