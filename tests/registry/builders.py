"""Invented persons and elections to test with."""

from datetime import UTC, date, datetime

from netral.audit.actions import ensure_signing_key
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.registry import actions
from netral.registry.models import Election, Person
from netral.registry.states import StageDays
from tests.offices.builders import small_country

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
ACTOR = "akun:7k4m2pxd91qf0"
# Month and day 00 exist in no calendar: numbers nobody can have.
NIP = "190000001999001001"


def agency(code: str = "pemkab-99.07") -> Organisation:
    """An agency of the invented country, which is loaded when needed."""
    if not Organisation.objects.filter(code=code).exists():
        small_country()
    return organisation(code)


def a_person(name: str = "Arif Contoh", *, at_agency: str = "pemkab-99.07", **fields: object) -> Person:
    values = {"employment": "PNS", "example": True, "actor": ACTOR, "at": NOW, **fields}
    return actions.add_person(name, agency=agency(at_agency), **values)  # type: ignore[arg-type]


def a_training_election(code: str = "latihan-2026", **fields: object) -> Election:
    ensure_signing_key()
    values = {
        "name": "Pilkada Latihan",
        "regime": "pilkada",
        "voting_day": date(2026, 12, 9),
        "offices": ["bupati"],
        "stages": [
            StageDays("penetapan_calon", [], date(2026, 10, 1), date(2026, 10, 1)),
            StageDays("kampanye", ["bupati"], date(2026, 10, 4), date(2026, 12, 5)),
            StageDays("pemungutan_suara", [], date(2026, 12, 9), date(2026, 12, 9)),
        ],
        "actor": ACTOR,
        "at": NOW,
        **fields,
    }
    return actions.create_election(code, **values)  # type: ignore[arg-type]
