"""Opening, stepping, swapping: on both databases, and with real threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from netral.access.states import REPORTER, SYSTEM
from netral.audit.models import Entry
from netral.intake.models import Laporan
from netral.procedure import actions
from netral.procedure.actions import open_subject, take_step
from netral.procedure.models import Clock
from netral.procedure.queries import clocks_of, differences
from netral.procedure.states import Letter, NotAllowed, SomeoneWasFaster
from tests.procedure.builders import (
    EXAMINER,
    INTAKE,
    MEMBER,
    MONDAY,
    WITA,
    day,
    laporan,
    perkara,
    unopened_laporan,
)

MET = {
    "syarat_diperiksa", "klarifikasi_ada", "kajian_tersimpan", "tambahan_belum_dipakai", "kuorum", "surat_terbit",
    "terlapor_menunggu",
}  # fmt: skip
LETTER = Letter("012/X/2024", day(1).date())


def at_once(work: Callable[[int], object], times: int) -> list[object]:
    """Run work in as many threads, all starting together; each result, or the exception raised."""
    start = Barrier(times)

    def run(number: int) -> object:
        start.wait()
        try:
            return work(number)
        except Exception as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


@pytest.mark.django_db
def test_a_subject_opens_in_the_first_status_of_its_table() -> None:
    report = unopened_laporan()

    entry = open_subject(
        report, acting=REPORTER, at=MONDAY, office=report.office, facts={"exhibits": 2}, hashes=["a" * 64]
    )

    report.refresh_from_db()
    assert (report.status, report.version, report.opened_at) == ("diterima", 1, MONDAY)
    assert (entry.verb, entry.chain, entry.actor, entry.office) == (
        "laporan.dibuka",
        report.reference,
        "pelapor",
        "bawaslu-99.07",
    )
    assert (entry.before, entry.after, entry.hashes) == ("", "diterima", ["a" * 64])
    assert entry.facts["exhibits"] == 2
    assert (entry.facts["procedure"], entry.facts["procedure_version"], entry.facts["version"]) == (
        "pemilu",
        report.procedure_version,
        1,
    )


@pytest.mark.django_db
def test_opening_starts_the_clock_in_the_zone_of_the_office() -> None:
    report = laporan(at=datetime(2024, 1, 15, 16, 30, tzinfo=UTC))  # already Tuesday in WITA

    [clock] = clocks_of(report.reference)

    assert (clock.rule, clock.zone, clock.count, clock.unit) == ("P-KA", "Asia/Makassar", 2, "working")
    assert clock.due_at == datetime(2024, 1, 18, 23, 59, 59, tzinfo=WITA)
    assert clock.rule_version
    assert clock.source
    assert [set(text) for text in clock.assumptions] == [{"id", "en"}] * len(clock.assumptions)


@pytest.mark.django_db
def test_a_clock_keeps_the_names_of_the_days_it_skipped() -> None:
    report = laporan(at=day(4))  # Friday

    [clock] = clocks_of(report.reference)

    assert clock.skipped == [{"date": "2024-01-20", "name": "Sabtu"}, {"date": "2024-01-21", "name": "Minggu"}]


@pytest.mark.django_db
def test_a_period_that_follows_another_begins_where_that_one_ends() -> None:
    case = perkara()
    seen = [actions._receipts(case, ["S-BAW"], zone="Asia/Makassar", at=day(1), clock_start=None)[0].started_at]
    [before] = actions._receipts(case, ["S-VER"], zone="Asia/Makassar", at=MONDAY, clock_start=None)
    before.save()

    seen += [actions._receipts(case, ["S-BAW"], zone="Asia/Makassar", at=day(1), clock_start=None)[0].started_at]

    assert seen == [day(1), before.due_at]


@pytest.mark.django_db
def test_a_clock_may_begin_earlier_than_the_step() -> None:
    report = unopened_laporan()

    open_subject(report, acting=INTAKE, at=day(2), office=report.office, clock_start=MONDAY)

    [clock] = clocks_of(report.reference)
    assert (clock.started_at, clock.due_at) == (MONDAY, datetime(2024, 1, 17, 23, 59, 59, tzinfo=WITA))


@pytest.mark.django_db
def test_each_clock_may_have_its_own_beginning() -> None:
    case = perkara()
    second = case.__class__(
        laporan=laporan(), office=case.office, number="z", title="z", procedure=case.procedure,
        procedure_version=case.procedure_version,
    )  # fmt: skip

    open_subject(second, acting=INTAKE, at=day(1), office=case.office, clock_start={"P-TL": MONDAY})

    assert {clock.rule: clock.started_at for clock in clocks_of(second.reference)} == {"P-TL": MONDAY}


@pytest.mark.django_db
def test_another_office_may_have_opened_it() -> None:
    report = unopened_laporan()

    entry = open_subject(report, acting=INTAKE, at=MONDAY, office=report.office, by_office="bawaslu-99")

    assert entry.office == "bawaslu-99"


@pytest.mark.django_db
def test_a_subject_opens_once() -> None:
    report = laporan()

    with pytest.raises(ValueError, match="already open in status diterima"), transaction.atomic():
        open_subject(report, acting=INTAKE, at=MONDAY, office=report.office)

    assert Entry.objects.filter(chain=report.reference).count() == 1


@pytest.mark.django_db
def test_a_step_moves_the_subject_and_says_so_in_the_journal() -> None:
    report = laporan()

    entry = take_step(report, "nyatakan_lengkap", acting=INTAKE, at=day(1), met=MET, facts={"items": 6}, version=1)

    stored = Laporan.objects.get(pk=report.pk)
    assert (stored.status, stored.version) == (report.status, report.version) == ("memenuhi_syarat", 2)
    assert (entry.verb, entry.before, entry.after) == ("laporan.nyatakan_lengkap", "diterima", "memenuhi_syarat")
    assert (entry.actor, entry.office, entry.at) == ("akun:petugas_laporan", "bawaslu-99.07", day(1))
    assert (entry.facts["items"], entry.facts["version"]) == (6, 2)


@pytest.mark.django_db
def test_a_step_stops_its_clocks_and_names_itself() -> None:
    report = laporan()

    take_step(report, "nyatakan_lengkap", acting=INTAKE, at=day(1), met=MET)

    [clock] = clocks_of(report.reference)
    assert (clock.stopped_at, clock.stopped_by, clock.met) == (day(1), "laporan.nyatakan_lengkap", True)


@pytest.mark.django_db
def test_a_step_after_the_last_day_leaves_a_missed_clock() -> None:
    report = laporan()

    take_step(report, "nyatakan_lengkap", acting=INTAKE, at=day(3), met=MET)

    assert clocks_of(report.reference)[0].met is False


@pytest.mark.django_db
def test_a_step_may_stop_one_clock_and_start_another() -> None:
    report = laporan()

    entry = take_step(report, "minta_perbaikan", acting=INTAKE, at=day(1))

    first, second = clocks_of(report.reference)
    assert (first.rule, first.stopped_at, second.rule, second.started_at) == ("P-KA", day(1), "P-PERB", day(1))
    assert entry.facts["clocks_stopped"] == [{"key": first.key, "at": day(1).astimezone(UTC).isoformat()}]
    assert entry.facts["clocks_started"] == [
        {
            "key": second.key,
            "rule": "P-PERB",
            "rule_version": second.rule_version,
            "started": day(1).astimezone(UTC).isoformat(),
            "due": "2024-01-18T15:59:59+00:00",
            "zone": "Asia/Makassar",
            "count": 2,
            "unit": "working",
        }
    ]


@pytest.mark.django_db
def test_a_step_that_stays_still_counts() -> None:
    case = perkara()

    entry = take_step(case, "klarifikasi", acting=EXAMINER, at=day(1))

    assert (case.status, case.version, entry.before, entry.after) == ("pemeriksaan", 2, "pemeriksaan", "pemeriksaan")


@pytest.mark.django_db
def test_coming_back_to_the_first_status_does_not_start_its_clocks_again() -> None:
    case = perkara()
    take_step(case, "susun_kajian", acting=EXAMINER, at=day(1), met=MET)

    take_step(case, "kembalikan", acting=MEMBER, at=day(2))

    assert case.status == "pemeriksaan"
    assert [(clock.rule, clock.stopped_at) for clock in clocks_of(case.reference)] == [("P-TL", None)]


@pytest.mark.django_db
def test_nothing_runs_on_in_a_final_status() -> None:
    case = perkara()
    take_step(case, "susun_kajian", acting=EXAMINER, at=day(1), met=MET)

    take_step(case, "putuskan_tidak_terbukti", acting=MEMBER, at=day(2), met=MET)

    assert Clock.objects.filter(subject=case.reference, stopped_at=None).count() == 0


@pytest.mark.django_db
def test_a_period_follows_the_one_the_law_puts_before_it() -> None:
    case = perkara("pilkada")

    take_step(case, "minta_keterangan_tambahan", acting=EXAMINER, at=day(1), met=MET, letter=LETTER)

    first, second = clocks_of(case.reference)
    assert (first.rule, second.rule) == ("K-TL", "K-TL2")
    assert second.started_at == first.due_at


@pytest.mark.django_db
def test_a_period_that_does_not_run_is_not_lengthened() -> None:
    case = perkara("pilkada")
    Clock.objects.filter(subject=case.reference).delete()

    with pytest.raises(NotAllowed, match="tidak berjalan"):
        take_step(case, "minta_keterangan_tambahan", acting=EXAMINER, at=day(1), met=MET, letter=LETTER)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("letter", "told"), [(None, "hanya diperpanjang dengan surat"), (Letter("9", day(5).date()), "belum tiba")]
)
def test_a_period_is_lengthened_only_by_a_letter_of_one_of_its_days(letter: Letter | None, told: str) -> None:
    case = perkara("pilkada")

    with pytest.raises(NotAllowed, match=told):
        take_step(case, "minta_keterangan_tambahan", acting=EXAMINER, at=day(1), met=MET, letter=letter)

    assert [clock.rule for clock in clocks_of(case.reference)] == ["K-TL"]


@pytest.mark.django_db
def test_neither_the_reporter_nor_the_system_acts_in_an_office() -> None:
    report, case = laporan(), perkara()
    for code, acting in (("susun_kajian", EXAMINER), ("putuskan_terbukti", MEMBER), ("teruskan", EXAMINER)):
        take_step(case, code, acting=acting, at=day(1), met=MET)

    withdrawn = take_step(report, "cabut", acting=REPORTER, at=day(1))
    received = take_step(case, "catat_diterima", acting=SYSTEM, at=day(2))

    assert (withdrawn.actor, withdrawn.office) == ("pelapor", "")
    assert (received.actor, received.office) == ("sistem", "")


@pytest.mark.django_db
def test_every_entry_of_a_case_is_also_about_its_laporan() -> None:
    case = perkara()

    entry = take_step(case, "klarifikasi", acting=EXAMINER, at=day(1))

    assert entry.subjects == [case.reference, case.laporan.reference]


@pytest.mark.django_db
def test_a_refused_step_changes_nothing() -> None:
    report = laporan()
    entries = Entry.objects.count()

    with pytest.raises(NotAllowed):
        take_step(report, "nyatakan_lengkap", acting=INTAKE, at=day(1))

    report.refresh_from_db()
    assert (report.status, report.version, Entry.objects.count()) == ("diterima", 1, entries)


@pytest.mark.django_db
def test_an_old_page_is_refused_before_anything_else() -> None:
    report = laporan()

    with pytest.raises(SomeoneWasFaster) as refusal:
        take_step(report, "minta_perbaikan", acting=INTAKE, at=day(1), version=7)

    assert refusal.value.reference == report.reference
    assert str(refusal.value).startswith("Orang lain baru saja mengubahnya.")


@pytest.mark.django_db
def test_a_stale_object_never_moves_the_row() -> None:
    report = laporan()
    stale = Laporan.objects.get(pk=report.pk)
    take_step(report, "minta_perbaikan", acting=INTAKE, at=day(1))

    with pytest.raises(SomeoneWasFaster):
        take_step(stale, "nyatakan_lengkap", acting=INTAKE, at=day(1), met=MET)

    report.refresh_from_db()
    assert (report.status, report.version, stale.status, stale.version) == ("perlu_dilengkapi", 2, "diterima", 1)
    assert differences(report) == []


@pytest.mark.django_db
def test_the_step_falls_with_its_journal_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    report = laporan()

    def fail(*args: object, **named: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(RuntimeError, match="disk full"):
        take_step(report, "minta_perbaikan", acting=INTAKE, at=day(1))

    assert (report.status, report.version) == ("diterima", 1)
    report.refresh_from_db()
    assert (report.status, report.version) == ("diterima", 1)
    assert [clock.stopped_at for clock in clocks_of(report.reference)] == [None]


@pytest.mark.django_db(transaction=True)
def test_of_eight_officers_on_one_page_exactly_one_moves_the_laporan() -> None:
    report = laporan()
    codes = ("minta_perbaikan", "tolak", "jadikan_informasi_awal", "minta_perbaikan") * 2

    def decide(number: int) -> object:
        own = Laporan.objects.select_related("office").get(pk=report.pk)
        waiting.wait()
        return take_step(own, codes[number], acting=INTAKE, at=day(1), version=1)

    waiting = Barrier(len(codes))
    results = at_once(decide, len(codes))

    won = [result for result in results if isinstance(result, Entry)]
    lost = [result for result in results if isinstance(result, SomeoneWasFaster)]
    assert (len(won), len(lost)) == (1, 7), results
    report.refresh_from_db()
    assert (report.version, report.status) == (2, won[0].after)
    assert Entry.objects.filter(chain=report.reference).count() == 2
    assert differences(report) == []


@pytest.mark.django_db
def test_opening_keeps_a_moment_already_set() -> None:
    earlier = MONDAY - timedelta(days=2)
    report = unopened_laporan(opened_at=earlier)

    open_subject(report, acting=INTAKE, at=MONDAY, office=report.office)

    assert report.opened_at == earlier
