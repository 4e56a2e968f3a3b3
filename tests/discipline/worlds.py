"""What several stories of this room start from: copies of a line, days and clocks, and what the citizen is told."""

from datetime import date, datetime
from itertools import count
from typing import Any

from netral.cases.models import Case, Penerusan
from netral.discipline import actions
from netral.discipline.models import Penanganan
from netral.documents.models import Document
from netral.intake.models import Laporan
from netral.intake.queries import public_status
from netral.procedure.models import Clock
from netral.procedure.queries import clocks_of, milestones
from tests.discipline.builders import PERSONNEL, imposed, recommended, someone, verified
from tests.intake.builders import WITA

_copies = count(1)


def again(row: Any, **changes: Any) -> Any:
    """A row like another one, its links to one row only replaced: for counting lines, not for stories."""
    fields = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    number = next(_copies)
    named = {name: f"salinan{number}" for name in ("key", "token", "number") if name in fields}
    return type(row).objects.create(**{**fields, **named, **changes})


def handed_again(penerusan: Penerusan) -> Penerusan:
    laporan = again(Laporan.objects.get(pk=penerusan.case.laporan.pk))
    case = again(Case.objects.get(pk=penerusan.case.pk), laporan_id=laporan.pk)
    document = again(Document.objects.get(pk=penerusan.document.pk))
    accused = again(penerusan.accused, case_id=case.pk)
    made: Penerusan = again(penerusan, case_id=case.pk, document_id=document.pk, accused_id=accused.pk)
    return made


def handled_again(penanganan: Penanganan) -> Penanganan:
    """A copy with everything the lists show: hand-over, recommendation, running clocks."""
    penerusan = handed_again(Penerusan.objects.get(pk=penanganan.penerusan.pk))
    copied: Penanganan = again(penanganan, penerusan_id=penerusan.pk, case_id=penerusan.case.pk)
    for clock in Clock.objects.filter(subject=penanganan.reference):
        again(clock, subject=copied.reference)
    if hasattr(penanganan, "rekomendasi"):
        document = again(Document.objects.get(pk=penanganan.rekomendasi.document.pk))
        again(penanganan.rekomendasi, penanganan_id=copied.pk, document_id=document.pk)
    return copied


def at_bkn() -> Penanganan:
    """A handling of the authority of another day, about somebody of another agency."""
    penanganan = recommended(verified(person=someone("Terlapor Rekaan", agency="pemkot-99.08")))
    authority = type(penanganan.authority).objects.get(code="bkn")
    Penanganan.objects.filter(pk=penanganan.pk).update(authority=authority)
    return Penanganan.objects.get(pk=penanganan.pk)


def clock(penanganan: Penanganan, rule: str) -> Clock:
    return next(each for each in clocks_of(penanganan.reference) if each.rule == rule)


def due(penanganan: Penanganan, rule: str) -> date:
    """The last day as the agency's calendar has it; the moment must be the last second of it."""
    moment = clock(penanganan, rule).due_at
    assert moment is not None
    local = moment.astimezone(WITA)
    assert (local.hour, local.minute, local.second) == (23, 59, 59)
    return local.date()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


def decided(on: str, *, at: str = "") -> Penanganan:
    """A sanction decided on a day and recorded that day, or at another moment."""
    return imposed(decided_on=date.fromisoformat(on), at=moment(at or f"{on}T15:00"))


def received(on: str, *, at: str = "") -> Penanganan:
    """A decision of 29 January 2024, delivered on a day and recorded that day or later."""
    penanganan = imposed()
    when = moment(at or f"{on}T15:00")
    actions.deliver(penanganan, acting=PERSONNEL, at=when, delivered_on=date.fromisoformat(on))
    return penanganan


def laporan_of(penanganan: Penanganan) -> Laporan:
    return Laporan.objects.select_related("office").get(pk=penanganan.case.laporan.pk)


def told(penanganan: Penanganan, language: str = "id") -> list[str]:
    """The public milestones since the hand-over was taken in."""
    lines = public_status(laporan_of(penanganan), language)["milestones"]
    verbs = [each.verb for each in milestones(penanganan.case.laporan.reference, public=True, language="id")]
    return [line["what"] for line, verb in zip(lines, verbs, strict=True) if verb.startswith("penanganan.")]
