"""What every template of the house promises: no inline script or style, nothing from elsewhere, icons that exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

NETRAL = Path(__file__).resolve().parents[2] / "netral"
TEMPLATES = sorted(NETRAL.glob("**/templates/**/*.html"))
SPRITE = (NETRAL / "ui/static/ui/icons.svg").read_text("utf-8")
FORBIDDEN = re.compile(
    r"thumb|hand|finger|flag|megaphone|speakerphone|star|heart|fist|pray|bull|eagle|bird|tree|plant|wheat|leaf|sun"
)


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(NETRAL)) for path in paths]


def in_templates() -> Iterator[str]:
    for path in TEMPLATES:
        text = path.read_text("utf-8")
        for arguments in re.findall(r"{% ikon ([^%]+)%}", text):
            yield from re.findall(r'"([a-z0-9-]+)"', arguments.split()[0])
        for arguments in re.findall(r"{% cip ([^%]+)%}", text):
            yield from re.findall(r'"([a-z0-9-]+)"\s*$', arguments) if arguments.count('"') >= 6 else []


def in_code() -> Iterator[str]:
    """Icons named in Python: those of the sprite, so that a place of the rail may name one."""
    known = set(re.findall(r'<symbol id="([^"]+)"', SPRITE))
    for path in NETRAL.glob("**/*.py"):
        yield from known & set(re.findall(r'"([a-z0-9-]+)"', path.read_text("utf-8")))


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_a_template_carries_no_style_and_no_script_of_its_own(path: Path) -> None:
    text = path.read_text("utf-8")

    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_a_template_loads_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text("utf-8")

    assert not re.search(r"<(?:script|img|link|iframe|video|audio|source|use)[^>]+(?:src|href)=\"(?:https?:)?//", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_a_template_begins_by_saying_what_it_receives(path: Path) -> None:
    assert path.read_text("utf-8").lstrip().startswith(("{#", "{% comment %}"))


def test_every_icon_used_is_in_the_sprite_and_every_icon_there_is_used() -> None:
    used = {*in_templates(), *in_code(), "menu-2"}
    drawn = re.findall(r'<symbol id="([^"]+)"', SPRITE)

    assert used - set(drawn) == set(), "draw these"
    assert set(drawn) - used == set(), "nobody uses these"
    assert drawn == sorted(set(drawn))


def test_no_icon_is_a_sign_of_a_side() -> None:
    drawn = re.findall(r'<symbol id="([^"]+)"', SPRITE)

    assert [name for name in drawn if FORBIDDEN.search(name)] == []


def test_style_sheets_load_nothing_from_elsewhere() -> None:
    for path in NETRAL.glob("**/static/**/*.css"):
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import", path.read_text("utf-8")), path
