"""What came from another house goes on to a third receiver after its handling was opened; and an agency's desk."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token
from netral.access.models import Role
from netral.discipline import actions, policies, queries
from netral.discipline.models import Ending, Penanganan
from netral.discipline.states import Refused
from netral.exchange import actions as exchange
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.states import Answer
from netral.offices.models import Organisation
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.people import at_office
from tests.discipline.builders import AUDITOR, stopped, verified
from tests.discipline.builders import taken_in as taken_in_here
from tests.discipline.pages import client
from tests.discipline.test_incoming import CONTENT, handed_in, opened, told
from tests.exchange.builders import OFFICIAL, came_in, news_of, office, partner
from tests.intake.builders import day, staff

pytestmark = pytest.mark.django_db
WHY = "Pegawai ini diangkat oleh lembaga lain, sehingga yang berwenang menanganinya lembaga itu."
AGENCY = "pemkab-99.07"


def passed(penanganan: Penanganan, to: str = AGENCY, **changes: Any) -> Any:
    given = {"receiver": office(to), "reason": WHY, "acting": AUDITOR, "at": day(7), **changes}
    return actions.pass_on(penanganan, **given)


def test_it_goes_on_in_this_house_and_the_handling_ends() -> None:
    penanganan = opened()

    entry = passed(penanganan)

    came, gone = Masukan.objects.order_by("pk")
    ending = Ending.objects.get(penanganan=penanganan)
    assert (penanganan.status, entry.facts["to_office"]) == ("dihentikan", AGENCY)
    assert (came.answer, gone.passed_from, gone.receiver.code, gone.content) == (
        "diteruskan",
        came,
        AGENCY,
        came.content,
    )
    assert told() == [("diterima", ""), ("diteruskan", "")]
    assert Kiriman.objects.filter(matter="kabar").order_by("-pk")[0].content["note"] == WHY
    assert ending.reason.endswith(WHY)
    assert office(AGENCY).name in ending.reason


def test_what_the_next_receiver_says_reaches_the_first_sender() -> None:
    passed(opened())
    gone = Masukan.objects.get(receiver__code=AGENCY)

    exchange.answer(gone, Answer.RECEIVED, acting=OFFICIAL, at=day(8))
    exchange.answer(gone, Answer.ENDED, acting=OFFICIAL, at=day(9), outcome="dijatuhi_sanksi", note="Keputusan 1/2024")

    assert told()[2:] == [("diterima", ""), ("selesai", "dijatuhi_sanksi")]
    assert Masukan.objects.get(sender__code="bkn").answer == "selesai"


def test_it_goes_on_to_another_house_with_its_content() -> None:
    partner("kemendagri")
    penanganan = verified(opened())

    passed(penanganan, "kemendagri")

    gone = Kiriman.objects.get(matter="penerusan")
    assert (gone.receiver.code, gone.content["number"]) == ("kemendagri", CONTENT["number"])
    exchange.receive(news_of(gone, Answer.RECEIVED, said_at=day(2)), at=day(2))
    assert told()[-1] == ("diterima", "")


@pytest.mark.parametrize("to", ["bkn", "kasn"])
def test_it_does_not_go_back_or_to_oneself(to: str) -> None:
    penanganan = opened()

    with pytest.raises(Refused):
        passed(penanganan, to)

    penanganan.refresh_from_db()
    assert (penanganan.status, Masukan.objects.count()) == ("diterima", 1)


def test_a_reason_is_needed_and_a_page_that_is_not_old() -> None:
    penanganan = opened()

    with pytest.raises(Refused):
        passed(penanganan, reason="pendek")
    with pytest.raises(SomeoneWasFaster):
        passed(penanganan, version=penanganan.version + 1)

    assert told() == [("diterima", "")]


def test_what_is_over_or_of_this_house_or_somebody_elses_is_not_passed_on() -> None:
    own, over = taken_in_here(), stopped(opened())

    for penanganan in (own, over):
        with pytest.raises(NotAllowed):
            passed(penanganan)
        assert not policies.can_pass_on(penanganan, AUDITOR)
    other = opened(handed_in(number="2"))
    assert policies.can_pass_on(other, AUDITOR)
    assert not policies.can_pass_on(other, staff("auditor", "bkn"))


def test_the_page_has_the_button_and_says_what_is_wrong() -> None:
    penanganan = opened()
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    browser, page = client("auditor", "kasn"), f"/kerja/disiplin/{penanganan.key}/teruskan/"
    given = {"version": penanganan.version, "receiver": AGENCY, "reason": WHY}

    dossier = browser.get(f"/kerja/disiplin/{penanganan.key}/").content.decode()
    shown = browser.get(page)
    unknown = browser.post(page, {**given, "receiver": "entah"})
    several = browser.post(page, {**given, "receiver": "pemerintah"})
    short = browser.post(page, {**given, "reason": "pendek"})
    done = browser.post(page, given, follow=True)
    again = browser.get(page)

    assert page in dossier
    assert "Teruskan ke penerima lain" in shown.content.decode()
    assert [each.status_code for each in (shown, unknown, several, short, again)] == [200, 422, 422, 422, 422]
    assert "Penanganan di sini berakhir" in done.content.decode()
    assert page not in done.content.decode()


def test_a_program_passes_it_on_too() -> None:
    penanganan = opened()
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    token = create_token(at_office(Role.AUDITOR, "kasn"), at=timezone.now())
    ask = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {token}"}}
    door = f"/api/v1/penanganan/{penanganan.key}/teruskan/"

    stale = Client().post(door, {"receiver": AGENCY, "reason": WHY, "version": 99}, **ask)  # type: ignore[arg-type]
    done = Client().post(door, {"receiver": AGENCY, "reason": WHY}, **ask)  # type: ignore[arg-type]

    assert stale.status_code == 409
    assert (done.status_code, done.json()["receiver"], done.json()["status"]) == (200, AGENCY, "dihentikan")


def test_an_agency_takes_in_what_came_from_another_house_and_it_stands_on_its_desk() -> None:
    masukan = came_in(content=CONTENT, sender="bkn", receiver=AGENCY)
    browser, desk = client("pejabat_pembina", AGENCY), "/kerja/disiplin/masuk/"

    before = browser.get(desk).content.decode()
    pressed = browser.post(f"/kerja/disiplin/kiriman/{masukan.key}/buka/", follow=True)
    again = browser.post(f"/kerja/disiplin/kiriman/{masukan.key}/buka/")
    after = browser.get(desk).content.decode()

    assert CONTENT["title"] in before
    assert "Belum diakui" in before
    assert "Penerimaan diakui" in pressed.content.decode()
    assert again.status_code == 303
    assert told() == [("diterima", "")]
    assert CONTENT["title"] in after
    assert "Belum diakui" not in after


def test_it_leaves_the_desk_with_its_outcome() -> None:
    masukan = came_in(content=CONTENT, sender="bkn", receiver=AGENCY)
    actions.take_incoming(masukan, acting=OFFICIAL, at=day(3))
    assert list(queries.from_other_houses(OFFICIAL)) == [masukan]

    exchange.answer(masukan, Answer.ENDED, acting=OFFICIAL, at=day(4), outcome="dihentikan", note="Surat 2/2024")

    assert list(queries.from_other_houses(OFFICIAL)) == []
    with pytest.raises(NotAllowed):
        actions.take_incoming(masukan, acting=OFFICIAL, at=day(5))


def test_an_authority_sees_what_it_has_not_opened_and_others_nothing() -> None:
    masukan = handed_in()

    assert list(queries.from_other_houses(AUDITOR)) == [masukan]
    assert list(queries.from_other_houses(OFFICIAL)) == []
    opened(masukan)
    assert list(queries.from_other_houses(AUDITOR)) == []
    with pytest.raises(NotAllowed):
        actions.take_incoming(masukan, acting=AUDITOR, at=day(5))


def test_only_its_own_people_take_it_in() -> None:
    masukan = came_in(content=CONTENT, sender="bkn", receiver=AGENCY)

    with pytest.raises(NotAllowed):
        actions.take_incoming(masukan, acting=AUDITOR, at=day(3))


def test_a_program_takes_it_in_for_the_agency() -> None:
    masukan = came_in(content=CONTENT, sender="bkn", receiver=AGENCY)
    token = create_token(at_office(Role.APPOINTING_OFFICIAL, AGENCY), at=timezone.now())

    answer = Client().post(
        f"/api/v1/kiriman/masuk/{masukan.key}/penanganan/", headers={"Authorization": f"Bearer {token}"}
    )

    assert (answer.status_code, answer.json()) == (200, {"masukan": masukan.key, "penanganan": None})
