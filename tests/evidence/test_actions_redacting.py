"""The copy with black boxes: who made it stands in the trail, it alone leaves, and the original stays bit for bit."""

import io
from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory
from PIL import Image

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.evidence import actions, queries, storing
from netral.evidence.content import Box
from netral.evidence.models import Copy, Exhibit
from netral.evidence.policies import check_can_leave, check_can_leave_as_it_is, is_redacted
from netral.evidence.preparing import prepare
from netral.evidence.states import Arrival, Cleaning, EvidenceRefused, NotShown, Scan
from tests.evidence.builders import AT, SAMPLES, SUBJECT, exhibit, stored_in
from tests.evidence.test_redacting import written_pdf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"


OFFICER = Acting("akun:petugas", ())
BOX = Box(1, 100, 100, 300, 300)


def photo(tone: int = 200) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 40), (tone, 30, 30)).save(made, "PNG")
    return made.getvalue()


def redacted(found: Exhibit, *boxes: Box, at: Any = AT) -> Copy:
    return actions.redact(found, boxes or (BOX,), acting=OFFICER, office="bawaslu-99.07", at=at)


def sent(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_copy_is_kept_beside_the_original_and_the_trail_says_who() -> None:
    content = photo()
    found = exhibit(content)

    copy = redacted(found, BOX, Box(1, 500, 500, 100, 100))

    with storing.opened(found.file.name or "") as reader:
        assert reader.read() == content
    assert queries.check(found)
    assert (copy.kind, copy.media_type) == ("tertutup", "image/png")
    entry = Entry.objects.get(verb="bukti.ditutup")
    assert (entry.chain, entry.actor, entry.office) == (found.reference, "akun:petugas", "bawaslu-99.07")
    assert entry.hashes == [found.sha256, copy.sha256]
    assert entry.facts == {"boxes": 2, "pages": [1]}
    assert entry in queries.custody(found)
    assert queries.boxes_of(found) == [BOX, Box(1, 500, 500, 100, 100)]


def test_it_alone_leaves_from_then_on() -> None:
    found = exhibit(photo())
    prepare(found, at=AT)
    clean = queries.leaving_copy(found)
    assert clean is not None
    assert queries.leaving_copies([found]) == {found.pk: clean.sha256}

    copy = redacted(found)

    handed = actions.hand_out(RequestFactory().get("/"), found, acting=OFFICER)
    with Image.open(io.BytesIO(sent(handed))) as picture:
        assert picture.getpixel((10, 8)) == (0, 0, 0)
    assert queries.leaving_copy(found) == copy
    assert queries.leaving_copies([found]) == {found.pk: copy.sha256}
    assert not Entry.objects.filter(verb="bukti.dilihat").exists()


def test_also_where_the_original_had_been_let_go() -> None:
    found = exhibit(photo())
    Exhibit.objects.filter(pk=found.pk).update(cleaning=Cleaning.FAILED, released_at=AT)
    found.refresh_from_db()

    copy = redacted(found)

    handed: Any = actions.hand_out(RequestFactory().get("/"), found, acting=OFFICER)
    assert handed["ETag"] == f'"{copy.sha256}"'


def test_an_exhibit_that_could_not_be_cleaned_may_leave_redacted_and_not_as_it_is() -> None:
    found = exhibit(photo())
    Exhibit.objects.filter(pk=found.pk).update(cleaning=Cleaning.FAILED)
    found.refresh_from_db()
    assert not is_redacted(found)
    with pytest.raises(NotShown):
        check_can_leave(found)

    redacted(found)

    check_can_leave(found)
    with pytest.raises(NotShown, match="salinan tertutup"):
        check_can_leave_as_it_is(found)


def test_made_anew_it_takes_the_place_of_the_earlier_one() -> None:
    found = exhibit(photo())
    first = redacted(found)

    second = redacted(found, Box(1, 0, 0, 1000, 1000))

    assert list(Copy.objects.filter(kind="tertutup")) == [second]
    assert first.sha256 != second.sha256
    assert len(stored_in(settings.MEDIA_ROOT)) == 2
    assert Entry.objects.filter(verb="bukti.ditutup").count() == 2


def test_a_pdf_is_redacted_page_by_page(tmp_path: Any) -> None:
    written_pdf(tmp_path, pages=2)
    found = exhibit((tmp_path / "asli").read_bytes(), name="surat.pdf")

    copy = redacted(found, Box(2, 0, 0, 500, 500), Box(1, 0, 0, 100, 100))

    assert copy.media_type == "application/pdf"
    assert Entry.objects.get(verb="bukti.ditutup").facts == {"boxes": 2, "pages": [1, 2]}
    assert actions.page_of(found, 2).count == 2


def test_a_page_is_drawn_for_the_officer_and_leaves_no_trace() -> None:
    found = exhibit(photo())
    before = Entry.objects.count()

    page = actions.page_of(found, 1)

    assert (page.count, page.picture[:3]) == (1, b"\xff\xd8\xff")
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    "boxes",
    [
        [],
        [Box(1, 0, 0, 0, 10)],
        [Box(1, 0, 0, 10, 0)],
        [Box(0, 0, 0, 10, 10)],
        [Box(1, -1, 0, 10, 10)],
        [Box(1, 0, -1, 10, 10)],
        [Box(1, 900, 0, 101, 10)],
        [Box(1, 0, 900, 10, 101)],
        [BOX, Box(1, 0, 0, 1001, 10)],
        [BOX] * 101,
    ],
)
def test_boxes_lie_within_the_page_and_are_not_without_end(boxes: list[Box]) -> None:
    found = exhibit(photo())

    with pytest.raises(EvidenceRefused) as refusal:
        actions.redact(found, boxes, acting=OFFICER, at=AT)

    assert refusal.value.field == "boxes"
    assert not Copy.objects.exists()


