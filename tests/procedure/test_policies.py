"""Who may take which step: the refusals say what is possible instead."""

import pytest
from django.utils import translation

from netral import rulebook
from netral.access.states import REPORTER, SYSTEM, Acting
from netral.procedure.actions import take_step
from netral.procedure.policies import can_take, check_can_take, offers
from netral.procedure.states import NotAllowed
from tests.procedure.builders import EXAMINER, INTAKE, MEMBER, day, laporan, perkara, staff

pytestmark = pytest.mark.django_db
MET = {"syarat_diperiksa", "klarifikasi_ada", "kajian_tersimpan", "kuorum", "surat_terbit", "terlapor_menunggu"}


def test_a_possible_step_is_handed_back() -> None:
    report = laporan()

    step = check_can_take(report, "nyatakan_lengkap", INTAKE, met=MET)

    assert (step.code, step.to) == ("nyatakan_lengkap", "memenuhi_syarat")


def test_the_wrong_status_names_the_possible_steps() -> None:
    report = laporan()

    with pytest.raises(NotAllowed) as refusal:
        check_can_take(report, "registrasi", INTAKE)

    assert str(refusal.value) == (
        "Laporan ini berstatus “Diterima”; langkah yang mungkin sekarang: Nyatakan memenuhi syarat, Minta perbaikan, "
        "Jadikan informasi awal, Tidak meregistrasi, Cabut laporan, Gabungkan ke perkara, Tetapkan pemilihan."
    )
    assert refusal.value.steps == [
        "nyatakan_lengkap", "minta_perbaikan", "jadikan_informasi_awal", "tolak", "cabut", "gabungkan",
        "tetapkan_pemilihan",
    ]  # fmt: skip


def test_a_step_nobody_knows_is_a_wrong_step_too() -> None:
    with pytest.raises(NotAllowed, match="langkah yang mungkin sekarang"):
        check_can_take(laporan(), "terbang", INTAKE)


def test_a_final_status_says_that_nothing_follows() -> None:
    report = laporan()
    take_step(report, "tolak", acting=INTAKE, at=day(1))

    with pytest.raises(NotAllowed) as refusal:
        check_can_take(report, "registrasi", INTAKE)

    assert (
        str(refusal.value) == "Laporan ini sudah berakhir dengan status “Tidak diregistrasi”; tidak ada langkah lagi."
    )
    assert refusal.value.steps == []


def test_the_wrong_role_names_the_right_role_and_its_office() -> None:
    case = perkara()
    take_step(case, "susun_kajian", acting=EXAMINER, at=day(1), met=MET)

    with pytest.raises(NotAllowed) as refusal:
        check_can_take(case, "putuskan_terbukti", EXAMINER, met=MET)

    assert str(refusal.value) == f"Langkah ini diambil oleh anggota Bawaslu di {case.office.name}."
    assert refusal.value.steps == []


def test_the_right_role_in_another_office_is_the_wrong_place() -> None:
    report = laporan()

    with pytest.raises(NotAllowed) as refusal:
        check_can_take(report, "minta_perbaikan", staff("petugas_laporan", "bawaslu-99.08"))

    assert str(refusal.value) == f"Langkah ini diambil oleh petugas laporan di {report.office.name}."


def test_what_is_missing_is_named_in_words_and_what_else_is_possible_in_codes() -> None:
    case = perkara()

    with pytest.raises(NotAllowed) as refusal:
        check_can_take(case, "susun_kajian", EXAMINER, met={"kajian_tersimpan"})

    assert str(refusal.value) == "Belum bisa: perlu paling sedikit satu klarifikasi sudah dicatat."
    hearing = ["klarifikasi", "undang_klarifikasi", "minta_jawaban", "cabut_tautan_jawaban"]
    others = [*hearing, "minta_keterangan_tambahan", "simpan_kajian", "tambah_terlapor", "lepas_terlapor"]
    assert refusal.value.steps == others


def test_nothing_met_is_not_the_same_as_not_asked() -> None:
    report = laporan()

    assert can_take(report, "nyatakan_lengkap", INTAKE)
    assert not can_take(report, "nyatakan_lengkap", INTAKE, met=frozenset())


def test_the_refusal_speaks_the_language_of_the_reader() -> None:
    report = laporan()

    with translation.override("en"), pytest.raises(NotAllowed) as refusal:
        check_can_take(report, "nyatakan_lengkap", INTAKE, met=set())

    assert "the formal and material requirements have been checked" in str(refusal.value)


