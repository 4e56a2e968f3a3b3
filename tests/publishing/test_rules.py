from datetime import date

import pytest
from django.test import Client

from netral import rulebook
from netral.publishing.queries import deadline_library, deadline_page, rule_library, rule_page
from netral.publishing.queries.rules import KINDS, LEVELS, PHASES, Row
from netral.rulebook.vocabulary import KINDS as ALL_KINDS
from netral.rulebook.vocabulary import LEVELS as ALL_LEVELS
from netral.rulebook.vocabulary import PHASES as ALL_PHASES

TODAY = date(2026, 11, 21)


def codes(library: dict[str, object]) -> set[str]:
    rows = [row for act in library["acts"] for row in act.rows] + library["general"]  # type: ignore[attr-defined, operator]
    return {row.rule.code for row in rows}


def test_every_code_of_the_law_has_words() -> None:
    assert set(KINDS) == set(ALL_KINDS)
    assert set(LEVELS) == set(ALL_LEVELS)
    assert set(PHASES) == set(ALL_PHASES)


def test_every_rule_in_force_is_in_the_library() -> None:
    in_force = {code for code, rule in rulebook.current().provisions.items() if rule.in_force(TODAY)}

    assert codes(rule_library(TODAY)) == in_force


def test_rules_no_longer_or_not_yet_in_force_are_left_out() -> None:
    book = rulebook.current()
    out = {code for code, rule in book.provisions.items() if not rule.in_force(TODAY)}

    assert out
    assert codes(rule_library(TODAY)) & out == set()


def test_the_library_narrows_to_whom_the_rules_bind() -> None:
    library = rule_library(TODAY, subject="kades")

    subjects = [set(row.rule.subjects) for act in library["acts"] for row in act.rows]
    assert subjects
    assert all("kades" in each for each in subjects)


def test_asn_are_both_kinds_of_civil_servants() -> None:
    both = codes(rule_library(TODAY, subject="ASN"))

    assert both >= codes(rule_library(TODAY, subject="PNS")) | codes(rule_library(TODAY, subject="PPPK"))


def test_the_library_narrows_to_a_stage_and_keeps_what_holds_always() -> None:
    phases = {row.rule.phase for act in rule_library(TODAY, phase="before")["acts"] for row in act.rows}

    assert phases == {"before", None}


def test_words_nobody_knows_do_not_narrow() -> None:
    assert codes(rule_library(TODAY, subject="<b>", phase="x")) == codes(rule_library(TODAY))


def test_the_specific_rule_comes_before_the_general_one() -> None:
    for act in rule_library(TODAY)["acts"]:
        ranks = [row.rule.rank for row in act.rows]
        assert ranks == sorted(ranks)
        assert not any(row.rule.general for row in act.rows)


def test_a_row_is_said_in_words() -> None:
    rules = rulebook.current().provisions

    grave = Row(rules["SKB-2022/DS-4"])

    assert [str(word) for word in (grave.kind, grave.level, grave.tone, grave.phase)] == [
        "Disiplin",
        "hukuman disiplin berat",
        "bata",
        "sesudah penetapan calon",
    ]


def test_a_row_without_level_or_phase_leaves_them_empty() -> None:
    bare = next(Row(rule) for rule in rulebook.current().provisions.values() if not rule.level and not rule.phase)

    assert (bare.level, bare.tone, bare.phase) == ("", "netral", "")


@pytest.mark.parametrize("code", rulebook.current().provisions)
def test_every_rule_has_a_page(client: Client, code: str) -> None:
    answer = client.get(f"/aturan/{code}/")

    assert answer.status_code == 200
    page = answer.content.decode()
    rule = rulebook.current().provisions[code]
    assert page.count("<h1>") == 1
    assert ("pasal belum dipastikan" in page) == (rule.confidence == "low")


def test_the_sanctions_of_a_rule_are_those_of_its_level() -> None:
    page = rule_page("SKB-2022/DS-4", TODAY)

    assert page is not None
    assert {sanction.level for sanction in page["sanctions"]} == {"berat"}


def test_a_repealed_rule_shows_the_sanctions_of_its_own_time() -> None:
    page = rule_page("PP-53-2010/4.12.d", TODAY)

    assert page is not None
    assert page["sanctions"]
    assert all(sanction.in_force(page["row"].rule.until) for sanction in page["sanctions"])


@pytest.mark.parametrize("path", ["/aturan/tidak-ada/", "/aturan/tenggat/X-1/", "/aturan/SKB-2022/", "/en/aturan/x/"])
def test_an_unknown_code_is_no_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_unknown_codes_have_no_answer() -> None:
    assert rule_page("x", TODAY) is None
    assert deadline_page("x") is None


def test_the_page_opens_with_what_binds_civil_servants(client: Client) -> None:
    page = client.get("/aturan/").content.decode()

    assert '<option value="ASN" selected>' in page
    assert "Kepala desa ikut serta" not in page


def test_a_filter_that_fits_nothing_offers_the_way_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = {"book": rulebook.current(), "acts": [], "general": [], "subject": "", "phase": "", "phases": PHASES}
    monkeypatch.setattr("netral.publishing.queries.rule_library", lambda *_args, **_kwargs: empty)

    page = client.get("/aturan/?siapa=BPD").content.decode()

    assert "Tidak ada aturan yang cocok" in page
    assert 'href="/aturan/?siapa="' in page


def test_all_periods_are_listed_those_a_citizen_waits_for_first() -> None:
    families = deadline_library()["families"]

    listed = [period.rule.code for family in families for period in family.periods]
    assert [family.code for family in families][:2] == ["pemilu", "pilkada"]
    assert sorted(listed) == sorted(rulebook.current().deadlines)


def test_a_period_nobody_has_seen_in_the_text_is_labelled(client: Client) -> None:
    page = client.get("/aturan/tenggat/P-PERB/").content.decode()

    assert "pasal belum dipastikan" in page


def test_a_period_shows_each_of_its_versions_the_newest_first() -> None:
    code = next(code for code, versions in rulebook.current().deadlines.items() if len(versions) > 1)

    page = deadline_page(code)

    assert page is not None
    assert [period.rule for period in page["versions"]] == list(reversed(rulebook.current().deadlines[code]))


def test_rules_are_read_without_a_database(client: Client) -> None:
    assert client.get("/aturan/").status_code == 200
    assert client.get("/aturan/tenggat/").status_code == 200
