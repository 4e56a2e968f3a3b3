"""Answers as sentences, with their citations, for people and for the terminal."""

from datetime import date, datetime

from netral.rulebook.counting import Change, Due
from netral.rulebook.deadlines import UNIT_NAMES
from netral.rulebook.elements import MET, UNKNOWN
from netral.rulebook.findings import Allegation
from netral.rulebook.procedures import Step
from netral.rulebook.texts import Text

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
BOUNDS = {
    "max": Text("paling lama {count} {unit}", "at most {count} {unit}"),
    "min": Text("paling sedikit {count} {unit}", "at least {count} {unit}"),
    "on_day": Text("{unit} ke-{count}", "number {count} in {unit}"),
    "ban": Text("larangan selama {count} {unit}", "a ban of {count} {unit}"),
    "right": Text("hak selama {count} {unit}", "a right during {count} {unit}"),
}
LAST = {
    "max": Text("sampai", "until"),
    "min": Text("paling lambat", "no later than"),
    "on_day": Text("jatuh pada", "which is"),
    "ban": Text("masih boleh sampai", "still permitted until"),
    "right": Text("terbuka sampai", "open until"),
}
EFFECTS = {
    "extend": Text("Diperpanjang", "Extended"),
    "stop": Text("Berhenti", "Stopped"),
    "resume": Text("Berjalan lagi", "Resumed"),
    "settle": Text("Selesai", "Ended"),
}
STATES = {
    MET: Text("terpenuhi", "met"),
    UNKNOWN: Text("belum diketahui", "unknown"),
}


def explain(what: Due | Step | Allegation) -> Text:
    """Sentences about a due day, a step, or an allegation, with their citation."""
    if isinstance(what, Due):
        return _due(what)
    if isinstance(what, Step):
        return _step(what)
    return _allegation(what)


def _due(due: Due) -> Text:
    parts = [_period(due), *_skipped(due), _source(due.source), *map(_change, due.changes), *due.assumptions]
    return Text(" ".join(part.id for part in parts), " ".join(part.en for part in parts))


def _period(due: Due) -> Text:
    title, ends = due.title, due.changes[0].due_before if due.changes else due.due
    if ends is None or due.unit is None:
        return Text(
            f"{title.id}: tidak ada hari terakhir yang dapat dihitung.", f"{title.en}: no last day can be counted."
        )
    bound, unit = BOUNDS[due.bound], UNIT_NAMES[due.unit]
    end, until = _moment(ends), LAST[due.bound]
    period = Text(bound.id.format(count=due.count, unit=unit.id), bound.en.format(count=due.count, unit=unit.en))
    return Text(
        f"{title.id}: {period.id} {due.starts.id}; {until.id} {end.id}.",
        f"{title.en}: {period.en} {due.starts.en}; {until.en} {end.en}.",
    )


def _moment(moment: datetime) -> Text:
    day = _day(moment)
    return Text(f"{day.id} pukul {moment:%H.%M}", f"{day.en} at {moment:%H:%M}")


def _day(day: date) -> Text:
    month = day.month - 1
    return Text(f"{day.day} {MONTHS[month]} {day.year}", f"{day.day} {ENGLISH_MONTHS[month]} {day.year}")


def _change(change: Change) -> Text:
    """What happened, the document that proves it, until when the period now runs, and the article that permits it."""
    event, permit, does = change.event, change.permit, EFFECTS[change.permit.does]
    day, now = _day(event.on), _moment(change.due_after) if change.due_after and permit.does != "settle" else None
    until = Text(f": sampai {now.id}", f": until {now.en}") if now else Text("", "")
    return Text(
        f"{does.id} {day.id} dengan {permit.document.id} ({event.document}){until.id}. Dasar: {permit.source}.",
        f"{does.en} {day.en} by {permit.document.en} ({event.document}){until.en}. Basis: {permit.source}.",
    )


def _skipped(due: Due) -> list[Text]:
    if not due.skipped:
        return []
    names = ", ".join(f"{day.date:%d/%m} ({day.name})" for day in due.skipped)
    return [Text(f"Tidak dihitung: {names}.", f"Not counted: {names}.")]


def _source(source: str) -> Text:
    return Text(f"Dasar: {source}.", f"Basis: {source}.")


def _step(step: Step) -> Text:
    basis = _source(step.source)
    return Text(f"{step.done.id} {basis.id}", f"{step.done.en} {basis.en}")


def _allegation(allegation: Allegation) -> Text:
    row, basis = allegation.provision, _source("; ".join(allegation.provision.basis))
    elements = Text(
        "; ".join(f"{element.name.id}: {STATES[element.state].id}" for element in allegation.elements),
        "; ".join(f"{element.name.en}: {STATES[element.state].en}" for element in allegation.elements),
    )
    note = row.note or Text("", "")
    return Text(
        f"{row.code}: {row.title.id}. {elements.id}. {basis.id} {note.id}".rstrip(),
        f"{row.code}: {row.title.en}. {elements.en}. {basis.en} {note.en}".rstrip(),
    )
