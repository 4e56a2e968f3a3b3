"""What already went out with an exhibit: nobody can fetch it back, so whoever takes a copy back reads it first."""

from dataclasses import dataclass
from datetime import datetime

from netral.audit.models import Entry
from netral.cases.berkas_states import PRINTED, Edition
from netral.cases.models import Case, Penerusan
from netral.evidence.models import Copy, Exhibit
from netral.evidence.states import CopyKind
from netral.exchange.models import Kiriman
from netral.intake.models import Laporan

PENERUSAN = "penerusan"


@dataclass(frozen=True)
class WentOut:
    """A hand-over the exhibit went along with. `covered`: the redacted copy of today was there already.

    `outside` is a house of its own: what it has, it keeps. A receiver in this house opens the exhibit here, so from now
    on it gets what leaves from now on.
    """

    receiver: str
    letter: str
    at: datetime
    covered: bool
    outside: bool


def went_out_with(exhibit: Exhibit) -> list[WentOut]:
    """The hand-overs of an exhibit, oldest first, each letter and receiver once. Three queries."""
    handed = Penerusan.objects.filter(exhibits=exhibit).select_related("receiver", "document")
    rows = list(handed.order_by("sent_at", "pk"))
    sent = {(each.document_id, each.receiver_id): each for each in reversed(rows)}
    made = redacted_at(exhibit)
    names = [f"{PENERUSAN}:{each.key}" for each in rows]
    outside = set(Kiriman.objects.filter(subject__in=names).values_list("subject", flat=True))
    found = [
        WentOut(
            receiver=each.receiver.name,
            letter=each.document.number,
            at=each.sent_at,
            covered=made is not None and each.sent_at >= made,
            outside=f"{PENERUSAN}:{each.key}" in outside,
        )
        for each in sent.values()
    ]
    return sorted(found, key=lambda each: (each.at, each.letter, each.receiver))


def printed_outside(exhibit: Exhibit) -> int:
    """How often the case file for outside was printed since there is a redacted copy: it names its fingerprint."""
    made = redacted_at(exhibit)
    if made is None:
        return 0
    cases = _cases_of(exhibit)
    printed = Entry.objects.filter(chain__in=cases, verb=PRINTED, at__gte=made)
    return printed.filter(facts__edition=str(Edition.RELEASE)).count()


def redacted_at(exhibit: Exhibit) -> datetime | None:
    """Since when there is the redacted copy of today."""
    return Copy.objects.filter(exhibit=exhibit, kind=CopyKind.REDACTED).values_list("made_at", flat=True).first()


def _cases_of(exhibit: Exhibit) -> list[str]:
    """The case it belongs to by itself, by its laporan, also a joined one, or by what that grew from."""
    kind, _colon, key = exhibit.subject.partition(":")
    if kind != Laporan.KIND:
        return [exhibit.subject]
    own = Case.objects.filter(laporan__key=key) | Case.objects.filter(joined_set__laporan__key=key)
    own |= Case.objects.filter(laporan__grew_from__key=key)
    own |= Case.objects.filter(joined_set__laporan__grew_from__key=key)
    return [f"{Case.KIND}:{found}" for found in own.distinct().values_list("key", flat=True)]
