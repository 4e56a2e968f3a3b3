"""Building the demo: repeatable to the letter, possible at any hour, and refused for a story without a way."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from netral.audit.models import Entry
from netral.cases.models import Case
from netral.config.demo import build
from netral.config.demo.plot import chapters
from netral.config.demo.stories import Story, read
from netral.config.demo.walk import Walk
from netral.discipline.models import Penanganan
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.intake.models import Laporan
from netral.tracks.models import Track
from tests.config.world import NOW, SEED, build_world, rolled_back

pytestmark = [pytest.mark.django_db, pytest.mark.once]
STORIES = Path(build.FOLDER) / "stories.toml"


class Told(NamedTuple):
    """All a reader of the demo could write down; keys and salts are random and nobody's business."""

    codes: list[str]
    statuses: list[str]
    numbers: list[str]
    exhibits: list[str]
    entries: list[tuple[datetime, str, str]]


def told(*, seed: int = SEED, now: datetime = NOW) -> Told:
    with rolled_back():
        walks = build_world(seed=seed, now=now).walks
        pictures = Exhibit.objects.filter(media_type="image/png").order_by("pk")
        letters = Document.objects.order_by("pk")  # story by story: of one day, the hour differs with the seed
        return Told(
            codes=[walk.code for walk in walks],
            statuses=[standing(walk) for walk in walks],
            numbers=[
                *Laporan.objects.order_by("pk").values_list("number", flat=True),
                *Case.objects.order_by("pk").values_list("number", flat=True),
                *letters.values_list("number", flat=True),
            ],
            exhibits=list(pictures.values_list("sha256", flat=True)),
            entries=list(Entry.objects.order_by("pk").values_list("at", "verb", "after")),
        )


def standing(walk: Walk) -> str:
    """The status of what a story has become."""
    handled = Penanganan.objects.filter(case__laporan=walk.laporan).first()
    beside = Track.objects.filter(case__laporan=walk.laporan).first()
    case = Case.objects.filter(laporan=walk.laporan).first()
    return (handled or beside or case or Laporan.objects.get(pk=walk.laporan.pk)).status


def test_the_same_seed_and_moment_give_the_same_codes_numbers_and_statuses() -> None:
    first = told()

    assert told() == first
    assert len(set(first.codes)) == len(first.codes)


def test_another_seed_gives_other_codes_and_hours_for_the_same_stories() -> None:
    first, other = told(), told(seed=SEED + 1)

    without_picture = [number for number, status in enumerate(first.statuses) if status == "perlu_dilengkapi"]
    alike = [number for number, code in enumerate(first.codes) if code == other.codes[number]]
    assert alike == without_picture
    assert not set(first.exhibits) & set(other.exhibits)
    assert (first.statuses, first.numbers) == (other.statuses, other.numbers)


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 12, 31, 17, 5, tzinfo=UTC),  # five past midnight on New Year's Day in Jakarta
        datetime(2028, 2, 29, 22, 0, tzinfo=UTC),  # an early morning after a leap day
    ],
)
def test_the_stories_can_be_told_at_any_hour_of_any_day(now: datetime) -> None:
    found = told(now=now)

    ends = [story.ends.removeprefix("penanganan_") for story in read(STORIES, today=now.date()).stories]
    assert found.statuses == ends
    assert max(at for at, _verb, _after in found.entries) <= now


def some_story() -> Story:
    return read(STORIES, today=NOW.date()).stories[0]


def test_a_story_that_ends_nowhere_is_refused() -> None:
    with pytest.raises(LookupError, match="lenyap"):
        list(chapters(replace(some_story(), ends="lenyap")))


def test_a_chapter_without_anybody_in_the_seat_names_role_and_office() -> None:
    with rolled_back():
        walk = build_world().walks[0]

        with pytest.raises(LookupError, match=r"nobody is kustodian at bkn"):
            walk.by("kustodian", build.offices.organisation("bkn"))
