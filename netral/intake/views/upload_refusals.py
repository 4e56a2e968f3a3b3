"""How `/unggah/` says no: in the API's own shape, with what to do next."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from netral.evidence.states import Busy, DiskFull, EvidenceRefused, UploadGone, WrongChecksum, WrongOffset
from netral.intake.states import Refused, TooManyFailures, UnknownCode
from netral.procedure.states import NotAllowed

RETRY_AFTER = "60"  # seconds
CHECKSUM_MISMATCH = 460  # tus's own
OTHER_VERSION = 412
COME_BACK = frozenset({423, 429, 503, 507})
# Codes of EvidenceRefused that have an answer of their own; all others are 422.
STATUSES = {"terlalu_besar": 413, "jenis_ditolak": 415, "terlalu_banyak": 429}


class Wrong(Exception):  # noqa: N818 - reads as what happened
    """A request this protocol does not know; the status, the header at fault, and a sentence."""

    def __init__(self, status: int, field: str, message: str, code: str = "permintaan_salah") -> None:
        super().__init__(message)
        self.status, self.field, self.code = status, field, code


def refusal(status: int, field: str, message: str, code: str) -> HttpResponse:
    answer = JsonResponse({"errors": [{"field": field, "message": message, "code": code}]}, status=status)
    if status == OTHER_VERSION:
        answer["Tus-Version"] = "1.0.0"
    if status in COME_BACK:
        answer["Retry-After"] = RETRY_AFTER
    return answer


def _wrong(problem: Wrong) -> HttpResponse:
    return refusal(problem.status, problem.field, str(problem), problem.code)


def _refused(problem: EvidenceRefused) -> HttpResponse:
    return refusal(STATUSES.get(problem.code, 422), "evidence", problem.message, problem.code)


def _wrong_offset(problem: WrongOffset) -> HttpResponse:
    answer = refusal(409, "Upload-Offset", _("Lanjutkan dari bita ke-%d.") % problem.offset, "posisi_salah")
    answer["Upload-Offset"] = str(problem.offset)
    return answer


def _busy(_problem: Busy) -> HttpResponse:
    return refusal(423, "", _("Unggahan ini sedang diterima. Coba lagi sebentar lagi."), "sedang_diterima")


def _damaged(_problem: WrongChecksum) -> HttpResponse:
    return refusal(CHECKSUM_MISMATCH, "Upload-Checksum", _("Potongan rusak di jalan. Kirim lagi."), "potongan_rusak")


def _gone(_problem: UploadGone) -> HttpResponse:
    return refusal(410, "", _("Unggahan ini sudah selesai atau dihentikan. Mulai yang baru."), "sudah_lewat")


def _full(_problem: DiskFull) -> HttpResponse:
    message = _("Tempat penyimpanan penuh. Yang sudah terkirim tetap ada; lanjutkan beberapa saat lagi.")
    return refusal(507, "", message, "penyimpanan_penuh")


def _unknown(problem: Exception) -> HttpResponse:
    return refusal(404, "", str(problem) or _("Tidak ada."), "tidak_ada")


def _too_often(problem: TooManyFailures) -> HttpResponse:
    answer = refusal(429, "code", str(problem), "terlalu_sering")
    answer["Retry-After"] = str(problem.retry_after)
    return answer


def _refused_report(problem: Refused) -> HttpResponse:
    first = problem.problems[0]
    return refusal(422, first.field, first.message, first.code)


def _not_allowed(problem: NotAllowed) -> HttpResponse:
    return refusal(422, "", str(problem), "tidak_mungkin")


_ANSWERS: dict[type[Exception], Callable[[Any], HttpResponse]] = {
    Wrong: _wrong,
    EvidenceRefused: _refused,
    WrongOffset: _wrong_offset,
    Busy: _busy,
    WrongChecksum: _damaged,
    UploadGone: _gone,
    DiskFull: _full,
    UnknownCode: _unknown,
    Http404: _unknown,
    TooManyFailures: _too_often,
    NotAllowed: _not_allowed,
    Refused: _refused_report,
}
REFUSED = tuple(_ANSWERS)


def told(problem: Exception) -> HttpResponse:
    """The answer to one of REFUSED."""
    return next(answer(problem) for kind, answer in _ANSWERS.items() if isinstance(problem, kind))
