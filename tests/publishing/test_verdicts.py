from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from django.utils import translation

from netral.publishing.queries.rows import KINDS
from netral.publishing.queries.verdicts import BREACHES, GAUGES, Said, by_stages, gauge, reason, sentence, verdict_on
from netral.rulebook.selfcheck import self_check
from netral.rulebook.verdicts import ALLOWED, DEPENDS, FORBIDDEN, RISKY

TODAY = date(2026, 11, 22)
CHECK = self_check()


def why(act: str, status: str = "pns", stage: str = "", said: Said = ()) -> str:
    return reason(verdict_on(act, status, stage, said, TODAY))


def test_every_verdict_has_a_place_of_its_own_or_a_bubble_of_its_own() -> None:
    assert set(GAUGES) == {ALLOWED, RISKY, FORBIDDEN, DEPENDS}
    assert gauge(ALLOWED).at < gauge(RISKY).at < gauge(FORBIDDEN).at
    assert len({str(each.word) for each in GAUGES.values()}) == len(GAUGES)


def test_every_kind_of_breach_has_words() -> None:
    assert set(BREACHES) == set(KINDS)


@pytest.mark.parametrize("act", CHECK.acts)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_answer_says_why_in_whole_sentences(act: str, language: str) -> None:
    with translation.override(language):
        for status, stage in product(CHECK.statuses, ("", *CHECK.stages)):
            told = why(act, status, stage)
            assert told
            assert told.endswith(".")
            assert told[0].isupper()


def test_a_ban_on_both_sides_says_both() -> None:
    told = why("menyukai-unggahan")

    assert told == "Sebelum calon ditetapkan: pelanggaran kode etik. Sesudahnya: hukuman disiplin berat."


def test_a_ban_of_one_stage_says_its_own() -> None:
    assert why("menyukai-unggahan", stage="kampanye") == "Hukuman disiplin berat."
    assert why("menyukai-unggahan", stage="sebelum-penetapan") == "Pelanggaran kode etik."


def test_the_same_ban_everywhere_is_said_once() -> None:
    assert why("anggota-partai") == "Pemberhentian tidak dengan hormat."


def test_what_is_allowed_says_who_allows_it() -> None:
    assert why("memberi-suara").startswith("Hak memilih dijamin undang-undang")


def test_different_stages_are_told_apart() -> None:
    assert why("mengajak-memilih") == "Sebelum calon ditetapkan: berisiko. Sesudahnya: dilarang."


def test_three_different_stages_are_told_one_by_one() -> None:
    told = by_stages({"sebelum-penetapan": "boleh", "kampanye": "dilarang", "sesudah-penetapan": "berisiko"})

    assert told.startswith("Sebelum calon ditetapkan: boleh. Masa kampanye: dilarang.")
    assert by_stages({"kampanye": "boleh"}) == ""


def test_what_depends_on_the_facts_says_what_the_rules_name() -> None:
    assert why("foto-dengan-calon").startswith("Yang disebut aturan ialah mengunggahnya.")


def test_what_depends_on_the_status_asks_for_it() -> None:
    told = why("hadir-kampanye", "asn", "kampanye", (("active_support", False), ("attributes", False)))

    assert told
    assert verdict_on("fotokopi-ktp", "asn", "kampanye", (), TODAY).verdict == DEPENDS
    assert why("fotokopi-ktp", "asn", "kampanye") == "Jawabannya berbeda bagi PNS dan PPPK."


def test_a_catch_all_says_who_judges() -> None:
    assert why("menyukai-unggahan", "honorer").startswith("Yang menyangkutnya hanya aturan umum")


def test_what_no_rule_names_says_why_it_is_risky_all_the_same() -> None:
    told = why("foto-dengan-calon", "pns", "sebelum-penetapan", (("posted_publicly", False),))

    assert "mudah beredar" in told


def test_elections_that_differ_are_told_apart() -> None:
    given = verdict_on("menyukai-unggahan", "pns", "kampanye", (), TODAY)
    one, other = given.cases
    split = replace(given, verdict=DEPENDS, cases=(one, replace(other, verdict=RISKY)))

    assert reason(split) == "Jawabannya berbeda antara Pemilu dan Pilkada."


def test_a_sentence_begins_large_and_ends() -> None:
    assert sentence("hukuman") == "Hukuman."


def test_answers_are_kept_so_that_a_page_is_fast() -> None:
    assert verdict_on("memberi-suara", "pns", "", (), TODAY) is verdict_on("memberi-suara", "pns", "", (), TODAY)
