"""Both ends of the talk as browsers meet them: the reporter with a code, the officer with a seat."""

import html
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from netral.access.states import REPORTER
from netral.audit.models import Entry
from netral.evidence.models import Exhibit
from netral.evidence.storing import opened
from netral.intake import actions
from netral.intake.actions import Accepted
from netral.intake.content import Entrance
from netral.intake.models import CheckIn, Laporan
from netral.intake.states import Door
from tests.evidence.test_positions import TELLING
from tests.evidence.test_positions import photo as telling_photo
from tests.intake.builders import (
    FULL,
    NATIONAL,
    OFFICE,
    PROVINCE,
    TIP,
    accepted,
    country,
    custodian_key,
    photo,
    staff,
)
from tests.intake.pages import CHECK, STATUS, signed_in
from tests.intake.sending import begin, sha256

pytestmark = pytest.mark.django_db
WRITE, SAFETY, BOX = "/cek/laporan/pesan/", "/cek/laporan/aman/", "/kerja/pesan/"


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.DEMO = True


def reporter(days: int = 0) -> tuple[Client, Accepted]:
    """A browser that has given the code of an anonymous report handed in some days ago."""
    made, client = accepted(TIP, at=timezone.now() - timedelta(days=days)), Client()
    assert client.post(CHECK, {"code": made.code}).status_code == 303
    return client, made


def officer(made: Laporan) -> tuple[Client, str]:
    client = Client()
    signed_in(client)
    return client, f"/kerja/laporan/{made.key}/pesan/"


def page(client: Client, address: str = STATUS) -> str:
    return client.get(address).content.decode()


def test_a_talk_goes_both_ways_without_a_name() -> None:
    citizen, made = reporter()
    clerk, talk = officer(made.laporan)

    assert citizen.post(WRITE, {"text": "Ada saksi lain di balai desa."}).status_code == 303
    assert made.laporan.pseudonym in page(clerk, BOX)
    assert "Ada saksi lain di balai desa." in page(clerk, talk)
    assert clerk.post(talk, {"text": "Kapan saksi itu bisa ditemui?"}).status_code == 303

    assert "Tidak ada pelapor yang menunggu" in page(clerk, BOX)
    assert "sudah dibaca kantor" in page(citizen)
    assert "Baru" not in page(citizen).partition("Pesan</h2>")[2].partition("</section>")[0]
    citizen.post(CHECK, {"code": made.code})
    assert "Kapan saksi itu bisa ditemui?" in page(citizen)
    assert "Baru" in page(citizen)
    assert "sudah dibaca pelapor" in page(clerk, talk)


@pytest.mark.parametrize(("ticked", "kept"), [({}, False), ({"location": "ya"}, True)])
def test_a_photo_added_later_keeps_its_place_only_when_asked_to(ticked: dict[str, str], kept: bool) -> None:
    citizen, _made = reporter()
    taken = telling_photo("JPEG")

    citizen.post(
        WRITE, {"text": "Foto lain.", "evidence": [SimpleUploadedFile("foto.jpg", taken, "image/jpeg")], **ticked}
    )

    with opened(str(Exhibit.objects.get().file.name)) as stored:
        came = stored.read()
    assert (came == taken) == kept
    assert bool([word for word in TELLING if word in came]) == kept


def test_an_awaited_original_comes_as_it_was_promised() -> None:
    citizen, made = reporter()
    taken = telling_photo("JPEG")
    begin(citizen, len(taken), code=made.code, filename="nanti.jpg", sha256=sha256(taken))

    citizen.post(WRITE, {"evidence": [SimpleUploadedFile("foto.jpg", taken, "image/jpeg")]})

    exhibit = Exhibit.objects.get()
    assert (exhibit.arrival, exhibit.sha256) == ("ada", sha256(taken))


