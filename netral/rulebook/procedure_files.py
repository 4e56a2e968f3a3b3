"""Reading procedure tables, and refusing one that is not total."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from netral.rulebook.deadlines import PRECISIONS, DeadlineRule
from netral.rulebook.law_files import Table, files, read
from netral.rulebook.procedures import Extension, Procedure, Status, Step, Team
from netral.rulebook.texts import Text

DAY = len("2022-01-01")  # what the name of a table's first file is
Deadlines = Mapping[str, tuple[DeadlineRule, ...]]


def load_procedures(law: Path, deadlines: Deadlines) -> dict[str, tuple[Procedure, ...]]:
    """Every table of `law/procedures/<code>/<day>.toml` by its code, versions in the order of their dates.

    A long table goes on in files beside it, `<day>-<part>.toml`, which hold statuses and steps only.
    """
    found: dict[str, tuple[Procedure, ...]] = {}
    for path in files(law / "procedures"):
        if _is_part(path):
            continue
        with ExitStack() as open_files:
            table, *parts = (open_files.enter_context(read(each, law)) for each in (path, *_parts_of(path)))
            procedure = _procedure(table, parts, deadlines)
            _check_name(table, path, procedure)
        found[procedure.code] = (*found.get(procedure.code, ()), procedure)
    return found


def _is_part(path: Path) -> bool:
    """Whether a file only goes on with a table: its name begins with that of a file beside it."""
    return path.with_name(path.name[:DAY] + path.suffix).exists() and len(path.stem) > DAY


def _parts_of(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.stem}-*.toml"))


def _named(tables: Sequence[Table], name: str) -> dict[str, Table]:
    """The tables `[name.…]` of all files, each name once."""
    found: dict[str, Table] = {}
    for table in tables:
        for code, row in table.named_tables(name).items():
            if code in found:
                table.refuse(f"{name} → {code}", code, "a name not used in another file", "Remove one of the two.")
            found[code] = row
    return found


def _check_name(table: Table, path: Path, procedure: Procedure) -> None:
    if (path.parent.name, path.stem) != (procedure.code, procedure.effective.isoformat()):
        expected = f"the file {procedure.code}/{procedure.effective}.toml"
        table.refuse("code", path.name, expected, "Move the file, or correct code and effective.")


def _procedure(table: Table, parts: Sequence[Table], deadlines: Deadlines) -> Procedure:
    subjects, roles, places, requirements = (
        _texts(table, name) for name in ("subjects", "roles", "places", "requirements")
    )
    statuses = {
        code: _status(row, code, subjects, deadlines) for code, row in _named((table, *parts), "status").items()
    }
    rows = _named((table, *parts), "step")
    words: dict[str, Collection[str]] = {
        "subject": subjects,
        "by": roles,
        "place": places,
        "needs": requirements,
        "status": statuses,
    }
    steps = tuple(_step(row, code, words, deadlines) for code, row in rows.items())
    effective = table.day("effective")
    precise = table.choice("precision", PRECISIONS, default="day") == "day"
    procedure = Procedure(
        code=table.string("code"),
        version=effective.isoformat() if precise else str(effective.year),
        effective=effective,
        title=table.text("title"),
        subjects=subjects,
        statuses=statuses,
        steps=steps,
        requirements=requirements,
        teams=_teams(table, requirements),
        roles=roles,
        places=places,
        **table.cited(),
    )
    for subject in subjects:
        _check_total(procedure, subject, table)
    return procedure


def _texts(table: Table, name: str) -> dict[str, Text]:
    return table.values_of(name, Table.text) if table.has(name) else {}


def _teams(table: Table, requirements: Collection[str]) -> dict[str, Team]:
    """The teams `[team.…]`, each called by a requirement of this table."""
    found = table.named_tables("team")
    for code in found:
        if code not in requirements:
            table.refuse(f"team → {code}", code, "a code of [requirements]", "Call the team by what asks for it.")
    return {code: _team(row) for code, row in found.items()}


def _team(row: Table) -> Team:
    with row:
        size = row.integer("size")
        if size is None:
            row.refuse("size", None, "a whole number above zero", "Write how many people the team has.")
        return Team(size=size, **row.cited())


def _status(row: Table, code: str, subjects: Collection[str], deadlines: Collection[str]) -> Status:
    with row:
        return Status(
            code=code,
            subject=row.choice("subject", subjects),
            label=row.text("label"),
            headline=row.text("headline"),
            initial=row.flag("initial"),
            final=row.flag("final"),
            starts=row.strings("starts", deadlines),
            starts_for=_starts_for(row, deadlines),
        )


def _starts_for(row: Table, deadlines: Collection[str]) -> dict[str, tuple[str, ...]]:
    if not row.has("starts_for"):
        return {}
    with row.table("starts_for") as variants:
        return {variant: variants.strings(variant, deadlines) for variant in variants.names()}


def _step(row: Table, code: str, words: dict[str, Collection[str]], deadlines: Deadlines) -> Step:
    with row:
        return Step(
            code=code,
            subject=row.choice("subject", words["subject"]),
            froms=row.some("from", words["status"]),
            to=row.choice("to", words["status"]) if row.has("to") else None,
            by=row.some("by", words["by"]),
            place=row.choice("place", words["place"]),
            needs=row.strings("needs", words["needs"]),
            starts=row.strings("starts", deadlines),
            may_start=row.strings("may_start", deadlines),
            stops=row.strings("stops", deadlines),
            extends=_extends(row, deadlines),
            letter=row.optional_string("letter"),
            label=row.text("label"),
            done=row.text("done"),
            public=row.optional_text("public"),
            **row.cited(),
        )


def _extends(row: Table, deadlines: Deadlines) -> tuple[Extension, ...]:
    """The deadlines a step lengthens: each by a permission that its own entry gives."""
    if not row.has("extends"):
        return ()
    with row.table("extends") as named:
        return tuple(_extension(named, rule, deadlines) for rule in named.names())


def _extension(named: Table, rule: str, deadlines: Deadlines) -> Extension:
    versions = deadlines.get(rule, ())
    longer = {kind: permit.period for each in versions for kind, permit in each.permits.items() if permit.period}
    kind = named.choice(rule, longer)
    return Extension(rule, kind, longer[kind])


def _check_total(procedure: Procedure, subject: str, table: Table) -> None:
    """Refuse a table in which a subject could get stuck, get lost, or leave a clock running for ever."""
    initials = [status.code for status in procedure.statuses_of(subject) if status.initial]
    if len(initials) != 1:
        table.refuse(f"status of {subject}", initials, "exactly one initial status", "Mark one with initial = true.")
    for step in procedure.steps:
        _check_step(procedure, step, table)
    for status in procedure.statuses_of(subject):
        _check_ends(procedure, status, table)
    _check_reach(procedure, subject, initials[0], table)
    _check_clocks(procedure, subject, table)


def _check_step(procedure: Procedure, step: Step, table: Table) -> None:
    for code in (*step.froms, *step.targets()):
        if procedure.statuses[code].subject != step.subject:
            table.refuse(f"step → {step.code}", code, f"a status of {step.subject}", "Keep a step within one subject.")


def _check_ends(procedure: Procedure, status: Status, table: Table) -> None:
    steps = procedure.steps_from(status.subject, status.code)
    if (status.starts or status.starts_for) and not status.initial:
        expected = "clocks only where a subject opens"
        found = status.starts or dict(status.starts_for)
        table.refuse(f"status → {status.code}", found, expected, "Start them in the step that leads here.")
    if status.final and steps:
        expected = "no step from a final status"
        table.refuse(f"status → {status.code}", steps[0].code, expected, "Remove final or the step.")
    if not status.final and not steps:
        table.refuse(f"status → {status.code}", None, "a step from it, or final = true", "Add a step or mark it final.")


def _check_reach(procedure: Procedure, subject: str, initial: str, table: Table) -> None:
    """Every status is reached from the initial one, and from every status a final one can be reached."""

    def forward(code: str) -> set[str]:
        return {target for step in procedure.steps_from(subject, code) for target in step.targets()}

    finals = {status.code for status in procedure.statuses_of(subject) if status.final}
    reached = _closure(initial, forward)
    for status in procedure.statuses_of(subject):
        if status.code not in reached:
            expected = f"a way there from {initial}"
            table.refuse(f"status → {status.code}", None, expected, "Add the step that leads there.")
        if not _closure(status.code, forward) & finals:
            table.refuse(f"status → {status.code}", None, "a way to a final status", "Add the step that leads out.")


def _closure(start: str, forward: Callable[[str], set[str]]) -> set[str]:
    reached, open_ends = {start}, [start]
    while open_ends:
        new = forward(open_ends.pop()) - reached
        reached |= new
        open_ends += new
    return reached


def _check_clocks(procedure: Procedure, subject: str, table: Table) -> None:
    """No clock can still be running in a final status."""
    running = _running_clocks(procedure, subject)
    for status in procedure.statuses_of(subject):
        if status.final and running[status.code]:
            clocks = ", ".join(sorted(running[status.code]))
            table.refuse(f"status → {status.code}", clocks, "no clock still running", "Stop it in a step on the way.")


def _running_clocks(procedure: Procedure, subject: str) -> dict[str, set[str]]:
    """By status: the clocks that may be running there, on any way through the table."""
    running = {
        status.code: {*status.starts, *(code for codes in status.starts_for.values() for code in codes)}
        for status in procedure.statuses_of(subject)
    }
    changed = True
    while changed:
        before = {code: set(clocks) for code, clocks in running.items()}
        for step in procedure.steps:
            for origin in step.froms if step.subject == subject else ():
                ended = {*step.stops, *(change.rule for change in step.extends)}
                longer = {change.period for change in step.extends}
                after = running[origin] - ended | {*step.starts, *step.may_start, *longer}
                running[origin if step.to is None else step.to] |= after
        changed = running != before
    return running
