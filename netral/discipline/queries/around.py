"""Conflicts of interest of whoever decides on a handling, and the ways around them."""

from datetime import date

from netral.cases.models import Declaration
from netral.cases.queries import Route, alternatives, flag_words, flags_of_office, tie_words, ties_in
from netral.discipline.models import Penanganan
from netral.offices.models import Organisation


def flag_sentences(penanganan: Penanganan, on: date) -> list[str]:
    """What is on record of the appointing official who decides, each with its source."""
    return [flag_words(flag) for flag in flags_of_office(penanganan.agency, on)]


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
    """Whom the rulebook proposes instead, never the agency that has it; none for another house's hand-over."""
    if penanganan.penerusan is None or penanganan.case is None:
        return []
    found = alternatives([penanganan.penerusan.accused], penanganan.case, on)
    return [route for route in found if route.receiver.pk != penanganan.agency_id]
