"""Letters bound in behind a file: page for page, each under its bookmark, the same every time."""

from datetime import date
from io import BytesIO

import pikepdf
from pypdf import PdfReader

from netral.documents.binding import bind, pages_of
from netral.documents.sheets import BerkasPerkara, Enclosure, Section, Table
from netral.documents.typesetting import Frame, typeset
from tests.documents.builders import SHA, penerusan, words
from tests.documents.test_typesetting import AT, OFFICE, frame


def front(*enclosures: Enclosure) -> bytes:
    inner = Section("Dalam", ("Satu paragraf.",), (("Label", "Nilai"), ("Kosong", "")))
    shown = Section("Bab", table=Table(("Bukti", "Sidik"), (("B1\nLaporan", SHA),), (1, 3)), sections=(inner,))
    paper = BerkasPerkara(
        edition="Edisi internal", about="Hanya untuk uji.", case_title="Judul #*_ rekaan", facts=(("Kantor", "K"),),
        chapters=(shown,), enclosures=enclosures, printed="22 Januari 2024",
    )  # fmt: skip
    return typeset(paper, Frame(OFFICE, "001/Reg/TB/2024", AT))


def letter(number: str = "001/P/2024") -> Enclosure:
    pdf = typeset(penerusan(), frame(number=number))
    return Enclosure(number, "Surat penerusan", date(2024, 1, 20), SHA, pages_of(pdf), pdf)


def test_without_letters_the_file_stays_as_it_is() -> None:
    alone = front()

    assert bind(alone, ()) == alone
    assert b"pdfuaid" in pikepdf.open(BytesIO(alone)).Root.Metadata.read_bytes()


def test_letters_follow_page_for_page_under_their_bookmarks() -> None:
    letters = (letter(), letter("002/P/2024"))
    before = pages_of(front(*letters))

    reader = PdfReader(BytesIO(bind(front(*letters), letters)))

    assert len(reader.pages) == before + sum(each.pages for each in letters)
    inner = reader.outline[-1]
    assert [mark.title for mark in inner] == ["Surat penerusan 001/P/2024", "Surat penerusan 002/P/2024"]
    assert [reader.get_destination_page_number(mark) for mark in inner] == [before, before + letters[0].pages]
    assert "002/P/2024" in reader.pages[before + letters[0].pages].extract_text()


def test_the_same_letters_give_the_same_bytes() -> None:
    one = letter()

    assert bind(front(one), (one,)) == bind(front(one), (one,))


def test_a_file_whose_letters_are_untagged_does_not_call_itself_tagged_throughout() -> None:
    one = letter()

    with pikepdf.open(BytesIO(bind(front(one), (one,)))) as pdf:
        told = pdf.Root.Metadata.read_bytes()
        assert b"pdfuaid:part>" not in told
        assert b"<pdfaid:part>2</pdfaid:part>" in told
        assert all("/StructParents" not in page.obj for page in list(pdf.pages)[-one.pages :])


def test_texts_are_printed_as_they_are_and_fingerprints_in_groups() -> None:
    text = words(front())

    assert "Judul #*_ rekaan" in text
    assert SHA[:8] + " " + SHA[8:16] in text
    assert "Label : Nilai" in text
    assert "Kosong" not in text
