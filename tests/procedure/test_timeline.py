"""Milestones for staff and for everyone, and subjects told again from the journal alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from netral.access.states import REPORTER
from netral.audit.actions import past_the_guard, record
from netral.audit.models import Entry, EntrySubject
from netral.audit.states import VerbText, register_verbs
from netral.intake.models import Laporan
from netral.procedure.actions import take_step
from netral.procedure.models import Clock
from netral.procedure.queries import chains_about, clocks_of, differences, milestones, rebuild
from tests.procedure.builders import EXAMINER, INTAKE, MEMBER, MONDAY, day, laporan, perkara

pytestmark = pytest.mark.django_db
MET = {"klarifikasi_ada", "kajian_tersimpan", "kuorum", "surat_terbit", "terlapor_menunggu"}
register_verbs(
    {
        "laporan.uji_umum": VerbText(staff=_("Dicatat untuk staf"), public=_("Dicatat untuk umum")),
        "laporan.uji_dalam": VerbText(staff=_("Hanya staf")),
    }
)


def note(verb: str, reference: str) -> Entry:
    with transaction.atomic():
        return record(reference, verb, actor="akun:x", at=day(1))


def test_the_public_reads_the_story_of_its_laporan_through_the_case() -> None:
    case = perkara()
    take_step(case, "klarifikasi", acting=EXAMINER, at=day(1))
    take_step(case, "simpan_kajian", acting=EXAMINER, at=day(1))
    take_step(case, "susun_kajian", acting=EXAMINER, at=day(2), met=MET)
    take_step(case, "kembalikan", acting=MEMBER, at=day(3))

    told = milestones(case.laporan.reference, public=True, language="id")

    assert [each.text for each in told] == [
        "Laporan Anda sudah diterima dan menunggu kajian awal.",
        "Laporan memenuhi syarat.",
        "Laporan diregistrasi.",
        "Pengawas meminta klarifikasi.",
        "Pemeriksaan selesai dan diajukan ke rapat pleno.",
    ]
    assert {each.office_name for each in told} == {case.office.name}


def test_staff_reads_every_step() -> None:
    case = perkara()
    take_step(case, "simpan_kajian", acting=EXAMINER, at=day(1))

    told = milestones(case.reference, public=False, language="id")

    assert [each.text for each in told] == ["Pemeriksaan", "Kajian disimpan bersama penilaian aturan."]


def test_the_story_is_told_in_the_language_asked_for() -> None:
    report = laporan()

    [told] = milestones(report.reference, public=True, language="en")

    assert told.text == "Your report has been received and waits for the initial study."


def test_a_milestone_carries_its_time_verb_and_entry() -> None:
    report = laporan()
    entry = take_step(report, "cabut", acting=REPORTER, at=day(1))

    told = milestones(report.reference, public=True, language="id")[-1]

    assert (told.at, told.verb, told.entry_hash, told.office_name) == (day(1), "laporan.cabut", entry.hash, "")


def test_a_verb_with_its_own_words_speaks_for_itself() -> None:
    report = laporan()
    note("laporan.uji_umum", report.reference)
    note("laporan.uji_dalam", report.reference)

    public = [each.text for each in milestones(report.reference, public=True, language="id")]
    staff = [each.text for each in milestones(report.reference, public=False, language="id")]

    assert public[1:] == ["Dicatat untuk umum"]
    assert staff[1:] == ["Dicatat untuk staf", "Hanya staf"]


def test_a_verb_nobody_gave_words_stays_inside() -> None:
    report = laporan()
    note("laporan.tanpa_kata", report.reference)
    note("dokumen.tanpa_kata", "dokumen:abc")
    with transaction.atomic():
        record("dokumen:abc", "dokumen.tanpa_kata", actor="akun:x", at=day(1), about=[report.reference])

    assert len(milestones(report.reference, public=True, language="id")) == 1
    assert [each.text for each in milestones(report.reference, public=False, language="id")][1:] == [
        "laporan.tanpa_kata",
        "dokumen.tanpa_kata",
    ]


def test_a_long_story_takes_two_queries(django_assert_num_queries: Any) -> None:
    case = perkara()
    for hour in range(20):
        take_step(case, "klarifikasi", acting=EXAMINER, at=MONDAY + timedelta(hours=hour))

    with django_assert_num_queries(2):
        told = milestones(case.laporan.reference, public=True, language="id")

    assert len(told) == 23


def test_the_subjects_opened_because_of_a_laporan_are_found() -> None:
    case = perkara()
    with transaction.atomic():
        record("dokumen:abc", "dokumen.diterbitkan", actor="akun:x", at=day(1), about=[case.laporan.reference])

    assert chains_about(case.laporan.reference) == [case.laporan.reference, case.reference]
    assert chains_about(case.reference) == [case.reference]
    assert chains_about("laporan:none") == []


def test_a_case_is_told_again_from_its_journal_alone() -> None:
    case = perkara()
    take_step(case, "klarifikasi", acting=EXAMINER, at=day(1))
    take_step(case, "susun_kajian", acting=EXAMINER, at=day(2), met=MET)
    take_step(case, "putuskan_terbukti", acting=MEMBER, at=day(3), met=MET)

    told = rebuild(case.reference)

    assert (told.status, told.version) == ("terbukti", 4)
    assert told.timeline == (
        (MONDAY, "perkara.dibuka"),
        (day(1), "perkara.klarifikasi"),
        (day(2), "perkara.susun_kajian"),
        (day(3), "perkara.putuskan_terbukti"),
    )
    assert {(clock.rule, clock.stopped_at, clock.stopped_by) for clock in told.clocks} == {
        ("P-TL", day(3), "perkara.putuskan_terbukti"),
    }
    assert differences(case) == []
    assert differences(case.laporan) == []


def test_an_unknown_chain_tells_nothing() -> None:
    assert rebuild("perkara:none") == rebuild("perkara:other")
    assert rebuild("perkara:none").status == ""


def test_entries_beside_the_procedure_do_not_move_the_story() -> None:
    report = laporan()
    note("laporan.uji_dalam", report.reference)

    assert (rebuild(report.reference).status, rebuild(report.reference).version) == ("diterima", 1)
    assert differences(report) == []


def test_a_clock_without_a_number_is_told_again_too() -> None:
    report = laporan()
    with transaction.atomic():
        record(
            report.reference,
            "laporan.uji_dalam",
            actor="akun:x",
            at=day(1),
            facts={
                "clocks_started": [
                    {
                        "key": "k", "rule": "S-PPK", "rule_version": "2022", "started": day(1).isoformat(), "due": None,
                        "zone": "Asia/Jakarta", "count": None, "unit": "",
                    }
                ]
            },
        )  # fmt: skip
    Clock.objects.create(
        key="k", subject=report.reference, rule="S-PPK", rule_version="2022", source="", confidence="low", unit="",
        bound="max", zone="Asia/Jakarta", started_at=day(1), due_at=None,
    )  # fmt: skip

    assert differences(report) == []


@pytest.mark.parametrize(
    ("field", "value"), [("status", "terbukti"), ("version", 9)], ids=["a moved status", "a turned version"]
)
def test_a_changed_row_differs(field: str, value: object) -> None:
    report = laporan()
    Laporan.objects.filter(pk=report.pk).update(**{field: value})

    [sentence] = differences(report)

    assert f"{field} is {value!r} in the table" in sentence


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("due_at", day(99)), ("started_at", day(-9)), ("stopped_at", day(1)), ("rule", "P-TL"), ("count", 99),
        ("unit", "calendar"), ("zone", "Asia/Jayapura"), ("rule_version", "1999"), ("stopped_by", "x"),
    ],
)  # fmt: skip
def test_a_changed_clock_differs(field: str, value: object) -> None:
    report = laporan()
    Clock.objects.filter(subject=report.reference).update(**{field: value})

    [sentence] = differences(report)

    assert sentence.startswith(f"{report.reference}: clock ")


def test_a_clock_taken_away_or_added_differs() -> None:
    report, other = laporan(), laporan()
    Clock.objects.filter(subject=report.reference).update(subject=other.reference)

    assert "None in the table" in differences(report)[0]
    assert "None in the journal" in differences(other)[0]


def test_a_timeline_with_a_hole_differs() -> None:
    case = perkara()
    entry = take_step(case, "klarifikasi", acting=EXAMINER, at=day(1))
    with past_the_guard():
        EntrySubject.objects.filter(entry=entry, subject=case.laporan.reference).delete()

    assert differences(case) == [
        f"{case.reference}: the timeline of {case.laporan.reference} does not tell what the chain tells"
    ]


def test_differences_look_at_the_row_and_not_at_the_object() -> None:
    report = laporan()
    stale = Laporan.objects.get(pk=report.pk)
    take_step(report, "minta_perbaikan", acting=INTAKE, at=day(1))

    assert differences(stale) == []
    assert len(clocks_of(stale.reference)) == 2
