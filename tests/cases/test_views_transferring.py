"""Doors between offices, as people and programs use them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.cases import actions
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from netral.procedure.models import Transfer
from tests.cases.builders import (
    LONG,
    MEMBER,
    NEIGHBOUR,
    OFFICE,
    PROVINCE,
    acting_at,
    complete_laporan,
    heard,
    link_for,
    opened,
    recent,
)
from tests.cases.pages import client, url
from tests.cases.test_actions_endings import lying
from tests.cases.test_api_desk import fields, sent
from tests.cases.transfers import LETTER, TEMPORARY, handed, own, temporary

pytestmark = pytest.mark.django_db
LIST = "/kerja/pelimpahan/"


def boxes(**changes: Any) -> dict[str, Any]:
    """A letter of yesterday, as a form sends it."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return {**LETTER, "letter_on": yesterday.isoformat(), **changes}


def test_a_case_is_handed_over_shown_on_both_sides_and_accepted() -> None:
    case = opened(at=recent())
    sender, receiver = client("anggota"), client("anggota", NEIGHBOUR)
    door = url(case, "pindah/pelimpahan/")
    assert "Perbawaslu 7/2022 Pasal 20" in sender.get(door).content.decode()

    answer = sender.post(door, boxes(version=case.version, receiver="Bawaslu Kota Sagara"), follow=True)

    page = answer.content.decode()
    assert "Terkirim; menunggu diterima." in page
    assert "Pelimpahan ke Bawaslu Kota Sagara menunggu diterima." in page
    transfer = Transfer.objects.get()
    assert "Menunggu diterima" in sender.get("/kerja/antrean/").content.decode()
    assert "1 pelimpahan menunggu jawaban kantor Anda" in receiver.get("/kerja/antrean/").content.decode()
    assert case.number in receiver.get(LIST).content.decode()
    assert case.number in sender.get(f"{LIST}?tampilan=keluar").content.decode()
    assert receiver.get(url(case)).status_code == 404
    shown = receiver.get(f"{LIST}{transfer.key}/").content.decode()
    assert case.title in shown
    assert LONG in shown

    answer = receiver.post(f"{LIST}{transfer.key}/terima/", {"version": own(case).version}, follow=True)

    assert "ditangani kantor Anda" in answer.content.decode()
    assert f"dengan nomor {case.number}" in receiver.get(url(case)).content.decode()
    assert sender.get(url(case)).status_code == 404
    line = sender.get(f"{LIST}{transfer.key}/").content.decode()
    assert case.title not in line
    assert "isinya hanya terbaca di Bawaslu Kota Sagara" in line
    assert case.number in sender.get(f"{LIST}?tampilan=riwayat").content.decode()


def test_a_report_too_with_the_office_of_the_place_proposed() -> None:
    laporan = complete_laporan(at=recent())
    Laporan.objects.filter(pk=laporan.pk).update(region="99.08")
    officer = client("petugas_laporan")
    door = f"/kerja/laporan/{laporan.key}/pindah/pelimpahan/"

    page = officer.get(door).content.decode()
    assert 'value="Bawaslu Kota Sagara"' in page
    answer = officer.post(door, boxes(version=laporan.version, receiver=NEIGHBOUR), follow=True).content.decode()

    assert "Pelimpahan ke Bawaslu Kota Sagara menunggu diterima." in answer
    transfer = Transfer.objects.get()
    back = officer.post(f"{LIST}{transfer.key}/tarik/", {"version": laporan.version + 1}, follow=True)
    assert "Ditarik kembali." in back.content.decode()
    assert "Limpahkan ke kantor lain" in back.content.decode()


def test_sent_back_with_a_reason_and_not_without() -> None:
    transfer = handed(opened(at=recent()), at=recent(4))
    receiver = client("petugas_laporan", NEIGHBOUR)
    door = f"{LIST}{transfer.key}/kembalikan/"

    short = receiver.post(door, {"version": 2, "reason": "Tidak."})
    done = receiver.post(door, {"version": 2, "reason": LONG}, follow=True)

    assert short.status_code == 422
    assert "Tidak." in short.content.decode()
    assert "Dikembalikan kepada pengirimnya." in done.content.decode()
    assert receiver.post(f"{LIST}{transfer.key}/apa/").status_code == 404


