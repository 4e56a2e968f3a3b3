"""In what a laporan goes on, whether all of that has ended, and since when: periods of keeping run from that day."""

import logging
from collections.abc import Iterator
from datetime import datetime

from netral.audit.models import Entry
from netral.intake.house_rules import house_rule
from netral.intake.models import Keeping, Laporan
from netral.intake.states import WITHDRAWN
from netral.lib.one_by_one import one_by_one
from netral.procedure import queries as procedure

log = logging.getLogger(__name__)


def chains_of(laporan: Laporan) -> list[str]:
    """References of the report and of what it goes on in, e.g. its perkara."""
    return list(_last_words(laporan))


def ended_at(laporan: Laporan) -> datetime | None:
    """When the last of the report and of what grew out of it came to its end; None while anything still runs."""
    last = list(_last_words(laporan).values())
    tables = procedure.tables_of(last)
    final = all(tables[entry.chain].statuses[entry.after].final for entry in last)
    return max(entry.at for entry in last) if final and last else None


def keeps_texts(laporan: Laporan) -> bool:
    """Whether what was written of it is still kept. What is written later would never be erased: its period is over."""
    return not Keeping.objects.filter(laporan=laporan).exclude(texts_erased_at=None).exists()


def _last_words(laporan: Laporan) -> dict[str, Entry]:
    """Who took a report back has ended it: from then on nothing that had taken it in is about them."""
    last = procedure.last_words(laporan.reference)
    own = last.get(laporan.reference)
    return {own.chain: own} if own and own.after == WITHDRAWN else last


def due_for_erasing(rule: str, column: str, at: datetime) -> Iterator[Laporan]:
    """Laporan whose period of this house rule is over and that nobody holds; `column` says what was erased already.

    One whose journal cannot be read is logged and passed over.
    """
    period = house_rule(rule).length
    old = Laporan.objects.filter(opened_at__lte=at - period).select_related("office", "keeping")
    rows = old.exclude(**{f"keeping__{column}__isnull": False}).exclude(keeping__held=True).iterator()
    for laporan, ended in one_by_one(lambda each: (each, ended_at(each)), rows, log=log):
        if ended is not None and ended + period <= at:
            yield laporan
