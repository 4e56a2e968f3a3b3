"""A report joined to a case from which tracks had been opened: read to its end, forgotten in time, let go entirely."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases import actions, jobs
from netral.cases.models import Case, Joined
from netral.intake.actions import ask_for_erasure, erase_expired, withdraw
from netral.intake.house_rules import house_rule
from netral.intake.models import Laporan, SealedIdentity
from netral.intake.queries import chains_of, due_for_erasing, ended_at, headline, public_status, status_page
from netral.procedure.queries import chains_about, milestones, table
from netral.tracks.models import Track
from tests.cases.builders import INTAKE, day, decided, heard, opened
from tests.cases.pages import client
from tests.intake import builders as intake
from tests.intake.pages import CHECK, STATUS
from tests.tracks.builders import again, at_station, criminal, followed, take

pytestmark = pytest.mark.django_db
NAMES = house_rule("identity_kept").length


def own(case: Case) -> Case:
    return Case.objects.select_related("laporan", "office__region").get(pk=case.pk)


def fresh(laporan: Laporan) -> Laporan:
    return Laporan.objects.select_related("office__region").get(pk=laporan.pk)


def joined(case: Case, at: datetime | None = None, laporan: Laporan | None = None) -> Laporan:
    laporan = laporan or intake.laporan()
    actions.join(own(case), laporan, acting=INTAKE, at=at or day(1))
    return laporan


def next_step(track: Track, **options: Any) -> Entry:
    first = table(track).steps_from(track.table_subject, track.status)[0]
    return take(again(track), first.code, **options)


def test_a_step_of_an_earlier_track_is_told_to_the_joined_and_the_page_of_the_receipt_opens() -> None:
    track = followed()
    accepted = intake.accepted()
    joined(track.case, at=day(6), laporan=accepted.laporan)  # type: ignore[arg-type]
    next_step(track)

    told = [line["what"] for line in public_status(accepted.laporan, "id")["milestones"]]

    assert "Komandan atau polisi militer menerima perkara." in told
    assert headline(accepted.laporan).id == "Komandan atau polisi militer sudah menerima."
    browser = Client()
    assert (browser.post(CHECK, {"code": accepted.code}).status_code, browser.get(STATUS).status_code) == (303, 200)
    assert client("petugas_laporan").get(f"/kerja/laporan/{accepted.laporan.key}/").status_code == 200


def test_an_earlier_crime_beside_the_case_does_not_speak_for_the_joined() -> None:
    case = opened()
    track = criminal(case)
    laporan = joined(case)
    before = headline(laporan)

    next_step(track)

    assert headline(laporan) == before
    assert status_page(laporan, now=day(41), language="id").headline == before


def test_a_track_that_was_there_before_keeps_the_joined_from_having_ended() -> None:
    case = opened()
    track = criminal(case)
    laporan = joined(case)
    decided("tidak_terbukti", heard(own(case)))
    actions.end_with_their_case(day(4))

    assert chains_of(fresh(laporan)) == [laporan.reference, case.reference, track.reference]
    assert ended_at(fresh(laporan)) is None
    take(again(track), "hentikan_pada_pembahasan_pertama")

    assert ended_at(fresh(laporan)) == ended_at(fresh(case.laporan)) == day(40)


def test_the_round_of_forgetting_reaches_everyone_when_a_track_was_there_before() -> None:
    case = opened()
    track = criminal(case)
    laporan = joined(case)
    decided("tidak_terbukti", heard(own(case)))
    actions.end_with_their_case(day(4))
    take(again(track), "hentikan_pada_pembahasan_pertama")

    assert erase_expired(day(40) + NAMES)["identities"] == 2
    assert not SealedIdentity.objects.filter(laporan__in=[laporan, case.laporan]).exists()


def test_one_whose_journal_cannot_be_read_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, good = intake.laporan(), intake.laporan()
    for each in (broken, good):
        withdraw(each, at=day(1))

    def read(laporan: Laporan) -> datetime | None:
        if laporan.pk == broken.pk:
            raise KeyError("jalur:x")
        return ended_at(laporan)

    monkeypatch.setattr("netral.intake.queries.keeping.ended_at", read)

    assert [each.pk for each in due_for_erasing("identity_kept", "identity_erased_at", day(1) + NAMES)] == [good.pk]
    assert [record.getMessage() for record in caplog.records] == [f"Laporan {broken.pk} was passed over."]


def test_who_withdraws_inside_a_case_has_ended_at_once_and_is_forgotten() -> None:
    laporan = joined(case := opened())
    withdraw(laporan, at=day(2))

    assert ended_at(laporan) == day(2)
    assert chains_of(laporan) == [laporan.reference]
    assert status_page(laporan, now=day(2), language="id").erases
    ask_for_erasure(laporan, at=day(3))
    assert not SealedIdentity.objects.filter(laporan=laporan).exists()
    assert SealedIdentity.objects.filter(laporan=case.laporan).exists()


def test_the_round_lets_go_of_who_withdrew_once() -> None:
    laporan = joined(case := opened())
    withdraw(laporan, at=day(2))

    assert [jobs.end_joined.call() for _turn in range(2)] == [1, 0]

    entry = Entry.objects.get(chain=case.reference, verb="perkara.dipisahkan")
    assert (entry.actor, entry.subjects) == ("sistem", [case.reference, laporan.reference])
    assert (Joined.objects.get().left_by, chains_about(laporan.reference)) == ("sistem", [laporan.reference])
    assert public_status(laporan, "id")["milestones"][-1]["what"] == "Laporan dicabut oleh pelapor."
    assert ended_at(laporan) == day(2)
    assert verify().ok


def test_of_two_rounds_one_lets_go() -> None:
    laporan = joined(opened())
    withdraw(laporan, at=day(2))
    row = Joined.objects.select_related("laporan", "case").get()

    assert [actions.joining._let_go(row, day(3)) for _turn in range(2)] == [1, 0]


def test_separating_lets_go_of_everything_opened_from_the_case() -> None:
    case = opened()
    laporan = joined(case)
    track = criminal(own(case))
    assert chains_of(laporan) == [laporan.reference, case.reference, track.reference]

    actions.separate(own(case), laporan, acting=INTAKE, at=day(2))

    assert chains_of(laporan) == chains_about(laporan.reference) == [laporan.reference]
    laporan = fresh(laporan)
    withdraw(laporan, at=day(3))
    assert ended_at(laporan) == day(3)


def test_separated_and_joined_again_hears_of_what_was_opened_meanwhile() -> None:
    case = opened()
    laporan = joined(case)
    actions.separate(own(case), laporan, acting=INTAKE, at=day(2))
    track = criminal(own(case))

    joined(case, at=day(3), laporan=fresh(laporan))

    assert chains_of(fresh(laporan)) == [laporan.reference, case.reference, track.reference]


def test_what_goes_on_at_dkpp_is_let_go_too() -> None:
    track = at_station("kpu_etik", "adhoc", "menunggu_pleno_kpu")
    laporan = joined(track.case, at=day(41))  # type: ignore[arg-type]
    take(again(track), "putuskan_berhenti_sementara", at=day(42), on=day(42).date())
    take(again(track), "teruskan_ke_dkpp", at=day(42), on=day(42).date())
    assert len(chains_of(laporan)) == 4

    actions.separate(own(track.case), laporan, acting=INTAKE, at=day(43))  # type: ignore[arg-type]

    assert chains_of(laporan) == [laporan.reference]


def test_staff_reads_the_steps_of_an_earlier_track_in_words() -> None:
    track = followed()
    laporan = joined(track.case, at=day(6))  # type: ignore[arg-type]
    next_step(track)

    assert not [each for each in milestones(laporan.reference, public=False, language="id") if "jalur." in each.text]
