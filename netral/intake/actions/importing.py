"""A table becomes reports: looked over first, stored when its bringer says so, each row once however often it is sent.

Between the two it lies here for an hour at most, under a key that only the bringer's browser holds.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import Any

from django.db.models.functions import Greatest

from netral.access.states import Acting
from netral.intake import policies, receipts
from netral.intake.actions.submitting import submit
from netral.intake.content import Entrance, NewReport, Reporter, Who, WitnessNamed
from netral.intake.draft_seal import DraftKey, DraftUnreadable
from netral.intake.models import ImportedTable, Receipt
from netral.intake.states import Door, KeyReused, Refused
from netral.intake.table_rows import BadRow, Sorted
from netral.lib.spoken_codes import groups

KEPT = timedelta(hours=1)
# One press works for so long, so that no request takes a web process from the reporters.
SECONDS_A_PRESS = 5.0
BAD_ROWS_SHOWN, GOOD_ROWS_SHOWN, CODES_AT_ONCE = 200, 5, 500


@dataclass(frozen=True)
class Preview:
    """A table looked over: its row in the database, and what its bringer is shown of it."""

    table: ImportedTable
    good: Sequence[tuple[int, NewReport]]
    bad: Sequence[BadRow]
    bad_rows: int
    repeated: Sequence[tuple[int, int]]
    unknown: Sequence[str]

    @property
    def finished(self) -> bool:
        return self.table.done >= self.table.total


def look_over(found: Sorted, *, office: str, acting: Acting, at: datetime) -> DraftKey:
    """Keep the good rows and what was wrong with the others, under the key returned. No report is stored.

    Raises NotAllowed unless acting receives reports at the office (a code).
    """
    policies.check_can_type(acting, office)
    key = DraftKey.new()
    content = {
        "good": [[row, report.as_json()] for row, report in found.good],
        "bad": [list(vars(each).values()) for each in found.bad[:BAD_ROWS_SHOWN]],
        "bad_rows": found.bad_rows,
        "repeated": list(found.repeated.items())[:BAD_ROWS_SHOWN],
        "unknown": found.unknown,
    }
    ImportedTable.objects.create(
        locator=key.locator, ciphertext=key.seal_bytes(json.dumps(content).encode()), owner=acting.reference,
        office=office, expires_at=at + KEPT, total=len(found.good),
    )  # fmt: skip
    return key


def preview(key: DraftKey | None, *, acting: Acting, at: datetime) -> Preview | None:
    """The table of this key, if it is still here and this person brought it."""
    rows = ImportedTable.objects.filter(owner=acting.reference, expires_at__gt=at)
    table = rows.filter(locator=key.locator).first() if key else None
    if table is None or key is None:
        return None
    try:
        content = json.loads(key.open_bytes(bytes(table.ciphertext)))
    except DraftUnreadable:
        return None
    good = [(row, _report(told)) for row, told in content.pop("good")]
    bad = [BadRow(*each) for each in content.pop("bad")]
    return Preview(table, good, bad, **content)


def store_rows(found: Preview, *, acting: Acting, at: datetime) -> None:
    """Store the next rows, for as long as one press may take. Sent twice or at once, each row is still one report."""
    policies.check_can_type(acting, found.table.office)
    until, done, refused = monotonic() + SECONDS_A_PRESS, found.table.done, 0
    entrance = Entrance(Door.IMPORT, acting, found.table.office)
    for _row, report in found.good[done:]:
        try:
            submit(report, idempotency_key=_key_of(report), at=at, entrance=entrance)
        except (Refused, KeyReused):
            refused += 1
        done += 1
        if monotonic() > until:
            break
    rows = ImportedTable.objects.filter(pk=found.table.pk)
    rows.update(done=Greatest("done", done), refused=Greatest("refused", found.table.refused + refused))


def codes(found: Preview) -> Iterator[tuple[int, str, str]]:
    """(row, receipt number, code) of every row stored so far: what is handed to the reporters."""
    stored = found.good[: found.table.done]
    for first in range(0, len(stored), CODES_AT_ONCE):
        codes = {row: _code_of(report) for row, report in stored[first : first + CODES_AT_ONCE]}
        hashes = {receipts.code_hash(code): row for row, code in codes.items()}
        known = Receipt.objects.filter(code_hash__in=hashes).values_list("code_hash", "laporan__number")
        numbers = {hashes[code_hash]: number for code_hash, number in known}
        yield from ((row, numbers[row], groups(code)) for row, code in codes.items() if row in numbers)


def forget(found: Preview) -> None:
    """Throw the table away; the reports stored from it stay."""
    found.table.delete()


def forget_expired(*, at: datetime) -> int:
    """Tables nobody came back for; how many."""
    return ImportedTable.objects.filter(expires_at__lte=at).delete()[0]


def _key_of(report: NewReport) -> str:
    """The same row has the same key, in whichever file and however often it comes."""
    return receipts.row_key(receipts.body_hash(report, ()))


def _code_of(report: NewReport) -> str:
    return receipts.code_for(_key_of(report), receipts.body_hash(report, ()))


def _report(told: Mapping[str, Any]) -> NewReport:
    """A report out of its own `as_json`."""
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in ("act_date", "known_on")}
    lists = {
        "who": tuple(Who(**row) for row in told["who"]),
        "witnesses": tuple(WitnessNamed(**row) for row in told["witnesses"]),
        "links": tuple(told["links"]),
        "conducts": tuple(told["conducts"]),
    }
    clock = time.fromisoformat(told["act_time"]) if told["act_time"] else None
    reporter = Reporter(**told["reporter"]) if told["reporter"] else None
    return NewReport(**{**told, **days, **lists, "act_time": clock, "reporter": reporter})
