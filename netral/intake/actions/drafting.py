"""A report on its way, kept for its reporter between two pages. No journal: nothing has been reported yet."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from netral.evidence import actions as evidence
from netral.evidence.content import Original
from netral.evidence.policies import check_can_keep, check_room, may_be_photo, shown_name
from netral.evidence.positions import understands
from netral.evidence.queries import content_of, known_uploads
from netral.evidence.states import DRAFTS, DiskFull, EvidenceRefused
from netral.intake.draft_content import LONGEST_CAPTION, DraftContent, FileKept
from netral.intake.draft_files import SealedOnTheWay, opened
from netral.intake.draft_seal import DraftKey, DraftUnreadable, new_return_code
from netral.intake.files import LARGEST_FILE, MOST_FILES, bare
from netral.intake.models import Draft, DraftFile, ReturnCode
from netral.intake.states import DraftGone, Problem, Refused
from netral.lib import files
from netral.lib.keys import new_key

FOLDER = "draf"
# Files that go along with the report, and files that came or come in pieces.
Packed = tuple[list["File[Any]"], list[Original]]
Edit = Callable[[DraftContent], DraftContent]


def begin(*, at: datetime, key: str = "") -> DraftKey:
    """An empty draft; the key is handed out once and kept nowhere. `key` is the phone's own idempotency key, if any."""
    secret = DraftKey.new()
    content = DraftContent(key=key) if key else DraftContent()
    Draft.objects.create(locator=secret.locator, ciphertext=secret.seal(content), expires_on=last_day(at))
    return secret


def last_day(at: datetime) -> date:
    """The last day of a draft changed at this moment."""
    return _day(at) + timedelta(days=settings.DRAFT_DAYS)


def _day(at: datetime) -> date:
    """Drafts know no place and no hour: their days are those of UTC."""
    return at.astimezone(UTC).date()


def read(key: DraftKey, *, at: datetime) -> DraftContent:
    """What the draft says. Raises DraftGone when it ended, was never, or does not open with this key."""
    return _content(key, _row(key, at))


def _row(key: DraftKey, at: datetime, *, locked: bool = False) -> Draft:
    found = Draft.objects.select_for_update() if locked else Draft.objects.all()
    row = found.filter(locator=key.locator, expires_on__gte=_day(at)).first()
    if row is None:
        raise DraftGone
    return row


def _content(key: DraftKey, row: Draft) -> DraftContent:
    try:
        return key.open(bytes(row.ciphertext))
    except (DraftUnreadable, ValueError, TypeError, KeyError) as wrong:
        raise DraftGone from wrong


@transaction.atomic
def change(key: DraftKey, edit: Edit, *, at: datetime) -> DraftContent:
    """Read, edit and write in one transaction: of two tabs answering two steps, both answers stay."""
    return _write(key, _row(key, at, locked=True), edit, at)


def _write(key: DraftKey, row: Draft, edit: Edit, at: datetime) -> DraftContent:
    content = edit(_content(key, row))
    row.ciphertext, row.expires_on = key.seal(content), last_day(at)
    row.save()
    return content


def attach(key: DraftKey, upload: "File[Any]", *, at: datetime) -> None:
    """Keep a file encrypted. Raises Refused, with the file named, when it is no evidence, too large or one too many."""
    media_type, sha256, size = _looked_at(upload)
    _check_room(size)
    file_id, name = new_key(), shown_name(upload.name or "")
    with files.written(FOLDER, [SealedOnTheWay(upload, key.file_key(file_id))]) as (stored,):
        _attach(key, FileKept(file_id, stored, name, size, sha256, media_type), at)


def _check_room(size: int) -> None:
    """All drafts together fill a part of the disk at most: who sends nothing must not keep others from sending."""
    held = DraftFile.objects.aggregate(sum=Sum("size"))["sum"] or 0
    try:
        check_room(size, account="", besides=held)
    except DiskFull:
        message = _("Tempat berkas sedang penuh. Kirim laporan Anda tanpa berkas ini; susulkan lewat kode Anda.")
        raise Refused(Problem("evidence", message, "penyimpanan_penuh")) from None


