import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral import rulebook
from netral.discipline import actions
from netral.discipline.models import Decision, Penanganan
from netral.evidence.actions import keep
from tests.cases.builders import LONG, SECRETIVE, day, decided, forwarded
from tests.discipline.builders import (
    AUDITOR,
    OFFICIAL,
    decree,
    delivered,
    imposed,
    in_force,
    ready,
    recommended,
    someone,
    taken_in,
    verified,
)
from tests.discipline.pages import AGENCY, client, fetched, free, today, url
from tests.evidence.builders import upload

pytestmark = pytest.mark.django_db


def test_the_page_opens_at_every_station() -> None:
    browser = client()

    for station in (taken_in, verified, recommended, imposed, delivered, in_force):
        penanganan = station()
        assert browser.get(url(penanganan)).status_code == 200


def test_the_page_is_a_list_of_steps_with_the_next_one_named() -> None:
    page = client().get(url(verified())).content.decode()

    assert "1 dari 5 langkah selesai" in page
    assert "Kirim rekomendasi" in page
    assert "Berikutnya" in page
    assert "•••••••• " not in page


def test_the_nip_is_masked() -> None:
    penanganan = verified(person=someone(nip="198001011998031002"))

    page = client().get(url(penanganan)).content.decode()

    assert "•••••••• 199803 1 002" in page
    assert "19800101" not in page


def test_a_handling_without_sanction_shows_why() -> None:
    stopped, declined = taken_in(), ready()
    actions.stop(stopped, acting=AUDITOR, at=day(9), reason="Nama dicatut.")
    actions.decline(declined, acting=OFFICIAL, at=day(14), reason="Tidak cukup bukti.")
    browser = client()

    assert "Nama dicatut." in browser.get(url(stopped)).content.decode()
    assert "Tidak cukup bukti." in browser.get(url(declined)).content.decode()
    assert "Tidak perlu" in browser.get(url(stopped)).content.decode()


@pytest.mark.parametrize(
    ("role", "office", "before", "after"),
    [
        ("auditor", "kasn", 200, 200),
        ("auditor", "bkn", 404, 404),
        ("pejabat_pembina", AGENCY, 404, 200),
        ("petugas_kepegawaian", AGENCY, 404, 200),
        ("pejabat_pembina", "pemkot-99.08", 404, 404),
        ("pemeriksa", "bawaslu-99.07", 404, 404),
        ("admin", "kasn", 404, 404),
    ],
)
def test_whoever_may_not_see_a_handling_gets_404_at_every_address_of_it(
    role: str, office: str, before: int, after: int
) -> None:
    early, late, browser = verified(), imposed(), client(role, office)
    letters = [f"dokumen/{late.rekomendasi.document.key}/", f"dokumen/{late.penerusan.document.key}/"]

    assert browser.get(url(early)).status_code == before
    for rest in ["", *letters, f"keputusan/{late.decision.exhibit.key}/"]:
        assert fetched(browser, url(late, rest)).status_code == after
    assert browser.get(url(late, "langkah/verifikasi/")).status_code == (422 if after == 200 else 404)


@pytest.mark.parametrize("path", ["disiplin/", "disiplin/abc/", "disiplin/masuk/abc/", "pegawai/"])
def test_nobody_signed_in_is_sent_to_sign_in(path: str) -> None:
    assert Client().get(f"/kerja/{path}")["Location"] == f"/akun/masuk/?next=/kerja/{path}"


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        ("auditor", "bkn", 200),
        ("pejabat_pembina", AGENCY, 200),
        ("petugas_kepegawaian", AGENCY, 200),
        ("pemeriksa", "bawaslu-99.07", 404),
        ("admin", "bkn", 404),
    ],
)
def test_the_lists_open_for_those_with_work_there(role: str, office: str, status: int) -> None:
    browser = client(role, office)

    found = {browser.get(f"/kerja/{path}/", follow=True).status_code for path in ("disiplin", "pegawai")}

    assert found == {status}


