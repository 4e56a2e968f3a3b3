"""What evidence may be, and how a refusal speaks."""

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
SHOWN_INLINE = frozenset({"image/jpeg", "image/png", "image/webp"})

EVIDENCE, DECISION = "bukti", "keputusan"
LABELS = {EVIDENCE: "B", DECISION: "K"}
OTHER_LABEL = "L"

KEPT = "bukti.disimpan"
VERBS = {KEPT: VerbText(staff=_("Berkas disimpan beserta sidiknya"))}


class EvidenceRefused(Exception):  # noqa: N818 - reads as what happened
    """A file that cannot be kept. The message names the file, what was found, what is accepted and what to do."""

    def __init__(self, message: str, *, field: str = "evidence") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
