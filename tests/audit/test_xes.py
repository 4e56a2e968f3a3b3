"""The event log of IEEE 1849: its form by the rules of the published schema, its content without people."""

import argparse
import io
import re
import tracemalloc
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.db import connection, transaction

from netral.audit import cli, xes
from netral.audit.actions import record
from tests.audit.builders import LAPORAN, NINE, PERKARA, journal, write

pytestmark = pytest.mark.django_db
SPACE = "{http://www.xes-standard.org/}"
NAME = re.compile(r"[A-Za-z_:][\w:.-]*")
NO_COLON = re.compile(r"[A-Za-z_][\w.-]*")
# What may stand in what, in this order, and how the value of each kind of attribute is read.
ORDER = {
    "log": ["extension", "global", "classifier", "attribute", "trace", "event"],
    "trace": ["attribute", "event"],
    "event": ["attribute"],
    "global": ["attribute"],
}
VALUES = {"string": str, "date": datetime.fromisoformat, "int": int, "float": float, "boolean": bool, "id": str}
NEEDED = {
    "extension": {"name": NO_COLON, "prefix": NO_COLON, "uri": re.compile(r"\S+")},
    "classifier": {"name": NO_COLON, "keys": re.compile(r"\S.*")},
    "global": {"scope": NO_COLON},
    "log": {"xes.version": re.compile(r"\d+(\.\d+)?")},
}


def kind(element: ET.Element) -> str:
    assert element.tag.startswith(SPACE), element.tag
    return element.tag.removeprefix(SPACE)


def check(element: ET.Element) -> None:
    """One element and everything in it, by the rules of the schema; AssertionError names what breaks them."""
    name = kind(element)
    for needed, form in NEEDED.get(name, {}).items():
        assert form.fullmatch(element.attrib[needed]), (name, needed)
    if name in VALUES:
        assert NAME.fullmatch(element.attrib["key"]), element.attrib
        VALUES[name](element.attrib["value"])
        assert set(element.attrib) == {"key", "value"}
    found = [kind(child) for child in element]
    places = [ORDER[name].index("attribute" if each in VALUES else each) for each in found] if found else []
    assert places == sorted(places), (name, found)
    for child in element:
        check(child)


def log() -> ET.Element:
    out = io.StringIO()
    xes.write(out)
    return ET.fromstring(out.getvalue())


def attributes(element: ET.Element) -> dict[str, str]:
    return {child.attrib["key"]: child.attrib["value"] for child in element if kind(child) in VALUES}


def events(root: ET.Element) -> Iterator[dict[str, str]]:
    return (attributes(event) for event in root.iter(f"{SPACE}event"))


def netral_journal(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser.add_subparsers(required=True))
    args = parser.parse_args(arguments)
    return int(args.run(args))


def test_the_log_keeps_the_rules_of_the_schema() -> None:
    journal()

    root = log()

    assert kind(root) == "log"
    check(root)


def test_an_empty_journal_is_an_empty_log() -> None:
    root = log()

    check(root)
    assert list(root.iter(f"{SPACE}trace")) == []


def test_every_key_with_a_prefix_belongs_to_a_declared_extension() -> None:
    journal()
    root = log()

    declared = {each.attrib["prefix"] for each in root.iter(f"{SPACE}extension")}
    used = {key.partition(":")[0] for event in events(root) for key in event if ":" in key}

    assert used <= declared


def test_every_event_has_what_the_globals_promise_and_the_classifier_reads() -> None:
    journal()
    root = log()
    scopes = {each.attrib["scope"]: set(attributes(each)) for each in root.iter(f"{SPACE}global")}
    (classifier,) = root.iter(f"{SPACE}classifier")

    assert all(scopes["event"] <= set(event) for event in events(root))
    assert all(scopes["trace"] <= set(attributes(trace)) for trace in root.iter(f"{SPACE}trace"))
    assert set(classifier.attrib["keys"].split()) <= scopes["event"]


def test_an_event_tells_verb_moment_office_and_statuses() -> None:
    journal()

    assert next(event for event in events(log()) if event["concept:name"] == "perkara.dibuka") == {
        "concept:name": "perkara.dibuka",
        "lifecycle:transition": "complete",
        "org:resource": "bawaslu-33.74",
        "org:role": "sistem",
        "time:timestamp": "2026-01-05T02:00:00.123456+00:00",
        "subject": PERKARA,
        "before": "",
        "after": "pemeriksaan",
    }


def test_no_account_stands_in_the_log_only_what_kind_of_actor_it_was() -> None:
    journal()
    out = io.StringIO()

    assert xes.write(out) == (1, 7)

    assert "akun:" not in out.getvalue()
    assert {event["org:role"] for event in events(log())} == {"akun", "sistem"}


def test_neither_facts_nor_hashes_stand_in_the_log() -> None:
    write(LAPORAN, "laporan.dibuka", facts={"number": "TT-RAHASIA"}, hashes=["cd" * 32])
    out = io.StringIO()

    xes.write(out)

    assert "RAHASIA" not in out.getvalue()
    assert "cdcd" not in out.getvalue()


def test_the_command_writes_the_file_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal()
    target = tmp_path / "jurnal.xes"

    assert netral_journal("export", "--xes", str(target)) == 0

    assert capsys.readouterr().out == "7 kejadian dalam 1 jejak ditulis.\n"
    check(ET.parse(target).getroot())
    assert list(tmp_path.iterdir()) == [target]


def test_the_command_writes_to_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    journal()

    assert netral_journal("export", "--xes", "-") == 0

    check(ET.fromstring(capsys.readouterr().out))


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert netral_journal("export", "--xes", str(tmp_path / "tiada" / "x.xes")) == 2

    assert "tidak bisa ditulis" in capsys.readouterr().out


def test_what_breaks_half_way_leaves_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "jurnal.xes"
    target.write_text("lama")
    monkeypatch.setattr(xes, "traces", _broken)

    assert netral_journal("export", "--xes", str(target)) == 2

    assert target.read_text() == "lama"
    assert list(tmp_path.iterdir()) == [target]


def _broken() -> Iterator[tuple[str, list[object]]]:
    yield LAPORAN, []
    raise OSError(28, "disk penuh")


def test_without_tables_the_command_says_how_to_begin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", list)

    assert netral_journal("export", "--xes", "-") == 2

    assert "netral init" in capsys.readouterr().out


class Nowhere(io.StringIO):
    """Keeps nothing of what is written."""

    def write(self, text: str, /) -> int:
        return len(text)


@pytest.mark.soak
def test_a_journal_four_times_as_long_needs_no_more_memory() -> None:
    def peak(numbers: range) -> int:
        with transaction.atomic():
            for number in numbers:
                record(f"laporan:{number:013d}", "laporan.dibuka", actor="sistem", at=NINE)
        tracemalloc.start()
        xes.write(Nowhere())
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    first = peak(range(2_500))  # more than the traces that are read at a time

    assert peak(range(2_500, 10_000)) < 1.2 * first
