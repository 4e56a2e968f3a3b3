"""A meeting about any subject: told, counted and kept, without knowing what a case is."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from netral.access.models import User
from netral.procedure import convening
from netral.procedure.convening import Told, Unfit
from netral.procedure.meetings import Attendance
from netral.procedure.models import Meeting, Vote
from netral.procedure.states import Part
from tests.access.builders import office, person, region
from tests.intake.builders import country
from tests.procedure.builders import EXAMINER, day, laporan

pytestmark = pytest.mark.django_db
HELD_ON = date(2024, 1, 17)


def commission() -> list[User]:
    return [person(f"{name}@contoh.id", name=name.title(), password=None) for name in ("ayu", "budi", "citra")]


def told(seated: list[User], *parts: Part, **options: object) -> Told:
    rows = [Attendance(user.key, part, "Sebab. ") for user, part in zip(seated, parts, strict=False)]
    country()
    place = office("kpu-99.07", "kpu_kabkota", region=region("99.07"))
    return convening.told(place, held_on=HELD_ON, seated=seated, members=rows, **options)  # type: ignore[arg-type]


def test_the_whole_numbers_of_a_commission_bind() -> None:
    """Three of three must be there and agree; two thirds and a majority are not enough."""
    seated = commission()

    two = told(seated, Part.AGREED, Part.AGREED, Part.EXCUSED)
    split = told(seated, Part.AGREED, Part.AGREED, Part.DISAGREED)
    all_three = told(seated, Part.AGREED, Part.AGREED, Part.AGREED)

    assert not two.counts.quorate
    assert (split.counts.quorate, split.counts.carried) == (True, False)
    assert (all_three.counts.quorate, all_three.counts.carried) == (True, True)


def test_a_meeting_is_kept_with_one_vote_each_about_whatever_it_was() -> None:
    seated, report = commission(), laporan()
    meeting = told(seated, Part.AGREED, Part.ABSTAINED, Part.CONFLICTED)

    kept = convening.keep(meeting, subject=report, acting=EXAMINER, at=day(3))

    assert (kept.subject, kept.body, kept.key) == (report.reference, "pleno_kpu_kabkota", meeting.facts()["meeting"])
    assert (kept.seats, kept.present, kept.in_favour, kept.recorded_by) == (3, 2, 1, EXAMINER.reference)
    assert list(kept.votes.order_by("pk").values_list("part", flat=True)) == ["setuju", "abstain", "benturan"]
    assert {vote.note for vote in kept.votes.all()} == {"Sebab."}


def test_a_member_without_a_row_is_named() -> None:
    with pytest.raises(Unfit, match="Citra: Pilih kehadiran") as refusal:
        told(commission(), Part.AGREED, Part.AGREED)

    assert refusal.value.field == "members"


def test_a_row_of_somebody_who_held_no_seat_is_refused() -> None:
    seated = commission()
    rows = [Attendance(user.key, Part.AGREED) for user in seated]

    with pytest.raises(Unfit, match="bukan anggota") as refusal:
        convening.told(office("bawaslu-99.07"), held_on=HELD_ON, seated=seated[:2], members=rows)

    assert refusal.value.field == "members"


def test_the_reason_for_other_seats_is_kept_only_where_they_differ() -> None:
    seated = commission()
    everybody = [Part.AGREED] * 3

    assert told(seated, *everybody, seats=5, seats_reason=" Dua kosong. ").seats_reason == "Dua kosong."
    assert told(seated, *everybody, seats=3, seats_reason="Tidak perlu.").seats_reason == ""
    with pytest.raises(Unfit) as refusal:
        told(seated, *everybody, seats=5)
    assert refusal.value.field == "seats_reason"


@pytest.mark.parametrize("changes", [{"present": 4}, {"in_favour": 4}])
def test_the_database_itself_refuses_counts_that_cannot_be(changes: dict[str, int]) -> None:
    convening.keep(told(commission(), *[Part.AGREED] * 3), subject=laporan(), acting=EXAMINER, at=day(3))

    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.update(**changes)


def test_the_database_itself_knows_every_part_and_one_vote_per_member() -> None:
    kept = convening.keep(told(commission(), *[Part.AGREED] * 3), subject=laporan(), acting=EXAMINER, at=day(3))

    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.update(part="ragu")
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(meeting=kept, user=kept.votes.latest("pk").user, part=Part.AGREED)
