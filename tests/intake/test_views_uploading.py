"""tus 1.0 at /unggah/: begun by whom it may be, gone on with exactly where it stands, and refused with a way out."""

import base64
import hashlib
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import BadRequest
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token
from netral.access.models import Role
from netral.audit.models import Entry
from netral.evidence.actions import receive
from netral.evidence.models import Exhibit, Upload
from netral.evidence.queries import check, exhibits_of
from netral.intake.actions import Accepted, withdraw
from tests.access.builders import seated
from tests.evidence.builders import PNG, REFUSED
from tests.intake.sending import PIECE, VERSION, begin, film, metadata, patch, path, sha256, stands_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


def errors(answer: Any) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in answer.json()["errors"]]


def test_options_say_what_is_spoken(client: Client) -> None:
    answer = client.options("/unggah/")

    assert (answer.status_code, answer["Tus-Version"], answer["Tus-Resumable"]) == (204, "1.0.0", "1.0.0")
    assert set(answer["Tus-Extension"].split(",")) == {
        "creation", "creation-with-upload", "expiration", "checksum", "termination",
    }  # fmt: skip
    assert answer["Tus-Checksum-Algorithm"] == "sha256,sha1"
    assert int(answer["Tus-Max-Size"]) >= 2**31


def test_another_version_is_told_this_one(client: Client) -> None:
    answer = client.post("/unggah/", headers={"Tus-Resumable": "0.2.2", "Upload-Length": "5"})

    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")


def test_a_file_in_three_pieces_is_an_exhibit_bit_for_bit(client: Client, made: Accepted) -> None:
    content = film()
    begun = begin(client, len(content), filename="film desa.mp4", code=made.code)
    assert (begun.status_code, "Upload-Expires" in begun) == (201, True)

    for start, end in ((0, 70_000), (70_000, 70_001), (70_001, len(content))):
        assert stands_at(client, path(begun)) == start
        answer = patch(client, path(begun), start, content[start:end])
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(end))

    kept = Exhibit.objects.get()
    assert (kept.subject, kept.sha256, kept.size) == (made.laporan.reference, sha256(content), len(content))
    assert (kept.media_type, kept.filename, check(kept)) == ("video/mp4", "film desa.mp4", True)
    assert stands_at(client, path(begun)) == len(content)


def test_a_small_file_needs_one_request(client: Client, made: Accepted) -> None:
    given = {"Upload-Length": str(len(PNG)), "Upload-Metadata": metadata(filename="foto.png", code=made.code)}

    answer = client.post("/unggah/", PNG, content_type=PIECE, headers={**VERSION, **given})

    assert (answer.status_code, answer["Upload-Offset"], Exhibit.objects.get().sha256) == (
        201, str(len(PNG)), sha256(PNG),
    )  # fmt: skip


def until_it_breaks(content: bytes) -> Iterator[bytes]:
    """A body whose sender goes away after these bytes."""
    yield content
    raise BadRequest("the sender went away")


def test_an_upload_cut_at_twenty_points_matches_at_the_end(client: Client, made: Accepted) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # shown where it fails
    content = film(400_000)
    cuts = sorted(random.Random(seed).sample(range(1, len(content)), 20))
    where = path(begin(client, len(content), code=made.code, sha256=sha256(content)))

    for cut in cuts:
        begun = stands_at(client, where)
        with pytest.raises(BadRequest):
            receive(Upload.objects.get(), until_it_breaks(content[begun:cut]), offset=begun, at=timezone.now())
        assert stands_at(client, where) == cut
    assert patch(client, where, cuts[-1], content[cuts[-1] :]).status_code == 204

    assert [(kept.sha256, kept.arrival, check(kept)) for kept in Exhibit.objects.all()] == [
        (sha256(content), "ada", True)
    ]


def test_a_piece_that_begins_elsewhere_is_refused_with_the_right_place(client: Client, made: Accepted) -> None:
    where = path(begin(client, 1000, code=made.code))
    patch(client, where, 0, film(1000)[:300])

    answer = patch(client, where, 299, b"x")

    assert (answer.status_code, answer["Upload-Offset"], stands_at(client, where)) == (409, "300", 300)


