"""Who may hand work to another office, answer for it, take it over, and look after ad hoc offices that end.

`check_…` raises NotAllowed or Refused with a sentence, `can_…` asks the same rule.
"""

from datetime import date, datetime

from django.utils.translation import gettext as _

from netral.access.models import Role
from netral.access.policies import administers_everything
from netral.access.queries import today_in
from netral.access.states import Acting
from netral.cases.desk_policies import HEADS, allows
from netral.cases.models import Case
from netral.cases.states import Refused
from netral.intake.models import Laporan
from netral.notices.queries.people import office_above
from netral.offices.models import AD_HOC_KINDS, Organisation
from netral.procedure.models import Transfer, TransferKind
from netral.procedure.policies import check_not_on_its_way
from netral.procedure.states import NotAllowed
from netral.rulebook.transfers import transfer_rules

Subject = Case | Laporan
INSIDE = "digabung"  # the status of a report that goes where its case goes


def senders(subject: Subject) -> tuple[str, ...]:
    """A case moves by decision of the members; a report that is no case yet also by who receives reports."""
    return (Role.MEMBER,) if isinstance(subject, Case) else HEADS


def check_can_hand_over(subject: Subject, kind: str, acting: Acting) -> None:
    """A head of the office where it lies, from a status the law's table names, while nobody else is asked already."""
    if not any(acting.holds(role, subject.office.code) for role in senders(subject)):
        raise NotAllowed(_("Yang melimpahkan adalah pimpinan di %(office)s.") % {"office": subject.office.name})
    check_goes_on(subject)
    if not transfer_rules()[kind].possible_from(subject.status):
        raise NotAllowed(_("Pada tahap ini tidak dilimpahkan lagi: keputusan kantor ini sudah diambil."))
    check_not_on_its_way(subject)
    if kind == TransferKind.REQUEST and office_above(subject.office) is None:
        raise NotAllowed(_("Tidak ada kantor di atas kantor ini."))


def can_hand_over(subject: Subject, kind: str, acting: Acting) -> bool:
    return allows(check_can_hand_over, subject, kind, acting)


def check_can_take_over(subject: Subject, acting: Acting) -> None:
    """A member of the office right above, in every open status; what is on its way elsewhere is stopped by it."""
    elsewhere = any(code != subject.office.code for code in acting.offices_for(Role.MEMBER))
    above = office_above(subject.office) if elsewhere else None
    if above is None or not acting.holds(Role.MEMBER, above.code):
        raise NotAllowed(
            _("Yang mengambil alih adalah anggota kantor tepat di atas %(office)s.") % {"office": subject.office.name}
        )
    check_goes_on(subject)


def can_take_over(subject: Subject, acting: Acting) -> bool:
    return allows(check_can_take_over, subject, acting)


def check_goes_on(subject: Subject) -> None:
    """Neither over nor on its way inside a case."""
    if not subject.open:
        raise NotAllowed(_("Urusan ini sudah berakhir; tidak ada yang dipindahkan."))
    if isinstance(subject, Laporan) and subject.status == INSIDE:
        raise NotAllowed(_("Laporan ini tergabung dalam perkara dan pindah bersama perkaranya."))


def check_receiver(subject: Subject, kind: str, receiver: Organisation, *, at: datetime) -> None:
    """Another supervising office that exists today, of a kind the law's table lets it go to."""
    rule = transfer_rules()[kind]
    if receiver.pk == subject.office_id:
        raise Refused("receiver", _("Urusan ini sudah berada di kantor itu."))
    if not receiver.exists_on(today_in(receiver, now=at)):
        raise Refused("receiver", _("%(office)s tidak ada pada hari ini.") % {"office": receiver.name})
    if rule.up and receiver != office_above(subject.office):
        raise Refused("receiver", _("Pengambilalihan dilakukan kantor tepat di atasnya."))
    if not rule.goes(subject.office.kind, receiver.kind):
        raise Refused("receiver", _("Dari kantor ini tidak dilimpahkan ke kantor tingkat itu."))


def check_letter_day(day: date, office: Organisation, *, at: datetime) -> None:
    if day > today_in(office, now=at):
        raise Refused("letter_on", _("Tanggal ini belum tiba. Isi tanggal hari ini atau sebelumnya."))


def check_can_answer(transfer: Transfer, acting: Acting) -> None:
    """A head of the office it goes to."""
    if not any(acting.holds(role, transfer.receiver.code) for role in HEADS):
        raise NotAllowed(_("Yang menjawab adalah pimpinan di %(office)s.") % {"office": transfer.receiver.name})


def can_answer(transfer: Transfer, acting: Acting) -> bool:
    return transfer.waits and allows(check_can_answer, transfer, acting)


def check_can_withdraw(transfer: Transfer, subject: Subject, acting: Acting) -> None:
    """Whoever may hand over at the office it leaves, for as long as nobody answered."""
    if not any(acting.holds(role, transfer.origin.code) for role in senders(subject)):
        raise NotAllowed(_("Yang menarik kembali adalah pimpinan di %(office)s.") % {"office": transfer.origin.name})


def can_withdraw(transfer: Transfer, subject: Subject, acting: Acting) -> bool:
    return transfer.waits and allows(check_can_withdraw, transfer, subject, acting)


def check_can_extend(office: Organisation, acting: Acting) -> None:
    """A member or administrator of the office above, or the national administrator; only what is ad hoc."""
    if office.kind not in AD_HOC_KINDS:
        raise NotAllowed(_("Hanya kantor ad hoc yang masa tugasnya diperpanjang di sini."))
    above = office.parent
    leading = above is not None and any(acting.holds(role, above.code) for role in (Role.MEMBER, Role.ADMINISTRATOR))
    if not (leading or administers_everything(acting)):
        raise NotAllowed(_("Masa tugas kantor ini diperpanjang oleh pimpinan atau pengelola kantor di atasnya."))


def can_extend(office: Organisation, acting: Acting) -> bool:
    return allows(check_can_extend, office, acting)
