"""The doors for programs: what every button does, with the same refusals."""

import json
from typing import Any

import pytest
from django.test import Client

from netral.access.actions import create_token
from netral.evidence.actions import keep
from netral.offices.models import Organisation
from netral.oversight import actions
from netral.oversight.models import Block, Contact
from tests.access.builders import seated
from tests.cases.builders import LONG, day
from tests.discipline.builders import declined
from tests.evidence.builders import upload
from tests.intake import builders as intake
from tests.oversight.builders import AGENCY, climbed, draft, silent
from tests.oversight.test_policies import lacking

pytestmark = pytest.mark.django_db
DOOR = "/api/v1/wasdal/"


def program(role: str = "auditor", office: str = "kasn", *, email: str = "") -> Client:
    intake.country()
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    place = Organisation.objects.get(code=office)
    user = seated(role, place, email=email or f"program-{role.replace('_', '-')}@contoh.id")
    return Client(headers={"Authorization": f"Bearer {create_token(user)}"})


def read(caller: Client, rest: str) -> Any:
    answer = caller.get(DOOR + rest)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def post(caller: Client, rest: str, **body: Any) -> Any:
    return caller.post(DOOR + rest, json.dumps(body), content_type="application/json")


def test_the_board() -> None:
    silent()

    found = read(program(), "instansi/")

    (row,) = found["items"]
    assert (found["open"], row["agency"], row["late"], row["conflict"]) == (1, AGENCY, None, False)
    assert sum(row["ages"]) == 1


def test_a_reminder_and_the_book_of_contacts() -> None:
    silent()
    auditor = program()

    answer = post(auditor, "pengingat/", agencies=[AGENCY])

    assert answer.status_code == 200, answer.content
    (contact,) = answer.json()["contacts"]
    assert read(auditor, "kontak/")["items"] == [contact]
    assert read(program("petugas_kepegawaian", AGENCY), "kontak/")["items"] == [contact]
    assert post(auditor, "pengingat/", agencies=["pemkot-99.08"]).status_code == 422
    assert program("pemeriksa", "bawaslu-99.07").get(f"{DOOR}kontak/").status_code == 404


def test_drafts_leave_as_one_letter() -> None:
    penanganan = silent()
    actions.prepare_due(day(38))
    auditor, key = program(), draft(penanganan).key

    assert [each["key"] for each in read(auditor, "konsep/")["items"]] == [key]
    assert post(auditor, "konsep/kirim/", drafts=[key]).json()["rung"] == "pengingat"
    assert post(auditor, "konsep/kirim/", drafts=[key]).status_code == 404
    assert Contact.objects.count() == 1


def test_a_block_takes_two_tokens() -> None:
    penanganan = climbed()
    one = program()
    two = program(email="kedua@contoh.id")

    asked = post(one, "blokir/", penanganan=penanganan.key, reason=LONG)

    assert asked.status_code == 201, asked.content
    key = asked.json()["key"]
    alone = post(one, f"blokir/{key}/setujui/")
    assert alone.status_code == 422
    assert "Pemblokiran butuh persetujuan auditor lain." in alone.content.decode()
    assert post(two, f"blokir/{key}/setujui/").json()["state"] == "berlaku"
    assert [each["state"] for each in read(one, "blokir/")["items"]] == ["berlaku"]
    lifted = post(one, f"blokir/{key}/buka/", reason=LONG).json()
    assert (lifted["state"], lifted["by_itself"]) == ("dibuka", False)
    again = post(one, "blokir/", penanganan=penanganan.key, reason=LONG).json()["key"]
    assert post(two, f"blokir/{again}/tolak/", reason="Belum perlu.").json()["state"] == "ditolak"
    assert Block.objects.count() == 2


def test_hand_overs_are_given_back_and_answered() -> None:
    given = lacking()
    auditor, sender = program(), program("pemeriksa", "bawaslu-99.07")

    (line,) = read(auditor, "verifikasi/")["items"]
    assert (line["key"], line["returned_at"]) == (given.key, None)
    assert "jabatan" in line["gaps"]
    assert post(auditor, f"verifikasi/{given.key}/kembalikan/").json()["gaps"] == line["gaps"]
    (came,) = read(sender, "pengembalian/")["items"]
    key = came["key"]
    assert (came["case"], came["gaps"], came["answer"]) == (given.case.number, line["gaps"], None)
    assert auditor.get(f"{DOOR}pengembalian/").status_code == 404
    proof = keep(given.case.laporan.reference, upload(), at=day(0))
    other = {"answer": LONG, "exhibits": ["bukanpunyanya"]}
    assert post(sender, f"pengembalian/{key}/jawab/", **other).json()["errors"][0]["field"] == "exhibits"
    said = {"answer": LONG, "job": "Camat Rekaan", "exhibits": [proof.key]}
    assert post(sender, f"pengembalian/{key}/jawab/", **said).json()["answer"] == LONG
    assert "jabatan" not in read(auditor, "verifikasi/")["items"][0]["gaps"]
    assert post(sender, f"pengembalian/{key}/jawab/", answer=LONG).status_code == 422
    assert post(auditor, f"pengembalian/{key}/jawab/", answer=LONG).status_code == 404


def test_deviations() -> None:
    declined(silent())

    (line,) = read(program(), "penyimpangan/")["items"]

    assert (line["imposed"], line["reason"], line["recommended"]["level"]) == (None, LONG, "sedang")


@pytest.mark.parametrize("rest", ["instansi/", "konsep/", "penyimpangan/", "verifikasi/", "blokir/"])
def test_the_desk_is_for_auditors(rest: str) -> None:
    assert program("pejabat_pembina", AGENCY).get(DOOR + rest).status_code == 404
    assert Client().get(DOOR + rest).status_code == 401
