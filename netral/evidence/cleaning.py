"""Makes copies of one file that give nobody away. A program of its own: python -m netral.evidence.cleaning TYPE FOLDER.

Reads `asli` in FOLDER; writes `bersih` (without position, device, author, scripts, attachments) and, for images,
`kecil`. It holds no key, opens no database and knows no Django: whatever a hostile file does to the libraries happens
here, within the memory, the time and the file size given to this process. Exit code 0: done.
"""

import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageOps

from netral.evidence.pdf_streams import clean_streams

MEMORY = 1_000_000_000  # bytes of address space
SECONDS = 40  # of processor time
LARGEST_FILE = 120_000_000  # bytes a copy may have
MOST_PIXELS = 60_000_000  # a phone of today takes 50 million
SMALL = (320, 320)
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
# Keys of a PDF that act, carry files, or say who made it and when.
ACTING = ("/OpenAction", "/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/AF", "/RichMedia")
TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/Author", "/CreationDate", "/ModDate", "/XFA", "/CreatorInfo")
ELSEWHERE = ("/Thumb", "/OPI", "/SpiderInfo", "/Alternates")  # where it lay, where it came from, what it was before
# Of a note on a page: who wrote it, about what, with which program, when. What it says stays.
OF_NOTES = ("/T", "/Subj", "/NM", "/M", "/RC")
ROOT = frozenset({"/Root", "/Size", "/ID", "/Encrypt", "/Prev"})  # of a trailer
ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/URI", "/Movie", "/Sound"}
    | {"/Rendition", "/RichMediaExecute", "/ResetForm", "/Named", "/Thread", "/Trans", "/GoTo3DView", "/SetOCGState"}
)
LIVELY = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/Widget"})


def main(media_type: str, folder: Path) -> None:
    hold_within_limits()
    if media_type in FORMATS:
        clean_image(folder, FORMATS[media_type])
    elif media_type == "application/pdf":
        clean_pdf(folder)
    else:
        raise SystemExit(f"no clean copy can be made of {media_type}")


def hold_within_limits() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def clean_image(folder: Path, kind: str) -> None:
    """The picture as it is seen, upright, in new bytes: nothing but its pixels is carried over."""
    Image.MAX_IMAGE_PIXELS = None  # the check below is exact, and comes before any pixel is read
    with Image.open(folder / "asli", formats=[kind]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise SystemExit(f"{opened.width} x {opened.height} pixels")
        upright = ImageOps.exif_transpose(opened)
        upright.load()
    mode = "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
    pixels = upright.convert("L" if upright.mode == "L" else mode)
    bare = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    options: dict[str, Any] = {"quality": 90} if kind != "PNG" else {}
    bare.save(folder / "bersih", kind, **options)
    bare.thumbnail(SMALL)
    bare.convert("RGB").save(folder / "kecil", "JPEG", quality=75)


def clean_pdf(folder: Path) -> None:
    """The same pages without what acts, what is attached, and what names authors and devices."""
    with pikepdf.open(folder / "asli") as pdf:
        for each in pdf.objects:
            strip(each)
        strip_names(pdf)
        for page in pdf.pages:
            keep_quiet_annotations(page.obj)
        clean_streams(pdf)
        pdf.remove_unreferenced_resources()
        pdf.save(folder / "bersih", deterministic_id=True)


def strip(found: Any) -> None:
    """Take out of one object, and of what stands directly in it, whatever acts or tells."""
    for dictionary in list(dictionaries(found)):
        # Elsewhere /T and /M mean something else, or are what a picture on the page is called.
        of_notes = OF_NOTES if "/Subtype" in dictionary else ()
        for name in (*ACTING, *TELLING, *ELSEWHERE, *of_notes):
            if name in dictionary:
                del dictionary[name]
        for name in ("/A", "/Next", "/PA"):
            if name in dictionary and _acts(dictionary.get(name)):
                del dictionary[name]


def _acts(action: Any) -> bool:
    if isinstance(action, pikepdf.Array):
        return any(_acts(each) for each in action)
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in ACTIONS


def dictionaries(found: Any, depth: int = 0) -> Iterator[Any]:
    """Every dictionary in an object, itself included. What it points to is an object of its own."""
    if depth > 40:  # noqa: PLR2004 - deeper than any sound file nests
        raise SystemExit("nested too deeply")
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield found
        inner = [value for _key, value in found.items()]
    elif isinstance(found, pikepdf.Array):
        inner = list(found)
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from dictionaries(value, depth + 1)


def strip_names(pdf: pikepdf.Pdf) -> None:
    """Forms, attached files, scripts and the like by name, from the root; and all of the trailer but the way there."""
    for name in ("/Names", "/AcroForm", "/Collection", "/Extensions", "/Perms", "/Threads", "/URI", "/Legal", "/DSS"):
        if name in pdf.Root:
            del pdf.Root[name]
    for name in [each for each in pdf.trailer.keys() if each not in ROOT]:  # noqa: SIM118 - no dictionary of Python's
        del pdf.trailer[name]


def keep_quiet_annotations(page: Any) -> None:
    if "/Annots" in page:
        quiet = [each for each in page.Annots if str(each.get("/Subtype", "/Widget")) not in LIVELY]
        page.Annots = pikepdf.Array(quiet)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
