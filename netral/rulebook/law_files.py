"""Reading law files so that a mistake names its file, its key, what was found, what was expected and the remedy."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self, TypedDict, TypeVar

import tomli  # the parser of the standard library, compiled: four times as fast

from netral.rulebook.texts import Text

Value = TypeVar("Value")
CONFIDENCES = ("high", "medium", "low")


class LawFileError(Exception):
    """A law file that must not be used. The message is meant for the person who edits it."""

    def __init__(self, file: str, key: str, *, found: object, expected: str, remedy: str) -> None:
        super().__init__(f"{file}, {key}: found {found!r}, but expected {expected}. {remedy}")


class Citation(TypedDict):
    """The fields of `Cited`, ready to be passed on with `**`."""

    source: str
    confidence: str
    checked: date
    assumption: Text | None


@dataclass(frozen=True, kw_only=True)
class Cited:
    """Where an entry stands in the law, how sure that is, the day a human last checked it, and what was assumed."""

    source: str
    confidence: str
    checked: date
    assumption: Text | None = None


class Table:
    """One table of a law file. Keys are read by name; leaving the `with` block refuses those nobody read."""

    def __init__(self, file: str, data: Mapping[str, Any], key: str = "top level") -> None:
        self.file = file
        self.key = key
        self._data = data
        self._read: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        unknown = [name for name in self._data if name not in self._read]
        if kind is None and unknown:
            known = ", ".join(sorted(self._read))
            self.refuse(unknown[0], self._data[unknown[0]], f"one of the keys {known}", "Correct or remove the key.")

    def refuse(self, name: str, found: object, expected: str, remedy: str) -> NoReturn:
        """Raise a `LawFileError` about key `name` of this table."""
        raise LawFileError(self.file, f"{self.key} → {name}", found=found, expected=expected, remedy=remedy)

    def names(self) -> tuple[str, ...]:
        return tuple(self._data)

    def has(self, name: str) -> bool:
        return name in self._data

    def _value(self, name: str, kind: type, expected: str) -> Any:
        self._read.add(name)
        value = self._data.get(name)
        # TOML's true is Python's bool, which would pass for a number.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.refuse(name, value, expected, f"Write {name} = … with {expected}.")
        return value

    def string(self, name: str) -> str:
        """Text that is not empty."""
        value = str(self._value(name, str, "a text"))
        if not value.strip():
            self.refuse(name, value, "a text that is not empty", "Fill it in or remove the key.")
        return value

    def optional_string(self, name: str) -> str:
        """Text that is not empty, or the empty text when the key is absent."""
        return self.string(name) if self.has(name) else ""

    def choice(self, name: str, options: Iterable[str], default: str | None = None) -> str:
        if default is not None and not self.has(name):
            return default
        value = self.string(name)
        if value not in options:
            self.refuse(name, value, f"one of {', '.join(sorted(options))}", "Copy the word exactly.")
        return value

    def integer(self, name: str) -> int | None:
        """A whole number above zero, or None when the key is absent."""
        if not self.has(name):
            return None
        value = int(self._value(name, int, "a whole number"))
        if value < 1:
            self.refuse(name, value, "a whole number above zero", "Leave the key out where the law has no number.")
        return value

    def truth(self, name: str) -> bool:
        """True or false, said in so many words."""
        return bool(self._value(name, bool, "true or false"))

    def flag(self, name: str) -> bool:
        """True or false; false when absent."""
        return self.truth(name) if self.has(name) else False

    def day(self, name: str) -> date:
        value = self._value(name, date, "a date such as 2022-09-22")
        if isinstance(value, datetime):
            self.refuse(name, value, "a date without a time", "Leave the time out.")
        return value  # type: ignore[no-any-return]

    def optional_day(self, name: str) -> date | None:
        return self.day(name) if self.has(name) else None

    def clock(self, name: str) -> time:
        return self._value(name, time, "a time of day such as 16:00:00")  # type: ignore[no-any-return]

    def strings(self, name: str, options: Iterable[str] | None = None) -> tuple[str, ...]:
        """A list of texts, empty when absent; each one of `options` when given."""
        values = self._value(name, list, "a list of texts") if self.has(name) else []
        for value in values:
            if not isinstance(value, str) or not value:
                self.refuse(name, value, "a list of texts", "Put each in quotation marks.")
            if options is not None and value not in options:
                self.refuse(name, value, f"one of {', '.join(sorted(options))}", "Copy the word, or define it first.")
        return tuple(values)

    def some(self, name: str, options: Iterable[str] | None = None) -> tuple[str, ...]:
        """A list of texts with at least one in it."""
        values = self.strings(name, options)
        if not values:
            self.refuse(name, None, "a list with at least one text", f'Write {name} = ["…"].')
        return values

    def text(self, name: str) -> Text:
        """A text in both languages, written `{ id = "…", en = "…" }`."""
        with self.table(name) as both:
            return Text(id=both.string("id"), en=both.string("en"))

    def optional_text(self, name: str) -> Text | None:
        return self.text(name) if self.has(name) else None

    def table(self, name: str) -> "Table":
        return Table(self.file, self._value(name, dict, "a table"), self._under(name))

    def tables(self, name: str) -> "list[Table]":
        """The tables `[[name]]`, in their order; empty when absent."""
        rows = self._value(name, list, f"tables [[{name}]]") if self.has(name) else []
        for row in rows:
            if not isinstance(row, dict):
                self.refuse(name, row, f"tables [[{name}]]", "Write each entry as a table.")
        return [Table(self.file, row, self._under(f"{name} {number}")) for number, row in enumerate(rows, start=1)]

    def named_tables(self, name: str) -> "dict[str, Table]":
        """The tables `[name.…]` by their names, in their order; empty when absent."""
        if not self.has(name):
            return {}
        return self.table(name).entries()

    def values(self, kind: "Callable[[Table, str], Value]") -> dict[str, Value]:
        """Every key of this table by its name, all of one kind: `table.values(Table.text)`."""
        return {name: kind(self, name) for name in self._data}

    def values_of(self, name: str, kind: "Callable[[Table, str], Value]") -> dict[str, Value]:
        """`values` of the table `[name]`."""
        with self.table(name) as inner:
            return inner.values(kind)

    def entries(self) -> "dict[str, Table]":
        """Every key not yet read, each being a table of its own."""
        return {name: self.table(name) for name in self._data if name not in self._read}

    def cited(self) -> Citation:
        """Source, confidence, day of the last check and assumption, which every entry of the law carries."""
        return {
            "source": self.string("source"),
            "confidence": self.choice("confidence", CONFIDENCES),
            "checked": self.day("checked"),
            "assumption": self.optional_text("assumption"),
        }

    def _under(self, name: str) -> str:
        return name if self.key == "top level" else f"{self.key} → {name}"


def read(path: Path, root: Path) -> Table:
    """The top level of a law file, called by its path below `root` in errors."""
    name = path.relative_to(root).as_posix()
    try:
        return Table(name, tomli.loads(path.read_text(encoding="utf-8")))
    except (tomli.TOMLDecodeError, UnicodeDecodeError, FileNotFoundError) as problem:
        raise LawFileError(
            name, "whole file", found=str(problem), expected="a TOML file in UTF-8", remedy="Correct that place."
        ) from problem


def files(folder: Path) -> list[Path]:
    """The law files below a folder, in the order of their names."""
    return sorted(folder.rglob("*.toml"))
