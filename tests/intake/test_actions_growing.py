"""A temuan from an informasi awal: own number and clocks, the sender hears of it, and it happens once."""

from dataclasses import replace
from typing import Any

import pytest

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.intake.actions import Accepted, erase_texts, find, type_in
from netral.intake.actions.growing import grow
from netral.intake.content import NewReport, Who
from netral.intake.models import Laporan, SealedIdentity
from netral.intake.policies import can_grow, check_can_grow
from netral.intake.queries import (
    chains_of,
    ended_at,
    exhibits_taken_along,
    finding_of,
    headline,
    prefilled,
    public_status,
)
from netral.intake.states import BECAME_FINDING, Door, Refused
from netral.offices.models import Region
from netral.procedure.queries import clocks_of, differences, milestones
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.intake.builders import (
    FULL,
    MONDAY,
    NEIGHBOUR,
    OFFICE,
    PROVINCE,
    TIP,
    day,
    decided,
    laporan,
    photo,
    staff,
)
from tests.intake.test_threads import at_once

pytestmark = pytest.mark.django_db
FOUND = replace(FULL, kind="temuan", reporter=None, what="Pengawas menelusuri sendiri.", known_on=day(1).date())
EXAMINER = staff("pemeriksa")


def tip(report: NewReport = TIP, **options: Any) -> Laporan:
    """An informasi awal that ended as one."""
    return decided(laporan(report, **options), "jadikan_informasi_awal")


def grown(source: Laporan, report: NewReport = FOUND, **changes: Any) -> Accepted:
    given = {"office": OFFICE, "acting": EXAMINER, "idempotency_key": "tumbuh", "at": day(1), "source": source}
    return find(report, **{**given, **changes})


def fresh(made: Laporan) -> Laporan:
    return Laporan.objects.select_related("office").get(pk=made.pk)


@pytest.mark.parametrize("report", [TIP, FULL], ids=["tip", "a report that failed on form"])
def test_a_finding_has_its_own_number_and_clock_and_knows_where_it_came_from(report: NewReport) -> None:
    source = tip(report)

    made = grown(source).laporan

    assert (made.kind, made.number, made.status) == ("temuan", "TM-99.07-2024-000001", "diterima")
    assert (made.grew_from, finding_of(fresh(source))) == (source, made)
    assert [clock.rule for clock in clocks_of(made.reference)] == ["P-TEM"]
    assert fresh(source).status == "informasi_awal"
    assert not SealedIdentity.objects.filter(laporan=made).exists()
    assert [differences(fresh(each)) for each in (source, made)] == [[], []]
    assert verify().ok


def test_the_journal_names_both_and_nobody() -> None:
    source = tip()
    made = grown(source).laporan

    told = Entry.objects.get(verb=BECAME_FINDING)
    opened = Entry.objects.get(chain=made.reference, position=1)
    assert (told.chain, told.facts) == (source.reference, {"finding": made.reference, "version": 3})
    assert (told.actor, told.office) == (EXAMINER.reference, OFFICE)
    assert (opened.facts["grew_from"], opened.subjects) == (source.reference, [made.reference, source.reference])
    assert "Rekaan" not in str((told.facts, opened.facts))


def test_the_sender_reads_that_it_became_a_finding_and_every_milestone_of_it() -> None:
    source = tip()
    made = grown(source).laporan
    decided(made, at=day(2))

    status = public_status(fresh(source), "id")
    said = [line["what"] for line in status["milestones"]]
    assert said[-2:] == [
        "Informasi Anda ditindaklanjuti: pengawas mencatat temuan dari sini",
        "Laporan memenuhi syarat.",
    ]
    assert len([line for line in said if "menunggu kajian awal" in line]) == 1  # its own
    assert headline(fresh(source)).id == (
        "Informasi Anda menjadi temuan pengawas. Keadaannya sekarang: memenuhi syarat."
    )
    assert headline(fresh(source)).en == (
        "Your information became a finding of the supervisors. It now stands at: requirements met."
    )
    assert status["number"] == source.number
    assert made.number not in str(status)


def test_the_finding_tells_nothing_of_the_days_of_its_source() -> None:
    source = tip()
    made = grown(source).laporan

    assert chains_of(made) == [made.reference]
    assert {line.verb for line in milestones(made.reference, public=False, language="id")} == {"laporan.dibuka"}


def test_exhibits_go_along_without_being_copied() -> None:
    source = tip(uploads=[photo()])
    made = grown(source, uploads=[photo(tail=b"lain")]).laporan

    rows = exhibits_taken_along(made)
    assert [row.laporan for row in rows] == [made.key, source.key]
    assert [row.exhibit.source for row in rows] == [made.number, source.number]
    assert [row.exhibit.source for row in exhibits_taken_along(fresh(source))] == [""]


def test_the_election_that_was_known_is_kept() -> None:
    source = tip()

    assert grown(source, replace(FOUND, election="")).laporan.election == "pemilu2024"


def test_one_whose_election_nobody_knew_stays_without() -> None:
    source = tip(replace(TIP, election=""))

    assert grown(source, replace(FOUND, election="")).laporan.election == ""


def test_of_one_comes_one_finding() -> None:
    source = tip()
    made = grown(source).laporan

    assert grown(source).replayed  # the same form sent twice is the same finding
    with pytest.raises(Refused) as refusal:
        grown(fresh(source), idempotency_key="lain")
    [problem] = refusal.value.problems
    assert (problem.code, made.number in problem.message) == ("sudah_menjadi_temuan", True)
    assert Laporan.objects.filter(kind="temuan").count() == 1
    assert not can_grow(fresh(source), EXAMINER)


