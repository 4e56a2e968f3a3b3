"""The whole description tried with the tokens of many people: declared answers only, in declared shapes.

Addresses name what is really there, or the answers would all be 404. Every example is undone. SOAK=n tries more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
import schemathesis
from django.db import transaction
from django.test import Client
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
from netral.cases.forms import FORMS
from netral.cases.models import Accused, Case, KajianText, Note, Penerusan, ProofRequest, TakenNorm, Task
from netral.config.api import api
from netral.discipline.forms import FORMS as OF_DISCIPLINE
from netral.discipline.models import Penanganan
from netral.evidence.models import Exhibit
from netral.intake.actions.reviewing import RESULTS
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from netral.tracks.models import Track
from tests.access.builders import person
from tests.cases import matrix
from tests.cases.builders import EXAMINER, day
from tests.cases.people import OFFICE, at_office
from tests.config.world import rolled_back
from tests.discipline.builders import recommended
from tests.intake.builders import accepted, laporan, photo
from tests.sizes import examples
from tests.tracks.builders import criminal

pytestmark = [pytest.mark.django_db, pytest.mark.fuzz]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
HOST = "http://127.0.0.1:8000"
NOBODY, SEATLESS = "tanpa_token", "tanpa_jabatan"
PERSONAS = {
    "petugas": ("petugas_laporan", OFFICE),
    "pemeriksa": ("pemeriksa", OFFICE),
    "anggota": ("anggota", OFFICE),
    "kustodian": ("kustodian", OFFICE),
    "pemeriksa_provinsi": ("pemeriksa", "bawaslu-99"),
    "auditor": ("auditor", "kasn"),
    "auditor_bkn": ("auditor", "bkn"),
    "pejabat_pembina": ("pejabat_pembina", "pemkab-99.07"),
    "petugas_kepegawaian": ("petugas_kepegawaian", "pemkab-99.07"),
    "admin_nasional": ("admin", "bawaslu"),
    "pemeriksa_kpu": ("pemeriksa_kpu", "kpu-99.07"),
}
DESCRIBED = api.get_openapi_schema(path_prefix="/api/v1/")
DOORS = sorted((path, method) for path, doors in DESCRIBED["paths"].items() for method in doors)
# What a name in an address or a body stands for; `key` stands for what the address begins with.
NAMED: dict[str, Any] = {
    "perkara": Case, "jalur": Track, "penanganan": Penanganan, "penerusan": Penerusan, "kantor": Laporan,
    "accused": Accused, "norm": TakenNorm, "asked": ProofRequest, "exhibit": Exhibit, "note": Note, "task": Task,
    "person": User, "edition": KajianText,
}  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """Who asks, and what can be asked for: keys by the name in NAMED."""

    schema: Any
    tokens: dict[str, str]
    keys: dict[str, list[Any]]
    versions: dict[str, int]


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: Any) -> Iterator[Ground]:
    """Something of everything, gone after the module."""
    with django_db_blocker.unblock(), rolled_back():
        something_of_everything()
        tokens = {who: create_token(at_office(*seat)) for who, seat in PERSONAS.items()}
        tokens[SEATLESS] = create_token(person())
        keys = {name: list(keys_of(model)) for name, model in NAMED.items()}
        versions = {row.key: row.version for model in (Case, Track, Penanganan, Laporan) for row in model.objects.all()}
        with_names = client_of_the_description().json()
        yield Ground(schemathesis.openapi.from_dict(with_names), tokens, keys, versions)


def client_of_the_description() -> Any:
    return Client().get("/api/v1/openapi.json")


def something_of_everything() -> None:
    """A laporan with an exhibit, a case at work with everything beside it, and one that came to its recommendation."""
    laporan()
    accepted(uploads=[photo()])
    case = matrix.examined()
    matrix.asked(case)
    matrix.written(case)
    note = Note.objects.create(case=case, written_by=EXAMINER.reference, written_at=day(1))
    note.editions.create(edition=1, text="Sudah ditelepon.", written_at=day(1))
    worker = at_office(*PERSONAS["pemeriksa"])
    Task.objects.create(case=case, user=worker, text="Telepon saksi.", given_at=day(1), given_by=worker.reference)
    criminal()
    recommended()
    Organisation.objects.filter(code="kasn").update(valid_until=None)


def keys_of(model: Any) -> Iterator[Any]:
    field = "edition" if model is KajianText else "key"
    return iter(model.objects.order_by("pk").values_list(field, flat=True)[:12])


def steps_of(path: str) -> list[str]:
    """Codes that somebody may try as a step there."""
    return [*FORMS] if "perkara" in path else [*OF_DISCIPLINE] if "penanganan" in path else [*RESULTS]


def name_real_things(case: Any, data: st.DataObject, ground: Ground) -> None:
    """Mostly what is there; sometimes what was thought of."""
    first = case.operation.path.removeprefix("/api/v1/").split("/")[0]
    for name in list(case.path_parameters or {}):
        known = ground.keys.get(first if name == "key" else name)
        if known and data.draw(st.integers(0, 9)):
            case.path_parameters[name] = data.draw(st.sampled_from(known))
    if isinstance(case.body, dict):
        name_in_body(case, data, ground)


def name_in_body(case: Any, data: st.DataObject, ground: Ground) -> None:
    real: dict[str, list[Any]] = {
        "accused": ground.keys["accused"],
        "norm": ground.keys["norm"],
        "user": ground.keys["person"],
        "to": ground.keys["person"],
        "office": [OFFICE, "kpu-99.07"],
        "version": [ground.versions.get(str((case.path_parameters or {}).get("key")), 0)],
        "step": steps_of(case.operation.path),
    }
    for name, known in real.items():
        if name in case.body and data.draw(st.integers(0, 4)):
            case.body[name] = data.draw(st.sampled_from(known))


def answer_to(case: Any, token: str | None) -> schemathesis.Response:
    """What this house answers, through the same machinery as any other test, in the words of the checks."""
    asked = requests.Request(**case.as_transport_kwargs(base_url=HOST)).prepare()
    headers = {name: str(value) for name, value in asked.headers.items() if name.lower() not in OF_TRANSPORT}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = asked.body.encode() if isinstance(asked.body, str) else asked.body or b""
    browser = Client(raise_request_exception=False)
    given = browser.generic(
        asked.method, asked.path_url, body, asked.headers.get("Content-Type", "application/json"), headers=headers
    )
    told = {name: [value] for name, value in given.items()}
    content = b"".join(given.streaming_content) if given.streaming else given.content
    return schemathesis.Response(given.status_code, told, content, asked, elapsed=0.0, verify=False)


OF_TRANSPORT = ("accept-encoding", "content-length", "content-type", "authorization", "transfer-encoding")


@pytest.mark.parametrize(("path", "method"), DOORS, ids=[f"{method} {path}" for path, method in DOORS])
def test_every_door_answers_everybody_as_it_is_described(path: str, method: str, ground: Ground) -> None:
    operation = ground.schema[path][method.upper()]

    @settings(max_examples=examples(6), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(), data=st.data(), who=st.sampled_from([NOBODY, SEATLESS, *PERSONAS]))
    def answered(case: Any, data: st.DataObject, who: str) -> None:
        name_real_things(case, data, ground)
        with transaction.atomic():
            response = answer_to(case, ground.tokens.get(who))
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)

    answered()


def test_everybody_and_something_of_everything_is_in_the_game(ground: Ground) -> None:
    assert len(DOORS) > 60
    assert set(ground.tokens) == {*PERSONAS, SEATLESS}
    assert [name for name, keys in ground.keys.items() if not keys] == []
