"""The last page when the house is full: the draft stays, the proof or the waiting opens, at rest nothing shows."""

from typing import Any

import pytest
from django.test import Client

from netral.intake import load, proofs
from netral.intake.load import Load
from netral.intake.models import Laporan
from tests.intake.builders import country
from tests.intake.pages import REPORT, filled, sent
from tests.intake.test_proofs import solved

pytestmark = pytest.mark.django_db
LAST = f"{REPORT}periksa/"
CHALLENGE = "/api/v1/laporan/tantangan/"


@pytest.fixture(autouse=True)
def _draft(client: Client) -> None:
    country()
    filled(client)


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "load_of", lambda _client, _at: Load(301, 0, None))
    monkeypatch.setattr(proofs, "EASIEST", 50)


def test_at_rest_the_form_asks_for_nothing(client: Client) -> None:
    page = client.get(LAST).content.decode()

    assert "bukti-kerja" not in page
    assert client.get(CHALLENGE).json() == {"challenge": None}
    assert sent(client, "periksa/").status_code == 303


def test_a_full_house_keeps_the_draft_and_says_how_long_to_wait(client: Client, busy: None) -> None:
    answer = sent(client, "periksa/")

    page = answer.content.decode()
    assert answer.status_code == 429
    assert answer["Retry-After"] == "10"
    assert "Camat mengajak warga memilih calon tertentu." in page
    assert 'name="ticket"' in page
    assert not Laporan.objects.exists()


def test_the_solved_challenge_of_the_page_opens(client: Client, busy: None) -> None:
    gate = client.get(LAST).context["gate"]

    answer = sent(client, "periksa/", proof=solved(gate), ticket=gate.ticket)

    assert answer.status_code == 303
    assert Laporan.objects.count() == 1


def test_who_waited_comes_in_without_javascript(client: Client, busy: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = client.get(LAST).context["gate"].ticket
    early = sent(client, "periksa/", ticket=ticket)
    monkeypatch.setattr(proofs, "SHORTEST_WAIT", proofs.SHORTEST_WAIT * 0)

    answer = sent(client, "periksa/", ticket=early.context["gate"].ticket)

    assert early.context["gate"].ticket == ticket
    assert answer.status_code == 303


def test_over_the_quota_the_draft_stays_too(client: Client, settings: Any) -> None:
    settings.REPORTS_PER_CLIENT = 0

    answer = sent(client, "periksa/")

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Camat mengajak warga memilih calon tertentu." in answer.content.decode()


def test_the_demo_on_this_machine_is_wide_open(client: Client, settings: Any) -> None:
    settings.DEMO, settings.REPORTS_PER_CLIENT, settings.REPORTS_AT_REST = True, 0, 0

    assert sent(client, "periksa/").status_code == 303
    stranger = Client(REMOTE_ADDR="203.0.113.5")
    filled(stranger)
    assert sent(stranger, "periksa/").status_code == 429


def test_a_report_sent_again_is_answered_even_when_the_house_is_full(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(client, "periksa/")
    monkeypatch.setattr(load, "load_of", lambda _client, _at: Load(9_999, 999, 1))

    assert sent(client, "periksa/").status_code == 303


def test_programs_bring_the_proof_in_a_header(client: Client, busy: None) -> None:
    body = '{"kind": "informasi_awal", "what": "Ada kampanye."}'
    headers = {"Idempotency-Key": "k"}
    send = {"content_type": "application/json"}

    asked = client.post("/api/v1/laporan/", body, headers=headers, **send)
    proofs_header = {**headers, "Netral-Proof": solved(client.get(LAST).context["gate"])}
    taken = client.post("/api/v1/laporan/", body, headers=proofs_header, **send)

    assert (asked.status_code, asked["Retry-After"]) == (429, "10")
    assert asked.json()["errors"][0]["code"] == "bukti_kerja_diminta"
    assert client.get(CHALLENGE).json()["challenge"]["maxNumber"] == 50
    assert taken.status_code == 201
