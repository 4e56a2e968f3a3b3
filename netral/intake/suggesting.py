"""What the reporter's own words propose for other pages. Worked out again for each page, kept and logged nowhere."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language

from netral import rulebook
from netral.intake.draft_content import DraftContent
from netral.offices import queries as offices
from netral.offices.gazetteer import stored_gazetteer
from netral.rulebook.suggestion import suggest

# Below this the words are too few to bother anybody with the proposal.
LEAST_SCORE = 0.5
MOST = 3


@dataclass(frozen=True)
class Proposal:
    """Something a page may offer: the value its field would take, how it is called, and the words that say so."""

    value: str
    label: str
    because: tuple[str, ...] = ()
    day: date | None = None


def conducts(content: DraftContent) -> list[Proposal]:
    """Acts the story names that were not ticked, best first."""
    story, chosen = _story(content), set(content.answers("apa").get("conducts", ()))
    known, language = rulebook.current().conducts, get_language() or "id"
    found = [each for each in suggest(story)["conduct"] if each["score"] >= LEAST_SCORE] if story else []
    return [
        Proposal(each["code"], known[each["code"]].text(language), tuple(hit["text"] for hit in each["because"]))
        for each in found[:MOST]
        if each["code"] in known and each["code"] not in chosen
    ]


def place(content: DraftContent) -> Proposal | None:
    """The regency the story speaks of."""
    found = suggest(_story(content), stored_gazetteer())["region"] if _story(content) else None
    if found is None:
        return None
    return Proposal(found["code"], offices.region_label(offices.region(found["code"])))


def day(content: DraftContent, today: date) -> Proposal | None:
    """The day the story names, unless it has not come yet."""
    found = suggest(_story(content))["date"] if _story(content) else None
    named = date.fromisoformat(found) if found else None
    return Proposal(named.isoformat(), "", day=named) if named and named <= today else None


def agency(content: DraftContent, at: datetime) -> Proposal | None:
    """The government of the place where it happened: most who are reported work there."""
    code = content.answers("di-mana").get("region", "")
    try:
        name = offices.government_of(offices.region(code), on=at.date()).name
    except (offices.UnknownRegion, offices.UnknownOrganisation):
        return None
    return Proposal(name, name)


def _story(content: DraftContent) -> str:
    return str(content.answers("cerita").get("what", ""))
