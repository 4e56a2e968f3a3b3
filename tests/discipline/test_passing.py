"""What came from another house goes on to a third receiver after its handling was opened; and an agency's desk."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token
from netral.access.models import Role
from netral.audit.models import Entry
from netral.discipline import actions, policies, queries
from netral.discipline.models import Ending, Penanganan
from netral.discipline.states import Refused
from netral.exchange import actions as exchange
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.states import Answer
from netral.offices.models import Organisation
from netral.procedure.queries import clocks_of, differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.people import at_office
from tests.discipline.builders import AUDITOR, imposed, ready, recommended, stopped, verified
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


def further(penanganan: Penanganan, to: str = "kemendagri", **changes: Any) -> Any:
    given = {"receiver": office(to), "reason": WHY, "acting": AUDITOR, "at": day(9), **changes}
    return actions.pass_further(penanganan, **given)


def test_after_a_recommendation_it_goes_to_one_more_receiver_and_the_handling_runs_on() -> None:
    penanganan = recommended(verified(opened()))
    running = {clock.rule for clock in clocks_of(penanganan.reference)}

    entry = further(penanganan)

    came, gone = Masukan.objects.order_by("pk")
    assert (penanganan.status, penanganan.open, entry.facts["to_office"]) == ("direkomendasikan", True, "kemendagri")
    assert {clock.rule for clock in clocks_of(penanganan.reference)} == running
    assert (came.answer, gone.passed_from, gone.receiver.code) == ("ditindaklanjuti", came, "kemendagri")
    assert gone.content == came.content
    assert told()[-1] == ("diteruskan", "")
    assert differences(Penanganan.objects.get(pk=penanganan.pk)) == []
    assert not Ending.objects.exists()


def test_it_ends_for_its_sender_with_the_handling_and_the_further_end_is_news() -> None:
    penanganan = recommended(verified(opened()))
    further(penanganan)
    gone = Masukan.objects.get(receiver__code="kemendagri")
    ministry = staff("pejabat_pembina", "kemendagri")

    exchange.answer(gone, Answer.RECEIVED, acting=ministry, at=day(10))
    exchange.answer(gone, Answer.ENDED, acting=ministry, at=day(11), outcome="dihentikan", note="Sudah ditegur.")

    masukan = Masukan.objects.get(sender__code="bkn")
    last = Kiriman.objects.filter(matter="kabar").order_by("-pk")[0].content
    assert (masukan.answer, told()[-1], last["note"], last["by"]) == (
        "ditindaklanjuti", ("ditindaklanjuti", ""), "Sudah ditegur.", "kemendagri",
    )  # fmt: skip
    imposed(ready(Penanganan.objects.get(pk=penanganan.pk)))
    Masukan.objects.filter(pk=masukan.pk).update(answer="selesai")
    assert Penanganan.objects.get(pk=penanganan.pk).status == "dijatuhi_sanksi"


def test_what_the_further_receiver_gives_back_does_not_lie_here_anew() -> None:
    further(recommended(verified(opened())))
    gone = Masukan.objects.get(receiver__code="kemendagri")

    exchange.answer(
        gone, Answer.RETURNED, acting=staff("pejabat_pembina", "kemendagri"), at=day(10), gaps=["Surat keputusan"]
    )

    assert Masukan.objects.get(sender__code="bkn").answer == "ditindaklanjuti"
    assert told()[-1] == ("dikembalikan", "")


def test_it_goes_further_to_another_house_too_and_to_each_receiver_once() -> None:
    partner("kemendagri")
    penanganan = recommended(verified(opened()))

    further(penanganan)

    gone = Kiriman.objects.get(matter="penerusan")
    assert (gone.receiver.code, gone.content["number"]) == ("kemendagri", CONTENT["number"])
    with pytest.raises(Refused) as refusal:
        further(penanganan)
    assert (refusal.value.field, "Sudah diteruskan ke" in str(refusal.value)) == ("receiver", True)
    assert Entry.objects.filter(verb="penanganan.diteruskan_lagi").count() == 1


def test_a_further_receiver_needs_a_reason_and_a_page_that_is_not_old() -> None:
    penanganan = recommended(verified(opened()))

    with pytest.raises(Refused, match="50"):
        further(penanganan, reason="pendek")
    with pytest.raises(SomeoneWasFaster):
        further(penanganan, version=penanganan.version - 1)
    for back in ("bkn", "kasn"):
        with pytest.raises(Refused):
            further(Penanganan.objects.get(pk=penanganan.pk), back)


@pytest.mark.parametrize(
    ("role", "place", "allowed"),
    [
        ("auditor", "kasn", True),
        ("auditor", "bkn", False),
        ("pejabat_pembina", AGENCY, False),
        ("petugas_kepegawaian", AGENCY, False),
        ("pemeriksa", "bawaslu-99.07", False),
        ("anggota", "bawaslu-99.07", False),
        ("admin", "bawaslu", False),
    ],
)
def test_only_the_auditor_of_the_authority_passes_it_further(role: str, place: str, allowed: bool) -> None:
    assert policies.can_pass_further(recommended(verified(opened())), staff(role, place)) is allowed


@pytest.mark.parametrize("build", [taken_in_here, opened, lambda: verified(opened()), lambda: stopped(opened())])
def test_only_what_came_from_another_house_goes_further_and_only_after_a_recommendation(build: Any) -> None:
    penanganan = build()

    assert not policies.can_pass_further(penanganan, AUDITOR)
    with pytest.raises(NotAllowed):
        further(penanganan)


def test_page_and_program_pass_a_recommended_one_further() -> None:
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    penanganan = recommended(verified(opened()))
    browser, page = client("auditor", "kasn"), f"/kerja/disiplin/{penanganan.key}/teruskan/"

    dossier = browser.get(f"/kerja/disiplin/{penanganan.key}/").content.decode()
    shown = browser.get(page).content.decode()
    given = {"version": penanganan.version, "receiver": "kemendagri", "reason": WHY}
    done = browser.post(page, given, follow=True).content.decode()
    token = create_token(at_office(Role.AUDITOR, "kasn"), at=timezone.now())
    ask = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {token}"}}
    door = f"/api/v1/penanganan/{penanganan.key}/teruskan/"
    again = Client().post(door, {"receiver": "kemendagri", "reason": WHY}, **ask)  # type: ignore[arg-type]
    other = Client().post(door, {"receiver": "pemprov-99", "reason": WHY}, **ask)  # type: ignore[arg-type]

    assert (page in dossier, "penanganan di sini berjalan terus" in shown) == (True, True)
    assert "Penanganan di sini berjalan terus." in done
    assert "Berkasnya diteruskan juga ke Kementerian Dalam Negeri" in done
    assert (again.status_code, other.status_code, other.json()["status"]) == (422, 200, "direkomendasikan")


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
