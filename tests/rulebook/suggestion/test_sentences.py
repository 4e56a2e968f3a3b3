"""Invented sentences, as officers, journalists and neighbours write them, and what must be among the first three."""

import pytest

from tests.rulebook.suggestion.builders import conducts, said, status

# What a neighbour types on a phone; formal reports stand below.
PLAIN = [
    ("Pak lurah pasang spanduk caleg di depan kantor kelurahan", "pasang_alat_peraga"),
    ("baliho calon bupati ditempel guru di pagar sekolah", "pasang_alat_peraga"),
    ("Staf kecamatan memasangkan umbul-umbul partai sepanjang jalan desa.", "pasang_alat_peraga"),
    ("Ada pegawai dinas yang masangin bendera partai di rumahnya", "pasang_alat_peraga"),
    ("Sekdes bantu pemasangan APK paslon 02 malam-malam", "pasang_alat_peraga"),
    ("Camat mengampanyekan calon gubernur lewat akun Facebook pribadinya.", "kampanye_medsos"),
    ("guru itu promosiin caleg di status wa tiap hari", "kampanye_medsos"),
    ("Video dukungan para kepala sekolah untuk paslon nomor 1 beredar di TikTok.", "kampanye_medsos"),
    ("Kadis menyosialisasikan bakal calon wali kota di grup WhatsApp pegawai.", "kampanye_medsos"),
    ("Lurah hadir di deklarasi pasangan calon gubernur.", "hadiri_deklarasi_kampanye"),
    ("Bidan puskesmas kelihatan di kampanye akbar partai", "hadiri_deklarasi_kampanye"),
    ("Sejumlah PNS menghadiri rapat konsolidasi tim partai di hotel.", "hadiri_deklarasi_kampanye"),
    ("Kabid ikut mengantar pendaftaran bakal calon bupati ke KPU.", "hadiri_deklarasi_kampanye"),
    ("Kehadiran sekcam pada acara deklarasi relawan dipersoalkan warga.", "hadiri_deklarasi_kampanye"),
    ("Dosen mendeklarasikan dukungan untuk capres nomor urut 3.", "hadiri_deklarasi_kampanye"),
    ("ASN dinas perhubungan nge-like postingan cabup", "post_comment_share_like"),
    ("Guru SD mengomentari unggahan calon wali kota dengan emotikon jempol.", "post_comment_share_like"),
    ("Pegawai kelurahan membagikan tautan kampanye paslon di Facebook.", "post_comment_share_like"),
    ("Dia share konten caleg terus di ig", "post_comment_share_like"),
    ("Perawat itu mengunggah foto calon bupati di Instagram.", "post_comment_share_like"),
    ("Staf dinas mengikuti akun pemenangan calon gubernur dan menyukai fotonya.", "post_comment_share_like"),
    ("Camat berfoto bersama calon bupati sambil mengacungkan dua jari.", "foto_bersama_simbol"),
    ("Para guru selfie sama caleg pakai salam satu jari", "foto_bersama_simbol"),
    ("Kepala puskesmas berpose dengan simbol angka paslon 3.", "foto_bersama_simbol"),
    ("Foto bareng kandidat wali kota, jari telunjuk diacungkan semua pegawai", "foto_bersama_simbol"),
    ("Kepala desa ikut kampanye calon gubernur di lapangan.", "ikut_kampanye"),
    ("Kades terlibat aktif dalam kampanye paslon 01.", "ikut_kampanye"),
    ("Perangkat desa mengenakan kaos partai dan ikut konvoi.", "ikut_kampanye"),
    ("PNS jadi juru kampanye caleg dan berkampanye di tiga desa", "ikut_kampanye"),
    ("Guru itu menemani suaminya yang caleg saat kampanye dan ikut berorasi.", "kampanye_pasangan_suami_istri"),
    ("Istri calon bupati yang PNS mendampingi kampanye suaminya keliling kecamatan", "kampanye_pasangan_suami_istri"),
    (
        "Kepala dinas mengambil formulir penjaringan bakal calon bupati di kantor partai.",
        "pendekatan_parpol_pencalonan",
    ),
    ("Sekda mendaftar sebagai bakal calon wali kota ke partai tanpa cuti.", "pendekatan_parpol_pencalonan"),
    ("Asisten II ikut fit and proper test di kantor partai", "pendekatan_parpol_pencalonan"),
    ("Pendamping PKH masuk tim sukses caleg DPRD.", "tim_pemenangan"),
    ("Nama anggota BPD tercantum sebagai tim kampanye pasangan calon.", "tim_pemenangan"),
    ("Guru PPPK menjadi koordinator relawan paslon 2 di kecamatan.", "tim_pemenangan"),
    ("pak kadus jadi timses cabup", "tim_pemenangan"),
    ("Lurah mengumpulkan fotokopi KTP warga untuk calon perseorangan.", "dukungan_ktp"),
    ("PNS menandatangani surat dukungan bakal calon independen disertai KTP.", "dukungan_ktp"),
    ("RT disuruh pak kades ngumpulin KTP buat dukung calon independen", "dukungan_ktp"),
    ("Kepala sekolah mengarahkan guru memilih paslon nomor 2.", "pengarahan_ajakan"),
    ("pak camat nyuruh kades coblos nomor 1", "pengarahan_ajakan"),
    ("Kapolsek meminta warga memenangkan calon petahana dalam sambutannya.", "pengarahan_ajakan"),
    ("Kadis menginstruksikan stafnya mendukung salah satu capres saat apel pagi.", "pengarahan_ajakan"),
    ("Wali nagari terang-terangan menyatakan dukungan kepada caleg di pengajian.", "pengarahan_ajakan"),
    ("Kuwu mengajak jamaah agar nyoblos caleg dari partainya", "pengarahan_ajakan"),
    ("Bupati menerbitkan keputusan yang menguntungkan salah satu pasangan calon.", "keputusan_menguntungkan"),
    ("Kepala desa melakukan tindakan yang merugikan pasangan calon nomor urut 3.", "keputusan_menguntungkan"),
    ("Terdakwa melanggar Pasal 71 ayat (1) juncto Pasal 188.", "keputusan_menguntungkan"),
    ("Mobil dinas camat dipakai mengangkut massa kampanye.", "fasilitas_negara"),
    ("Balai desa digunakan untuk pertemuan caleg dengan warga", "fasilitas_negara"),
    ("Sekretaris dinas memakai kendaraan dinas pelat merah ke acara partai.", "fasilitas_negara"),
    ("pake motor dinas buat konvoi paslon", "fasilitas_negara"),
    ("Anggota KPPS tercatat di Sipol sebagai pengurus partai.", "anggota_pengurus_parpol"),
    ("PNS itu punya kartu tanda anggota partai sejak tahun lalu.", "anggota_pengurus_parpol"),
    ("Ketua PPS ternyata kader partai dan pengurus ranting", "anggota_pengurus_parpol"),
    ("Guru PNS nyaleg tapi belum mengundurkan diri.", "mencalonkan_tanpa_mundur"),
    ("Kades maju sebagai caleg tanpa mundur dari jabatannya.", "mencalonkan_tanpa_mundur"),
    ("Namanya ada di daftar calon tetap, padahal masih aktif sebagai perangkat desa.", "mencalonkan_tanpa_mundur"),
    ("Kadus membagi-bagikan amplop berisi uang dari caleg.", "pembagian_barang_uang"),
    ("Lurah membagikan sembako bergambar calon wali kota.", "pembagian_barang_uang"),
    ("serangan fajar dibagikan sekdes subuh tadi", "pembagian_barang_uang"),
    ("Kepala SMP membagikan stiker dan kalender caleg kepada murid.", "bagi_bahan_kampanye"),
    ("Staf desa menyebarkan brosur paslon 3 ke rumah-rumah.", "bagi_bahan_kampanye"),
    ("Anggota PPK mengubah perolehan suara caleg saat rekapitulasi.", "manipulasi_suara"),
    ("Ketua KPPS mencoblos sisa surat suara.", "manipulasi_suara"),
    ("penggelembungan suara caleg dilakukan petugas PPS", "manipulasi_suara"),
    ("Kepala dinas mengancam memutasi pegawai yang tidak mendukung petahana.", "mutasi_intimidasi"),
    ("Tenaga kontrak diancam dipecat kalau tidak pilih nomor 2.", "mutasi_intimidasi"),
    ("Guru dimutasi ke daerah terpencil karena beda pilihan politik", "mutasi_intimidasi"),
    ("Camat menyuruh orang merusak baliho paslon lawan.", "menghalangi_kampanye"),
    ("Kades menghalangi kampanye pasangan calon nomor 2 di desanya.", "menghalangi_kampanye"),
    ("spanduk paslon dicopoti linmas atas perintah lurah", "menghalangi_kampanye"),
]

