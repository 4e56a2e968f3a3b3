"""A strict reader of iCalendar files: what RFC 5545 asks of them is asserted on the way."""

import re
from dataclasses import dataclass, field

LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^:;,]+)*):(.*)")
TEXTS = ("SUMMARY", "DESCRIPTION", "X-WR-CALNAME")


@dataclass
class Component:
    """`properties`: name → (parameters, value); `parts`: the components inside."""

    name: str
    properties: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)

    def value(self, name: str) -> str:
        return self.properties[name][1]

    def all(self, name: str) -> list["Component"]:
        return [part for part in self.parts if part.name == name]


def read(content: bytes) -> Component:
    """The calendar in a file."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    physical = content[:-2].split(b"\r\n")
    assert max(len(line) for line in physical) <= 75
    for line in physical:
        line.decode("utf-8")  # no letter is cut in two
    logical = content[:-2].decode("utf-8").replace("\r\n ", "").split("\r\n")
    outer = Component("")
    stack = [outer]
    for line in logical:
        _take(line, stack)
    assert stack == [outer]
    (calendar,) = outer.parts
    assert (calendar.name, calendar.value("VERSION")) == ("VCALENDAR", "2.0")
    assert calendar.value("PRODID")
    _check(calendar)
    return calendar


def _take(line: str, stack: list[Component]) -> None:
    match = LINE.fullmatch(line)
    assert match, line
    name, parameters, value = match.groups()
    if name == "BEGIN":
        part = Component(value)
        stack[-1].parts.append(part)
        stack.append(part)
    elif name == "END":
        assert stack.pop().name == value
    else:
        assert name not in stack[-1].properties, f"{name} twice"
        given = dict(pair.split("=", 1) for pair in parameters[1:].split(";") if pair)
        stack[-1].properties[name] = (given, _text(value) if name in TEXTS else value)


def _text(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), value
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], value)


def _check(calendar: Component) -> None:
    zones = {zone.value("TZID") for zone in calendar.all("VTIMEZONE")}
    names = [event.value("UID") for event in calendar.all("VEVENT")]
    assert len(names) == len(set(names))
    for event in calendar.all("VEVENT"):
        assert re.fullmatch(r"\d{8}T\d{6}Z", event.value("DTSTAMP"))
        for alarm in event.all("VALARM"):
            assert alarm.value("ACTION") == "DISPLAY"
            assert "DESCRIPTION" in alarm.properties
            assert re.fullmatch(r"-?P(\d+D|T\d+H)", alarm.value("TRIGGER"))
        parameters, start = event.properties["DTSTART"]
        if parameters.get("VALUE") == "DATE":
            assert re.fullmatch(r"\d{8}", start)
            assert event.properties["DTEND"][0] == {"VALUE": "DATE"}
            assert event.value("DTEND") > start
        else:
            assert re.fullmatch(r"\d{8}T\d{6}Z?", start)
            assert start.endswith("Z") == ("TZID" not in parameters)
            assert parameters.get("TZID") in {None, *zones}
    for zone in calendar.all("VTIMEZONE"):
        (standard,) = zone.all("STANDARD")
        assert re.fullmatch(r"[+-]\d{4}", standard.value("TZOFFSETTO"))
        assert standard.value("TZOFFSETFROM")
