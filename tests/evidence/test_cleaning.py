"""Clean copies: the same picture and the same pages, and nothing that gives anybody away or acts; bombs do no harm."""

import io
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from netral.audit.models import Entry
from netral.evidence import cleaning, jobs, preparing
from netral.evidence.actions import erase
from netral.evidence.models import Copy, Exhibit
from netral.evidence.queries import measured
from netral.evidence.storing import blocks, opened
from tests.evidence.builders import AT, PNG, exhibit

# Ends as when the house stops, also where whoever runs the tests has told their children to ignore Ctrl-C.
# A shell in between, because a first line may hold neither spaces nor more than some hundred characters.
ENDED_FROM_OUTSIDE = """#!/bin/sh
exec "{python}" -c '
import os, signal
signal.signal(signal.SIG{signal}, signal.SIG_DFL)
os.kill(os.getpid(), signal.SIG{signal})
'
"""
TELLING = [b"Wayan Pelapor", b"GPS rahasia", b"Kamera 123", b"xmpmeta"]
XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>Wayan Pelapor</x:xmpmeta>"


def picture(kind: str = "JPEG", *, mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> bytes:
    """A picture that says who took it, with what, and where; lying on its side."""
    image = Image.new(mode, size, 128 if mode == "L" else (200, 30, 30, 120)[: len(mode)])
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x0110] = 6, "Wayan Pelapor", "Kamera 123"
    exif.get_ifd(0x8825)[0x001B] = b"GPS rahasia"
    out = io.BytesIO()
    options = {"comment": b"Wayan Pelapor"} if kind == "JPEG" else {}
    image.save(out, kind, exif=exif, **options)
    content = out.getvalue()
    if kind == "JPEG":
        content = content[:2] + b"\xff\xe1" + struct.pack(">H", len(XMP) + 2) + XMP + content[2:]
    return content


