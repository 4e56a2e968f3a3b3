"""The measures toward a silent appointing official, as the law's table has them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from netral import rulebook
from netral.oversight.states import RUNGS
from netral.rulebook.inventory import entries
from netral.rulebook.ladder import Rung, load_rungs, rungs
from netral.rulebook.law_files import LawFileError
from netral.rulebook.quorum import quorums

EXAMPLES = tomllib.loads((Path(__file__).parent / "examples" / "ladder.toml").read_text("utf-8"))["example"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_examples(example: dict[str, Any]) -> None:
    rung = rungs()[example["rung"]]

    assert rung.source == example["source"]
    assert (rung.count is None) is (example["days"] == "belum ada batas resmi")


def test_the_house_knows_the_rungs_of_the_law_in_their_order() -> None:
    assert list(rungs()) == [rung.value for rung in RUNGS]


@pytest.mark.parametrize("rung", rungs().values(), ids=lambda rung: rung.code)
def test_no_number_of_days_is_claimed_and_every_doubt_is_written_down(rung: Rung) -> None:
    assert rung.count is None
    assert rung.assumption
    assert rung.confidence != "high"


def test_every_rung_stands_among_the_entries_of_the_law() -> None:
    codes = [each.code for each in entries(rulebook.current(), quorums()) if each.chapter == "ladder"]

    assert codes == list(rungs())


def test_a_rung_without_its_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ladder.toml").write_text('[pengingat]\ntitle = { id = "P", en = "R" }\nconfidence = "low"\n')

    with pytest.raises(LawFileError, match="source"):
        load_rungs(tmp_path)