def test_who_may_not_answer_is_told_why() -> None:
    transfer = handed(opened(at=recent()), at=recent(4))

    page = client("anggota").post(f"{LIST}{transfer.key}/terima/", {"version": 2}, follow=True).content.decode()
    stale = client("anggota", NEIGHBOUR).post(f"{LIST}{transfer.key}/terima/", {"version": 1}, follow=True)
    odd = client("petugas_laporan", NEIGHBOUR).post(f"{LIST}{transfer.key}/terima/", {"version": "x"}, follow=True)

    assert "Yang menjawab adalah pimpinan di Bawaslu Kota Sagara." in page
    assert "Orang lain baru saja mengubahnya." in stale.content.decode()
    assert odd.status_code == 200


def test_the_page_says_what_goes_along() -> None:
    case = heard(opened(at=recent()), held_on=recent(4).date(), at=recent(4))
    link_for(own(case), at=recent(4))
    transfer = handed(own(case), at=recent(3))

    page = client("anggota", NEIGHBOUR).get(f"{LIST}{transfer.key}/").content.decode()

    assert "Tautan hak jawab yang terbuka" in page
    assert "Batas waktu yang berjalan tetap" in page


def test_what_cannot_be_has_its_reason_and_unknown_ways_are_no_page() -> None:
    case = opened(at=recent())
    member = client("anggota")

    refused = client("pemeriksa").get(url(case, "pindah/pelimpahan/"))
    over = member.get(url(case, "pindah/pengambilalihan/"))
    wrong = member.post(url(case, "pindah/pelimpahan/"), boxes(version=case.version, receiver="Kantor Khayal"))

    assert refused.status_code == over.status_code == wrong.status_code == 422
    assert "Yang melimpahkan adalah pimpinan" in refused.content.decode()
    assert "Kantor ini tidak ditemukan." in wrong.content.decode()
    assert member.get(url(case, "pindah/lempar/")).status_code == 404
    assert member.get(f"{LIST}?tampilan=semua").status_code == 404
    assert member.get(f"{LIST}tidakada/").status_code == 404


def test_the_office_above_takes_over_and_may_be_asked() -> None:
    case = opened(at=recent())
    member, above = client("anggota"), client("anggota", PROVINCE)
    assert "Ambil alih perkara ini" in above.get(url(case)).content.decode()
    assert "Bawaslu Provinsi" in member.get(url(case, "pindah/permintaan/")).content.decode()

    page = above.post(url(case, "pindah/pengambilalihan/"), boxes(version=case.version), follow=True).content.decode()

    assert "Diambil alih. Sejak sekarang ditangani kantor Anda." in page
    assert own(case).office.code == PROVINCE


@pytest.mark.parametrize("view", ["masuk", "keluar", "riwayat"])
def test_thirty_lines_cost_as_many_queries_as_one(view: str) -> None:
    member = client("anggota", OFFICE if view == "keluar" else NEIGHBOUR)
    there = acting_at("anggota", NEIGHBOUR)

    def one(number: int) -> None:
        subject = opened(at=recent()) if number % 2 else complete_laporan(at=recent())
        transfer = handed(subject, at=recent(4))
        if view == "riwayat":
            actions.accept(transfer, subject, acting=there, at=recent(3))

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert member.get(f"{LIST}?tampilan={view}").status_code == 200
        return len(caught)

    one(0)
    one(1)
    few = cost()
    for number in range(8):
        one(number)

    assert cost() == few


def ended(days: int = 3) -> Organisation:
    return temporary(valid_until=timezone.localdate() - timedelta(days=days))


