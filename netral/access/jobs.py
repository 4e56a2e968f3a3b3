"""What the worker does for accounts: it sends invitations and links to a new password.

The queue holds keys only: the links are derived here.
"""

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from netral.access import queries, unsent
from netral.access.models import Invitation, User
from netral.access.states import ROLE_NAMES


class NotSent(Exception):  # noqa: N818 - reads as what happened
    """The mail server took no letter. Says nothing of its receiver: failures are logged."""


@task()
def send_invitation(key: str) -> None:
    """E-mail the link of an invitation that is still open."""
    invitation = Invitation.objects.select_related("office").filter(key=key, used_at=None, withdrawn_at=None).first()
    if invitation is None:
        return
    with translation.override("id"):
        _send(_("Undangan menggunakan Netral"), _letter(invitation), to=invitation.email)


@task()
def send_new_password_link(key: str, language: str) -> None:
    """E-mail the link that sets a new password; to nobody when no active account has this key."""
    user = User.objects.filter(key=key, is_active=True).first()
    if user is None:
        return
    with translation.override(language):
        part = "account/email/password_reset_key"
        letter = render_to_string(f"{part}_message.txt", {"password_reset_url": _new_password_link(user)})
        _send(render_to_string(f"{part}_subject.txt").strip(), letter, to=user.email)


@task()
def forget_unsent() -> int:
    """Forget what was written into forms whose writers never came back."""
    return unsent.forget_expired(at=timezone.now())


def _new_password_link(user: User) -> str:
    words = {"uidb36": user_pk_to_url_str(user), "key": PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)}
    return str(settings.BASE_URL) + reverse("account_reset_password_from_key", kwargs=words)


def _send(subject: str, letter: str, *, to: str) -> None:
    try:
        send_mail(subject, letter, None, [to])
    except OSError as problem:  # smtplib's errors are of this kind too, and some name the address
        raise NotSent(type(problem).__name__) from None


def _letter(invitation: Invitation) -> str:
    """Names the seat and the link; never a case."""
    return _(
        "Yth. %(name)s,\n\n"
        "Anda diundang menggunakan Netral sebagai %(role)s di %(office)s.\n\n"
        "Buka tautan ini untuk menyiapkan akun Anda:\n%(link)s\n\n"
        "Tautan berlaku tujuh hari dan hanya dapat dipakai sekali. Jangan teruskan kepada orang lain. "
        "Bila Anda tidak mengharapkan undangan ini, abaikan saja.\n"
    ) % {
        "name": invitation.name,
        "role": ROLE_NAMES[invitation.role],
        "office": invitation.office.name,
        "link": queries.invitation_link(invitation),
    }
