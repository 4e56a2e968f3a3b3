"""What was told in confidence: names, addresses, numbers and stories, gathered from where they may stand."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model, TextField

from netral.access.models import Role, User
from netral.cases.models import Case, HearingInvitation, Klarifikasi
from netral.intake.models import Laporan, Terlapor
from netral.lib.at_rest import EncryptedTextField
from netral.registry.models import Person
from tests.config.world import World

# Rooms whose long texts people wrote.
ROOMS = ("intake", "cases", "discipline", "tracks", "oversight", "registry")
# Short texts by or about people.
SHORT: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (User, ("name", "email")),
    (Person, ("name", "nip", "position")),
    (Terlapor, ("name", "job", "agency_text")),
    (Laporan, ("place",)),
    (Case, ("title",)),
    (Klarifikasi, ("name", "place")),
    (HearingInvitation, ("name", "place")),
)
SHORTEST_WORD = 4


def sayings(world: World) -> set[str]:
    """Every text of the demo that only some may read, in small letters."""
    reporters = {text for walk in world.walks if walk.reporter for text in (walk.reporter.name, walk.reporter.address)}
    codes = {walk.code for walk in world.walks}
    texts = {*reporters, *codes, *_short_texts(), *_long_texts()}
    return {text.lower() for text in texts if text and len(text) >= SHORTEST_WORD}


def names() -> set[str]:
    """Every word of a person's name, in small letters."""
    full = [*User.objects.values_list("name", flat=True), *Person.objects.values_list("name", flat=True)]
    full += [*Terlapor.objects.values_list("name", flat=True), *Klarifikasi.objects.values_list("name", flat=True)]
    return words(" ".join(full)) - {str(role) for role in Role} - {"terlapor"}


def words(text: str) -> set[str]:
    """Its words in small letters; letters between digits are part of a hash or a key, not a word."""
    return set(re.findall(rf"(?<![a-z0-9])[a-z]{{{SHORTEST_WORD},}}(?![a-z0-9])", text.lower()))


def _short_texts() -> Iterator[str]:
    for model, fields in SHORT:
        for field in fields:
            yield from model._default_manager.values_list(field, flat=True)


def _long_texts() -> Iterator[str]:
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.get_fields():
                if isinstance(field, TextField | EncryptedTextField):
                    yield from model._default_manager.values_list(field.name, flat=True)
