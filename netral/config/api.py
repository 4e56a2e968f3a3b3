"""The wire API: the rooms' routers under one roof, and one shape for every refusal.

Errors are {"errors": [{"field", "message", "code"}]}; `field` is a path such as `who.0.name`, empty for the whole.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from netral.access import states as access
from netral.exchange import states as exchange
from netral.intake.checking import too_many
from netral.intake.states import (
    KeyReused,
    Problem,
    ProofWanted,
    Refused,
    TooLarge,
    TooManyFailures,
    TooManyReports,
    UnknownCode,
)
from netral.procedure.states import NotAllowed, SomeoneWasFaster

DOORS = "/api/"
ROUTERS = (
    "netral.intake.api",
    "netral.cases.api",
    "netral.cases.api_berkas",
    "netral.cases.api_desk",
    "netral.cases.api_labels",
    "netral.cases.api_matrix",
    "netral.cases.api_reports",
    "netral.cases.api_transfers",
    "netral.cases.api_receivers",
    "netral.cases.api_candidates",
    "netral.cases.api_around",
    "netral.cases.api_supplying",
    "netral.cases.api_gathering",
    "netral.cases.api_covering",
    "netral.cases.api_written",
    "netral.cases.api_people",
    "netral.cases.api_own",
    "netral.cases.api_notices",
    "netral.cases.api_deadlines",
    "netral.cases.api_laporan",
    "netral.tracks.api_opening",  # its one word comes before the keys of tracks
    "netral.tracks.api",
    "netral.discipline.api",
    "netral.discipline.api_succeeding",
    "netral.oversight.api",
    "netral.oversight.api_blocks",
    "netral.links.api",
    "netral.discipline.api_around",
    "netral.discipline.api_desk",
    "netral.discipline.api_passing",
    "netral.insight.api",
    "netral.insight.api_lists",
    "netral.exchange.api",
    "netral.exchange.api_office",
)
# Parts of pydantic's location that are not part of the sender's body.
_OUTER = 2
# One answer names so many problems: whoever sends a hundred thousand wrong rows need not read of each.
MOST_PROBLEMS = 100

# Statuses any door may refuse with, each in the one shape.
REFUSALS = (400, 401, 404, 409, 413, 422, 429, 503)

RETRY_AFTER = 60  # seconds

log = logging.getLogger(__name__)


class Roof(NinjaAPI):
    """Describes with every door the refusals that any of them may answer with."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        shape = {"schema": {"$ref": "#/components/schemas/ErrorsOut"}}
        for doors in schema["paths"].values():
            for door in doors.values():
                for status in REFUSALS:
                    refusal = {"description": HTTPStatus(status).phrase, "content": {"application/json": shape}}
                    door["responses"].setdefault(status, refusal)
        return schema


api = Roof(
    title="Netral",
    version="1",
    description="Reports on the neutrality of civil servants: hand in, follow, work on.",
    docs_url=None,
    urls_namespace="api",
)
for room in ROUTERS:
    if find_spec(room):
        api.add_router("", import_module(room).router)


def answer(request: HttpRequest, status: int, *problems: Problem) -> HttpResponse:
    """A refusal in the one shape."""
    rows = [{"field": each.field, "message": str(each.message), "code": each.code} for each in problems]
    return api.create_response(request, {"errors": rows}, status=status)


def asked_by_program(request: HttpRequest) -> bool:
    return request.path.startswith(DOORS)


def nothing_is_kept(request: HttpRequest) -> HttpResponse:
    """503 with a time to come back: database or disk take nothing for a while."""
    message = _("Sistem sedang tidak dapat menyimpan. Tidak ada yang tersimpan; coba lagi sebentar lagi.")
    response = answer(request, HTTPStatus.SERVICE_UNAVAILABLE, Problem("", message, "sedang_dirawat"))
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _handles(*kinds: type[Exception]) -> Callable[[Callable[[HttpRequest, Any], HttpResponse]], None]:
    def add(handler: Callable[[HttpRequest, Any], HttpResponse]) -> None:
        for kind in kinds:
            api.add_exception_handler(kind, handler)

    return add


@_handles(ValidationError)
def _invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    return answer(request, 422, *(_problem(error) for error in problem.errors[:MOST_PROBLEMS]))


