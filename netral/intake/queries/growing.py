"""An informasi awal and the temuan a supervisor recorded from it: each knows the other."""

from collections import Counter
from typing import Any

from netral import rulebook
from netral.evidence.queries import exhibits_of
from netral.intake.models import Laporan
from netral.intake.queries.exhibits import ExhibitRow, rows_of
from netral.intake.states import PRELIMINARY
from netral.offices.queries import find_regions

# So many people the page of a finding asks about.
ASKED_ABOUT = 3


def finding_of(source: Laporan) -> Laporan | None:
    """The temuan recorded from it. No query for what is no informasi awal."""
    return source.findings.select_related("office").first() if source.status == PRELIMINARY else None


def exhibits_taken_along(laporan: Laporan) -> list[ExhibitRow]:
    """Its own files, then those of what it grew from: they stay where they came in, and are shown here, too.

    Labels begin anew with every laporan: of two with the same one each says with which it came.
    """
    numbers = {each.reference: each.number for each in (laporan, *laporan.sources())}
    found = [exhibit for reference in numbers for exhibit in exhibits_of(reference)]
    labels = Counter(each.label for each in found)
    for each in found:
        each.source = numbers[each.subject] if labels[each.label] > 1 else ""
    return rows_of(found, *numbers)


def prefilled(source: Laporan) -> dict[str, Any]:
    """What the page of a finding begins with: event, place, day, people and links, by the names of its questions.

    The day it was found is the officer's own to write: the clock of the temuan runs from it.
    """
    asked: dict[str, Any] = {
        "what": source.what,
        "conducts": source.conducts,
        "place_search": _place_of(source),
        "place": source.place,
        "act_date": source.act_date,
        "act_time": source.act_time.strftime("%H.%M") if source.act_time else "",
        "links": "\n".join(row.url for row in source.link_set.all()),
    }
    for number, row in enumerate(source.terlapor_set.all()[:ASKED_ABOUT], 1):
        asked |= {
            f"who{number}_name": row.name,
            f"who{number}_job": row.job,
            f"who{number}_agency": row.agency_text,
            f"who{number}_subject": row.subject if row.subject in rulebook.subjects else "",
        }
    return asked


def _place_of(source: Laporan) -> str:
    """The name of the place as somebody would type it; its code where several places bear that name."""
    if source.region is None:
        return ""
    alone = [each.code for each in find_regions(source.region.name, 2)] == [source.region.code]
    return source.region.name if alone else source.region.code
