"""Conflicts of interest of whoever decides on a handling, and the ways around them."""

from datetime import date

from netral.cases.models import Declaration
from netral.cases.queries import Route, alternatives, flag_words, flags_of_office, tie_words, ties_in
from netral.discipline.models import Penanganan
from netral.discipline.queries.afar import in_other_houses, told_of_agency, told_sentences, ways_by_person
from netral.offices.models import Organisation


def flag_sentences(penanganan: Penanganan, on: date) -> list[str]:
    """What is on record of the appointing official who decides, each with its source."""
    return [*(flag_words(flag) for flag in flags_of_office(penanganan.agency, on)), *told_sentences(penanganan, on)]


def is_flagged(penanganan: Penanganan, on: date) -> bool:
    """Whether anything is on record of who decides: here, or at whoever sent it from another house."""
    return bool(flags_of_office(penanganan.agency, on) or told_of_agency(penanganan, on))


def tie_sentences(penanganan: Penanganan) -> list[str]:
    """What they said of themselves, for those who lead the matter around."""
    return [tie_words(said) for said in ties(penanganan)]


def flag_sentences_of(office: Organisation, on: date) -> list[str]:
    """The same for the receiver of a hand-over."""
    return [flag_words(flag) for flag in flags_of_office(office, on)]


def ties(penanganan: Penanganan) -> list[Declaration]:
    """The conflicts of interest that people of the agency it lies with have declared."""
    return ties_in({penanganan.reference: penanganan.agency_id}).get(penanganan.reference, [])


def ways_around(penanganan: Penanganan, on: date) -> list[Route]:
    """Whom the rulebook proposes instead, never the agency that has it.

    Of a hand-over from another house: who works in this one; see `ways_elsewhere`.
    """
    if penanganan.penerusan is None or penanganan.case is None:
        found = ways_by_person(penanganan, on)
        elsewhere = in_other_houses(found)
        return [route for route in found if route.receiver.pk not in elsewhere]
    found = alternatives([penanganan.penerusan.accused], penanganan.case, on)
    return [route for route in found if route.receiver.pk != penanganan.agency_id]


def ways_elsewhere(penanganan: Penanganan, on: date) -> list[Route]:
    """Of a hand-over from another house: whom the rulebook proposes, and who works in a house of their own."""
    found = ways_by_person(penanganan, on)
    elsewhere = in_other_houses(found)
    return [route for route in found if route.receiver.pk in elsewhere]
