"""Examples written to be read aloud with a lawyer: the rulebook must give exactly what they say."""

import tomllib
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from netral import rulebook

EXAMPLES = Path(__file__).parent / "examples"


def examples(pattern: str) -> list[Any]:
    rows: list[Any] = []
    for path in sorted(EXAMPLES.glob(pattern)):
        found = tomllib.loads(path.read_text(encoding="utf-8"))["example"]
        rows += [pytest.param(row, id=f"{path.stem}: {row['title']}") for row in found]
    return rows


@pytest.mark.parametrize("example", examples("deadlines_*.toml"))
def test_a_period_ends_as_the_example_says(example: dict[str, Any]) -> None:
    due = rulebook.due(example["rule"], example["start"], zone=example["zone"])

    assert due.due == example.get("due")
    assert due.due is None or due.due.utcoffset() == example["due"].utcoffset()
    if "skipped" in example:
        assert [f"{day.date} {day.name}" for day in due.skipped] == example["skipped"]
    if "assumptions" in example:
        assert [text.id for text in due.assumptions] == example["assumptions"]


@pytest.mark.parametrize("example", examples("phase.toml"))
def test_a_day_lies_before_or_after_the_determination_as_the_example_says(example: dict[str, Any]) -> None:
    election = rulebook.current().elections[example["election"]]

    assert rulebook.phase(election, example.get("office"), example["on"]) == example["phase"]


@pytest.mark.parametrize("example", examples("receivers.toml"))
def test_an_allegation_goes_to_whom_the_example_says(example: dict[str, Any]) -> None:
    found = rulebook.receivers(
        example["subject"],
        example["kind"],
        example["on"],
        regime=example.get("regime"),
        position=example.get("position", ""),
    )

    assert [receiver.to for receiver in found] == example["to"]
    if "via" in example:
        assert found[0].via == example["via"]


@pytest.mark.parametrize("example", examples("assess_*.toml"))
def test_an_act_is_assessed_as_the_example_says(example: dict[str, Any]) -> None:
    answer = rulebook.assess({"id": "contoh", **example["facts"]})

    assert [row["provision"] for row in answer["allegations"]] == example["provisions"]
    for key in ("kind", "level"):
        if key in example:
            assert (answer["allegations"][0][key] or "none") == example[key]
    if "phase" in example:
        assert answer["phase"] == example["phase"]
    if "sanctions" in example:
        assert [sanction["code"] for sanction in answer["allegations"][0]["sanctions"]] == example["sanctions"]
    if "referrals" in example:
        assert [referral["to"] for referral in answer["referrals"]] == example["referrals"]
    if "missing" in example:
        assert [fact["fact"] for fact in answer["missing"]] == example["missing"]
    if "unknown" in example:
        states = {element["element"]: element["state"] for element in answer["allegations"][0]["elements"]}
        assert [name for name, state in states.items() if state == "unknown"] == example["unknown"]


def test_every_deadline_with_a_number_can_be_counted_and_explains_itself() -> None:
    start = datetime.combine(rulebook.current().checked, time(5), UTC)

    for code in rulebook.current().deadlines:
        due = rulebook.due(code, start, zone="Asia/Jakarta")
        assert due.due is not None or due.assumptions
        assert due.source in rulebook.explain(due).id
