"""People with accounts and seats for the desk: what the journal calls them by reference has a name here."""

from django.utils import timezone

from netral.access.models import Role, User
from netral.access.queries import acting
from netral.access.states import Acting
from netral.cases import queries
from netral.cases.queries.places import Places
from netral.offices.models import Organisation
from tests.access.builders import seated
from tests.intake import builders as intake

OFFICE = intake.OFFICE


def queue(who: Acting, view: str = "tenggat", text: str = "") -> Places:
    """The places of a view that say the text, as the page asks for them."""
    return queries.filtered(who, view, queries.Line(text=text), now=timezone.now())


def at_office(role: str = Role.EXAMINER, code: str = OFFICE, *, name: str = "") -> User:
    """Somebody with one seat, by role or by name; the same person when asked for twice."""
    intake.country()
    email = f"{(name or role).casefold().replace(' ', '-').replace('_', '-')}@{code}.contoh.id"
    found = User.objects.filter(email=email).first()
    if found:
        return found
    user = seated(role, Organisation.objects.get(code=code), email=email)
    if name:
        User.objects.filter(pk=user.pk).update(name=name)
        user.refresh_from_db()
    return user


def as_acting(role: str = Role.EXAMINER, code: str = OFFICE, *, name: str = "") -> Acting:
    return acting(at_office(role, code, name=name))
