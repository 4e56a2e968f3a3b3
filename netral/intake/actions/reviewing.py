"""Kajian awal: an officer answers the checklist and decides; the reporter is told in words."""

from collections.abc import Collection, Mapping
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
    notes: Mapping[str, str] | None = None,
    message: str = "",
    version: int | None = None,
) -> Entry:
    """Decide a kajian awal: keep the answered checklist, tell the reporter, move the laporan.

    `checklist` answers each item by its code; `notes` are the officer's reasons for single answers.

    Raises NotAllowed for a step the table does not permit, Refused for no result, and answers that do not carry it.
    """
    _check_result(step)
    policies.check_can_take(laporan, step, acting)
    answers, reason, message = dict(checklist or {}), tidy_text(reason), tidy_text(message)
    kept = {code: tidy_text(note) for code, note in (notes or {}).items() if note.strip()}
    problems = [*_answer_problems(answers), *_text_problems(reason, message, kept)]
    problems = problems or [
        *_item_problems(laporan, step, answers, kept),
        *_word_problems(laporan, step, reason, message),
    ]
    if problems:
        raise Refused(*problems)
    answered = set(answers) == set(_choices())
    entry = procedure.take_step(
        laporan, step, acting=acting, at=at, version=version,
        met={CHECKED} if answered else set(), facts={"checklist": answers},
    )  # fmt: skip
    KajianAwal.objects.create(
        laporan=laporan, step=step, checklist=answers, notes=kept, reason=reason, at=at, actor=acting.reference
    )
    if message:
        Message.objects.create(laporan=laporan, at=at, text=message, actor=acting.reference)
    return entry


def _check_result(step: str) -> None:
    """Any other step has a verb of its own: taken here, what belongs to it would be left out."""
    if step not in RESULTS:
        raise Refused(Problem("step", _("Pilih hasil kajian awal."), "pilihan_tidak_dikenal"))


def _choices() -> dict[str, Collection[str]]:
    """The answers each item of the list may have; what the office asks itself is a plain Ya or Tidak."""
    book = rulebook.current()
    asked = dict.fromkeys((item.code for item in book.report_requirements), Answer.values)
    return asked | dict.fromkeys((check.code for check in book.review_checks), (Answer.YES.value, Answer.NO.value))


def _answer_problems(answers: Mapping[str, str]) -> list[Problem]:
    choices, message = _choices(), _("Jawab Ya, Tidak, atau Perlu dilengkapi.")
    return [
        Problem(f"checklist.{code}", message, "pilihan_tidak_dikenal")
        for code, answer in answers.items()
        if answer not in choices.get(code, ())
    ]


def _text_problems(reason: str, message: str, notes: Mapping[str, str]) -> list[Problem]:
    texts = {"reason": reason, "message": message, **{f"notes.{code}": note for code, note in notes.items()}}
    found = [text_problem(field, text, CAPS["what"]) for field, text in texts.items()]
    return [problem for problem in found if problem]


def _item_problems(laporan: Laporan, step: str, answers: Mapping[str, str], notes: Mapping[str, str]) -> list[Problem]:
    """What the answers say against the chosen result."""
    if step == COMPLETE:
        return [*_unmet(laporan, answers), *_against(answers, notes)]
    if step == queries.REPAIR and not queries.open_items(answers):
        message = _("Tidak ada yang kurang: semua syarat dijawab Ya. Tandai apa yang perlu dilengkapi.")
        return [Problem("step", message, "tidak_ada_yang_kurang")]
    return []


def _against(answers: Mapping[str, str], notes: Mapping[str, str]) -> list[Problem]:
    """What the office answered about itself: not competent is the end of it, a double needs a reason."""
    problems = []
    for check in rulebook.current().review_checks:
        if answers.get(check.code, Answer.YES) == Answer.YES:
            continue
        if check.blocks:
            message = _("Belum Ya. Ubah jawabannya, atau pilih hasil lain untuk laporan ini.")
            problems.append(Problem(f"checklist.{check.code}", message, "syarat_belum_terpenuhi"))
        elif not notes.get(check.code):
            message = _("Tulis alasan mengapa laporan ini tetap memenuhi syarat.")
            problems.append(Problem(f"notes.{check.code}", message, "wajib"))
    return problems


def _word_problems(laporan: Laporan, step: str, reason: str, message: str) -> list[Problem]:
    """What the chosen result still needs in words: a reason, or a sentence to the reporter."""
    problems = []
    if step in TOLD and not message:
        problems.append(Problem("message", _("Tulis kepada pelapor apa yang kurang atau mengapa ditolak."), "wajib"))
    if step in RESULTS[1:] and not reason:
        problems.append(Problem("reason", _("Tulis alasannya; alasan ini tersimpan bersama kajian awal."), "wajib"))
    if step == COMPLETE and not reason and queries.lateness_of(laporan).late:
        problems.append(
            Problem("reason", _("Laporan ini lewat batas waktu. Tulis alasan mengapa tetap memenuhi syarat."), "wajib")
        )
    if step == COMPLETE and not reason and queries.repaired_late(laporan):
        message = _("Perbaikan diterima sesudah tenggatnya. Tulis alasan mengapa laporan tetap memenuhi syarat.")
        problems.append(Problem("reason", message, "wajib"))
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
