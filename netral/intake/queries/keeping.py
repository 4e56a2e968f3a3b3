"""Whether a laporan has ended, and since when: the periods of keeping run from that day."""

from collections.abc import Iterator
from datetime import datetime

from netral import rulebook
from netral.audit.models import Entry
from netral.audit.queries import entries_about
from netral.intake.house_rules import house_rule
from netral.intake.models import Laporan
from netral.procedure import queries as procedure


def ended_at(laporan: Laporan) -> datetime | None:
    """When the last of the report and of what grew out of it came to its end; None while anything still runs."""
    tables: dict[str, rulebook.Procedure] = {}
    last: dict[str, Entry] = {}
    for entry in entries_about(laporan.reference):
        if "procedure" in entry.facts:
            book, facts = rulebook.current(), entry.facts
            tables[entry.chain] = book.procedure_version(facts["procedure"], facts["procedure_version"])
        if entry.verb.endswith(f".{procedure.LET_GO}"):
            last.pop(entry.chain, None)
        elif entry.after:
            last[entry.chain] = entry
    final = all(tables[chain].statuses[entry.after].final for chain, entry in last.items())
    return max(entry.at for entry in last.values()) if final and last else None


def due_for_erasing(rule: str, column: str, at: datetime) -> Iterator[Laporan]:
    """Laporan whose period of this house rule is over and that nobody holds; `column` says what was erased already."""
    period = house_rule(rule).length
    old = Laporan.objects.filter(opened_at__lte=at - period).select_related("office", "keeping")
    for laporan in old.exclude(**{f"keeping__{column}__isnull": False}).exclude(keeping__held=True).iterator():
        ended = ended_at(laporan)
        if ended is not None and ended + period <= at:
            yield laporan
