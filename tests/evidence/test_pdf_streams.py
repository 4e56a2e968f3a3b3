"""Photos inside a paper: the same pictures, and nothing about whoever took them; what nobody can look into is named."""

import io
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from netral.evidence import cleaning, preparing
from netral.evidence.pdf_streams import NotClean
from tests.evidence.builders import AT, exhibit
from tests.evidence.test_positions import TELLING, photo, pixels

NAME = pikepdf.Name
WHO = b"Wayan Pelapor"


def scan(content: bytes, **options: Any) -> pikepdf.Pdf:
    """A paper of one page with one picture on it, packed as the options say."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    picture = {"Type": NAME.XObject, "Subtype": NAME.Image, "Width": 60, "Height": 40, "BitsPerComponent": 8}
    options = {"Filter": NAME.DCTDecode, "ColorSpace": NAME.DeviceRGB, **options}
    # A picture may be called like a thing that tells: it stays.
    page.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(T=pikepdf.Stream(pdf, content, **picture, **options))
    )
    page.Contents = pikepdf.Stream(pdf, b"q 200 0 0 200 0 0 cm /T Do Q")
    return pdf


def cleaned(pdf: pikepdf.Pdf, folder: Path) -> bytes:
    pdf.save(folder / "asli", compress_streams=False)
    cleaning.clean_pdf(folder)
    return (folder / "bersih").read_bytes()


def plain(content: bytes) -> bytes:
    """Everything a paper says, unpacked."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return out.getvalue()


def picture_of(content: bytes) -> tuple[bytes, Any]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = pdf.pages[0].Resources.XObject.T
        return found.read_raw_bytes(), found.get("/DecodeParms")


def test_a_photo_on_a_page_forgets_where_it_was_taken(tmp_path: Path) -> None:
    taken = photo("JPEG")
    colours = pikepdf.Dictionary(ColorTransform=1)

    clean = cleaned(scan(taken, DecodeParms=colours), tmp_path)

    assert [word for word in TELLING if word in taken]
    assert [word for word in (*TELLING, b"Exif") if word in plain(clean)] == []
    picture, options = picture_of(clean)
    assert (pixels(picture), options.ColorTransform) == (pixels(taken), 1)


@pytest.mark.parametrize("options", [{}, {"DecodeParms": [None, {"/ColorTransform": 1}]}])
def test_a_photo_packed_twice_is_found(tmp_path: Path, options: dict[str, Any]) -> None:
    taken = photo("JPEG", held=6)
    packed = scan(zlib.compress(taken), Filter=[NAME.FlateDecode, NAME.DCTDecode], **options)

    clean = cleaned(packed, tmp_path)

    picture, parameters = picture_of(clean)
    assert (pixels(picture), parameters is None) == (pixels(taken), not options)
    assert [word for word in TELLING if word in picture] == []


def test_pictures_that_are_no_photos_stay(tmp_path: Path) -> None:
    clean = cleaned(scan(zlib.compress(bytes(7200)), Filter=NAME.FlateDecode), tmp_path)

    with pikepdf.open(io.BytesIO(clean)) as pdf:
        assert pdf.pages[0].Resources.XObject.T.read_bytes() == bytes(7200)


def inline() -> pikepdf.Pdf:
    pdf = scan(photo("JPEG"))
    command = b"q BI /W 60 /H 40 /CS /RGB /BPC 8 /F /D#43T ID " + photo("JPEG") + b" EI Q"
    pdf.pages[0].Contents = pikepdf.Stream(pdf, zlib.compress(command), Filter=NAME.FlateDecode)
    return pdf


@pytest.mark.parametrize(
    ("paper", "found"),
    [
        (lambda: scan(photo("JPEG"), Filter=NAME.JPXDecode), "JPXDecode"),
        (lambda: scan(photo("JPEG"), Filter=NAME.JBIG2Decode), "JBIG2Decode"),
        (lambda: scan(photo("JPEG"), Filter=[NAME.DCTDecode, NAME.FlateDecode]), "DCTDecode"),
        (lambda: scan(photo("JPEG")[:300]), "nobody can read"),
        (lambda: scan(photo("JPEG"), F="C:\\Wayan\\foto.jpg"), "another file"),
        (inline, "drawing commands"),
    ],
    ids=["JPEG 2000", "JBIG2", "wrong order", "half a photo", "elsewhere", "inline"],
)
def test_what_nobody_can_look_into_is_never_called_clean(tmp_path: Path, paper: Any, found: str) -> None:
    with pytest.raises(NotClean, match=found):
        cleaned(paper(), tmp_path)

    assert not (tmp_path / "bersih").exists()


def test_a_note_on_a_page_keeps_its_words_and_forgets_its_writer(tmp_path: Path) -> None:
    pdf = scan(photo("JPEG"))
    told = {"/T": WHO, "/Subj": WHO, "/NM": WHO, "/M": WHO, "/CreationDate": WHO, "/RC": WHO}
    note = {"/Type": NAME.Annot, "/Rect": [0, 0, 9, 9], "/Contents": b"lihat baris dua", **told}
    written = pikepdf.Dictionary({**note, "/Subtype": NAME.Text})
    nameless = pikepdf.Dictionary(note)
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(each) for each in (written, nameless)])

    text = plain(cleaned(pdf, tmp_path))

    assert (b"lihat baris dua" in text, text.count(b"/Annot ")) == (True, 1)
    assert WHO not in text


def test_nothing_beside_the_pages_is_taken_along(tmp_path: Path) -> None:
    pdf = scan(photo("JPEG"))
    page, picture = pdf.pages[0], pdf.pages[0].Resources.XObject.T
    words = pdf.make_indirect(pikepdf.Stream(pdf, WHO))
    for place in (pdf.Root, page.obj, picture):
        place.Metadata, place.PieceInfo, place.LastModified = words, pikepdf.Dictionary(Tool=words), WHO
        place.AF, place.Thumb, place.OPI = pikepdf.Array([words]), words, pikepdf.Dictionary(F=WHO)
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=["a", words]))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[{"/Usage": {"/CreatorInfo": {"/Creator": WHO}}}])
    pdf.trailer.Maker, pdf.trailer.Info = WHO, pdf.make_indirect(pikepdf.Dictionary(Author=WHO))

    assert WHO not in plain(cleaned(pdf, tmp_path))


@pytest.mark.django_db
@pytest.mark.parametrize(("packed", "result"), [(NAME.DCTDecode, "selesai"), (NAME.JPXDecode, "gagal")])
def test_the_worker_says_which_papers_are_clean(settings: Any, tmp_path: Path, packed: Any, result: str) -> None:
    settings.MEDIA_ROOT = tmp_path
    out = io.BytesIO()
    scan(photo("JPEG"), Filter=packed).save(out)

    kept = exhibit(out.getvalue(), name="pindaian.pdf")
    preparing.prepare(kept, at=AT)

    assert (kept.cleaning, kept.copies.count()) == (result, int(result == "selesai"))
