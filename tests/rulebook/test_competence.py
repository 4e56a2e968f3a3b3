"""Who may punish whom, and what would decide where the post or the agency is unknown."""

from datetime import date
from pathlib import Path

import pytest

from netral import rulebook
from netral.rulebook.competence import FACTS, Competent
from netral.rulebook.law_files import LawFileError
from tests.rulebook.builders import law_changed, law_with

BOOK = rulebook.current()
NOW = date(2024, 10, 10)
THEN = date(2021, 8, 30)


def officials(found: Competent) -> list[str]:
    return list(dict.fromkeys(each.official for each in found.officials))


def ask(level: str | None, subject: str = "PNS", on: date = NOW, **known: str) -> list[str]:
    return officials(rulebook.competent_officials(subject, level, on, **known))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("level", "position", "agency", "wanted"),
    [
        ("berat", "jpt_utama", "pusat", ["presiden", "pejabat_lebih_tinggi"]),
        ("ringan", "jpt_madya", "pusat", ["pembina_pusat", "pejabat_lebih_tinggi"]),
        ("berat", "jpt_madya", "provinsi", ["presiden", "pembina_provinsi", "pejabat_lebih_tinggi"]),
        ("ringan", "jpt_pratama", "provinsi", ["jpt_madya", "pejabat_lebih_tinggi"]),
        ("sedang", "jpt_pratama", "provinsi", ["pembina_provinsi", "pejabat_lebih_tinggi"]),
        ("ringan", "jpt_pratama", "kabkota", ["pembina_kabkota", "pejabat_lebih_tinggi"]),
        ("sedang", "administrator", "provinsi", ["jpt_madya", "pejabat_lebih_tinggi"]),
        ("sedang", "administrator", "kabkota", ["pembina_kabkota", "pejabat_lebih_tinggi"]),
        ("berat", "pelaksana", "kabkota", ["pembina_kabkota", "pejabat_lebih_tinggi"]),
        ("ringan", "pelaksana", "kabkota", ["pengawas", "jf_ahli_muda_tertentu", "pejabat_lebih_tinggi"]),
        ("ringan", "pengawas", "pusat", ["administrator", "jf_ahli_madya_tertentu", "pejabat_lebih_tinggi"]),
        ("sedang", "jf_lain", "kabkota", ["jpt_pratama", "administrator", "pejabat_lebih_tinggi"]),
        ("ringan", "jf_lain", "kabkota", ["jpt_pratama", "administrator", "pengawas", "pejabat_lebih_tinggi"]),
        ("ringan", "administrator", "perwakilan_ri", ["kepala_perwakilan", "pejabat_lebih_tinggi"]),
    ],
)
def test_level_post_and_agency_lead_to_the_competent_official(
    level: str, position: str, agency: str, wanted: list[str]
) -> None:
    assert ask(level, position=position, agency=agency) == wanted


def test_the_president_imposes_only_the_dismissal_of_a_madya() -> None:
    found = rulebook.competent_officials("PNS", "berat", NOW, position="jpt_madya", agency="pusat")
    sanctions = {each.official: each.sanctions for each in found.officials}

    assert sanctions["presiden"] == ("B3",)
    assert sanctions["pembina_pusat"] == ("B1", "B2")
    assert found.officials[0].row.proposal is not None


def test_the_law_of_competence_changes_on_31_august_2021() -> None:
    known = {"position": "administrator", "agency": "kabkota"}

    assert ask("ringan", on=date(2021, 8, 31), **known) == ["jpt_pratama", "pejabat_lebih_tinggi"]
    assert ask("ringan", on=THEN, **known) == ["jpt_pratama", "sekda_kabkota", "pejabat_lebih_tinggi"]


@pytest.mark.parametrize(
    ("level", "position", "agency", "first"),
    [
        ("berat", "jpt_madya", "pusat", "presiden"),
        ("sedang", "administrator", "provinsi", "pembina_provinsi"),
        ("ringan", "pelaksana", "kabkota", "pengawas"),
        ("berat", "pelaksana", "kabkota", "pembina_kabkota"),
    ],
)
def test_old_acts_have_the_old_officials(level: str, position: str, agency: str, first: str) -> None:
    assert ask(level, on=THEN, position=position, agency=agency)[0] == first


