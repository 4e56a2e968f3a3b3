"""Contrast by the formula of WCAG 2, computed from the tokens themselves."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "netral/ui/static/ui"
CSS = (STATIC / "dasar.css").read_text("utf-8")
TOKENS = dict(re.findall(r"--([a-z]+(?:-\d+)?):(#[0-9A-Fa-f]{3,6})", CSS))
TEXT, LARGE_OR_SHAPE = 4.5, 3.0

READ = [
    *[(ink, paper) for ink in ("ink-900", "ink-700", "ink-600") for paper in ("kertas", "putih", "rel")],
    *[("tinta-700", paper) for paper in ("kertas", "putih", "tinta-50", "tinta-100")],
    *[("tinta-900", paper) for paper in ("tinta-100", "tinta-200", "putih")],
    *[("putih", shade) for shade in ("tinta-700", "tinta-800", "tinta-900", "bata", "ink-900")],
    ("tinta-800", "tinta-100"),
    ("tinta-200", "tinta-900"),
    *[(tone, paper) for tone in ("hijau", "kunyit", "bata", "biru") for paper in ("putih", "kertas", f"{tone}-50")],
    ("kunyit-900", "kunyit-50"),
    ("bata", "rel"),
]
SEEN = [
    *[("garis-2", paper) for paper in ("putih", "kertas", "rel")],
    *[("ink-900", paper) for paper in ("putih", "kertas", "tinta-100")],
    *[("fokus", dark) for dark in ("ink-900", "tinta-700", "tinta-900")],
    *[("tinta-700", paper) for paper in ("putih", "kertas")],
]


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_knows_black_on_white() -> None:
    TOKENS.update({"hitam-uji": "#000", "putih-uji": "#FFFFFF"})

    assert round(contrast("hitam-uji", "putih-uji"), 2) == 21.0


@pytest.mark.parametrize(("ink", "paper"), READ)
def test_what_is_read_has_enough_contrast(ink: str, paper: str) -> None:
    assert contrast(ink, paper) >= TEXT


@pytest.mark.parametrize(("shape", "ground"), SEEN)
def test_what_is_only_seen_has_enough_contrast(shape: str, ground: str) -> None:
    assert contrast(shape, ground) >= LARGE_OR_SHAPE


def test_the_focus_ring_has_two_tones_so_that_one_always_shows() -> None:
    for ground in ("putih", "kertas", "rel", "tinta-100", "tinta-700", "tinta-900", "ink-900"):
        assert max(contrast("ink-900", ground), contrast("fokus", ground)) >= LARGE_OR_SHAPE


@pytest.mark.parametrize("name", ["dasar.css", "kerja.css", "cetak.css"])
def test_a_style_sheet_stays_small(name: str) -> None:
    assert len(gzip.compress((STATIC / name).read_bytes(), 9)) <= 8 * 1024


def test_public_styles_stay_plain_for_old_browsers() -> None:
    css = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)

    assert not re.search(r"@layer|@container|:has\(|:is\(|:where\(|(?<![\w-])&", css)


def test_every_colour_token_is_known_to_this_test_or_only_decorates() -> None:
    told = {name for pair in (*READ, *SEEN) for name in pair}
    decorative = {"garis", "tinta-300", "tinta-500", "tinta-600", "ink-500", "hitam-uji", "putih-uji"}

    assert set(TOKENS) - told - decorative == set()
