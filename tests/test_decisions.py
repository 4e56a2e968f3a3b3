"""docs/decisions: every choice has a number of its own, and what is named elsewhere is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def test_every_decision_has_a_number_of_its_own_and_none_is_left_out() -> None:
    assert [int(page.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))


def test_a_number_in_a_title_is_that_of_its_file() -> None:
    titles = {page.name[:4]: re.match(r"# (\d+)", page.read_text("utf-8")) for page in PAGES}

    assert {number: title[1] for number, title in titles.items() if title and title[1] != number} == {}


def test_a_decision_named_in_code_or_guides_exists() -> None:
    places = [path for folder in ("netral", "docs", "tests") for path in (ROOT / folder).rglob("*")]
    read = [path.read_text("utf-8") for path in places if path.suffix in (".py", ".toml", ".md")]
    named = set(re.findall(r"decisions/(\d{4})", "\n".join(read)))

    assert named
    assert named - {page.name[:4] for page in PAGES} == set()
