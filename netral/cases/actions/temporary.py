"""An ad hoc office goes on longer: the office above says so."""

from datetime import date, datetime

from netral.access.states import Acting
from netral.cases import policies
from netral.cases import transfer_policies as allowed
from netral.cases.states import Refused
from netral.offices.actions import extend_organisation
from netral.offices.models import Organisation
from netral.offices.policies import NotPossible


def extend_office(
    office: Organisation, *, acting: Acting, at: datetime, last_day: date, letter_number: str
) -> Organisation:
    """Let it exist until a later day, by letter. Raises NotAllowed, or Refused naming the field."""
    allowed.check_can_extend(office, acting)
    letter = policies.check_letter_number("letter_number", letter_number)
    above = office.parent.code if office.parent else ""
    by = acting.reference
    try:
        return extend_organisation(office, last_day=last_day, letter=letter, actor=by, at=at, office=above)
    except NotPossible as problem:
        raise Refused(problem.field, str(problem)) from None
