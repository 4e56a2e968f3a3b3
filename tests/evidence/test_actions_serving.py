"""Serving: to whom a policy lets in, in parts, in a sandbox, under its label, and never what was not looked at."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.utils import timezone

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.evidence.actions import check_again, hand_out, keep, make_ready_to_leave, release, serve, serve_copy
from netral.evidence.models import Copy, Exhibit
from netral.evidence.states import Arrival, NotShown, Scan
from netral.lib.encrypted_files import CHUNK, Damaged, sealed
from tests.evidence.builders import AT, PDF, PNG, SAMPLES, SUBJECT, exhibit, upload

OFFICER = Acting("akun:7k4m2pxd91qf0", ())
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"


def body(response: HttpResponseBase) -> bytes:
    """What is sent; the file is closed, but not the database, as the end of a request would."""
    try:
        return b"".join(response)  # type: ignore[arg-type]
    finally:
        for close in response._resource_closers:  # type: ignore[attr-defined]
            close()


def ask(kept: Exhibit, *, acting: Acting = OFFICER, **headers: str) -> HttpResponseBase:
    return serve(RequestFactory().get("/", headers=headers), kept, acting=acting)


def openings() -> list[Entry]:
    return list(Entry.objects.filter(verb="bukti.dilihat").order_by("pk"))


def test_an_image_is_served_in_place_in_a_sandbox() -> None:
    response = ask(exhibit(PNG))

    assert body(response) == PNG
    assert response["Content-Type"] == "image/png"
    assert response["Content-Length"] == str(len(PNG))
    assert response["Content-Disposition"] == 'inline; filename="B1.png"'
    assert response["Content-Security-Policy"].startswith("sandbox;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(("kind", "how"), [("pdf", "attachment"), ("mp4", "inline"), ("voice message", "inline")])
def test_a_paper_is_a_download_and_a_recording_is_played(kind: str, how: str) -> None:
    content, media_type = SAMPLES[kind]

    response = ask(exhibit(content, name="rekaman.bin"))

    assert response["Content-Disposition"].startswith(f'{how}; filename="B1.')
    assert (response["Content-Type"], body(response)) == (media_type, content)


@pytest.mark.parametrize(
    ("content", "served"), [(PNG, 'inline; filename="B1.png"'), (PDF, 'attachment; filename="B1.pdf"')]
)
def test_what_the_sender_called_a_file_goes_out_with_nobody(content: bytes, served: str) -> None:
    response = ask(exhibit(content, name="HP Wayan Pelapor.png"))

    assert response["Content-Disposition"] == served
    assert body(response) == content


def film(size: int = 2 * CHUNK + 500) -> tuple[Exhibit, bytes]:
    content = SAMPLES["mp4"][0] + bytes(number % 253 for number in range(size))
    return keep(SUBJECT, upload(content, "film.mp4"), at=AT), content


@pytest.mark.parametrize("part", [(0, 1), (10, CHUNK), (CHUNK - 1, CHUNK + 3), (2 * CHUNK, 2 * CHUNK + 9)])
def test_a_part_of_a_film_is_that_part(part: tuple[int, int]) -> None:
    kept, content = film()

    response = ask(kept, Range=f"bytes={part[0]}-{part[1]}")

    assert (response.status_code, response["Accept-Ranges"]) == (206, "bytes")
    assert response["Content-Range"] == f"bytes {part[0]}-{part[1]}/{len(content)}"
    assert body(response) == content[part[0] : part[1] + 1]


def test_the_part_of_a_version_somebody_holds_is_given_only_of_that_version() -> None:
    kept, content = film()

    same = ask(kept, Range="bytes=5-9", **{"If-Range": f'"{kept.sha256}"'})
    another = ask(kept, Range="bytes=5-9", **{"If-Range": '"another"'})

    assert (same.status_code, body(same)) == (206, content[5:10])
    assert (another.status_code, body(another)) == (200, content)


def test_several_parts_at_once_are_answered_with_the_whole() -> None:
    kept, content = film()

    response = ask(kept, Range="bytes=0-1,5-9")

    assert (response.status_code, body(response)) == (200, content)


def test_a_part_after_the_end_is_refused_with_the_size() -> None:
    kept, content = film()

    response = ask(kept, Range="bytes=99999999-")

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(content)}")
    assert body(response) == b""


def test_every_sitting_of_every_person_is_journalled_once() -> None:
    kept, _content = film()

    for header in ("bytes=0-1", "bytes=5-9", "bytes=70-"):
        body(ask(kept, Range=header))
    body(ask(kept, acting=Acting("akun:other", ())))

    assert [(entry.chain, entry.actor, entry.hashes) for entry in openings()] == [
        (kept.reference, OFFICER.reference, [kept.sha256]),
        (kept.reference, "akun:other", [kept.sha256]),
    ]


def test_coming_back_later_is_another_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = exhibit(PNG)
    body(ask(kept))
    later = timezone.now() + timedelta(minutes=11)

    monkeypatch.setattr(timezone, "now", lambda: later)
    body(ask(kept))

    assert len(openings()) == 2


@pytest.mark.parametrize(("scan", "says"), [(Scan.WAITING, "belum dipindai"), (Scan.INFECTED, "berbahaya")])
def test_what_was_not_found_clean_is_shown_to_nobody(scan: Scan, says: str) -> None:
    kept = exhibit(PNG)
    Exhibit.objects.update(scan=scan)
    kept.refresh_from_db()
    request = RequestFactory().get("/")

    answers = [ask(kept), hand_out(request, kept, acting=OFFICER), serve_copy(request, kept, "bersih")]

    assert [(answer.status_code, says in body(answer).decode()) for answer in answers if answer] == [(409, True)] * 3
    assert openings() == []


@pytest.mark.parametrize(("arrival", "says"), [(Arrival.PROMISED, "masih menyusul"), (Arrival.ERASED, "sudah dihapus")])
def test_what_is_not_here_is_said_to_be_on_its_way_or_gone(arrival: Arrival, says: str) -> None:
    kept = exhibit(PNG)
    Exhibit.objects.update(arrival=arrival)
    kept.refresh_from_db()

    with pytest.raises(NotShown, match=says):
        make_ready_to_leave([kept], at=AT)


def test_a_damaged_file_breaks_off_instead_of_showing_something_else(media: Path) -> None:
    kept, _content = film()
    path = media / kept.file.name
    stored = bytearray(path.read_bytes())
    stored[CHUNK + 500] ^= 1
    path.write_bytes(bytes(stored))

    response = ask(kept)

    with pytest.raises(Damaged):
        body(response)


def test_a_file_kept_before_files_were_sealed_is_served_all_the_same(media: Path) -> None:
    kept = exhibit(PNG)
    (media / kept.file.name).write_bytes(PNG)

    assert body(ask(kept, Range="bytes=1-3")) == PNG[1:4]


def test_other_agencies_get_the_clean_copy() -> None:
    kept = exhibit(PNG)
    make_ready_to_leave([kept], at=AT)

    response = hand_out(RequestFactory().get("/"), kept, acting=OFFICER)

    copy = Copy.objects.get(kind="bersih")
    assert response["ETag"] == f'"{copy.sha256}"'
    assert body(response).startswith(b"\x89PNG")
    assert openings() == []


def test_before_it_is_clean_nothing_leaves() -> None:
    response = hand_out(RequestFactory().get("/"), exhibit(PNG), acting=OFFICER)

    assert (response.status_code, "belum jadi" in body(response).decode()) == (409, True)


@pytest.mark.parametrize("content", [SAMPLES["mp4"][0], SAMPLES["webp"][0]])
def test_what_cannot_be_cleaned_leaves_only_on_the_word_of_a_person(content: bytes) -> None:
    kept = exhibit(content)
    with pytest.raises(NotShown, match="tidak bisa dibersihkan"):
        make_ready_to_leave([kept], at=AT)

    release(kept, acting=OFFICER, office="bawaslu-99.07", at=AT)
    make_ready_to_leave([kept], at=AT)

    assert body(hand_out(RequestFactory().get("/"), kept, acting=OFFICER)) == content
    released = Entry.objects.get(verb="bukti.dilepas")
    assert (released.chain, released.actor, released.office) == (kept.reference, OFFICER.reference, "bawaslu-99.07")


@pytest.mark.parametrize("ready", [True, False])
def test_an_original_stays_while_a_clean_copy_is_there_or_on_its_way(ready: bool) -> None:
    kept = exhibit(PNG)
    if ready:
        make_ready_to_leave([kept], at=AT)

    with pytest.raises(NotShown, match="punya salinan bersih" if ready else "belum jadi"):
        release(kept, acting=OFFICER, office="bawaslu-99.07", at=AT)

    kept.refresh_from_db()
    assert (kept.released_at, Entry.objects.filter(verb="bukti.dilepas").exists()) == (None, False)


@pytest.mark.parametrize(("damage", "result"), [(b"", "cocok"), (b"x", "tidak_cocok")])
def test_an_original_is_read_again_and_the_journal_hears_what_was_found(
    media: Path, damage: bytes, result: str
) -> None:
    kept = exhibit(PNG)
    with (media / kept.file.name).open("ab") as file:
        file.write(damage)

    same = check_again(kept, acting=OFFICER, office="bawaslu-99.07", at=AT)

    entry = Entry.objects.get(verb="bukti.diperiksa")
    assert (same, entry.facts, entry.hashes) == (result == "cocok", {"result": result}, [kept.sha256])


def test_the_clean_copy_leaves_whatever_was_said_of_the_original() -> None:
    kept = exhibit(PNG)
    make_ready_to_leave([kept], at=AT)
    Exhibit.objects.update(released_at=AT)
    kept.refresh_from_db()

    response = hand_out(RequestFactory().get("/"), kept, acting=OFFICER)

    assert response["ETag"] == f'"{Copy.objects.get(kind="bersih").sha256}"'


def test_there_is_a_copy_of_a_kind_or_none() -> None:
    kept = exhibit(PNG)
    make_ready_to_leave([kept], at=AT)
    request = RequestFactory().get("/")

    small, light = serve_copy(request, kept, "kecil"), serve_copy(request, kept, "ringan")

    assert small is not None
    assert (small["Content-Type"], small["Content-Disposition"]) == ("image/jpeg", 'inline; filename="B1.jpg"')
    assert body(small).startswith(b"\xff\xd8")
    assert light is None


def test_the_sealed_bytes_are_not_what_was_sent(media: Path) -> None:
    kept = exhibit(PDF)

    stored = (media / kept.file.name).read_bytes()

    assert PDF[10:60] not in stored
    assert len(stored) == len(b"".join(sealed([PDF], lambda key_id: (key_id or "00000000", bytes(32)))))
