"""Blackens parts of one file. A program of its own: python -m netral.evidence.redacting TYPE FOLDER.

Reads `asli` and `perintah.json` in FOLDER. An order {"page": 1} asks for that page as `halaman` (JPEG), and for the
number of pages as `jumlah`; {"boxes": [[page, left, top, width, height], …]} for `tertutup`, a file of the same type in
which those boxes (thousandths of a page) are black. Every page of a PDF becomes a picture, so that no text, layer or
earlier version is carried over. Like the cleaning program it holds no key, opens no database and is held within limits.
Exit code 0: done.
"""

import io
import json
import resource
import sys
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import typst
from PIL import Image, ImageDraw, ImageOps

from netral.evidence.cleaning import FORMATS, LARGEST_FILE, MOST_PIXELS, SECONDS

MEMORY = 3_000_000_000  # bytes of address space; the typesetter reserves more than it uses
MOST_PAGES = 60
POINTS, DOTS = 72, 150  # of an inch: in a PDF, and in what is made of it
LARGEST_SIDE = 1600  # pixels of a page that is only looked at
THOUSAND = 1000
PDF = "application/pdf"
WAY_IN = frozenset({"/Root", "/Size"})  # of a trailer; the rest says who made it and when
Box = Sequence[int]


def main(media_type: str, folder: Path) -> None:
    hold_within_limits()
    order = json.loads((folder / "perintah.json").read_text())
    if "page" in order:
        show(media_type, folder, int(order["page"]))
    elif media_type == PDF:
        redact_pdf(folder, order["boxes"])
    else:
        redact_image(folder, FORMATS[media_type], order["boxes"])


def hold_within_limits() -> None:
    limits = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: SECONDS, resource.RLIMIT_FSIZE: LARGEST_FILE}
    for what, most in {**limits, resource.RLIMIT_CORE: 0}.items():
        resource.setrlimit(what, (most, most))


def show(media_type: str, folder: Path, page: int) -> None:
    """One page to draw on, and how many there are."""
    count = page_count(folder) if media_type == PDF else 1
    if not 1 <= page <= count:
        raise SystemExit(f"no page {page} of {count}")
    picture = rendered(folder, page) if media_type == PDF else upright(folder, FORMATS[media_type])
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    picture.save(folder / "halaman", "JPEG", quality=85)
    (folder / "jumlah").write_text(str(count))


def redact_image(folder: Path, kind: str, boxes: Sequence[Box]) -> None:
    """The picture as it is seen, upright and flat, in new bytes."""
    picture = blackened(upright(folder, kind), boxes, page=1)
    picture.save(folder / "tertutup", kind, **({"quality": 90} if kind != "PNG" else {}))


def redact_pdf(folder: Path, boxes: Sequence[Box]) -> None:
    """Every page as a picture; what the PDF library writes of itself is taken off again."""
    pages = [blackened(rendered(folder, page), boxes, page=page) for page in range(1, page_count(folder) + 1)]
    made = io.BytesIO()
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=DOTS)
    with pikepdf.open(made) as pdf:
        for name in [each for each in pdf.trailer.keys() if each not in WAY_IN]:  # noqa: SIM118 - not Python's
            del pdf.trailer[name]
        pdf.save(folder / "tertutup", deterministic_id=True)


def upright(folder: Path, kind: str) -> Image.Image:
    """Flat on white: what is seen through is shown as it looks, and nothing lies beneath."""
    Image.MAX_IMAGE_PIXELS = None  # the check below is exact, and comes before any pixel is read
    with Image.open(folder / "asli", formats=[kind]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise SystemExit(f"{opened.width} x {opened.height} pixels")
        seen = ImageOps.exif_transpose(opened).convert("RGBA")
    flat = Image.new("RGB", seen.size, "white")
    flat.paste(seen, mask=seen)
    return flat


def blackened(picture: Image.Image, boxes: Sequence[Box], *, page: int) -> Image.Image:
    """New pixels, black where a box of this page covers even a part of one."""
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    pen = ImageDraw.Draw(bare)
    for on, left, top, width, height in boxes:
        if on == page:
            right, bottom = (left + width) * bare.width, (top + height) * bare.height
            corner = (left * bare.width // THOUSAND, top * bare.height // THOUSAND)
            # The far corner belongs to a rectangle, and a part of a pixel counts as a whole one.
            pen.rectangle((corner, (-(-right // THOUSAND), -(-bottom // THOUSAND))), fill="black")
    return bare


def page_count(folder: Path) -> int:
    with pikepdf.open(folder / "asli") as pdf:
        count = len(pdf.pages)
    if not 1 <= count <= MOST_PAGES:
        raise SystemExit(f"{count} pages")
    return count


def rendered(folder: Path, page: int) -> Image.Image:
    """A page of the PDF as a picture, by the typesetter the house prints with."""
    source = folder / "asli.pdf"
    if not source.exists():
        source.symlink_to(folder / "asli")
    (folder / "lembar.typ").write_text(
        f'#set page(width: auto, height: auto, margin: 0pt)\n#image("asli.pdf", page: {page})\n'
    )
    drawn = typst.compile(folder / "lembar.typ", root=folder, format="png", ppi=DOTS)
    with Image.open(io.BytesIO(drawn if isinstance(drawn, bytes) else drawn[0]), formats=["PNG"]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise SystemExit(f"{opened.width} x {opened.height} pixels")
        flat = Image.new("RGB", opened.size, "white")
        seen = opened.convert("RGBA")
    flat.paste(seen, mask=seen)
    return flat


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
