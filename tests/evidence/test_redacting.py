"""What is blackened is gone: pixels, text, layers and everything that tells of the file before."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from netral.evidence import redacting

SECRET = "NAMA RAHASIA"


def run(media_type: str, folder: Path, **order: Any) -> bool:
    """The program as the house starts it; whether it said it was done."""
    (folder / "perintah.json").write_text(json.dumps(order))
    command = [sys.executable, "-m", "netral.evidence.redacting", media_type, str(folder)]
    return subprocess.run(command, check=False, capture_output=True, timeout=120).returncode == 0


def picture(folder: Path, kind: str = "PNG", *, size: tuple[int, int] = (200, 100), **options: Any) -> None:
    Image.new("RGB", size, (200, 30, 30)).save(folder / "asli", kind, **options)


def written_pdf(folder: Path, *, pages: int = 2) -> None:
    """Pages that say the secret in text, with an author, an attachment and a script."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(400, 200))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(f"BT /F1 24 Tf 40 140 Td ({SECRET} {number + 1}) Tj ET".encode())
    pdf.docinfo["/Author"] = SECRET
    pdf.attachments["rahasia.txt"] = SECRET.encode()
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=SECRET)
    pdf.save(folder / "asli")


def made(folder: Path) -> Image.Image:
    return Image.open(folder / "tertutup").convert("RGB")


def drawn(pdf: Path, page: int) -> Image.Image:
    """The one picture a page of the copy consists of."""
    with pikepdf.open(pdf) as opened:
        (image,) = opened.pages[page].get_images().values()
        return pikepdf.PdfImage(image).as_pil_image().convert("RGB")


def is_black(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    return {value for low_high in image.crop(box).getextrema() for value in low_high} == {0}  # type: ignore[union-attr]


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("WEBP", "image/webp"), ("JPEG", "image/jpeg")])
def test_a_box_is_black_and_the_rest_is_as_it_was(tmp_path: Path, kind: str, media_type: str) -> None:
    picture(tmp_path, kind)

    assert run(media_type, tmp_path, boxes=[[1, 250, 100, 500, 400]])

    copy = made(tmp_path)
    inner = copy.crop((56, 16, 144, 44))  # a JPEG blurs the edge itself
    assert max(high for _low, high in inner.getextrema()) < 12  # type: ignore[operator, misc]
    red, green, blue = copy.getpixel((10, 90))  # type: ignore[misc]
    assert red > 190
    assert max(green, blue) < 60
    assert copy.size == (200, 100)


def test_a_pixel_touched_by_a_box_is_black_as_a_whole(tmp_path: Path) -> None:
    picture(tmp_path, size=(10, 10))

    assert run("image/png", tmp_path, boxes=[[1, 150, 150, 101, 101]])

    assert is_black(made(tmp_path), (1, 1, 4, 4))
    assert made(tmp_path).getpixel((0, 0)) == (200, 30, 30)


def test_nothing_beside_the_pixels_is_carried_over(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x013B] = "Kamera Rahasia", 6, SECRET
    picture(tmp_path, "JPEG", exif=exif, comment=SECRET.encode())

    assert run("image/jpeg", tmp_path, boxes=[[1, 0, 0, 1000, 100]])

    content = (tmp_path / "tertutup").read_bytes()
    assert SECRET.encode() not in content
    assert b"Kamera" not in content
    with Image.open(tmp_path / "tertutup") as copy:
        assert dict(copy.getexif()) == {}
        assert copy.size == (100, 200)  # upright, as it was drawn on
        assert max(copy.convert("L").crop((0, 0, 100, 16)).getextrema()) < 12  # type: ignore[type-var, operator]


def test_what_lay_beneath_what_is_seen_through_is_gone(tmp_path: Path) -> None:
    Image.new("RGBA", (20, 20), (10, 200, 10, 0)).save(tmp_path / "asli", "PNG")

    assert run("image/png", tmp_path, boxes=[[1, 0, 0, 100, 100]])

    copy = Image.open(tmp_path / "tertutup")
    assert (copy.mode, copy.getpixel((15, 15))) == ("RGB", (255, 255, 255))


