"""Who may bring a list, and who may sign what came of it."""

from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.cases.states import Refused
from netral.insight import queries
from netral.insight.models import Reconciliation
from netral.offices.models import Organisation
from netral.procedure.states import NotAllowed


def works_at(acting: Acting, office: Organisation) -> bool:
    return any(acting.holds(role, office.code) for role in queries.HANDLERS)


def check_can_bring(acting: Acting, office: Organisation, partner: Organisation) -> None:
    """Raise NotAllowed for another's office, Refused for a house with which this one exchanged nothing."""
    if not works_at(acting, office):
        raise NotAllowed(_("Daftar dicocokkan oleh orang yang menangani penerusan di kantor itu."))
    if partner not in queries.partners_of([office]):
        raise Refused(
            "partner", _("Tidak ada penerusan antara kantor ini dan instansi itu, jadi tidak ada pasangannya.")
        )


def side_of(found: Reconciliation, acting: Acting) -> Organisation | None:
    """The side for which somebody would sign: one they work at that has not signed yet."""
    signed = {each.office_id for each in found.signatures.all()}
    sides = (found.office, found.partner)
    return next((side for side in sides if side.pk not in signed and works_at(acting, side)), None)


def check_can_sign(found: Reconciliation, acting: Acting) -> Organisation:
    """The side somebody signs for. Raises NotAllowed: both signed, the same person twice, or nothing left to see."""
    if found.erased_at is not None:
        raise NotAllowed(_("Isi daftarnya sudah dihapus; tidak ada lagi yang bisa diperiksa dan disetujui."))
    if any(each.person == acting.reference for each in found.signatures.all()):
        raise NotAllowed(_("Anda sudah menyetujui. Pihak yang lain disetujui oleh orang lain."))
    side = side_of(found, acting)
    if side is None:
        raise NotAllowed(_("Kantor Anda sudah menyetujui hasil ini."))
    return side


def can_sign(found: Reconciliation, acting: Acting) -> bool:
    """The button asks the same rule."""
    try:
        check_can_sign(found, acting)
    except NotAllowed:
        return False
    return True
