"""The ZIP whose every byte is checked: any other byte is refused, and the file it stands in is named."""

import io
import json
import zipfile
import zlib
from hashlib import sha256
from typing import Any

import pytest

from netral.exchange import packing
from netral.exchange.messages import sealed
from netral.exchange.packing import INDEX, Part
from tests.exchange.builders import foreign_key

FILES = {"surat.pdf": b"%PDF surat", "bukti/B1.png": bytes(range(256)), "bukti/B2-ü.txt": b"", "perkara.json": b"{}\n"}
KEYS = {foreign_key().key_id: foreign_key().public_key}


def index(**changes: Any) -> dict[str, Any]:
    rows = [{"name": name, "sha256": sha256(data).hexdigest(), "size": len(data)} for name, data in FILES.items()]
    body = {"format": packing.FORMAT, "id": "7k4m2pxd91qf0", "files": rows, **changes}
    return sealed(body, key_id=foreign_key().key_id, sign=foreign_key().sign_json)


def part(name: str, data: bytes) -> Part:
    return Part(name, len(data), zlib.crc32(data))


def package(files: dict[str, bytes] | None = None, first: bytes | None = None) -> bytes:
    head = packing.index_bytes(index()) if first is None else first
    rows = {INDEX: head, **(FILES if files is None else files)}
    return b"".join(packing.packed((part(name, data), [data]) for name, data in rows.items()))


def refusal(data: bytes) -> str:
    """What is said of a package that does not hold; empty for one that does."""
    found = packing.check(io.BytesIO(data), KEYS)
    return " ".join(each.because for each in found if not each.holds)


def test_a_package_holds_and_names_each_file() -> None:
    found = packing.check(io.BytesIO(package()), KEYS)

    assert all(each.holds for each in found)
    assert [name for name in FILES if any(name in each.because for each in found)] == list(FILES)


def test_any_program_that_opens_a_zip_opens_it() -> None:
    with zipfile.ZipFile(io.BytesIO(package())) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist() if name != INDEX} == FILES


def test_the_same_contents_are_the_same_bytes() -> None:
    assert package() == package()


def test_every_flipped_byte_is_refused_with_its_file_named() -> None:
    whole, wrong = package(), []
    ranges, place = [], 0
    for name, data in {INDEX: packing.index_bytes(index()), **FILES}.items():
        end = place + len(packing.local_header(part(name, data))) + len(data)
        ranges.append((end, name))
        place = end
    for offset in range(len(whole)):
        flipped = bytearray(whole)
        flipped[offset] ^= 1 << (offset % 8)
        name = next((name for end, name in ranges if offset < end), "daftar isi ZIP")
        if name not in refusal(bytes(flipped)):
            wrong.append((offset, name))

    assert wrong == []


@pytest.mark.parametrize("cut", [0, 1, 29, 30, 45, 400, -1])
def test_a_package_cut_short_or_with_more_at_its_end_is_refused(cut: int) -> None:
    assert refusal(package()[:cut])
    assert "daftar isi ZIP" in refusal(package() + b"x")


def test_a_file_more_less_or_in_another_order_is_refused() -> None:
    files = list(FILES.items())

    assert "bukti/B1.png" in refusal(package(dict(files[:1])))
    assert "daftar isi ZIP" in refusal(package({**FILES, "lain.txt": b"x"}))
    assert "surat.pdf" in refusal(package(dict(reversed(files))))


def test_an_index_signed_by_somebody_else_is_not_believed() -> None:
    stranger = foreign_key("penipu")
    body = {name: value for name, value in index().items() if name not in ("key_id", "signature")}
    forged = sealed(body, key_id=stranger.key_id, sign=stranger.sign_json)

    assert "paket.json tidak dapat dipercaya" in refusal(package(first=packing.index_bytes(forged)))


@pytest.mark.parametrize(
    "first",
    [
        b"{",
        b"[]",
        b"{}",
        json.dumps(index()).encode(),  # signed, and spelt otherwise
        packing.index_bytes(index(format="lain")),
        packing.index_bytes(index(files=[{"name": "x"}])),
        packing.index_bytes(index(files=[{"name": "x", "sha256": "y", "size": -1}])),
        packing.index_bytes(index(files=[5])),
        b" " * 1_000_001,
    ],
)
def test_an_index_that_is_none_is_refused(first: bytes) -> None:
    assert INDEX in refusal(package(first=first))


def test_another_zip_is_no_package() -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as file:
        file.writestr("surat.pdf", b"x")

    assert refusal(other.getvalue())


def test_more_than_a_plain_zip_can_say_is_refused() -> None:
    huge = [Part(f"B{number}", 2**31, 0) for number in range(2)]

    with pytest.raises(packing.TooLarge):
        packing.ending(huge)
