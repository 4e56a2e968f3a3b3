"""One verb over many rows: each row its own transaction, and what stood in the way of each told in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit.actions import record
from netral.cases.models import Case
from netral.cases.states import EXPORTED, Refused
from netral.intake.models import Laporan
from netral.procedure.states import NotAllowed, SomeoneWasFaster

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Outcome:
    """How many rows it worked for, and the numbers of the others under the reason why not."""

    done: int
    skipped: dict[str, list[str]]

    @property
    def of(self) -> int:
        return self.done + sum(len(numbers) for numbers in self.skipped.values())


def each(rows: Iterable[tuple[str, Any]], verb: Callable[[Any], object]) -> Outcome:
    """Run a verb on every row of (number, row). A refused row leaves nothing behind and does not stop the others."""
    done, skipped = 0, dict[str, list[str]]()
    for number, row in rows:
        try:
            verb(row)
        except (NotAllowed, SomeoneWasFaster) as refusal:
            skipped.setdefault(str(refusal), []).append(number)
        except Refused as refusal:
            skipped.setdefault(refusal.message, []).append(number)
        else:
            done += 1
    return Outcome(done, skipped)


def registered(row: Case | Laporan) -> Case:
    """The row where it is a case; NotAllowed where nobody examines anything yet."""
    if not isinstance(row, Case):
        raise NotAllowed(_("belum diregistrasi menjadi perkara"))
    return row


@transaction.atomic
def note_export(rows: int, *, acting: Acting, at: datetime) -> None:
    """That somebody took rows out of the house, and how many; on the chain of their own account."""
    record(acting.reference, EXPORTED, actor=acting.reference, at=at, facts={"rows": rows})
