"""The page that checks receipts without a network: one file, put together from its parts and locked to them.

The page forbids itself every connection and every script but its own, by a policy that names the hashes of its parts.
The policy stands in the file as well, so it holds for a copy opened from a disk.
"""

import base64
import hashlib
from functools import cache
from pathlib import Path

PARTS = Path(__file__).parent / "data" / "verifikator"
SCRIPTS = ("sandi.js", "periksa.js", "layar.js")
FILENAME = "verifikator.html"


@cache
def page() -> str:
    """The whole page as text."""
    text = (PARTS / "halaman.html").read_text(encoding="utf-8")
    return text.replace("{csp}", policy()).replace("{style}", _style()).replace("{script}", _script())


@cache
def policy() -> str:
    """The content security policy of the page: nothing but its own style and script, and no connection."""
    script, style = _source(_script()), _source(_style())
    return f"default-src 'none'; script-src {script}; style-src {style}; base-uri 'none'; form-action 'none'"


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _script() -> str:
    return "".join((PARTS / name).read_text(encoding="utf-8") for name in SCRIPTS)


@cache
def _style() -> str:
    return (PARTS / "gaya.css").read_text(encoding="utf-8")
