from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from netral import rulebook
from netral.publishing.queries import Wanted, rule_library
from netral.publishing.queries.library import LONGEST_SEARCH, instruments, stops
from netral.rulebook.selfcheck import self_check

TODAY = date(2026, 11, 21)
PROVISIONS = rulebook.current().provisions


def library(**wanted: Any) -> dict[str, Any]:
    return rule_library(Wanted(**wanted), TODAY)


def codes(found: dict[str, Any]) -> set[str]:
    rows = [row for act in found["acts"] for row in act.rows] + found["broad"] + found["general"]
    return {row.rule.code for row in rows}


def test_every_rule_in_force_is_in_the_library() -> None:
    in_force = {code for code, rule in PROVISIONS.items() if rule.in_force(TODAY)}

    assert codes(library()) == in_force
    assert library()["count"] == len(in_force)


def test_rules_no_longer_in_force_come_only_when_asked_for() -> None:
    out = {code for code, rule in PROVISIONS.items() if not rule.in_force(TODAY)}

    assert out
    assert codes(library()) & out == set()
    assert codes(library(old=True)) == set(PROVISIONS)


def test_the_library_narrows_to_whom_the_rules_bind() -> None:
    found = library(subject="kades")

    assert codes(found)
    assert all("kades" in PROVISIONS[code].subjects for code in codes(found))


def test_asn_are_both_kinds_of_civil_servants() -> None:
    assert codes(library(subject="ASN")) >= codes(library(subject="PNS")) | codes(library(subject="PPPK"))


@pytest.mark.parametrize(("stage", "phases"), [("sebelum-penetapan", {"before", None}), ("kampanye", {"after", None})])
def test_the_library_narrows_to_a_stage_and_keeps_what_holds_always(stage: str, phases: set[str | None]) -> None:
    assert {PROVISIONS[code].phase for code in codes(library(stage=stage))} == phases


def test_what_holds_in_the_campaign_only_is_left_out_of_other_stages() -> None:
    campaign_only = {code for code, rule in PROVISIONS.items() if "campaign_period" in rule.circumstances}

    assert codes(library(stage="kampanye")) & campaign_only
    assert not codes(library(stage="sesudah-penetapan")) & campaign_only
    assert not codes(library(stage="sebelum-penetapan")) & campaign_only


def test_the_library_narrows_to_an_instrument() -> None:
    assert {code.split("/")[0] for code in codes(library(instrument="SKB-2022"))} == {"SKB-2022"}


def test_every_instrument_to_choose_holds_a_rule() -> None:
    for code in instruments():
        assert codes(library(instrument=code, old=True)), code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("foto", "SKB-2022/DS-7"),
        ("photo", "SKB-2022/DS-7"),
        ("DS-6", "SKB-2022/DS-6"),
        ("SKB-2022/DS-6", "SKB-2022/DS-6"),
        ("like", "SKB-2022/DS-6"),
        ("pasal 5 huruf n", "PP-94-2021/5.n.2"),
        ("KTP", "SKB-2022/DS-11"),
    ],
)
def test_a_rule_is_found_by_the_words_people_use(words: str, code: str) -> None:
    assert code in codes(library(words=words))


def test_a_search_that_finds_nothing_is_empty() -> None:
    found = library(words="zebra")

    assert (found["acts"], found["broad"], found["general"], found["count"]) == ([], [], [], 0)


def test_the_specific_rule_comes_before_the_general_one() -> None:
    for act in library()["acts"]:
        ranks = [row.rule.rank for row in act.rows]
        assert ranks == sorted(ranks)
        assert not any(row.rule.general for row in act.rows)


def test_a_ban_on_nearly_everything_stands_once_and_not_under_every_act() -> None:
    found = library(subject="TNI")

    assert "UU-34-2004/39" in {row.rule.code for row in found["broad"]}
    assert "UU-34-2004/39" not in {row.rule.code for act in found["acts"] for row in act.rows}