@transaction.atomic
def _attach(key: DraftKey, kept: FileKept, at: datetime) -> None:
    row = _row(key, at, locked=True)
    there = _content(key, row).files
    if any(each.sha256 == kept.sha256 for each in there):
        transaction.on_commit(lambda: files.remove([kept.file]))
        return
    _check_count(len(there))
    DraftFile.objects.create(draft=row, file=kept.file, size=kept.size)
    _write(key, row, lambda content: replace(content, files=(*content.files, kept)), at)


def _looked_at(upload: "File[Any]") -> tuple[str, str, int]:
    try:
        return check_can_keep(upload, largest=LARGEST_FILE)
    except EvidenceRefused as refused:
        raise Refused(Problem("evidence", refused.message, "berkas_ditolak")) from None


@transaction.atomic
def announce(key: DraftKey, kept: FileKept, *, at: datetime) -> None:
    """Write down a file that comes in pieces. The same hash again is the same file, whichever way it comes.

    Raises DraftGone as well for a draft that is a report by now: nothing would become of the file.
    """
    row = _row(key, at, locked=True)
    there = _content(key, row)
    if there.sent:
        raise DraftGone
    others = tuple(each for each in there.files if each.sha256 != kept.sha256 or each.file)
    if not any(each.sha256 == kept.sha256 for each in others):
        _check_count(len(others))
        _write(key, row, lambda content: replace(content, files=(*others, kept)), at)


def retract(key: DraftKey, upload: str, *, at: datetime) -> None:
    """Forget a file whose pieces were refused."""

    def without(content: DraftContent) -> DraftContent:
        return replace(content, files=tuple(each for each in content.files if each.upload != upload))

    change(key, without, at=at)


def _check_count(there: int) -> None:
    if there >= MOST_FILES:
        message = _("Paling banyak %(most)d berkas. Hapus satu dulu kalau yang ini lebih jelas.") % {"most": MOST_FILES}
        raise Refused(Problem("evidence", message, "terlalu_banyak"))


@transaction.atomic
def detach(key: DraftKey, file_id: str, *, at: datetime) -> None:
    """Throw a file away; one that is not there is away already."""
    row = _row(key, at, locked=True)
    gone = [each for each in _content(key, row).files if each.id == file_id]
    _write(key, row, lambda content: replace(content, files=tuple(f for f in content.files if f not in gone)), at)
    _remove_files(DraftFile.objects.filter(draft=row, file__in=[each.file for each in gone]))
    transaction.on_commit(lambda: evidence.give_up([each.upload for each in gone if each.upload]))


def caption(key: DraftKey, captions: Mapping[str, str], *, at: datetime) -> DraftContent:
    """What the reporter says of files, by their ids."""

    def captioned(content: DraftContent) -> DraftContent:
        told = (replace(each, caption=captions.get(each.id, each.caption)[:LONGEST_CAPTION]) for each in content.files)
        return replace(content, files=tuple(told))

    return change(key, captioned, at=at)


def _uploads(key: DraftKey, content: DraftContent, opening: ExitStack, *, positions: bool) -> "list[File[Any]]":
    """The files of a draft, decrypted while they are read: as their sender gave them, or photos without
    `positions`. Those sent in pieces come apart.

    Raises Refused, with the file named, for a photo that nothing can be taken out of.
    """
    given = [
        (each, opening.enter_context(opened(each.file, key.file_key(each.id), name=each.name)))
        for each in content.files
        if each.file
    ]
    return [
        file if positions or not understands(each.media_type) else bare(file.read(), each.media_type, each.name)
        for each, file in given
    ]


def owner_of(key: DraftKey) -> str:
    """What the pieces of a draft's files belong to until it is a laporan."""
    return f"{DRAFTS}{key.locator}"


def in_pieces(key: DraftKey, content: DraftContent) -> list[Original]:
    """The files of a draft that came in pieces, or whose pieces still come.

    One whose upload was forgotten because nothing came is promised all the same: its fingerprint stands in the draft.
    """
    named = [each.upload for each in content.files if each.upload]
    known = known_uploads(named)
    forgotten = [each for each in content.files if each.upload and each.upload not in known]
    promises = [Original(None, "", each.sha256, each.size, filename=each.name) for each in forgotten]
    return [*(each for each in evidence.originals_of(owner_of(key)) if each.sent_as in named), *promises]


