"""Does somebody retaliate? The reporter is asked through the code, and an answer that worries starts a clock."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from netral.access.states import REPORTER, Acting
from netral.audit import actions as audit
from netral.intake import policies, queries
from netral.intake.checking import CAPS, checked_text, text_problem, tidy_text
from netral.intake.house_rules import house_rule
from netral.intake.models import CheckIn, Laporan
from netral.intake.states import CHECK_IN_ANSWERED, CHECK_IN_HANDLED, HEARD, Problem, Refused, Safety
from netral.procedure.states import SomeoneWasFaster


def answer_check_in(laporan: Laporan, *, answer: str, at: datetime, note: str = "") -> CheckIn:
    """The reporter's answer to the question that is open. Raises Refused when none is, or for an unknown answer."""
    at = REPORTER.moment(at)
    number, note = queries.open_check_in(laporan, at), tidy_text(note)
    problem = text_problem("note", note, CAPS["what"])
    if answer not in Safety.values:
        problem = Problem("answer", _("Pilih satu jawaban."), "pilihan_tidak_dikenal")
    if number is None or not queries.keeps_texts(laporan):
        raise Refused(_not_open())
    if problem:
        raise Refused(problem)
    due = at + house_rule("check_in_answer").length if answer in HEARD else None
    try:
        with transaction.atomic():
            answered = CheckIn.objects.create(
                laporan=laporan, number=number, answer=answer, note=note, answered_at=at, due_at=due
            )
            facts = {"number": number, "answer": answer}
            audit.record(laporan.reference, CHECK_IN_ANSWERED, actor=REPORTER.reference, at=at, facts=facts)
    except IntegrityError:
        raise Refused(_not_open()) from None
    return answered


def _not_open() -> Problem:
    return Problem("answer", _("Pertanyaan ini sudah dijawab atau belum waktunya."), "tidak_terbuka")


@transaction.atomic
def handle_check_in(answered: CheckIn, *, acting: Acting, at: datetime, done: str) -> None:
    """Write down what was done about an answer.

    Raises NotAllowed unless acting works on this laporan at its own office, Refused without words and where the
    laporan is kept no more, SomeoneWasFaster when a colleague did it already.
    """
    laporan = answered.laporan
    policies.check_can_write(laporan, acting)
    policies.check_keeps_texts(laporan, "done")
    done = checked_text("done", done, missing=_("Tulis apa yang dilakukan kantor."))
    waiting = CheckIn.objects.filter(pk=answered.pk, handled_at=None)
    if not waiting.update(handled_at=at, handled_by=acting.reference, done=done):
        raise SomeoneWasFaster(laporan.reference)
    audit.record(
        laporan.reference, CHECK_IN_HANDLED, actor=acting.reference, office=laporan.office.code, at=at,
        facts={"number": answered.number},
    )  # fmt: skip
