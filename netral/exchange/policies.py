"""Who may answer what came in, send again what is held, and say that a package was handed over."""

from datetime import date
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from netral.access.models import Role
from netral.access.states import NATIONAL_OFFICE, Acting
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.queries import RECEIVERS, ROLES, partner_of
from netral.exchange.states import NEXT, Answer, Delivery, Door, Matter, Outcome, Refused
from netral.offices.models import Organisation, OrganisationKind
from netral.procedure.states import NotAllowed

MOST_GAPS, LONGEST_GAP, LONGEST_NOTE = 30, 300, 2_000
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def check_can_answer(masukan: Masukan, answer: Answer, acting: Acting) -> None:
    """Somebody who works on such things at the office it came to, and an answer that follows the one before.

    What a room works on is answered by the steps taken there, never beside them.
    """
    office = masukan.receiver.code
    if not any(acting.holds(role, office) for role in (*RECEIVERS, Role.EXAMINER)):
        raise NotAllowed(_("Kiriman ini dijawab oleh petugas %(office)s.") % {"office": masukan.receiver.name})
    if masukan.work:
        raise NotAllowed(_("Kiriman ini sedang ditangani; pengirim diberi tahu dari langkah penanganannya."))
    check_follows(masukan, answer)


def can_be_taken_up(masukan: Masukan, acting: Acting) -> bool:
    """Whether this person may open its handling here: an auditor, at an authority that supervises ASN."""
    waiting = masukan.answer in (Answer.ARRIVED, Answer.RECEIVED) and not masukan.work
    supervised = masukan.receiver.kind == OrganisationKind.ASN_SUPERVISOR
    return waiting and supervised and acting.holds(Role.AUDITOR, masukan.receiver.code)


def check_follows(masukan: Masukan, answer: Answer) -> None:
    """Whether this may be said after what was said before."""
    possible = NEXT[Answer(masukan.answer)]
    if answer not in possible:
        names = ", ".join(str(each.label) for each in possible) or _("tidak ada")
        raise NotAllowed(
            _("Kiriman ini berstatus %(now)s; langkah berikutnya: %(next)s.")
            % {"now": Answer(masukan.answer).label, "next": names},
            possible,
        )


def can_answer(masukan: Masukan, answer: Answer, acting: Acting) -> bool:
    try:
        check_can_answer(masukan, answer, acting)
    except NotAllowed:
        return False
    return True


def check_receiver(masukan: Masukan, receiver: Organisation, day: date) -> None:
    """Whom a hand-over can be passed on to: another organisation that still exists, and not back."""
    if receiver == masukan.sender:
        raise Refused("receiver", _("Lembaga ini yang mengirimnya. Kembalikan saja, dengan apa yang kurang."))
    if receiver == masukan.receiver:
        raise Refused("receiver", _("Ini kantor Anda sendiri. Pilih lembaga lain."))
    if not receiver.exists_on(day):
        raise Refused("receiver", _("%(office)s sudah tidak ada. Pilih lembaga lain.") % {"office": receiver.name})


def check_not_there(masukan: Masukan, receiver: Organisation) -> None:
    """To each further receiver once."""
    sent = Kiriman.objects.filter(passes_on=masukan, receiver=receiver, matter=Matter.HANDOVER).exists()
    if sent or Masukan.objects.filter(passed_from=masukan, receiver=receiver).exists():
        raise Refused("receiver", _("Sudah diteruskan ke %(office)s.") % {"office": receiver.name})


def check_gaps(answer: Answer, gaps: list[str], note: str) -> None:
    """What is returned says what it misses: each in a sentence."""
    if answer == Answer.RETURNED and not gaps:
        raise Refused("gaps", _("Tulis apa yang perlu dilengkapi, satu per baris."))
    if len(gaps) > MOST_GAPS or any(len(gap) > LONGEST_GAP for gap in gaps):
        words = {"most": MOST_GAPS, "longest": LONGEST_GAP}
        raise Refused("gaps", _("Paling banyak %(most)d hal, masing-masing %(longest)d huruf.") % words)
    if len(note) > LONGEST_NOTE:
        raise Refused("note", _("Paling banyak %(longest)d huruf.") % {"longest": LONGEST_NOTE})


def check_outcome(answer: Answer, outcome: str, note: str) -> None:
    """What ended says how, in a word the sender's room understands and a sentence its people read."""
    if answer != Answer.ENDED:
        if outcome:
            raise Refused("outcome", _("Hasil hanya disebut bila kiriman ini selesai."))
        return
    if outcome not in Outcome.values:
        raise Refused("outcome", _("Pilih hasilnya."))
    if not note.strip():
        raise Refused("note", _("Tulis nomor dan tanggal keputusannya, atau alasannya."))


def check_can_send_again(kiriman: Kiriman, acting: Acting) -> None:
    """Somebody of the office that looks after it, as long as it has not arrived."""
    _check_looks_after(kiriman, acting)
    _check_still_goes(kiriman)
    if kiriman.delivery == Delivery.ARRIVED:
        raise NotAllowed(_("Kiriman ini sudah sampai; tidak perlu dikirim ulang."))


def check_can_hand_over(kiriman: Kiriman, acting: Acting) -> None:
    """Only a package goes by hand, and once."""
    _check_looks_after(kiriman, acting)
    _check_still_goes(kiriman)
    partner = partner_of(kiriman.receiver)
    if partner is None or partner.door != Door.PACKAGE:
        raise NotAllowed(_("Kiriman ini berjalan sendiri; tidak diserahkan dengan tangan."))
    if kiriman.delivery == Delivery.ARRIVED:
        raise NotAllowed(_("Paket ini sudah dicatat diserahkan."))


def _check_still_goes(kiriman: Kiriman) -> None:
    if kiriman.delivery == Delivery.CANCELLED:
        raise NotAllowed(_("Kiriman ini dibatalkan: penerusannya beralih ke penerima lain."))


def _check_looks_after(kiriman: Kiriman, acting: Acting) -> None:
    if not any(acting.holds(role, kiriman.office.code) for role in ROLES):
        raise NotAllowed(_("Kiriman ini diurus oleh petugas %(office)s.") % {"office": kiriman.office.name})


def can_hand_over(kiriman: Kiriman, acting: Acting) -> bool:
    try:
        check_can_hand_over(kiriman, acting)
    except NotAllowed:
        return False
    return True


def can_send_again(kiriman: Kiriman, acting: Acting) -> bool:
    try:
        check_can_send_again(kiriman, acting)
    except NotAllowed:
        return False
    return True


def check_can_write_down_partners(acting: Acting) -> None:
    """Whom the house trusts is the business of its national administrators."""
    if not acting.holds(Role.ADMINISTRATOR, NATIONAL_OFFICE):
        raise NotAllowed(_("Lembaga mitra dicatat oleh pengelola nasional."))


def check_address(door: str, address: str) -> None:
    """Everything but loopback goes encrypted: messages name people."""
    if door == Door.PACKAGE:
        if address:
            raise Refused("address", _("Paket berkas tidak punya alamat."))
        return
    parts = _split(address)
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
        raise _no_address()
    if not _port_is_possible(parts):
        raise Refused("address", _("Port pada alamat ini tidak mungkin. Tulis angka 1 sampai 65535, atau tanpa port."))


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # brackets around nothing, or letters that only look like those of a name
        raise _no_address() from None


def _no_address() -> Refused:
    return Refused("address", _("Tulis alamat https://, misalnya https://netral.bkn.example."))


def _port_is_possible(parts: SplitResult) -> bool:
    try:
        return parts.port != 0
    except ValueError:  # letters, or beyond the last one
        return False
