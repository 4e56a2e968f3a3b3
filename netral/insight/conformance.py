"""Whether a step of the journal is one that its procedure table permits there."""

from functools import lru_cache

from netral import rulebook
from netral.procedure.queries import OPENED


def is_permitted(pinned: tuple[str, str], verb: str, *, came_from: str, led_to: str, stood_at: str) -> bool:
    """By the table the chain is pinned to (code, version).

    `stood_at` is the status the step before left; empty for an opening. What stands in no table at all, as a hand-over
    that goes on with another receiver, keeps to it as long as it moves nothing.
    """
    kind, _dot, code = verb.partition(".")
    if came_from != stood_at:
        return False
    table = _table(*pinned)
    if table is None:
        return False
    if code == OPENED:
        return any(status.initial and status.code == led_to for status in table.statuses.values())
    step = next((each for each in table.steps if each.code == code and _kind(each) == kind), None)
    if step is None and _found(verb) is None:
        return led_to == came_from
    return step is not None and came_from in step.froms and led_to == (step.to or came_from)


def label(verb: str) -> rulebook.Text | None:
    """What a step is called in the newest table that has it; None for one that is in none."""
    found = _found(verb)
    return found[1].label if found else None


def subject(verb: str) -> rulebook.Text | None:
    """What that table calls the thing the step is taken on: two tables may call their steps alike."""
    found = _found(verb)
    return found[0].subjects[found[1].subject] if found else None


@lru_cache
def _found(verb: str) -> tuple[rulebook.Procedure, rulebook.Step] | None:
    kind, _dot, code = verb.partition(".")
    for versions in rulebook.current().procedures.values():
        for table in reversed(versions):
            for step in table.steps:
                if step.code == code and _kind(step) == kind:
                    return table, step
    return None


def _kind(step: rulebook.Step) -> str:
    """Which chain a step is written on: subjects of a track's table have names of their own."""
    return step.subject if step.subject in ("laporan", "perkara", "penanganan") else "jalur"


@lru_cache
def _table(procedure: str, version: str) -> rulebook.Procedure | None:
    try:
        return rulebook.current().procedure_version(procedure, version)
    except KeyError:
        return None
