"""Opening pages of the tracks as somebody with a seat."""

from django.test import Client

from netral.access.models import User
from netral.offices.models import Organisation
from netral.tracks.models import Track
from tests.access.builders import seated, signed_in
from tests.intake import builders as intake


def client(role: str = "pemeriksa", office: str = "bawaslu-99.07") -> Client:
    """Somebody signed in with one seat; the same account when asked for again."""
    intake.country()
    place = Organisation.objects.get(code=office)
    known = User.objects.filter(seats__role=role, seats__office=place, name=f"{role} {office}").first()
    return signed_in(known or seated(role, place))


def holder_of(track: Track, role: str) -> Client:
    """Somebody who holds a role where the track is recorded: at KPU one of those who are there."""
    held = User.objects.filter(seats__role=role, seats__office=track.office).order_by("pk").first()
    return signed_in(held) if held else client(role, track.office.code)
