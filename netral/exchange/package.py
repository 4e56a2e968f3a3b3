"""What stands in the package of one hand-over: letter, list, exhibits as they may leave, and the same for programs."""

import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from netral.audit.actions import signing_key
from netral.evidence import actions as evidence
from netral.evidence.models import Exhibit
from netral.evidence.queries import exhibits_of
from netral.evidence.states import EXTENSIONS, Arrival, NotShown
from netral.exchange.actions.fetching import missing
from netral.exchange.messages import sealed, utc
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.packing import BLOCK, FORMAT, INDEX, Part, index_bytes, packed
from netral.lib.canonical import canonical_json
from netral.lib.dates import local_day

LETTER, LIST, CASE, EXHIBITS = "surat.pdf", "daftar-isi.txt", "perkara.json", "bukti"
Opened = Callable[[], Iterator[bytes]]


@dataclass(frozen=True)
class Content:
    """One file of a package: measured once, and read again when it is written out."""

    name: str
    sha256: str
    size: int
    crc: int
    blocks: Opened

    @property
    def part(self) -> Part:
        return Part(self.name, self.size, self.crc)


def package(kiriman: Kiriman) -> Iterator[bytes]:
    """The ZIP of a hand-over, in blocks: always the same bytes under the same key. NotShown where an exhibit may not
    leave, or has not come yet.
    """
    contents = list(_contents(kiriman))
    index = index_bytes(_signed_index(kiriman, contents))
    first = Part(INDEX, len(index), zlib.crc32(index))
    return packed([(first, [index]), *((each.part, each.blocks()) for each in contents)])


def filename(kiriman: Kiriman) -> str:
    return f"paket-{kiriman.key}.zip"


def _signed_index(kiriman: Kiriman, contents: list[Content]) -> dict[str, Any]:
    body = {
        "format": FORMAT,
        "id": kiriman.key,
        "sha256": kiriman.sha256,
        "from": kiriman.sender.code,
        "to": kiriman.receiver.code,
        "made": utc(kiriman.made_at),
        "files": [{"name": each.name, "sha256": each.sha256, "size": each.size} for each in contents],
    }
    key = signing_key()
    return sealed(body, key_id=key.key_id, sign=key.sign_json)


def _contents(kiriman: Kiriman) -> Iterator[Content]:
    files: list[Content] = []
    if kiriman.document:
        files.append(_measured(LETTER, kiriman.document.opened))
    files += [_exhibit(each) for each in kiriman.exhibits.order_by("pk")]
    files += _passed_along(kiriman.passes_on) if kiriman.passes_on else []
    yield _plain(LIST, _list(kiriman, files).encode())
    yield _plain(CASE, canonical_json(kiriman.content) + b"\n")
    yield from files


def _exhibit(exhibit: Exhibit) -> Content:
    """Under its label: what the sender called it may name the sender."""
    extension = EXTENSIONS.get(evidence.leaving(exhibit).media_type, "")
    return _measured(f"{EXHIBITS}/{exhibit.label}{extension}", lambda: evidence.opened_to_leave(exhibit))


def _passed_along(masukan: Masukan) -> list[Content]:
    """The files of a hand-over that goes on, as they came. NotShown until all of them are here."""
    if missing(masukan.origin):
        raise NotShown(_("Berkas kiriman ini belum semuanya terambil dari pengirimnya."))
    letter = masukan.content.get("letter")
    named = letter.get("sha256") if isinstance(letter, dict) else None
    came = exhibits_of(masukan.origin.reference).filter(arrival=Arrival.HERE).order_by("pk")
    return [_measured(LETTER if each.sha256 == named else _labelled(each), _as_it_came(each)) for each in came]


def _labelled(exhibit: Exhibit) -> str:
    return f"{EXHIBITS}/{exhibit.label}{EXTENSIONS.get(exhibit.media_type, '')}"


def _as_it_came(exhibit: Exhibit) -> Callable[[], BinaryIO]:
    return lambda: evidence.opened_as_it_came(exhibit)


def _plain(name: str, content: bytes) -> Content:
    return Content(name, sha256(content).hexdigest(), len(content), zlib.crc32(content), lambda: iter([content]))


def _measured(name: str, opened: Callable[[], BinaryIO]) -> Content:
    digest, crc, size = sha256(), 0, 0
    for block in _blocks(opened):
        digest.update(block)
        crc, size = zlib.crc32(block, crc), size + len(block)
    return Content(name, digest.hexdigest(), size, crc, lambda: _blocks(opened))


def _blocks(opened: Callable[[], BinaryIO]) -> Iterator[bytes]:
    with closing(opened()) as reader:
        while block := reader.read(BLOCK):
            yield block


def _list(kiriman: Kiriman, files: list[Content]) -> str:
    """The list for people, in Indonesian whoever asks: the package is one and the same."""
    lines = [
        f"Paket berkas {kiriman.key}",
        "",
        f"Dari: {kiriman.sender.name}",
        f"Kepada: {kiriman.receiver.name}",
        f"Tanggal: {local_day(kiriman.made_at, kiriman.sender.zone).isoformat()}",
        "",
        *(f"{each.name}\n    SHA-256 {each.sha256}" for each in files),
        "",
        f"Periksa keutuhannya tanpa internet: netral verify {filename(kiriman)}",
        "",
    ]
    return "\n".join(lines)
