"""An informasi awal is traced by a supervisor, and a temuan begins: with a number, clocks and rules of its own.

Its sender is told on the status page of the informasi awal, for every entry of the temuan is about both.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.intake.models import Laporan
from netral.intake.queries import finding_of
from netral.intake.states import BECAME_FINDING, Problem, Refused
from netral.procedure.actions import act_beside


def source_of(key: str) -> Laporan | None:
    """The informasi awal of this key, as it stands before anything is locked."""
    return Laporan.objects.select_related("office").get(key=key) if key else None


def grow(source: Laporan, finding: Laporan, *, acting: Acting, at: datetime) -> Entry:
    """Say in the journal of an informasi awal which temuan begins. In the caller's transaction, before that is opened.

    Raises Refused where there is one already, SomeoneWasFaster where somebody else records one at this moment.
    """
    earlier = finding_of(source)
    if earlier:
        message = _("Informasi awal ini sudah menjadi temuan %(number)s.") % {"number": earlier.number}
        raise Refused(Problem("", message, "sudah_menjadi_temuan"))
    verb = BECAME_FINDING.partition(".")[2]
    facts = {"finding": finding.reference}
    return act_beside(source, verb, acting=acting, at=at, office=source.office, facts=facts)
