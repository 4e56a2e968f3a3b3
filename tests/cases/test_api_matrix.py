"""The matrix for programs: the same verbs and refusals as at the pages."""

import json
from typing import Any

import pytest
from django.test import Client

from netral.audit.models import Entry
from netral.cases import queries
from netral.cases.models import Case, ProofRequest
from tests.cases.matrix import asked, examined, norm_of, person
from tests.cases.test_api import caller

pytestmark = pytest.mark.django_db


def at(case: Case, rest: str = "matriks/") -> str:
    return f"/api/v1/perkara/{case.key}/{rest}"


def send(browser: Client, address: str, **body: Any) -> Any:
    return browser.post(address, json.dumps(body), content_type="application/json")


def element(case: Case, **changes: Any) -> dict[str, Any]:
    return {"norm": norm_of(case).key, "element": "who", "number": 0, "state": "terpenuhi", **changes}


def test_the_matrix_shows_the_machine_beside_people_and_never_instead() -> None:
    case, browser = examined(), caller()
    what = f"klarifikasi:{case.klarifikasi_set.get().key}"
    said = element(case, reason="Menurut data.", pins=[{"what": what, "place": "menit 2"}])

    answer = send(browser, at(case, "matriks/unsur/"), **said).json()
    [someone] = browser.get(at(case)).json()["people"]

    assert answer["number"] == 1
    assert answer["entry_hash"] == Entry.objects.filter(chain=case.reference).latest("position").hash
    [norm] = someone["norms"]
    first, second = norm["elements"][:2]
    assert (first["state"], first["reason"], first["pins"]) == (
        "terpenuhi", "Menurut data.", [{"what": what, "place": "menit 2"}],
    )  # fmt: skip
    assert (second["state"], second["number"], second["machine"]["state"]) == (None, 0, "terpenuhi")
    assert second["machine"].keys() == {"state", "because", "rule", "rulebook"}
    assert norm["met"] == 1
    assert norm["provision"] not in someone["proposals"]


def test_a_proposal_is_taken_over_and_let_go() -> None:
    case, browser = examined(), caller()
    provision = browser.get(at(case)).json()["people"][0]["proposals"][0]

    taken = send(browser, at(case, "matriks/norma/"), accused=person(case).key, provision=provision)
    again = send(browser, at(case, "matriks/norma/"), accused=person(case).key, provision=provision)
    gone = send(browser, at(case, f"matriks/norma/{taken.json()['norm']}/lepas/"))

    assert [taken.status_code, again.status_code, gone.status_code] == [200, 409, 200]
    assert queries.taken_norms([person(case)]).count() == 1


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"number": 3}, 409, "version"),
        ({"state": "mungkin"}, 422, "state"),
        ({"state": "belum_terang"}, 422, "reason"),
        ({"pins": [{"what": "bukti:x"}]}, 422, "pins"),
        ({"number": "0"}, 422, "number"),
        ({"norm": "tidakada"}, 404, ""),
        ({"lain": 1}, 422, "lain"),
    ],
)
def test_refusals_have_the_shape_of_the_contract(changes: dict[str, Any], status: int, field: str) -> None:
    case = examined()

    answer = send(caller(), at(case, "matriks/unsur/"), **element(case, **changes))

    assert answer.status_code == status
    assert answer.json()["errors"][0]["field"] == field


def test_a_request_is_issued_listed_and_ended() -> None:
    case, browser = examined(), caller()
    body = {"norm": norm_of(case).key, "element": "who", "proof": "data_kepegawaian"}

    made = send(browser, at(case, "permintaan/"), **body, holder="BKPSDM", wanted="Data.", wanted_by="2999-01-01")
    [row] = browser.get(at(case, "permintaan/")).json()["items"]
    ended = send(browser, at(case, f"permintaan/{row['request']}/"), status="dijawab", answer="Ada.")

    assert (made.status_code, ended.status_code) == (200, 200)
    assert (row["status"], row["holder"], row["wanted_by"]) == ("diminta", "BKPSDM", "2999-01-01")
    assert ProofRequest.objects.get().status == "dijawab"
    [after] = browser.get(at(case, "permintaan/")).json()["items"]
    assert after["ended"]


@pytest.mark.parametrize("role", ["petugas_laporan", "anggota"])
def test_others_of_the_office_read_and_cannot_write(role: str) -> None:
    case, browser = examined(), caller(role)
    request = asked(case)

    assert browser.get(at(case)).status_code == 200
    assert send(browser, at(case, "matriks/unsur/"), **element(case)).status_code == 422
    ending = {"status": "dijawab", "answer": "x"}
    assert send(browser, at(case, f"permintaan/{request.key}/"), **ending).status_code == 422


def test_an_office_beside_sees_nothing_and_nobody_without_a_token() -> None:
    case, browser = examined(), caller(office="bawaslu-99.08")

    for rest in ("matriks/", "permintaan/"):
        assert browser.get(at(case, rest)).status_code == 404
        assert Client().get(at(case, rest)).status_code == 401
