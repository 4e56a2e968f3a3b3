"""What another house gave back is completed and goes there once more, as a message of its own."""

import json
from typing import Any

import pytest
from django.test import Client

from netral.access.actions import create_token
from netral.access.models import Role, User
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases import actions, policies, queries
from netral.cases.actions.erasing import erase_texts
from netral.cases.models import Penerusan
from netral.cases.states import Refused
from netral.discipline import actions as discipline
from netral.evidence.actions import keep, leaving
from netral.exchange import actions as exchange
from netral.exchange.models import Kiriman
from netral.exchange.states import Answer
from netral.notices.models import Notice
from netral.notices.states import Told
from netral.offices.queries import organisation
from netral.procedure.queries import differences, milestones
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import EXAMINER, LONG, NEIGHBOUR, OFFICE, day, forwarded
from tests.cases.pages import client, url
from tests.cases.people import at_office
from tests.cases.test_actions_exchanging import handed
from tests.evidence.builders import PDF, upload
from tests.exchange.builders import House, clock, news_of
from tests.intake.builders import country, staff

pytestmark = pytest.mark.django_db
GAP = "Surat keputusan pengangkatan"


def came_back() -> tuple[Penerusan, Kiriman]:
    """A hand-over that KASN, in a house of its own, gave back; the person's post is not known."""
    penerusan, kiriman = handed()
    penerusan.accused.job = ""
    penerusan.accused.save()
    exchange.deliver_due(clock=clock(day(4)), asked=House("kasn"))
    exchange.receive(news_of(kiriman, Answer.RETURNED, 1, gaps=(GAP,)), at=day(2))
    return Penerusan.objects.select_related("case__laporan", "case__office", "receiver", "accused").get(), kiriman


def send(penerusan: Penerusan, *, acting: Acting = EXAMINER, **changes: Any) -> Entry:
    return actions.send_completed(penerusan, **{"note": LONG, "acting": acting, "at": day(6), **changes})


def test_it_goes_again_with_what_was_missing_and_names_what_it_completes() -> None:
    penerusan, first = came_back()
    proof = keep(penerusan.case.laporan.reference, upload(), at=day(0))

    entry = send(penerusan, person={"job": " Camat Rekaan ", "name": " "}, exhibits=[proof])

    again = Kiriman.objects.latest("pk")
    assert (again.subject, again.receiver, again.delivery) == (first.subject, first.receiver, "menunggu")
    assert again.content["completes"] == {"message": first.key, "note": LONG}
    assert again.content["accused"]["job"] == "Camat Rekaan"
    assert (
        [each["sha256"] for each in again.content["exhibits"]]
        == [leaving(penerusan.exhibits.get()).sha256]
        == entry.hashes
    )
    assert entry.facts == {
        "receiver": "kasn",
        "accused": penerusan.accused.key,
        "supplied": ["job"],
        "exhibits": 1,
    }
    assert differences(penerusan.case) == []
    told = [each.text for each in milestones(penerusan.case.laporan.reference, public=True, language="id")]
    assert "Berkas yang diminta lembaga penerima dilengkapi dan dikirim lagi." in told


def test_the_receivers_word_about_the_second_message_moves_the_case() -> None:
    penerusan, _first = came_back()
    send(penerusan)
    again = Kiriman.objects.latest("pk")
    exchange.deliver_due(clock=clock(day(6)), asked=House("kasn"))
    exchange.receive(news_of(again, Answer.RECEIVED, 1), at=day(2))

    actions.apply_replies(day(8))

    penerusan.refresh_from_db()
    assert penerusan.acknowledged_at == day(8)


def test_it_is_completed_once_and_only_what_came_back_is() -> None:
    penerusan, _first = came_back()
    policies.check_can_send_completed(penerusan, EXAMINER)
    stale = queries.returned_message
    send(penerusan)

    with pytest.raises(NotAllowed, match="tidak sedang dikembalikan"):
        send(penerusan)
    with pytest.MonkeyPatch.context() as faster:
        faster.setattr(policies, "check_can_send_completed", lambda *_given: None)
        with pytest.raises(SomeoneWasFaster):
            send(penerusan)
    assert stale(penerusan) is None
    assert Kiriman.objects.count() == 2