def test_an_unknown_post_gives_the_possible_officials_and_says_what_would_decide() -> None:
    found = rulebook.competent_officials("PNS", "sedang", NOW, agency="kabkota")

    assert {"pembina_kabkota", "jpt_pratama", "administrator"} <= set(officials(found))
    assert found.decides == (BOOK.competence.facts["position"],)


def test_with_nothing_known_both_facts_would_decide() -> None:
    found = rulebook.competent_officials("PNS", "berat", NOW)

    assert found.decides == tuple(BOOK.competence.facts[fact] for fact in FACTS)


def test_where_every_post_leads_to_the_same_officials_none_is_asked_for() -> None:
    assert rulebook.competent_officials("kades", None, NOW).decides == ()


def test_knowing_more_never_adds_an_official() -> None:
    for level in ("ringan", "sedang", "berat"):
        everybody = set(ask(level))
        for position in BOOK.competence.posts:
            for agency in BOOK.competence.agencies:
                assert set(ask(level, position=position, agency=agency)) <= set(ask(level, agency=agency)) <= everybody


@pytest.mark.parametrize("position", ["camat", "lurah", "guru", "kepala_sekolah", "jpt", "fungsional"])
def test_a_plain_word_for_a_post_is_understood(position: str) -> None:
    assert ask("berat", position=position, agency="kabkota")


def test_a_sub_district_head_is_read_as_an_administrator_and_that_is_a_doubt() -> None:
    meaning = BOOK.competence.meanings["camat"]

    assert meaning.posts == ("administrator",)
    assert meaning.confidence == "low"
    assert meaning.assumption is not None


def test_a_vacant_post_comes_last_whatever_its_confidence() -> None:
    found = rulebook.competent_officials("PNS", "ringan", NOW, position="pelaksana", agency="kabkota").officials

    assert found[-1].official == "pejabat_lebih_tinggi"
    assert found[-1].confidence == "high"
    assert {each.confidence for each in found[:-1]} == {"medium"}


@pytest.mark.parametrize(
    ("subject", "level", "wanted"),
    [
        ("kades", None, ["kepala_daerah"]),
        ("BPD", None, ["kepala_daerah"]),
        ("perangkat_desa", None, ["kepala_desa", "kepala_daerah"]),
        ("TNI", None, ["ankum_penuh", "ankum_terbatas", "ankum_sangat_terbatas"]),
        ("Polri", None, ["ankum_polri"]),
        ("honorer", None, ["pimpinan_instansi"]),
        ("pendamping", None, ["pemberi_kerja"]),
        ("penyelenggara", None, ["dkpp", "kpu_kabkota", "kpu", "bawaslu_kabkota"]),
        ("PPPK", "berat", ["pembina_pusat", "pembina_provinsi", "pembina_kabkota"]),
        ("PPPK", "ptdh", ["pembina_pusat", "pembina_provinsi", "pembina_kabkota"]),
        ("PNS", "moral", ["pembina_pusat", "pembina_provinsi", "pembina_kabkota", "pejabat_didelegasi"]),
        ("PNS", "ptdh", ["pembina_pusat", "pembina_provinsi", "pembina_kabkota"]),
    ],
)
def test_everybody_has_somebody_who_may_punish(subject: str, level: str | None, wanted: list[str]) -> None:
    assert ask(level, subject) == wanted


@pytest.mark.parametrize(
    ("position", "wanted"),
    [
        ("anggota_kpu", ["dkpp"]),
        ("adhoc_kpu", ["kpu_kabkota"]),
        ("adhoc_kpu_ln", ["kpu"]),
        ("adhoc_bawaslu", ["bawaslu_kabkota"]),
        ("kpu", ["dkpp", "kpu_kabkota", "kpu"]),
    ],
)
def test_the_post_of_an_organiser_decides(position: str, wanted: list[str]) -> None:
    assert ask(None, "penyelenggara", position=position) == wanted