def test_only_the_reporter_withdraws() -> None:
    report = laporan()

    with pytest.raises(NotAllowed) as refusal:
        check_can_take(report, "cabut", INTAKE)

    assert str(refusal.value) == (
        "Langkah ini hanya diambil oleh pelapor, lewat halaman status dengan kode tanda terima."
    )
    assert can_take(report, "cabut", REPORTER)


def test_reporter_and_staff_may_share_a_step() -> None:
    report = laporan()
    take_step(report, "minta_perbaikan", acting=INTAKE, at=day(1))

    assert can_take(report, "terima_perbaikan", REPORTER)
    assert can_take(report, "terima_perbaikan", INTAKE)
    assert not can_take(report, "tolak", REPORTER)


def test_what_the_system_does_nobody_else_does() -> None:
    case = perkara()
    take_step(case, "susun_kajian", acting=EXAMINER, at=day(1), met=MET)
    take_step(case, "putuskan_terbukti", acting=MEMBER, at=day(1), met=MET)
    take_step(case, "teruskan", acting=EXAMINER, at=day(1), met=MET)

    with pytest.raises(NotAllowed) as refusal:
        check_can_take(case, "tutup", EXAMINER)

    assert str(refusal.value) == "Langkah ini dicatat sendiri oleh sistem begitu waktunya tiba."
    assert can_take(case, "tutup", SYSTEM)
    assert not can_take(case, "tutup", REPORTER)


def test_someone_who_only_claims_a_role_in_words_is_nobody() -> None:
    report = laporan()

    assert not can_take(report, "minta_perbaikan", Acting("petugas_laporan", ()))
    assert not can_take(report, "cabut", Acting("akun:pelapor", ()))


def test_offers_are_the_staff_steps_of_the_status_with_their_reasons() -> None:
    report = laporan()

    offered = offers(report, INTAKE, met=set())

    assert [(offer.step.code, offer.allowed) for offer in offered] == [
        ("nyatakan_lengkap", False),
        ("minta_perbaikan", True),
        ("jadikan_informasi_awal", True),
        ("tolak", True),
        ("gabungkan", True),
        ("tetapkan_pemilihan", True),
    ]
    assert offered[0].because == "Belum bisa: perlu syarat formal dan materiel sudah diperiksa."
    assert offered[1].because == ""


def test_someone_else_sees_the_same_buttons_with_the_reason_why_not() -> None:
    report = laporan()

    offered = offers(report, staff("auditor", "bkn"), met=MET)

    assert {offer.allowed for offer in offered} == {False}
    assert {offer.because for offer in offered} == {
        f"Langkah ini diambil oleh petugas laporan di {report.office.name}."
    }


def test_the_reporter_is_offered_only_what_a_reporter_does() -> None:
    report = laporan()
    take_step(report, "minta_perbaikan", acting=INTAKE, at=day(1))

    assert [offer.step.code for offer in offers(report, REPORTER, met=set())] == ["terima_perbaikan", "cabut"]


def test_staff_is_never_offered_what_the_system_does() -> None:
    case = perkara()
    take_step(case, "susun_kajian", acting=EXAMINER, at=day(1), met=MET)
    take_step(case, "putuskan_terbukti", acting=MEMBER, at=day(1), met=MET)
    take_step(case, "teruskan", acting=EXAMINER, at=day(1), met=MET)

    assert [offer.step.code for offer in offers(case, EXAMINER, met=MET)] == ["teruskan", "teruskan_lagi"]
    assert [offer.step.code for offer in offers(case, SYSTEM, met=MET)] == ["catat_diterima", "tutup"]


def test_offers_and_checks_never_disagree() -> None:
    """Over every status of the laporan table, for everyone, with everything met and with nothing."""
    report = laporan()
    table = rulebook.current().procedure_version(report.procedure, report.procedure_version)
    everyone = [INTAKE, EXAMINER, MEMBER, REPORTER, SYSTEM, staff("petugas_laporan", "bawaslu-99.08")]

    for status in table.statuses_of("laporan"):
        report.status = status.code
        for acting in everyone:
            for met in (MET, set()):
                for offer in offers(report, acting, met):
                    assert offer.allowed == can_take(report, offer.step.code, acting, met=met)
                    assert bool(offer.because) != offer.allowed
