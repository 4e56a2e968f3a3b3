"""What the reporter does with the receipt code: look up, complete, withdraw."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import REPORTER, Acting
from netral.audit.models import Entry
from netral.evidence import actions as evidence
from netral.intake import queries
from netral.intake.addresses import counted_client
from netral.intake.checking import checked_text
from netral.intake.files import Upload, check_files
from netral.intake.models import FailedLookup, Laporan, Supplement
from netral.intake.states import (
    FAILED_LOOKUPS,
    LOOKUP_WINDOW,
    TooManyFailures,
    UnknownCode,
)
from netral.procedure import actions as procedure
from netral.procedure import policies


def look_up(code: str, *, address: str, at: datetime) -> Laporan:
    """The laporan of a receipt code. Raises UnknownCode, or TooManyFailures for an address that guessed too often.

    Malformed and unknown codes cost the same: one keyed hash, one indexed look-up, one failure counted. A right code
    opens however many wrong ones came before it: 75 bits are not guessed at any speed, and behind one address many
    people may sit, of whom one must not lock the others out.
    """
    laporan = queries.laporan_by_code(code)
    if laporan is not None:
        return laporan
    count_wrong_guess(address, at=at)
    raise UnknownCode(_("Kode tidak cocok. Periksa lagi 16 huruf dan angkanya."))


def count_wrong_guess(address: str, *, at: datetime) -> None:
    """One more secret that opened nothing, of whatever door; TooManyFailures for an address that guessed too often."""
    client = counted_client(address, at)
    if client:
        _check_quota(client, at)
        _count_failure(client, at)


def _check_quota(client: str, at: datetime) -> None:
    failures = FailedLookup.objects.filter(client=client, at__gt=at - LOOKUP_WINDOW, at__lte=at).order_by("-at")
    moments = list(failures.values_list("at", flat=True)[:FAILED_LOOKUPS])
    if len(moments) == FAILED_LOOKUPS:
        free = moments[-1] + LOOKUP_WINDOW - at
        raise TooManyFailures(max(1, -(-free // timedelta(seconds=1))))


def _count_failure(client: str, at: datetime) -> None:
    """Remember this failure for the window, and forget all older ones."""
    FailedLookup.objects.filter(at__lte=at - LOOKUP_WINDOW).delete()
    FailedLookup.objects.create(client=client, at=at)


def complete(
    laporan: Laporan,
    *,
    at: datetime,
    text: str = "",
    uploads: Sequence[Upload] = (),
    acting: Acting = REPORTER,
    version: int | None = None,
) -> Entry:
    """Add what was asked for: words, files or both. The clock of the repair stops, that of the study starts again.

    What comes after the day is taken in all the same, and recorded as late.

    Raises NotAllowed unless the office asked for it, Refused when nothing was added.
    """
    at = acting.moment(at)
    policies.check_can_take(laporan, "terima_perbaikan", acting)
    missing = _("Tulis tambahan Anda atau pilih berkas.")
    text = checked_text("text", text, missing=missing, least=0 if uploads else 1)
    originals = check_files(uploads)
    digests = [original.sha256 for original in originals]
    with evidence.written(originals) as files, transaction.atomic():
        entry = procedure.take_step(
            laporan, "terima_perbaikan", acting=acting, at=at, version=version, hashes=digests,
            facts={"late": queries.repair_overdue(laporan, at)},
        )  # fmt: skip
        Supplement.objects.create(laporan=laporan, at=at, text=text)
        for file in files:
            evidence.keep(laporan.reference, file, at=at)
    return entry


def withdraw(laporan: Laporan, *, at: datetime, acting: Acting = REPORTER, version: int | None = None) -> Entry:
    """Take a laporan back, while the office has not finished with it."""
    return procedure.take_step(laporan, "cabut", acting=acting, at=acting.moment(at), version=version)
