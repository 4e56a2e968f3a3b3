"""The procedure tables: total, and as the houses that use them expect."""

from datetime import date
from pathlib import Path

import pytest

from netral import rulebook
from netral.access.models import Role
from netral.access.states import ACCUSED, REPORTER, SYSTEM
from netral.rulebook.procedure_files import load_procedures
from netral.rulebook.procedures import Extension, Procedure
from tests.rulebook.builders import law_with

BOOK = rulebook.current()
TABLES = [table for versions in BOOK.procedures.values() for table in versions]
SMALLEST = """
code = "surat"
effective = 2024-01-01
title = { id = "Surat", en = "Letter" }
source = "contoh"
confidence = "low"
checked = 2026-11-21

[subjects]
surat = { id = "Surat", en = "Letter" }

[roles]
sistem = { id = "sistem", en = "the system" }

[places]
pengawas = { id = "kantor", en = "office" }

[status.konsep]
subject = "surat"
initial = true
label = { id = "Konsep", en = "Draft" }
headline = { id = "Konsep.", en = "Draft." }

[status.terkirim]
subject = "surat"
final = true
label = { id = "Terkirim", en = "Sent" }
headline = { id = "Terkirim.", en = "Sent." }

[step.kirim]
subject = "surat"
from = ["konsep"]
to = "terkirim"
by = ["sistem"]
place = "pengawas"
label = { id = "Kirim", en = "Send" }
done = { id = "Terkirim.", en = "Sent." }
source = "contoh"
confidence = "low"
checked = 2026-11-21
"""
by_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.code} {table.version}")


def walk(table: Procedure, subject: str, *codes: str) -> str:
    """The status after these steps, each of which must be possible."""
    status = table.initial(subject).code
    for code in codes:
        step = table.step(code)
        assert step in table.steps_from(subject, status), f"{code} is not possible from {status}"
        status = step.to or status
    return status


@by_table
def test_every_status_has_steps_or_is_final(table: Procedure) -> None:
    for status in table.statuses.values():
        assert bool(table.steps_from(status.subject, status.code)) is not status.final


@by_table
def test_every_subject_has_one_initial_status(table: Procedure) -> None:
    for subject in table.subjects:
        assert [status.initial for status in table.statuses_of(subject)].count(True) == 1
        assert table.initial(subject).subject == subject


@by_table
def test_every_clock_a_step_starts_is_a_deadline_and_is_stopped_somewhere(table: Procedure) -> None:
    started = {code for step in table.steps for code in (*step.starts, *step.may_start)}
    started |= {code for status in table.statuses.values() for code in status.starts}

    assert started <= set(BOOK.deadlines)
    assert started <= {code for step in table.steps for code in step.stops}


@by_table
def test_every_word_people_read_stands_in_both_languages(table: Procedure) -> None:
    texts = [text for status in table.statuses.values() for text in (status.label, status.headline)]
    texts += [text for step in table.steps for text in (step.label, step.done, step.public) if text]

    assert all(text.id != text.en or len(text.id) < 12 for text in texts)
    assert not any("PPK" in text.id for text in texts)


@pytest.mark.parametrize("code", ["pemilu", "pilkada"])
def test_a_report_goes_from_receipt_to_a_closed_case(code: str) -> None:
    table = BOOK.procedure(code, date(2024, 10, 1))

    assert walk(table, "laporan", "nyatakan_lengkap", "registrasi") == "diregistrasi"
    assert (
        walk(
            table,
            "perkara",
            "klarifikasi",
            "susun_kajian",
            "kembalikan",
            "klarifikasi",
            "susun_kajian",
            "putuskan_terbukti",
            "teruskan",
            "catat_diterima",
            "tutup",
        )
        == "selesai"
    )


@pytest.mark.parametrize("last", ["nyatakan_lengkap", "jadikan_informasi_awal", "tolak"])
def test_a_repaired_report_is_decided_anew(last: str) -> None:
    table = BOOK.procedure("pemilu", date(2024, 1, 10))

    ends = walk(table, "laporan", "minta_perbaikan", "terima_perbaikan", last)

    assert ends == table.step(last).to