def test_the_last_piece_may_be_asked_about_again(client: Client, made: Accepted) -> None:
    content = film(1000)
    where = path(begin(client, 1000, code=made.code))
    patch(client, where, 0, content)

    again, elsewhere = patch(client, where, 1000, b""), patch(client, where, 5, b"")

    assert (again.status_code, elsewhere.status_code, Exhibit.objects.count()) == (204, 409, 1)


@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
def test_a_piece_damaged_on_the_way_leaves_nothing(client: Client, made: Accepted, algorithm: str) -> None:
    content = film(100_000)
    where = path(begin(client, len(content), code=made.code))
    good = base64.b64encode(hashlib.new(algorithm, content[:70_000]).digest()).decode()
    bad = base64.b64encode(hashlib.new(algorithm, b"other").digest()).decode()

    first = patch(client, where, 0, content[:70_000], **{"Upload-Checksum": f"{algorithm} {good}"})
    damaged = patch(client, where, 70_000, content[70_000:], **{"Upload-Checksum": f"{algorithm} {bad}"})
    assert (first.status_code, damaged.status_code, stands_at(client, where)) == (204, 460, 70_000)
    patch(client, where, 70_000, content[70_000:])

    assert Exhibit.objects.get().sha256 == sha256(content)


def test_the_hash_first_then_the_light_version_then_the_original(client: Client, made: Accepted) -> None:
    content = film()
    begun = begin(client, len(content), filename="asli.mp4", code=made.code, sha256=sha256(content))
    promised = Exhibit.objects.get()
    assert (promised.arrival, promised.sha256, promised.label, promised.file.name) == (
        "menyusul", sha256(content), "B1", "",
    )  # fmt: skip

    light = path(begin(client, len(PNG), filename="ringan.png", code=made.code, ringan=sha256(content)))
    patch(client, light, 0, PNG)
    assert [(copy.kind, copy.sha256) for copy in promised.copies.all()] == [("ringan", sha256(PNG))]
    patch(client, path(begun), 0, content)

    kept = Exhibit.objects.get()
    assert (kept.pk, kept.arrival, kept.mismatched_at, check(kept)) == (promised.pk, "ada", None, True)
    verbs = Entry.objects.filter(chain=made.laporan.reference, verb__startswith="bukti.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["bukti.dijanjikan", "bukti.cocok"]


def test_an_original_that_is_not_the_promised_one_is_refused_and_shown(client: Client, made: Accepted) -> None:
    promised, other = film(seed=1), film(seed=2)
    where = path(begin(client, len(other), filename="asli.mp4", code=made.code, sha256=sha256(promised)))

    answer = patch(client, where, 0, other)

    assert (answer.status_code, errors(answer)) == (422, [("evidence", "sidik_tidak_cocok")])
    assert "asli.mp4" in answer.json()["errors"][0]["message"]
    kept = Exhibit.objects.get()
    assert (kept.arrival, kept.sha256, kept.mismatched_at is not None) == ("menyusul", sha256(promised), True)
    entry = Entry.objects.get(verb="bukti.tidak_cocok")
    assert entry.hashes == [sha256(promised), sha256(other)]
    assert client.head(where, headers=VERSION).status_code == 410

    again = path(begin(client, len(promised), code=made.code, sha256=sha256(promised)))
    patch(client, again, 0, promised)
    kept.refresh_from_db()
    assert (kept.arrival, kept.mismatched_at) == ("ada", None)


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refused_type_is_named_and_leaves_no_byte(client: Client, made: Accepted, places: Path, kind: str) -> None:
    content, found = REFUSED[kind]
    where = path(begin(client, len(content), filename="foto.jpg", code=made.code))

    answer = patch(client, where, 0, content)

    assert (answer.status_code, errors(answer)) == (415, [("evidence", "jenis_ditolak")])
    assert found in answer.json()["errors"][0]["message"]
    assert ([each for each in places.rglob("*") if each.is_file()], Exhibit.objects.count()) == ([], 0)


def test_a_long_file_of_the_wrong_type_is_refused_at_its_first_piece(client: Client, made: Accepted) -> None:
    where = path(begin(client, 20_000_000, code=made.code))

    assert patch(client, where, 0, b"<!DOCTYPE html>" + bytes(9000)).status_code == 415
    assert patch(client, where, 0, b"x").status_code == 410


def test_the_light_version_is_a_picture_of_something_promised(client: Client, made: Accepted) -> None:
    assert begin(client, 50, code=made.code, ringan="0" * 64).status_code == 410
    begin(client, 5000, code=made.code, sha256="1" * 64)

    assert begin(client, 1_000_001, code=made.code, ringan="1" * 64).status_code == 413
    where = path(begin(client, 200, code=made.code, ringan="1" * 64))
    assert patch(client, where, 0, film(200)).status_code == 415


@pytest.mark.parametrize(("length", "status", "code"), [(25_000_001, 413, "terlalu_besar"), (0, 422, "kosong")])
def test_too_large_and_empty_files_are_refused_before_they_come(
    client: Client, made: Accepted, length: int, status: int, code: str
) -> None:
    answer = begin(client, length, filename="film.mp4", code=made.code)

    assert (answer.status_code, errors(answer)) == (status, [("evidence", code)])
    assert "film.mp4" in answer.json()["errors"][0]["message"]


def test_ten_files_a_day_are_many(client: Client, made: Accepted) -> None:
    answers = [begin(client, 100, code=made.code).status_code for _ in range(11)]

    assert answers == [201] * 10 + [429]
    Upload.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert begin(client, 100, code=made.code).status_code == 201


def test_a_house_without_room_says_so_before_it_begins(client: Client, made: Accepted, settings: Any) -> None:
    where = path(begin(client, 100, code=made.code))
    settings.UPLOADS_RESERVE = 10**15

    full = begin(client, 100, code=made.code)

    assert (full.status_code, errors(full), full["Retry-After"]) == (507, [("", "penyimpanan_penuh")], "60")
    assert [patch(client, where, 0, film(100)).status_code, stands_at(client, where)] == [507, 0]


def test_nothing_says_whose_file_it_is(client: Client, made: Accepted) -> None:
    assert begin(client, 5).status_code == 404
    assert begin(client, 5, code="0000 0000 0000 0000").status_code == 404
    assert begin(client, 5, laporan=made.laporan.key).status_code == 404
    assert client.head("/unggah/tidakada/", headers=VERSION).status_code == 404


def test_guessing_codes_ends_as_on_the_page(client: Client, made: Accepted) -> None:
    answers = [begin(client, 5, code="0000 0000 0000 0000") for _ in range(11)]

    assert [answer.status_code for answer in answers] == [404] * 10 + [429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_the_page_that_is_open_needs_no_code(client: Client, made: Accepted) -> None:
    client.post("/cek/", {"code": made.code})

    assert begin(client, 100, filename="foto.png").status_code == 201


def test_what_was_withdrawn_takes_no_more_files(client: Client, made: Accepted) -> None:
    withdraw(made.laporan, at=timezone.now())

    assert errors(begin(client, 100, code=made.code)) == [("", "tidak_mungkin")]


def token_of(role: str, office: str) -> dict[str, str]:
    user = seated(role, office)
    return {"Authorization": f"Bearer {create_token(user)}"}


def test_staff_send_large_files_with_their_token_and_nobody_goes_on_without(client: Client, made: Accepted) -> None:
    officer = token_of(Role.INTAKE_OFFICER, "bawaslu-99.07")
    begun = begin(client, 2**31, headers=officer, laporan=made.laporan.key, filename="cctv.mp4")
    where = path(begun)

    assert begun.status_code == 201
    assert [patch(client, where, 0, b"x").status_code, client.head(where, headers=VERSION).status_code] == [404, 404]
    assert patch(client, where, 0, film(500), **officer).status_code == 204
    assert begin(client, 2**31 + 1, headers=officer, laporan=made.laporan.key).status_code == 413


def test_staff_send_as_themselves(client: Client, made: Accepted) -> None:
    officer = token_of(Role.EXAMINER, "bawaslu-99.07")
    where = path(begin(client, len(PNG), headers=officer, laporan=made.laporan.key))

    patch(client, where, 0, PNG, **officer)

    entry = Entry.objects.get(verb="bukti.disimpan")
    assert entry.actor.startswith("akun:")


@pytest.mark.parametrize(
    ("role", "office"),
    [
        (Role.INTAKE_OFFICER, "bawaslu-99.08"),
        (Role.EXAMINER, "bawaslu-99"),  # sees it from above, and works on nothing of it
        (Role.CUSTODIAN, "bawaslu-99.07"),
        (Role.AUDITOR, "bkn"),
    ],
)
def test_others_add_nothing_to_it(client: Client, made: Accepted, role: str, office: str) -> None:
    assert begin(client, 5, headers=token_of(role, office), laporan=made.laporan.key).status_code == 404


def test_an_upload_can_be_given_up_and_an_exhibit_cannot(client: Client, made: Accepted, places: Path) -> None:
    given_up = path(begin(client, 1000, code=made.code))
    patch(client, given_up, 0, film(1000)[:500])
    done = path(begin(client, len(PNG), code=made.code))
    patch(client, done, 0, PNG)

    assert client.delete(given_up, headers=VERSION).status_code == 204
    assert client.delete(done, headers=VERSION).status_code == 410
    assert client.head(given_up, headers=VERSION).status_code == 404
    assert [each for each in (places / "unggahan").rglob("*") if each.is_file()] == []
    assert exhibits_of(made.laporan.reference).count() == 1


def test_an_upload_ends_after_a_week(client: Client, made: Accepted) -> None:
    where = path(begin(client, 1000, code=made.code))
    Upload.objects.update(expires_at=timezone.now())

    assert client.head(where, headers=VERSION).status_code == 410
    assert patch(client, where, 0, b"x").status_code == 410


def test_methods_can_be_named_in_a_header_and_others_are_refused(client: Client, made: Accepted) -> None:
    where = path(begin(client, len(PNG), code=made.code))
    headers = {**VERSION, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}

    assert client.post(where, PNG, content_type=PIECE, headers=headers).status_code == 204
    assert [client.put(where, headers=VERSION).status_code, client.get("/unggah/").status_code] == [405, 405]
    assert [client.delete("/unggah/", headers=VERSION).status_code, client.options(where).status_code] == [405, 204]


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        ({"Upload-Length": "-1"}, "Upload-Length"),
        ({"Upload-Length": "9" * 16}, "Upload-Length"),
        ({"Upload-Length": ""}, "Upload-Length"),
        ({"Upload-Metadata": "filename %%%"}, "Upload-Metadata"),
        ({"Upload-Metadata": "filename /w=="}, "Upload-Metadata"),
        ({"Upload-Metadata": metadata(sha256="abc")}, "Upload-Metadata.sha256"),
    ],
)
def test_headers_nobody_can_read_are_named(client: Client, made: Accepted, headers: dict[str, str], field: str) -> None:
    client.post("/cek/", {"code": made.code})

    answer = client.post("/unggah/", headers={**VERSION, "Upload-Length": "5", **headers})

    assert (answer.status_code, errors(answer)) == (400, [(field, "permintaan_salah")])


def test_pieces_nobody_can_read_are_named(client: Client, made: Accepted) -> None:
    where = path(begin(client, 100, code=made.code))

    other_type = client.patch(where, b"x", content_type="text/plain", headers={**VERSION, "Upload-Offset": "0"})
    checksum = patch(client, where, 0, b"x", **{"Upload-Checksum": "md5 abc"})
    base = patch(client, where, 0, b"x", **{"Upload-Checksum": "sha1 %%"})

    assert [other_type.status_code, checksum.status_code, base.status_code] == [415, 400, 400]
    assert patch(client, where, 0, bytes(101)).status_code == 413
    assert stands_at(client, where) == 0