def _problem(error: dict[str, Any]) -> Problem:
    """One of pydantic's errors in our words."""
    location = [str(part) for part in error["loc"]]
    field = ".".join(location[_OUTER:] if location[0] == "body" else location[1:])
    if error["type"] == "missing":
        return Problem(field, _("Wajib diisi."), "wajib")
    if error["type"] == "too_long":
        return too_many(field)
    if error["type"].startswith("string_too"):
        return Problem(field, _("Panjangnya tidak sesuai."), "panjang_tidak_sesuai")
    if error["type"] in ("tanggal_mustahil", "jam_mustahil"):
        return Problem(field, error["msg"], error["type"])
    return Problem(field, _("Bentuknya tidak sesuai dengan yang diminta."), "bentuk_tidak_sesuai")


@_handles(Refused)
def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return answer(request, 422, *refused.problems)


@_handles(exchange.Refused)
def _not_exchanged(request: HttpRequest, refused: exchange.Refused) -> HttpResponse:
    return answer(request, 422, Problem(refused.field, refused.message, "tidak_sesuai"))


@_handles(NotAllowed, access.NotAllowed)
def _not_allowed(request: HttpRequest, refusal: Exception) -> HttpResponse:
    return answer(request, 422, Problem("step", str(refusal), "langkah_tidak_mungkin"))


@_handles(TooLarge)
def _too_large(request: HttpRequest, refused: TooLarge) -> HttpResponse:
    return answer(request, 413, *refused.problems)


@_handles(RequestDataTooBig)
def _too_big(request: HttpRequest, problem: Exception) -> HttpResponse:
    return answer(request, 413, Problem("", _("Kiriman terlalu besar."), "terlalu_besar"))


@_handles(KeyReused)
def _key_reused(request: HttpRequest, problem: Exception) -> HttpResponse:
    return answer(request, 409, Problem("Idempotency-Key", str(problem), "kunci_terpakai"))


@_handles(SomeoneWasFaster)
def _too_late(request: HttpRequest, problem: Exception) -> HttpResponse:
    return answer(request, 409, Problem("version", str(problem), "didahului"))


@_handles(UnknownCode)
def _unknown_code(request: HttpRequest, problem: Exception) -> HttpResponse:
    return answer(request, 404, Problem("code", str(problem), "kode_tidak_cocok"))


@_handles(Http404)
def _absent(request: HttpRequest, problem: Exception) -> HttpResponse:
    return answer(request, 404, Problem("", _("Tidak ada."), "tidak_ada"))


@_handles(TooManyFailures)
def _wait(request: HttpRequest, problem: TooManyFailures) -> HttpResponse:
    response = answer(request, 429, Problem("code", str(problem), "terlalu_sering"))
    response["Retry-After"] = str(problem.retry_after)
    return response


@_handles(TooManyReports)
def _too_many_reports(request: HttpRequest, problem: TooManyReports) -> HttpResponse:
    response = answer(request, 429, Problem("", str(problem), "terlalu_sering"))
    response["Retry-After"] = str(problem.retry_after)
    return response


@_handles(ProofWanted)
def _proof_wanted(request: HttpRequest, problem: ProofWanted) -> HttpResponse:
    message = _("Saat ini sangat banyak laporan masuk. Ambil tantangan di laporan/tantangan/, lalu kirim Netral-Proof.")
    response = answer(request, 429, Problem("Netral-Proof", message, "bukti_kerja_diminta"))
    response["Retry-After"] = str(problem.retry_after)
    return response


@_handles(OperationalError, InterfaceError)
def _unavailable(request: HttpRequest, problem: Exception) -> HttpResponse:
    log.error("%s: %s", type(problem).__name__, request.path, exc_info=problem)
    return nothing_is_kept(request)


@_handles(AuthenticationError)
def _unauthenticated(request: HttpRequest, problem: Exception) -> HttpResponse:
    return answer(request, 401, Problem("Authorization", _("Token tidak ada atau tidak berlaku."), "token_tidak_sah"))


@_handles(HttpError)
def _not_json(request: HttpRequest, problem: HttpError) -> HttpResponse:
    return answer(request, problem.status_code, Problem("", _("Isi kiriman bukan JSON yang utuh."), "bukan_json"))
