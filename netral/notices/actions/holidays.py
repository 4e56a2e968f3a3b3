"""A new day off: it is recorded, and the running clocks it concerns move, each with an entry of its own."""

from datetime import UTC, date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.models import Role
from netral.access.states import NATIONAL_OFFICE, Acting, NotAllowed
from netral.audit.actions import record
from netral.audit.models import Chain
from netral.notices.states import ADDED, CALENDAR, MOVED
from netral.offices.models import Holiday
from netral.procedure import holidays, lists
from netral.procedure.models import Clock, Tracked
from netral.procedure.queries import kinds


def add_holiday(day: date, *, name: str, source: str, acting: Acting, at: datetime) -> int:
    """Record a day off for the whole country; how many running clocks moved. One transaction, one entry a clock.

    Raises NotAllowed for whoever does not manage the whole house, and for a day that is none to add.
    """
    check_can_add(day, acting)
    with transaction.atomic():
        moves = holidays.moves(day, name)
        _holiday, made = Holiday.objects.get_or_create(
            day=day, defaults={"name": name, "source": source, "added_at": at}
        )
        if not made:
            raise NotAllowed(_already_off(name))
        record(CALENDAR, ADDED, actor=acting.reference, office=NATIONAL_OFFICE, at=at, facts={"day": day.isoformat()})
        subjects = _subjects({move.clock.subject for move in moves})
        return sum(_move(move, subjects[move.clock.subject], day=day, acting=acting, at=at) for move in moves)


def check_can_add(day: date, acting: Acting) -> None:
    """Whether somebody may add this day; NotAllowed says why not."""
    if not acting.holds(Role.ADMINISTRATOR, NATIONAL_OFFICE):
        raise NotAllowed(_("Hari libur berlaku untuk seluruh negara; hanya pengelola nasional yang menambahkannya."))
    if off := holidays.day_off(day):
        raise NotAllowed(_already_off(off))


def _already_off(name: str) -> str:
    return _("Hari itu sudah bukan hari kerja (%(name)s). Tidak ada yang perlu ditambahkan.") % {"name": name}


def _subjects(references: set[str]) -> dict[str, Tracked]:
    found: dict[str, Tracked] = {}
    for model in kinds():
        keys = [one.partition(":")[2] for one in references if one.startswith(f"{model.KIND}:")]
        rows = model._default_manager.filter(key__in=keys) if keys else ()  # noqa: SLF001 - Django's public name
        found |= {row.reference: row for row in rows}
    return found


def _move(move: holidays.Move, subject: Tracked, *, day: date, acting: Acting, at: datetime) -> bool:
    """Compare and swap: a clock that was stopped or changed meanwhile stays as it is."""
    clock = move.clock
    Chain.objects.select_for_update().filter(subject=clock.subject).first()
    rows = Clock.objects.filter(pk=clock.pk, stopped_at=None, due_at=clock.due_at)
    if not rows.update(started_at=move.started, due_at=move.due, skipped=move.skipped):
        return False
    lists.settle(subject)
    fact = {
        "key": clock.key,
        "rule": clock.rule,
        "from": _utc(clock.due_at or move.due),
        "due": _utc(move.due),
        "started": _utc(move.started),
    }
    record(
        clock.subject,
        f"{subject.KIND}.{MOVED}",
        actor=acting.reference,
        office=NATIONAL_OFFICE,
        at=at,
        about=subject.also_about(),
        facts={"clocks_moved": [fact], "day": day.isoformat()},
    )
    return True


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