def test_everything_an_ended_office_left_is_taken_with_one_letter() -> None:
    case, laporan = opened(at=recent(9)), complete_laporan(at=recent(9))
    office = ended()
    lying(case, office)
    lying(laporan, office)
    member = client("anggota")
    door = f"/kerja/kantor-ad-hoc/{TEMPORARY}/"
    assert "Tanpa rumah" in member.get("/kerja/kantor-ad-hoc/").content.decode()
    page = member.get(door).content.decode()
    assert "Perkara tanpa rumah" in page
    assert case.number in page

    assert member.post(door, boxes(reason="")).status_code == 422
    done = member.post(door, boxes(), follow=True).content.decode()

    assert "2 dari 2 diambil alih." in done
    assert own(case).office.code == OFFICE
    assert "Tidak ada yang terbuka di kantor ini." in done


def test_a_reason_that_says_nothing_is_told_for_every_piece() -> None:
    case = opened(at=recent(9))
    lying(case, ended())

    done = client("anggota").post(f"/kerja/kantor-ad-hoc/{TEMPORARY}/", boxes(reason="x"), follow=True)

    assert "0 dari 1 diambil alih." in done.content.decode()
    assert case.number in done.content.decode()


def test_an_examiner_reads_what_was_left_and_takes_nothing() -> None:
    case = opened(at=recent(9))
    lying(case, ended())

    answer = client("pemeriksa").post(f"/kerja/kantor-ad-hoc/{TEMPORARY}/", boxes())

    assert answer.status_code == 422
    assert own(case).office.code == TEMPORARY


def test_a_term_is_extended_by_letter() -> None:
    ended()
    member, later = client("anggota"), timezone.localdate() + timedelta(days=40)
    door = f"/kerja/kantor-ad-hoc/{TEMPORARY}/perpanjang/"
    day, past = {"last_day": later.isoformat()}, {"last_day": "2024-01-01"}

    assert member.get(door).status_code == 200
    assert member.post(door, {**past, "letter_number": "9/K1/2024"}).status_code == 422
    done = member.post(door, {**day, "letter_number": "9/K1/2024"}, follow=True).content.decode()

    assert "Masa tugas diperpanjang." in done
    assert Organisation.objects.get(code=TEMPORARY).valid_until == later
    assert client("pemeriksa").get(door).status_code == 422


def test_whoever_lost_the_seat_with_the_office_is_told_so() -> None:
    office = ended()
    browser = client("anggota", TEMPORARY)

    answer = browser.get("/kerja/antrean/")

    assert answer.status_code == 404
    page = answer.content.decode()
    assert "Masa tugas kantor Anda sudah berakhir" in page
    assert office.name in page
    assert office.parent is not None
    assert office.parent.name in page


def test_programs_hand_over_answer_and_take_over() -> None:
    case = opened(at=recent())
    letter = {**LETTER, "letter_on": recent(1).date().isoformat()}

    made = sent(f"perkara/{case.key}/pelimpahan/", {**letter, "version": 1, "receiver": NEIGHBOUR})
    stale = sent(f"perkara/{case.key}/pelimpahan/", {**letter, "version": 9, "receiver": NEIGHBOUR})
    listed = sent("pelimpahan/", office=NEIGHBOUR).json()["items"]
    answered = sent(f"pelimpahan/{made.json()['key']}/jawaban/", {"answer": "terima", "version": 2}, office=NEIGHBOUR)

    assert (made.status_code, made.json()["state"], made.json()["version"]) == (200, "menunggu", 2)
    assert stale.status_code in {409, 422}
    assert [(row["number"], row["to"], row["version"]) for row in listed] == [(case.number, NEIGHBOUR, 2)]
    assert answered.json()["state"] == "diterima"
    over = sent(f"perkara/{case.key}/pengambilalihan/", {**letter, "version": 3}, office=PROVINCE)
    assert over.json()["state"] == "diterima"
    assert sent("pelimpahan/?view=riwayat").json()["items"][0]["version"] is None


def test_programs_read_page_after_page() -> None:
    first = handed(opened(at=recent()), at=recent(4))

    empty = sent(f"pelimpahan/?cursor={first.key}", office=NEIGHBOUR)
    wrong = sent("pelimpahan/?view=semua")

    assert empty.json() == {"items": [], "next": None}
    assert fields(wrong) == ["view"]