@pytest.mark.parametrize("code", ["pemilu", "pilkada"])
def test_a_reporter_may_withdraw_until_the_report_is_final(code: str) -> None:
    table = BOOK.procedure(code, date(2024, 10, 1))
    open_statuses = {status.code for status in table.statuses_of("laporan") if not status.final}

    assert set(table.step("cabut").froms) == open_statuses
    assert table.step("cabut").by == ("pelapor",)


def test_the_discipline_runs_from_receipt_to_a_sanction_in_force() -> None:
    table = BOOK.procedure("disiplin", date(2024, 10, 1))

    way = ("verifikasi", "rekomendasikan", "jatuhkan_sanksi", "sampaikan", "catat_berlaku")

    assert walk(table, "penanganan", *way) == "dilaksanakan"
    assert table.step("sampaikan").starts == ()
    assert table.step("sampaikan").may_start == ("D-KEB", "D-BAN", "D-BERL")
    assert table.step("jatuhkan_sanksi").may_start == ("D-SAMP",)
    assert table.step("rekomendasikan").letter == "surat_rekomendasi"


def test_the_clocks_of_examination_differ_between_the_two_laws() -> None:
    pemilu, pilkada = (BOOK.procedure(code, date(2024, 10, 1)) for code in ("pemilu", "pilkada"))

    assert pemilu.initial("perkara").starts == ("P-TL",)
    assert pilkada.initial("perkara").starts == ("K-TL",)
    assert pilkada.step("minta_keterangan_tambahan").extends == (Extension("K-TL", "keterangan_tambahan", "K-TL2"),)
    assert pemilu.step("minta_keterangan_tambahan").extends == (Extension("P-TL", "keterangan_tambahan", "P-TL2"),)


def test_a_status_is_found_by_subject_and_code() -> None:
    table = BOOK.procedure("pemilu", date(2024, 10, 1))

    assert table.status("perkara", "terbukti").label.en == "Proven"
    with pytest.raises(KeyError, match="is a status of perkara, not of laporan"):
        table.status("laporan", "terbukti")
    with pytest.raises(KeyError):
        table.status("perkara", "hilang")


def test_an_unknown_step_names_those_there_are() -> None:
    with pytest.raises(KeyError, match=r"pemilu 2022 has no step 'terbang'; it has nyatakan_lengkap"):
        BOOK.procedure("pemilu", date(2024, 10, 1)).step("terbang")


def test_before_the_first_version_the_first_is_used() -> None:
    assert BOOK.procedure("pemilu", date(2018, 1, 1)).version == "2022"


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: BOOK.procedure("sirkus", date(2024, 1, 1)), "no procedure 'sirkus'.*disiplin"),
        (lambda: BOOK.procedure_version("pemilu", "1999"), "no version of procedure pemilu '1999'.*2022"),
    ],
)
def test_unknown_tables_name_those_there_are(ask: object, message: str) -> None:
    with pytest.raises(rulebook.UnknownCodeError, match=message):
        ask()  # type: ignore[operator]


def test_a_table_that_requires_nothing_needs_no_list_of_requirements(tmp_path: Path) -> None:
    tables = load_procedures(law_with(tmp_path, "procedures/surat/2024-01-01.toml", SMALLEST), BOOK.deadlines)

    assert tables["surat"][0].requirements == {}
    assert walk(tables["surat"][0], "surat", "kirim") == "terkirim"


TEAM = """
[requirements]
tim = { id = "tim", en = "a team" }

[team.tim]
size = 5
source = "contoh"
confidence = "low"
checked = 2026-11-21
"""


