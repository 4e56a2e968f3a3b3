"""A period lengthened by the document its law asks for: the first clock stops as extended, the longer one takes over.

Which period takes over, from when it counts and which document it needs are permissions of the rulebook
(`law/deadlines/`, decision 0009); a step only names the permission it uses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from netral import rulebook
from netral.procedure import policies, queries
from netral.procedure.models import Clock, Tracked
from netral.procedure.receipts import utc
from netral.procedure.states import Letter, NotAllowed


@dataclass(frozen=True)
class Lengthened:
    """A clock that stopped as extended, the longer one, whether it was started for it, and the kind of permission."""

    clock: Clock
    longer: Clock
    began: bool
    permit: str


def lengthen(
    subject: Tracked, step: rulebook.Step, letter: Letter | None, *, at: datetime, zone: str, verb: str
) -> list[Lengthened]:
    """Stop every clock the step extends and start the period that takes over. Raises NotAllowed and changes nothing.

    A longer clock that already runs (tables once started both at the opening) is taken over as it was counted.
    """
    return [_lengthen(subject, change, letter, at=at, zone=zone, verb=verb) for change in step.extends]


def extended_facts(extended: Sequence[Lengthened]) -> dict[str, Any]:
    """What the journal keeps of it; nothing for a step that lengthens nothing."""
    facts = [
        {
            "key": each.clock.key,
            "into": each.longer.key,
            "at": utc(each.clock.stopped_at),
            "document": each.clock.document,
            "document_on": each.clock.document_on.isoformat(),
            "permit": each.permit,
        }
        for each in extended
        if each.clock.stopped_at and each.clock.document_on
    ]
    return {"clocks_extended": facts} if facts else {}


def _lengthen(
    subject: Tracked, change: rulebook.Extension, letter: Letter | None, *, at: datetime, zone: str, verb: str
) -> Lengthened:
    clock = queries.lengthenable(subject, change)
    if clock is None:
        title = queries.say(rulebook.current().deadline(change.rule).title)
        raise NotAllowed(_("Tenggat “%(title)s” tidak berjalan, jadi tidak bisa diperpanjang.") % {"title": title})
    if letter is None:
        raise NotAllowed(_("Tenggat hanya diperpanjang dengan surat. Isi nomor dan tanggalnya."))
    policies.check_lengthens(clock, letter.on, at=at)
    after = queries.longer(subject, clock, change, letter.on)
    permit = queries.permit_of(clock, change)
    said = {"document": letter.number, "document_on": letter.on, "permitted_by": permit.source}
    began = after.pk is None
    _write(after, extends=clock.key, **said)
    counted = policies.Counted(at, letter.on, zone)
    stopped = {"stopped_at": max(counted.moment, clock.started_at), "stopped_by": verb}
    _write(clock, extended_into=after.key, **stopped, **said)
    return Lengthened(clock, after, began, permit.kind)


def _write(clock: Clock, **values: Any) -> None:
    for name, value in values.items():
        setattr(clock, name, value)
    clock.save()
