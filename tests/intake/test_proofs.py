"""A proof opens the door once, for one report, for a while; patience does the same without JavaScript."""

import base64
import json
from datetime import timedelta
from typing import Any

import altcha
import pytest

from netral.intake import load, proofs
from netral.intake.load import Load
from netral.intake.models import SpentProof
from netral.intake.states import Gate, ProofWanted, TooManyReports
from tests.intake.builders import MONDAY

pytestmark = pytest.mark.django_db
A = "a" * 64


@pytest.fixture(autouse=True)
def _busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "load_of", lambda _client, _at: Load(301, 0, None))
    monkeypatch.setattr(proofs, "EASIEST", 50)


def solved(gate: Gate) -> str:
    challenge = altcha.ChallengeV1(
        *(
            gate.challenge[name]
            for name in ("algorithm", "challenge", "maxNumber", "salt", "signature")  # type: ignore[index]
        )
    )
    solution = altcha.solve_challenge_v1(challenge.challenge, challenge.salt, challenge.algorithm, challenge.max_number)
    assert solution
    payload = {**gate.challenge, "number": solution.number}  # type: ignore[dict-item]
    return base64.b64encode(json.dumps(payload).encode()).decode()


def enters(*, proof: str = "", ticket: str = "", key: str = "k", seconds: int = 0) -> Gate | None:
    """None for whoever comes in, else what is asked."""
    try:
        proofs.check(A, proof=proof, ticket=ticket, key=key, at=MONDAY + timedelta(seconds=seconds))
    except ProofWanted as wanted:
        return wanted.gate
    return None


def test_at_rest_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "load_of", lambda _client, _at: Load(300, 0, None))

    assert enters() is None
    assert proofs.gate(A, MONDAY) == Gate()
    assert Gate().as_json == ""
    assert not SpentProof.objects.exists()


def test_a_full_house_asks_and_a_solved_challenge_opens() -> None:
    asked = enters()

    assert asked
    assert asked.level == 1
    assert json.loads(asked.as_json)["maxNumber"] == 50
    assert enters(proof=solved(asked)) is None


def test_a_proof_opens_for_one_report_only_and_again_for_the_same() -> None:
    proof = solved(proofs.gate(A, MONDAY))

    assert enters(proof=proof) is None
    assert enters(proof=proof) is None
    assert enters(proof=proof, key="another") is not None
    assert SpentProof.objects.count() == 1


def test_a_proof_expires() -> None:
    proof = solved(proofs.gate(A, MONDAY))

    assert enters(proof=proof, seconds=901) is not None


def test_who_waits_comes_in_and_the_waiting_counts_from_the_first_time() -> None:
    first = enters()
    assert first

    early = enters(ticket=first.ticket, seconds=4)
    assert early

    assert (first.wait, early.wait, early.ticket) == (10, 6, first.ticket)
    assert enters(ticket=first.ticket, seconds=10) is None
    assert enters(ticket=first.ticket, seconds=12) is None
    again = enters(ticket=first.ticket, seconds=12, key="another")
    assert again
    assert (again.wait, again.ticket != first.ticket) == (10, True)


def test_a_fuller_house_asks_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    levels = [proofs.gate_at(level, MONDAY) for level in (1, 2, 3, 4)]

    assert [gate.wait for gate in levels] == [10, 20, 40, 80]
    assert [gate.challenge["maxNumber"] for gate in levels if gate.challenge] == [50, 100, 200, 400]


def test_an_old_ticket_is_replaced() -> None:
    first = proofs.gate(A, MONDAY)

    later = proofs.gate(A, MONDAY + timedelta(seconds=901), ticket=first.ticket)

    assert later.ticket != first.ticket
    assert later.wait == 10


def test_the_quota_stands_before_any_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "load_of", lambda _client, _at: Load(301, 120, None))

    with pytest.raises(TooManyReports):
        enters(proof=solved(proofs.gate_at(1, MONDAY)))


def forged() -> list[str]:
    good = json.loads(base64.b64decode(solved(proofs.gate_at(1, MONDAY))))
    later = good["salt"].replace("expires=1", "expires=2")
    bodies: list[Any] = [
        [], {}, None, 1, {**good, "number": good["number"] + 1}, {**good, "number": "1"}, {**good, "number": True},
        {**good, "salt": later}, {**good, "salt": 5}, {**good, "challenge": "é"}, {**good, "signature": "0" * 64},
        {**good, "algorithm": "SHA-1", "signature": ""},
    ]  # fmt: skip
    return [
        *(base64.b64encode(json.dumps(body).encode()).decode() for body in bodies),
        "", "%%%", "é", "e30=\n", base64.b64encode(b"[" * 1_400).decode(), "A" * 3_000,
    ]  # fmt: skip


def test_no_forged_proof_opens() -> None:
    for proof in forged():
        assert enters(proof=proof), proof


@pytest.mark.parametrize("ticket", ["x", "a:b:c", "é" * 20, "A" * 3_000])
def test_no_forged_ticket_opens(ticket: str) -> None:
    assert enters(ticket=ticket, seconds=600)


def test_spent_proofs_are_forgotten_when_they_can_no_longer_be_brought() -> None:
    enters(proof=solved(proofs.gate(A, MONDAY)))

    assert proofs.forget(MONDAY + timedelta(minutes=29)) == 0
    assert proofs.forget(MONDAY + timedelta(minutes=31)) == 1