@pytest.mark.parametrize("boxes", [[[1, 0, 0, 1000, 1000]], [[1, 999, 999, 1, 1]]])
def test_the_edges_belong_to_the_page(boxes: list[list[int]]) -> None:
    assert redacted(exhibit(photo()), *(Box(*each) for each in boxes)).boxes == boxes


def test_what_cannot_be_drawn_is_said_and_nothing_is_kept() -> None:
    found = exhibit(SAMPLES["jpeg"][0], name="rusak.jpg")

    for attempt in (lambda: redacted(found), lambda: actions.page_of(found, 1)):
        with pytest.raises(EvidenceRefused, match="tidak bisa digambar"):
            attempt()

    assert not Copy.objects.exists()
    assert len(stored_in(settings.MEDIA_ROOT)) == 1


def test_a_page_that_is_not_there_is_said() -> None:
    with pytest.raises(EvidenceRefused, match="halamannya tidak ada"):
        actions.page_of(exhibit(photo()), 2)


def test_films_and_sound_are_not_drawn_on() -> None:
    with pytest.raises(NotShown, match="Hanya gambar dan PDF"):
        redacted(exhibit(SAMPLES["mp4"][0], name="video.mp4"))


@pytest.mark.parametrize("changes", [{"scan": Scan.INFECTED}, {"scan": Scan.WAITING}, {"arrival": Arrival.PROMISED}])
def test_nor_what_may_not_be_looked_at(changes: dict[str, str]) -> None:
    found = exhibit(photo())
    Exhibit.objects.filter(pk=found.pk).update(**changes)
    found.refresh_from_db()

    with pytest.raises(NotShown):
        redacted(found)


def test_it_goes_with_the_exhibit_when_the_period_is_over() -> None:
    found = exhibit(photo())
    redacted(found)

    actions.erase(SUBJECT)

    assert not Copy.objects.exists()
    assert stored_in(settings.MEDIA_ROOT) == []
    assert queries.boxes_of(found) == []