def test_the_same_form_sent_again_days_later_is_the_same_finding() -> None:
    source = tip()
    made = grown(source).laporan

    assert grown(fresh(source), at=day(4)).laporan == made


def test_one_that_moved_since_it_was_read_is_left_alone() -> None:
    source = tip()
    stale = fresh(source)
    Laporan.objects.filter(pk=source.pk).update(version=9)

    with pytest.raises(SomeoneWasFaster):
        grow(stale, Laporan(), acting=EXAMINER, at=day(1))


def test_a_finding_that_became_informasi_awal_can_grow_again_and_everyone_before_hears_of_it() -> None:
    source = tip()
    middle = decided(grown(source).laporan, "jadikan_informasi_awal", at=day(2))
    last = grown(fresh(middle), idempotency_key="lagi", at=day(3)).laporan

    assert last.sources() == [middle, source]
    assert chains_of(fresh(source)) == [source.reference, middle.reference, last.reference]


def test_it_is_kept_until_its_finding_has_ended() -> None:
    source = tip()
    assert ended_at(fresh(source)) == MONDAY

    made = grown(source).laporan
    assert ended_at(fresh(source)) is None

    decided(made, "tolak", at=day(2))
    assert ended_at(fresh(source)) == day(2)


def test_what_was_erased_becomes_no_finding() -> None:
    source = tip()
    erase_texts(source, at=day(1))

    with pytest.raises(NotAllowed, match="sudah dihapus"):
        grown(source)


@pytest.mark.parametrize(
    ("acting", "records"),
    [
        (staff("petugas_laporan"), True),
        (staff("pemeriksa"), True),
        (staff("anggota"), False),
        (staff("kustodian"), False),
        (staff("pemeriksa", NEIGHBOUR), False),
        (staff("petugas_laporan", PROVINCE), False),
        (staff("auditor", "bkn"), False),
        (staff("pejabat_pembina", "pemkab-99.07"), False),
        (staff("admin", "bawaslu"), False),
    ],
)
def test_those_who_receive_reports_or_examine_where_it_lies_record_it(acting: Acting, records: bool) -> None:
    source = tip()

    assert can_grow(source, acting) is records
    if not records:
        with pytest.raises(NotAllowed):
            check_can_grow(source, acting)
        with pytest.raises(NotAllowed):
            grown(source, acting=acting)


@pytest.mark.parametrize("step", ["", "nyatakan_lengkap", "minta_perbaikan", "tolak"])
def test_what_did_not_end_as_informasi_awal_is_none(step: str) -> None:
    source = decided(laporan(), step) if step else laporan()

    with pytest.raises(NotAllowed, match="menjadi informasi awal"):
        grown(source)
    assert finding_of(source) is None


def test_it_stays_at_the_office_of_its_source() -> None:
    source = tip()
    both = Acting("akun:dua", (*EXAMINER.seats, *staff("pemeriksa", NEIGHBOUR).seats))

    with pytest.raises(Refused) as refusal:
        grown(source, office=NEIGHBOUR, acting=both)

    assert [problem.field for problem in refusal.value.problems] == ["office"]


def test_the_page_begins_with_the_event_and_never_with_the_reporter() -> None:
    people = (Who("Terlapor Rekaan", "Camat", "Kecamatan Contoh", "PNS"), Who("Kedua", "", "", "pegawai kecamatan"))
    source = tip(replace(FULL, who=people))

    asked = prefilled(source)
    assert asked["what"] == FULL.what
    assert (asked["act_time"], asked["links"]) == ("09.30", FULL.links[0])
    assert (asked["who1_subject"], asked["who2_name"], asked["who2_subject"]) == ("PNS", "Kedua", "")
    assert not {"known_on", "reporter_name"} & asked.keys()
    assert "Wayan" not in str(asked)


def test_a_source_without_hour_and_place_leaves_them_open() -> None:
    asked = prefilled(laporan(replace(TIP, act_time=None, region="")))

    assert (asked["act_time"], asked["place_search"]) == ("", "")


def test_a_place_is_called_by_its_name_and_by_its_code_where_another_one_is_called_the_same() -> None:
    source = tip()
    assert prefilled(source)["place_search"] == "Kabupaten Tirta Buana"

    source.region = Region(code="99.99", name="Kabupaten Tirta Buana")
    assert prefilled(source)["place_search"] == "99.99"


def test_typed_reports_grow_from_nothing() -> None:
    made = type_in(
        FULL, door=Door.SPOKEN, office=OFFICE, acting=staff(), idempotency_key="k", at=laporan().received_at
    ).laporan

    assert (made.grew_from, made.sources(), made.also_about()) == (None, [], [])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_record_one_at_the_same_moment_exactly_one_comes_through() -> None:
    source = tip()

    answers = at_once(lambda number: grown(fresh(source), idempotency_key=f"kunci-{number}"), times=3)

    made = [answer for answer in answers if isinstance(answer, Accepted)]
    assert len(made) == 1, answers
    assert all(isinstance(answer, Accepted | SomeoneWasFaster | Refused) for answer in answers), answers
    assert Laporan.objects.filter(grew_from=source).count() == Entry.objects.filter(verb=BECAME_FINDING).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_the_same_moment_is_one_finding_for_both() -> None:
    source = tip()

    answers = at_once(lambda _number: grown(fresh(source)), times=2)

    assert {answer.laporan.number for answer in answers} == {"TM-99.07-2024-000001"}, answers
