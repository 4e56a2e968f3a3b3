"""What evidence may be, where a file can stand on its way, and how a refusal speaks."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText

# Media type by the extension puremagic gives the content. Everything here can be shown or played without plug-ins.
ACCEPTED = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jfif": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".mp4": "video/mp4",
    ".mp3": "audio/mpeg",
    ".mpga": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
}
# The usual extension of each, the first named above.
EXTENSIONS = {media_type: extension for extension, media_type in reversed(ACCEPTED.items())}
ACCEPTED_NAMES = "JPEG, PNG, WebP, PDF, MP4, MP3, M4A, OGG"
IMAGES = frozenset({"image/jpeg", "image/png", "image/webp"})
PDF = "application/pdf"
PLAYED = frozenset({"video/mp4", "audio/mpeg", "audio/mp4", "audio/ogg"})
# A PDF is never shown in place: a viewer may run what stands in it.
SHOWN_INLINE = IMAGES | PLAYED
# What a clean copy can be made of.
CLEANABLE = IMAGES | {PDF}

# What belongs to a draft is no subject's yet.
DRAFTS = "konsep:"
GIVEN_UP = "dibatalkan"  # the problem of an upload nobody wants any more while a piece of it still comes
# Hours without a signal, a night without power: a week is long enough for the original to follow from home.
LIVES = timedelta(days=7)
DAY = timedelta(days=1)
# A file of a draft that was announced, and of which no byte came for so long, is begun anew when it does.
SILENT = timedelta(hours=6)
MOST_FILES = 10  # that one sender begins in a day
MOST_FILES_STAFF = 200
LARGEST_LIGHT = 1_000_000  # bytes of a light version

EVIDENCE, DECISION, ANSWER, GATHERED = "bukti", "keputusan", "jawaban", "perolehan"
LABELS = {EVIDENCE: "B", DECISION: "K", ANSWER: "J", GATHERED: "P"}
OTHER_LABEL = "L"


class Arrival(TextChoices):
    """Whether the bytes are here. A promised exhibit is known by its hash alone."""

    PROMISED = "menyusul", _("Menyusul")
    HERE = "ada", _("Ada")
    ERASED = "dihapus", _("Dihapus")


class Scan(TextChoices):
    """What the virus scanner said. Without one nobody asks."""

    NONE = "", _("Tanpa pemindai")
    WAITING = "menunggu", _("Menunggu pemindaian")
    CLEAN = "bersih", _("Bersih")
    INFECTED = "terinfeksi", _("Berbahaya")


class Cleaning(TextChoices):
    """Whether there is a copy without what gives people away: position, device, author, scripts."""

    WAITING = "menunggu", _("Salinan bersih sedang dibuat")
    DONE = "selesai", _("Salinan bersih ada")
    NOT_POSSIBLE = "tidak_dibersihkan", _("Tidak dibersihkan")
    FAILED = "gagal", _("Gagal dibersihkan")


class CopyKind(TextChoices):
    LIGHT = "ringan", _("Versi ringan dari pengirim")
    CLEAN = "bersih", _("Salinan bersih")
    SMALL = "kecil", _("Gambar kecil")
    REDACTED = "tertutup", _("Salinan tertutup")


KEPT, PROMISED = "bukti.disimpan", "bukti.dijanjikan"
VERIFIED, MISMATCHED = "bukti.cocok", "bukti.tidak_cocok"
OPENED, CLEANED, RELEASED = "bukti.dilihat", "bukti.dibersihkan", "bukti.dilepas"
SCANNED, CHECKED = "bukti.dipindai", "bukti.diperiksa"
REDACTED, UNCOVERED = "bukti.ditutup", "bukti.tutupan_ditarik"
SHORTEST_REASON = 20  # letters: why a copy is taken back is read by whoever wonders later
MOST_BOXES = 100  # of one exhibit
VERBS = {
    KEPT: VerbText(staff=_("Berkas disimpan beserta sidiknya")),
    PROMISED: VerbText(staff=_("Sidik berkas dicatat; aslinya menyusul")),
    VERIFIED: VerbText(staff=_("Berkas asli tiba dan cocok dengan sidiknya")),
    MISMATCHED: VerbText(staff=_("Berkas yang menyusul tidak cocok dengan sidiknya; ditolak")),
    OPENED: VerbText(staff=_("Berkas asli dibuka")),
    CLEANED: VerbText(staff=_("Salinan bersih dibuat")),
    RELEASED: VerbText(staff=_("Berkas asli diizinkan keluar")),
    SCANNED: VerbText(staff=_("Berkas dipindai")),
    REDACTED: VerbText(staff=_("Salinan dengan bagian tertutup dibuat")),
    UNCOVERED: VerbText(staff=_("Salinan dengan bagian tertutup ditarik")),
    CHECKED: VerbText(staff=_("Sidik berkas diperiksa ulang")),
}


class EvidenceRefused(Exception):  # noqa: N818 - reads as what happened
    """A file that cannot be kept. The message names the file, what was found, what is accepted and what to do."""

    def __init__(self, message: str, *, code: str = "berkas_ditolak", field: str = "evidence") -> None:
        super().__init__(message)
        self.message, self.code = message, code
        self.field = field


class NotShown(Exception):  # noqa: N818 - the same
    """A file that may not be shown or handed out now; the message says why and what would change that."""


class WrongOffset(Exception):  # noqa: N818 - the same
    """The piece does not begin where the file ends. `offset` is where it does."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"the upload stands at {offset}")
        self.offset = offset


class WentBack(WrongOffset):
    """Damaged bytes were taken off; `offset` is where to go on."""


class WrongChecksum(Exception):  # noqa: N818 - the same
    """A piece did not arrive as it was sent; nothing of it stays."""


class UploadGone(Exception):  # noqa: N818 - the same
    """There is no such upload, or it can no longer be changed."""


class DiskFull(Exception):  # noqa: N818 - the same
    """There is no room for more; what came stays where it is."""


class TooMany(EvidenceRefused):
    """More uploads than one sender may begin, or than this house keeps open."""


class Busy(Exception):  # noqa: N818 - the same
    """Somebody else is writing to this upload at this moment."""
