"""Which button has the same door for programs: programs.toml as typed values. Tests and the reference ask it."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("programs.toml")
METHODS = "request_method_list"  # Django's own name for what `require_http_methods` lets in


@dataclass(frozen=True)
class Programs:
    """`doors`: page → doors of the API; `exceptions` and `families`: page, or how its name begins → why none."""

    doors: Mapping[str, list[str]]
    exceptions: Mapping[str, str]
    families: Mapping[str, str]

    def why_not(self, page: str) -> str:
        """Why programs have no such door; empty where they have one, or where nobody said."""
        if page in self.doors:
            return ""
        family = next((reason for start, reason in self.families.items() if page.startswith(start)), "")
        return self.exceptions.get(page, family)


def read() -> Programs:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return Programs(table["doors"], table["exceptions"], table["families"])


def methods_of(view: Any) -> frozenset[str]:
    """The methods a view lets in, found in whatever it is wrapped in; nothing where it lets in all."""
    return frozenset(method for layer in _layers(view, set()) for method in _named(layer))


def _layers(view: Any, seen: set[int]) -> Iterator[Any]:
    """A view and everything its wrappers hold that can be called, each once."""
    if not callable(view) or id(view) in seen:
        return
    seen.add(id(view))
    yield view
    for _name, held in _held(view):
        yield from _layers(held, seen)
    yield from _layers(getattr(view, "__wrapped__", None), seen)


def _named(view: Any) -> list[str]:
    return [method for name, held in _held(view) if name == METHODS for method in held]


def _held(view: Any) -> list[tuple[str, Any]]:
    """What a function remembers from where it was made."""
    names = getattr(getattr(view, "__code__", None), "co_freevars", ())
    cells = getattr(view, "__closure__", None) or ()
    return [(name, cell.cell_contents) for name, cell in zip(names, cells, strict=True)]
