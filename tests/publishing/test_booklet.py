from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape

from netral import rulebook
from netral.publishing.queries import booklet
from netral.publishing.queries.booklet import ASKED, DISCIPLINE, ETHICS, PAGES, spread
from netral.rulebook.selfcheck import self_check

TODAY = date(2026, 11, 22)
RULES = rulebook.current().provisions


@pytest.mark.parametrize(("count", "sizes"), [(7, [4, 3]), (8, [4, 4]), (1, [1, 0])])
def test_items_are_spread_over_exactly_so_many_pages(count: int, sizes: list[int]) -> None:
    pages = spread(range(count), 2)

    assert [len(page) for page in pages] == sizes
    assert [item for page in pages for item in page] == list(range(count))


def test_every_row_of_the_joint_decision_for_officials_stands_in_it() -> None:
    found = booklet(TODAY)
    codes = {row.rule.code for rows in (*found["ethics"], *found["discipline"]) for row in rows}

    wanted = {code for code, rule in RULES.items() if code.startswith("SKB-2022/") and "PNS" in rule.subjects}
    assert wanted <= codes
    assert all(RULES[code].in_force(TODAY) for code in codes)


def test_the_most_asked_stand_in_it_each_once() -> None:
    acts = [shown.act for page in booklet(TODAY)["asked"] for shown in page]

    assert acts == list(self_check().most_asked())


def test_levels_and_receivers_are_those_of_the_day() -> None:
    found = booklet(TODAY)

    assert str(found["levels"][0]["name"]) == "sanksi moral"
    assert all(level["measures"] for level in found["levels"])
    assert "Badan Kepegawaian Negara (BKN)" in map(str, found["receivers"])


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "/en"])
def test_it_has_sixteen_pages_in_either_language(client: Client, language: str) -> None:
    page = client.get(f"{language}/aturan/buku-saku/").content.decode()

    assert page.count('<section class="saku__hal') == PAGES == ETHICS + DISCIPLINE + ASKED + 6


def test_it_says_what_is_doubted_and_where_to_ask(client: Client) -> None:
    page = client.get("/aturan/buku-saku/").content.decode()

    assert "menunggu telaah hukum" in page
    assert escape("http://testserver/tanya/") in page
    assert "<svg" in page
