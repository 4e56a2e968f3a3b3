"""Kajian awal: what each result needs, and what it leaves behind."""

from dataclasses import replace
from datetime import date

import pytest

from netral.audit.queries import entries_about
from netral.intake.actions import complete, review
from netral.intake.content import Reporter
from netral.intake.models import KajianAwal, Laporan, Message, SealedIdentity
from netral.intake.states import Refused
from netral.procedure.models import Clock
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.intake.builders import FULL, MONDAY, TIP, all_yes, day, decided, laporan, staff

pytestmark = pytest.mark.django_db


def refused(report: Laporan, step: str, **options: object) -> list[tuple[str, str]]:
    """(field, code) of everything that keeps a result from being recorded."""
    words = {"checklist": all_yes(), "reason": "Sudah diperiksa.", "message": "Mohon dilengkapi."}
    with pytest.raises(Refused) as refusal:
        review(report, step, acting=staff(), at=MONDAY, **(words | options))  # type: ignore[arg-type]
    report.refresh_from_db()
    assert report.status == "diterima"
    assert not KajianAwal.objects.exists()
    return [(problem.field, problem.code) for problem in refusal.value.problems]


def test_a_complete_laporan_waits_for_its_registration() -> None:
    made = decided(laporan(), at=day(1))

    assert (made.status, made.version) == ("memenuhi_syarat", 2)
    assert [clock.met for clock in Clock.objects.filter(subject=made.reference)] == [True]
    assert differences(made) == []


def test_the_checklist_is_kept_and_its_answers_stand_in_the_journal() -> None:
    made = decided(laporan(), reason="Lengkap.")

    kept = KajianAwal.objects.get()
    assert (kept.step, kept.reason, kept.actor) == ("nyatakan_lengkap", "Lengkap.", "akun:petugas_laporan")
    assert kept.checklist == all_yes()
    entry = entries_about(made.reference).last()
    assert entry is not None
    assert entry.facts["checklist"] == all_yes()
    assert "Lengkap." not in str(entry.facts)


def test_the_reporter_is_told_in_words() -> None:
    made = decided(laporan(), "minta_perbaikan", message=" Tambahkan\x07 alamat kejadian. ")

    assert made.status == "perlu_dilengkapi"
    assert [message.text for message in made.messages.all()] == ["Tambahkan alamat kejadian."]


def test_no_words_no_message() -> None:
    decided(laporan(), message="  ")

    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("step", "status"),
    [
        ("nyatakan_lengkap", "memenuhi_syarat"),
        ("minta_perbaikan", "perlu_dilengkapi"),
        ("jadikan_informasi_awal", "informasi_awal"),
        ("tolak", "tidak_diregistrasi"),
    ],
)
def test_every_result_leads_where_the_table_says(step: str, status: str) -> None:
    assert decided(laporan(), step).status == status


@pytest.mark.parametrize(
    ("before", "step"),
    [
        ("nyatakan_lengkap", "registrasi"),
        ("nyatakan_lengkap", "gabungkan"),
        ("nyatakan_lengkap", "tetapkan_pemilihan"),
        ("minta_perbaikan", "terima_perbaikan"),
    ],
)
def test_a_step_with_a_verb_of_its_own_is_no_result(before: str, step: str) -> None:
    made = decided(laporan(), before)

    with pytest.raises(Refused) as refusal:
        review(made, step, acting=staff(), at=day(1), reason="Sudah diperiksa.")

    assert [problem.code for problem in refusal.value.problems] == ["pilihan_tidak_dikenal"]
    assert Laporan.objects.get().status == made.status
    assert KajianAwal.objects.count() == 1


def test_a_repaired_laporan_is_reviewed_again() -> None:
    made = decided(laporan(), "minta_perbaikan")
    complete(made, at=day(1), text="Alamatnya Jalan Contoh 1.")

    decided(made, at=day(1))

    assert made.status == "memenuhi_syarat"
    assert [row.step for row in made.reviews.all()] == ["minta_perbaikan", "nyatakan_lengkap"]


@pytest.mark.parametrize("answer", ["tidak", "perlu_dilengkapi"])
def test_complete_means_every_item_is_met(answer: str) -> None:
    assert refused(laporan(), "nyatakan_lengkap", checklist=all_yes(bukti=answer)) == [
        ("checklist.bukti", "syarat_belum_terpenuhi")
    ]


def test_an_unanswered_checklist_is_not_a_review() -> None:
    with pytest.raises(NotAllowed, match="syarat formal dan materiel"):
        review(laporan(), "nyatakan_lengkap", acting=staff(), at=MONDAY, reason="Ya.", checklist={})

    assert not KajianAwal.objects.exists()


def test_other_results_need_no_full_checklist() -> None:
    assert decided(laporan(), "tolak", checklist={}).status == "tidak_diregistrasi"


def test_a_tip_is_never_complete_because_nobody_stands_behind_it() -> None:
    assert refused(laporan(TIP), "nyatakan_lengkap") == [("checklist.identitas_pelapor", "identitas_tidak_ada")]


@pytest.mark.parametrize("flag", ["has_name", "has_address"])
def test_the_sealed_flags_answer_for_the_identity(flag: str) -> None:
    made = laporan()
    SealedIdentity.objects.update(**{flag: False})

    assert refused(Laporan.objects.get(pk=made.pk), "nyatakan_lengkap") == [
        ("checklist.identitas_pelapor", "identitas_tidak_ada")
    ]


def test_a_late_laporan_is_complete_only_with_a_reason() -> None:
    late = laporan(replace(FULL, known_on=date(2023, 12, 1)))

    assert refused(late, "nyatakan_lengkap", reason=" ") == [("reason", "wajib")]
    assert decided(late).status == "memenuhi_syarat"


