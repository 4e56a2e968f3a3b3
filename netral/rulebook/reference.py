"""The tables of the law as Markdown, for `docs/reference/`: what is printed there is what the code uses."""

from collections.abc import Iterable, Sequence

from netral.rulebook.book import Rulebook, current
from netral.rulebook.deadlines import OPEN, UNIT_NAMES, DeadlineRule
from netral.rulebook.explanations import BOUNDS
from netral.rulebook.procedures import Procedure

CONFIDENCE_NAMES = {"high": "tinggi", "medium": "sedang", "low": "rendah"}


def deadline_table(book: Rulebook | None = None) -> str:
    """Every period with its number, unit, start, article, versions, confidence and doubts, by family."""
    book = book or current()
    lines = ["# Tenggat", "", f"Paket aturan {book.version}, diperiksa {book.checked.isoformat()}."]
    for regime, title in book.regimes.items():
        rules = [version for versions in book.deadlines.values() for version in versions if version.regime == regime]
        lines += ["", f"## {title.id}", "", *table(DEADLINE_HEADS, map(_deadline_row, rules))]
    return "\n".join(lines) + "\n"


DEADLINE_HEADS = ("Kode", "Apa", "Berapa", "Mulai", "Dasar", "Berlaku", "Keyakinan", "Catatan")


def _deadline_row(rule: DeadlineRule) -> tuple[str, ...]:
    return (
        f"`{rule.code}`",
        rule.title.id,
        _period(rule),
        rule.starts.id,
        rule.source,
        _span(rule.version, rule.until),
        CONFIDENCE_NAMES[rule.confidence],
        rule.assumption.id if rule.assumption else "",
    )


def _span(effective: object, until: object) -> str:
    if not effective:
        return f"sampai {until}" if until else "selalu"
    return f"{effective} sampai {until}" if until else f"sejak {effective}"


def _period(rule: DeadlineRule) -> str:
    if rule.counted_as is None:
        return "tanpa angka"
    said = BOUNDS[rule.bound].id.format(count=rule.count, unit=UNIT_NAMES[rule.counted_as].id)
    return f"{said} (naskah: “hari”)" if rule.unit == OPEN else said


def status_diagram(procedure: Procedure) -> str:
    """One state diagram (mermaid) per subject of a procedure, with its steps, who takes them, and the clocks."""
    lines = [f"# {procedure.title.id}", "", f"`{procedure.code}`, versi {procedure.version}. {procedure.source}."]
    for subject, label in procedure.subjects.items():
        lines += ["", f"## {label.id}", "", "```mermaid", "stateDiagram-v2", *_states(procedure, subject), "```"]
    return "\n".join(lines) + "\n"


def _states(procedure: Procedure, subject: str) -> list[str]:
    statuses = procedure.statuses_of(subject)
    lines = [f"    {status.code}: {status.label.id}" for status in statuses]
    lines += [f"    [*] --> {procedure.initial(subject).code}"]
    for step in procedure.steps:
        if step.subject == subject:
            clocks = _clocks("+", step.starts) + _clocks("+?", step.may_start) + _clocks("-", step.stops)
            clocks += "".join(f" {change.rule}→{change.period}" for change in step.extends)
            lines += [f"    {origin} --> {step.to or origin}: {step.label.id}{clocks}" for origin in step.froms]
    return lines + [f"    {status.code} --> [*]" for status in statuses if status.final]


def _clocks(sign: str, codes: Sequence[str]) -> str:
    return "".join(f" {sign}{code}" for code in codes)


def instrument_table(book: Rulebook | None = None) -> str:
    """Every law and regulation the entries cite."""
    heads = ("Kode", "Tentang", "Berlaku", "Keyakinan")
    rows = (
        (f"`{each.code}`", each.title.id, _span(each.effective, each.until), CONFIDENCE_NAMES[each.confidence])
        for each in (book or current()).instruments.values()
    )
    return "\n".join(["# Peraturan", "", *table(heads, rows)]) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table; a pipe in a cell is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]