def test_the_list_shows_what_arrived_and_what_runs_and_what_is_done() -> None:
    waiting, running, done, browser = forwarded(), taken_in(), in_force(), client()

    page = browser.get("/kerja/disiplin/").content.decode()
    finished = browser.get("/kerja/disiplin/?tampilan=selesai").content.decode()

    assert f"/kerja/disiplin/masuk/{waiting.key}/" in page
    assert url(running) in page
    assert url(done) not in page
    assert url(done) in finished


def test_more_rows_take_as_many_queries_as_one() -> None:
    browser = client()
    counts = []
    for _ in range(2):
        forwarded()
        verified()
        with CaptureQueriesContext(connection) as captured:
            browser.get("/kerja/disiplin/")
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 11


def test_the_page_takes_at_most_26_queries() -> None:
    penanganan, browser = imposed(), client()

    with CaptureQueriesContext(connection) as captured:
        browser.get(url(penanganan))

    assert len(captured) <= 26


def test_what_was_handed_over_is_shown_and_nothing_else() -> None:
    case = decided()
    released = keep(case.laporan.reference, upload(), at=day(0))
    withheld = keep(case.laporan.reference, upload(b"%PDF-1.7\n" + bytes(90)), at=day(0))
    penerusan = forwarded(case, exhibits=[released])
    browser, address = client(), f"/kerja/disiplin/masuk/{penerusan.key}/"

    page = browser.get(address).content.decode()

    assert "Ringkasan untuk penerima." in page
    assert "Terlapor Rekaan" in page
    assert "Camat mengajak warga" not in page
    assert not any(word in page for word in (SECRETIVE.name, SECRETIVE.address))
    assert fetched(browser, f"{address}bukti/{released.key}/").status_code == 200
    assert browser.get(f"{address}bukti/{withheld.key}/").status_code == 404
    assert fetched(browser, f"{address}surat/")["Content-Type"] == "application/pdf"


def test_the_button_acknowledges_and_a_second_press_says_it_was_done() -> None:
    penerusan, browser = forwarded(), client()
    address = f"/kerja/disiplin/masuk/{penerusan.key}/"

    first = browser.post(address)
    second = browser.post(address)

    opened = Penanganan.objects.get(penerusan=penerusan)
    assert (first.status_code, first["Location"]) == (303, url(opened))
    assert (second.status_code, second["Location"]) == (303, address)
    assert url(opened) in browser.get(address).content.decode()


OTHERS = [("auditor", "bkn"), ("pejabat_pembina", AGENCY), ("pemeriksa", "bawaslu-99.07")]


@pytest.mark.parametrize(("role", "office"), OTHERS)
def test_a_hand_over_to_others_is_absent(role: str, office: str) -> None:
    penerusan, browser = forwarded(), client(role, office)

    for rest in ("", "surat/"):
        assert browser.get(f"/kerja/disiplin/masuk/{penerusan.key}/{rest}").status_code == 404
    assert browser.post(f"/kerja/disiplin/masuk/{penerusan.key}/").status_code == 404


def test_the_picker_starts_with_the_name_handed_over_and_takes_another() -> None:
    penanganan, right, other = taken_in(), someone(), someone("Putu Lain")
    browser, address = client(), url(penanganan, "langkah/verifikasi/")

    first = browser.get(address).content.decode()
    second = browser.get(f"{address}?q=Putu").content.decode()

    assert right.key in first
    assert other.key in second


def test_verifying_at_the_page_links_the_person() -> None:
    penanganan, person = taken_in(), someone()

    answer = client().post(url(penanganan, "langkah/verifikasi/"), {"person": person.key, "version": 1})

    assert (answer.status_code, answer["Location"]) == (303, url(penanganan))
    penanganan.refresh_from_db()
    assert penanganan.person == person


@pytest.mark.parametrize("person", ["", "tidakada"])
def test_verifying_nobody_comes_back(person: str) -> None:
    answer = client().post(url(taken_in(), "langkah/verifikasi/"), {"person": person, "version": 1})

    assert answer.status_code == 422


