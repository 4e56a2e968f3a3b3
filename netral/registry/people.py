"""Finding a person by what a laporan says: a name somehow spelled, perhaps a position, perhaps an agency."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from netral.offices.models import Organisation
from netral.offices.names import words
from netral.registry import names
from netral.registry.models import NameKey, Person

NIP_DIGITS = 18
_MASKED_DIGITS = 8
_LONGEST_TEXT = 200
_MOST_CANDIDATES = 500
_MOST_OF_AGENCY = 2_000
_WORTH_SHOWING = 60
_SUBSET_SHARE = 0.4
_LONG_WORD = 4
_MOST_IN_POSITION = 100
_POSITION_ALONE = 65


@dataclass(frozen=True)
class Match:
    """A person who may be meant: `score` from 0 to 100, and why in words."""

    person: Person
    score: int
    because: str


def masked_nip(nip: str) -> str:
    """A NIP with the birth date hidden: `•••••••• 199803 1 002`; empty for an empty one."""
    if not nip:
        return ""
    return f"{'•' * _MASKED_DIGITS} {nip[8:14]} {nip[14:15]} {nip[15:]}"


def find_people(
    text: str, *, agency: Organisation | None = None, within: Collection[str] | None = None, limit: int = 20
) -> list[Match]:
    """Persons who fit the text, best first; those of `agency` before all others, none outside `within` (codes).

    The text may hold a name with or without titles, a position, or a NIP. Four queries, however many persons.
    """
    text = text[:_LONGEST_TEXT]
    digits = re.sub(r"[ .]", "", text)
    if len(digits) == NIP_DIGITS and digits.isascii() and digits.isdigit():
        return [Match(person, 100, _("NIP sama")) for person in _persons(within).filter(nip=digits)[:limit]]
    wanted = names.comparable(text).split()
    if not wanted:
        return []
    near = [*_of_agency(agency, within), *_alike(wanted, within), *_in_position(text, agency, within)]
    matches = [_match(person, wanted, agency) for person in {person.pk: person for person in near}.values()]
    worth = [match for match in matches if match.score >= _WORTH_SHOWING]
    return sorted(worth, key=lambda match: _order(match, agency))[:limit]


def likeness(text: str, person: Person) -> int:
    """How well a text names one given person, 0 to 100; 0 where a search would not show this person."""
    wanted = names.comparable(text[:_LONGEST_TEXT]).split()
    score = _match(person, wanted, None).score if wanted else 0
    return score if score >= _WORTH_SHOWING else 0


def _order(match: Match, agency: Organisation | None) -> tuple[object, ...]:
    elsewhere = agency is not None and match.person.agency_id != agency.pk
    return (elsewhere, -match.score, match.person.search_name, match.person.pk)


def _persons(within: Collection[str] | None) -> QuerySet[Person]:
    rows = Person.objects.select_related("agency")
    return rows if within is None else rows.filter(agency__code__in=within)


def _of_agency(agency: Organisation | None, within: Collection[str] | None) -> Iterable[Person]:
    """Everybody of the agency: few enough to compare each, so that even a badly spelled name is found."""
    return _persons(within).filter(agency=agency)[:_MOST_OF_AGENCY] if agency else []


def _alike(wanted: list[str], within: Collection[str] | None) -> Iterable[Person]:
    """Persons who share the consonants of at least one word; those who share most come first."""
    known = NameKey.objects.filter(key__in=names.keys(wanted))
    if within is not None:
        known = known.filter(person__agency__code__in=within)
    nearest = known.values("person").annotate(count=Count("pk")).order_by("-count", "person")
    return _persons(within).in_bulk(list(nearest.values_list("person", flat=True)[:_MOST_CANDIDATES])).values()


def _in_position(text: str, agency: Organisation | None, within: Collection[str] | None) -> Iterable[Person]:
    """Persons whose position says every long word of the text: `lurah sumurpanggang`."""
    said = [Q(position__icontains=word) for word in words(text) if len(word) >= _LONG_WORD]
    rows = _persons(within).filter(agency=agency) if agency else _persons(within)
    return rows.filter(*said).order_by("search_name", "pk")[:_MOST_IN_POSITION] if said else []


def _match(person: Person, wanted: list[str], agency: Organisation | None) -> Match:
    position = set(words(person.position))
    own = person.search_name.split()
    # A word that is the position's and not the name's speaks of the position.
    name = [word for word in wanted if word in own or word not in position]
    score = round(_likeness(name, own)) if name else _POSITION_ALONE
    because = [_("nama %(percent)d%%") % {"percent": score}] if name else []
    if len(name) < len(wanted):
        because.append(_("jabatan sama"))
    if agency is not None and person.agency_id == agency.pk:
        because.append(_("instansi sama"))
    return Match(person, score, ", ".join(because))


def _likeness(name: list[str], own: list[str]) -> float:
    """0 to 100: all words count, in any order; words missing on one side weigh less than words that differ."""
    asked = " ".join(_written_out(name, own))
    stored = " ".join(_written_out(own, name))
    whole = fuzz.token_sort_ratio(asked, stored)
    shared = fuzz.token_set_ratio(asked, stored)
    return max(whole, (1 - _SUBSET_SHARE) * whole + _SUBSET_SHARE * shared)


def _written_out(some: list[str], other: list[str]) -> list[str]:
    """Initials taken for the word they begin on the other side: `a yani` beside `ahmad yani`."""
    free = [word for word in other if word not in some and len(word) > 1]
    return [next((long for long in free if len(word) == 1 and long.startswith(word)), word) for word in some]
