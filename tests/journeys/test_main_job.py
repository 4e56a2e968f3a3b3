"""One real case, from a citizen's report to a sanction delivered, as six people do it through pages."""

import json
import random
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from netral.config.demo import papers
from tests.journeys.browser import assert_page_is_sound
from tests.journeys.house import House
from tests.journeys.people import Person

pytestmark = pytest.mark.journey

STORY = "Kepala dinas berpidato di panggung kampanye dan mengajak hadirin memilih pasangan calon nomor urut dua."
LONG = "Pleno menyatakan dugaan terbukti berdasarkan bukti foto dan keterangan terlapor dalam klarifikasi."
TITLE = "Berpidato di panggung kampanye"
GIVEN_BACK = "Pengawas ASN meminta berkas penerusan dilengkapi."
JOB = "Kepala Dinas Pekerjaan Umum"
COMPLETED = f"Jabatan terlapor: {JOB}, menurut daftar pegawai."


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("berkas")
    (folder / "foto.png").write_bytes(papers.picture(random.Random("perjalanan")))
    (folder / "keputusan.pdf").write_bytes(papers.decision())
    return {path.name: path for path in folder.iterdir()}


def test_a_report_goes_all_the_way_to_a_delivered_sanction(
    house: House,
    browser: Browser,
    files: dict[str, Path],
) -> None:
    today = datetime.now(ZoneInfo("Asia/Makassar")).date()

    with Person(browser, house) as citizen:
        code, number = report(citizen, today, files)
    with Person(browser, house, "petugas@tirtabuana.example") as officer:
        review_and_register(officer, number)
    with Person(browser, house, "pemeriksa@tirtabuana.example") as examiner:
        examine(examiner, today)
    with Person(browser, house, "anggota@tirtabuana.example") as member:
        decide(member, today)
    with Person(browser, house, "pemeriksa@tirtabuana.example") as examiner:
        forward(examiner)
    with Person(browser, house, "auditor@bkn.example") as auditor:
        give_back(auditor)
        with Person(browser, house, "pemeriksa@tirtabuana.example") as examiner:
            complete(examiner)
        verify_and_recommend(auditor)
    with Person(browser, house, "bupati@tirtabuana.example") as official:
        impose_and_deliver(official, today, files)

    for sender in ("petugas@tirtabuana.example", "pemeriksa@tirtabuana.example"):
        with Person(browser, house, sender) as each:
            reads_how_it_ended(each)
    with Person(browser, house) as citizen:
        look_up(citizen, code)
        seen = citizen.text
        assert_page_is_sound(citizen.page)
    assert missing_steps(seen) == []
    assert GIVEN_BACK in seen
    assert house.netral("journal", "verify").returncode == 0


def report(citizen: Person, today: object, files: dict[str, Path]) -> tuple[str, str]:
    citizen.go("/lapor/")
    citizen.press("Mulai laporan")
    citizen.choose("conducts", "hadiri_deklarasi_kampanye")
    citizen.press("Lanjutkan", exact=True)
    citizen.write("what", STORY)
    citizen.press("Lanjutkan", exact=True)
    if citizen.page.url.endswith("/usul/"):
        citizen.press("Lanjutkan", exact=True)
    citizen.write("place_search", "Kabupaten Tirta Buana")
    citizen.press("Cari tempat")  # a village elsewhere has the name too
    citizen.choose("region", "99.07")
    citizen.write("place", "Lapangan Wanakerta")
    citizen.press("Lanjutkan", exact=True)
    citizen.choose("act", "lain")
    citizen.date("act_date", today)  # type: ignore[arg-type]
    citizen.choose("known", "hari_itu")
    citizen.press("Lanjutkan", exact=True)
    citizen.write("who1_name", "Burhan Mahendra")
    citizen.write("who1_agency", "Pemkab Tirta Buana")
    citizen.press("Lanjutkan", exact=True)
    citizen.attach("evidence", files["foto.png"])
    citizen.press("Unggah")
    citizen.choose("location", "ya")
    citizen.press("Lanjutkan", exact=True)
    citizen.choose("way", "laporan")
    citizen.write("name", "Warga Perjalanan")
    citizen.write("address", "Jalan Perjalanan 1, Wanakerta")
    citizen.press("Lanjutkan", exact=True)
    assert citizen.sees("Lengkap untuk diregistrasi"), citizen.text
    citizen.page.locator("[name=truth]").check(force=True)
    citizen.press("Kirim laporan")
    assert citizen.page.url.endswith("/lapor/tanda-terima/"), citizen.text
    code = citizen.page.locator("output.kode").inner_text()
    with citizen.page.expect_download() as download:
        citizen.page.get_by_role("link", name="Unduh bukti bertanda tangan").click()
    statement = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    citizen.write("last_four", code[-4:])
    citizen.press("Saya sudah menyimpannya")
    assert not citizen.sees(code)
    assert citizen.house.netral("verify", str(download.value.path())).returncode == 0
    return code, statement["number"]


