"""What the PDFs say, read back; and that the same content gives the same bytes."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from netral.documents.content import AttachedExhibit, Content, MemberVote, Person, Receiver
from netral.documents.sheets import BerkasPerkara, CatatanTautan, FormulirLaporan
from netral.documents.states import Kind
from netral.documents.typesetting import FORMS, Frame, check_address, place_of, typeset
from netral.offices.models import Organisation, Region
from tests.documents.builders import (
    SHA,
    berita_acara,
    berita_acara_pleno,
    kajian,
    pemberitahuan,
    penerusan,
    permintaan,
    rekomendasi,
    undangan,
    words,
)

pytestmark = pytest.mark.once

WITA = timezone(timedelta(hours=8))
AT = datetime(2024, 1, 22, 10, 0, tzinfo=WITA)
NUMBER = "001/Penerusan/BAWASLU-99.07/I/2024"
REGION = Region(code="99.07", name="Kabupaten Tirta Buana", level=2, zone="Asia/Makassar")
OFFICE = Organisation(
    code="bawaslu-99.07", name="Bawaslu Kabupaten Tirta Buana", region=REGION, zone="Asia/Makassar", example=True
)
CONTENTS = [
    penerusan(), rekomendasi(), undangan(), berita_acara(), berita_acara_pleno(), permintaan(),
    pemberitahuan(), kajian(),
]  # fmt: skip


def frame(**fields: Any) -> Frame:
    return replace(Frame(OFFICE, NUMBER, AT, token="7k4m2pxd91qf0"), **fields)


def each_kind() -> Any:
    return pytest.mark.parametrize("content", CONTENTS, ids=[content.KIND.value for content in CONTENTS])


def test_the_minutes_of_a_pleno_name_members_votes_dissent_and_conflict() -> None:
    text = words(typeset(berita_acara_pleno(), frame()))

    for part in (
        "BERITA ACARA RAPAT PLENO",
        NUMBER,
        "Jumat, 19 Januari 2024",
        "001/Reg/TB/2024",
        "Hadir 3 dari 5 anggota; 2 setuju.",
        "Satu kursi kosong.",
        "Ayu Contoh, S.H.",
        "Hadir, tidak setuju",
        "Menyatakan benturan kepentingan",
        "Bukti #1 belum cukup.",
        "Terlapor iparnya.",
        "Putusan: Terbukti",
        "Saksi dan foto saling menguatkan.",
        "hanya untuk lingkungan kantor ini",
    ):
        assert part in text, part


def test_a_request_for_proof_says_what_is_wanted_by_when_and_accuses_nobody() -> None:
    text = words(typeset(permintaan(), frame()))

    for part in (
        "Yth. KPU Kabupaten Contoh",
        "dokumen berikut",
        "Keputusan penetapan calon.",
        "29 Januari 2024",
    ):
        assert part in text, part
    assert "tidak menyatakan bahwa siapa pun bersalah" in text
    assert "sesegera mungkin" in words(typeset(permintaan(wanted_by=None, statement=True), frame()))


def test_a_notice_of_status_says_what_is_missing_until_when_and_what_comes_next() -> None:
    text = words(typeset(pemberitahuan(), frame()))

    for part in (
        "Yth. Pelapor dalam laporan nomor TT-99.07-2024-000001",
        "Senin, 15 Januari 2024",
        "Laporan Anda perlu dilengkapi.",
        "paling lambat Jumat, 19 Januari 2024 pukul 23.59 WITA",
        "Tambahkan bukti #1.",
        "Belum ada bukti.",
        "Kajian awal laporan",
        "belum dicocokkan dengan formulir resmi",
    ):
        assert part in text, part
    short = words(typeset(pemberitahuan(missing=(), missing_until="", explained=(), running=()), frame()))
    assert "lengkapi" not in short.replace("dilengkapi", "")
    assert "sedang berjalan" not in short


def test_a_kajian_has_its_chapters_in_order_and_says_that_the_form_is_our_own() -> None:
    text = words(typeset(kajian(), frame()))

    parts = ("KAJIAN DUGAAN PELANGGARAN", "I Made Contoh", "I. Peristiwa", "II. Kesimpulan", "Unsur terpenuhi.")
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    assert "belum dipastikan" in text


def test_a_pleno_of_one_mind_has_no_notes() -> None:
    text = words(
        typeset(berita_acara_pleno(votes=(MemberVote("Ayu Contoh", "Hadir, setuju"),), seats_reason=""), frame())
    )

    assert "Catatan anggota" not in text
    assert "Tentang jumlah anggota" not in text


def test_the_letter_of_forwarding_says_what_it_must() -> None:
    text = words(typeset(penerusan(), frame()))

    for part in (
        "BAWASLU KABUPATEN TIRTA BUANA",
        NUMBER,
        "Tirta Buana, 22 Januari 2024",
        "Penerusan dugaan pelanggaran netralitas",
        "Yth. Kepala Badan Kepegawaian Negara",
        "di Jakarta",
        "Jumat, 19 Januari 2024",
        "001/Reg/TB/2024",
        "I Made Contoh, S.E.",
        "199001012015011001",
        "Camat",
        "SKB 2022 Lampiran huruf A angka 6: mengunggah dukungan",
        "UU 20/2023 Pasal 24",
        "Mengunggah foto bersama calon pada 3 Januari 2024.",
        "UU 7/2017 Pasal 455 ayat (1) huruf c",
        "Identitas pelapor tidak disertakan.",
        "2 berkas",
        "Tangkapan layar",
        "01234567 89abcdef",
        "Ketua,",
        "Drs. H. Arif Contoh, M.Si.",
        "Tembusan:",
        "Arsip",
        "hal. 1 dari",
        "/v/7k4m2pxd91qf0/",
    ):
        assert part in text


def test_the_recommendation_says_what_it_must() -> None:
    text = words(typeset(rekomendasi(), frame()))

    for part in (
        "Yth. Bupati Tirta Buana",
        "001/Penerusan/BAWASLU-99.07/I/2024",
        "22 Januari 2024",
        "PP 94/2021 Pasal 5 huruf n angka 5",
        "Rekomendasi: hukuman disiplin sedang",
        "Pemotongan tunjangan kinerja selama 6 bulan",
        "Perpres 116/2022 Pasal 17",
        "Pejabat Pembina Kepegawaian",
        "Identitas pelapor tidak disertakan.",
    ):
        assert part in text
    assert "PPK" not in text


def test_the_minutes_say_what_was_asked_and_answered() -> None:
    text = words(typeset(berita_acara(), frame()))

    for part in (
        "BERITA ACARA KLARIFIKASI",
        "Rabu, 17 Januari 2024",
        "Ni Luh Contoh",
        "Saksi",
        "Apakah Saudara melihat unggahan itu?",
        "Ya, pada malam hari.",
        "Keterangan diberikan tanpa paksaan.",
        "Sri Contoh, S.H., Pemeriksa",
    ):
        assert part in text
    assert "tidak hadir" not in text


def test_the_minutes_of_someone_who_did_not_come_say_so() -> None:
    text = words(typeset(berita_acara(attended=False, answers=(), minutes=(), examiners=()), frame()))

    assert "tidak hadir" in text
    assert "Pertanyaan dan jawaban" not in text
    assert "Pemeriksa:" not in text


def test_what_is_empty_is_left_out() -> None:
    bare = penerusan(
        terlapor=Person("I Made Contoh"),
        receiver=Receiver("Bupati"),
        exhibits=(),
        copies=(),
        norms=(),
        facts=(),
        basis=(),
    )

    text = words(typeset(bare, frame()))

    assert "NIP" not in text
    assert "Jabatan" not in text
    assert "Tembusan" not in text
    assert "SHA-256" not in text
    assert "Yth. Bupati Berdasarkan" in text


@each_kind()
def test_the_same_content_gives_the_same_bytes(content: Content) -> None:
    assert typeset(content, frame()) == typeset(content, frame())


@each_kind()
def test_another_content_another_number_another_day_give_other_bytes(content: Content) -> None:
    one = typeset(content, frame())

    assert typeset(replace(content, copies=("Pers",)), frame()) != one
    assert typeset(content, frame(number="002/X")) != one
    assert typeset(content, frame(at=AT + timedelta(days=1))) != one
    assert typeset(content, frame(token="0000000000000")) != one


@each_kind()
def test_every_document_is_archivable_and_accessible(content: Content) -> None:
    reader = PdfReader(io.BytesIO(typeset(content, frame())))

    metadata = str(reader.trailer["/Root"]["/Metadata"].get_object().get_data())  # type: ignore[index]
    assert "pdfaid:part" in metadata
    assert "pdfuaid:part" in metadata
    assert reader.metadata is not None
    assert reader.metadata.title == f"{content.title} {NUMBER}"  # type: ignore[attr-defined]
    assert reader.metadata.author == OFFICE.name
    assert reader.metadata.creation_date == AT.astimezone(UTC)


@each_kind()
def test_only_embedded_fonts_are_used(content: Content) -> None:
    reader = PdfReader(io.BytesIO(typeset(content, frame())))

    fonts = {font["/BaseFont"] for page in reader.pages for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    assert fonts
    assert {font.partition("+")[2].partition("-")[0] for font in fonts} <= {"LibertinusSerif", "DejaVuSansMono"}


@each_kind()
def test_a_draft_says_that_it_is_one(content: Content) -> None:
    draft = words(typeset(content, frame(token="")))

    assert "KONSEP" in draft
    assert "belum ditandatangani" in draft
    assert "/v/" not in draft
    assert "KONSEP" not in words(typeset(content, frame()))


@each_kind()
def test_an_invented_office_marks_its_letters(content: Content) -> None:
    real = Organisation(code="bawaslu", name="Badan Pengawas Pemilihan Umum", zone="Asia/Jakarta")

    assert "C O N T O H" in words(typeset(content, frame())) or "CONTOH" in words(typeset(content, frame()))
    assert "bukan surat resmi" not in words(typeset(content, frame(office=real)))


def test_what_people_type_is_never_markup() -> None:
    nasty = '#panic("x") *tebal* _miring_ $x^2$ `kode` @ref <label> \\ // = Judul #import "/etc/passwd"'

    text = words(typeset(penerusan(facts=(nasty,), copies=(nasty,), title=nasty), frame()))

    assert text.count('#panic("x") *tebal* _miring_ $x^2$ `kode` @ref <label> \\ // = Judul') == 3


def test_letters_of_any_script_and_length_are_set() -> None:
    long = penerusan(
        facts=("Kalimat panjang sekali. " * 400, "Ñandú, Ŝ, ß, Ω, я", "a" * 3000),
        exhibits=tuple(AttachedExhibit(f"B{number}", SHA) for number in range(1, 41)),
    )

    pdf = typeset(long, frame())

    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) > 4
    assert f"hal. {len(pages)} dari {len(pages)}" in words(pdf)


def test_a_long_name_of_an_office_puts_its_region_on_a_line_of_its_own() -> None:
    long = Organisation(name="Badan Pengawas Pemilihan Umum Kabupaten Tirta Buana", region=REGION, zone="Asia/Makassar")

    page = PdfReader(io.BytesIO(typeset(penerusan(), frame(office=long)))).pages[0].extract_text()

    assert "BADAN PENGAWAS PEMILIHAN UMUM\nKABUPATEN TIRTA BUANA" in page


def test_the_date_is_the_day_at_the_office() -> None:
    late = datetime(2024, 1, 22, 20, 0, tzinfo=UTC)  # already the next day in WITA

    assert "Tirta Buana, 23 Januari 2024" in words(typeset(penerusan(), frame(at=late)))


@pytest.mark.parametrize(
    ("region", "place"),
    [
        (None, "Jakarta"),
        ("Kabupaten Tirta Buana", "Tirta Buana"),
        ("Kota Sagara", "Sagara"),
        ("Provinsi Contoh", "Contoh"),
        ("Jawa Tengah", "Jawa Tengah"),
    ],
)
def test_the_place_is_the_region_without_its_kind(region: str | None, place: str) -> None:
    office = Organisation(region=Region(code="99", name=region, level=1) if region else None)

    assert place_of(office) == place


def test_the_address_stands_below_the_base_address(settings: Any) -> None:
    settings.BASE_URL = "https://netral.example/"

    assert check_address("abc") == "https://netral.example/v/abc/"


def test_every_kind_has_its_form() -> None:
    unkept = {FormulirLaporan.form, BerkasPerkara.form, CatatanTautan.form}  # printed, never issued
    assert {path.parent.name for path in Path(FORMS).glob("*/form.typ")} == {*Kind.values, *unkept}


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        (
            "Jempol \U0001f44d\U0001f3fd untuk calon",
            "Jempol [thumbs up sign][emoji modifier fitzpatrick type-4] untuk calon",
        ),
        ("Hati \u2764\ufe0f dan \U0001f44d", "Hati [heavy black heart] dan [thumbs up sign]"),
        ("Spanduk \u6f22\u5b57 besar", "Spanduk [cjk unified ideograph-6f22][cjk unified ideograph-5b57] besar"),
        ("Aneh \uffff\x01\ufeff sekali", "Aneh [u+ffff] sekali"),
        ("Na\u00efve \u2013 \u201eM\u00fcller\u201c \u20ac 5", "Na\u00efve \u2013 \u201eM\u00fcller\u201c \u20ac 5"),
    ],
)
def test_signs_without_a_letter_form_are_written_out(quoted: str, printed: str) -> None:
    text = words(typeset(replace(berita_acara(), minutes=(quoted,)), frame()))

    assert printed in text


def test_what_the_fonts_have_is_printed_as_it_is() -> None:
    assert "\u2714" in words(typeset(replace(berita_acara(), minutes=("Centang \u2714",)), frame()))


def test_no_character_stops_a_letter() -> None:
    everything = [chr(code) for code in range(0x20000) if not 0xD800 <= code <= 0xDFFF]
    lines = tuple("".join(everything[start : start + 4_000]) for start in range(0, len(everything), 4_000))

    assert typeset(replace(berita_acara(), minutes=lines), frame()).startswith(b"%PDF")


def test_an_invitation_says_when_and_where_and_announces_the_way_to_answer() -> None:
    text = words(typeset(undangan(), frame()))

    assert "Kamis, 18 Januari 2024" in text
    assert "09.30 WITA" in text
    assert "Saudara tidak hadir memenuhi undangan kami nomor 001/Undangan/BAWASLU-99.07/I/2024" in text
    assert "diserahkan bersama surat ini pada lembar tersendiri" in text
    assert "30 Januari 2024" in text


def test_a_first_invitation_without_link_says_nothing_of_either() -> None:
    text = words(typeset(undangan(earlier="", answer_until=None, notes=(), case_title=""), frame()))

    assert "tidak hadir" not in text
    assert "Hak jawab" not in text
    assert "Perihal" not in text


@pytest.mark.parametrize(
    ("fields", "said", "unsaid"),
    [
        ({"signed": True}, "menandatangani berita acara ini sesudah membacanya", "menolak"),
        (
            {"signed": False, "refusal": "Tidak sependapat."},
            "menolak menandatangani berita acara ini",
            "sesudah membaca",
        ),
        ({"signed": None}, "Yang dimintai klarifikasi:", "menolak"),
        ({"attended": False}, "tidak hadir", "Yang dimintai klarifikasi:"),
    ],
)
def test_minutes_say_who_signed_and_who_refused(fields: dict[str, object], said: str, unsaid: str) -> None:
    text = words(typeset(berita_acara(**fields), frame()))

    assert said in text
    assert unsaid not in text
