"""What a check of the journal can find, in words: where, what was found, what was expected, and what to do."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Problem:
    """The first thing that is broken. `kind` is a stable code; `where` names the entry, chain or day."""

    kind: str
    where: str
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.found} {self.expected} {self.remedy}"


class Broken(Exception):  # noqa: N818 — it says what was found, and ends a check rather than failing
    """Ends a check at the first thing found."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


_RESTORE = _(
    "Jangan ubah apa pun; simpan salinan basis data ini sebagai bukti, lalu bandingkan dengan cadangan terakhir yang "
    "lolos pemeriksaan."
)
_KEYS = _("Pulihkan berkas kunci publik (signing.pub, retired-*.pub) dari cadangan kunci, lalu periksa lagi.")
_GUARD = _("Cari tahu siapa yang mencabut pemicu itu; `python manage.py migrate` memasangnya lagi.")

# kind: (found, expected, remedy). The placeholders are filled by `broken`.
_WORDS: dict[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "entry_unreadable": (
        _("barisnya tidak terbaca (%(found)s)."),
        _("Setiap kolom seharusnya masih seperti saat ditulis."),
        _RESTORE,
    ),
    "entry_edited": (
        _("isi catatan menghasilkan hash %(found)s."),
        _("Hash yang tersimpan %(expected)s: catatan ini diubah sesudah ditulis."),
        _RESTORE,
    ),
    "entry_missing": (
        _("catatan ini tidak ada; yang berikutnya bernomor %(found)s."),
        _("Seharusnya bernomor %(expected)s: ada catatan yang dihapus."),
        _RESTORE,
    ),
    "entry_replaced": (
        _("hash catatan ini %(found)s."),
        _("Catatan berikutnya dibuat di atas hash %(expected)s: catatan ini ditulis ulang atau disisipkan."),
        _RESTORE,
    ),
    "entry_out_of_order": (
        _("catatan ini menyambung hash %(found)s."),
        _("Catatan sebelumnya berhash %(expected)s: urutan catatan ditukar atau ada yang disisipkan."),
        _RESTORE,
    ),
    "subjects_differ": (
        _("daftar pencariannya menyebut subjek %(found)s."),
        _("Catatannya menyebut %(expected)s: baris audit_entrysubject diubah, ditambah, atau dihapus."),
        _RESTORE,
    ),
    "subjects_stray": (
        _("%(found)s baris audit_entrysubject tidak menunjuk catatan mana pun."),
        _("Seharusnya %(expected)s."),
        _RESTORE,
    ),
    "tail_cut": (
        _("rantai berakhir di catatan %(found)s."),
        _("Kepala rantai yang ditandatangani menyebut %(expected)s catatan: ekornya dipotong."),
        _RESTORE,
    ),
    "tail_added": (
        _("ada catatan %(found)s di luar kepala rantai."),
        _("Kepala rantai yang ditandatangani berakhir di catatan %(expected)s: ada yang disisipkan di ujung."),
        _RESTORE,
    ),
    "head_missing": (
        _("rantai ini tidak punya kepala (baris audit_chain)."),
        _("Setiap rantai punya satu kepala yang ditandatangani."),
        _RESTORE,
    ),
    "head_differs": (
        _("hash catatan terakhir %(found)s."),
        _("Kepala rantai menyebut %(expected)s: rantai dihitung ulang."),
        _RESTORE,
    ),
    "head_forged": (
        _("tanda tangan kepala rantai tidak cocok (kunci %(found)s)."),
        _("Hanya pemegang kunci penandatangan yang dapat memajukan rantai: kepala ini ditulis orang lain."),
        _RESTORE,
    ),
    "key_unknown": (
        _("ditandatangani dengan kunci %(found)s, yang tidak dikenal."),
        _("Kunci yang dikenal: %(expected)s."),
        _KEYS,
    ),
    "sealed_tail_cut": (
        _("rantai berakhir di catatan %(found)s."),
        _("Akar harian %(expected)s menyegel rantai yang lebih panjang: ekornya dipotong."),
        _RESTORE,
    ),
    "sealed_entry_differs": (
        _("hash catatan ini %(found)s."),
        _("Yang disegel akar harian %(expected)s: rantai dihitung ulang sesudah disegel."),
        _RESTORE,
    ),
    "sealed_history_differs": (
        _("akar atas catatan-catatan sampai di sini %(found)s."),
        _("Yang disegel akar harian %(expected)s: catatan sebelum ini dihitung ulang sesudah disegel."),
        _RESTORE,
    ),
    "anchor_unreadable": (
        _("barisnya tidak terbaca (%(found)s)."),
        _("Setiap kolom seharusnya masih seperti saat ditulis."),
        _RESTORE,
    ),
    "anchor_forged": (
        _("tanda tangan akar harian tidak cocok (kunci %(found)s)."),
        _("Akar hari itu diubah sesudah ditandatangani."),
        _RESTORE,
    ),
    "anchor_out_of_order": (
        _("akar ini menyambung akar %(found)s."),
        _("Akar hari sebelumnya %(expected)s: ada hari yang dihapus, disisipkan, atau diubah."),
        _RESTORE,
    ),
    "sealed_head_differs": (
        _("yang disiapkan untuk akar berikutnya: %(found)s."),
        _("Akar terakhir memuat: %(expected)s. Baris audit_sealedhead diubah, ditambah, atau dihapus."),
        _RESTORE,
    ),
    "anchor_root_differs": (
        _("daun yang tersimpan menghasilkan akar %(found)s."),
        _("Akar yang ditandatangani %(expected)s: ada daun yang diubah, ditambah, atau dihapus."),
        _RESTORE,
    ),
    "leaf_stray": (
        _("daunnya menunjuk akar harian %(found)s, yang tidak ada."),
        _("Setiap daun menunjuk satu baris audit_anchor."),
        _RESTORE,
    ),
    "published_without_anchor": (
        _("hari ini punya berkas terbit, tetapi tidak ada di basis data."),
        _("Akar yang terbit: %(expected)s. Baris audit_anchor dihapus."),
        _RESTORE,
    ),
    "published_differs": (
        _("basis data menyebut %(found)s."),
        _("Berkas yang terbit menyebut %(expected)s: salah satunya diubah sesudah terbit."),
        _RESTORE,
    ),
    "published_unreadable": (
        _("berkas terbit tidak terbaca (%(found)s)."),
        _("Setiap berkas adalah satu objek JSON bertanda tangan."),
        _("Ambil lagi berkas hari itu dari tempat lain yang menyimpannya, lalu periksa lagi."),
    ),
    "keys_missing": (
        _("tidak ada kunci publik di folder ini."),
        _("Tanpa kunci publik tidak ada tanda tangan yang dapat diperiksa."),
        _KEYS,
    ),
    "guard_missing": (
        _("pemicu yang menolak perubahan tidak terpasang lengkap."),
        _("Catatan-catatan masih cocok, tetapi basis data tidak lagi menolak perubahan."),
        _GUARD,
    ),
}
KINDS = tuple(_WORDS)


def broken(kind: str, where: object, *, found: object = "", expected: object = "") -> Broken:
    """The words for a finding, in the language of the reader."""
    values = {"found": found, "expected": expected}
    said, wanted, remedy = (str(words) % values for words in _WORDS[kind])
    return Broken(Problem(kind, str(where), said, wanted, remedy))
