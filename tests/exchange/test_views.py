"""The pages of the exchange: what waits and why, what arrived, what came in; for the offices concerned and no other."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.evidence.models import Exhibit
from netral.evidence.states import NotShown
from netral.exchange import actions, downloading
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.states import Answer, Cancelled, Door
from netral.procedure.states import SomeoneWasFaster
from tests.access.builders import seated, signed_in
from tests.exchange.builders import BOSS, House, came_in, clock, moods, news_of, office, partner, sent
from tests.exchange.test_actions_fetching import LETTER, LONG, Shelf, content, fetch
from tests.intake.builders import OFFICE, day

pytestmark = pytest.mark.django_db
OUTBOX, INBOX = "/kerja/kiriman/", "/kerja/kiriman/masuk/"


def client(role: str = "pemeriksa", place: str = OFFICE) -> Client:
    return signed_in(seated(role, office(place)))


def text(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def page_of(kiriman: Kiriman) -> str:
    return f"{OUTBOX}{kiriman.key}/"


def came(masukan: Masukan) -> str:
    return f"{INBOX}{masukan.key}/"


def test_an_empty_outbox_says_that_everything_arrived() -> None:
    browser = client()

    assert "semua kiriman sudah sampai" in text(browser, OUTBOX)
    assert "Belum ada kiriman yang sampai." in text(browser, f"{OUTBOX}?tampilan=sampai")


@pytest.mark.parametrize(
    ("mood", "sentence"),
    [
        ("away", "tidak menjawab. Disimpan di Kiriman dan dicoba lagi tiap 15 menit. Tenggat tidak terpengaruh."),
        ("500", "menjawab dengan galat 500."),
        ("unsigned", "tanda terimanya tidak sah."),
        ("422", "menolak isi kiriman ini (422)"),
    ],
)
def test_what_waits_says_why_and_what_happens_next(mood: str, sentence: str) -> None:
    kiriman = sent()
    actions.deliver_due(clock=clock(day(1)), asked=moods(mood))

    assert sentence in text(client(), OUTBOX)
    assert sentence in text(client("petugas_laporan"), page_of(kiriman))
    assert kiriman.key not in text(client("anggota"), f"{OUTBOX}?tampilan=sampai")


def test_a_partner_who_is_paused_is_said_to_have_no_open_door() -> None:
    sent()
    actions.pause(partner(), paused=True, acting=BOSS, at=day(1))
    actions.deliver_due(clock=clock(day(1)), asked=House())

    assert "tidak punya alamat yang dibuka" in text(client(), OUTBOX)


def test_what_arrived_stands_under_its_own_tab_with_its_news() -> None:
    kiriman = sent()
    actions.deliver_due(clock=clock(day(1)), asked=House())
    actions.receive(news_of(kiriman, Answer.RETURNED, gaps=("Surat keputusan",), note="Mohon segera."), at=day(2))
    browser = client()

    page = text(browser, page_of(kiriman))
    assert kiriman.key not in text(browser, OUTBOX)
    assert "Dikembalikan, perlu dilengkapi" in text(browser, f"{OUTBOX}?tampilan=sampai")
    for word in ("Surat keputusan", "Mohon segera.", "Kiriman sampai"):
        assert word in page
    assert "Kirim ulang" not in page


def test_being_led_around_stands_among_the_news_with_the_office_that_decides_now() -> None:
    kiriman = sent()
    actions.receive(news_of(kiriman, Answer.ACCEPTED, 1), at=day(2))
    actions.receive(news_of(kiriman, Answer.ACCEPTED, 2, led_to="kemendagri"), at=day(2))

    page = text(client(), page_of(kiriman))

    assert "Keputusan dialihkan ke Kementerian Dalam Negeri karena konflik kepentingan" in page
    assert page.count("<b>Ditindaklanjuti</b>") == 1


def test_what_is_held_is_sent_again_by_a_press() -> None:
    kiriman = sent()
    actions.deliver_due(clock=clock(day(1)), asked=moods("422"))
    browser = client()

    answer = browser.post(page_of(kiriman), {"langkah": "kirim_ulang"})

    kiriman.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (303, page_of(kiriman))
    assert kiriman.delivery == "menunggu"
    assert "Kiriman dicoba lagi sekarang." in text(browser, page_of(kiriman))


def test_a_press_that_comes_too_late_says_so_and_nonsense_does_nothing() -> None:
    kiriman = sent()
    actions.deliver_due(clock=clock(day(1)), asked=House())
    browser = client()

    browser.post(page_of(kiriman), {"langkah": "hapus"})
    browser.post(page_of(kiriman), {"langkah": "kirim_ulang"})

    assert "sudah sampai; tidak perlu dikirim ulang" in text(browser, page_of(kiriman))


def test_a_package_is_downloaded_and_said_to_be_handed_over() -> None:
    partner(door=Door.PACKAGE)
    kiriman, browser = sent(), client()
    assert "Menunggu diserahkan" in text(browser, OUTBOX)

    answer = browser.get(f"{page_of(kiriman)}paket/")
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    browser.post(page_of(kiriman), {"langkah": "diserahkan"})

    assert data.startswith(b"PK")
    assert answer["Content-Disposition"] == f'attachment; filename="paket-{kiriman.key}.zip"'
    assert "Penyerahan dicatat." in text(browser, page_of(kiriman))


def test_another_office_sees_nothing_of_it() -> None:
    kiriman, masukan = sent(), came_in(sender="kasn")
    stranger = client("pemeriksa", "bawaslu")

    assert kiriman.key not in text(stranger, OUTBOX)
    for address in (page_of(kiriman), f"{page_of(kiriman)}paket/", came(masukan)):
        text(stranger, address, 404)


def test_what_came_in_is_read_and_answered() -> None:
    person = {"name": "Rekaan", "job": "Camat", "agency": "Kecamatan"}
    said = {"title": "Camat di panggung", "number": "001/LP", "summary": "Ringkasan.", "accused": person}
    masukan = came_in(content=said)
    browser = client("petugas_kepegawaian", "pemkab-99.07")
    page = text(browser, came(masukan))
    assert "Camat di panggung" in text(browser, INBOX)
    assert all(word in page for word in ("Ringkasan.", "Rekaan, Camat, Kecamatan", "001/LP"))

    answer = browser.post(came(masukan), {"answer": "diterima", "note": "Dipelajari."})

    masukan.refresh_from_db()
    assert (answer.status_code, masukan.answer) == (303, "diterima")
    assert "Jawaban dicatat" in text(browser, came(masukan))


@pytest.mark.parametrize(
    ("sent_values", "sentence"),
    [
        ({"answer": "dikembalikan"}, "Tulis apa yang perlu dilengkapi"),
        ({"answer": "selesai"}, "Masukkan pilihan yang valid"),
        ({}, "Bidang ini tidak boleh kosong"),
    ],
)
def test_an_answer_that_cannot_be_comes_back_with_its_sentence(sent_values: dict[str, Any], sentence: str) -> None:
    masukan = came_in()

    answer = client("petugas_kepegawaian", "pemkab-99.07").post(came(masukan), sent_values)

    masukan.refresh_from_db()
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert masukan.answer == "masuk"


def test_whoever_only_looks_is_offered_no_answer() -> None:
    masukan = came_in()
    masukan.answer = Answer.ENDED
    masukan.save()

    assert "Jawab pengirim" not in text(client("petugas_kepegawaian", "pemkab-99.07"), came(masukan))


def test_an_empty_inbox_says_so() -> None:
    assert "Belum ada kiriman masuk." in text(client(), INBOX)


@pytest.mark.parametrize("address", [OUTBOX, INBOX])
def test_one_row_and_thirty_cost_as_many_queries(address: str) -> None:
    role, place = ("pemeriksa", OFFICE) if address == OUTBOX else ("petugas_kepegawaian", "pemkab-99.07")
    make = sent if address == OUTBOX else came_in
    browser = client(role, place)
    browser.get(address)
    counts = []
    for rows in (1, 29):
        for _row in range(rows):
            make()
        with CaptureQueriesContext(connection) as asked:
            text(browser, address)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_package_that_may_not_leave_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def held_back(_kiriman: Kiriman) -> None:
        raise NotShown

    kiriman, browser = sent(), client()
    monkeypatch.setattr(downloading, "package", held_back)

    text(browser, f"{page_of(kiriman)}paket/", 404)


def test_an_answer_somebody_else_gave_first_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def faster(*_arguments: object, **_options: object) -> None:
        raise SomeoneWasFaster("masukan:x")

    masukan = came_in()
    monkeypatch.setattr(actions, "answer", faster)

    answer = client("petugas_kepegawaian", "pemkab-99.07").post(came(masukan), {"answer": "diterima"})

    assert answer.status_code == 422
    assert "Orang lain baru saja mengubahnya" in answer.content.decode()


def test_a_hand_over_is_passed_on_by_name() -> None:
    masukan = came_in()
    Masukan.objects.filter(pk=masukan.pk).update(answer=Answer.RECEIVED)
    browser = client("petugas_kepegawaian", "pemkab-99.07")
    there = office("pemkot-99.08")
    assert "Teruskan ke lembaga lain" in text(browser, came(masukan))
    assert "Lembaga penerima" in text(browser, f"{came(masukan)}teruskan/")

    answer = browser.post(f"{came(masukan)}teruskan/", {"receiver": there.name, "note": "Pegawai sana."})

    assert (answer.status_code, answer["Location"]) == (303, came(masukan))
    assert "Kiriman diteruskan" in text(browser, came(masukan))
    assert Masukan.objects.get(passed_from=masukan).receiver == there


@pytest.mark.parametrize(
    ("receiver", "sentence"),
    [
        ("Xyzzy Qwwq", "Tidak ada lembaga bernama atau berkode begini"),
        ("bkn", "Lembaga ini yang mengirimnya"),
        ("pemerintah", "Ada beberapa"),
        ("", "Bidang ini tidak boleh kosong"),
    ],
)
def test_a_receiver_that_cannot_be_is_told_beside_its_field(receiver: str, sentence: str) -> None:
    masukan = came_in()
    Masukan.objects.filter(pk=masukan.pk).update(answer=Answer.RECEIVED)

    answer = client("petugas_kepegawaian", "pemkab-99.07").post(f"{came(masukan)}teruskan/", {"receiver": receiver})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Masukan.objects.filter(passed_from=masukan).exists()


def test_what_ended_is_answered_with_its_outcome() -> None:
    masukan = came_in()
    Masukan.objects.filter(pk=masukan.pk).update(answer=Answer.RECEIVED)
    browser = client("petugas_kepegawaian", "pemkab-99.07")

    without = browser.post(came(masukan), {"answer": "selesai", "note": "Keputusan 1 rekaan."})
    browser.post(came(masukan), {"answer": "selesai", "outcome": "dijatuhi_sanksi", "note": "Keputusan 1 rekaan."})

    assert (without.status_code, "Pilih hasilnya." in without.content.decode()) == (422, True)
    assert Kiriman.objects.get(matter="kabar").content["outcome"] == "dijatuhi_sanksi"


def test_files_that_came_are_opened_and_those_that_did_not_say_why() -> None:
    masukan = came_in(content=content(LETTER, LONG))
    fetch(Shelf(LETTER, LONG, moods=("", "flipped")))
    browser = client("petugas_kepegawaian", "pemkab-99.07")
    page = text(browser, came(masukan))
    letter = Exhibit.objects.get(subject=masukan.reference, arrival="ada")
    refused = Exhibit.objects.get(subject=masukan.reference, arrival="menyusul")

    opened = browser.get(f"{came(masukan)}berkas/{letter.key}/")

    assert opened.getvalue() == LETTER  # type: ignore[attr-defined]
    assert "B1.pdf tidak sama dengan yang ditandatangani" in page
    assert f"berkas/{letter.key}/" in page
    assert f"berkas/{refused.key}/" not in page
    for stranger, key in ((browser, refused.key), (client("pemeriksa", "bawaslu"), letter.key)):
        text(stranger, f"{came(masukan)}berkas/{key}/", 404)


def test_files_that_are_on_their_way_say_so() -> None:
    masukan = came_in(content=content(LETTER))
    fetch(Shelf(LETTER, moods=("away",)))

    assert "surat.pdf belum terambil dari" in text(client("petugas_kepegawaian", "pemkab-99.07"), came(masukan))


def test_a_page_says_that_its_hand_over_moved_on_and_who_signed_it() -> None:
    kiriman = sent()
    actions.deliver_due(clock=clock(day(1)), asked=House())
    how = {"because": Cancelled.CONFLICT, "acting": BOSS, "at": day(1)}
    actions.cancel(kiriman.subject, kiriman.receiver, to=office("kasn"), **how)  # type: ignore[arg-type]
    actions.look_after([kiriman.subject], office(), office("bawaslu-99"))

    page = text(client("pemeriksa", "bawaslu-99"), page_of(kiriman))

    assert "Penerusan ini sudah beralih ke penerima lain." in page
    assert f"Dikirim oleh {office().name}." in page
    assert client().get(page_of(kiriman)).status_code == 404
