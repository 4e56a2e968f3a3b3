import re
from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape

from netral import rulebook
from netral.publishing.converters import rule_slug
from netral.publishing.queries import rule_page
from netral.publishing.queries.rules import PERIODS_OF_INSTRUMENT, PERIODS_OF_KIND, asked, neighbours

TODAY = date(2026, 11, 21)
BOOK = rulebook.current()
RULES = BOOK.provisions
# Nobody has seen the article; a lawyer should look; nothing to say.
DOUBTS = {"low": "pasal belum dipastikan", "medium": "menunggu telaah hukum", "high": ""}


def test_every_period_of_a_handling_is_in_the_law() -> None:
    for codes in PERIODS_OF_KIND.values():
        assert set(codes) <= set(BOOK.regimes)
    assert set(PERIODS_OF_INSTRUMENT) <= set(BOOK.instruments)


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_page(client: Client, code: str) -> None:
    answer = client.get(f"/aturan/{rule_slug(code)}/")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("<h1>") == 1
    assert code in page
    assert not answer.cookies
    assert DOUBTS[RULES[code].confidence] in page.split("</h1>")[1].split("<section")[0]


def test_the_page_tells_what_follows_a_breach(client: Client) -> None:
    page = client.get("/aturan/skb-2022-ds-6/").content.decode()

    for told in (
        "Terkena aturan ini",
        "Sanksi: Pegawai negeri sipil (PNS)",
        "Siapa yang boleh menjatuhkan",
        "Upaya terhadap keputusannya",
        "Badan Pertimbangan ASN (BPASN)",
        "Diteruskan kepada siapa, menurut harinya",
        "Badan Kepegawaian Negara (BKN)",
        "Yang mengikat adalah teks aslinya",
    ):
        assert told in page


def test_every_penalty_of_a_crime_stands_there_with_its_days(client: Client) -> None:
    page = client.get("/aturan/uu-7-2017-494/").content.decode()

    for penalty in RULES["UU-7-2017/494"].penalties:
        assert escape(penalty.name.id) in page
    assert "Pidana dijatuhkan pengadilan" in page
    assert "Siapa yang boleh menjatuhkan" not in page


def test_every_part_of_the_contents_leads_somewhere(client: Client) -> None:
    for code in ("skb-2022-ds-6", "uu-7-2017-494", "uu-10-2016-71-5"):
        page = client.get(f"/aturan/{code}/").content.decode()
        contents = page.split('<nav class="sisi aturan__isi"')[1].split("</nav>")[0]
        for target in re.findall(r'href="#([a-z]+)"', contents):
            assert page.count(f'id="{target}"') == 1


def test_a_rule_leads_to_what_people_ask_about_it() -> None:
    assert "menyukai-unggahan" in [act.code for act in asked(RULES["SKB-2022/DS-6"])]


@pytest.mark.parametrize("written", ["SKB-2022/DS-6", "skb-2022/ds-6", "SKB-2022-DS-6", "skb.2022.ds.6"])
def test_other_ways_to_write_a_code_lead_to_its_one_address(client: Client, written: str) -> None:
    answer = client.get(f"/aturan/{written}/")

    assert answer.status_code == 301
    assert answer["Location"] == "/aturan/skb-2022-ds-6/"


def test_the_english_page_redirects_within_english(client: Client) -> None:
    assert client.get("/en/aturan/SKB-2022/DS-6/")["Location"] == "/en/aturan/skb-2022-ds-6/"


@pytest.mark.parametrize("code", ["tidak-ada", "tenggat/X-1", "SKB-2022", "-", "/", "%20"])
def test_an_unknown_code_is_no_page(client: Client, code: str) -> None:
    assert client.get(f"/aturan/{code}/").status_code == 404
    assert client.get(f"/en/aturan/{code}/").status_code == 404


def test_unknown_slugs_have_no_answer() -> None:
    assert rule_page("x", TODAY) is None
    assert rule_page("", TODAY) is None


def test_a_page_tells_who_what_towards_whom_when_and_under_which_circumstances(client: Client) -> None:
    page = client.get("/aturan/skb-2022-ds-4/").content.decode()

    for told in (
        "Pegawai negeri sipil",
        "Menghadiri deklarasi atau kampanye",
        "<dd>calon</dd>",
        "Sesudah penetapan calon",
        "hadir saja belum cukup",
    ):
        assert told in page


def test_a_rule_that_holds_always_says_so(client: Client) -> None:
    assert "Kapan saja" in client.get("/aturan/skb-2022-ds-5/").content.decode()


def test_a_rule_of_one_kind_of_election_names_it() -> None:
    page = rule_page("uu-7-2017-494", TODAY)

    assert page is not None
    assert page["regimes"] == ["Pemilu"]


def test_a_doubtful_reach_is_said(client: Client) -> None:
    page = client.get("/aturan/skb-2022-ds-8/").content.decode()

    assert "jangkauannya pada bakal calon diragukan" in page


def test_what_the_wording_may_also_reach_is_kept_apart(client: Client) -> None:
    rule = next(rule for rule in RULES.values() if rule.doubtful_conducts)

    page = rule_page(rule_slug(rule.code), TODAY)

    assert page is not None
    assert page["doubtful_acts"]
    assert not set(page["acts"]) & set(page["doubtful_acts"])
    assert "Mungkin juga" in client.get(f"/aturan/{rule_slug(rule.code)}/").content.decode()


def test_a_note_of_the_law_is_shown(client: Client) -> None:
    rule = next(rule for rule in RULES.values() if rule.note)

    assert rule.note is not None
    assert escape(rule.note.id) in client.get(f"/aturan/{rule_slug(rule.code)}/").content.decode()


def test_history_joins_rules_about_the_same_act_where_one_ends_and_the_next_begins() -> None:
    party = RULES["SKB-2022/DS-5"]

    assert "UU-5-2014/87.4.c" in {each.code for each in neighbours(party, later=False)}
    assert "SKB-2022/DS-5" in {each.code for each in neighbours(RULES["UU-5-2014/87.4.c"], later=True)}


@pytest.mark.parametrize("code", RULES)
def test_history_reads_the_same_from_both_ends(code: str) -> None:
    rule = RULES[code]

    for each in neighbours(rule, later=True):
        assert rule in neighbours(each, later=False)
        assert each.effective is not None
        assert rule.until is not None
        assert each.effective > rule.until


def test_discipline_shows_the_periods_of_its_handling(client: Client) -> None:
    page = client.get("/aturan/skb-2022-ds-6/").content.decode()

    assert "Batas waktu penanganannya" in page
    assert "/aturan/tenggat/D-SAMP/" in page


def test_an_old_rule_shows_the_periods_of_its_own_instrument() -> None:
    page = rule_page("pp-53-2010-4-12-d", TODAY)

    assert page is not None
    assert [family.code for family in page["periods"]] == ["pp53"]


def test_a_rule_of_another_kind_shows_no_periods_of_discipline() -> None:
    page = rule_page("uu-6-2014-29-j", TODAY)

    assert page is not None
    assert page["periods"] == []


def test_the_page_needs_no_database(client: Client) -> None:
    assert client.get("/aturan/skb-2022-ds-6/").status_code == 200
