"""What came from another house is led around a conflict of interest like every handling, as far as its message says."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from netral.audit.models import Entry
from netral.cases.models import Penerusan
from netral.cases.queries.told import conflicts_told
from netral.discipline import actions, policies, queries
from netral.discipline.models import Penanganan, Pengalihan
from netral.discipline.states import Refused
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.states import Matter
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed
from netral.registry.models import ElectionStage
from tests.cases.builders import LONG, forwarded
from tests.cases.test_views_receivers import program
from tests.discipline.builders import AUDITOR, imposed, ready, recommended, someone, verified
from tests.discipline.foreign import opened, recommended_from_afar
from tests.discipline.pages import client
from tests.exchange.builders import partner
from tests.intake.builders import country, day, staff
from tests.registry.facts import SOURCE, candidate

pytestmark = pytest.mark.django_db
AT, ON = day(9), day(9).date()
TOLD: dict[str, Any] = {
    "agency": "pemkab-99.07", "kind": "calon", "candidate": "Calon Jauh", "election": "Pilkada jauh",
    "source": "Keputusan KPU Jauh", "source_on": "2023-12-01", "until": "2099-12-31",
}  # fmt: skip
NAMED = "Menurut Badan Kepegawaian Negara, Pejabat Pembina Kepegawaian"


def told(*rows: Any) -> Penanganan:
    return recommended_from_afar(conflicts=list(rows))


def led(penanganan: Penanganan, **changes: Any) -> Entry:
    values = {"receiver": organisation("kemendagri"), "reason": LONG, "acting": AUDITOR, "at": AT, **changes}
    return actions.lead_around(penanganan, **values)


def ways(penanganan: Penanganan, on: date = ON) -> set[str]:
    return {route.receiver.code for route in queries.ways_around(penanganan, on)}


def test_a_candidate_on_record_here_is_seen_and_led_around() -> None:
    penanganan = recommended_from_afar(conflicts=[])
    candidate(on=ON, at=AT)

    entry = led(penanganan)

    found = Penanganan.objects.get()
    assert (found.agency.code if found.agency else "", found.status) == ("kemendagri", "direkomendasikan")
    assert found.masukan
    assert {found.reference, found.masukan.reference} <= set(entry.subjects)
    assert Pengalihan.objects.get().reason == LONG
    assert differences(found) == []


def test_its_sender_hears_who_decides_now_and_not_why() -> None:
    penanganan = told(TOLD)
    before = Kiriman.objects.filter(matter=Matter.NEWS).count()

    led(penanganan)

    masukan = Masukan.objects.get()
    (news,) = Kiriman.objects.filter(matter=Matter.NEWS).order_by("pk")[before:]
    assert news.receiver == masukan.sender
    assert {key: news.content[key] for key in ("thread", "place", "answer", "led_to", "note", "gaps", "outcome")} == {
        "thread": masukan.message, "place": masukan.said, "answer": masukan.answer, "led_to": "kemendagri",
        "note": "", "gaps": [], "outcome": "",
    }  # fmt: skip
    assert LONG not in str(news.content)
    entry = Entry.objects.get(verb="masukan.dialihkan")
    assert entry.facts == {"sender": "bkn", "place": masukan.said, "to_office": "kemendagri"}


def test_what_its_sender_has_on_record_is_enough_and_says_who_says_so() -> None:
    penanganan = told(TOLD)

    (sentence,) = queries.flag_sentences(penanganan, ON)
    led(penanganan)

    assert sentence.startswith(f"{NAMED} adalah calon (Calon Jauh, Pilkada jauh; Keputusan KPU Jauh, ")
    assert Pengalihan.objects.get().receiver.code == "kemendagri"


def test_a_connection_is_said_in_the_words_of_this_house() -> None:
    (sentence,) = queries.flag_sentences(told({**TOLD, "kind": "suami_istri"}), ON)

    assert sentence.startswith(f"{NAMED} punya hubungan dengan calon: ")


@pytest.mark.parametrize(
    "row",
    [
        "x",
        {},
        {**TOLD, "agency": "pemkot-99.08"},
        {**TOLD, "kind": "tetangga"},
        {**TOLD, "candidate": 7},
        {**TOLD, "source": ""},
        {**TOLD, "source_on": "kemarin"},
        {**TOLD, "until": "2020-01-01"},
    ],
)
def test_what_cannot_be_read_is_about_another_agency_or_is_over_flags_nobody(row: Any) -> None:
    penanganan = told(row)

    assert queries.flag_sentences(penanganan, ON) == []
    with pytest.raises(NotAllowed, match="Tidak ada konflik"):
        led(penanganan)


@pytest.mark.parametrize("said", [None, "x", {}])
def test_a_message_without_the_word_is_silent_and_one_with_an_empty_list_is_not(said: Any) -> None:
    penanganan = opened(conflicts=said)

    assert queries.is_silent(penanganan)
    assert queries.told_conflicts(penanganan, ON) == []
    assert not queries.is_silent(Penanganan(masukan=None))


def test_nothing_on_record_is_said_as_an_empty_list() -> None:
    penanganan = opened(conflicts=[])

    assert not queries.is_silent(penanganan)


def test_the_governor_takes_over_from_a_regent_and_nobody_from_whom_nobody_is_above() -> None:
    assert ways(told(TOLD)) == {"pemprov-99", "kemendagri", "kemenpanrb"}


def test_for_the_people_of_a_ministry_only_ministries_are_proposed() -> None:
    person = someone("Terlapor Rekaan", agency="kemenkeu")

    assert ways(recommended(verified(opened(conflicts=[]), person=person))) == {"kemendagri", "kemenpanrb"}


def test_who_is_in_conflict_too_is_not_proposed_whoever_wrote_it_down() -> None:
    penanganan = told(TOLD, {**TOLD, "agency": "kemendagri"})
    candidate(on=ON, at=AT, agency="pemprov-99")

    assert ways(penanganan) == {"kemenpanrb"}


def test_where_it_lies_now_is_not_proposed_again() -> None:
    penanganan = told(TOLD, {**TOLD, "agency": "kemendagri", "until": "2023-01-01"})
    led(penanganan)

    assert ways(Penanganan.objects.get()) == {"pemprov-99", "kemenpanrb"}


def test_before_the_person_is_found_and_without_a_norm_nobody_is_proposed() -> None:
    assert ways(opened(conflicts=[TOLD])) == set()
    assert ways(recommended_from_afar(provisions=["TIDAK/ADA"])) == set()


def test_who_works_in_a_house_of_their_own_is_shown_apart_and_not_led_to() -> None:
    penanganan = told(TOLD)
    partner("kemendagri")

    assert ways(penanganan) == {"pemprov-99", "kemenpanrb"}
    assert [each.receiver.code for each in queries.ways_elsewhere(penanganan, ON)] == ["kemendagri"]
    with pytest.raises(Refused):
        led(penanganan)


@pytest.mark.parametrize(
    ("role", "office", "allowed"),
    [("auditor", "kasn", True), ("auditor", "bkn", False), ("pejabat_pembina", "pemkab-99.07", False),
     ("petugas_kepegawaian", "pemkab-99.07", False), ("pemeriksa", "bawaslu-99.07", False),
     ("anggota", "bawaslu-99.07", False), ("pemeriksa_kpu", "kpu-99.07", False), ("anggota_kpu", "kpu-99.07", False),
     ("petugas_laporan", "bawaslu-99.07", False), ("kustodian", "bawaslu-99.07", False), ("admin", "bawaslu", False)],
)  # fmt: skip
def test_only_the_auditor_of_the_authority_leads_it_around(role: str, office: str, allowed: bool) -> None:
    assert policies.can_lead_around(told(TOLD), staff(role, office), on=ON) == allowed


@pytest.mark.parametrize("build", [lambda: opened(conflicts=[TOLD]), lambda: imposed(told(TOLD))])
def test_only_between_finding_the_person_and_deciding(build: Any) -> None:
    with pytest.raises(NotAllowed):
        led(build())


def test_a_declared_conflict_is_led_around_too() -> None:
    penanganan = told()
    actions.acknowledge(penanganan, acting=staff("pejabat_pembina", "pemkab-99.07"), at=AT)
    actions.declare(
        penanganan, acting=staff("pejabat_pembina", "pemkab-99.07"), at=AT, conflicted=True, note="Ipar terlapor."
    )

    led(penanganan)

    assert Penanganan.objects.get().rekomendasi.acknowledged_at is None


def test_a_message_says_what_is_on_record_with_its_last_day_and_nothing_an_officer_wrote() -> None:
    penerusan = forwarded()
    assert conflicts_told(penerusan) == []
    sent_on = penerusan.sent_at.date()
    candidate(on=sent_on, at=penerusan.sent_at)

    (row,) = conflicts_told(Penerusan.objects.get(pk=penerusan.pk))

    last = ElectionStage.objects.get(election__code="latihan").ends_on
    assert row == {
        "agency": "pemkab-99.07", "kind": "calon", "candidate": "Calon Rekaan", "election": "Pilkada latihan",
        "source": SOURCE, "source_on": "2023-12-01", "until": last.isoformat(),
    }  # fmt: skip


def page(penanganan: Penanganan, rest: str = "") -> str:
    return f"/kerja/disiplin/{penanganan.key}/{rest}"


def test_the_pages_show_what_its_sender_says_and_lead_it_around() -> None:
    penanganan = told(TOLD)
    browser = client("auditor", "kasn")

    handling = browser.get(page(penanganan)).content.decode()
    shown = browser.get(page(penanganan, "alihkan/")).content.decode()
    answer = browser.post(page(penanganan, "alihkan/"), {"receiver": "pemprov-99", "reason": LONG}, follow=True)

    assert NAMED in handling
    assert page(penanganan, "alihkan/") in handling
    assert organisation("pemprov-99").name in shown
    assert "Dialihkan" in answer.content.decode()
    assert Penanganan.objects.get().agency == organisation("pemprov-99")


def test_a_silent_message_says_whom_to_ask_until_somebody_has_decided() -> None:
    penanganan = recommended_from_afar()
    ask = "Tanyakan kepada Badan Kepegawaian Negara sebelum ada yang memutus."
    browser = client("auditor", "kasn")
    refused = browser.get(page(penanganan, "alihkan/"))

    assert ask in browser.get(page(penanganan)).content.decode()
    assert (refused.status_code, ask in refused.content.decode()) == (422, True)
    assert ask not in client("pejabat_pembina", "pemkab-99.07").get(page(penanganan)).content.decode()
    imposed(ready(penanganan))
    assert ask not in browser.get(page(penanganan)).content.decode()


@pytest.mark.parametrize(
    ("build", "act"),
    [
        (lambda: verified(opened(conflicts=[TOLD])), "Teruskan ke penerima lain"),
        (lambda: told(TOLD), "mintalah Badan Kepegawaian Negara meneruskannya"),
    ],
)
def test_a_receiver_with_a_house_of_its_own_gets_it_by_the_nearest_real_act(build: Any, act: str) -> None:
    penanganan = build()
    partner("kemendagri")

    shown = client("auditor", "kasn").get(page(penanganan, "alihkan/")).content.decode()

    assert "Kementerian Dalam Negeri bekerja di rumahnya sendiri" in shown
    assert act in shown


def test_without_a_norm_known_here_its_sender_is_asked() -> None:
    penanganan = verified(opened(provisions=[], conflicts=[TOLD]))

    shown = client("auditor", "kasn").get(page(penanganan, "alihkan/")).content.decode()

    assert "kirimannya tidak menyebut norma yang dikenal di sini" in shown
    assert page(penanganan, "teruskan/") in shown


def test_a_program_leads_it_around_too() -> None:
    country()
    penanganan = told(TOLD)
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    caller = program("auditor", "kasn")

    answer = caller.post(
        f"/api/v1/penanganan/{penanganan.key}/alihkan/", {"receiver": "kemenpanrb", "reason": LONG},
        content_type="application/json",
    )  # fmt: skip

    assert answer.status_code == 200, answer.content
    assert answer.json()["agency"] == "kemenpanrb"


def test_an_election_that_is_over_flags_nobody_any_more() -> None:
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()

    assert queries.flag_sentences(told({**TOLD, "until": yesterday}), timezone.localdate()) == []
