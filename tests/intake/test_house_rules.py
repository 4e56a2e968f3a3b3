"""Periods no law gives: each has a reason, and a house may set its own."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from netral.intake.house_rules import HouseRuleError, house_rule, house_rules


def test_every_rule_says_why_it_is_as_long_as_it_is() -> None:
    assert {code: bool(rule.reason) for code, rule in house_rules().items()} == dict.fromkeys(house_rules(), True)


def test_reprisals_are_asked_about_three_times() -> None:
    assert house_rule("check_in").lengths == tuple(timedelta(days=days) for days in (30, 90, 180))


def test_a_house_changes_only_what_it_names(settings: Any, tmp_path: Path) -> None:
    changed = tmp_path / "aturan.toml"
    changed.write_text("[sitting]\nlength = 10\n")
    settings.HOUSE_RULES = str(changed)

    assert house_rule("sitting").length == timedelta(minutes=10)
    assert house_rule("grant").length == timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[sidang]\nlength = 1\n", r"no rule \[sidang\]; the rules are sitting,"),
        ("[sitting]\nlength = 0\n", "needs a whole number above 0"),
        ("[sitting]\nlength = true\n", "needs a whole number above 0"),
        ('[sitting]\nunit = "tahun"\n', "unit"),
        ("[sitting", "names a TOML file"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(text: str, complaint: str, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "aturan.toml").write_text(text)
    settings.HOUSE_RULES = str(tmp_path / "aturan.toml")

    with pytest.raises(HouseRuleError, match=complaint):
        house_rules()


def test_a_file_that_is_not_there_is_named(settings: Any) -> None:
    settings.HOUSE_RULES = "/tidak/ada.toml"

    with pytest.raises(HouseRuleError, match=r"/tidak/ada\.toml"):
        house_rules()
