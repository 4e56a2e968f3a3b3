"""Letters with everything in them that a letter can have."""

import io
from datetime import date

from pypdf import PdfReader

from netral.documents.actions import issue, next_letter_number
from netral.documents.content import (
    Answer,
    AttachedExhibit,
    BeritaAcaraKlarifikasi,
    BeritaAcaraPleno,
    Chapter,
    Content,
    DatedLine,
    KajianDugaan,
    MemberVote,
    Norm,
    PemberitahuanStatus,
    PermintaanBukti,
    Person,
    Receiver,
    Signer,
    SuratPenerusan,
    SuratRekomendasi,
    UndanganKlarifikasi,
)
from netral.documents.models import Document
from netral.documents.supervision import SuratBukaBlokir, SuratPemblokiran, SuratPengawasan, Unanswered
from netral.intake.models import Laporan
from tests.procedure.builders import EXAMINER, day, laporan

CHAIR = Signer("Drs. H. Arif Contoh, M.Si.", "Ketua")
SHA = "0123456789abcdef" * 4


def penerusan(**fields: object) -> SuratPenerusan:
    defaults = {
        "signer": CHAIR,
        "copies": ("Ketua Bawaslu Provinsi Contoh", "Arsip"),
        "receiver": Receiver("Kepala Badan Kepegawaian Negara", "Jakarta"),
        "case_number": "001/Reg/TB/2024",
        "decided_on": date(2024, 1, 19),
        "terlapor": Person("I Made Contoh, S.E.", "Camat", "Pemerintah Kabupaten Tirta Buana", "199001012015011001"),
        "facts": ("Mengunggah foto bersama calon pada 3 Januari 2024.", "Dua saksi melihat unggahan itu."),
        "norms": (Norm("SKB 2022 Lampiran huruf A angka 6", "mengunggah dukungan"), Norm("UU 20/2023 Pasal 24")),
        "basis": ("UU 7/2017 Pasal 455 ayat (1) huruf c",),
        "exhibits": (AttachedExhibit("B1", SHA, "Tangkapan layar"), AttachedExhibit("B2", SHA[::-1])),
    }
    return SuratPenerusan(**{**defaults, **fields})  # type: ignore[arg-type]


def rekomendasi(**fields: object) -> SuratRekomendasi:
    defaults = {
        "signer": CHAIR,
        "receiver": Receiver("Bupati Tirta Buana"),
        "referral_number": "001/Penerusan/BAWASLU-99.07/I/2024",
        "referral_date": date(2024, 1, 22),
        "person": Person("I Made Contoh, S.E.", "Camat", "Pemerintah Kabupaten Tirta Buana", "199001012015011001"),
        "facts": ("Mengunggah foto bersama calon.",),
        "norms": (Norm("PP 94/2021 Pasal 5 huruf n angka 5"),),
        "level": "hukuman disiplin sedang",
        "sanctions": ("Pemotongan tunjangan kinerja selama 6 bulan",),
        "basis": ("Perpres 116/2022 Pasal 17",),
        "exhibits": (AttachedExhibit("B1", SHA),),
    }
    return SuratRekomendasi(**{**defaults, **fields})  # type: ignore[arg-type]


def undangan(**fields: object) -> UndanganKlarifikasi:
    defaults = {
        "signer": Signer("Sri Contoh, S.H.", "Pemeriksa"),
        "receiver": Receiver("I Made Contoh, S.E., Camat"),
        "party": "Terlapor",
        "case_number": "001/Reg/TB/2024",
        "case_title": "Dugaan: mengajak memilih",
        "meets_on": date(2024, 1, 18),
        "meets_at": "09.30 WITA",
        "place": "kantor Bawaslu",
        "notes": ("Bawa surat tugas.",),
        "earlier": "001/Undangan/BAWASLU-99.07/I/2024",
        "answer_until": date(2024, 1, 30),
    }
    return UndanganKlarifikasi(**{**defaults, **fields})  # type: ignore[arg-type]


def berita_acara(**fields: object) -> BeritaAcaraKlarifikasi:
    defaults = {
        "signer": Signer("Sri Contoh, S.H.", "Pemeriksa"),
        "case_number": "001/Reg/TB/2024",
        "held_on": date(2024, 1, 17),
        "place": "kantor Bawaslu",
        "party": "Saksi",
        "person": Person("Ni Luh Contoh", "Guru"),
        "answers": (Answer("Apakah Saudara melihat unggahan itu?", "Ya, pada malam hari."),),
        "minutes": ("Keterangan diberikan tanpa paksaan.",),
        "examiners": (Signer("Sri Contoh, S.H.", "Pemeriksa"),),
    }
    return BeritaAcaraKlarifikasi(**{**defaults, **fields})  # type: ignore[arg-type]


