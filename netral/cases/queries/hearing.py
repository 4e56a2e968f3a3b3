"""Hearings: which invitations wait for their day, which were not followed, and when somebody was last heard."""

from datetime import date

from django.db.models import Max

from netral.cases.models import Case, HearingInvitation


def invitations_of(case: Case) -> list[HearingInvitation]:
    """Every invitation of a case in the order of the meetings, with what became of it."""
    rows = HearingInvitation.objects.filter(case=case).select_related("document", "hearing", "accused", "link")
    return list(rows.order_by("meets_at", "pk"))


def waiting_invitations(case: Case) -> list[HearingInvitation]:
    """Those of which nobody has written down who came."""
    rows = HearingInvitation.objects.filter(case=case, hearing=None).select_related("accused")
    return list(rows.order_by("meets_at", "pk"))


def not_followed(case: Case) -> list[HearingInvitation]:
    """Those whose person stayed away and was not invited again."""
    rows = HearingInvitation.objects.filter(case=case, hearing__attended=False, next=None)
    return list(rows.select_related("accused").order_by("meets_at", "pk"))


def last_heard_on(case: Case) -> date | None:
    """The day of the last klarifikasi that was held; None before the first."""
    held: date | None = case.klarifikasi_set.filter(attended=True).aggregate(last=Max("held_on"))["last"]
    return held