def test_a_commander_of_limited_power_cannot_detain_an_officer_heavily() -> None:
    found = rulebook.competent_officials("TNI", None, NOW, position="perwira").officials

    assert {each.official: each.sanctions for each in found} == {
        "ankum_penuh": ("TN1", "TN2", "TN3"),
        "ankum_terbatas": ("TN1", "TN2"),
    }


def test_an_acting_head_keeps_the_home_agency_and_the_minister_only_the_acting_post() -> None:
    found = rulebook.competent_officials("pj_kepala_daerah", "berat", NOW, position="jpt_pratama", agency="provinsi")

    assert officials(found)[0] == "pembina_provinsi"
    assert found.officials[-1].official == "pejabat_lebih_tinggi"
    minister = next(each for each in found.officials if each.official == "mendagri")
    assert minister.sanctions == ()
    assert minister.row.condition is not None


@pytest.mark.parametrize(
    ("level", "agency", "on", "permissions"),
    [
        ("berat", "kabkota", NOW, ["IZIN-MENDAGRI"]),
        ("berat", "kabkota", THEN, ["IZIN-MENDAGRI"]),
        ("berat", "pusat", NOW, []),
        ("sedang", "kabkota", NOW, []),
        ("berat", "kabkota", date(2016, 6, 30), []),
    ],
)
def test_the_leave_of_the_minister_is_asked_for_where_a_regional_head_changes_a_post(
    level: str, agency: str, on: date, permissions: list[str]
) -> None:
    found = rulebook.competent_officials("PNS", level, on, position="administrator", agency=agency)

    assert [each.code for each in found.permissions] == permissions


def test_the_leave_names_its_clock() -> None:
    assert [each.deadline for each in BOOK.competence.permissions] == ["K-MUT"]


@pytest.mark.parametrize(
    ("known", "message"),
    [
        ({"position": "raja"}, "no post 'raja'.*guru"),
        ({"agency": "kerajaan"}, "no kind of agency 'kerajaan'.*kabkota"),
    ],
)
def test_unknown_words_name_those_there_are(known: dict[str, str], message: str) -> None:
    with pytest.raises(rulebook.UnknownCodeError, match=message):
        rulebook.competent_officials("PNS", "berat", NOW, **known)


def test_every_competence_is_cited_and_a_low_one_says_what_it_assumes() -> None:
    for row in (*BOOK.competence.rows, *BOOK.competence.meanings.values(), *BOOK.competence.permissions):
        assert row.source
        assert row.checked <= BOOK.checked
        assert row.confidence != "low" or row.assumption


def test_every_official_and_post_of_the_word_list_is_used() -> None:
    rows = BOOK.competence.rows

    assert set(BOOK.competence.officials) == {row.official for row in rows}
    assert set(BOOK.competence.posts) <= {post for row in rows for post in row.over}


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("competence/others.toml", 'levels = ["tanpa"]', "", r"found None, but expected levels or sanctions"),
        ("competence/others.toml", 'official = "kepala_desa"', 'official = "raja"', r"PERDES → official: found 'raja'"),
        ("competence/words.toml", "position = {", "posisi = {", r"facts → position"),
        ("competence/words.toml", 'deadline = "K-MUT"', 'deadline = "K-XX"', r"IZIN-MENDAGRI → deadline"),
        ("competence/words.toml", 'posts = ["administrator"]', 'posts = ["raja"]', r"camat → posts: found 'raja'"),
    ],
)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    with pytest.raises(LawFileError, match=message):
        rulebook.load(law_changed(tmp_path, file, old, new))


def test_a_code_used_in_two_files_is_refused(tmp_path: Path) -> None:
    entry = '[KADES]\nofficial = "kepala_desa"\nsubjects = ["kades"]\nlevels = ["tanpa"]\nsource = "x"\n'
    text = entry + 'confidence = "high"\nchecked = 2026-11-21\n'

    with pytest.raises(LawFileError, match=r"KADES.*a code used once"):
        rulebook.load(law_with(tmp_path, "competence/zzz.toml", text))
