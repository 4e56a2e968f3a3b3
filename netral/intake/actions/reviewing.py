"""Kajian awal: an officer answers the checklist and decides; the reporter is told in words."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral import rulebook
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.intake import queries
from netral.intake.checking import CAPS, text_problem, tidy_text
from netral.intake.models import KajianAwal, Laporan, Message
from netral.intake.states import Answer, Kind, Problem, Refused
from netral.procedure import actions as procedure
from netral.procedure import policies

# The four results an officer chooses from; `registrasi` belongs to the room of cases.
RESULTS = ("nyatakan_lengkap", "minta_perbaikan", "jadikan_informasi_awal", "tolak")
COMPLETE = "nyatakan_lengkap"
# Results that the reporter cannot understand without a word from the office.
TOLD = ("minta_perbaikan", "tolak")
CHECKED = "syarat_diperiksa"


@transaction.atomic
def review(
    laporan: Laporan,
    step: str,
    *,
    acting: Acting,
    at: datetime,
    reason: str = "",
    checklist: Mapping[str, str] | None = None,
    message: str = "",
    version: int | None = None,
) -> Entry:
    """Decide a kajian awal: keep the answered checklist, tell the reporter, move the laporan.

    Raises NotAllowed for a step the table does not permit, Refused for answers that do not carry the result.
    """
    policies.check_can_take(laporan, step, acting)
    answers, reason, message = dict(checklist or {}), tidy_text(reason), tidy_text(message)
    problems = [*_answer_problems(answers), *_text_problems(reason, message)]
    problems = problems or _result_problems(laporan, step, answers, reason, message)
    if problems:
        raise Refused(*problems)
    answered = set(answers) == {item.code for item in rulebook.current().report_requirements}
    entry = procedure.take_step(
        laporan, step, acting=acting, at=at, version=version,
        met={CHECKED} if answered else set(), facts={"checklist": answers},
    )  # fmt: skip
    KajianAwal.objects.create(
        laporan=laporan, step=step, checklist=answers, reason=reason, at=at, actor=acting.reference
    )
    if message:
        Message.objects.create(laporan=laporan, at=at, text=message, actor=acting.reference)
    return entry


def _answer_problems(answers: Mapping[str, str]) -> list[Problem]:
    items = {item.code for item in rulebook.current().report_requirements}
    message = _("Jawab Ya, Tidak, atau Perlu dilengkapi.")
    return [
        Problem(f"checklist.{code}", message, "pilihan_tidak_dikenal")
        for code, answer in answers.items()
        if code not in items or answer not in Answer.values
    ]


def _text_problems(reason: str, message: str) -> list[Problem]:
    found = [text_problem(field, text, CAPS["what"]) for field, text in (("reason", reason), ("message", message))]
    return [problem for problem in found if problem]


def _result_problems(
    laporan: Laporan, step: str, answers: Mapping[str, str], reason: str, message: str
) -> list[Problem]:
    """What the chosen result still needs: every item met, a reason, or words for the reporter."""
    problems = _unmet(laporan, answers) if step == COMPLETE else []
    if step in TOLD and not message:
        problems.append(Problem("message", _("Tulis kepada pelapor apa yang kurang atau mengapa ditolak."), "wajib"))
    if step in RESULTS[1:] and not reason:
        problems.append(Problem("reason", _("Tulis alasannya; alasan ini tersimpan bersama kajian awal."), "wajib"))
    if step == COMPLETE and not reason and queries.lateness_of(laporan).late:
        problems.append(
            Problem("reason", _("Laporan ini lewat batas waktu. Tulis alasan mengapa tetap memenuhi syarat."), "wajib")
        )
    return problems


def _unmet(laporan: Laporan, answers: Mapping[str, str]) -> list[Problem]:
    """Items that keep a laporan from being complete: answered otherwise than Ya, or Ya against the sealed flags."""
    sealed = getattr(laporan, "sealed_identity", None)
    known = laporan.kind == Kind.TEMUAN or bool(sealed and sealed.has_name and sealed.has_address)
    problems = []
    for item in rulebook.current().report_requirements:
        if answers.get(item.code, Answer.YES) != Answer.YES:
            message = _("Belum Ya. Ubah jawabannya, atau pilih hasil lain untuk laporan ini.")
            problems.append(Problem(f"checklist.{item.code}", message, "syarat_belum_terpenuhi"))
        elif item.code == queries.IDENTITY_ITEM and not known:
            message = _("Nama dan alamat pelapor tidak ada dalam segel. Pilih perbaikan atau informasi awal.")
            problems.append(Problem(f"checklist.{item.code}", message, "identitas_tidak_ada"))
    return problems
