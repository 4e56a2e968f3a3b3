"""The pages of reports that tell the same."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.intake.models import Fingerprint, Laporan
from tests.access.builders import seated
from tests.intake.builders import MONDAY, NEIGHBOUR, OFFICE, day, decided
from tests.intake.pages import signed_in
from tests.intake.test_actions_grouping import flood

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.DEMO = True


def at(made: Laporan, end: str = "serupa/") -> str:
    return f"/kerja/laporan/{made.key}/{end}"


def test_the_queue_says_one_line_and_leads_to_all_of_them(client: Client) -> None:
    first, *others = flood(3)
    signed_in(client)

    listed = client.get("/kerja/antrean/").content.decode()
    page = client.get(at(first)).content.decode()

    assert "dan 2 laporan serupa" in listed
    assert all(other.number in page for other in others)
    assert at(first) in listed
    assert first.number in client.get(at(others[0], "")).content.decode()


def test_all_are_answered_with_one_press(client: Client) -> None:
    first, *others = flood(3)
    signed_in(client)

    early = client.post(at(first, "serupa/jawab/"), follow=True)
    decided(first, "tolak", at=day(1))
    answered = client.post(at(first, "serupa/jawab/"), follow=True)

    assert "Putuskan dulu" in early.content.decode()
    assert "2 laporan dijawab." in answered.content.decode()
    assert {Laporan.objects.get(pk=each.pk).status for each in others} == {"tidak_diregistrasi"}


def test_what_the_result_does_not_fit_is_said_to_be_left(client: Client) -> None:
    first, other = flood(2)
    decided(first, at=day(1))
    other.sealed_identity.delete()
    signed_in(client)

    answered = client.post(at(first, "serupa/jawab/"), follow=True)

    assert "1 masih menunggu" in answered.content.decode()


def test_one_is_set_apart(client: Client) -> None:
    first, other = flood(2)
    signed_in(client)

    answer = client.post(at(other, "pisahkan/"), follow=True)
    again = client.post(at(other, "pisahkan/"))

    assert answer.redirect_chain == [(at(first), 303)]
    assert Fingerprint.objects.get(laporan=other).lead == other
    assert again["Location"] == at(other)


@pytest.mark.parametrize(
    ("role", "office", "seen", "answered"),
    [
        ("petugas_laporan", OFFICE, 200, 303),
        ("pemeriksa", OFFICE, 200, 404),
        ("petugas_laporan", NEIGHBOUR, 404, 404),
        ("pemeriksa", "bawaslu-99", 200, 404),
        ("petugas_laporan", "bawaslu-99", 200, 404),
        ("kustodian", OFFICE, 404, 404),
        ("auditor", OFFICE, 404, 404),
    ],
)
def test_who_sees_and_who_answers(client: Client, role: str, office: str, seen: int, answered: int) -> None:
    first, other = flood(2)
    client.force_login(seated(role, office))

    statuses = [client.get(at(first)).status_code]
    statuses += [
        client.post(at(made, end)).status_code for made, end in ((first, "serupa/jawab/"), (other, "pisahkan/"))
    ]

    assert statuses == [seen, answered, answered]


def test_thirty_lines_cost_as_many_questions_as_one(client: Client) -> None:
    first, other = flood(2)
    signed_in(client)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(at(first))
        return len(captured)

    one = asked()
    fields = {name: getattr(other, name) for name in ("office", "kind", "status", "procedure", "procedure_version")}
    for n in range(29):
        made = Laporan.objects.create(number=f"X{n}", key=f"salinan{n}", what="x", opened_at=MONDAY, **fields)
        Fingerprint.objects.create(laporan=made, marks=b"\0" * 128, lead=first)

    assert asked() == one
