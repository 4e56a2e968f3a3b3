"""How much evidence a line of the queue counts, and what it says happened last."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.audit.models import Entry
from netral.cases import actions
from netral.cases.models import Case
from netral.cases.queries.glance import exhibit_counts, last_entries
from netral.evidence.actions import keep
from netral.intake.models import Laporan
from tests.cases.builders import INTAKE, day, heard, opened, photo
from tests.cases.pages import client
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db


def test_a_case_counts_what_came_with_every_report_in_it_and_what_was_added_since() -> None:
    case, bare, joined = opened(), opened(), intake.laporan()
    for number, reference in enumerate((case.reference, case.laporan.reference, joined.reference)):
        keep(reference, photo(bytes([number])), at=day(1))
    before = exhibit_counts([case, bare, joined])

    actions.join(case, joined, acting=INTAKE, at=day(1))

    assert before == {case.reference: 2, bare.reference: 0, joined.reference: 1}
    assert exhibit_counts([case]) == {case.reference: 3}


def test_what_was_separated_again_counts_no_more() -> None:
    case, joined = opened(), intake.laporan()
    keep(joined.reference, photo(), at=day(1))
    actions.join(case, joined, acting=INTAKE, at=day(1))

    actions.separate(case, joined, acting=INTAKE, at=day(1))

    assert exhibit_counts([case]) == {case.reference: 0}


def test_the_last_entry_is_the_one_the_head_of_the_chain_names() -> None:
    case, laporan = heard(), intake.laporan()

    found = last_entries([case, laporan])

    for subject in (case, laporan):
        assert found[subject.reference] == Entry.objects.filter(chain=subject.reference).latest("position")


def test_more_lines_ask_no_more() -> None:
    def asked(subjects: list[Laporan | Case]) -> int:
        with CaptureQueriesContext(connection) as seen:
            exhibit_counts(subjects)
            last_entries(subjects)
        return len(seen)

    assert asked([opened()]) == asked([opened(), opened(), intake.laporan()]) == 3


def test_the_queue_says_both_and_counts_nothing_where_there_is_nothing() -> None:
    with_photo, _without = heard(), opened()
    keep(with_photo.reference, photo(), at=day(1))

    page = " ".join(client().get("/kerja/antrean/").content.decode().split())

    assert page.count("· 1 bukti") == page.count(" bukti</span>") == 1
    assert page.count("16 Januari 2024: Berkas disimpan beserta sidiknya") == 1
    assert page.count("sejak 15 Januari 2024") == 1  # its opening, which says no more than its status
    assert "perkara." not in page
