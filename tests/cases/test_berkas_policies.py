"""Who prints which edition, row by row for every persona."""

import pytest

from netral.cases import berkas_policies
from netral.cases.berkas_states import Edition
from netral.procedure.states import NotAllowed
from tests.cases.builders import acting_at, opened
from tests.cases.test_desk_policies import KANTOR, PERSONAS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_internal_edition_is_printed_where_the_case_lies(persona: str) -> None:
    may = berkas_policies.can_print(opened(), acting_at(*PERSONAS[persona]), Edition.INTERNAL)

    assert may == (persona in KANTOR)


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_release_copy_is_printed_by_whoever_reads_the_case(persona: str) -> None:
    assert berkas_policies.can_print(opened(), acting_at(*PERSONAS[persona]), Edition.RELEASE)


def test_a_refusal_says_what_can_be_printed_instead() -> None:
    with pytest.raises(NotAllowed, match="salinan rilis"):
        berkas_policies.check_can_print(opened(), acting_at(*PERSONAS["anggota_provinsi"]), Edition.INTERNAL)


def test_the_fuller_edition_comes_first() -> None:
    case = opened()

    assert berkas_policies.editions_for(case, acting_at("anggota", "bawaslu-99.07")) == list(Edition)
    assert berkas_policies.editions_for(case, acting_at("anggota", "bawaslu-99")) == [Edition.RELEASE]