STATUS = [
    ("Guru PPPK di sebuah SD membagikan unggahan caleg.", "PPPK"),
    ("guru p3k ikut kampanye", "PPPK"),
    ("Seorang pegawai negeri sipil menghadiri kampanye.", "PNS"),
    ("Oknum PNS pasang baliho", "PNS"),
    ("Camat mengarahkan kepala desa agar memilih paslon 1.", "PNS"),
    ("Kepala dinas mengumpulkan tenaga honorer untuk mendukung calon.", "PNS"),
    ("Seorang ASN menyukai unggahan calon.", "ASN"),
    ("Aparatur sipil negara di kecamatan itu berfoto bersama caleg.", "ASN"),
    ("Dosen universitas negeri berkampanye.", "ASN"),
    ("Kades dan istrinya ikut kampanye.", "kades"),
    ("Keuchik mengajak warga memilih caleg.", "kades"),
    ("Wali nagari hadir di deklarasi.", "kades"),
    ("Kuwu itu dilaporkan ke Panwascam.", "kades"),
    ("Sekdes jadi tim sukses.", "perangkat_desa"),
    ("Kepala dusun membagikan amplop.", "perangkat_desa"),
    ("Kaur keuangan desa memasang spanduk caleg.", "perangkat_desa"),
    ("Ketua BPD masuk tim kampanye.", "BPD"),
    ("Anggota Badan Permusyawaratan Desa ikut konvoi.", "BPD"),
    ("Babinsa mengajak warga memilih paslon 2.", "TNI"),
    ("Seorang prajurit aktif memakai kaus caleg.", "TNI"),
    ("Kapolsek mengumpulkan kepala desa.", "Polri"),
    ("Bhabinkamtibmas membagikan stiker caleg", "Polri"),
    ("Anggota KPPS mencoblos sisa surat suara.", "penyelenggara"),
    ("Anggota PPS menghadiri deklarasi.", "penyelenggara"),
    ("Ketua PPK menjual suara kepada caleg.", "penyelenggara"),
    ("Guru honorer memakai atribut partai.", "honorer"),
    ("Tenaga kontrak Satpol PP membuat video dukungan.", "honorer"),
    ("Pendamping desa menjadi saksi partai.", "pendamping"),
    ("Pendamping PKH mengancam penerima bansos.", "pendamping"),
    ("Pj Bupati memutasi pejabat yang tidak mendukung.", "pj_kepala_daerah"),
    ("Penjabat Wali Kota dinilai berpihak.", "pj_kepala_daerah"),
    ("Tetangga saya memasang baliho caleg.", None),
]


