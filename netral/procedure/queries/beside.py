"""What runs beside a subject: everything opened because of it, whatever its kind, with its own status and clock."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from netral import rulebook
from netral.audit.models import EntrySubject
from netral.procedure.models import Clock, Tracked
from netral.procedure.queries.clocks import ClockView, clock_view, running_clocks
from netral.procedure.queries.holding import kinds
from netral.procedure.queries.tables import table
from netral.procedure.queries.timeline import OPENED, chains_about


@dataclass(frozen=True)
class Beside:
    """One way a matter goes: which table's subject, where it stands, its nearest running clock, whether it is over."""

    kind: str
    key: str
    title: rulebook.Text
    status: rulebook.Text
    over: bool
    clock: ClockView | None


def beside(reference: str, *, now: datetime) -> list[Beside]:
    """The subjects opened because of this one, oldest first, without itself. One query a kind and two more."""
    others = [chain for chain in chains_about(reference) if chain != reference]
    found = _loaded(others)
    return ways([found[chain] for chain in others if chain in found], now=now)


def opened_beside(reference: str) -> frozenset[str]:
    """The keys of the people about whom something runs beside this subject, as the entries that opened it say."""
    opened = EntrySubject.objects.filter(subject=reference, entry__verb__endswith=f".{OPENED}")
    told = opened.filter(entry__facts__beside=True).values_list("entry__facts__accused", flat=True)
    return frozenset(told)


def ways(subjects: list[Tracked], *, now: datetime) -> list[Beside]:
    """How each of these stands, in their order. One query."""
    clocks = running_clocks([each.reference for each in subjects])
    return [_way(each, next(iter(clocks.get(each.reference, [])), None), now) for each in subjects]


def _way(subject: Tracked, clock: Clock | None, now: datetime) -> Beside:
    stands = table(subject)
    status = stands.statuses[subject.status]
    return Beside(
        kind=subject.KIND,
        key=subject.key,
        title=stands.subjects[subject.table_subject],
        status=status.label,
        over=status.final,
        clock=clock_view(clock, now) if clock else None,
    )


def _loaded(references: list[str]) -> dict[str, Tracked]:
    keys: dict[str, list[str]] = defaultdict(list)
    for reference in references:
        kind, _, key = reference.partition(":")
        keys[kind].append(key)
    rows = (
        each
        for model in kinds()
        if keys[model.KIND]
        for each in model._default_manager.filter(key__in=keys[model.KIND])  # noqa: SLF001 - Django's public name
    )
    return {each.reference: each for each in rows}
