from django.test import Client

from netral import rulebook
from netral.publishing.queries import deadline_library, deadline_page
from netral.publishing.queries.periods import families, length


def test_all_periods_are_listed_those_a_citizen_waits_for_first() -> None:
    listed = [period.rule.code for family in deadline_library()["families"] for period in family.periods]

    assert [family.code for family in deadline_library()["families"]][:2] == ["pemilu", "pilkada"]
    assert sorted(listed) == sorted(rulebook.current().deadlines)


def test_families_come_in_the_order_they_are_asked_for() -> None:
    assert [family.code for family in families(["pp94", "sbt"])] == ["pp94", "sbt"]


def test_a_period_nobody_has_seen_in_the_text_is_labelled(client: Client) -> None:
    page = client.get("/aturan/tenggat/P-PERB/").content.decode()

    assert "pasal belum dipastikan" in page


def test_a_period_shows_each_of_its_versions_the_newest_first() -> None:
    code = next(code for code, versions in rulebook.current().deadlines.items() if len(versions) > 1)

    page = deadline_page(code)

    assert page is not None
    assert [period.rule for period in page["versions"]] == list(reversed(rulebook.current().deadlines[code]))


def test_an_unknown_code_has_no_answer() -> None:
    assert deadline_page("x") is None


def test_every_period_has_a_length_in_words() -> None:
    for versions in rulebook.current().deadlines.values():
        assert all(length(version) for version in versions)


def test_periods_are_read_without_a_database(client: Client) -> None:
    assert client.get("/aturan/tenggat/").status_code == 200
