"""A draft as the report it would be. What no field of a report holds is written under the story, with its label."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from netral.intake.content import NewReport, Reporter, Who, WitnessNamed
from netral.intake.draft_content import Answers, DraftContent
from netral.intake.states import Kind
from netral.offices import queries as offices

INTERNET, UNKNOWN, ONGOING, CIVIL_SERVANT = "internet", "tidak_tahu", "berlangsung", "asn"
# Whether photos keep where and when they were taken. Only a yes keeps it.
KEEPS, REMOVES = "ya", "tidak"
PEOPLE, WITNESSES = (1, 2, 3), (1, 2)
LONGEST_DESCRIPTION = 500


def report_of(content: DraftContent) -> NewReport:
    """What `submit` takes. Pages not reached are left open: nothing but the story is needed of everybody."""
    parts: dict[str, Any] = {}
    for step in PARTS:
        parts |= part_of(step, content)
    return NewReport(**{"kind": Kind.INFORMASI_AWAL.value, **parts, "what": story_of(content)})


def part_of(step: str, content: DraftContent) -> Mapping[str, Any]:
    """The fields of a report that one page fills."""
    answers = content.answers(step)
    return PARTS[step](answers) if answers else {}


def _conducts(answers: Answers) -> dict[str, Any]:
    return {"conducts": tuple(code for code in answers.get("conducts", ()) if code != "tidak_yakin")}


def _place(answers: Answers) -> dict[str, Any]:
    where, place = answers.get("region", ""), answers.get("place", "")
    if where == INTERNET:
        return {"place": ", ".join(part for part in (_("Di internet"), place) if part)}
    return {"region": "" if where == UNKNOWN else where, "place": place}


def _time(answers: Answers) -> dict[str, Any]:
    return {
        "act_date": _as(date, answers.get("act_date")),
        "act_time": _as(time, answers.get("act_time")),
        "known_on": _as(date, answers.get("known_on")),
    }


def _as(kind: Any, iso: str | None) -> Any:
    return kind.fromisoformat(iso) if iso else None


def _people(answers: Answers) -> dict[str, Any]:
    told = [[answers.get(f"who{number}_{part}", "") for part in ("name", "job", "agency")] for number in PEOPLE]
    seen = [[answers.get(f"witness{number}_{part}", "") for part in ("name", "address")] for number in WITNESSES]
    return {
        "who": tuple(Who(*row) for row in told if any(row)),
        "witnesses": tuple(WitnessNamed(*row) for row in seen if any(row)),
    }


def _links(answers: Answers) -> dict[str, Any]:
    return {"links": tuple(answers.get("links", ()))}


def _sender(answers: Answers) -> dict[str, Any]:
    if answers.get("way") == Kind.INFORMASI_AWAL:
        return {"kind": Kind.INFORMASI_AWAL.value}
    known = Reporter(*(answers.get(part, "") for part in ("name", "address", "phone")))
    return {"kind": Kind.LAPORAN.value, "reporter": known}


PARTS = {
    "apa": _conducts,
    "di-mana": _place,
    "kapan": _time,
    "siapa": _people,
    "bukti": _links,
    "tentang-anda": _sender,
}


def story_of(content: DraftContent) -> str:
    """The reporter's words, and under them what other pages were told that has no field of its own."""
    told, notes = content.answers("cerita").get("what", ""), list(_notes(content))
    return "\n\n".join(part for part in (told, "\n".join(notes)) if part)


def _notes(content: DraftContent) -> Iterator[str]:
    if content.answers("kapan").get("act") == ONGOING:
        yield _("Waktu: masih berlangsung saat dilaporkan.")
    looks = content.answers("siapa").get("description", "")
    if looks:
        yield _("Ciri orangnya: %(words)s") % {"words": looks}
    for each in content.files:
        if each.caption:
            yield _("Keterangan berkas “%(name)s”: %(words)s") % {"name": each.name, "words": each.caption}


def zone_of(region: str) -> str:
    """The zone of a region's code; empty where none was named."""
    return offices.region(region).zone if region else ""
