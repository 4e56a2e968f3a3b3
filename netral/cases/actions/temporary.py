"""An ad hoc office goes on longer: the office above says so."""

from datetime import date, datetime

from netral.access.states import Acting
from netral.cases import policies
from netral.cases import transfer_policies as allowed
from netral.offices.actions import extend_organisation
from netral.offices.models import Organisation


def extend_office(
    office: Organisation, *, acting: Acting, at: datetime, last_day: date, letter_number: str
) -> Organisation:
    """Let it exist until a later day, by letter. Raises NotAllowed, Refused, NotPossible naming the field."""
    allowed.check_can_extend(office, acting)
    letter = policies.check_letter_number("letter_number", letter_number)
    above = office.parent.code if office.parent else ""
    return extend_organisation(office, last_day=last_day, letter=letter, actor=acting.reference, at=at, office=above)
