"""Who makes links for whom, and what may be done by one. `check_…` raises, `can_…` asks the same rule."""

from datetime import datetime

from django.utils.translation import gettext as _

from netral.access.states import ROLE_NAMES, Acting
from netral.discipline.policies import check_untied
from netral.discipline.states import DECIDING
from netral.links import queries
from netral.links.models import Handed, OfficialLink
from netral.links.states import MAKERS, LinkState, LinkUnusable, Purpose
from netral.offices.models import Organisation, OrganisationKind
from netral.procedure.states import NotAllowed


def check_is_maker(handed: Handed, purpose: str, acting: Acting) -> None:
    """An examiner of the office that handed over, or an auditor of the one that recommends."""
    role, office = MAKERS[Purpose(purpose)], queries.maker_of(handed, purpose)
    if not acting.holds(role, office.code):
        words = _("Tautan dinas dibuat dan dicabut oleh %(role)s di %(office)s.")
        raise NotAllowed(words % {"role": ROLE_NAMES[role], "office": office.name})


def check_can_make(handed: Handed, purpose: str, acting: Acting) -> Organisation:
    """The office a link may be made for; NotAllowed where this person, this receiver or this matter cannot have one."""
    check_is_maker(handed, purpose, acting)
    office = queries.addressee_of(handed, purpose)
    if office is None:
        raise NotAllowed(_("Belum ada rekomendasi untuk penerusan ini."))
    if office.kind == OrganisationKind.ASN_SUPERVISOR:
        raise NotAllowed(_("%(office)s bekerja dengan akunnya sendiri, bukan lewat tautan.") % {"office": office.name})
    if not queries.is_ours(office):
        raise NotAllowed(_("%(office)s dihubungi lewat kiriman antarlembaga.") % {"office": office.name})
    _check_running(handed, purpose)
    return office


def _check_running(handed: Handed, purpose: str) -> None:
    found = queries.matter(handed, purpose)
    if not (found.penanganan.open if found.penanganan else not found.ended):
        raise NotAllowed(_("Urusan ini sudah selesai."))


def check_usable(link: OfficialLink, at: datetime) -> None:
    state = queries.state_of(link, at)
    if state != LinkState.OPEN:
        raise LinkUnusable(state)


def check_acknowledged(link: OfficialLink) -> None:
    """Before anything is done about a matter, its office says that it has it."""
    if link.acknowledged_at is None:
        raise NotAllowed(_("Akui dulu penerimaannya."))


def check_can_decide(link: OfficialLink, step: str) -> None:
    """The rule of the desk: who decides has said before that nothing ties them to the matter.

    In a hand-over without a handling every step decides something.
    """
    check_acknowledged(link)
    found = queries.matter_of(link)
    if step in DECIDING or found.penanganan is None:
        check_untied(found.declared_as, queries.acting_of(link), seen_by=link.maker)


def check_can_return(link: OfficialLink) -> None:
    """What was decided is not returned any more."""
    found = queries.matter_of(link)
    decided = found.penanganan is not None and hasattr(found.penanganan, "decision")
    if decided or found.ended:
        raise NotAllowed(_("Sudah ada keputusan; kekurangan berkas tidak bisa dicatat lagi."))
