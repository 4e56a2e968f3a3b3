"""Counting again: every cell that has a story, replaced as a whole."""

import pytest

from netral.insight import jobs
from netral.insight.actions import recount
from netral.insight.models import Figure, Recount
from netral.insight.states import Measure
from tests.insight.builders import NOW, OFFICE, PROVINCE, SECOND, STEPS, case, clock, figure, story, write
from tests.intake.builders import country

pytestmark = pytest.mark.django_db


def cells(measure: str = Measure.WHOLE, election: str = "") -> dict[str, int]:
    return dict(Figure.objects.filter(measure=measure, election=election).values_list("cell", "number"))


def test_an_office_counts_alone_in_its_province_and_in_the_nation() -> None:
    story()
    story(SECOND)

    assert recount(NOW) == 2 * len(STEPS)

    assert cells() == {OFFICE: 1, SECOND: 1, f"{PROVINCE}+": 2, "bawaslu+": 2}


def test_each_election_counts_by_itself_as_well() -> None:
    story(election="pemilu2024")
    story(election="pilkada2024")

    recount(NOW)

    assert (cells()[OFFICE], cells(election="pilkada2024")[OFFICE]) == (2, 1)


def test_a_route_knows_of_how_many_finished_ones_it_is() -> None:
    story()
    other = case()
    write(other, 0, "perkara.dibuka", after="pemeriksaan")

    recount(NOW)

    assert list(Figure.objects.filter(measure=Measure.ROUTE, cell=OFFICE, election="").values_list("number", "of")) == [
        (1, 2),
        (1, 2),
    ]


def test_late_clocks_and_steps_out_of_order_stand_with_their_number_and_of_how_many() -> None:
    found = story()
    clock(found, late=True)
    write(found, 200, "perkara.susun_kajian", "terbukti", "menunggu_pleno")

    recount(NOW)

    rows = Figure.objects.filter(cell=OFFICE, election="", measure__in=(Measure.ORDER, Measure.DEADLINE))
    assert sorted(rows.values_list("measure", "what", "rule", "number", "of")) == [
        ("tenggat", "perkara.putuskan_tidak_terbukti", "P-TL", 1, 1),
        ("urutan", "perkara.susun_kajian", "", 1, 2),
    ]


def test_a_count_without_anything_out_of_order_says_nothing_of_it() -> None:
    story()

    recount(NOW)

    assert not Figure.objects.filter(measure=Measure.ORDER).exists()


def test_what_was_counted_before_is_replaced_also_where_nothing_is_left() -> None:
    figure(cell="bawaslu-lama")
    figure(cell=OFFICE, what="perkara.lama")
    story()

    recount(NOW)
    recount(NOW)

    assert not Figure.objects.filter(cell="bawaslu-lama").exists()
    assert not Figure.objects.filter(what="perkara.lama").exists()
    assert list(Recount.objects.values_list("at", "steps")) == [(NOW, len(STEPS))]


def test_an_empty_journal_can_be_counted() -> None:
    country()

    assert recount(NOW) == 0

    assert not Figure.objects.exists()


def test_the_job_counts() -> None:
    story()

    assert jobs.recount.call() == len(STEPS)
