"""A running election, candidates and connections as officers write them down."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from netral.access.states import Acting, HeldSeat
from netral.offices.models import Organisation
from netral.registry import conflict_actions as actions
from netral.registry.models import Candidate, Connection, Election, ElectionStage
from netral.registry.states import NewCandidate
from tests.intake.builders import country

OFFICER = Acting("akun:pemeriksa", (HeldSeat("pemeriksa", "bawaslu-99.07"),), "Pemeriksa Rekaan")
SOURCE = "Keputusan KPU Rekaan Nomor 1"


def running(code: str = "latihan", *, on: date | None = None) -> Election:
    """An election whose only stage is running on a day, today without one."""
    country()
    day = on or timezone.localdate()
    found = Election.objects.filter(code=code).first()
    if found is None:
        found = Election.objects.create(
            code=code, name="Pilkada latihan", name_en="Training election", regime="pilkada",
            voting_day=day + timedelta(days=9), offices=["bupati"],
        )  # fmt: skip
        ElectionStage.objects.create(
            election=found, code="kampanye", starts_on=day - timedelta(days=10), ends_on=day + timedelta(days=10)
        )
    return found


def row(**changes: Any) -> NewCandidate:
    values = {
        "election": "latihan", "name": "Calon Rekaan", "office": "bupati", "region": "99.07",
        "agency": "pemkab-99.07", "holds": "pejabat_pembina", "source": SOURCE,
        "source_on": date(2023, 12, 1),
    }  # fmt: skip
    return NewCandidate(**{**values, **changes})


def candidate(*, at: datetime | None = None, on: date | None = None, **changes: Any) -> Candidate:
    """A candidate of a running election: the appointing official of the regency unless said otherwise."""
    election = running(on=on)
    given = row(**{"election": election.code, **changes})
    actions.enter_candidates([given], acting=OFFICER, at=at or timezone.now())
    return Candidate.objects.latest("pk")


def connection(agency: str = "pemkab-99.07", *, at: datetime | None = None, **changes: Any) -> Connection:
    """Somebody's spouse stands elsewhere."""
    on = changes.pop("on", None)
    spouse = candidate(at=at, on=on, name="Calon Lain", agency="", holds="tidak_ada")
    values = {"kind": "suami_istri", "source": SOURCE, "source_on": date(2023, 12, 2), **changes}
    return actions.enter_connection(
        spouse, agency=Organisation.objects.get(code=agency), acting=OFFICER, at=at or timezone.now(), **values
    )
