"""Files of a draft in pieces: announced by their hash, part of the report whether whole or still to come."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.evidence import spool
from netral.evidence.jobs import forget_uploads
from netral.evidence.models import Exhibit, Upload
from netral.evidence.queries import check, content_of
from netral.evidence.storing import opened
from netral.intake import draft_cookie
from netral.intake.actions import drafting, submit
from netral.intake.actions.submitting import Accepted
from netral.intake.draft_seal import DraftKey
from netral.intake.models import Laporan
from netral.intake.states import Refused
from tests.evidence.builders import PNG, upload
from tests.evidence.test_positions import TELLING, photo
from tests.intake.builders import FULL, country
from tests.intake.pages import filled
from tests.intake.pages import sent as page_sent
from tests.intake.sending import VERSION, begin, film, patch, path, sha256, stands_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


@pytest.fixture
def key(client: Client) -> DraftKey:
    made = drafting.begin(at=timezone.now())
    client.cookies[draft_cookie.COOKIE] = made.text
    return made


def announce(client: Client, content: bytes, name: str = "film.mp4") -> str:
    return path(begin(client, len(content), filename=name, sha256=sha256(content), konsep="ya"))


def send(key: DraftKey, again: str = "kunci") -> Accepted:
    country()
    content = drafting.read(key, at=timezone.now())
    return submit(FULL, idempotency_key=again, at=timezone.now(), sent=drafting.in_pieces(key, content))


def test_whole_and_promised_files_are_in_the_statement_and_the_rest_follows(client: Client, key: DraftKey) -> None:
    whole, later = film(seed=1), film(seed=2)
    patch(client, announce(client, whole), 0, whole)
    where = announce(client, later, "nanti.mp4")
    patch(client, where, 0, later[:100_000])

    accepted = send(key)

    assert accepted.statement["exhibits"] == [sha256(whole), sha256(later)]
    assert [(each.label, each.arrival) for each in Exhibit.objects.order_by("pk")] == [
        ("B1", "ada"),
        ("B2", "menyusul"),
    ]
    assert patch(client, where, 100_000, later[100_000:]).status_code == 204
    kept = Exhibit.objects.get(label="B2")
    assert (kept.arrival, kept.subject, kept.filename, check(kept)) == (
        "ada", accepted.laporan.reference, "nanti.mp4", True,
    )  # fmt: skip


def test_the_same_report_sent_again_is_the_same_report(client: Client, key: DraftKey) -> None:
    content = film()
    where = announce(client, content)
    first = send(key)
    patch(client, where, 0, content)

    second = send(key)

    assert (second.replayed, second.code, Laporan.objects.count()) == (True, first.code, 1)


def test_a_file_chosen_again_goes_on_where_it_was(client: Client, key: DraftKey) -> None:
    content = film()
    where = announce(client, content)
    patch(client, where, 0, content[:70_000])

    again = announce(client, content)

    assert (again, Upload.objects.count()) == (where, 1)
    assert len(drafting.read(key, at=timezone.now()).files) == 1


def test_a_file_that_came_whole_is_not_announced_once_more(client: Client, key: DraftKey) -> None:
    drafting.attach(key, upload(PNG), at=timezone.now())

    announce(client, PNG, "foto.png")

    assert [(each.name, bool(each.file)) for each in drafting.read(key, at=timezone.now()).files] == [
        ("foto.png", True)
    ]


def test_a_light_version_sent_ahead_comes_along(client: Client, key: DraftKey) -> None:
    content = film()
    announce(client, content)
    light = path(begin(client, len(PNG), filename="ringan.jpg", ringan=sha256(content), konsep="ya"))
    patch(client, light, 0, PNG)

    send(key)

    assert [copy.kind for copy in Exhibit.objects.get().copies.all()] == ["ringan"]


def test_a_file_thrown_away_is_gone(client: Client, key: DraftKey, django_capture_on_commit_callbacks: Any) -> None:
    content = film()
    where = announce(client, content)
    file = drafting.read(key, at=timezone.now()).files[0]

    with django_capture_on_commit_callbacks(execute=True):
        drafting.detach(key, file.id, at=timezone.now())

    assert (drafting.read(key, at=timezone.now()).files, Upload.objects.count()) == ((), 0)
    assert client.head(where, headers=VERSION).status_code == 404


def test_a_draft_has_ten_files_at_most_whichever_way_they_come(client: Client, key: DraftKey) -> None:
    for number in range(10):
        announce(client, film(500, seed=number))

    refused = begin(client, 500, sha256="a" * 64, konsep="ya")

    assert refused.status_code == 429
    with pytest.raises(Refused, match="Paling banyak 10"):
        drafting._check_count(10)


def test_a_file_of_a_draft_comes_with_its_hash_and_with_the_key(client: Client, key: DraftKey) -> None:
    assert begin(client, 500, konsep="ya").status_code == 400
    client.cookies[draft_cookie.COOKIE] = "bukan-kunci"
    assert begin(client, 500, konsep="ya", sha256="a" * 64).status_code == 404
    client.cookies[draft_cookie.COOKIE] = DraftKey.new().text
    assert begin(client, 500, konsep="ya", sha256="a" * 64).status_code == 404


def test_nobody_else_sees_that_there_is_a_draft(client: Client, key: DraftKey) -> None:
    announce(client, film(), "Wayan Pelapor.mp4")

    row = Upload.objects.values().get()

    assert row["owner"] == f"konsep:{key.locator}"
    assert key.text not in str(row)


def test_the_page_says_what_is_here_and_what_follows(client: Client, key: DraftKey) -> None:
    country()
    whole = film(seed=1)
    patch(client, announce(client, whole), 0, whole)
    announce(client, film(seed=2), "nanti.mp4")

    page = client.get("/lapor/bukti/").content.decode()

    assert (page.count("Tersimpan tersegel</span>"), page.count("aslinya menyusul</span>")) == (1, 1)
    assert "data-unggah" in page


@pytest.mark.parametrize("with_cookie", [True, False])
def test_a_refused_file_is_neither_listed_nor_counted(client: Client, key: DraftKey, with_cookie: bool) -> None:
    page = b"<!DOCTYPE html><script>alert(1)</script>"
    where = announce(client, page, "halaman.pdf")
    if not with_cookie:  # a client that does not hold the draft: it is refused all the same
        client.cookies[draft_cookie.COOKIE] = DraftKey.new().text

    assert patch(client, where, 0, page).status_code == 415

    assert [each.name for each in drafting.read(key, at=timezone.now()).files] == ["halaman.pdf"] * (not with_cookie)


def test_a_file_refused_after_its_draft_ended_is_refused(client: Client, key: DraftKey) -> None:
    page = b"<!DOCTYPE html><script>alert(1)</script>"
    where = announce(client, page, "halaman.pdf")
    drafting.forget(key)

    assert patch(client, where, 0, page).status_code == 415


def test_an_announcement_without_a_byte_is_forgotten_and_its_promise_is_not(client: Client, key: DraftKey) -> None:
    silent, half = film(seed=1), film(seed=2)
    announce(client, silent, "nanti.mp4")
    begun = announce(client, half, "separuh.mp4")
    patch(client, begun, 0, half[:70_000])
    announce(client, film(seed=3), "baru.mp4")
    Upload.objects.exclude(expected=sha256(film(seed=3))).update(created_at=timezone.now() - timedelta(hours=6))

    assert forget_uploads.func() == 1

    assert [each.expected for each in Upload.objects.order_by("pk")] == [sha256(half), sha256(film(seed=3))]
    assert stands_at(client, begun) == 70_000
    send(key)
    assert {each.filename: each.arrival for each in Exhibit.objects.all()} == {
        "separuh.mp4": "menyusul",
        "baru.mp4": "menyusul",
        "nanti.mp4": "menyusul",
    }


def test_a_forgotten_announcement_follows_after_the_report_all_the_same(client: Client, key: DraftKey) -> None:
    content = film()
    announce(client, content)
    Upload.objects.update(created_at=timezone.now() - timedelta(hours=6))
    forget_uploads.func()
    accepted = send(key)
    assert accepted.statement["exhibits"] == [sha256(content)]

    where = path(begin(client, len(content), code=accepted.code, sha256=sha256(content)))

    assert patch(client, where, 0, content).status_code == 204
    assert [(each.arrival, check(each)) for each in Exhibit.objects.all()] == [("ada", True)]


def test_a_forgotten_announcement_is_chosen_again_as_the_same_file(client: Client, key: DraftKey) -> None:
    content = film()
    announce(client, content)
    Upload.objects.update(created_at=timezone.now() - timedelta(hours=6))
    forget_uploads.func()

    assert patch(client, announce(client, content), 0, content).status_code == 204
    assert send(key).statement["exhibits"] == [sha256(content)]


def test_an_original_whose_light_version_came_is_not_forgotten(client: Client, key: DraftKey) -> None:
    content = film()
    announce(client, content)
    light = path(begin(client, len(PNG), filename="ringan.png", ringan=sha256(content), konsep="ya"))
    patch(client, light, 0, PNG)
    begin(client, 300, filename="kosong.png", ringan=sha256(content), konsep="ya")
    Upload.objects.update(created_at=timezone.now() - timedelta(hours=6))

    assert forget_uploads.func() == 1

    send(key)
    assert [copy.kind for copy in Exhibit.objects.get().copies.all()] == ["ringan"]


def test_a_file_that_begins_to_grow_meanwhile_is_not_taken_for_one_nobody_knows(
    client: Client, key: DraftKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, begun, glob = film(), list[str](), Path.glob

    def just_now(folder: Path, pattern: str) -> list[Path]:
        monkeypatch.setattr(Path, "glob", glob)
        begun.append(announce(client, content))
        patch(client, begun[0], 0, content[:70_000])
        return list(glob(folder, pattern))

    monkeypatch.setattr(Path, "glob", just_now)
    forget_uploads.func()

    assert stands_at(client, begun[0]) == 70_000


def test_a_byte_that_is_just_coming_keeps_an_announcement(client: Client, key: DraftKey) -> None:
    announce(client, film())
    Upload.objects.update(created_at=timezone.now() - timedelta(hours=6))
    upload = Upload.objects.get()

    with spool.growing(upload.spool, upload.length):
        assert forget_uploads.func() == 0


# Where photos were taken


def in_the_wizard(client: Client, location: str) -> None:
    """Everything answered but what proves it; the browser holds the draft."""
    country()
    filled(client, until="bukti/")
    page_sent(client, "bukti/", location=location)
    page_sent(client, "tentang-anda/")


def sent_whole(client: Client, content: bytes, name: str) -> str:
    where = announce(client, content, name)
    assert patch(client, where, 0, content).status_code == 204
    return where


def kept_plain() -> list[bytes]:
    """What the exhibits say, in their order."""
    found = []
    for exhibit in Exhibit.objects.order_by("pk"):
        with opened(exhibit.file.name or "") as reader:
            found.append(reader.read())
    return found


@pytest.mark.parametrize("location", ["tidak", ""])
def test_without_a_yes_a_photo_in_pieces_is_kept_as_its_picture_alone(
    client: Client, places: Path, location: str, django_capture_on_commit_callbacks: Any
) -> None:
    taken, kept_apart = photo("JPEG"), film()
    in_the_wizard(client, location)
    where = sent_whole(client, taken, "lapangan.jpg")
    light = path(begin(client, len(PNG), filename="ringan.jpg", ringan=sha256(taken), konsep="ya"))
    patch(client, light, 0, PNG)
    sent_whole(client, kept_apart, "film.mp4")

    with django_capture_on_commit_callbacks(execute=True):
        assert page_sent(client, "periksa/").status_code == 303

    first, second = kept_plain()
    assert (first, [word for word in TELLING if word in second]) == (kept_apart, [])
    assert [each.filename for each in Exhibit.objects.order_by("pk")] == ["film.mp4", "lapangan.jpg"]
    assert (client.head(where, headers=VERSION).status_code, Upload.objects.count()) == (404, 1)
    assert len([each for each in places.rglob("*") if each.is_file()]) == 2


def test_with_a_yes_a_photo_in_pieces_stays_bit_for_bit(client: Client) -> None:
    taken = photo("JPEG")
    in_the_wizard(client, "ya")
    sent_whole(client, taken, "lapangan.jpg")

    page_sent(client, "periksa/")

    assert kept_plain() == [taken]


def test_the_same_report_again_has_the_same_bare_photo(client: Client, key: DraftKey) -> None:
    sent_whole(client, photo("PNG"), "lapangan.png")
    content = drafting.read(key, at=timezone.now())

    with drafting.packed(key, content, positions=False) as (once, _none):
        first = once[0].read()
    with drafting.packed(key, content, positions=False) as (again, _none):
        assert again[0].read() == first


@pytest.mark.parametrize(("name", "taken"), [("lapangan.jpg", False), ("IMG-0007", False), ("nanti.mp4", True)])
def test_a_photo_that_is_only_promised_is_waited_for(client: Client, name: str, taken: bool) -> None:
    in_the_wizard(client, "tidak")
    announce(client, film(), name)

    answer = page_sent(client, "periksa/")

    assert (answer.status_code == 303, Laporan.objects.count() == 1) == (taken, taken)
    told = answer.content.decode().partition('class="lapor__tolak"')[2].partition("</ul>")[0]
    assert taken or (name in told and "Tunggu sampai tersimpan" in told and "/lapor/bukti/" in told)


def test_a_photo_in_pieces_nothing_can_be_taken_out_of_is_named(client: Client, key: DraftKey) -> None:
    sent_whole(client, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(60), "rusak.png")
    content = drafting.read(key, at=timezone.now())

    with pytest.raises(Refused) as refused, drafting.packed(key, content, positions=False):
        pass

    assert "rusak.png" in refused.value.problems[0].message
    with drafting.packed(key, content, positions=True) as (_along, pieces):
        assert pieces == drafting.in_pieces(key, content)


def test_a_photo_in_pieces_is_asked_about_on_its_page(client: Client) -> None:
    country()
    filled(client, until="bukti/")
    announce(client, photo("JPEG"), "lapangan.jpg")

    assert page_sent(client, "bukti/", location="").status_code == 422
    assert page_sent(client, "bukti/", location="tidak").status_code == 303


def test_what_came_in_pieces_can_be_read(client: Client, key: DraftKey) -> None:
    content = film()
    sent_whole(client, content, "film.mp4")

    [whole] = drafting.in_pieces(key, drafting.read(key, at=timezone.now()))

    assert content_of(whole) == content


@pytest.mark.parametrize("how", ["leaving at once", "nobody came back"])
def test_what_came_in_pieces_goes_with_a_draft_that_is_left(
    client: Client, key: DraftKey, places: Path, how: str, django_capture_on_commit_callbacks: Any
) -> None:
    whole, half = film(seed=1), film(seed=2)
    patch(client, announce(client, whole), 0, whole)
    patch(client, announce(client, half, "separuh.mp4"), 0, half[:70_000])

    with django_capture_on_commit_callbacks(execute=True):
        if how == "leaving at once":
            drafting.forget(key)
        else:
            drafting.forget_expired(at=timezone.now() + timedelta(days=400))

    assert not Upload.objects.exists()
    assert [path for path in places.rglob("*") if path.is_file()] == []


def test_what_a_report_took_along_stays_when_its_draft_goes(
    client: Client, key: DraftKey, django_capture_on_commit_callbacks: Any
) -> None:
    whole, later = film(seed=1), film(seed=2)
    patch(client, announce(client, whole), 0, whole)
    announce(client, later, "nanti.mp4")
    send(key)

    with django_capture_on_commit_callbacks(execute=True):
        drafting.forget(key)

    assert all(check(each) for each in Exhibit.objects.filter(arrival="ada"))
    assert Upload.objects.filter(exhibit__arrival="menyusul").exists()