def review_and_register(officer: Person, number: str, *, story: str = STORY, title: str = TITLE) -> None:
    officer.go(f"/kerja/antrean/?q={number}")
    officer.onward(officer.page.locator("main table a").first)
    assert officer.sees(story)
    assert not officer.sees("Warga Perjalanan")
    officer.follow("Kajian awal")
    assert_page_is_sound(officer.page)
    for answer in officer.page.locator("input[type=radio][value=ya]").all():
        answer.check(force=True)
    officer.choose("step", "nyatakan_lengkap")
    officer.write("reason", "Syarat formal dan materiel terpenuhi.")
    officer.press("Tetapkan hasil kajian awal")
    officer.follow("Registrasi")
    officer.write("title", title)
    officer.press("Registrasi dan buka perkara")
    assert "/kerja/perkara/" in officer.page.url, officer.text
    assert officer.sees(title)
    assert officer.sees("Pemeriksaan")


def examine(
    examiner: Person, today: object, *, title: str = TITLE, name: str = "Burhan Mahendra", conduct: str = ""
) -> None:
    """`conduct` where the report names none."""
    examiner.open_from_the_queue(title)
    assert_page_is_sound(examiner.page)
    examiner.follow("Catat klarifikasi")
    examiner.choose("party", "terlapor")
    examiner.write("name", name)
    examiner.date("held_on", today)  # type: ignore[arg-type]
    examiner.write("place", "Ruang klarifikasi Bawaslu")
    examiner.choose("attended", "ya")
    examiner.write("minutes", "Tanya: apakah Saudara berpidato? Jawab: ya, saya diminta panitia.")
    examiner.send()
    examiner.follow("Simpan kajian")
    examiner.choose("subject", "PNS")
    if conduct:
        examiner.choose("conduct", conduct)
    examiner.choose("target", "calon")
    examiner.choose("active_support", "ya")
    examiner.press("Simpan")
    examiner.follow("Simpan kajian")
    examiner.page.locator("[name=provisions]").first.check(force=True)
    examiner.write("conclusion", "Perbuatan terlapor memenuhi unsur larangan netralitas menurut norma yang dipilih.")
    examiner.press("Simpan")
    examiner.follow("Ajukan kajian ke pleno")
    examiner.send()
    assert examiner.sees("Menunggu pleno")


def decide(member: Person, today: object, *, title: str = TITLE) -> None:
    member.open_from_the_queue(title, view="pleno")
    member.follow("Putuskan: terbukti")
    member.date("held_on", today)  # type: ignore[arg-type]
    for part in member.page.locator("select[name$=-part]").all():
        part.select_option("setuju")
    if member.page.locator("[name=alike]").count():  # of several people the members say whether they found all the same
        member.page.locator("[name=alike][value=ya]").check(force=True)
    member.write("reason", LONG)
    member.send()
    assert member.sees("Terbukti")


def forward(examiner: Person, *, title: str = TITLE) -> None:
    examiner.open_from_the_queue(title)
    examiner.follow("Teruskan")
    assert examiner.sees("Badan Kepegawaian Negara")
    examiner.choose("conflict_of_interest", "tidak")
    examiner.page.locator("[name=exhibits]").first.check(force=True)
    examiner.press("Lihat sebagai penerima")
    assert examiner.sees("Belum ada yang dikirim.")
    assert_page_is_sound(examiner.page)
    examiner.send()
    assert examiner.sees("Diteruskan")


def give_back(auditor: Person) -> None:
    """Nobody wrote what post the person holds: one press sends it back with that gap."""
    auditor.go("/kerja/wasdal/verifikasi/")
    row = auditor.page.locator("tr", has_text=TITLE)
    assert "Jabatan" in row.inner_text()
    auditor.onward(row.get_by_role("button", name="Kembalikan untuk dilengkapi"))
    assert auditor.sees("Dikembalikan kepada pengirim dengan daftar kekurangannya.")
    assert_page_is_sound(auditor.page)