@pytest.mark.parametrize(("text", "code"), PLAIN)
def test_a_plain_sentence_leads_to_its_conduct(text: str, code: str) -> None:
    assert code in conducts(text)[:3]


def test_most_plain_sentences_lead_to_their_conduct_first() -> None:
    first = sum(conducts(text)[:1] == [code] for text, code in PLAIN)

    assert first / len(PLAIN) >= 0.8


@pytest.mark.parametrize(("text", "code"), STATUS)
def test_a_plain_sentence_tells_the_status(text: str, code: str | None) -> None:
    assert status(text) == code


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Lurah berfoto bersama bakal pasangan calon.", "bakal_calon"),
        ("Kades ikut kampanye bapaslon.", "bakal_calon"),
        ("PNS memasang spanduk bacaleg", "bakal_calon"),
        ("Camat mendukung paslon nomor urut 2.", "calon"),
        ("Guru mengunggah foto caleg.", "calon"),
        ("Sekdes pasang baliho capres", "calon"),
        ("Dosen itu pengurus partai politik.", "parpol"),
        ("Anggota KPPS memakai kaos partai.", "parpol"),
        ("Kadis ikut penjaringan bakal calon wali kota.", "diri_sendiri"),
        ("Sekda mencalonkan diri sebagai bupati.", "diri_sendiri"),
        ("Guru nyaleg", "diri_sendiri"),
        ("Kades datang terlambat.", None),
    ],
)
def test_a_plain_sentence_tells_whom_the_act_favours(text: str, target: str | None) -> None:
    assert said(text)["target"] == target


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Lurah hadir di deklarasi.", ["kegiatan_luring"]),
        ("Guru memposting foto caleg di ig.", ["media_sosial", "instagram", "foto"]),
        ("Video beredar di grup wa", ["whatsapp", "video"]),
        ("Baliho dan spanduk caleg", ["spanduk", "baliho"]),
        ("Lewat pengeras suara masjid ia mengajak warga.", ["pengeras_suara"]),
        ("Rekaman suara camat", ["rekaman_audio_video"]),
        ("Namanya tercatat di Sipol.", ["dokumen"]),
        ("Ia mendaftar ke partai.", ["pendaftaran_parpol"]),
        ("Lewat surat edaran kepala dinas.", ["surat"]),
        ("Ditelepon camat.", ["telepon"]),
        ("Pegawai malas.", []),
    ],
)
def test_a_plain_sentence_tells_the_channel(text: str, channel: list[str]) -> None:
    assert said(text)["channel"] == channel


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jalan di desa kami rusak dan belum diperbaiki.",
        "Kantor kelurahan buka pukul delapan pagi.",
        "Bansos bulan ini terlambat cair.",
        "Gaji guru belum dibayar tiga bulan.",
        "Apa syarat membuat e-KTP?",
        "Mutasi pegawai dilakukan sesuai prosedur.",
        "Rapat dinas membahas anggaran kesehatan.",
        "Kepala bagian umum menerima penghargaan.",
        "Pemilihan ketua RT berlangsung tertib.",
    ],
)
def test_what_is_no_breach_of_neutrality_scores_little(text: str) -> None:
    assert all(each["score"] < 0.5 for each in said(text)["conduct"])
