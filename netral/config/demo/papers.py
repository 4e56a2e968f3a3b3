"""Invented exhibits: a picture and a decision that say on their face that they are examples."""

import random
import struct
import zlib

import typst

WIDTH, HEIGHT = 320, 200
DECISION = """
#set page(paper: "a4", margin: 25mm)
#align(center)[*CONTOH, BUKAN DOKUMEN RESMI*]
#v(10mm)
#align(center)[*KEPUTUSAN PEJABAT PEMBINA KEPEGAWAIAN* \\ tentang Hukuman Disiplin]
#v(8mm)
Menimbang rekomendasi pengawas ASN, menetapkan hukuman disiplin tingkat sedang kepada pegawai rekaan
dalam data latihan ini.
"""


def picture(chance: random.Random) -> bytes:
    """A PNG of coloured bands, different for every story so that its SHA-256 differs too."""
    bands = [bytes(chance.randrange(60, 220) for _ in range(3)) for _ in range(8)]
    rows = b"".join(b"\0" + bands[y * len(bands) // HEIGHT] * WIDTH for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def decision() -> bytes:
    return typst.compile(DECISION.encode())
