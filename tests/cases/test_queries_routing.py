"""Whom a case goes to: by status, kind and day, person by person, as organisations of the data."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.cases import queries
from netral.cases.models import Accused, Case
from netral.cases.queries import routing
from netral.intake.content import Who
from netral.offices.models import Organisation
from netral.offices.queries import agencies_named, government_above, region
from tests.cases.builders import FACTS, FULL, assessed, day, heard, opened
from tests.intake.builders import country

pytestmark = pytest.mark.django_db
KASN_DAY, BKN_DAY = date(2024, 9, 3), date(2024, 9, 4)


def case_of(subject: str, *, agency: str = "", position: str = "", job: str = "Camat") -> Case:
    """An assessed case about one person of this status."""
    report = replace(FULL, who=(Who("Terlapor Rekaan", job, agency),))
    facts = {**FACTS, "subject": subject, **({"position": position} if position else {})}
    return assessed(heard(opened(report=report)), facts=facts)


def with_kind(case: Case, *kinds: str) -> Case:
    """The same, its norms taken over being of these kinds: what a kajian of such norms would say."""
    kajian = case.kajian_set.latest("edition")
    rows = kajian.assessment["allegations"]
    norm = case.accused_set.get().taken_norms.filter(released_at=None).first()
    first = next(row for row in rows if row["provision"] == norm.provision) if norm else rows[0]
    kajian.assessment["allegations"] = [{**first, "kind": kind} for kind in kinds]
    kajian.save()
    return case


# status of the person, kind of violation, day → codes of the organisations, most certain first.
TABLE: list[tuple[str, tuple[str, ...], date, list[str]]] = [
    ("PNS", ("disiplin",), KASN_DAY, ["kasn", "pemkab-99.07", "bkn"]),
    ("PNS", ("disiplin",), BKN_DAY, ["bkn", "pemkab-99.07"]),
    ("PPPK", ("kode_etik",), date(2024, 8, 22), ["kasn", "pemkab-99.07"]),
    ("PNS", ("pidana",), BKN_DAY, ["polri", "kejaksaan"]),
    ("PNS", ("disiplin", "pidana"), BKN_DAY, ["bkn", "pemkab-99.07", "polri", "kejaksaan"]),
    ("kades", ("peraturan_lainnya",), BKN_DAY, ["pemkab-99.07"]),
    ("TNI", ("disiplin",), BKN_DAY, ["tni"]),
    ("Polri", ("disiplin",), BKN_DAY, ["polri"]),
    ("penyelenggara", ("kode_etik_penyelenggara",), BKN_DAY, ["dkpp"]),
    ("pendamping", ("peraturan_lainnya",), BKN_DAY, []),
]


@pytest.mark.parametrize(("subject", "kinds", "on", "wanted"), TABLE)
def test_status_kind_and_day_decide_the_receiver(
    subject: str, kinds: tuple[str, ...], on: date, wanted: list[str]
) -> None:
    case = with_kind(case_of(subject), *kinds)

    assert [route.receiver.code for route in queries.routes(case, on)] == wanted


def test_an_administrative_breach_goes_to_nobody_else_than_the_office_that_decides_it() -> None:
    case = with_kind(case_of("PNS"), "administrasi")

    [(_person, found)] = queries.shown_leads(case, list(queries.persons_of(case)), BKN_DAY)

    assert [(lead.named.to, lead.organisation) for lead in found] == [("Bawaslu", None)]


def test_another_office_of_bawaslu_is_a_receiver() -> None:
    case = with_kind(case_of("PNS"), "administrasi")
    case.office = Organisation.objects.get(code="bawaslu-99")

    assert [route.receiver.code for route in queries.routes(case, BKN_DAY)] == ["bawaslu-99.07"]


@pytest.mark.parametrize(
    ("agency", "employer"),
    [
        ("Kementerian Keuangan", "kemenkeu"),
        ("  kementerian   keuangan ", "kemenkeu"),
        ("Kemenkeu", "kemenkeu"),
        ("kemenkeu", "kemenkeu"),
        ("Kementrian Keuangan", "pemkab-99.07"),  # only spelled alike
        ("Dinas Pasar", "pemkab-99.07"),
        ("", "pemkab-99.07"),
    ],
)
def test_the_appointing_official_is_that_of_the_agency_named_exactly(agency: str, employer: str) -> None:
    case = case_of("PNS", agency=agency)

    (found,) = routing.employers_of([case.accused_set.get()], case, BKN_DAY)

    assert found.code == employer


def test_a_person_without_an_assessment_has_no_receiver_yet() -> None:
    case = opened()

    assert queries.leads(case, list(queries.persons_of(case)), BKN_DAY) == {case.accused_set.get().pk: []}


def test_before_a_norm_is_taken_over_the_first_proposed_decides() -> None:
    case = case_of("PNS")
    case.accused_set.get().taken_norms.all().delete()

    assert [route.receiver.code for route in queries.routes(case, BKN_DAY)] == ["bkn", "pemkab-99.07"]


def test_a_case_without_any_norm_still_finds_the_routes_open_to_every_kind() -> None:
    case = case_of("pj_kepala_daerah")
    kajian = case.kajian_set.latest("edition")
    kajian.assessment["allegations"] = []
    kajian.save()

    assert [route.receiver.code for route in queries.routes(case, BKN_DAY)] == ["kemendagri"]


def test_ten_people_cost_as_many_queries_as_one() -> None:
    def cost(people: int) -> int:
        case = assessed(heard(opened()))
        first: Accused = case.accused_set.get()
        for place in range(1, people):
            first.pk, first.key, first.place = None, f"orang{case.pk}x{place}", place
            first.agency_text = "Kementerian Keuangan" if place % 2 else "Kementerian Agama"
            first.save()
        listed = list(queries.persons_of(case))
        with CaptureQueriesContext(connection) as asked:
            found = queries.leads(case, listed, BKN_DAY)
        assert len(found) == people
        return len(asked)

    cost(2)

    assert cost(10) == cost(2)


def test_what_several_are_called_is_nobodys_name() -> None:
    country()
    Organisation.objects.filter(code="kemenag").update(other_names="Kemenkeu")

    assert agencies_named(["Kemenkeu", " "], on=BKN_DAY) == {}
    assert agencies_named([], on=BKN_DAY) == {}


def test_above_a_regency_is_its_province_and_above_a_province_nobody() -> None:
    country()

    above = government_above(region("99.07.01"), on=day(0).date())
    assert above is not None
    assert above.code == "pemprov-99"
    assert government_above(region("99"), on=day(0).date()) is None
