"""What a penanganan must fulfil beyond its table: who may take it in, which days can be true, what says enough."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from netral.access.models import Role
from netral.access.queries import today_in
from netral.access.states import ROLE_NAMES, Acting
from netral.cases.models import Penerusan
from netral.discipline.states import SURE_ENOUGH, Refused
from netral.lib.dates import long_date
from netral.offices.models import Organisation
from netral.procedure.states import NotAllowed


def check_can_take_in(penerusan: Penerusan, acting: Acting) -> None:
    """A hand-over is taken in by an auditor of the agency it was sent to."""
    if not acting.holds(Role.AUDITOR, penerusan.receiver.code):
        raise NotAllowed(
            _("Penerusan ini diakui oleh %(role)s di %(office)s.")
            % {"role": ROLE_NAMES[Role.AUDITOR], "office": penerusan.receiver.name}
        )


def can_take_in(penerusan: Penerusan, acting: Acting) -> bool:
    try:
        check_can_take_in(penerusan, acting)
    except NotAllowed:
        return False
    return True


def check_day(field: str, day: date, *, earliest: date, office: Organisation, at: datetime) -> None:
    """A day between the one before it in the procedure and today, counted at the office."""
    if day > today_in(office, now=at):
        raise Refused(field, _("Tanggal ini belum tiba. Isi tanggal hari ini atau sebelumnya."))
    if day < earliest:
        raise Refused(field, _("Isi tanggal %(day)s atau sesudahnya.") % {"day": long_date(earliest)})


def check_filled(field: str, text: str) -> None:
    if not text.strip():
        raise Refused(field, _("Isi bagian ini."))


def check_sure_enough(score: int, reason: str) -> None:
    """A person whose name fits badly is linked only with a reason others can follow."""
    if score < SURE_ENOUGH and not reason.strip():
        words = _("Kecocokan nama %(score)s persen. Tulis kenapa Anda yakin ini orangnya.")
        raise Refused("reason", words % {"score": score})