def test_recommending_at_the_page() -> None:
    penanganan = verified()
    code = rulebook.sanctions("sedang", timezone.localdate())[0].code
    values = {"level": "sedang", "sanctions": [code], "reasons": LONG, "version": penanganan.version}
    browser, address = client(), url(penanganan, "langkah/rekomendasikan/")

    assert code in browser.get(address).content.decode()
    assert browser.post(address, {**values, "level": "berat"}).status_code == 422
    assert browser.post(address, values).status_code == 303


def test_imposing_at_the_page_with_the_range_in_view() -> None:
    penanganan, browser = recommended(), client("pejabat_pembina", AGENCY)
    free(browser, penanganan)
    address = url(penanganan, "langkah/jatuhkan_sanksi/")
    values = {"other_sanction": "Penundaan tiga tahun", "level": "berat", "number": "1/2026", "decided_on": today()}
    values |= {"official": "pembina_kabkota", "deviation_reason": "Menurut aturan instansi."}

    page = browser.get(address).content.decode()
    without = browser.post(address, {**values, "version": penanganan.version})
    answer = browser.post(address, {**values, "upload": decree(), "version": penanganan.version})

    assert "Rekomendasi: Hukuman disiplin sedang" in page
    assert (without.status_code, answer.status_code) == (422, 303)
    assert Decision.objects.get().outside_list
    assert "Di luar daftar" in browser.get(url(penanganan)).content.decode()


def test_delivery_and_entry_into_force_at_the_page() -> None:
    penanganan, browser = imposed(), client("petugas_kepegawaian", AGENCY)
    deliver, force = url(penanganan, "langkah/sampaikan/"), url(penanganan, "langkah/catat_berlaku/")

    assert browser.get(deliver).status_code == 200
    assert browser.post(deliver, {"delivered_on": "2020-01-01", "version": penanganan.version}).status_code == 422
    assert browser.post(deliver, {"delivered_on": today(), "version": penanganan.version}).status_code == 303
    assert browser.post(force, {"in_force_on": today(), "version": penanganan.version + 1}).status_code == 303


def test_a_page_someone_overtook_comes_back_with_409() -> None:
    penanganan = taken_in()

    answer = client().post(url(penanganan, "langkah/hentikan/"), {"reason": "Dicatut.", "version": 0})

    assert answer.status_code == 409
    assert "Orang lain baru saja mengubahnya" in answer.content.decode()


def test_a_step_not_possible_now_says_what_is_and_an_unknown_one_is_absent() -> None:
    penanganan, browser = taken_in(), client()

    refused = browser.get(url(penanganan, "langkah/sampaikan/"))

    assert refused.status_code == 422
    assert "Nyatakan terverifikasi" in refused.content.decode()
    assert browser.get(url(penanganan, "langkah/menari/")).status_code == 404


@pytest.mark.parametrize("rest", ["dokumen/tidakada/", "keputusan/tidakada/"])
def test_what_does_not_exist_is_absent(rest: str) -> None:
    assert client().get(url(taken_in(), rest)).status_code == 404


def test_the_register_is_searched_with_masked_numbers() -> None:
    browser = client()
    someone("Made Suteja", nip="198001011998031002")

    page = browser.get("/kerja/pegawai/?q=made suteja").content.decode()

    assert "Made Suteja" in page
    assert "•••••••• 199803 1 002" in page
    assert "19800101" not in page
    assert "Tidak ketemu" in browser.get("/kerja/pegawai/?q=zzzz").content.decode()
    assert "Tulis nama" in browser.get("/kerja/pegawai/").content.decode()


def test_an_agency_finds_its_own_people_only() -> None:
    browser = client("petugas_kepegawaian", AGENCY)
    someone("Made Suteja")
    someone("Made Suteja", agency="pemkot-99.08")

    page = browser.get("/kerja/pegawai/?q=made suteja").content.decode()

    assert page.count("Made Suteja</b>") == 1
    assert "Pemerintah Kabupaten Tirta Buana" in page
