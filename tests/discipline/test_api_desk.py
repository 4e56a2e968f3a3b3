"""The desk for programs: the same list, verbs and refusals as at its pages."""

from typing import Any

import pytest

from netral.access.models import Role
from netral.cases.models import Declaration
from netral.discipline import actions
from tests.cases.builders import day
from tests.discipline.builders import OFFICIAL, recommended, verified
from tests.discipline.test_api import AGENCY, sent
from tests.discipline.worlds import handled_again
from tests.tracks.builders import handed

pytestmark = pytest.mark.django_db


def official(path: str, body: Any = None) -> Any:
    return sent(path, body, role=Role.APPOINTING_OFFICIAL, office=AGENCY)


def test_the_desk_is_the_list_of_the_page_with_its_numbers() -> None:
    penanganan, penerusan = recommended(), handed("PNS", AGENCY)

    found = official("meja/").json()

    assert {(line["kind"], line["key"]) for line in found["items"]} == {
        ("penanganan", penanganan.key),
        ("penerusan", penerusan.key),
    }
    assert (found["waiting"], found["unacknowledged"], found["overdue"], found["next"]) == (2, 2, 2, None)
    assert all(line["left"] < 0 and line["acknowledged_at"] is None for line in found["items"])


def test_thirty_one_lines_are_two_pages_and_nonsense_is_the_first() -> None:
    penanganan = recommended()
    for _ in range(30):
        handled_again(penanganan)

    first = official("meja/").json()
    second = official(f"meja/?cursor={first['next']}").json()

    assert (len(first["items"]), first["next"], len(second["items"]), second["next"]) == (30, "30", 1, None)
    assert official("meja/?cursor=abc").json()["items"] == first["items"]


def test_acknowledging_and_declaring_once_each() -> None:
    path = f"penanganan/{recommended().key}/"
    early = official(f"{path}benturan/", {"conflicted": False})

    done = official(f"{path}akui/", {})
    again = official(f"{path}akui/", {})
    silent = official(f"{path}benturan/", {"conflicted": True})
    said = official(f"{path}benturan/", {"conflicted": True, "note": "Ipar terlapor."})

    assert (early.status_code, done.status_code, again.status_code) == (422, 200, 409)
    assert silent.json()["errors"][0]["field"] == "note"
    assert len(said.json()["entry_hash"]) == 64
    assert Declaration.objects.get().conflicted
    assert official("meja/").json()["items"][0]["conflict_declared"] is True


def test_of_a_hand_over_too() -> None:
    penerusan = handed("PNS", AGENCY)
    actions.take_in(penerusan, acting=OFFICIAL, at=day(6))

    said = official(f"penerusan/{penerusan.key}/benturan/", {"conflicted": False})

    assert said.json()["penerusan"] == penerusan.key
    assert Declaration.objects.get().subject == penerusan.reference


@pytest.mark.parametrize(
    ("role", "office"), [(Role.AUDITOR, "kasn"), (Role.EXAMINER, "bawaslu-99.07"), (Role.ADMINISTRATOR, AGENCY)]
)
def test_others_find_nothing(role: str, office: str) -> None:
    key, other = recommended().key, handed("PNS", AGENCY).key

    for path, body in (
        ("meja/", None),
        (f"penanganan/{key}/akui/", {}),
        (f"penanganan/{key}/benturan/", {"conflicted": False}),
        (f"penerusan/{other}/benturan/", {"conflicted": False}),
    ):
        assert sent(path, body, role=role, office=office).status_code == 404


def test_another_agency_finds_nothing_either() -> None:
    key, early = recommended().key, verified().key

    away = sent(f"penanganan/{key}/akui/", {}, role=Role.APPOINTING_OFFICIAL, office="pemkot-99.08")

    assert (away.status_code, official(f"penanganan/{early}/akui/", {}).status_code) == (404, 404)
