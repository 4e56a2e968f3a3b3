"""Who may take which step, and whether it is possible now. `check_…` raises, `can_…` and `offers` ask the same rule."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.procedure import queries
from netral.procedure.models import Tracked
from netral.procedure.states import REPORTER_ROLE, WITHOUT_SEAT, NotAllowed
from netral.rulebook import Procedure, Step


@dataclass(frozen=True)
class Offer:
    """A step shown to someone: allowed, or the sentence that says why not yet."""

    step: Step
    allowed: bool
    because: str


def check_can_take(subject: Tracked, code: str, acting: Acting, *, met: Collection[str] | None = None) -> Step:
    """The step, or NotAllowed. Requirements are checked only when `met` says which ones hold."""
    table = queries.table(subject)
    possible = table.steps_from(subject.KIND, subject.status)
    step = next((step for step in possible if step.code == code), None)
    if step is None:
        raise NotAllowed(_wrong_status(subject, table, possible), [step.code for step in possible])
    if not _may_act(subject, step, acting):
        raise NotAllowed(_wrong_person(subject, table, step), _codes_for(subject, possible, acting))
    missing = [need for need in step.needs if met is not None and need not in met]
    if missing:
        raise NotAllowed(_missing(table, missing), _codes_for(subject, possible, acting, but=code))
    return step


def can_take(subject: Tracked, code: str, acting: Acting, *, met: Collection[str] | None = None) -> bool:
    """Whether `check_can_take` would let this pass."""
    try:
        check_can_take(subject, code, acting, met=met)
    except NotAllowed:
        return False
    return True


def offers(subject: Tracked, acting: Acting, met: Collection[str] | None = None) -> list[Offer]:
    """The buttons for someone, in the order of the table: every step of their kind of role, open or with the reason."""
    steps = queries.table(subject).steps_from(subject.KIND, subject.status)
    return [_offer(subject, step, acting, met) for step in steps if _concerns(step, acting)]


def _offer(subject: Tracked, step: Step, acting: Acting, met: Collection[str] | None) -> Offer:
    try:
        check_can_take(subject, step.code, acting, met=met)
    except NotAllowed as refusal:
        return Offer(step, allowed=False, because=str(refusal))
    return Offer(step, allowed=True, because="")


def _concerns(step: Step, acting: Acting) -> bool:
    if acting.reference in WITHOUT_SEAT:
        return acting.reference in step.by
    return not WITHOUT_SEAT.issuperset(step.by)


def _may_act(subject: Tracked, step: Step, acting: Acting) -> bool:
    if acting.reference in WITHOUT_SEAT:
        return acting.reference in step.by
    seated = [role for role in step.by if role not in WITHOUT_SEAT]
    if not seated:
        return False
    office = subject.office_at(step.place)
    return any(acting.holds(role, office.code) for role in seated)


def _codes_for(subject: Tracked, possible: Collection[Step], acting: Acting, *, but: str = "") -> list[str]:
    return [step.code for step in possible if step.code != but and _may_act(subject, step, acting)]


def _wrong_status(subject: Tracked, table: Procedure, possible: Collection[Step]) -> str:
    kind = queries.say(table.subjects[subject.KIND])
    status = table.statuses[subject.status]
    if not possible:
        return _("%(kind)s ini sudah berakhir dengan status “%(status)s”; tidak ada langkah lagi.") % {
            "kind": kind,
            "status": queries.say(status.label),
        }
    return _("%(kind)s ini berstatus “%(status)s”; langkah yang mungkin sekarang: %(steps)s.") % {
        "kind": kind,
        "status": queries.say(status.label),
        "steps": ", ".join(queries.say(step.label) for step in possible),
    }


def _wrong_person(subject: Tracked, table: Procedure, step: Step) -> str:
    seated = [role for role in step.by if role not in WITHOUT_SEAT]
    if seated:
        return _("Langkah ini diambil oleh %(roles)s di %(office)s.") % {
            "roles": _(" atau ").join(queries.say(table.roles[role]) for role in seated),
            "office": subject.office_at(step.place).name,
        }
    if REPORTER_ROLE in step.by:
        return _("Langkah ini hanya diambil oleh pelapor, lewat halaman status dengan kode tanda terima.")
    return _("Langkah ini dicatat sendiri oleh sistem begitu waktunya tiba.")


def _missing(table: Procedure, missing: list[str]) -> str:
    needs = ", ".join(queries.say(table.requirements[need]) for need in missing)
    return _("Belum bisa: perlu %(needs)s.") % {"needs": needs}
