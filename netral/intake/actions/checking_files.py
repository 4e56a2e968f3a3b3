"""Looking again whether a file is still what came; when it is not, those who watch over the data are told."""

from datetime import datetime

from django.db import transaction

from netral.access.models import Role
from netral.access.states import Acting
from netral.evidence import actions as evidence
from netral.evidence.models import Exhibit
from netral.intake.models import Laporan
from netral.notices.actions import tell
from netral.notices.queries.people import people_in
from netral.notices.states import Told
from netral.offices.models import Organisation


@transaction.atomic
def check_exhibit(exhibit: Exhibit, laporan: Laporan, *, acting: Acting, office: Organisation, at: datetime) -> bool:
    """Whether an exhibit of this laporan, or of its case, is still what came. Journalled; one that is not is locked.

    `office` is the one somebody acts for. Raises NotShown while there is nothing to look at.
    """
    same = evidence.check_again(exhibit, acting=acting, office=office.code, at=at)
    if not same:
        watching = people_in(laporan.office, (Role.CUSTODIAN,), at=at)
        tell(watching, subject=laporan.reference, kind=Told.FILE_DIFFERS, mark=exhibit.key, at=at)
    return same
