"""Office and reporter write to each other; nobody's name is needed for it. Files of the reporter are evidence."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import REPORTER, Acting
from netral.audit import actions as audit
from netral.evidence import actions as evidence
from netral.evidence.content import Original
from netral.evidence.states import EVIDENCE
from netral.intake import policies
from netral.intake.actions.identity import salted
from netral.intake.checking import checked_text
from netral.intake.files import Upload, check_files
from netral.intake.models import Laporan, Message
from netral.intake.states import MESSAGE_CAME, MESSAGE_SENT, MOST_MESSAGES, Problem, Refused, Side

# Files an office sends along are letters, not evidence: they are labelled apart.
ENCLOSED = "lampiran"


def write_to_reporter(
    laporan: Laporan, text: str, *, acting: Acting, at: datetime, uploads: Sequence[Upload] = ()
) -> Message:
    """An officer writes. What the reporter wrote before counts as read.

    Raises NotAllowed unless acting works on this laporan at its own office and it has a reporter, Refused for an empty
    message or bad files, and where the laporan is kept no more.
    """
    policies.check_can_tell(laporan, acting)
    policies.check_keeps_texts(laporan, "text")
    text, files = _checked(text, uploads)
    with evidence.written(files) as written, transaction.atomic():
        message = Message(laporan=laporan, at=at, side=Side.OFFICE, text=text, actor=acting.reference)
        _send(message, written, MESSAGE_SENT, acting, ENCLOSED)
        see(laporan, Side.REPORTER, at=at)
    return message


def write_from_reporter(laporan: Laporan, text: str, *, at: datetime, uploads: Sequence[Upload] = ()) -> Message:
    """The reporter writes or adds evidence, at any time while the laporan is kept.

    Raises Refused for an empty message, bad files, or too many messages in one day, and when it is kept no more.
    """
    policies.check_keeps_texts(laporan, "text")
    at, (text, files) = REPORTER.moment(at), _checked(text, uploads)
    today = laporan.messages.filter(side=Side.REPORTER, at__gt=at - timedelta(days=1))
    if today.count() >= MOST_MESSAGES:
        told = _("Sudah %(most)d pesan dalam sehari. Lanjutkan besok, atau gabungkan dalam satu pesan.")
        raise Refused(Problem("text", told % {"most": MOST_MESSAGES}, "terlalu_banyak"))
    with evidence.written(files) as written, transaction.atomic():
        message = Message(laporan=laporan, at=at, side=Side.REPORTER, text=text)
        _send(message, written, MESSAGE_CAME, REPORTER, EVIDENCE)
    return message


def _checked(text: str, uploads: Sequence[Upload]) -> tuple[str, list[Original]]:
    missing = _("Tulis pesan atau pilih berkas.")
    return checked_text("text", text, missing=missing, least=0 if uploads else 1), check_files(uploads)


def _send(message: Message, files: Iterable[Original], verb: str, acting: Acting, purpose: str) -> None:
    """Store message, files and journal entry; the text itself stands in the journal as a salted hash."""
    laporan, at = message.laporan, message.at
    message.save()
    kept = [evidence.keep(laporan.reference, file, at=at, purpose=purpose, acting=acting) for file in files]
    message.exhibits.set(kept)
    office = laporan.office.code if message.side == Side.OFFICE else ""
    audit.record(
        laporan.reference, verb, actor=acting.reference, office=office, at=at,
        facts={"text": salted(message.text, message.salt)}, hashes=[exhibit.sha256 for exhibit in kept],
    )  # fmt: skip


def see(laporan: Laporan, side: Side, *, at: datetime) -> int:
    """What this side wrote is read by the other one from now on; how many messages were new."""
    return laporan.messages.filter(side=side, seen_at=None).update(seen_at=REPORTER.moment(at))