def test_programs_hand_over_a_report_send_back_and_take_back() -> None:
    laporan = complete_laporan(at=recent())
    letter = {**LETTER, "letter_on": recent(1).date().isoformat()}
    door = f"laporan/{laporan.key}/pelimpahan/"

    unknown = sent(door, {**letter, "version": laporan.version, "receiver": "bawaslu-12.34"})
    made = sent(door, {**letter, "version": laporan.version, "receiver": NEIGHBOUR}).json()
    back = sent(
        f"pelimpahan/{made['key']}/jawaban/", {"answer": "kembalikan", "version": made["version"], "reason": LONG},
        office=NEIGHBOUR,
    )  # fmt: skip
    again = sent(door, {**letter, "version": back.json()["version"], "receiver": NEIGHBOUR}).json()
    taken_back = sent(f"pelimpahan/{again['key']}/jawaban/", {"answer": "tarik", "version": again["version"]})
    over = sent(
        f"laporan/{laporan.key}/pengambilalihan/", {**letter, "version": taken_back.json()["version"]}, office=PROVINCE
    )

    assert fields(unknown) == ["receiver"]
    assert back.json()["state"] == "dikembalikan"
    assert taken_back.json()["state"] == "ditarik"
    assert over.json()["state"] == "diterima"


def test_programs_see_ad_hoc_offices_and_extend_them() -> None:
    lying(opened(at=recent(9)), ended())
    until = (timezone.localdate() + timedelta(days=30)).isoformat()

    (shown,) = sent("kantor-ad-hoc/").json()["items"]
    door = f"kantor-ad-hoc/{TEMPORARY}/perpanjangan/"
    done = sent(door, {"last_day": until, "letter_number": "9/K1/2024"})
    early = sent(door, {"last_day": "2024-01-01", "letter_number": "9/K1/2024"})

    assert (shown["code"], shown["homeless"], shown["cases"], shown["days_left"]) == (TEMPORARY, True, 1, -3)
    assert done.json() == {"code": TEMPORARY, "valid_until": until}
    assert fields(early) == ["last_day"]
    assert MEMBER.seats


def test_handed_over_by_two_presses_it_went_once_and_both_are_told_so() -> None:
    case, sender = opened(at=recent()), client("anggota")
    said = boxes(version=case.version, receiver="Bawaslu Kota Sagara")

    answers = [sender.post(url(case, "pindah/pelimpahan/"), said, follow=True) for _press in range(2)]

    for answer in answers:
        assert answer.status_code == 200
        assert "Terkirim; menunggu diterima." in answer.content.decode()
    assert Transfer.objects.count() == 1


@pytest.mark.parametrize(("answer", "told"), [
    ("terima", "Diterima. Sejak sekarang ditangani kantor Anda."),
    ("kembalikan", "Dikembalikan kepada pengirimnya."),
    ("tarik", "Ditarik kembali. Kantor Anda tetap menanganinya."),
])  # fmt: skip
def test_answered_by_two_presses_nobody_was_faster(answer: str, told: str) -> None:
    case = opened(at=recent())
    transfer = handed(case, at=recent(2))
    browser = client("anggota", OFFICE if answer == "tarik" else NEIGHBOUR)
    said = {"version": own(case).version, "reason": LONG}

    pages = [browser.post(f"{LIST}{transfer.key}/{answer}/", said, follow=True) for _press in range(2)]

    for page in pages:
        assert [str(message) for message in page.context["messages"]] == [told]


def test_the_form_of_a_refused_answer_can_be_opened_again_where_it_stood() -> None:
    case = opened(at=recent())
    door = f"{LIST}{handed(case, at=recent(2)).key}/kembalikan/"
    receiver = client("anggota", NEIGHBOUR)
    assert receiver.post(door, {"version": own(case).version, "reason": "Pendek"}).status_code == 422

    page = receiver.get(door)

    assert page.status_code == 200
    assert "Kembalikan kepada pengirimnya" in page.content.decode()
    assert receiver.get(door.replace("kembalikan", "lain")).status_code == 404
