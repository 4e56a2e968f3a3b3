"""An exhibit and what it came with, for whoever may blacken it there: a laporan or a case."""

from django.http import Http404

from netral.access.states import Acting
from netral.cases import policies, queries
from netral.cases.models import Case
from netral.evidence.models import Exhibit
from netral.intake.models import Laporan
from netral.intake.policies import can_redact
from netral.intake.queries import laporan_seen_by


def coverable(acting: Acting, key: str) -> tuple[Laporan | Case, Exhibit]:
    """By the key of the exhibit; Http404 for everybody else, as for what does not exist."""
    found = Exhibit.objects.filter(key=key).first()
    subject = _subject(acting, found) if found else None
    if found is None or subject is None:
        raise Http404
    return subject, found


def _subject(acting: Acting, exhibit: Exhibit) -> Laporan | Case | None:
    kind, _colon, key = exhibit.subject.partition(":")
    if kind == Laporan.KIND:
        laporan = laporan_seen_by(acting).filter(key=key).first()
        return laporan if laporan and can_redact(laporan, acting) else None
    if kind == Case.KIND:
        case = queries.case_seen_by(acting).select_related("office").filter(key=key).first()
        return case if case and policies.can_redact(case, acting) else None
    return None