def test_the_address_is_read_with_civil_servants_first() -> None:
    assert Wanted.of({}) == Wanted(subject="ASN")
    assert Wanted.of({"siapa": ""}) == Wanted()
    assert Wanted.of(
        {"cari": " foto ", "siapa": "kades", "tahap": "kampanye", "peraturan": "SKB-2022", "berlaku": "semua"}
    ) == Wanted("foto", "kades", "kampanye", "SKB-2022", old=True)


def test_words_nobody_knows_do_not_narrow() -> None:
    assert Wanted.of({"siapa": "<b>", "tahap": "x", "peraturan": "y", "berlaku": "z"}) == Wanted()


def test_an_endless_search_is_cut() -> None:
    assert len(Wanted.of({"cari": "a" * 5000}).words) == LONGEST_SEARCH


def test_the_page_opens_with_what_binds_civil_servants(client: Client) -> None:
    page = client.get("/aturan/").content.decode()

    assert '<option value="ASN" selected>' in page
    assert "Kepala desa ikut serta" not in page
    assert "Yang mengikat adalah teks aslinya." in page


def test_the_page_remembers_what_was_chosen(client: Client) -> None:
    page = client.get("/aturan/?cari=foto&tahap=kampanye&peraturan=SKB-2022&berlaku=semua").content.decode()

    for chosen in ('value="foto"', '"kampanye" selected', '"SKB-2022" selected', '"semua" selected'):
        assert chosen in page


def test_the_slider_keeps_everything_else_as_chosen() -> None:
    wanted = Wanted.of({"cari": "foto", "siapa": "kades", "tahap": "kampanye", "peraturan": "UU-6-2014"})

    places = stops(wanted)

    assert [place.stage.code if place.stage else "" for place in places] == ["", *self_check().stages]
    assert [place.chosen for place in places] == [False, False, True, False]
    assert places[1].url == "/aturan/?siapa=kades&cari=foto&tahap=sebelum-penetapan&peraturan=UU-6-2014"
    assert places[0].url == "/aturan/?siapa=kades&cari=foto&peraturan=UU-6-2014"


@pytest.mark.parametrize("given", [{}, {"siapa": ""}, {"cari": "a&b", "berlaku": "semua", "siapa": "TNI"}])
def test_an_address_leads_back_to_what_was_chosen(given: dict[str, str]) -> None:
    wanted = Wanted.of(given)

    assert Wanted.of(QueryDict(wanted.address().partition("?")[2]).dict()) == wanted


def test_the_slider_marks_the_place_and_needs_no_script(client: Client) -> None:
    page = client.get("/aturan/?tahap=kampanye").content.decode()

    assert '<a href="/aturan/?tahap=kampanye" aria-current="true">Masa kampanye</a>' in page
    assert '<option value="kampanye" selected>' in page


def test_a_filter_that_fits_nothing_offers_the_way_back(client: Client) -> None:
    page = client.get("/aturan/?cari=zebra").content.decode()

    assert "Tidak ada aturan yang cocok" in page
    assert 'href="/aturan/?siapa="' in page


def test_a_rule_in_the_list_says_sanctions_article_and_since_when(client: Client) -> None:
    page = client.get("/aturan/?cari=DS-4").content.decode()

    assert "Penurunan jabatan setingkat lebih rendah (12 bulan)" in page
    assert "SKB netralitas 2022 Lampiran II, disiplin nomor 4" in page
    assert "sejak 22 September 2022" in page


def test_a_doubtful_rule_is_labelled_in_the_list(client: Client) -> None:
    doubtful = next(code for code, rule in PROVISIONS.items() if rule.confidence == "low" and rule.in_force(TODAY))

    page = client.get("/aturan/", {"cari": doubtful, "siapa": ""}).content.decode()

    assert "pasal belum dipastikan" in page


def test_what_was_searched_for_is_shown_harmlessly(client: Client) -> None:
    page = client.get("/aturan/", {"cari": '"><script>'}).content.decode()

    assert "<script>" not in page


def test_the_library_asks_no_database_and_sets_no_cookie(client: Client) -> None:
    answer = client.get("/aturan/?siapa=&berlaku=semua")

    assert answer.status_code == 200
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")
