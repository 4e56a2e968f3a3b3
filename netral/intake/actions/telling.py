"""The notice of status: what the page behind the receipt code says, as a numbered letter for whoever lives on paper."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from netral.access.states import ROLE_NAMES, Acting
from netral.audit.models import Chain
from netral.documents.actions import issue, next_letter_number
from netral.documents.content import DatedLine, PemberitahuanStatus, Receiver, Signer
from netral.documents.models import Document
from netral.intake import policies, queries
from netral.intake.models import Laporan
from netral.intake.states import Problem, Refused
from netral.lib.dates import clock_time, date_with_day, local_day
from netral.lib.texts import paragraphs


@transaction.atomic
def issue_status_notice(laporan: Laporan, *, acting: Acting, at: datetime) -> Document:
    """Issue the letter that tells the reporter how the report stands. Nothing is in it that the status page hides.

    Raises NotAllowed unless acting works on this laporan at its own office, and for a temuan; Refused where the
    report is kept no more, and where a letter of the same day already says all there is.
    """
    Chain.objects.select_for_update().filter(subject=laporan.reference).first()  # pressed twice it is one letter
    policies.check_can_tell(laporan, acting)
    policies.check_keeps_texts(laporan, "laporan")
    last = queries.status_notices(laporan).last()
    with translation.override("id"):  # an official paper, whatever its writer reads in
        content = _content(laporan, acting, at)
    if last and not _has_news(laporan, last, at):
        told = _("Surat %(number)s hari ini sudah menyebut semuanya. Terbitkan lagi kalau ada kabar baru.")
        raise Refused(Problem("laporan", told % {"number": last.number}, "tidak_ada_kabar_baru"))
    number = next_letter_number(content.KIND, office=laporan.office, at=at)
    return issue(content, subject=laporan, number=number, office=laporan.office, acting=acting, at=at)


def _has_news(laporan: Laporan, last: Document, at: datetime) -> bool:
    """Whether another day has come since the last letter, or another entry the reporter may read."""
    zone = laporan.office.zone
    if local_day(at, zone) > local_day(last.issued_at, zone):
        return True
    return any(line.at > last.issued_at for line in queries.told_to_reporter(laporan))


def _content(laporan: Laporan, acting: Acting, at: datetime) -> PemberitahuanStatus:
    zone, asked = laporan.office.zone, queries.asked_for(laporan)
    until = asked.until if asked else None
    running = [view for view in queries.running_clocks(laporan, at) if view.due != until]  # that one is the reporter's
    return PemberitahuanStatus(
        signer=Signer(acting.name, _role(laporan, acting)),
        receiver=Receiver(f"Pelapor dalam laporan nomor {laporan.number}"),
        laporan_number=laporan.number,
        received_on=local_day(laporan.received_at, zone),
        received_by=queries.received_by(laporan),
        status=queries.headline(laporan).id,
        missing=tuple(item.ask.id for item in asked.items) if asked else (),
        missing_until=f"{date_with_day(local_day(until, zone))} pukul {clock_time(until, zone)}" if until else "",
        explained=paragraphs(queries.explained_to_reporter(laporan)),
        milestones=tuple(DatedLine(local_day(each.at, zone), each.text) for each in queries.told_to_reporter(laporan)),
        running=tuple(DatedLine(local_day(each.due or at, each.zone), each.title) for each in running),
    )


def _role(laporan: Laporan, acting: Acting) -> str:
    """In what role this person works on the report; `check_can_tell` found one."""
    held = next(role for role in queries.WORKERS if acting.holds(role, laporan.office.code))
    return str(ROLE_NAMES[held])