def test_the_pages_of_a_pdf_become_pictures_and_only_the_boxed_one_is_black(tmp_path: Path) -> None:
    written_pdf(tmp_path)

    assert run("application/pdf", tmp_path, boxes=[[2, 50, 150, 800, 200]])

    content, reader = (tmp_path / "tertutup").read_bytes(), PdfReader(tmp_path / "tertutup")
    assert [page.extract_text() for page in reader.pages] == ["", ""]
    assert SECRET.encode() not in content
    assert (reader.metadata, list(reader.attachments), "/OpenAction" in reader.root_object) == (None, [], False)
    first, second = (drawn(tmp_path / "tertutup", page) for page in (0, 1))
    width, height = second.size
    box = (int(width * 0.06), int(height * 0.17), int(width * 0.84), int(height * 0.34))
    assert max(high for _low, high in second.crop(box).getextrema()) < 24  # type: ignore[operator, misc]
    assert max(high for _low, high in first.crop(box).getextrema()) > 200  # type: ignore[operator, misc]
    assert min(low for low, _high in first.crop(box).getextrema()) < 100  # type: ignore[operator, misc]
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx([400, 200], abs=1)


def test_a_page_is_shown_to_draw_on(tmp_path: Path) -> None:
    written_pdf(tmp_path, pages=3)

    assert run("application/pdf", tmp_path, page=3)

    with Image.open(io.BytesIO((tmp_path / "halaman").read_bytes())) as shown:
        assert (shown.format, max(shown.size) <= redacting.LARGEST_SIDE) == ("JPEG", True)
    assert (tmp_path / "jumlah").read_text() == "3"


def test_an_image_has_one_page_no_larger_than_a_screen(tmp_path: Path) -> None:
    picture(tmp_path, size=(4000, 1000))

    assert run("image/png", tmp_path, page=1)

    with Image.open(tmp_path / "halaman") as shown:
        assert shown.size == (1600, 400)
    assert (tmp_path / "jumlah").read_text() == "1"


@pytest.mark.parametrize("page", [0, 2])
def test_there_is_no_page_beside_those_there_are(tmp_path: Path, page: int) -> None:
    picture(tmp_path)

    assert not run("image/png", tmp_path, page=page)


def test_what_is_too_much_is_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redacting, "MOST_PIXELS", 100)
    monkeypatch.setattr(redacting, "MOST_PAGES", 1)
    picture(tmp_path)
    with pytest.raises(SystemExit, match="200 x 100 pixels"):
        redacting.upright(tmp_path, "PNG")
    written_pdf(tmp_path)
    with pytest.raises(SystemExit, match="2 pages"):
        redacting.page_count(tmp_path)
    with pytest.raises(SystemExit, match="pixels"):
        redacting.rendered(tmp_path, 1)


@pytest.mark.parametrize("media_type", ["image/png", "application/pdf"])
def test_a_broken_file_leaves_nothing_behind(tmp_path: Path, media_type: str) -> None:
    (tmp_path / "asli").write_bytes(b"rusak")

    assert not run(media_type, tmp_path, boxes=[[1, 0, 0, 10, 10]])
    assert not (tmp_path / "tertutup").exists()


def test_the_way_through_the_program_is_the_same_inside_this_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redacting, "hold_within_limits", lambda: None)
    written_pdf(tmp_path, pages=1)
    (tmp_path / "perintah.json").write_text(json.dumps({"boxes": [[1, 0, 0, 1000, 1000]]}))
    redacting.main("application/pdf", tmp_path)
    assert len(PdfReader(tmp_path / "tertutup").pages) == 1
    (tmp_path / "perintah.json").write_text(json.dumps({"page": 1}))
    redacting.main("application/pdf", tmp_path)
    picture(tmp_path)
    (tmp_path / "perintah.json").write_text(json.dumps({"boxes": [[1, 0, 0, 1000, 1000]]}))
    redacting.main("image/png", tmp_path)

    assert is_black(made(tmp_path), (0, 0, 200, 100))
