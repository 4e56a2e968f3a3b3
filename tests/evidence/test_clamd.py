"""ClamAV's own protocol, spoken to a faithful double on a real socket."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from netral.audit.models import Entry
from netral.evidence import clamd, jobs, preparing
from netral.evidence.clamd import ScannerAway, infected
from netral.evidence.models import Exhibit
from tests.evidence.builders import AT, PNG, exhibit

# The string every scanner knows, in two halves so that none takes this file for a virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _serve(listener: socket.socket, answer: bytes | None) -> None:
    """One conversation as clamd holds it: zINSTREAM, lengths before pieces, a length of zero, one answer."""
    scanner, _address = listener.accept()
    with scanner, scanner.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(stream.read(4), "big"):
            content += stream.read(length)
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        scanner.sendall(found if answer is None else answer)


@contextmanager
def scanner(kind: str, folder: Path, answer: bytes | None = None) -> Iterator[str]:
    if kind == "unix":
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(folder / "clamd.ctl"))
        place = f"unix:{folder / 'clamd.ctl'}"
    else:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        place = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    listener.listen()
    thread = threading.Thread(target=_serve, args=(listener, answer))
    thread.start()
    try:
        yield place
    finally:
        thread.join(10)
        listener.close()


@pytest.mark.parametrize("kind", ["unix", "tcp"])
@pytest.mark.parametrize(("content", "found"), [(PNG, False), (b"x" * 5000 + EICAR, True)])
def test_the_scanner_reads_every_byte_and_says_what_it_found(
    tmp_path: Path, kind: str, content: bytes, found: bool
) -> None:
    blocks = [content[at : at + 1000] for at in range(0, len(content), 1000)]

    with scanner(kind, tmp_path) as place:
        assert infected(place, blocks) is found


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"x" * 5000])
def test_any_other_answer_says_that_nobody_knows(tmp_path: Path, answer: bytes) -> None:
    with scanner("unix", tmp_path, answer) as place, pytest.raises(ScannerAway):
        infected(place, [PNG])


@pytest.mark.parametrize("place", ["unix:/tidak/ada.sock", "tcp://127.0.0.1:1"])
def test_a_scanner_that_is_not_there_is_away(place: str) -> None:
    with pytest.raises(ScannerAway):
        infected(place, [PNG])


def test_a_scanner_that_never_answers_is_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clamd, "SECONDS", 0.2)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "clamd.ctl"))
    listener.listen()

    with listener, pytest.raises(ScannerAway):
        infected(f"unix:{tmp_path / 'clamd.ctl'}", [PNG])


@pytest.fixture
def house(settings: Any, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    settings.CLAMD = "unix:/tidak/ada.sock"
    return settings


@pytest.mark.django_db
def test_while_the_scanner_is_away_a_file_is_kept_unscanned(house: Any) -> None:
    kept = exhibit(PNG)

    preparing.prepare(kept, at=AT)

    assert (kept.scan, kept.cleaning, Exhibit.objects.count()) == ("menunggu", "menunggu", 1)
    assert Entry.objects.filter(chain=kept.reference).count() == 0


@pytest.mark.django_db
def test_when_it_is_back_the_waiting_are_scanned_and_cleaned(house: Any, tmp_path: Path) -> None:
    kept = exhibit(PNG)
    jobs.prepare_waiting.func()

    with scanner("unix", tmp_path) as house.CLAMD:
        assert jobs.prepare_waiting.func() == 1

    kept.refresh_from_db()
    assert (kept.scan, kept.cleaning, jobs.prepare_waiting.func()) == ("bersih", "selesai", 0)
    told = Entry.objects.filter(chain=kept.reference).order_by("pk").values_list("verb", "facts")
    assert list(told) == [
        ("bukti.dipindai", {"result": "bersih"}),
        ("bukti.dibersihkan", {"result": "selesai"}),
    ]


@pytest.mark.django_db
def test_what_is_infected_is_kept_marked_and_never_copied(house: Any, tmp_path: Path) -> None:
    kept = exhibit(PNG + EICAR)

    with scanner("unix", tmp_path) as house.CLAMD:
        jobs.prepare.func(kept.key)

    kept.refresh_from_db()
    assert (kept.scan, kept.cleaning, kept.copies.count()) == ("terinfeksi", "menunggu", 0)
    assert jobs.prepare_waiting.func() == 0


@pytest.mark.django_db
def test_a_damaged_file_is_not_called_clean(house: Any, tmp_path: Path) -> None:
    kept = exhibit(PNG)
    (tmp_path / "berkas" / kept.file.name).unlink()

    preparing.prepare(kept, at=AT)

    assert kept.scan == "menunggu"
