"""Who a case is about: copied from the laporan, added, or left out with a reason. Names never reach the journal."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases import policies, queries
from netral.cases.models import Accused, Case
from netral.cases.states import Refused
from netral.intake.actions import mark_people
from netral.lib.keys import new_key
from netral.procedure.actions import take_step
from netral.procedure.policies import check_can_take


def copy_people(case: Case, *, acting: Acting, at: datetime) -> None:
    """Everybody the laporan names, as the reporter wrote it; one nameless person where it names nobody."""
    told = [
        {"name": row.name, "job": row.job, "agency_text": row.agency_text, "subject": row.subject}
        for row in case.laporan.terlapor_set.all()
    ]
    Accused.objects.bulk_create(
        Accused(case=case, place=place, added_at=at, added_by=acting.reference, **said)
        for place, said in enumerate(told or [{}])
    )


@transaction.atomic
def add_accused(
    case: Case,
    *,
    acting: Acting,
    at: datetime,
    name: str = "",
    job: str = "",
    agency_text: str = "",
    subject: str = "",
    version: int | None = None,
) -> Entry:
    """Put one more person into the case, by name or at least by job."""
    if not (name.strip() or job.strip()):
        raise Refused("name", _("Isi nama atau jabatannya."))
    key = new_key()
    entry = take_step(case, "tambah_terlapor", acting=acting, at=at, facts={"accused": key}, version=version)
    last = Accused.objects.filter(case=case).aggregate(last=Max("place"))["last"]
    Accused.objects.create(
        key=key,
        case=case,
        place=0 if last is None else last + 1,
        name=name.strip(),
        job=job.strip(),
        agency_text=agency_text.strip(),
        subject=subject,
        added_at=at,
        added_by=acting.reference,
    )
    mark_people(case.laporan, [name, job, agency_text])
    return entry


@transaction.atomic
def leave_out(
    case: Case, *, accused: Accused, acting: Acting, at: datetime, reason: str, version: int | None = None
) -> Entry:
    """Examine somebody no further, saying why. Nothing is deleted, and a case is always about somebody."""
    policies.check_says_enough("reason", reason)
    check_can_take(case, "lepas_terlapor", acting)
    staying = {each.pk for each in queries.persons_of(case)}
    if accused.pk not in staying:
        raise Refused("accused", _("Orang ini bukan terlapor perkara ini, atau sudah tidak diperiksa lagi."))
    if len(staying) == 1:
        raise Refused("accused", _("Perkara harus punya terlapor. Tambah orang lain dulu, atau ajukan ke pleno."))
    entry = take_step(case, "lepas_terlapor", acting=acting, at=at, facts={"accused": accused.key}, version=version)
    left_at = max(at, accused.added_at)  # a clock that was set back in between is no reason to refuse
    Accused.objects.filter(pk=accused.pk).update(left_at=left_at, left_reason=reason.strip())
    return entry
