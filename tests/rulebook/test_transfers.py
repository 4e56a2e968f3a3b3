"""Which way work may go between offices, as the law's table has it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from netral import rulebook
from netral.offices.models import OrganisationKind
from netral.procedure.models import TransferKind
from netral.rulebook.inventory import entries
from netral.rulebook.law_files import LawFileError
from netral.rulebook.quorum import quorums
from netral.rulebook.transfers import TransferRule, load_transfers, transfer_rules

EXAMPLES = tomllib.loads((Path(__file__).parent / "examples" / "transfers.toml").read_text("utf-8"))["example"]
ENTRY = """[pelimpahan]
title = { id = "Pelimpahan", en = "Transfer" }
waits = true
fresh = false
new_number = false
"""
BASIS = """[pelimpahan.basis.pemilu]
source = "x"
confidence = "high"
checked = 2026-11-23
"""


def written(folder: Path, text: str) -> Path:
    (folder / "transfers.toml").write_text(text)
    return folder


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_examples(example: dict[str, Any]) -> None:
    rule = transfer_rules()[example["kind"]]

    possible = rule.goes(example["origin"], example["receiver"]) and rule.possible_from(example["status"])

    assert possible is example["possible"]
    assert rule.basis("pemilu").source == example["source"]


def test_the_kinds_of_the_table_are_those_the_house_stores() -> None:
    assert set(transfer_rules()) == set(TransferKind.values)


@pytest.mark.parametrize("rule", transfer_rules().values(), ids=lambda rule: rule.code)
def test_offices_statuses_and_regimes_it_names_exist(rule: TransferRule) -> None:
    kinds = {*rule.receivers, *(kind for named in rule.receivers.values() for kind in named)}
    tables = [table for code in ("pemilu", "pilkada") for table in rulebook.current().procedures[code]]

    assert kinds <= set(OrganisationKind.values)
    assert all(set(rule.statuses) <= set(table.statuses) for table in tables)
    assert set(rule.bases) == {"pemilu", "pilkada"}
    assert all(basis.assumption for basis in rule.bases.values())


@pytest.mark.parametrize("rule", transfer_rules().values(), ids=lambda rule: rule.code)
def test_no_number_of_days_and_no_new_period_is_claimed(rule: TransferRule) -> None:
    """Nobody has built a fresh period or a new number yet; a table that asks for one must not pass unseen."""
    assert (rule.count, rule.fresh, rule.new_number) == (None, False, False)


def test_a_regime_without_an_article_is_named() -> None:
    with pytest.raises(LookupError, match="pelimpahan has no basis for 'pilpres'"):
        transfer_rules()["pelimpahan"].basis("pilpres")


def test_every_article_stands_among_the_entries_of_the_law() -> None:
    codes = [each.code for each in entries(rulebook.current(), quorums()) if each.chapter == "transfer"]

    assert codes == [f"{kind}: {regime}" for kind in transfer_rules() for regime in ("pemilu", "pilkada")]


def test_a_table_without_receivers_or_basis_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawFileError, match="receivers"):
        load_transfers(written(tmp_path, ENTRY + BASIS))
    with pytest.raises(LawFileError, match="basis"):
        load_transfers(written(tmp_path, ENTRY + "up = true\n"))
    assert load_transfers(written(tmp_path, ENTRY + "up = true\n" + BASIS))["pelimpahan"].up