@contextmanager
def packed(key: DraftKey, content: DraftContent, *, positions: bool) -> Iterator[Packed]:
    """What a report takes along, open for as long as the block runs.

    Raises Refused, files named, for photos that nothing can be taken out of, or that are not all here yet.
    """
    with ExitStack() as opening:
        along, pieces = _uploads(key, content, opening, positions=positions), in_pieces(key, content)
        yield (along, pieces) if positions else _without_positions(along, pieces)


def _without_positions(along: "list[File[Any]]", pieces: list[Original]) -> Packed:
    """A photo that came in pieces goes along too, as its picture alone; what it came as is given up once the report
    is in (`mark_sent`).
    """
    late = [each for each in pieces if each.promised and may_be_photo(each.called)]
    if late:
        raise Refused(*(_awaited(each) for each in late))
    photos = [each for each in pieces if understands(each.media_type)]
    pictures = [bare(content_of(each), each.media_type, each.called) for each in photos]
    return [*along, *pictures], [each for each in pieces if each not in photos]


def _awaited(photo: Original) -> Problem:
    message = _(
        "Foto “%(name)s” belum sampai semuanya, jadi lokasinya belum bisa dihapus. "
        "Tunggu sampai tersimpan di halaman bukti, atau hapus foto itu."
    )
    return Problem("evidence", message % {"name": photo.called}, "berkas_ditolak")


@transaction.atomic
def keep_for_later(key: DraftKey, *, at: datetime) -> str:
    """The return code of a draft; asked again, the same. It stands only inside the draft."""
    row = _row(key, at, locked=True)
    known = _content(key, row).return_code
    if known:
        return known
    code = new_return_code()
    behind = DraftKey.from_return_code(code)
    ReturnCode.objects.create(draft=row, locator=behind.locator, wrapped_key=behind.seal_bytes(key.secret))
    _write(key, row, lambda content: replace(content, return_code=code), at)
    return code


def renew(key: DraftKey, idempotency_key: str, *, at: datetime) -> None:
    """Make the draft another report than the one its idempotency key was used for."""
    change(key, lambda content: replace(content, key=idempotency_key), at=at)


def come_back(code: str, *, at: datetime) -> DraftKey:
    """The key behind a return code, however it was typed. Raises DraftGone."""
    behind = DraftKey.from_return_code(code)
    row = ReturnCode.objects.filter(locator=behind.locator, draft__expires_on__gte=_day(at)).first()
    if row is None:
        raise DraftGone
    try:
        return DraftKey(behind.open_bytes(bytes(row.wrapped_key)))
    except DraftUnreadable as wrong:
        raise DraftGone from wrong


@transaction.atomic
def mark_sent(key: DraftKey, trace: Mapping[str, str], *, at: datetime) -> None:
    """The report is in: nothing of the draft stays but, under its key, the way to the receipt."""
    row = _row(key, at, locked=True)
    ReturnCode.objects.filter(draft=row).delete()
    _write(key, row, lambda content: DraftContent(key=content.key, sent=dict(trace)), at)
    _remove_files(DraftFile.objects.filter(draft=row))
    # What became an exhibit, or was promised, is one; whatever else comes for this draft comes to nothing.
    transaction.on_commit(lambda: evidence.give_up_all([owner_of(key)]))


@transaction.atomic
def forget(key: DraftKey, *, unless_kept_for_later: bool = False) -> None:
    """The draft goes at once. In a hurry, one with a return code stays for whoever wrote the code down."""
    rows = Draft.objects.filter(locator=key.locator)
    _forget(rows.filter(return_code=None) if unless_kept_for_later else rows)


@transaction.atomic
def forget_expired(*, at: datetime) -> int:
    """Drafts past their last day go, files and all; how many went."""
    return _forget(Draft.objects.filter(expires_on__lt=_day(at)))


def _forget(rows: Any) -> int:
    owners = [f"{DRAFTS}{locator}" for locator in rows.values_list("locator", flat=True)]
    _remove_files(DraftFile.objects.filter(draft__in=rows))
    transaction.on_commit(lambda: evidence.give_up_all(owners))
    return int(rows.delete()[1].get("intake.Draft", 0))


def _remove_files(rows: Any) -> None:
    """Rows first, bytes once that is sure: a row never points at nothing."""
    names = list(rows.values_list("file", flat=True))
    rows.delete()
    transaction.on_commit(lambda: files.remove(names))
