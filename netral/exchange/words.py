"""Sentences about one message for people: what its receiver answered, and what happens next by itself."""

from django.utils.translation import gettext as _

from netral.exchange.models import Kiriman, Masukan
from netral.exchange.states import CHANGED, WITHHELD, Cancelled, Delivery

_HTTP = "http_"


def said_last(kiriman: Kiriman) -> str:
    """How the last try ended; empty before the first one and once it arrived."""
    if kiriman.delivery == Delivery.ARRIVED or not kiriman.said_last:
        return ""
    if kiriman.delivery == Delivery.CANCELLED:
        return _cancelled(kiriman.said_last)
    words = {"receiver": kiriman.receiver.name, "status": kiriman.said_last.removeprefix(_HTTP)}
    if kiriman.delivery == Delivery.HELD:
        return _held() % words
    if kiriman.said_last.startswith(_HTTP):
        return (
            _(
                "%(receiver)s menjawab dengan galat %(status)s. Disimpan di Kiriman dan dicoba lagi tiap 15 menit. "
                "Tenggat tidak terpengaruh."
            )
            % words
        )
    return _SENTENCES[kiriman.said_last]() % words


def _cancelled(because: str) -> str:
    if because == Cancelled.CONFLICT:
        return _("Tidak dikirim lagi: penerimanya punya konflik kepentingan, dan penerusan ini dialihkan.")
    return _("Tidak dikirim lagi: lembaga penerimanya digantikan, dan penerusan ini beralih ke penggantinya.")


def files_said(masukan: Masukan) -> str:
    """Why files that came with a hand-over are not all here; empty where they are."""
    said, _colon, name = masukan.origin.files_said.partition(":")
    if not said:
        return ""
    words = {"name": name, "sender": masukan.origin.sender.name}
    if said == CHANGED:
        return _("%(name)s tidak sama dengan yang ditandatangani %(sender)s, jadi ditolak. Diambil lagi besok.") % words
    if said == WITHHELD:
        return _("%(name)s ditahan %(sender)s: salinannya tidak boleh keluar sekarang. Ditanyakan lagi besok.") % words
    return _("%(name)s belum terambil dari %(sender)s. Dicoba lagi dengan sendirinya.") % words


def _held() -> str:
    return _(
        "%(receiver)s menolak isi kiriman ini (%(status)s), dan mencoba lagi tidak menolong. Periksa isinya bersama "
        "mereka, lalu kirim ulang. Tenggat tidak terpengaruh."
    )


def _silent() -> str:
    return _(
        "%(receiver)s tidak menjawab. Disimpan di Kiriman dan dicoba lagi tiap 15 menit. Tenggat tidak terpengaruh."
    )


def _without_receipt() -> str:
    return _(
        "%(receiver)s menjawab, tetapi tanda terimanya tidak sah. Disimpan di Kiriman dan dicoba lagi tiap 15 menit. "
        "Tenggat tidak terpengaruh."
    )


def _without_address() -> str:
    return _(
        "%(receiver)s sedang tidak punya alamat yang dibuka. Disimpan di Kiriman, dan pergi sesudah pengelola "
        "membukanya. Tenggat tidak terpengaruh."
    )


_SENTENCES = {
    "tidak_menjawab": _silent,
    "tanda_terima_tidak_sah": _without_receipt,
    "tanpa_alamat": _without_address,
}
