import pytest
from django.test import Client
from django.urls import reverse

from netral.ui import navigation
from netral.ui.navigation import Way, links


def test_ways_that_lead_nowhere_are_left_out() -> None:
    found = links((Way("publishing:help", "Bantuan"), Way("publishing:soon", "Segera")), "/")

    assert [link.label for link in found] == ["Bantuan"]


def test_the_way_one_stands_on_is_current() -> None:
    found = links(navigation.MAIN, reverse("publishing:rules"))

    assert [str(link.label) for link in found if link.current] == ["Aturan"]


def test_every_public_way_exists() -> None:
    for group, ways in navigation.GROUPS.items():
        assert len(links(ways, "/")) == len(ways), group


def test_the_header_offers_what_exists_today_and_nothing_else() -> None:
    assert [str(link.label) for link in links(navigation.MAIN, "/")] == [
        "Lapor",
        "Cek status",
        "Tanya dulu",
        "Aturan",
        "Bantuan",
        "Jurnal",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("group", navigation.GROUPS)
def test_every_public_way_answers(client: Client, group: str) -> None:
    for link in links(navigation.GROUPS[group], "/"):
        assert client.get(link.url).status_code == 200, link.url