def test_a_table_says_how_large_a_team_is(tmp_path: Path) -> None:
    law = law_with(tmp_path, "procedures/surat/2024-01-01.toml", SMALLEST + TEAM)

    (table,) = load_procedures(law, BOOK.deadlines)["surat"]

    assert (table.teams["tim"].size, table.teams["tim"].confidence) == (5, "low")


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [(TEAM.replace("[team.tim]", "[team.lain]"), "team → lain"), (TEAM.replace("size = 5\n", ""), "size")],
)
def test_a_team_nobody_asks_for_or_of_no_size_is_refused(wrong: str, complaint: str, tmp_path: Path) -> None:
    law = law_with(tmp_path, "procedures/surat/2024-01-01.toml", SMALLEST + wrong)

    with pytest.raises(rulebook.LawFileError, match=complaint):
        load_procedures(law, BOOK.deadlines)


def test_a_step_that_stays_leads_to_where_it_came_from() -> None:
    table = BOOK.procedure("pemilu", date(2024, 1, 1))

    assert table.step("klarifikasi").targets() == ("pemeriksaan",)
    assert table.step("registrasi").targets() == ("diregistrasi",)


CLOSED_ROLES = {*Role.values, SYSTEM.reference, REPORTER.reference, ACCUSED.reference}


@by_table
def test_only_roles_people_can_hold_take_steps(table: Procedure) -> None:
    assert set(table.roles) <= CLOSED_ROLES
    assert {role for step in table.steps for role in step.by} == set(table.roles)


@by_table
def test_no_word_of_a_table_is_unused(table: Procedure) -> None:
    assert {step.place for step in table.steps} == set(table.places)
    assert {need for step in table.steps for need in step.needs} == set(table.requirements)


@by_table
def test_every_step_is_cited_and_a_weak_one_says_what_it_assumes(table: Procedure) -> None:
    assert [step.code for step in table.steps if not step.source] == []
    weak = [step.code for step in table.steps if step.confidence == "low" and not (step.assumption or table.assumption)]
    assert weak == []


@by_table
def test_every_step_can_be_taken_on_some_way_from_the_start(table: Procedure) -> None:
    for subject in table.subjects:
        seen, taken, ways = {table.initial(subject).code}, set(), [table.initial(subject).code]
        while ways:
            for step in table.steps_from(subject, ways.pop()):
                taken.add(step.code)
                ways += [code for code in ([step.to] if step.to else []) if code not in seen]
                seen |= {step.to} if step.to else set()
        assert taken == {step.code for step in table.steps if step.subject == subject}


def test_the_summons_of_2021_carry_their_clocks() -> None:
    table = BOOK.procedure("pp94", date(2024, 10, 1))

    assert table.step("panggil_pertama").starts == ("D-PGL1",)
    assert table.step("panggil_kedua").starts == ("D-PGL2",)
    assert table.step("tetapkan_hukuman").needs == ("keputusan_diunggah", "tim_untuk_berat")
    assert set(table.step("sampaikan_keputusan").starts) == {"D-BERL", "D-KEB", "D-BAN"}
    assert table.step("catat_tidak_hadir_penyampaian").starts == ("D-KIRIM",)


def test_a_dismissal_of_a_village_head_needs_a_reprimand_that_failed() -> None:
    table = BOOK.procedures["desa"][-1]

    assert "teguran_tidak_dilaksanakan" in table.step("kades_berhentikan_sementara").needs
    assert "konsultasi_camat" in table.step("perangkat_berhentikan").needs
    assert "konsultasi_camat" not in table.step("kades_berhentikan").needs


def test_the_clocks_of_the_internal_ethics_of_kpu_follow_one_another() -> None:
    table = BOOK.procedures["kpu_etik"][-1]
    ways = ("pleno_awal", "bentuk_tim_pemeriksa", "selesaikan_pemeriksaan")

    assert [table.step(code).starts for code in ways] == [("U-KLAR",), ("U-PERIK",), ("U-PLENO",)]


def test_a_variant_starts_its_own_clocks_and_the_others_the_usual_ones() -> None:
    for code in ("pemilu", "pilkada"):
        initial = rulebook.current().procedures[code][-1].initial("laporan")
        own = {variant: initial.starts_of(variant) for variant in initial.starts_for}

        assert own == dict(initial.starts_for)
        assert initial.starts_of("") == initial.starts
