"""The package of a real hand-over: letter, list, exhibits as they may leave, and no trace of who reported."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader

from netral.audit.actions import signing_key
from netral.audit.queries import public_keys
from netral.evidence.actions import keep
from netral.exchange import actions, packing
from netral.exchange.models import Kiriman
from netral.exchange.package import filename, package
from netral.exchange.states import Answer, Door
from tests.cases.builders import SECRETIVE, day, decided, forwarded
from tests.evidence.builders import upload
from tests.exchange.builders import OFFICIAL, came_in, clock, office, partner, sent
from tests.exchange.test_actions_fetching import LETTER, LONG, Shelf, content

pytestmark = pytest.mark.django_db
PLANTED = (SECRETIVE.name, SECRETIVE.address, SECRETIVE.phone, SECRETIVE.email, "nama-pengirim-rahasia")


def telling_photo() -> bytes:
    """A photo that names its author inside."""
    told, out = PngInfo(), io.BytesIO()
    told.add_text("Author", SECRETIVE.name)
    Image.new("RGB", (32, 32), "navy").save(out, "PNG", pnginfo=told)
    return out.getvalue()


def handed() -> Kiriman:
    """A case with a photo whose sender gave it a telling name, handed over to a system without a door."""
    case = decided()
    partner("kasn", door=Door.PACKAGE)
    photo = keep(case.laporan.reference, upload(telling_photo(), f"{PLANTED[-1]}.png"), at=day(0))
    forwarded(case, exhibits=[photo])
    return Kiriman.objects.select_related("sender", "receiver", "document").get()


def test_everything_is_inside_and_holds() -> None:
    kiriman = handed()

    data = b"".join(package(kiriman))

    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        names = opened.namelist()
        assert names == ["paket.json", "daftar-isi.txt", "perkara.json", "surat.pdf", "bukti/B1.png"]
        assert json.loads(opened.read("perkara.json")) == kiriman.content
        assert "Paket berkas" in opened.read("daftar-isi.txt").decode()
    key = signing_key()
    assert all(each.holds for each in packing.check(io.BytesIO(data), {key.key_id: key.public_key}))


def test_the_same_hand_over_is_the_same_package() -> None:
    kiriman = handed()

    assert b"".join(package(kiriman)) == b"".join(package(kiriman))


def test_the_reporter_is_nowhere_inside() -> None:
    kiriman = handed()
    data = b"".join(package(kiriman))

    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        letter = "".join(page.extract_text() for page in PdfReader(io.BytesIO(opened.read("surat.pdf"))).pages)

    assert letter
    assert SECRETIVE.name.encode() in telling_photo()
    for word in PLANTED:
        assert word.encode() not in data
        assert word not in letter


def test_a_message_without_letter_is_a_package_too() -> None:
    data = b"".join(package(sent()))

    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.namelist() == ["paket.json", "daftar-isi.txt", "perkara.json"]


def verify(path: Path, keys: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "netral.config.cli", "verify", str(path), "--keys", str(keys), "--json"]
    environment = {"PATH": "", "NETRAL_HOME": str(path.parent / "tidak-ada")}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_it_is_checked_offline_and_a_flipped_byte_is_refused_with_the_file_named(tmp_path: Path) -> None:
    kiriman = handed()
    path, keys = tmp_path / filename(kiriman), tmp_path / "netral-keys.json"
    keys.write_text(json.dumps({"keys": public_keys()}))
    data = bytearray(b"".join(package(kiriman)))
    path.write_bytes(data)

    whole = verify(path, keys)
    data[data.index(b"%PDF") + 100] ^= 1
    path.write_bytes(data)
    flipped = verify(path, keys)

    assert (whole.returncode, json.loads(whole.stdout)["kind"]) == (0, "package")
    assert (flipped.returncode, json.loads(flipped.stdout)["holds"]) == (1, False)
    assert "surat.pdf" in json.loads(flipped.stdout)["because"]


def test_what_is_passed_on_by_package_takes_its_letter_and_exhibits_along() -> None:
    masukan = came_in(content=content(LETTER, LONG))
    actions.fetch_due(clock=clock(day(2)), pulled=Shelf(LETTER, LONG))
    partner("kemendagri", door=Door.PACKAGE)
    actions.answer(masukan, Answer.RECEIVED, acting=OFFICIAL, at=day(2))
    passed = actions.pass_on(masukan, receiver=office("kemendagri"), acting=OFFICIAL, at=day(2))
    assert isinstance(passed, Kiriman)

    data, key = b"".join(package(passed)), signing_key()

    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        assert [whole.read(name) for name in whole.namelist()[3:]] == [LETTER, LONG]
    assert all(found.holds for found in packing.check(io.BytesIO(data), {key.key_id: key.public_key}))