@pytest.mark.parametrize(
    ("role", "office", "may"),
    [("pemeriksa", "bawaslu-99.07", True), ("petugas_laporan", "bawaslu-99.07", False), ("pemeriksa", NEIGHBOUR, False),
     ("anggota", "bawaslu-99.07", False), ("auditor", "kasn", False), ("pejabat_pembina", "pemkab-99.07", False)],
)  # fmt: skip
def test_the_examiner_of_its_office_completes_it(role: str, office: str, may: bool) -> None:
    penerusan, _first = came_back()

    assert policies.can_send_completed(penerusan, staff(role, office)) is may


def test_what_ended_or_cannot_be_said_is_refused() -> None:
    penerusan, _first = came_back()
    proof = keep(penerusan.case.laporan.reference, upload(PDF, "a.pdf"), at=day(0))
    penerusan.exhibits.add(proof)
    own = penerusan.case.laporan.what

    for field, said in (
        ("note", {"note": " "}),
        ("note", {"note": own}),
        ("job", {"person": {"job": own}}),
        ("name", {"person": {"name": "Lain"}}),
        ("exhibits", {"exhibits": [proof]}),
    ):
        with pytest.raises(Refused) as refused:
            send(penerusan, **said)
        assert [problem.field for problem in refused.value.problems] == [field]
    penerusan.ended_at = day(6)
    with pytest.raises(NotAllowed, match="sudah berakhir"):
        send(penerusan)


def test_inside_this_house_nothing_came_back_by_message() -> None:
    penerusan = forwarded()

    assert queries.returned_message(penerusan) is None
    assert queries.returned_among([penerusan]) == []


def test_the_examiner_completes_it_from_the_page_that_says_it_came_back() -> None:
    penerusan, first = came_back()
    proof = keep(penerusan.case.laporan.reference, upload(), at=day(0))
    page, browser = f"/kerja/penerusan/{penerusan.key}/lengkapi/", client()

    assert page in browser.get(f"/kerja/kiriman/{first.key}/").content.decode()
    assert page in browser.get(url(penerusan.case, "penerusan/")).content.decode()
    form = browser.get(page).content.decode()
    assert GAP in form
    assert 'name="job"' in form
    assert browser.post(page, {"note": "", "lembar": "a"}).status_code == 422
    said = {"note": LONG, "job": "Camat Rekaan", "exhibits": proof.key, "lembar": "b"}
    done = browser.post(page, said, follow=True)
    assert "Penerusan dilengkapi dan dikirim lagi." in done.content.decode()
    again = browser.post(page, said)
    assert (again.status_code, Kiriman.objects.count()) == (303, 2)
    assert page not in browser.get(f"/kerja/kiriman/{first.key}/").content.decode()
    assert page not in browser.get(url(penerusan.case, "penerusan/")).content.decode()
    gone = browser.get(page)
    assert (gone.status_code, "tidak sedang dikembalikan" in gone.content.decode()) == (422, True)


def test_where_nothing_is_empty_and_nothing_more_can_go_only_words_are_asked_for() -> None:
    penerusan, _first = came_back()
    penerusan.accused.job = "Camat"
    penerusan.accused.save()

    form = client().get(f"/kerja/penerusan/{penerusan.key}/lengkapi/").context["form"]

    assert list(form.fields) == ["note"]


def test_a_program_completes_it() -> None:
    penerusan, _first = came_back()
    client()
    token = create_token(User.objects.get(seats__role="pemeriksa"))
    program, door = Client(headers={"Authorization": f"Bearer {token}"}), f"/api/v1/penerusan/{penerusan.key}/lengkapi/"

    def post(**body: Any) -> Any:
        return program.post(door, json.dumps({"note": LONG, **body}), content_type="application/json")

    assert post(exhibits=["bukanpunyanya"]).json()["errors"][0]["field"] == "exhibits"
    assert post(job="Camat Rekaan").json()["entry_hash"] == Entry.objects.latest("pk").hash
    assert post().status_code == 422


