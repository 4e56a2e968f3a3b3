"""What a free text may be about: conducts, status, region, day, target and channels, with the words that say so.

    from netral.rulebook.suggestion import suggest

    suggest("Lurah memasang baliho caleg di depan kantor.")

A suggestion is never a finding. It repeats what a text says, however wrong the text may be, and spares people looking
through lists; whether anything happened, and what the law calls it, is for those who examine the case.
"""

from collections.abc import Mapping
from typing import TypedDict

from netral.rulebook.suggestion import conducts, dates, dictionary, regions, signs
from netral.rulebook.suggestion.conducts import SuggestedConduct
from netral.rulebook.suggestion.gazetteer import Gazetteer, Place
from netral.rulebook.suggestion.regions import SuggestedRegion
from netral.rulebook.suggestion.signs import SuggestedSubject

__all__ = ["Gazetteer", "Place", "Suggestion", "short_places", "suggest"]


class Suggestion(TypedDict):
    """The answer of the wire contract, without the `id` of the row. `date` is ISO 8601."""

    conduct: list[SuggestedConduct]
    subject: SuggestedSubject | None
    region: SuggestedRegion | None
    date: str | None
    target: str | None
    channel: list[str]


def suggest(text: str, gazetteer: Gazetteer | None = None) -> Suggestion:
    """What the text may be about; `region` only with a gazetteer. Spans are character offsets into the given text."""
    book = dictionary.current()
    reading = book.read(text)
    found = conducts.find(reading, book)
    region = regions.suggest(reading, book.places, gazetteer) if gazetteer else None
    passages = [hit for matches in found.values() for match in matches for hit in match.hits]
    day = dates.act_date(reading, book, passages)
    return {
        "conduct": conducts.suggest(reading, found),
        "subject": signs.subject(reading, book, region["code"][:2] if region else ""),
        "region": region,
        "date": day.isoformat() if day else None,
        "target": signs.target(reading, book),
        "channel": signs.channels(reading, book),
    }


def short_places() -> Mapping[str, str]:
    """Short names of regencies (`parimo`) and the names they stand for, written in one piece."""
    return dictionary.current().places.short