def berita_acara_pleno(**fields: object) -> BeritaAcaraPleno:
    member = Signer("Ayu Contoh, S.H.", "Anggota")
    defaults = {
        "signer": member,
        "case_number": "001/Reg/TB/2024",
        "case_title": "Ajakan di lapangan",
        "held_on": date(2024, 1, 19),
        "seats": 5,
        "seats_reason": "Satu kursi kosong.",
        "present": 3,
        "in_favour": 2,
        "votes": (
            MemberVote("Ayu Contoh, S.H.", "Hadir, setuju"),
            MemberVote("Budi Contoh", "Hadir, setuju"),
            MemberVote("Citra Contoh", "Hadir, tidak setuju", "Bukti #1 belum cukup."),
            MemberVote("Dewi Contoh", "Menyatakan benturan kepentingan", "Terlapor iparnya."),
        ),
        "decision": "Terbukti",
        "reasons": ("Saksi dan foto saling menguatkan.",),
        "members": (member, Signer("Budi Contoh", "Anggota")),
    }
    return BeritaAcaraPleno(**{**defaults, **fields})  # type: ignore[arg-type]


def permintaan(**fields: object) -> PermintaanBukti:
    defaults = {
        "signer": Signer("Sri Contoh, S.H.", "Pemeriksa"),
        "receiver": Receiver("KPU Kabupaten Contoh"),
        "case_number": "001/Reg/TB/2024",
        "statement": False,
        "wanted": ("Keputusan penetapan calon.",),
        "basis": "UU 7/2017 Pasal 454",
        "wanted_by": date(2024, 1, 29),
    }
    return PermintaanBukti(**{**defaults, **fields})  # type: ignore[arg-type]


def pemberitahuan(**fields: object) -> PemberitahuanStatus:
    defaults = {
        "signer": Signer("Sri Contoh, S.H.", "Petugas penerima laporan"),
        "receiver": Receiver("Pelapor dalam laporan nomor TT-99.07-2024-000001"),
        "laporan_number": "TT-99.07-2024-000001",
        "received_on": date(2024, 1, 15),
        "received_by": "Bawaslu Kabupaten Tirta Buana",
        "status": "Laporan Anda perlu dilengkapi.",
        "missing": ("Tambahkan bukti #1.",),
        "missing_until": "Jumat, 19 Januari 2024 pukul 23.59 WITA",
        "explained": ("Belum ada bukti.",),
        "milestones": (DatedLine(date(2024, 1, 15), "Diterima"),),
        "running": (DatedLine(date(2024, 1, 19), "Kajian awal laporan"),),
    }
    return PemberitahuanStatus(**{**defaults, **fields})  # type: ignore[arg-type]


def kajian(**fields: object) -> KajianDugaan:
    defaults = {
        "signer": Signer("Sri Contoh, S.H.", "Pemeriksa"),
        "case_number": "001/Reg/TB/2024",
        "case_title": "Ajakan di lapangan",
        "person": Person("I Made Contoh, S.E.", "Camat"),
        "edition": 2,
        "rulebook": "2026.1",
        "chapters": (Chapter("Peristiwa", ("Terjadi di lapangan.",)), Chapter("Kesimpulan", ("Unsur terpenuhi.",))),
    }
    return KajianDugaan(**{**defaults, **fields})  # type: ignore[arg-type]


UNANSWERED = Unanswered("001/Rekomendasi/BKN/I/2024", date(2024, 1, 23), "I Made Contoh, S.E.", 61)


def pengawasan(**fields: object) -> SuratPengawasan:
    defaults = {
        "signer": CHAIR,
        "receiver": Receiver("Bupati Tirta Buana"),
        "rung": "Pengingat",
        "recommendations": (UNANSWERED,),
        "earlier": ("001/Wasdal/BKN/II/2024",),
        "basis": "Perpres 116/2022 Pasal 17 ayat (3)",
        "limit": "belum ada batas resmi",
        "next_rung": "Surat pertama",
        "title": "Pengingat tindak lanjut rekomendasi",
    }
    return SuratPengawasan(**{**defaults, **fields})  # type: ignore[arg-type]


def pemblokiran(**fields: object) -> SuratPemblokiran:
    defaults = {
        "signer": CHAIR,
        "copies": ("I Made Contoh, S.E.",),
        "receiver": Receiver("Bupati Tirta Buana"),
        "recommendation": UNANSWERED,
        "reasons": ("Empat surat tidak dijawab.",),
        "earlier": ("001/Wasdal/BKN/II/2024",),
        "basis": "Perpres 116/2022 Pasal 20",
    }
    return SuratPemblokiran(**{**defaults, **fields})  # type: ignore[arg-type]


def buka_blokir(**fields: object) -> SuratBukaBlokir:
    defaults = {
        "signer": CHAIR,
        "receiver": Receiver("Bupati Tirta Buana"),
        "recommendation": UNANSWERED,
        "block_number": "001/Blokir/BKN/IV/2024",
        "ended_on": date(2024, 4, 30),
        "reasons": ("Keputusan sudah dilaksanakan.",),
        "basis": "Perpres 116/2022 Pasal 20",
    }
    return SuratBukaBlokir(**{**defaults, **fields})  # type: ignore[arg-type]


def issued(content: Content | None = None, *, report: Laporan | None = None) -> Document:
    """A document of an invented office, issued four days after that Monday."""
    content, report = content or penerusan(), report or laporan()
    number = next_letter_number(content.KIND, office=report.office, at=day(4))
    return issue(content, subject=report, number=number, office=report.office, acting=EXAMINER, at=day(4))


def words(pdf: bytes) -> str:
    """The text of a PDF with every run of white space as one space."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
