"""The whole description tried with the tokens of many people, on the demo: declared answers only, in declared shapes.

Addresses name what is really there, or the answers would all be 404. Every example is undone. SOAK=n tries more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from netral.access.actions import create_token
from netral.access.models import User
from netral.cases.models import Accused, AnswerLink, Case, KajianText, Note, Penerusan, ProofRequest, TakenNorm, Task
from netral.config.api import api
from netral.config.wsgi import application
from netral.discipline.models import Penanganan
from netral.evidence.models import Exhibit
from netral.intake.models import Laporan
from netral.notices.models import Notice
from netral.tracks.models import Track
from tests.access.builders import person
from tests.config.town import ACCOUNTS
from tests.config.world import World, world
from tests.sizes import examples

__all__ = ["world"]
pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
NOBODY, SEATLESS = "tanpa_token", "tanpa_jabatan"
PERSONAS = (
    *("petugas", "pemeriksa", "anggota", "kustodian", "pejabat_pembina", "petugas_kepegawaian", "auditor_bkn"),
    *("admin_nasional", "admin_kantor", "pemeriksa_kpu"),
)
DOORS = sorted(
    (path, method)
    for path, doors in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
    for method in doors
)
# What a name in an address or a body stands for, by the part of the address it follows.
NAMED: dict[str, Any] = {
    "perkara": Case, "jalur": Track, "penanganan": Penanganan, "penerusan": Penerusan, "accused": Accused,
    "norm": TakenNorm, "asked": ProofRequest, "exhibit": Exhibit, "note": Note, "task": Task, "person": User,
    "edition": KajianText, "kantor": Laporan, "notice": Notice, "link": AnswerLink,
}  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """Who asks, and what can be asked for: keys by the name in NAMED."""

    schema: Any
    tokens: dict[str, str]
    keys: dict[str, list[Any]]
    versions: dict[str, int]


@pytest.fixture(scope="module")
def ground(world: World, django_db_blocker: Any) -> Iterator[Ground]:
    with django_db_blocker.unblock():
        tokens = {who: create_token(User.objects.get(email=ACCOUNTS[who])) for who in PERSONAS}
        tokens[SEATLESS] = create_token(person())
        keys = {name: list(rows_of(model)) or ["tidakada"] for name, model in NAMED.items()}
        versions = {row.key: row.version for model in (Case, Track, Penanganan, Laporan) for row in model.objects.all()}
        yield Ground(schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application), tokens, keys, versions)


def rows_of(model: Any) -> Iterator[Any]:
    field = "edition" if model is KajianText else "key"
    return iter(model.objects.order_by("pk").values_list(field, flat=True)[:12])


def steps_of(path: str) -> list[str]:
    """Codes that somebody may try as a step there."""
    from netral.cases.forms import FORMS
    from netral.discipline.forms import FORMS as OF_DISCIPLINE
    from netral.intake.actions.reviewing import RESULTS

    return [*FORMS] if "perkara" in path else [*OF_DISCIPLINE] if "penanganan" in path else [*RESULTS, "limpahkan"]


def name_real_things(case: Any, data: st.DataObject, ground: Ground) -> None:
    """Mostly what is there; sometimes what schemathesis thought of."""
    first = case.operation.path.removeprefix("/api/v1/").split("/")[0]
    for name in list(case.path_parameters or {}):
        known = ground.keys.get(first if name == "key" else name)
        if known and data.draw(st.integers(0, 9)):
            case.path_parameters[name] = data.draw(st.sampled_from(known))
    if not isinstance(case.body, dict):
        return
    for name in ("accused", "norm"):
        if name in case.body and data.draw(st.booleans()):
            case.body[name] = data.draw(st.sampled_from(ground.keys[name]))
    if "version" in case.body and data.draw(st.integers(0, 4)):
        case.body["version"] = ground.versions.get(str((case.path_parameters or {}).get("key")), 0)
    if "step" in case.body and data.draw(st.integers(0, 4)):
        case.body["step"] = data.draw(st.sampled_from(steps_of(case.operation.path)))


@pytest.mark.parametrize(("path", "method"), DOORS, ids=[f"{method} {path}" for path, method in DOORS])
def test_every_door_answers_everybody_as_it_is_described(path: str, method: str, ground: Ground) -> None:
    operation = ground.schema[path][method.upper()]

    @settings(
        max_examples=examples(6), deadline=None, database=None, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(), data=st.data(), who=st.sampled_from([NOBODY, SEATLESS, *PERSONAS]))
    def answered(case: Any, data: st.DataObject, who: str) -> None:
        name_real_things(case, data, ground)
        token = ground.tokens.get(who)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with transaction.atomic():
            response = case.call(headers=headers)
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)

    answered()


def test_every_persona_and_every_table_is_in_the_game(ground: Ground) -> None:
    assert len(DOORS) > 70
    assert set(ground.tokens) == {*PERSONAS, SEATLESS}
    assert {"perkara", "jalur", "penanganan", "penerusan", "accused", "norm", "exhibit", "kantor"} <= {
        name for name, keys in ground.keys.items() if keys != ["tidakada"]
    }
