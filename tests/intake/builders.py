"""Reports and what becomes of them, through the actions, in the invented country (WITA)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from nacl.public import PrivateKey

from netral import rulebook
from netral.access.states import Acting, HeldSeat
from netral.intake import vault
from netral.intake.actions import Accepted, drafting, review, submit
from netral.intake.content import NewReport, Reporter, Who, WitnessNamed
from netral.intake.draft_content import Answers, DraftContent
from netral.intake.draft_seal import DraftKey
from netral.intake.models import Laporan
from netral.offices.actions import load_examples
from netral.offices.models import Organisation
from netral.registry.actions import load_elections
from tests.evidence.builders import PNG

WITA = timezone(timedelta(hours=8))
# A Monday in a week without holidays, under the Pemilu of 2024.
MONDAY = datetime(2024, 1, 15, 9, 0, tzinfo=WITA)
OFFICE, PROVINCE, NEIGHBOUR, NATIONAL = "bawaslu-99.07", "bawaslu-99", "bawaslu-99.08", "bawaslu"
_keys = count(1)

SECRETIVE = Reporter("Wayan Pelapor Rahasia", "Jalan Sunyi 7, Wanakerta", "0812-3456-7890", "wayan@contoh.id")
FULL = NewReport(
    kind="laporan",
    what="Camat mengajak warga memilih calon tertentu di lapangan desa.",
    election="pemilu2024",
    act_date=date(2024, 1, 12),
    act_time=time(9, 30),
    known_on=date(2024, 1, 12),
    region="99.07",
    place="Lapangan desa",
    who=(Who("Terlapor Rekaan", "Camat", "Kecamatan Contoh", "PNS"),),
    witnesses=(WitnessNamed("Saksi Rekaan", "Jalan Saksi 1"),),
    links=("https://contoh.id/unggahan/1",),
    conducts=("pengarahan_ajakan",),
    reporter=SECRETIVE,
)
TIP = replace(FULL, kind="informasi_awal", reporter=None)


def country() -> None:
    """The invented regions and offices, and the elections, once."""
    if not Organisation.objects.filter(code=OFFICE).exists():
        load_examples(at=MONDAY - timedelta(days=30))
        load_elections()


def day(days: int, hour: int = 9) -> datetime:
    """A moment some days after that Monday."""
    return MONDAY.replace(hour=hour) + timedelta(days=days)


def photo(name: str = "foto.png", tail: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG + tail, "image/png")


def accepted(report: NewReport = FULL, *, key: str = "", at: datetime = MONDAY, uploads: Any = ()) -> Accepted:
    """A report handed in, under a key of its own unless one is given."""
    country()
    return submit(report, idempotency_key=key or f"kunci-{next(_keys)}", at=at, uploads=uploads)


def laporan(report: NewReport = FULL, **options: Any) -> Laporan:
    return accepted(report, **options).laporan


def staff(role: str = "petugas_laporan", office: str = OFFICE) -> Acting:
    return Acting(f"akun:{role}", (HeldSeat(role, office),))


def all_yes(**others: str) -> dict[str, str]:
    """The checklist with Ya everywhere but where said otherwise."""
    book = rulebook.current()
    return {item.code: "ya" for item in (*book.report_requirements, *book.review_checks)} | others


def decided(report: Laporan, step: str = "nyatakan_lengkap", *, at: datetime = MONDAY, **options: Any) -> Laporan:
    """A laporan after its kajian awal."""
    answers = all_yes(bukti="perlu_dilengkapi") if step == "minta_perbaikan" else all_yes()
    words = {"checklist": answers, "reason": "Sudah diperiksa.", "message": "Mohon dilengkapi."}
    review(report, step, acting=staff(), at=at, **(words | options))
    return report


def custodian_key() -> PrivateKey:
    from django.conf import settings

    return vault.read_private_key(settings.HOME / "kustodian.key")


def answered(key: DraftKey, step: str, answers: Answers, *, at: datetime) -> DraftContent:
    """One step of a draft answered, as its page does it. A report already sent takes none."""
    return drafting.change(key, lambda content: content if content.sent else content.with_answers(step, answers), at=at)
