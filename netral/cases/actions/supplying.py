"""What a hand-over lacked is put into it: who is meant, and proof. A part of the verb that answers its return."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.models import Role
from netral.access.states import Acting
from netral.audit.actions import record
from netral.audit.models import Chain, Entry
from netral.cases import desk_policies, policies, queries
from netral.cases.actions.exchanging import send_out
from netral.cases.actions.forwarding import made_ready
from netral.cases.actions.silence import senders
from netral.cases.models import Accused, Kekurangan, Penerusan
from netral.cases.states import COMPLETED_HERE, SENT_COMPLETED, Refused
from netral.evidence.actions import leaving
from netral.evidence.models import Exhibit
from netral.intake.actions import mark_people
from netral.notices.actions import tell
from netral.notices.queries.people import people_in
from netral.notices.states import Told
from netral.procedure.states import SomeoneWasFaster

RECEIVING = (Role.AUDITOR, Role.APPOINTING_OFFICIAL, Role.PERSONNEL_OFFICER)


def check_supplies(
    penerusan: Penerusan, person: Mapping[str, str], exhibits: Collection[Exhibit], at: datetime
) -> list[Exhibit]:
    """The exhibits with clean copies, made before anything is locked; NotAllowed or Refused name what cannot go.

    `person` names columns of the accused; only what is empty is filled in, for what was handed over stays as it was.
    """
    desk_policies.check_keeps_texts(penerusan.case)
    for field, said in person.items():
        if getattr(penerusan.accused, field):
            raise Refused(field, _("Bagian ini sudah terisi saat diteruskan."))
        policies.check_not_the_reporters(penerusan.case, field, said)
    sent = set(penerusan.exhibits.values_list("pk", flat=True))
    if any(exhibit.pk in sent for exhibit in exhibits):
        raise Refused("exhibits", _("Salah satu bukti sudah ikut dikirim."))
    return made_ready(penerusan.case, exhibits, at)


@transaction.atomic
def supply(penerusan: Penerusan, person: Mapping[str, str], exhibits: Collection[Exhibit]) -> list[str]:
    """Fill in who is meant and let exhibits go along; the fingerprints of the copies that leave.

    `exhibits` as `check_supplies` returned them; a part of the verb that tells the journal.
    """
    if person:
        Accused.objects.filter(pk=penerusan.accused_id).update(**person)
        mark_people(penerusan.case.laporan, person.values())
        for field, said in person.items():
            setattr(penerusan.accused, field, said)
    penerusan.exhibits.add(*exhibits)
    return [leaving(each).sha256 for each in exhibits]


def name_gaps(penerusan: Penerusan, gaps: str, *, by: str, at: datetime, told: bool = True) -> Kekurangan:
    """Write down what a receiver in this house misses: a part of the verb that journals it.

    What was missed before and is not completed yet stands above it. Its senders are told, unless the verb did.
    """
    Chain.objects.select_for_update().filter(subject=penerusan.case.reference).first()
    made = queries.lacking(penerusan) or Kekurangan(penerusan=penerusan, at=at, by=by)
    made.gaps = f"{made.gaps}\n\n{gaps.strip()}".strip()
    made.save()
    if told:
        mark = f"{made}:{len(made.gaps)}"
        tell(senders(penerusan, at), subject=penerusan.case.reference, kind=Told.GIVEN_BACK, mark=mark, at=at)
    return made


def send_completed(
    penerusan: Penerusan,
    *,
    note: str,
    acting: Acting,
    at: datetime,
    person: Mapping[str, str] | None = None,
    exhibits: Collection[Exhibit] = (),
) -> Entry:
    """Complete a hand-over that came back. To another house it goes once more, as a new message beside the old one; a
    receiver in this house finds what was missing in the hand-over itself.

    `note` says what was completed. Raises NotAllowed, Refused naming the field, or SomeoneWasFaster.
    """
    policies.check_can_send_completed(penerusan, acting)
    policies.check_filled("note", note)
    policies.check_not_the_reporters(penerusan.case, "note", note)
    said = {field: text.strip() for field, text in (person or {}).items() if text.strip()}
    going = check_supplies(penerusan, said, exhibits, at)
    return _send_completed(penerusan, said, going, note=note.strip(), acting=acting, at=at)


@transaction.atomic
def _send_completed(
    penerusan: Penerusan,
    said: Mapping[str, str],
    exhibits: Collection[Exhibit],
    *,
    note: str,
    acting: Acting,
    at: datetime,
) -> Entry:
    """Of two at once the second waits for the chain of the case, and finds that it is on its way again."""
    case = penerusan.case
    Chain.objects.select_for_update().filter(subject=case.reference).first()
    returned, here = queries.returned_message(penerusan), queries.lacking(penerusan)
    if returned is None and here is None:
        raise SomeoneWasFaster(case.reference)
    copies = supply(penerusan, said, exhibits)
    if returned:
        completes = {"message": returned.key, "note": note}
        send_out([penerusan], penerusan.exhibits.order_by("pk"), acting=acting, at=at, completes=completes)
    if here:
        _answer(here, note, acting=acting, at=at)
    return record(
        case.reference,
        SENT_COMPLETED if returned else COMPLETED_HERE,
        actor=acting.reference,
        office=case.office.code,
        at=at,
        about=case.also_about(),
        facts={
            "receiver": penerusan.receiver.code,
            "accused": penerusan.accused.key,
            "supplied": list(said),
            "exhibits": len(copies),
        },
        hashes=copies,
    )


def _answer(here: Kekurangan, note: str, *, acting: Acting, at: datetime) -> None:
    """What was done stands beside what was missed, and the officials of the receiver are told."""
    Kekurangan.objects.filter(pk=here.pk).update(answer=note, answered_at=at, answered_by=acting.reference)
    penerusan = here.penerusan
    people = people_in(penerusan.receiver, RECEIVING, at=at)
    tell(people, subject=penerusan.case.reference, kind=Told.COMPLETED, mark=str(here), at=at)
