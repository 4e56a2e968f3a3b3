"""The roof over the wire API: one shape for every refusal, one description for every door."""

import json

import pytest
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from ninja.errors import AuthenticationError

from netral.config import api as roof
from netral.procedure.states import NotAllowed, SomeoneWasFaster

pytestmark = pytest.mark.django_db


def answered(problem: Exception) -> tuple[int, list[dict[str, str]]]:
    response = roof.api.on_exception(RequestFactory().get("/"), problem)
    return response.status_code, json.loads(response.content)["errors"]


def test_the_description_is_openapi_3_1_and_knows_the_public_doors(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")

    described = answer.json()
    assert answer.status_code == 200
    assert described["openapi"].startswith("3.1")
    assert {"/api/v1/laporan/", "/api/v1/laporan/status/"} <= set(described["paths"])
    assert set(described["paths"]["/api/v1/laporan/"]["post"]["responses"]) >= {200, 201, 409, 413, 422} or set(
        described["paths"]["/api/v1/laporan/"]["post"]["responses"]
    ) >= {"200", "201", "409", "413", "422"}


def test_every_door_is_described_with_the_refusals_of_the_house(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()

    doors = [door for doors in described["paths"].values() for door in doors.values()]
    assert {"400", "401", "404", "409", "413", "422", "429", "503"} <= set.intersection(
        *(set(map(str, door["responses"])) for door in doors)
    )
    assert "ErrorsOut" in described["components"]["schemas"]


def test_no_page_of_foreign_scripts_explains_the_api(client: Client) -> None:
    assert client.get("/api/v1/docs").status_code == 404


@pytest.mark.parametrize(
    ("problem", "status", "code"),
    [
        (NotAllowed("Belum bisa."), 422, "langkah_tidak_mungkin"),
        (SomeoneWasFaster("perkara:x"), 409, "didahului"),
        (Http404(), 404, "tidak_ada"),
        (AuthenticationError(), 401, "token_tidak_sah"),
    ],
)
def test_what_any_room_raises_is_answered_in_the_one_shape(problem: Exception, status: int, code: str) -> None:
    found, errors = answered(problem)

    assert found == status
    assert [error["code"] for error in errors] == [code]
    assert all(set(error) == {"field", "message", "code"} for error in errors)


def test_what_nobody_foresaw_is_not_dressed_up() -> None:
    with pytest.raises(ZeroDivisionError):
        roof.api.on_exception(HttpRequest(), ZeroDivisionError())
