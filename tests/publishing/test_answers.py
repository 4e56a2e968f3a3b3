import logging
import re
from datetime import date, timedelta

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.publishing.queries import answer_page, square
from netral.publishing.queries.asking import ANSWERS
from netral.registry.states import StageDays
from netral.rulebook.selfcheck import self_check
from netral.rulebook.verdicts import MOST_QUESTIONS
from tests.registry.builders import a_training_election

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
CHECK = self_check()
WORDS = {"allowed": "Boleh", "risky": "Berisiko", "forbidden": "Dilarang", "depends": "Tergantung"}


def text(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", page)


@pytest.mark.parametrize("act", CHECK.acts)
@pytest.mark.parametrize("status", CHECK.statuses)
def test_every_act_answers_for_every_status_and_stage(act: str, status: str) -> None:
    """Forbidden only with a rule that forbids, allowed only with a passage and no rule at all."""
    for stage in ("", *CHECK.stages):
        given = answer_page(act, {"status": status, "tahap": stage}, TODAY)

        assert given is not None
        verdict = given["gauge"].code
        assert verdict != "forbidden" or given["bases"]
        assert verdict != "allowed" or (given["permissions"] and not given["bases"] and not given["others"])
        assert len(given["choices"]) <= MOST_QUESTIONS


@pytest.mark.parametrize("act", CHECK.acts)
def test_every_act_has_a_page_that_says_its_verdict_and_sets_no_cookie(client: Client, act: str) -> None:
    for stage in ("", *CHECK.stages):
        answer = client.get(f"/tanya/{act}/", {"tahap": stage})

        assert answer.status_code == 200
        assert f'<h2 id="putusan">{WORDS[answer.context["gauge"].code]}</h2>' in answer.content.decode()
        assert not answer.cookies


@pytest.mark.parametrize("status", CHECK.statuses)
def test_every_status_has_a_page(client: Client, status: str) -> None:
    page = client.get("/tanya/hadir-kampanye/", {"status": status}).content.decode()

    assert f'<option value="{status}" selected>' in page


def test_a_page_names_rule_sanction_advice_and_what_it_is_not(client: Client) -> None:
    page = client.get("/tanya/menyukai-unggahan/?status=pns&tahap=kampanye").content.decode()

    for told in (
        "/aturan/skb-2022-ds-6/",
        "Penurunan jabatan setingkat lebih rendah (12 bulan)",
        "Yang aman dilakukan",
        "Kalau sudah terlanjur",
        "Jawaban ini bukan putusan.",
        "Kami tidak menyimpan siapa yang bertanya.",
    ):
        assert told in page


def test_sanctions_are_those_for_the_one_who_asks(client: Client) -> None:
    pppk = client.get("/tanya/anggota-partai/?status=pppk").context["bases"]

    assert pppk
    assert all("PPPK" in each.sanction.subjects for basis in pppk for each in basis.measures)


def test_the_rules_that_decided_are_cited_as_people_cite_them() -> None:
    banned = answer_page("menyukai-unggahan", {"status": "pns"}, TODAY)
    village = answer_page("hadir-kampanye", {"status": "kepala-desa"}, TODAY)
    allowed = answer_page("memberi-suara", {}, TODAY)

    assert banned is not None
    assert village is not None
    assert allowed is not None
    assert banned["instruments"][0] == "SKB 2022"
    assert "UU 6/2014" in village["instruments"]
    assert allowed["instruments"] == ["UU 7/2017 Pasal 198"]


def test_an_allowed_act_cites_the_passage_and_marks_its_doubt(client: Client) -> None:
    page = client.get("/tanya/memberi-suara/").content.decode()

    assert "UU 7/2017 Pasal 198" in page
    assert "pasal belum dipastikan" in page
    assert "Kalau sudah terlanjur" not in page


def test_those_who_may_not_vote_are_told_so_and_not_how_to_vote(client: Client) -> None:
    page = client.get("/tanya/memberi-suara/?status=tni").content.decode()

    assert page.count("prajurit TNI tidak menggunakan hak memilih") > 1
    assert '<span class="meta" lang="id">UU 7/2017 Pasal 200</span>' in page
    assert "Memilihlah seperti warga lain" not in page


def test_a_rule_that_forbids_in_some_stage_is_shown_as_the_basis() -> None:
    page = answer_page("mengajak-memilih", {"status": "pns"}, TODAY)

    assert page is not None
    assert "SKB-2022/DS-8" in {basis.row.rule.code for basis in page["bases"]}


def test_questions_are_asked_and_their_answers_stay_chosen(client: Client) -> None:
    page = client.get("/tanya/foto-dengan-calon/?status=pns&tahap=sebelum-penetapan&diunggah=tidak").content.decode()

    assert "Apakah diunggah ke tempat yang bisa dilihat umum?" in page
    assert re.search(r'name="diunggah" value="tidak" checked', page)
    assert '<option value="pns" selected>' in page
    assert '<option value="sebelum-penetapan" selected>' in page


def test_an_answer_changes_the_verdict(client: Client) -> None:
    def verdict(word: str) -> str:
        query = {"status": "pns", "tahap": "sebelum-penetapan", "diunggah": word}
        return str(client.get("/tanya/foto-dengan-calon/", query).context["gauge"].code)

    assert [verdict(word) for word in ("ya", "tidak", "")] == ["forbidden", "risky", "depends"]


def test_a_spouse_is_asked_about_leave(client: Client) -> None:
    page = client.get("/tanya/hadir-kampanye/?status=suami-istri-calon&tahap=kampanye").content.decode()

    assert "cuti di luar tanggungan negara?" in page


def test_stages_are_compared_only_where_they_differ() -> None:
    differing = answer_page("mengajak-memilih", {"status": "pns", "tahap": "kampanye"}, TODAY)
    same = answer_page("menyukai-unggahan", {}, TODAY)

    assert differing is not None
    assert same is not None
    assert [each.gauge.code for each in differing["by_stage"]] == ["risky", "forbidden", "forbidden"]
    assert [each.chosen for each in differing["by_stage"]] == [False, True, False]
    assert differing["by_stage"][0].url == "/tanya/mengajak-memilih/?status=pns&tahap=sebelum-penetapan"
    assert same["by_stage"] == []


def test_rules_that_may_concern_it_are_kept_apart_from_those_that_do() -> None:
    page = answer_page("hadir-kampanye", {"status": "pns", "tahap": "kampanye", "mendukung": "ya"}, TODAY)

    assert page is not None
    assert "SKB-2022/DS-4" in {basis.row.rule.code for basis in page["bases"]}
    assert not {b.row.rule.code for b in page["bases"]} & {b.row.rule.code for b in page["others"]}


def test_values_nobody_knows_are_as_if_not_said(client: Client) -> None:
    odd = client.get("/tanya/foto-dengan-calon/?status=raja&tahap=x&diunggah=mungkin&a=b")
    plain = client.get("/tanya/foto-dengan-calon/")

    assert odd.status_code == 200
    assert odd.context["context"] == plain.context["context"]
    assert odd.context["link"] == plain.context["link"]


def test_the_address_is_the_same_however_it_was_reached(client: Client) -> None:
    page = client.get("/tanya/foto-dengan-calon/?diunggah=ya&status=pns&utm_source=x").content.decode()

    assert '<link rel="canonical" href="/tanya/foto-dengan-calon/?status=pns&amp;diunggah=ya">' in page


@pytest.mark.parametrize("path", ["/tanya/terbang/", "/tanya/foto-dengan-calonn/", "/en/tanya/terbang/"])
def test_an_unknown_act_is_no_page_but_offers_the_nearest(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert "/tanya/" in answer.content.decode().split("tanya__hal")[1]
    assert not answer.cookies


def test_an_unknown_act_has_no_answer() -> None:
    assert answer_page("terbang", {}, TODAY) is None


def test_the_square_holds_no_style_that_the_policy_forbids() -> None:
    drawn = square("https://netral.example/tanya/")

    assert drawn.startswith("<svg")
    assert "style=" not in drawn
    assert "<script" not in drawn


def test_an_answer_leaves_no_trace(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever asks is written down nowhere: no row, no line of a log, no cookie, no session."""
    with CaptureQueriesContext(connection) as asked, caplog.at_level(logging.DEBUG, logger="netral"):
        answer = client.get("/tanya/hadir-kampanye/?status=pns&mendukung=ya")
        client.get("/tanya/?cari=foto+dengan+bupati")

    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
    assert not any("session" in query["sql"] for query in asked.captured_queries)
    assert caplog.records == []
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]
    assert "max-age=3600" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")


def test_the_same_answer_is_not_sent_twice(client: Client) -> None:
    first = client.get("/tanya/memberi-suara/")

    again = client.get("/tanya/memberi-suara/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_an_answer_says_until_when_it_holds(client: Client) -> None:
    assert "Tidak ada pemilihan yang sedang berjalan" in client.get("/tanya/foto-dengan-calon/").content.decode()

    begun, ends = timezone.localdate() - timedelta(days=9), timezone.localdate() + timedelta(days=9)
    stages = [StageDays("penetapan_calon", [], begun, begun), StageDays("kampanye", [], begun, ends)]
    a_training_election(voting_day=ends, stages=stages)

    page = client.get("/tanya/foto-dengan-calon/?tahap=kampanye").content.decode()
    other = client.get("/tanya/foto-dengan-calon/?tahap=sebelum-penetapan&status=pns").content.decode()

    assert "akhir tahap ini pada" in page
    assert 'href="/tanya/foto-dengan-calon/?status=pns&amp;tahap=kampanye">Jawaban untuk tahap itu' in other


def test_an_answer_is_small(client: Client) -> None:
    heaviest = max(len(brotli.compress(client.get(f"/tanya/{act}/").content)) for act in CHECK.acts)

    assert heaviest < 6_000


@pytest.mark.parametrize("act", CHECK.acts)
def test_the_english_answer_leaves_no_indonesian_behind(client: Client, act: str) -> None:
    for status, word in zip(("asn", "honorer", "suami-istri-calon"), ("", *ANSWERS), strict=True):
        page = client.get(f"/en/tanya/{act}/", {"status": status, "mendukung": word}).content.decode()
        shown = re.sub(r"<(\w+)[^>]+lang=\"id\"[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
        assert not re.search(r"\b(?:dan|yang|tidak|untuk|dengan)\b", text(shown))


def test_a_verdict_is_said_in_words_beside_its_picture(client: Client) -> None:
    page = client.get("/tanya/memberi-suara/").content.decode()

    assert all('aria-hidden="true"' in svg for svg in re.findall(r"<svg class=\"wp[^>]+>", page))
    assert "Boleh" in text(page)
