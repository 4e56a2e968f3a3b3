"""A hand-over from another house is handled here like one of this house, and its sender hears of every step."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token
from netral.access.models import Role
from netral.discipline import actions, queries
from netral.discipline.actions.erasing import erase_texts
from netral.discipline.forms import StopForm
from netral.discipline.models import Penanganan
from netral.discipline.states import Refused
from netral.exchange import actions as exchange
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.states import Answer
from netral.lib.dates import long_date
from netral.offices.models import Organisation
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed
from tests.cases.people import at_office
from tests.discipline.builders import (
    AUDITOR,
    declined,
    delivered,
    imposed,
    in_force,
    recommended,
    stopped,
    taken_in,
    verified,
)
from tests.discipline.pages import client
from tests.exchange.builders import came_in
from tests.intake.builders import day, staff

pytestmark = pytest.mark.django_db
CONTENT: dict[str, Any] = {
    "number": "001/LP/PP/07/2024",
    "title": "Camat di panggung kampanye",
    "summary": "Ringkasan dari pengirim.",
    "accused": {"name": "Terlapor Rekaan", "job": "Camat", "agency": "Pemerintah Kabupaten Rekaan", "subject": "PNS"},
    "provisions": ["SKB-2022/DS-6", "TIDAK/ADA", 7],
    "basis": "Pasal rekaan",
    "letter": {"number": "12/X/2024", "sha256": "0" * 64},
}


def handed_in(**changes: Any) -> Masukan:
    return came_in(content={**CONTENT, **changes}, sender="bkn", receiver="kasn")


def opened(masukan: Masukan | None = None) -> Penanganan:
    return actions.open_incoming(masukan or handed_in(), acting=AUDITOR, at=day(5))


def told() -> list[tuple[str, str]]:
    """(answer, outcome) of everything that went back to the sender, in its order."""
    return [
        (row.content["answer"], row.content["outcome"]) for row in Kiriman.objects.filter(matter="kabar").order_by("pk")
    ]


def test_a_press_opens_the_handling_and_a_second_one_finds_it() -> None:
    masukan = handed_in()

    first, second = (opened(masukan) for _each in range(2))

    masukan.refresh_from_db()
    assert first == second == Penanganan.objects.get()
    assert (str(first), first.title, first.status) == (CONTENT["number"], CONTENT["title"], "diterima")
    assert (masukan.work, masukan.answer, told()) == (first.reference, "diterima", [("diterima", "")])
    assert queries.is_handled_here_too(masukan)


def test_what_was_received_by_hand_may_still_be_opened_and_is_not_said_twice() -> None:
    masukan = handed_in()
    exchange.answer(masukan, Answer.RECEIVED, acting=AUDITOR, at=day(3))

    opened(masukan)

    assert told() == [("diterima", "")]


def test_its_steps_tell_the_sender_up_to_the_sanction() -> None:
    penanganan = in_force(delivered(imposed(recommended(verified(opened())))))

    assert told() == [("diterima", ""), ("ditindaklanjuti", ""), ("selesai", "dijatuhi_sanksi")]
    note = Kiriman.objects.order_by("-pk")[0].content["note"]
    assert note.startswith(f"Keputusan 862/1/2024 tanggal {long_date(penanganan.decision.decided_on)}: ")
    assert differences(penanganan) == []


@pytest.mark.parametrize(
    ("ended", "outcome"),
    [
        (lambda: stopped(opened()), "dihentikan"),
        (lambda: declined(recommended(verified(opened()))), "tidak_dijatuhi_sanksi"),
    ],
)
def test_a_handling_that_ends_without_a_sanction_says_so(ended: Any, outcome: str) -> None:
    ended()

    assert told()[-1] == ("selesai", outcome)


def test_what_is_handled_is_not_answered_beside_its_steps() -> None:
    masukan = handed_in()
    opened(masukan)

    with pytest.raises(NotAllowed, match="sedang ditangani"):
        exchange.answer(masukan, Answer.ACCEPTED, acting=AUDITOR, at=day(6))


@pytest.mark.parametrize("answer", [Answer.RETURNED, Answer.ACCEPTED, Answer.PASSED_ON, Answer.ENDED])
def test_what_was_answered_otherwise_is_opened_no_more(answer: Answer) -> None:
    masukan = handed_in()
    Masukan.objects.filter(pk=masukan.pk).update(answer=answer)

    with pytest.raises(NotAllowed, match="sudah dijawab"):
        opened(masukan)


@pytest.mark.parametrize(
    ("receiver", "role", "subject"),
    [
        ("kasn", "auditor", "kades"),
        ("pemkab-99.07", "pejabat_pembina", "PNS"),
        ("kasn", "pemeriksa", "PNS"),
    ],
)
def test_only_an_auditor_opens_what_is_handled_here(receiver: str, role: str, subject: str) -> None:
    content = {**CONTENT, "accused": {"subject": subject}}
    masukan = came_in(content=content, sender="bkn", receiver=receiver)

    with pytest.raises(NotAllowed):
        actions.open_incoming(masukan, acting=staff(role, receiver), at=day(5))

    assert not Penanganan.objects.exists()


def test_whatever_a_sender_writes_is_read_as_text() -> None:
    masukan = handed_in(accused=["x"], provisions="x", letter=None, title=7, basis={})

    handed = queries.handed_to(opened(masukan))

    assert (handed.title, handed.basis, handed.norms, handed.letter) == ("", "", (), masukan.message)
    assert handed.terlapor[0].name == ""


def test_its_norms_are_those_this_house_knows() -> None:
    penanganan = verified(opened())

    ground = queries.Ground(penanganan)

    assert queries.provisions_of(penanganan.masukan) == ["SKB-2022/DS-6"]  # type: ignore[arg-type]
    assert len(queries.handed_to(penanganan).norms) == 1
    assert ground.breaches in (["SKB-2022/DS-6"], [])
    assert ground.day is None


def test_the_pages_show_it_and_its_steps_to_the_authority_and_the_agency() -> None:
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    masukan = handed_in()
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    browser = client("auditor", "kasn")

    pressed = browser.post(f"/kerja/disiplin/kiriman/{masukan.key}/buka/")
    again = browser.post(f"/kerja/disiplin/kiriman/{masukan.key}/buka/")
    penanganan = Penanganan.objects.get()
    page = browser.get(f"/kerja/disiplin/{penanganan.key}/")
    listed = browser.get("/kerja/disiplin/").content.decode()
    came = browser.get(f"/kerja/kiriman/masuk/{masukan.key}/").content.decode()

    assert pressed["Location"] == again["Location"] == f"/kerja/disiplin/{penanganan.key}/"
    assert page.status_code == 200
    for word in ("Camat di panggung kampanye", "001/LP/PP/07/2024", "12/X/2024", "Ringkasan dari pengirim."):
        assert word in page.content.decode()
    assert "Camat di panggung kampanye" in listed
    assert f"/kerja/disiplin/{penanganan.key}/" in came
    assert "Jawab pengirim" not in came


def test_a_press_that_cannot_be_says_why_and_a_stranger_finds_nothing() -> None:
    masukan = handed_in()
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    Masukan.objects.update(answer=Answer.ENDED)

    refused = client("auditor", "kasn").post(f"/kerja/disiplin/kiriman/{masukan.key}/buka/", follow=True)

    assert "sudah dijawab" in refused.content.decode()
    assert client("auditor", "bkn").post(f"/kerja/disiplin/kiriman/{masukan.key}/buka/").status_code == 404


def test_a_program_opens_it_too_and_reads_it() -> None:
    masukan = handed_in()
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    token = create_token(at_office(Role.AUDITOR, "kasn"), at=timezone.now())
    headers = {"Authorization": f"Bearer {token}"}

    answer = Client().post(f"/api/v1/kiriman/masuk/{masukan.key}/penanganan/", headers=headers)
    key = answer.json()["penanganan"]
    shown = Client().get(f"/api/v1/penanganan/{key}/", headers=headers).json()

    assert (answer.status_code, answer.json()["masukan"]) == (200, masukan.key)
    assert (shown["case"], shown["masukan"]) == (CONTENT["number"], masukan.key)
    assert shown["subjects"] == [f"penanganan:{key}", masukan.reference]


def test_a_handling_is_of_one_hand_over() -> None:
    penanganan = opened()

    with pytest.raises(IntegrityError), transaction.atomic():
        Penanganan.objects.filter(pk=penanganan.pk).update(masukan=None)


def test_its_words_go_when_those_of_the_hand_over_have_gone() -> None:
    penanganan = stopped(opened())
    assert not queries.outliving_their_case()
    Masukan.objects.update(texts_erased_at=day(30))

    (found,) = queries.outliving_their_case()
    erase_texts(found, at=day(31))

    penanganan.refresh_from_db()
    assert penanganan.texts_erased_at == day(31)


def test_what_misses_something_goes_back_with_its_gaps() -> None:
    penanganan = opened()

    actions.stop(penanganan, acting=AUDITOR, at=day(6), reason="Berkasnya kurang.", gaps=["Surat keputusan"])

    last = Kiriman.objects.order_by("-pk")[0].content
    assert told() == [("diterima", ""), ("dikembalikan", "")]
    assert (last["gaps"], last["note"]) == (["Surat keputusan"], "Berkasnya kurang.")
    assert (penanganan.status, penanganan.ending.outcome) == ("dihentikan", "dihentikan")


def test_gaps_nobody_can_read_are_refused_and_nothing_stops() -> None:
    penanganan = opened()

    with pytest.raises(Refused) as refusal:
        actions.stop(penanganan, acting=AUDITOR, at=day(6), reason="Berkasnya kurang.", gaps=["x" * 301])

    penanganan.refresh_from_db()
    assert (refusal.value.field, penanganan.status, told()) == ("gaps", "diterima", [("diterima", "")])


def test_the_form_of_stopping_asks_for_gaps_while_nobody_worked_on_it() -> None:
    penanganan = opened()
    form = StopForm({"version": "1", "reason": "Kurang.", "gaps": "Surat\n\n Foto "}, penanganan=penanganan)

    assert form.is_valid()
    assert form.values() == {"version": 1, "reason": "Kurang.", "gaps": ["Surat", " Foto"]}
    assert "gaps" not in StopForm(penanganan=verified(penanganan)).fields
    assert "gaps" not in StopForm(penanganan=taken_in()).fields


@pytest.mark.parametrize(
    "page",
    ["disiplin/{key}/", "disiplin/{key}/alihkan/", "wasdal/", "wasdal/instansi/pemkab-99.07/", "wasdal/konsep/",
     "wasdal/blokir/minta/{key}/"],
)  # fmt: skip
def test_what_was_recommended_about_it_has_every_page_of_the_authority(page: str) -> None:
    penanganan = recommended(verified(opened()))

    answer = client("auditor", "kasn").get(f"/kerja/{page.format(key=penanganan.key)}", follow=True)

    assert answer.status_code in (200, 422)
