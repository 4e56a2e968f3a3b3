"""Who may write to appointing officials, who may ask for a block, who may answer the request, and who gives back."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from netral.access.models import Role
from netral.access.states import Acting
from netral.cases.models import Penerusan
from netral.discipline.models import Penanganan
from netral.offices.models import Organisation
from netral.oversight import queries
from netral.oversight.models import Block, Measure, Pengembalian
from netral.oversight.states import RECEIVED, SENT_FROM_DRAFTS, WAITING, BlockState, MeasureState, Refused, Rung
from netral.procedure.states import NotAllowed


def check_audits(authority: Organisation, acting: Acting) -> None:
    """Everything at this desk is done by an auditor of the authority."""
    if not acting.holds(Role.AUDITOR, authority.code):
        raise NotAllowed(_("Hanya auditor %(office)s yang mengerjakannya.") % {"office": authority.name})


def check_can_send(measure: Measure, acting: Acting) -> None:
    """A draft leaves once, from the hand of an auditor, while its reason stands."""
    check_audits(measure.penanganan.authority, acting)
    if measure.rung not in SENT_FROM_DRAFTS:
        raise NotAllowed(_("Pemblokiran diminta dengan alasan dan disetujui auditor lain, tidak dikirim dari konsep."))
    if measure.state != MeasureState.DRAFT or (measure.rung != Rung.UNBLOCK and queries.led_since(measure)):
        raise NotAllowed(_("Surat ini sudah dikirim atau tidak perlu lagi."))
    if measure.rung != Rung.UNBLOCK:
        check_is_waiting(measure.penanganan)


def check_is_waiting(penanganan: Penanganan) -> None:
    if penanganan.status != WAITING:
        raise NotAllowed(_("Rekomendasi ini sudah dijawab pejabat pembina; tidak ada lagi yang perlu diingatkan."))


def check_can_remind(found: Sequence[Penanganan], acting: Acting) -> None:
    """Reminding needs something that waits."""
    if not found:
        raise Refused("agencies", _("Tidak ada rekomendasi yang menunggu di instansi itu."))
    for each in found:
        check_audits(each.authority, acting)
        check_is_waiting(each)


def check_can_request(penanganan: Penanganan, acting: Acting) -> None:
    """A block is asked for last, once at a time, and only while nothing was answered."""
    check_audits(penanganan.authority, acting)
    check_is_waiting(penanganan)
    if queries.is_live(penanganan.pk):
        raise NotAllowed(_("Pemblokiran untuk rekomendasi ini sudah diminta atau sedang berlaku."))
    check_was_warned(penanganan)


def check_was_warned(penanganan: Penanganan) -> None:
    """Whoever is to decide now had every letter: another official may have been led around since."""
    if not queries.was_warned(penanganan.pk):
        raise NotAllowed(_("Kirim dulu peringatan. Pemblokiran hanya sesudah semua surat tidak dijawab."))


def check_can_decide(block: Block, acting: Acting) -> None:
    """Four eyes: whoever asked does not answer."""
    check_audits(block.penanganan.authority, acting)
    if block.state != BlockState.REQUESTED:
        raise NotAllowed(_("Permintaan ini sudah dijawab."))
    if block.requested_by == acting.reference:
        raise NotAllowed(_("Pemblokiran butuh persetujuan auditor lain."))


def check_can_approve(block: Block, acting: Acting) -> None:
    """Of the service of whoever is still to decide."""
    check_can_decide(block, acting)
    if queries.led_elsewhere(block):
        words = _("Rekomendasi ini dialihkan dan tidak lagi diputus %(agency)s; permintaan ini gugur.")
        raise NotAllowed(words % {"agency": block.agency.name})
    check_is_waiting(block.penanganan)
    check_was_warned(block.penanganan)


def check_can_lift(block: Block, acting: Acting) -> None:
    """The way out needs one person only."""
    check_audits(block.penanganan.authority, acting)
    if block.state != BlockState.IN_FORCE:
        raise NotAllowed(_("Blokir ini tidak sedang berlaku."))


def can_decide(block: Block, acting: Acting) -> bool:
    try:
        check_can_decide(block, acting)
    except NotAllowed:
        return False
    return True


def can_lift(block: Block, acting: Acting) -> bool:
    try:
        check_can_lift(block, acting)
    except NotAllowed:
        return False
    return True


def check_filled(field: str, text: str) -> None:
    if not text.strip():
        raise Refused(field, _("Isi bagian ini."))


def check_can_give_back(penerusan: Penerusan, acting: Acting) -> None:
    """Only what is not verified yet, once at a time, and only with something to complete."""
    check_audits(penerusan.receiver, acting)
    handled = Penanganan.objects.filter(penerusan=penerusan).first()
    if penerusan.ended_at or (handled and handled.status != RECEIVED):
        raise NotAllowed(_("Penerusan ini sudah diverifikasi atau sudah berakhir."))
    if Pengembalian.objects.filter(penerusan=penerusan, answered_at=None).exists():
        raise NotAllowed(_("Penerusan ini sudah dikembalikan dan belum dijawab pengirimnya."))
    if not queries.gaps_of(penerusan):
        raise NotAllowed(_("Tidak ada yang kurang pada penerusan ini."))


def check_can_complete(returned: Pengembalian, acting: Acting) -> None:
    """The office that handed over answers."""
    office = returned.penerusan.case.office
    if not any(acting.holds(role, office.code) for role in queries.SENDERS):
        raise NotAllowed(_("Dijawab oleh %(office)s.") % {"office": office.name})
    if returned.answered_at is not None:
        raise NotAllowed(_("Pengembalian ini sudah dijawab."))