def complete(examiner: Person) -> None:
    examiner.go("/kerja/wasdal/pengembalian/")
    examiner.onward(examiner.page.locator("tr", has_text=TITLE).get_by_role("link", name="Jawab"))
    assert examiner.sees("Yang kurang: Jabatan.")
    examiner.write("job", JOB)
    examiner.write("answer", COMPLETED)
    examiner.send()
    assert examiner.sees("Jawaban tercatat.")
    assert_page_is_sound(examiner.page)


def verify_and_recommend(auditor: Person) -> None:
    auditor.go("/kerja/wasdal/verifikasi/")
    row = auditor.page.locator("tr", has_text=TITLE).inner_text()
    assert COMPLETED in row
    assert JOB in row
    assert "Lengkap" in row
    auditor.go("/kerja/disiplin/")
    auditor.follow(TITLE)
    assert not auditor.sees("Warga Perjalanan")
    auditor.press("Akui penerimaan")
    assert_page_is_sound(auditor.page)
    auditor.follow("Nyatakan terverifikasi")
    auditor.page.locator("[name=person]").first.check(force=True)
    auditor.write("reason", "Nama, jabatan, dan instansi cocok dengan data pegawai.")
    auditor.send()
    auditor.follow("Kirim rekomendasi")
    auditor.choose("level", "sedang")
    auditor.write("reasons", "Pengawas ASN merekomendasikan hukuman disiplin tingkat sedang kepada terlapor.")
    auditor.send()
    assert auditor.sees("Direkomendasikan")


def says_nothing_ties_them(official: Person) -> None:
    """What comes before deciding: the agency has it, and the official is free to decide."""
    official.press("Akui penerimaan")
    official.follow("Nyatakan")
    assert_page_is_sound(official.page)
    official.choose("conflicted", "tidak")
    official.press("Nyatakan")
    assert official.sees("Tidak ada benturan")


def impose_and_deliver(official: Person, today: object, files: dict[str, Path]) -> None:
    official.go("/kerja/disiplin/")
    official.follow(TITLE)
    assert_page_is_sound(official.page)
    says_nothing_ties_them(official)
    official.follow("Jatuhkan sanksi")
    official.page.locator("[name=sanction]").select_option(index=1)
    official.write("number", "862/2026/BKPSDM")
    official.date("decided_on", today)  # type: ignore[arg-type]
    official.write("deviation_reason", "Terlapor belum pernah dijatuhi hukuman dan mengakui perbuatannya.")
    official.attach("upload", files["keputusan.pdf"])
    official.send()
    assert official.sees("Dijatuhi sanksi"), official.text
    official.follow("Catat penyampaian")
    official.date("delivered_on", today)  # type: ignore[arg-type]
    official.send()
    assert official.sees("Disampaikan")


def reads_how_it_ended(sender: Person) -> None:
    """Whoever handed over finds the end of it without asking anybody."""
    sender.open_from_the_queue(TITLE, view="selesai")
    assert sender.sees("Selesai")
    sender.open_tab("riwayat")
    for words in ("Kekurangan penerusan sudah dijawab pengirim", "Keputusan disampaikan kepada pegawai"):
        assert sender.sees(words), sender.text


def look_up(citizen: Person, code: str) -> None:
    citizen.go("/cek/")
    citizen.write("code", code.lower())
    citizen.press("Lihat status")


def missing_steps(seen: str) -> list[str]:
    """Every step the table calls public must stand on the citizen's page, in its own words."""
    from netral import rulebook

    today = datetime.now(ZoneInfo("Asia/Jakarta")).date()
    taken = ["nyatakan_lengkap", "registrasi", "klarifikasi", "susun_kajian", "putuskan_terbukti", "teruskan", "tutup"]
    later = ["verifikasi", "rekomendasikan", "jatuhkan_sanksi", "sampaikan"]
    tables = rulebook.current()
    steps = [tables.procedure("pilkada", today).step(code) for code in taken]
    steps += [tables.procedure("disiplin", today).step(code) for code in later]
    return [step.public.id for step in steps if step.public and step.public.id not in seen]
