"""What receipt and status page show of WhatsApp: nothing where this house sends no short messages."""

from typing import Any

from django.conf import settings

from netral.intake import policies
from netral.intake.models import Laporan
from netral.notices.forms import NumberCodeForm, ReporterNumberForm
from netral.notices.gateways import is_on
from netral.notices.queries import number_of
from netral.notices.whatsapp_states import NumberStatus


def is_offered(laporan: Laporan) -> bool:
    """Whether its sender may leave a number here."""
    return is_on() and policies.may_leave_number(laporan)


def context(laporan: Laporan) -> dict[str, Any]:
    """The number of the sender, what is known of it, and the next step with it."""
    row = number_of(laporan.reference) if is_on() else None
    return {
        "phone": row,
        "phone_offered": is_offered(laporan),
        "phone_asked": row is not None and row.status == NumberStatus.ASKED,
        "phone_active": row is not None and row.status == NumberStatus.ACTIVE,
        "number_form": ReporterNumberForm(),
        "code_form": NumberCodeForm(),
        "sender": settings.WHATSAPP_SENDER,
    }
