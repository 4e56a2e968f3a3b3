"""The pages of tracks: who sees which, what they show, and how a step is taken there."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from netral import rulebook
from netral.cases.models import Penerusan
from netral.evidence.models import Exhibit
from netral.offices.models import Organisation
from netral.procedure.models import Clock
from netral.tracks import queries
from netral.tracks.models import StepRecord, Track
from tests.cases.builders import acting_at, opened
from tests.cases.pages import fetched
from tests.discipline.builders import decree
from tests.discipline.worlds import again as copied
from tests.discipline.worlds import handed_again
from tests.tracks.builders import KINDS, begun, criminal, followed, statuses_of, steps_of, take
from tests.tracks.builders import at_station as station
from tests.tracks.pages import client, holder_of

pytestmark = pytest.mark.django_db
LIST = "/kerja/jalur/"
REGENCY = "pemkab-99.07"


def url(track: Track, rest: str = "") -> str:
    return f"{LIST}{track.key}/{rest}"


def today() -> str:
    return timezone.localdate().isoformat()


# role, office, and whether they see: a track recorded at bawaslu-99.07, one recorded at pemkab-99.07
SEEN = [
    ("petugas_laporan", "bawaslu-99.07", True, True),
    ("pemeriksa", "bawaslu-99.07", True, True),
    ("anggota", "bawaslu-99.07", True, True),
    ("pemeriksa", "bawaslu-99", True, True),
    ("pemeriksa", "bawaslu", True, True),
    ("pemeriksa", "bawaslu-99.08", False, False),
    ("kustodian", "bawaslu-99.07", False, False),
    ("admin", "bawaslu-99.07", False, False),
    ("auditor", "bkn", False, False),
    ("pejabat_pembina", REGENCY, False, True),
    ("petugas_kepegawaian", REGENCY, False, True),
    ("auditor", REGENCY, False, False),
    ("pejabat_pembina", "pemkot-99.08", False, False),
]


def test_who_sees_which_track_row_by_row() -> None:
    here, there = followed(), followed("desa", "kades")

    for role, office, one, other in SEEN:
        acting = acting_at(role, office)
        assert [each in queries.track_seen_by(acting) for each in (here, there)] == [one, other], (role, office)
        browser = client(role, office)
        assert [(browser.get(url(each)).status_code == 200) for each in (here, there)] == [one, other], (role, office)


def test_only_the_office_that_records_reads_what_was_written() -> None:
    track = followed("desa", "kades")
    take(track, "kades_tegur_lisan", note="Rahasia kantor.")
    exhibit = Exhibit.objects.get(subject=track.reference)

    for role, office, inside in (
        ("pejabat_pembina", REGENCY, True),
        ("petugas_kepegawaian", REGENCY, True),
        ("pemeriksa", "bawaslu-99.07", False),
        ("pemeriksa", "bawaslu-99", False),
    ):
        browser = client(role, office)
        page = browser.get(url(track)).content.decode()
        assert ("Rahasia kantor." in page) is inside
        assert (fetched(browser, url(track, f"naskah/{exhibit.key}/")).status_code == 200) is inside
        assert fetched(browser, url(track, "naskah/tidakada/")).status_code == 404


@pytest.mark.parametrize(("procedure", "subject"), KINDS)
def test_every_status_of_every_table_has_a_page_with_its_steps_in_both_languages(procedure: str, subject: str) -> None:
    for status in statuses_of(procedure, subject):
        track = station(procedure, subject, status)
        possible = [step for step in steps_of(procedure, subject) if status in step.froms]
        for role in {step.by[-1] for step in possible} or {steps_of(procedure, subject)[0].by[-1]}:
            offers_in_both_languages(track, role, [step for step in possible if role in step.by])


def offers_in_both_languages(track: Track, role: str, steps: Sequence[rulebook.Step]) -> None:
    """The page of a holder of this role has a way to each of these steps, and to no other."""
    browser = holder_of(track, role)
    page = browser.get(url(track)).content.decode()
    with translation.override("en"):
        english = browser.get(f"/en{url(track)}").content.decode()

    assert all(url(track, f"langkah/{step.code}/") in page for step in steps)
    assert page.count("/langkah/") == len(steps)
    assert all(step.label.en.replace("'", "&#x27;") in english for step in steps)


@pytest.mark.parametrize(("procedure", "subject"), KINDS)
def test_every_step_has_a_form_of_what_its_table_asks(procedure: str, subject: str) -> None:
    for step in steps_of(procedure, subject):
        track = station(procedure, subject, step.froms[0])
        browser = holder_of(track, step.by[-1])

        form = browser.get(url(track, f"langkah/{step.code}/"))

        assert form.status_code == 200
        fields = form.context["form"].fields
        assert list(fields)[:3] == ["version", "on", "letter_number"]
        assert ("tenggat" in fields["on"].help_text) == bool(step.starts or step.may_start or step.extends)
        assert browser.post(url(track, f"langkah/{step.code}/"), {}).status_code == 422


def test_a_step_from_the_button_to_the_list() -> None:
    track, browser = followed(), client()
    address = url(track, "langkah/catat_diterima_tni/")
    sent = {"version": track.version, "on": today(), "letter_number": "B/1/I/2024", "note": "Lewat pos."}

    assert "Nomor surat" in browser.get(address).content.decode()
    assert "Isi bagian ini" not in browser.get(address).content.decode()
    assert browser.post(address, {**sent, "letter_number": ""}).status_code == 422
    assert browser.post(address, {**sent, "on": (timezone.now() + timedelta(days=3)).date()}).status_code == 422
    answer = browser.post(address, sent)
    assert (answer.status_code, answer["Location"]) == (303, url(track))
    page = browser.get(url(track)).content.decode()
    assert "B/1/I/2024" in page
    assert "Lewat pos." in page
    assert "Hak menghukum kedaluwarsa" in page
    assert "Cara menghitung" in page
    again = browser.post(address, sent)
    assert again.status_code == 422
    assert "langkah yang mungkin sekarang" in again.content.decode()
    assert browser.get(url(track, "langkah/ngawur/")).status_code == 404


def test_somebody_was_faster_keeps_what_was_typed() -> None:
    track, browser = station("polri", "penerusan_polri", "diterima_propam"), client()
    sent = {"version": track.version - 1, "on": today(), "letter_number": "B/1/I/2024"}

    answer = browser.post(url(track, "langkah/catat_pemeriksaan_pendahuluan/"), sent)

    assert answer.status_code == 409
    assert f'value="{track.version}"' in answer.content.decode()


def test_what_must_be_declared_and_uploaded_is_asked_for() -> None:
    track = station("desa", "perangkat", "perangkat_ditegur")
    browser = client("petugas_kepegawaian", REGENCY)
    address = url(track, "langkah/perangkat_berhentikan_sementara/")
    sent = {"version": track.version, "on": today(), "declared": ["konsultasi_camat"]}

    answer = browser.post(address, {**sent, "upload": decree()})
    assert (answer.status_code, "Nyatakan semuanya" in answer.content.decode()) == (422, True)
    sent["declared"] = ["konsultasi_camat", "teguran_tidak_dilaksanakan"]
    assert browser.post(address, sent).status_code == 422
    assert browser.post(address, {**sent, "upload": decree("foto.txt", b"bukan pdf")}).status_code == 422
    assert browser.post(address, {**sent, "upload": decree()}).status_code == 303


def test_the_list_holds_any_number_with_as_many_queries_nearest_clock_first() -> None:
    late, early = followed(), followed("polri", "penerusan_polri")
    take(late, "catat_diterima_tni")
    take(early, "catat_diterima_propam")
    take(early, "catat_pemeriksaan_pendahuluan")
    browser = client()

    rows = list(browser.get(LIST).context["rows"])
    assert [row.track for row in rows] == [early, late]
    with CaptureQueriesContext(connection) as few:
        browser.get(LIST)
    for _ in range(28):
        penerusan = handed_again(Penerusan.objects.get(pk=late.penerusan_id))
        made = copied(late, penerusan_id=penerusan.pk, case_id=penerusan.case.pk, accused_id=penerusan.accused.pk)
        for clock in Clock.objects.filter(subject=late.reference):
            copied(clock, subject=made.reference)
    with CaptureQueriesContext(connection) as many:
        assert browser.get(LIST).status_code == 200
    assert len(many) == len(few)
    assert browser.get(f"{LIST}?halaman=2").status_code == 200


def test_the_finished_ones_stand_in_a_list_of_their_own() -> None:
    track = station("kontrak", "penerusan_kontrak", "ditindak")

    assert [row.track for row in client().get(f"{LIST}?tampilan=selesai").context["rows"]] == [track]
    assert "Tidak ada jalur yang berjalan" in client().get(LIST).content.decode()


def test_the_case_shows_both_ways_side_by_side() -> None:
    case, browser = opened(), client()
    alone = browser.get(f"/kerja/perkara/{case.key}/").content.decode()
    track = criminal(case)
    both = browser.get(f"/kerja/perkara/{case.key}/").content.decode()

    assert "Pemeriksaan netralitas" not in alone
    assert "Buka jalur pidana" in alone
    assert "Pemeriksaan netralitas" in both
    assert "Buka jalur pidana" not in both
    assert url(track) in both
    assert "Menunggu pembahasan pertama" in both
    take(track, "hentikan_pada_pembahasan_pertama")
    assert "Dihentikan" in browser.get(f"/kerja/perkara/{case.key}/").content.decode()


def test_a_criminal_track_is_opened_from_the_case() -> None:
    case, browser = opened(), client()
    address = f"{LIST}pidana/{case.key}/"
    person = case.accused_set.get()

    assert browser.get(address).status_code == 200
    assert browser.post(address, {}).status_code == 422
    answer = browser.post(address, {"accused": person.key, "provisions": ["UU-7-2017/494"]})
    track = Track.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, url(track))
    page = browser.get(url(track)).content.decode()
    assert "Urutan belum dipastikan" in page
    assert "Ikut serta sebagai pelaksana atau tim kampanye" in page
    assert "sudah dibuka untuk semua" in browser.get(address).content.decode()
    refused = client("anggota").get(address)
    assert (refused.status_code, "dibuka oleh" in refused.content.decode()) == (422, True)
    assert client("pemeriksa", "bawaslu-99.08").get(address).status_code == 404
    assert client("pejabat_pembina", REGENCY).get(address).status_code == 404


def test_a_member_sees_the_step_of_the_examiner_with_the_reason() -> None:
    track = begun("tni", "penerusan_tni")

    page = client("anggota").get(url(track)).content.decode()

    assert "Langkah ini diambil oleh pemeriksa Bawaslu" in page
    assert "/langkah/" not in page


def test_the_regency_comes_from_the_hand_over_to_its_track() -> None:
    track = followed("desa", "kades")
    browser = client("pejabat_pembina", REGENCY)

    page = browser.get(f"/kerja/disiplin/masuk/{track.penerusan.key}/").content.decode()  # type: ignore[union-attr]

    assert url(track) in page
    own = browser.get(url(track)).content.decode()
    assert url(track, "surat/") in own
    assert "Ringkasan untuk penerima." in own
    assert fetched(browser, url(track, "surat/")).status_code == 200
    assert fetched(client(), url(track, "surat/")).status_code == 404
    assert Organisation.objects.get(code=REGENCY) == track.office
    assert StepRecord.objects.count() == 0
