"""Penalties as phrases, by their days; and what a wrong one is told."""

from datetime import date
from pathlib import Path

import pytest

from netral import rulebook
from netral.rulebook.law_files import LawFileError
from netral.rulebook.penalties import Penalty, open_penalties
from netral.rulebook.texts import Text
from tests.rulebook.builders import law_changed

CRIME = "conduct/pidana_pemilu/494.toml"


def penalty(**said: object) -> Penalty:
    known: dict[str, object] = {
        "code": "x#1",
        "kind": "penjara",
        "article": "x",
        "prison_min": None,
        "prison_max": 12,
        "fine_min": None,
        "fine_max": 12_000_000,
        "category": "",
        "joined": "and",
        "effective": None,
        "until": None,
        "source": "x",
        "confidence": "high",
        "checked": date(2026, 1, 1),
    }
    return Penalty(**{**known, **said})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ({}, "Prison of at most 1 year and a fine of at most Rp12,000,000"),
        ({"kind": "kurungan", "prison_max": 6}, "Detention of at most 6 months and a fine of at most Rp12,000,000"),
        ({"prison_min": 1, "joined": "or"}, "Prison of 1 month to 1 year or a fine of at most Rp12,000,000"),
        (
            {"prison_max": 24, "category": "III", "joined": "and_or"},
            "Prison of at most 2 years and/or a fine of category III (at most Rp12,000,000)",
        ),
        ({"kind": "denda", "prison_max": None, "fine_min": 600_000}, "A fine of Rp600,000 to Rp12,000,000"),
    ],
)
def test_a_penalty_is_one_phrase(said: dict[str, object], phrase: str) -> None:
    assert penalty(**said).name.en == phrase


def test_the_phrase_is_indonesian_first() -> None:
    words = penalty(prison_min=1, prison_max=6, fine_min=600_000, fine_max=6_000_000, joined="and_or").name

    assert str(words) == (
        "Penjara paling singkat 1 bulan dan paling lama 6 bulan dan/atau "
        "denda paling sedikit Rp600.000 dan paling banyak Rp6.000.000"
    )


def test_an_assumption_asks_for_review() -> None:
    assert [penalty().needs_review, penalty(assumption=Text("a", "b")).needs_review] == [False, True]
    assert (penalty().months, penalty().years) == (12, None)


def test_the_day_of_the_act_and_of_the_decision_open_penalties() -> None:
    old = penalty(code="old", until=date(2026, 1, 1))
    new = penalty(code="new", effective=date(2026, 1, 2))
    before, after = date(2024, 1, 1), date(2026, 6, 1)

    found = [open_penalties((old, new), *days) for days in ((before, before), (before, after), (after, before))]

    assert [[each.code for each in row] for row in found] == [["old"], ["old", "new"], ["new"]]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("effective = 2026-01-02", "effective = 2026-01-03", ["penalty 2 → effective", "2026-01-02"]),
        ("effective = 2026-01-02", "effective = 2026-01-01", ["penalty 2 → effective", "2026-01-02"]),
        ("until = 2026-01-01\n", "", ["penalty 2 → effective", "an earlier version that ends"]),
        ("until = 2026-01-01", "until = 2026-13-01", ["whole file"]),
        ("fine_max = 12000000\n", "", ["penalty 1 → fine_max", "an amount in rupiah", "fine_category"]),
        ("prison_max_months = 12\n", "", ["penalty 1 → prison_max_months", "exactly where the penalty can be served"]),
        ('fine_category = "III"', 'fine_category = "IX"', ["penalty 2 → fine_category", "one of I, II, III, IV"]),
        ('kind = "kurungan"', 'kind = "cambuk"', ["penalty 1 → kind", "denda, kurungan, penjara"]),
        ('article = "UU 7/2017 Pasal 494"\n', "", ["penalty 1 → article", "a text"]),
        ('kind = "pidana"', 'kind = "disiplin"', ["penalty", "exactly where kind is pidana"]),
    ],
)
def test_a_wrong_penalty_is_refused(tmp_path: Path, old: str, new: str, says: list[str]) -> None:
    with pytest.raises(LawFileError) as refusal:
        rulebook.load(law_changed(tmp_path, CRIME, old, new))

    for words in (CRIME, *says):
        assert words in str(refusal.value)


def test_a_category_needs_an_amount(tmp_path: Path) -> None:
    with pytest.raises(LawFileError, match=r"fines\.toml, I → amount"):
        rulebook.load(law_changed(tmp_path, "fines.toml", "amount = 1000000\n", ""))
