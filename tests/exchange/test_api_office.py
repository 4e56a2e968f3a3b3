"""The doors for an office's programs: what the pages show and do, for the offices concerned and no other."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token
from netral.access.models import User
from netral.exchange import actions
from netral.exchange.api_office import PER_PAGE
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.states import Answer, Door
from tests.access.builders import seated
from tests.exchange.builders import House, came_in, clock, moods, news_of, office, partner, sent
from tests.intake.builders import OFFICE, day, staff

pytestmark = pytest.mark.django_db
AGENCY = "pemkab-99.07"
EXAMINER_THERE = staff("pemeriksa")


def worker(role: str, place: str) -> User:
    """Somebody of this office in this role: the same one each time."""
    address = f"{role}@{place}.contoh.id".replace("_", "-")
    return User.objects.filter(email=address).first() or seated(role, office(place), email=address)


def ask(path: str, body: Any = None, *, role: str = "pemeriksa", place: str = OFFICE) -> Any:
    token = create_token(worker(role, place), at=timezone.now())
    headers = {"Authorization": f"Bearer {token}"}
    if body is None:
        return Client().get(f"/api/v1/kiriman/{path}", headers=headers)
    return Client().post(f"/api/v1/kiriman/{path}", body, content_type="application/json", headers=headers)


def at_agency(path: str, body: Any = None) -> Any:
    return ask(path, body, role="petugas_kepegawaian", place=AGENCY)


def test_the_outbox_lists_what_waits_and_what_arrived() -> None:
    waiting = sent()
    arrived = sent("kasn")
    actions.deliver_due(clock=clock(day(1)), asked=House("kasn"))
    Kiriman.objects.filter(pk=waiting.pk).update(delivery="menunggu", delivered_at=None, receipt=None)

    keys = {
        view: [row["key"] for row in ask(f"keluar/?view={view}").json()["items"]] for view in ("", "menunggu", "sampai")
    }

    assert keys == {"": [arrived.key, waiting.key], "menunggu": [waiting.key], "sampai": [arrived.key]}


def test_one_message_shows_its_tries_its_receipt_and_its_news() -> None:
    kiriman = sent()
    before = ask(f"keluar/{kiriman.key}/").json()
    actions.deliver_due(clock=clock(day(1)), asked=House())
    actions.receive(news_of(kiriman, Answer.RETURNED, gaps=("Surat keputusan",), note="Segera."), at=day(2))

    shown = ask(f"keluar/{kiriman.key}/").json()

    assert before["possible"] == ["kirim_ulang", "paket"]
    assert (shown["delivery"], shown["tries"], shown["answer"]) == ("sampai", 1, "dikembalikan")
    assert shown["receipt"]["id"] == kiriman.key
    assert [(row["answer"], row["gaps"], row["note"]) for row in shown["news"]] == [
        ("dikembalikan", ["Surat keputusan"], "Segera.")
    ]
    assert shown["possible"] == ["paket"]


def test_what_is_held_is_sent_again_and_what_arrived_is_not() -> None:
    kiriman = sent()
    actions.deliver_due(clock=clock(day(1)), asked=moods("422"))

    again = ask(f"keluar/{kiriman.key}/kirim-ulang/", {})
    actions.deliver_due(asked=House())
    too_late = ask(f"keluar/{kiriman.key}/kirim-ulang/", {})

    assert (again.status_code, again.json()["delivery"]) == (200, "menunggu")
    assert (too_late.status_code, too_late.json()["errors"][0]["code"]) == (422, "langkah_tidak_mungkin")


def test_a_package_is_downloaded_and_handed_over_once() -> None:
    partner(door=Door.PACKAGE)
    kiriman = sent()

    package = ask(f"keluar/{kiriman.key}/paket/")
    first, second = (ask(f"keluar/{kiriman.key}/diserahkan/", {}) for _each in range(2))

    assert b"".join(package.streaming_content).startswith(b"PK")
    assert (first.status_code, first.json()["delivery"], second.status_code) == (200, "sampai", 422)


def test_of_news_there_is_no_package() -> None:
    actions.answer(came_in(receiver=OFFICE), Answer.RECEIVED, acting=EXAMINER_THERE, at=day(2))
    news = Kiriman.objects.get(matter="kabar")

    assert ask(f"keluar/{news.key}/paket/").status_code == 404
    assert ask(f"keluar/{news.key}/").json()["possible"] == ["kirim_ulang"]


def test_what_came_in_is_listed_read_and_answered_to_its_end() -> None:
    masukan = came_in(content={"title": "Camat di panggung", "number": "001/LP"})
    (line,) = at_agency("masuk/").json()["items"]
    shown = at_agency(f"masuk/{masukan.key}/").json()

    way: list[dict[str, Any]] = [
        {"answer": "diterima"},
        {"answer": "ditindaklanjuti", "note": "Diperiksa."},
        {"answer": "selesai", "outcome": "dijatuhi_sanksi", "note": "Keputusan 1 rekaan."},
    ]
    answers = [at_agency(f"masuk/{masukan.key}/jawaban/", body) for body in way]

    assert (line["key"], line["title"], line["answer"]) == (masukan.key, "Camat di panggung", "masuk")
    assert (shown["content"]["number"], shown["possible"]) == ("001/LP", ["diterima", "dikembalikan"])
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert answers[-1].json()["possible"] == []
    assert Kiriman.objects.order_by("-pk")[0].content["outcome"] == "dijatuhi_sanksi"


@pytest.mark.parametrize(
    ("now", "body", "field"),
    [
        ("masuk", {"answer": "dikembalikan"}, "gaps"),
        ("masuk", {"answer": "entah"}, "answer"),
        ("diterima", {"answer": "diteruskan"}, "answer"),
        ("masuk", {"answer": "selesai", "outcome": "dihentikan", "note": "x"}, "step"),
        ("diterima", {"answer": "selesai", "note": "x"}, "outcome"),
        ("diterima", {"answer": "selesai", "outcome": "dihentikan"}, "note"),
        ("masuk", {"answer": "diterima", "outcome": "dihentikan"}, "outcome"),
        ("masuk", {"answer": "diterima", "lain": 1}, "lain"),
        ("masuk", {"answer": "\ud800"}, "answer"),
    ],
)
def test_an_answer_that_cannot_be_is_named_and_changes_nothing(now: str, body: dict[str, Any], field: str) -> None:
    masukan = came_in()
    Masukan.objects.filter(pk=masukan.pk).update(answer=now)

    refused = at_agency(f"masuk/{masukan.key}/jawaban/", body)

    masukan.refresh_from_db()
    assert (refused.status_code, refused.json()["errors"][0]["field"], masukan.answer) == (422, field, now)


def test_another_office_finds_nothing() -> None:
    kiriman, masukan = sent(), came_in(sender="kasn")
    stranger = {"place": "bawaslu"}

    assert ask("keluar/", **stranger).json() == ask("masuk/", **stranger).json() == {"items": [], "next": None}
    for path in (f"keluar/{kiriman.key}/", f"keluar/{kiriman.key}/paket/", f"masuk/{masukan.key}/"):
        assert ask(path, **stranger).status_code == 404
    for path in (f"keluar/{kiriman.key}/kirim-ulang/", f"masuk/{masukan.key}/jawaban/"):
        assert ask(path, {"answer": "diterima"}, **stranger).status_code == 404


def test_without_a_token_nothing_is_shown() -> None:
    assert Client().get("/api/v1/kiriman/keluar/").status_code == 401
    assert Client().get("/api/v1/kiriman/masuk/").status_code == 401


def test_a_long_list_goes_on_at_its_cursor_and_not_at_a_strange_one() -> None:
    for _each in range(PER_PAGE + 1):
        came_in()

    first = at_agency("masuk/").json()
    rest = at_agency(f"masuk/?cursor={first['next']}").json()

    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (PER_PAGE, 1, None)
    for cursor in ("tidakada", "x'; --"):
        assert at_agency(f"masuk/?cursor={cursor}").json()["errors"][0]["field"] == "cursor"


def test_a_program_passes_a_hand_over_on_to_whoever_exists() -> None:
    masukan = came_in()
    Masukan.objects.filter(pk=masukan.pk).update(answer="diterima")
    office("pemkot-99.08")

    wrong = at_agency(f"masuk/{masukan.key}/teruskan/", {"receiver": "tidak-ada"})
    back = at_agency(f"masuk/{masukan.key}/teruskan/", {"receiver": "bkn"})
    passed = at_agency(f"masuk/{masukan.key}/teruskan/", {"receiver": "pemkot-99.08", "note": "Pegawai sana."})

    assert [answer.json()["errors"][0]["field"] for answer in (wrong, back)] == ["receiver", "receiver"]
    assert (passed.status_code, passed.json()["answer"]) == (200, "diteruskan")
    assert Masukan.objects.get(passed_from=masukan).receiver.code == "pemkot-99.08"
