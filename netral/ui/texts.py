"""The texts of the house and their English: found in code and templates, kept in one fragment per room.

Indonesian is the source language and stands in the code; `netral/<room>/locale/en/LC_MESSAGES/django.po` translates.
Everything here is done with Babel, so no gettext program needs to be installed.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

NETRAL = Path(__file__).resolve().parents[1]
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


@dataclass(frozen=True)
class Used:
    """A text of the code: its source, its context (usually none), and where it stands."""

    text: str
    context: str | None
    plural: str
    place: str


@dataclass(frozen=True)
class Trouble:
    """Something a translator must do, and where."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def fragments(root: Path = NETRAL) -> list[Path]:
    """Every translation file, in a stable order."""
    return sorted(root.glob("**/locale/*/LC_MESSAGES/django.po"))


def compile_all(root: Path = NETRAL) -> list[Path]:
    """Write the `.mo` beside every `.po`; answers what was written."""
    written = []
    for source in fragments(root):
        target = source.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, _catalog(source))
        written.append(target)
    return written


def used(root: Path = NETRAL) -> list[Used]:
    """Every text marked for translation in Python and in templates."""
    return [*_in_python(root), *_in_templates(root)]


def troubles(root: Path = NETRAL) -> list[Trouble]:
    """Texts without English, English without a text, and fragments that disagree."""
    texts = used(root)
    keys = {(text.text, text.context) for text in texts}
    entries: dict[tuple[str, str | None], list[tuple[Path, Message]]] = defaultdict(list)
    for path in fragments(root):
        for message in _catalog(path):
            if message.id:
                entries[(_singular(message), message.context)].append((path, message))
    return [
        *(Trouble(text.place, f"no English for {text.text!r}") for text in texts if not _said(entries, text)),
        *(trouble for key, found in entries.items() for trouble in _of_entry(found, root, stale=key not in keys)),
    ]


def _of_entry(found: list[tuple[Path, Message]], root: Path, *, stale: bool) -> Iterator[Trouble]:
    path, message = found[0]
    place, text = str(path.relative_to(root)), _singular(message)
    if stale:
        yield Trouble(place, f"no text {text!r} any more")
    if len({str(other.string) for _path, other in found}) > 1:
        yield Trouble(place, f"{text!r} has two English texts; the other in {found[-1][0].relative_to(root)}")
    if message.string and _placeholders(text) != _placeholders(_first(message)):
        yield Trouble(place, f"{text!r} and its English name different placeholders")


def _said(entries: dict[tuple[str, str | None], list[tuple[Path, Message]]], text: Used) -> bool:
    found = entries.get((text.text, text.context), [])
    return any(_complete(message, plural=bool(text.plural)) for _path, message in found)


def _complete(message: Message, *, plural: bool) -> bool:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(said) and (len(said) > 1 or not plural) and "fuzzy" not in message.flags


def _catalog(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name, abort_invalid=True)


def _in_python(root: Path) -> Iterator[Used]:
    for path in sorted(root.glob("**/*.py")):
        yield from _extracted(path.read_text("utf-8"), str(path.relative_to(root)))


def _in_templates(root: Path) -> Iterator[Used]:
    for path in sorted(path for ending in ("html", "txt") for path in root.glob(f"**/templates/**/*.{ending}")):
        place = str(path.relative_to(root))
        code = templatize(path.read_text("utf-8"), origin=place)
        # What is not a text is blanked out, indentation stays: Python would stumble over it.
        yield from _extracted("\n".join(line.strip() for line in code.splitlines()), place)


def _extracted(code: str, place: str) -> Iterator[Used]:
    file = io.BytesIO(code.encode("utf-8"))
    for line, message, _comments, context in extract("python", file, KEYWORDS, options={"encoding": "utf-8"}):
        text, plural = message if isinstance(message, tuple) else (message, "")
        if text:
            yield Used(text, context, plural, f"{place}:{line}")


def _singular(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, list | tuple) else message.id)


def _first(message: Message) -> str:
    return str(message.string[-1] if isinstance(message.string, list | tuple) else message.string)


def _placeholders(text: str) -> set[str]:
    return {found[0] for found in re.finditer(PLACEHOLDER, text)}
