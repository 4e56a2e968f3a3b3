"""Law folders of our own: the real one with one place changed, or facts with one thing said otherwise."""

from pathlib import Path
from typing import Any

from netral.rulebook.book import LAW


def law_with(folder: Path, file: str, text: str) -> Path:
    """A law folder like the real one, in which one file says something else (or is new)."""
    for path in LAW.rglob("*.toml"):
        copy = folder / path.relative_to(LAW)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.symlink_to(path)
    changed = folder / file
    changed.unlink(missing_ok=True)
    changed.parent.mkdir(parents=True, exist_ok=True)
    changed.write_text(text, encoding="utf-8")
    return folder


def law_changed(folder: Path, file: str, old: str, new: str) -> Path:
    """A law folder like the real one, in which the first `old` of one file became `new`."""
    text = (LAW / file).read_text(encoding="utf-8")
    assert old in text, f"{file} no longer says {old!r}: correct the example"
    return law_with(folder, file, text.replace(old, new, 1))


def facts(**said: Any) -> dict[str, Any]:
    """A row that can be assessed: a clerk (no official) liked a post of a determined candidate, in campaign."""
    row: dict[str, Any] = {
        "id": "1",
        "election": "pilkada2024",
        "date": "2024-10-10",
        "subject": "PNS",
        "position_class": "pelaksana",
        "conduct": ["post_comment_share_like"],
        "target": "calon",
    }
    return {key: value for key, value in {**row, **said}.items() if value is not ...}
