"""What the style sheets promise beside their contrast."""

import re
from pathlib import Path

import pytest

NETRAL = Path(__file__).resolve().parents[2] / "netral"
STATIC = NETRAL / "ui/static/ui"
SHEETS = {name: (STATIC / name).read_text("utf-8") for name in ("dasar.css", "kerja.css", "cetak.css")}
# A room's own sheet stands on the tokens of dasar.css.
SHEETS["lapor.css"] = (NETRAL / "intake/static/intake/lapor.css").read_text("utf-8")
SHEETS["saku.css"] = (NETRAL / "publishing/static/publishing/saku.css").read_text("utf-8")
SHEETS["tanya.css"] = (NETRAL / "publishing/static/publishing/tanya.css").read_text("utf-8")
DEFINED = {
    name
    for css in SHEETS.values()
    for name in re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
}
# A class put together by template tags, such as `cap--{{ tone }}`.
BUILT = re.compile(r"[^\s{]*(?:{[%{].*?[%}]}[^\s{]*)+")


def classes() -> dict[str, str]:
    """Every class a template names → one template that does."""
    found = {}
    for path in sorted(NETRAL.glob("**/templates/**/*.html")):
        for value in re.findall(r'class="([^"]*)"', path.read_text("utf-8")):
            found |= {name: str(path.relative_to(NETRAL)) for name in BUILT.sub(" ", value).split()}
    return found


def test_every_class_a_template_names_has_a_rule() -> None:
    unknown = {name: path for name, path in classes().items() if name not in DEFINED}

    assert unknown == {}


@pytest.mark.parametrize("name", SHEETS)
def test_braces_are_balanced(name: str) -> None:
    assert SHEETS[name].count("{") == SHEETS[name].count("}")


def test_every_token_used_is_defined() -> None:
    defined = set(re.findall(r"(--[\w-]+):", SHEETS["dasar.css"]))
    used = {token for css in SHEETS.values() for token in re.findall(r"var\((--[\w-]+)", css)}

    assert used <= defined


def test_what_is_hidden_stays_hidden_whatever_its_class_says() -> None:
    assert "[hidden]{display:none!important}" in SHEETS["dasar.css"]


def test_motion_is_only_for_those_who_want_it() -> None:
    for css in SHEETS.values():
        outside = re.sub(r"@media\(prefers-reduced-motion:no-preference\){(?:[^{}]*{[^{}]*})*}", "", css)
        assert "transition" not in outside
        assert "animation" not in outside


def test_controls_are_large_enough_for_a_thumb() -> None:
    heights = dict(re.findall(r"\.(btn|isi|tutup|balik|kepala__menu)\{[^}]*?min-height:(\d+)px", SHEETS["dasar.css"]))

    assert {name: int(height) >= 44 for name, height in heights.items()} == dict.fromkeys(heights, True)
    assert {"btn", "isi", "tutup", "balik", "kepala__menu"} == set(heights)


def test_paper_shows_no_navigation_and_no_buttons() -> None:
    hidden = re.search(r"([^{}]+)\{display:none\}", SHEETS["cetak.css"])

    assert hidden
    assert {".kepala__nav", ".rel", ".btn", ".tutup", ".tab"} <= set(hidden[1].strip().split(","))


@pytest.mark.parametrize("licence", ["fonts/OFL.txt", "icons.LICENSE.txt"])
def test_what_was_taken_over_keeps_its_licence(licence: str) -> None:
    assert "copyright" in (STATIC / licence).read_text("utf-8").lower()


def test_the_font_is_one_file_and_may_be_missing() -> None:
    assert (STATIC / "fonts/public-sans.woff2").read_bytes()[:4] == b"wOF2"
    assert "font-display:optional" in SHEETS["dasar.css"]
