"""Decisions recorded before members were named keep their counts, at a meeting without votes; and the way back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from netral.cases.actions import leave_out
from netral.cases.models import Pleno, PutusanTerlapor
from netral.procedure.models import Meeting, Vote
from tests.cases.builders import EXAMINER, LONG, TWO, day, decided, heard, opened

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = ("cases", "0004_people_of_a_case"), ("cases", "0005_pleno_at_its_meeting")


def test_old_decisions_keep_their_counts_at_a_meeting() -> None:
    case = decided(present=3, in_favour=2)
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()  # going back takes the rooms above along

    old = MigrationExecutor(connection).migrate([BEFORE]).apps.get_model("cases", "Pleno")
    counts = old._default_manager.values_list("held_on", "seats", "present", "in_favour").get()
    Vote.objects.all().delete()
    Meeting.objects.all()._raw_delete(connection.alias)  # today's models know columns that are gone
    MigrationExecutor(connection).migrate([AFTER])
    MigrationExecutor(connection).migrate(latest)

    pleno = Pleno.objects.select_related("meeting").get(case=case)
    assert counts == (day(3).date(), 3, 3, 2)
    assert (pleno.meeting.held_on, pleno.meeting.seats, pleno.meeting.present, pleno.meeting.in_favour) == counts
    assert (pleno.meeting.subject, pleno.meeting.body) == (case.reference, "pleno_pengawas")
    assert (pleno.decision, pleno.meeting.recorded_by, pleno.meeting.votes.count()) == (
        "terbukti", pleno.recorded_by, 0,
    )  # fmt: skip


def test_what_was_found_of_a_case_was_found_of_everybody_who_stayed() -> None:
    case = decided("tidak_terbukti", heard(opened(report=TWO)))
    alone = heard(opened(report=TWO))
    leave_out(alone, accused=alone.accused_set.all()[1], acting=EXAMINER, at=day(1, 20), reason=LONG)
    decided("terbukti", alone)
    running = opened()
    before = ("cases", "0020_what_receivers_here_miss")
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()

    MigrationExecutor(connection).migrate([before])
    MigrationExecutor(connection).migrate(latest)

    rows = PutusanTerlapor.objects.order_by("accused__case", "accused__place")
    assert [(each.accused.case_id, each.accused.place, each.decision, each.pleno.case_id) for each in rows] == [
        (case.pk, 0, "tidak_terbukti", case.pk),
        (case.pk, 1, "tidak_terbukti", case.pk),
        (alone.pk, 0, "terbukti", alone.pk),
    ]
    assert not PutusanTerlapor.objects.filter(accused__case=running).exists()