def test_a_photo_nothing_can_be_taken_out_of_is_named() -> None:
    citizen, _made = reporter()
    broken = SimpleUploadedFile("rusak.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(60), "image/png")

    answer = citizen.post(WRITE, {"evidence": [broken]})

    assert answer.status_code == 422
    assert "Lokasi di “rusak.png” tidak bisa dihapus" in html.unescape(answer.content.decode())
    assert not Exhibit.objects.exists()


@pytest.mark.parametrize(
    ("entrance", "told"),
    [
        (Entrance(Door.SPOKEN, staff(), office=OFFICE), "yang karena itu mengenal Anda"),
        (Entrance(), "tanpa tahu siapa Anda"),
    ],
)
def test_what_is_said_of_the_seal_is_true_of_the_door(entrance: Entrance, told: str) -> None:
    country()
    made, client = actions.submit(FULL, idempotency_key="k", at=timezone.now(), entrance=entrance), Client()
    client.post(CHECK, {"code": made.code})

    assert told in page(client)


def test_evidence_comes_later_and_an_enclosure_goes_out() -> None:
    citizen, made = reporter()
    clerk, talk = officer(made.laporan)

    citizen.post(WRITE, {"evidence": [photo()]})
    clerk.post(talk, {"text": "Terlampir.", "evidence": [photo(tail=b"surat")]})

    evidence, letter = Exhibit.objects.order_by("pk")
    assert "Berkas tersimpan sebagai B1" in page(citizen)
    sent = citizen.get(f"/cek/laporan/lampiran/{letter.key}/")
    assert b"".join(sent.streaming_content).endswith(b"surat")  # type: ignore[attr-defined]
    assert citizen.get(f"/cek/laporan/lampiran/{evidence.key}/").status_code == 404
    assert Client().get(f"/cek/laporan/lampiran/{letter.key}/").status_code == 404
    opening = Entry.objects.get(chain=letter.reference, actor=REPORTER.reference)
    assert (opening.at.second, opening.at.microsecond) == (0, 0)


@pytest.mark.parametrize(
    ("role", "office", "reads"),
    [
        ("pemeriksa", OFFICE, True),
        ("pemeriksa", PROVINCE, False),
        ("anggota", NATIONAL, False),
        ("kustodian", OFFICE, False),
    ],
)
def test_the_talk_is_read_where_the_report_is_worked_on(role: str, office: str, reads: bool) -> None:
    citizen, made = reporter()
    citizen.post(WRITE, {"text": "Saya melihatnya dari warung."})
    someone = Client()
    signed_in(someone, role, office)

    shown = page(someone, f"/kerja/laporan/{made.laporan.key}/")

    assert ("dari warung" in shown, "Pesan dengan pelapor" in shown) == (reads, reads)


def test_a_message_that_was_refused_stays_in_its_box() -> None:
    citizen, made = reporter()
    clerk, talk = officer(made.laporan)
    bad = photo("zip.png")
    bad.file.seek(0)

    for client, address in ((citizen, WRITE), (clerk, talk)):
        empty = client.post(address, {"text": " "})
        assert (empty.status_code, "Tulis pesan atau pilih berkas." in empty.content.decode()) == (422, True)


def test_without_the_code_nothing_is_sent() -> None:
    for address in (WRITE, SAFETY):
        assert Client().post(address, {"text": "x", "answer": "aman"})["Location"] == CHECK


def test_reading_without_answering_is_said_with_a_button() -> None:
    citizen, made = reporter()
    clerk, talk = officer(made.laporan)
    citizen.post(WRITE, {"text": "Halo?"})

    assert "Tandai sudah dibaca" in page(clerk, talk)
    clerk.post(f"{talk}dibaca/")

    assert "Tandai sudah dibaca" not in page(clerk, talk)


def test_after_thirty_days_the_reporter_is_asked_and_the_office_answers() -> None:
    citizen, made = reporter(days=31)
    clerk, talk = officer(made.laporan)
    assert "Apakah Anda aman?" in page(citizen)
    assert citizen.post(SAFETY, {"answer": "entah"}).status_code == 422
    assert citizen.post(SAFETY, {"answer": "butuh_bantuan", "note": "Saya dipindahkan."}).status_code == 303

    assert "Kantor menanggapi paling lambat" in page(citizen)
    assert all(word in page(clerk, BOX) for word in ("Butuh bantuan", "tanggapi paling lambat"))
    assert all(word in page(clerk, talk) for word in ("Saya dipindahkan.", "Catat tindak lanjut"))
    handle = f"/kerja/laporan/{made.laporan.key}/keamanan/{CheckIn.objects.get().key}/"
    assert clerk.post(handle, {"done": ""}).status_code == 422
    assert clerk.post(handle, {"done": "LPSK dihubungi."}).status_code == 303
    assert clerk.post(handle, {"done": "Lagi."}).status_code == 409

    assert "LPSK dihubungi." in page(citizen)
    assert "Apakah Anda aman?" not in page(citizen)


def test_a_question_answered_meanwhile_is_not_answered_again() -> None:
    citizen, made = reporter(days=31)
    actions.answer_check_in(made.laporan, answer="aman", at=timezone.now())

    assert citizen.post(SAFETY, {"answer": "aman"}).status_code == 422


def test_a_promise_that_was_missed_says_by_how_many_days() -> None:
    citizen, _ = reporter(days=40)

    shown = page(citizen)

    assert "Janji dan tenggat" in shown
    assert "Lewat" in shown.partition("Janji dan tenggat")[2].partition("</ul>")[0]


def test_a_running_promise_stands_at_the_end_of_the_timeline() -> None:
    citizen, _ = reporter()

    assert "rwy__hal--nanti" in page(citizen)


def test_the_reporter_sees_who_opened_the_seal_and_what_for() -> None:
    made, citizen = accepted(at=timezone.now()), Client()
    citizen.post(CHECK, {"code": made.code})
    assert "belum pernah dibuka" in page(citizen)
    words = {"reason": "Permintaan pengadilan nomor dua belas.", "purpose": "permintaan_hukum", "at": timezone.now()}
    actions.open_identity(made.laporan, custodian_key(), acting=staff("kustodian"), **words)  # type: ignore[arg-type]

    shown = page(citizen)

    assert "Permintaan tertulis lembaga yang berwenang" in shown
    assert "nomor dua belas" not in shown


def test_offices_that_only_read_along_have_no_door_to_the_talk() -> None:
    _, made = reporter()
    for role, office in (
        ("pemeriksa", "bawaslu-99"),
        ("petugas_laporan", "bawaslu-99.08"),
        ("kustodian", "bawaslu-99.07"),
    ):
        client = Client()
        signed_in(client, role, office)
        assert client.get(f"/kerja/laporan/{made.laporan.key}/pesan/").status_code == 404


def test_the_box_asks_as_often_for_thirty_reporters_as_for_one(django_assert_max_num_queries: Any) -> None:
    clerk, _ = officer(reporter()[1].laporan)
    counts = []
    for number in (1, 5):
        for _ in range(number):
            actions.write_from_reporter(accepted(TIP).laporan, "Halo?", at=timezone.now())
        with django_assert_max_num_queries(30) as captured:
            clerk.get(BOX)
        counts.append(len(captured))

    assert counts[0] == counts[1]