def paper() -> bytes:
    """A PDF that does and tells everything a PDF can."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('Wayan Pelapor')")
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], T="Wayan Pelapor",
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://contoh.id/Wayan Pelapor", Next=script),
    )  # fmt: skip
    button = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[0, 0, 9, 9], AA=pikepdf.Dictionary(U=script)
    )
    inner = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=[0], Next=[script]),
    )  # fmt: skip
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(each) for each in (link, button, inner)])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.pages[0].Annots[1]], XFA="Wayan Pelapor")
    pdf.pages[0].AA = pikepdf.Dictionary(O=script)
    pdf.Root.OpenAction = script
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["x", script]))
    pdf.attachments["rahasia.txt"] = b"Wayan Pelapor"
    pdf.docinfo["/Author"] = "Wayan Pelapor"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["Wayan Pelapor"]
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return out.getvalue()


def content_of(copy: Copy) -> bytes:
    with opened(copy.file.name or "") as reader:
        return b"".join(blocks(reader))


def prepared(content: bytes) -> Exhibit:
    kept = exhibit(content)
    preparing.prepare(kept, at=AT)
    return kept


def clean_of(content: bytes) -> bytes:
    return content_of(prepared(content).copies.get(kind="bersih"))


@pytest.fixture(autouse=True)
def media(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "berkas"  # type: ignore[attr-defined]
    return tmp_path / "berkas"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "RGB"), ("WEBP", "RGB")]
)
def test_a_picture_stays_the_picture_and_forgets_where_it_was_taken(kind: str, mode: str) -> None:
    content = picture(kind, mode=mode)
    assert [word for word in TELLING[:2] if word in content] == TELLING[:2]

    clean = clean_of(content)

    assert [word for word in TELLING if word in clean] == []
    with Image.open(io.BytesIO(clean)) as image:
        assert (image.format, image.size, dict(image.getexif())) == (kind, (20, 40), {})


@pytest.mark.django_db
def test_the_original_stays_bit_for_bit_and_the_journal_knows_the_copy() -> None:
    content = picture()

    kept = prepared(content)

    clean = kept.copies.get(kind="bersih")
    assert measured(kept.file.name or "", kept.size) == (kept.sha256, len(content))
    assert measured(clean.file.name or "", clean.size) == (clean.sha256, clean.size)
    entry = Entry.objects.get(chain=kept.reference)
    assert (entry.verb, entry.actor, entry.hashes) == ("bukti.dibersihkan", "sistem", [kept.sha256, clean.sha256])
    small = content_of(kept.copies.get(kind="kecil"))
    assert small.startswith(b"\xff\xd8")


@pytest.mark.django_db
def test_a_paper_stays_the_paper_and_neither_acts_nor_tells() -> None:
    content = paper()
    assert (b"Wayan Pelapor" in content, b"JavaScript" in content) == (True, True)

    clean = clean_of(content)

    with pikepdf.open(io.BytesIO(clean)) as pdf:
        assert (len(pdf.pages), len(pdf.attachments), "/Info" in pdf.trailer) == (1, 0, False)
        assert sorted(pdf.Root.keys()) == ["/Pages", "/Type"]
        assert [str(each.Subtype) for each in pdf.pages[0].Annots] == ["/Link", "/Link"]
        plain = io.BytesIO()
        pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    told = plain.getvalue()
    words = [*TELLING, b"JavaScript", b"/JS", b"/AA", b"OpenAction", b"Metadata", b"rahasia.txt", b"/URI"]
    assert [word for word in words if word in told] == []


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that unfolds into width x height pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compressobj(9)
    data = b"".join(rows.compress(bytes(width + 1) * 100) for _ in range(20)) + rows.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [bomb(60_000, 60_000), PNG[:44], b"%PDF-1.7\n" + b"[" * 20_000, b"%PDF-1.7\nnothing"],
    ids=["pixels", "half a picture", "nested", "no pages"],
)
def test_what_cannot_be_cleaned_is_kept_and_says_so(content: bytes) -> None:
    kept = prepared(content)

    assert (kept.cleaning, kept.copies.count(), kept.size) == ("gagal", 0, len(content))
    assert Entry.objects.get(chain=kept.reference).facts == {"result": "gagal"}


@pytest.mark.django_db
def test_a_program_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "GIVE_UP_AFTER", 0.01)

    assert prepared(PNG).cleaning == "gagal"


@pytest.mark.django_db
@pytest.mark.parametrize("signal", ["TERM", "INT"])
def test_a_house_that_stops_amid_the_work_does_it_later(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, signal: str
) -> None:
    kept, program = exhibit(PNG), tmp_path / "program"
    program.write_text(ENDED_FROM_OUTSIDE.format(python=sys.executable, signal=signal))
    program.chmod(0o700)

    with monkeypatch.context() as stopping:
        stopping.setattr(preparing.sys, "executable", str(program))
        preparing.prepare(kept, at=AT)
    assert (kept.cleaning, Entry.objects.filter(chain=kept.reference).count()) == ("menunggu", 0)
    preparing.prepare(kept, at=AT)

    assert kept.cleaning == "selesai"


@pytest.mark.django_db
def test_plain_bytes_leave_no_trace_in_the_working_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "kerja"
    place.mkdir()
    monkeypatch.setattr(preparing, "working_place", lambda: str(place))

    prepared(PNG)

    assert list(place.iterdir()) == []


@pytest.mark.django_db
def test_jobs_may_come_twice_and_for_what_is_gone() -> None:
    kept = prepared(PNG)

    jobs.prepare.func(kept.key)
    jobs.prepare.func("tidakada")

    assert (kept.copies.count(), Entry.objects.filter(chain=kept.reference).count()) == (2, 1)


@pytest.mark.django_db
def test_of_two_workers_one_makes_the_copies(monkeypatch: pytest.MonkeyPatch, media: Path) -> None:
    kept = exhibit(PNG)
    real = preparing._made

    def overtaken(one: Exhibit, folder: Path) -> object:
        monkeypatch.setattr(preparing, "_made", real)
        preparing.prepare(Exhibit.objects.get(pk=one.pk), at=AT)
        return real(one, folder)

    monkeypatch.setattr(preparing, "_made", overtaken)
    preparing.prepare(kept, at=AT)

    assert (kept.cleaning, kept.copies.count(), Entry.objects.filter(chain=kept.reference).count()) == ("selesai", 2, 1)


@pytest.mark.django_db
def test_of_what_is_erased_amid_the_work_no_copy_is_kept(
    monkeypatch: pytest.MonkeyPatch, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    kept = exhibit(PNG)
    real = preparing._made

    def erased(one: Exhibit, folder: Path) -> object:
        made = real(one, folder)
        erase(one.subject)
        return made

    monkeypatch.setattr(preparing, "_made", erased)
    with django_capture_on_commit_callbacks(execute=True):
        preparing.prepare(kept, at=AT)

    assert (kept.arrival, kept.copies.count()) == ("dihapus", 0)
    assert [each for each in media.rglob("*") if each.is_file()] == []


def test_the_program_refuses_what_it_does_not_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "hold_within_limits", lambda: None)

    with pytest.raises(SystemExit, match="video/mp4"):
        cleaning.main("video/mp4", tmp_path)


def test_the_program_does_its_work_within_its_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_to: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(cleaning.resource, "setrlimit", lambda what, most: set_to.update({what: most}))
    for kind, content in (("image/jpeg", picture()), ("application/pdf", paper())):
        (tmp_path / "asli").write_bytes(content)

        cleaning.main(kind, tmp_path)

    assert set_to[cleaning.resource.RLIMIT_AS] == (cleaning.MEMORY, cleaning.MEMORY)
    assert (tmp_path / "bersih").read_bytes().startswith(b"%PDF")