# ---- A receiver in this house ----------------------------------------------------------------------------------------
AGENCY = "pemkab-99.07"
OFFICIAL = staff("petugas_kepegawaian", AGENCY)


def given_back_here() -> Penerusan:
    """A hand-over to an agency of this house, which misses the post and a paper."""
    country()
    penerusan = forwarded(override_reason="Diteruskan langsung kepada instansinya.", receiver=organisation(AGENCY))
    penerusan.accused.job = ""
    penerusan.accused.save()
    discipline.name_gaps(penerusan, acting=OFFICIAL, at=day(5), gaps=f" {GAP} ")
    return Penerusan.objects.select_related("case__laporan", "case__office", "receiver", "accused").get()


def test_what_a_receiver_here_misses_is_completed_on_the_same_page_and_sends_no_message() -> None:
    penerusan = given_back_here()
    proof = keep(penerusan.case.laporan.reference, upload(), at=day(0))

    entry = send(penerusan, person={"job": "Camat Rekaan"}, exhibits=[proof])

    (told,) = queries.lacking_told(penerusan)
    assert (told.gaps, told.answer, told.answered_at) == (GAP, LONG, day(6))
    assert (penerusan.accused.job, list(penerusan.exhibits.all())) == ("Camat Rekaan", [proof])
    assert (entry.verb, entry.facts["supplied"]) == ("perkara.kekurangan_dilengkapi", ["job"])
    assert (Kiriman.objects.exists(), queries.lacking(penerusan)) == (False, None)
    assert differences(penerusan.case) == []
    public = [line.text for line in milestones(penerusan.case.laporan.reference, public=True, language="id")]
    assert public[-2:] == [
        "Lembaga penerima meminta berkas dilengkapi", "Berkas yang diminta lembaga penerima sudah dilengkapi.",
    ]  # fmt: skip
    with pytest.raises(NotAllowed, match="tidak sedang dikembalikan"):
        send(penerusan)


def test_both_sides_are_told() -> None:
    clerk, examiner = at_office(Role.PERSONNEL_OFFICER, AGENCY), at_office(Role.EXAMINER, OFFICE)

    penerusan = given_back_here()
    send(penerusan)

    told = Notice.objects.order_by("pk").values_list("user__email", "kind")
    assert list(told) == [(examiner.email, Told.GIVEN_BACK), (clerk.email, Told.COMPLETED)]


def test_what_is_missed_again_before_it_is_completed_stands_below() -> None:
    penerusan = given_back_here()

    actions.name_gaps(penerusan, "Foto asli", by="tautan:x", at=day(6))

    assert queries.gaps_open(penerusan) == [f"{GAP}\n\nFoto asli"]


def test_the_words_go_with_those_of_the_case() -> None:
    penerusan = given_back_here()
    send(penerusan)

    erase_texts(penerusan.case, at=day(400))

    assert [(each.gaps, each.answer) for each in queries.lacking_told(penerusan)] == [("", "")]


def test_the_page_offers_to_complete_it_and_says_who_reads_it() -> None:
    penerusan = given_back_here()
    browser = client("pemeriksa")
    page = f"/kerja/penerusan/{penerusan.key}/lengkapi/"

    tab = browser.get(url(penerusan.case, "penerusan/")).content.decode()
    shown = browser.get(page).content.decode()
    done = browser.post(page, {"note": LONG, "job": "Camat Rekaan"}, follow=True).content.decode()

    assert page in tab
    assert (GAP in shown, "Simpan yang dilengkapi" in shown, "Kirim lagi" in shown) == (True, True, False)
    assert "Penerusan dilengkapi. Penerimanya melihatnya." in done
    seen = client("petugas_kepegawaian", AGENCY).get(f"/kerja/disiplin/masuk/{penerusan.key}/").content.decode()
    assert (GAP in seen, LONG in seen) == (True, True)
