"""Following a piece of work, and telling its followers of new steps. No verb of the journal: nobody's rights change."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from netral.access.models import User
from netral.audit.models import Chain, Entry
from netral.lib.statements import insert_missing
from netral.notices.models import Follow, Notice
from netral.notices.queries.following import Listeners, behind
from netral.notices.states import Told
from netral.procedure.queries import held

AT_ONCE = 500  # followers told in one go


def follow(user: User, subject: str, *, at: datetime) -> bool:
    """From now on tell this person; whether they were not told until now."""
    length = Chain.objects.filter(subject=subject).values_list("length", flat=True).first() or 0
    _row, made = Follow.objects.get_or_create(user=user, subject=subject, defaults={"told": length, "since": at})
    return made


def unfollow(user: User, subject: str) -> bool:
    """Tell this person no longer; whether they were told until now."""
    deleted, _rows = Follow.objects.filter(user=user, subject=subject).delete()
    return bool(deleted)


def tell(users: Iterable[User], *, subject: str, kind: Told, mark: str, at: datetime) -> None:
    """Write one notice to each of these people. The same mark is told once, however often it is said."""
    notices = [Notice(user=user, subject=subject, kind=kind, mark=mark, at=at) for user in users]
    insert_missing(notices)


def tell_of_each(user: User, marks: Iterable[tuple[str, str]], *, kind: Told, at: datetime) -> None:
    """Write one notice to this person for each (subject, mark), under the same rule."""
    tell_each(((user, subject, mark) for subject, mark in marks), kind=kind, at=at)


def tell_each(told: Iterable[tuple[User, str, str]], *, kind: Told, at: datetime) -> None:
    """Write one notice for each (user, subject, mark), in one go and under the same rule."""
    notices = [Notice(user=user, subject=subject, kind=kind, mark=mark, at=at) for user, subject, mark in told]
    insert_missing(notices)


def tell_of_steps(*, at: datetime) -> int:
    """Tell followers of every step they have not heard of; how many were looked after. Safe to run at any time.

    Where a chain grows meanwhile, the next round tells the rest.
    """
    waiting = list(behind()[:AT_ONCE])
    subjects = {row.subject for row in waiting}
    told = held(subjects)
    listeners = Listeners((row.user for row in waiting), at)
    entries = _steps_of(waiting)
    notices = [
        Notice(user=row.user, subject=row.subject, kind=Told.STEP, mark=entry.hash, at=at)
        for row in waiting
        if row.subject in told and listeners.hears(row.user_id, told[row.subject].office)
        for entry in entries[row.subject]
        if row.told < entry.position <= row.length and entry.actor != row.user.reference  # type: ignore[attr-defined]
    ]
    # First the notices, then the mark: a crash between the two tells nobody twice, for the table refuses a second.
    insert_missing(notices)
    for row in waiting:
        row.told = row.length  # type: ignore[attr-defined]
    Follow.objects.bulk_update(waiting, ["told"])
    return len(waiting)


def _steps_of(waiting: Iterable[Follow]) -> dict[str, list[Entry]]:
    """Steps of the table, by chain. What people do at the desk (notes, tasks) carries no version and is no step."""
    told: dict[str, int] = {}
    for row in waiting:
        told[row.subject] = min(row.told, told.get(row.subject, row.told))
    found: dict[str, list[Entry]] = defaultdict(list)
    since = min(told.values(), default=0)
    for entry in Entry.objects.filter(chain__in=told, position__gt=since).order_by("pk"):
        if "version" in entry.facts:
            found[entry.chain].append(entry)
    return found
