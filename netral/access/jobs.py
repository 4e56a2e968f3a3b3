"""What the worker does for accounts: it sends invitations."""

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from netral.access import queries
from netral.access.models import Invitation
from netral.access.states import ROLE_NAMES


@task()
def send_invitation(key: str) -> None:
    """E-mail the link of an invitation that is still open. The queue holds its key only: the link is derived here."""
    invitation = Invitation.objects.select_related("office").filter(key=key, used_at=None, withdrawn_at=None).first()
    if invitation is None:
        return
    with translation.override("id"):
        send_mail(_("Undangan menggunakan Netral"), _letter(invitation), None, [invitation.email])


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
