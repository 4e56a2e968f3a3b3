"""A hand-over goes on with another receiver: the old one ended by law, or a human led it around a conflict."""

from datetime import datetime

from django.db import transaction

from netral.access.models import Role
from netral.access.states import Acting
from netral.audit.models import Chain
from netral.cases.actions.exchanging import KIND, send_out
from netral.cases.actions.forwarding import settle
from netral.cases.models import Case, Penerusan, Peralihan
from netral.cases.states import MOVED_VERBS, Cause, Result
from netral.exchange import actions as exchange
from netral.exchange.states import Cancelled
from netral.notices.actions import tell
from netral.notices.queries.people import people_in
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.procedure.actions import act_beside
from netral.procedure.moving import move_along
from netral.procedure.states import SomeoneWasFaster

NO_LONGER_SENT = {Cause.LAW: Cancelled.SUCCEEDED, Cause.CONFLICT: Cancelled.CONFLICT}
SENDERS = (Role.EXAMINER, Role.MEMBER)


@transaction.atomic
def readdress(
    penerusan: Penerusan,
    receiver: Organisation,
    *,
    cause: Cause,
    rule: str,
    basis: str,
    acting: Acting,
    at: datetime,
    via: str = "",
    reason: str = "",
) -> Peralihan:
    """Let it go on with `receiver`: key, letter, acknowledgement, outcome so far and every clock stay.

    Where the person was handed to that receiver too and that hand-over still runs, this one ends in favour of it.
    SomeoneWasFaster when it ended or moved meanwhile.
    """
    case = _locked(penerusan)
    origin = penerusan.receiver
    exchange.cancel(f"{KIND}:{penerusan.key}", origin, to=receiver, because=NO_LONGER_SENT[cause], acting=acting, at=at)
    moved = Peralihan.objects.create(
        penerusan=penerusan, cause=cause, rule=rule, origin=origin, receiver=receiver, basis=basis,
        reason=reason, moved_at=at, moved_by=acting.reference,
    )  # fmt: skip
    # One that has ended stands for nothing that still runs.
    twin = Penerusan.objects.filter(accused=penerusan.accused_id, receiver=receiver, ended_at=None).exists()
    entry = act_beside(
        case, MOVED_VERBS[cause], acting=acting, at=at, office=case.office,
        facts={"accused": penerusan.accused.key, "penerusan": penerusan.key, "from_office": origin.code,
               "to_office": receiver.code, "rule": rule, "joins_another": twin},
    )  # fmt: skip
    if twin:
        settle(penerusan, at=at, outcome=Result.REFORWARDED)
    else:
        _go_on(penerusan, receiver, via=via, basis=basis, acting=acting, at=at)
    people = [*case.examiners.order_by("pk"), *people_in(case.office, SENDERS, at=at)]
    tell(dict.fromkeys(people), subject=case.reference, kind=Told.RECEIVER_MOVED, mark=entry.hash, at=at)
    return moved


def _locked(penerusan: Penerusan) -> Case:
    """The case as it stands now, its chain held: of two who move one hand-over the second sees what the first left."""
    case = penerusan.case
    Chain.objects.select_for_update().filter(subject=case.reference).first()
    if not Penerusan.objects.filter(pk=penerusan.pk, receiver=penerusan.receiver_id, ended_at=None).exists():
        raise SomeoneWasFaster(case.reference)
    case.refresh_from_db(fields=["status", "version", "texts_erased_at"])
    return case


def _go_on(penerusan: Penerusan, receiver: Organisation, *, via: str, basis: str, acting: Acting, at: datetime) -> None:
    move_along(f"{KIND}:{penerusan.key}", penerusan.receiver, receiver)
    penerusan.receiver, penerusan.via, penerusan.basis = receiver, via or penerusan.via, basis
    penerusan.save(update_fields=["receiver", "via", "basis"])
    send_out([penerusan], list(penerusan.exhibits.order_by("pk")), acting=acting, at=at)
