"""The journal as an event log of IEEE 1849 (XES), for programs that look for the way cases really take.

An event tells the verb, the moment, the office and the statuses. Who acted is told by kind alone: an account, however
it is coded, would let a log of working hours be made of single people.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TextIO
from xml.sax.saxutils import quoteattr

from netral.audit.formats import moment
from netral.audit.streams import one_snapshot
from netral.audit.traces import Row, traces

VERSION = "1849.2016"
EXTENSIONS = {
    "Concept": ("concept", "http://www.xes-standard.org/concept.xesext"),
    "Lifecycle": ("lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    "Organizational": ("org", "http://www.xes-standard.org/org.xesext"),
    "Time": ("time", "http://www.xes-standard.org/time.xesext"),
}
NOBODY = "-"  # an office where none is told: the reporter acted, or the house by itself
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="{version}" xes.features="" xmlns="http://www.xes-standard.org/">
{extensions}
<global scope="trace"><string key="concept:name" value=""/></global>
<global scope="event"><string key="concept:name" value=""/><string key="lifecycle:transition" value="complete"/>\
<string key="org:resource" value="{nobody}"/><date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/></global>
<classifier name="Activity" scope="event" keys="concept:name"/>
<string key="concept:name" value="Netral"/>
"""


def write(out: TextIO) -> tuple[int, int]:
    """Write the whole log as of one moment, a line per trace and event; (traces, events)."""
    counted = [0, 0]
    with one_snapshot():
        out.write(_head())
        for name, rows in traces():
            out.write(f"<trace>{_string('concept:name', name)}\n")
            out.writelines(_events(rows))
            out.write("</trace>\n")
            counted[0] += 1
            counted[1] += len(rows)
        out.write("</log>\n")
    return counted[0], counted[1]


def _head() -> str:
    lines = (f'<extension name="{name}" prefix="{prefix}" uri="{uri}"/>' for name, (prefix, uri) in EXTENSIONS.items())
    return _HEAD.format(version=VERSION, extensions="\n".join(lines), nobody=NOBODY)


def _events(rows: list[Row]) -> Iterator[str]:
    for chain, at, actor, office, verb, before, after in rows:
        yield (
            f"<event>{_string('concept:name', verb)}{_string('lifecycle:transition', 'complete')}"
            f"{_string('org:resource', office or NOBODY)}{_string('org:role', _kind_of(actor))}{_date(at)}"
            f"{_string('subject', chain)}{_string('before', before)}{_string('after', after)}</event>\n"
        )


def _kind_of(actor: str) -> str:
    """`akun` for whoever has an account, else the one word that stands for everybody of that kind."""
    return actor.partition(":")[0]


def _string(key: str, value: str) -> str:
    return f"<string key={quoteattr(key)} value={quoteattr(value)}/>"


def _date(at: datetime) -> str:
    return f'<date key="time:timestamp" value="{moment(at)}"/>'