def test_a_laporan_in_time_needs_no_reason_to_be_complete() -> None:
    assert decided(laporan(), reason="").status == "memenuhi_syarat"


@pytest.mark.parametrize("step", ["minta_perbaikan", "tolak"])
def test_a_repair_and_a_rejection_are_explained_to_the_reporter(step: str) -> None:
    assert refused(laporan(), step, message="", checklist=all_yes(bukti="tidak")) == [("message", "wajib")]


@pytest.mark.parametrize("step", ["minta_perbaikan", "jadikan_informasi_awal", "tolak"])
def test_whatever_stops_a_laporan_has_a_reason(step: str) -> None:
    assert refused(laporan(), step, reason="", checklist=all_yes(bukti="tidak")) == [("reason", "wajib")]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"checklist": {"bukti": "mungkin"}}, [("checklist.bukti", "pilihan_tidak_dikenal")]),
        ({"checklist": {"sihir": "ya"}}, [("checklist.sihir", "pilihan_tidak_dikenal")]),
        ({"reason": "a\0"}, [("reason", "karakter_terlarang")]),
        ({"message": "a" * 20_001}, [("message", "terlalu_panjang")]),
    ],
)
def test_answers_and_texts_that_cannot_be_kept_are_named(options: dict[str, object], expected: list[object]) -> None:
    assert refused(laporan(), "tolak", **options) == expected


@pytest.mark.parametrize(
    ("role", "office"),
    [("pemeriksa", "bawaslu-99.07"), ("petugas_laporan", "bawaslu-99"), ("petugas_laporan", "bawaslu-99.08")],
)
def test_only_an_intake_officer_of_the_same_office_decides(role: str, office: str) -> None:
    made = laporan()

    with pytest.raises(NotAllowed):
        review(made, "tolak", acting=staff(role, office), at=MONDAY, reason="Tidak.", message="Tidak.")

    assert Laporan.objects.get().status == "diterima"


def test_a_decided_laporan_is_not_decided_again() -> None:
    made = decided(laporan(), "tolak")

    with pytest.raises(NotAllowed, match="berakhir"):
        decided(made)


def test_of_two_officers_the_slower_one_is_told() -> None:
    made = laporan()
    same = Laporan.objects.get()
    decided(made, "minta_perbaikan")

    with pytest.raises(SomeoneWasFaster):
        decided(same)

    assert KajianAwal.objects.count() == 1


def test_a_page_opened_before_the_change_is_told_too() -> None:
    made = laporan()

    with pytest.raises(SomeoneWasFaster):
        decided(made, version=0)


def test_a_reporter_without_address_never_reaches_this_point() -> None:
    with pytest.raises(Refused):
        laporan(replace(FULL, reporter=Reporter(name="A")))


def test_a_repair_without_anything_missing_is_no_repair() -> None:
    assert refused(laporan(), "minta_perbaikan") == [("step", "tidak_ada_yang_kurang")]
    assert refused(laporan(), "minta_perbaikan", checklist={}) == [("step", "tidak_ada_yang_kurang")]


def test_what_the_office_asks_itself_is_no_reason_for_a_repair() -> None:
    assert refused(laporan(), "minta_perbaikan", checklist=all_yes(kewenangan="tidak")) == [
        ("step", "tidak_ada_yang_kurang")
    ]


def test_not_competent_is_never_complete() -> None:
    assert refused(laporan(), "nyatakan_lengkap", checklist=all_yes(kewenangan="tidak")) == [
        ("checklist.kewenangan", "syarat_belum_terpenuhi")
    ]


def test_a_double_is_complete_only_with_its_reason() -> None:
    double = all_yes(ganda="tidak")

    assert refused(laporan(), "nyatakan_lengkap", checklist=double) == [("notes.ganda", "wajib")]
    made = decided(laporan(), checklist=double, notes={"ganda": "Pelapor lain, hari lain."})
    assert KajianAwal.objects.get(laporan=made).notes == {"ganda": "Pelapor lain, hari lain."}
    entry = entries_about(made.reference).last()
    assert entry is not None
    assert "hari lain" not in str(entry.facts)


def test_what_the_office_asks_itself_is_answered_yes_or_no() -> None:
    assert refused(laporan(), "tolak", checklist={"ganda": "perlu_dilengkapi"}) == [
        ("checklist.ganda", "pilihan_tidak_dikenal")
    ]


def test_a_repair_starts_the_study_again() -> None:
    made = decided(laporan(), "minta_perbaikan")
    complete(made, at=day(1), text="Alamatnya Jalan Contoh 1.")

    running = Clock.objects.get(subject=made.reference, stopped_at=None)
    assert (running.rule, running.confidence) == ("P-KA2", "low")
    decided(made, at=day(1))
    assert [clock.met for clock in Clock.objects.filter(subject=made.reference)] == [True, True, True]
    assert differences(made) == []


@pytest.mark.parametrize(("days", "late"), [(1, False), (9, True)])
def test_a_late_repair_is_recorded_and_needs_a_reason_to_be_complete(days: int, late: bool) -> None:
    made = decided(laporan(), "minta_perbaikan")
    entry = complete(made, at=day(days), text="Alamatnya Jalan Contoh 1.")

    assert entry.facts["late"] is late
    if late:
        with pytest.raises(Refused) as refusal:
            decided(made, at=day(days), reason=" ")
        assert [(problem.field, problem.code) for problem in refusal.value.problems] == [("reason", "wajib")]
    assert decided(made, at=day(days), reason="Tetap jelas." if late else "").status == "memenuhi_syarat"
