"""The exhibits with their fingerprints and their way through the house, the papers, and how to check it all."""

from netral.audit.models import Entry
from netral.audit.states import verb_text
from netral.cases.berkas.reading import Reading
from netral.documents.sheets import Section, Table
from netral.documents.typesetting import check_address
from netral.evidence.models import Exhibit
from netral.evidence.policies import check_can_leave
from netral.evidence.states import NotShown

COLUMNS, WIDTHS = ("Bukti", "Jenis dan ukuran", "Sidik berkas (SHA-256)"), (2, 4, 6)
FINGERPRINTS = (
    "Sidik sebuah berkas dihitung dari isinya dengan SHA-256, misalnya dengan perintah sha256sum. Satu huruf berubah, "
    "sidiknya lain. Bandingkan dengan daftar bukti dan daftar naskah di sini."
)
LETTERS = "Keaslian setiap naskah yang terbit diperiksa dengan kode QR atau alamat di kakinya"
PRINTS = (
    "Mencetak berkas ini tercatat di jurnal perkara beserta sidik cetakannya. Tanyakan ke kantor ini apakah sidik "
    "berkas yang Anda pegang tercatat di sana."
)
RESULTS = {"cocok": "sidik cocok", "tidak_cocok": "sidik TIDAK cocok"}


def exhibits(reading: Reading) -> Section:
    """Outside the office only what may leave it, with the fingerprint of the copy that does."""
    shown = [each for each in reading.exhibits if reading.internal or may_leave(each)]
    if not reading.exhibits:
        return Section("Daftar bukti", ("Belum ada bukti selain uraian peristiwa.",))
    kept = len(reading.exhibits) - len(shown)
    said = (f"{kept} bukti tidak dimuat: belum boleh keluar dari kantor ini.",) if kept else ()
    rows = tuple(_row(reading, each) for each in shown)
    ways = tuple(_way(reading, each) for each in shown)
    return Section("Daftar bukti", said, table=Table(COLUMNS, rows, WIDTHS) if rows else None, sections=ways)


def may_leave(exhibit: Exhibit) -> bool:
    """Whether another office would be handed it."""
    try:
        check_can_leave(exhibit)
    except NotShown:
        return False
    return True


def _row(reading: Reading, exhibit: Exhibit) -> tuple[str, str, str]:
    told = f"{exhibit.media_type or 'belum diketahui'}\n{_size(exhibit.size)}"
    return f"{exhibit.label}\n{source_of(reading, exhibit)}", told, exhibit.sha256


def source_of(reading: Reading, exhibit: Exhibit) -> str:
    """With what it came: labels begin anew with every laporan."""
    numbers = {each.reference: each.number for each in reading.reports}
    return numbers.get(exhibit.subject, reading.case.number)


def _size(size: int) -> str:
    return f"{size:,} byte".replace(",", ".")


def _way(reading: Reading, exhibit: Exhibit) -> Section:
    facts = (
        ("Dari", source_of(reading, exhibit)),
        ("Dicatat", reading.moment(exhibit.received_at)),
        ("Keadaan", str(exhibit.get_arrival_display())),
        ("Sidik salinan yang keluar", reading.leaving_copies.get(exhibit.pk, "")),
    )
    rows = tuple(_entry(reading, entry) for entry in reading.custodies[exhibit.pk])
    heading = f"{exhibit.called}: penjagaan"
    columns = ("Waktu", "Yang terjadi", "Oleh") if reading.internal else ("Waktu", "Yang terjadi")
    return Section(heading, (), facts, Table(columns, rows, (4, 6, 4)[: len(columns)]) if rows else None)


def _entry(reading: Reading, entry: Entry) -> tuple[str, ...]:
    """Who it was stays inside the office."""
    result = RESULTS.get(entry.facts.get("result", ""))
    text = str(verb_text(entry.verb).staff)
    said = (reading.moment(entry.at), f"{text}: {result}" if result else text)
    return (*said, reading.names.get(entry.actor, "")) if reading.internal else said


def papers(reading: Reading) -> Section:
    """Every document that was issued, and whether it is bound in."""
    rows = tuple(
        (
            f"{paper.document.number}\n{paper.document.get_kind_display()}\n{reading.day(paper.document.issued_at)}",
            paper.document.sha256,
            "terlampir" if paper.enclosure else f"tidak dilampirkan: {paper.because}",
        )
        for paper in reading.papers
    )
    columns = ("Naskah", "Sidik berkas (SHA-256)", "Lampiran")
    return Section(
        "Naskah yang terbit",
        () if rows else ("Belum ada naskah yang terbit.",),
        table=Table(columns, rows, (4, 6, 3)) if rows else None,
    )


def checking(reading: Reading) -> Section:
    """What anybody can check without trusting who printed it."""
    head = reading.head
    facts = (("Catatan jurnal", f"{head.length}"), ("Sidik catatan terakhir", head.head)) if head else ()
    letters = f"{LETTERS}: {check_address('<kode>')}."
    return Section("Cara memeriksa berkas ini", (FINGERPRINTS, letters, PRINTS), facts)
