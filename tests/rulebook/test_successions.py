"""Receivers that end: who goes on with what, from which day, and that routes and successions tell the same story."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from netral import rulebook
from netral.cases.queries.routing import NATIONAL
from netral.rulebook.law_files import LawFileError
from netral.rulebook.successions import in_force, load_successions, successions

KASN_BKN = "S-KASN-BKN"
ROW = """
[S-A]
origin = "KASN"
to = "BKN"
{more}
because = {{ id = "Karena.", en = "Because." }}
source = "Aturan"
confidence = "high"
checked = 2026-11-23
"""


def law(folder: Path, more: str, *, row: str = ROW) -> Path:
    (folder / "successions.toml").write_text(row.format(more=more))
    return folder


@pytest.mark.parametrize(("on", "codes"), [(date(2024, 9, 3), []), (date(2024, 9, 4), [KASN_BKN])])
def test_a_succession_begins_overnight(on: date, codes: list[str]) -> None:
    assert [each.code for each in in_force(on)] == codes


@pytest.mark.parametrize(("processed", "to"), [(False, "BKN"), (True, "KemenPANRB")])
def test_what_was_dealt_with_goes_elsewhere_than_what_was_not(processed: bool, to: str) -> None:
    assert successions()[KASN_BKN].receiver(processed=processed) == to


def test_where_nothing_is_said_of_what_was_dealt_with_all_goes_to_one(tmp_path: Path) -> None:
    rule = load_successions(law(tmp_path, "effective = 2024-09-04"))["S-A"]

    assert (rule.receiver(processed=True), rule.receiver(processed=False)) == ("BKN", "BKN")


def test_the_one_that_waits_for_its_law_moves_nothing_and_stands_last() -> None:
    assert [each.not_yet for each in successions().values()] == [False, True]
    assert not any(each.not_yet for each in in_force(date(2040, 1, 1)))


def test_on_its_first_day_the_routes_lead_to_the_successor_and_no_more_to_the_old_one() -> None:
    for rule in successions().values():
        if rule.effective:
            before, after = (
                {each.to for each in rulebook.receivers("PNS", "disiplin", day)}
                for day in (rule.effective - timedelta(days=1), rule.effective)
            )
            assert rule.origin in before
            assert rule.origin not in after
            assert rule.to in after
            settled = rulebook.receivers("PNS", "disiplin", rule.effective, situation="diproses_kasn")
            assert rule.processed in {each.to for each in settled}


def test_every_receiver_that_ends_is_an_organisation_of_our_data() -> None:
    assert {each.origin for each in successions().values()} <= set(NATIONAL)


@pytest.mark.parametrize("more", ['processed = "Sultan"', "effective = 2024-09-04\nuntil = 2024-09-01", 'lain = "x"'])
def test_a_wrong_entry_is_refused(more: str, tmp_path: Path) -> None:
    with pytest.raises(LawFileError):
        load_successions(law(tmp_path, more))
