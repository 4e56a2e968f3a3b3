"""A file that is no longer what came is locked, and those who watch over the data hear of it."""

from pathlib import Path

import pytest

from netral.evidence.actions import hand_out, leaving, serve
from netral.evidence.models import Exhibit
from netral.evidence.policies import check_can_redact
from netral.evidence.states import NotShown
from netral.intake.actions import check_exhibit
from netral.intake.models import Laporan
from netral.intake.queries import rows_of
from netral.notices.models import Notice
from netral.notices.states import Told
from netral.offices.queries import organisation
from tests.access.builders import seated
from tests.intake.builders import day, laporan, photo, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]
OFFICE = "bawaslu-99.07"


@pytest.fixture
def found(places: Path) -> Laporan:
    return laporan(uploads=[photo()])


def exhibit_of(found: Laporan) -> Exhibit:
    return Exhibit.objects.get(subject=found.reference)


def damage(exhibit: Exhibit, places: Path) -> bytes:
    path = places / "berkas" / (exhibit.file.name or "")
    whole = path.read_bytes()
    path.write_bytes(whole + b"x")
    return whole


def looked(exhibit: Exhibit, found: Laporan, days: int = 1) -> bool:
    return check_exhibit(exhibit, found, acting=staff(), office=organisation(OFFICE), at=day(days))


def test_a_file_that_changed_is_locked_and_its_custodians_are_told_once(found: Laporan, places: Path) -> None:
    custodian = seated("kustodian", organisation(OFFICE))
    seated("kustodian", organisation("bawaslu-99.08"))
    exhibit = exhibit_of(found)
    damage(exhibit, places)

    same = [looked(exhibit, found), looked(exhibit, found, days=2)]

    assert same == [False, False]
    assert exhibit_of(found).differs_at == day(1)
    told = Notice.objects.filter(kind=Told.FILE_DIFFERS)
    assert [(each.user, each.subject, each.mark) for each in told] == [(custodian, found.reference, exhibit.key)]


def test_nothing_of_a_locked_file_is_used(found: Laporan, places: Path, rf: object) -> None:
    exhibit = exhibit_of(found)
    damage(exhibit, places)
    looked(exhibit, found)
    request = rf.get("/")  # type: ignore[attr-defined]

    answers = [serve(request, exhibit, acting=staff()), hand_out(request, exhibit, acting=staff())]

    assert [answer.status_code for answer in answers] == [409, 409]
    for refused in (leaving, check_can_redact):
        with pytest.raises(NotShown, match="jadi berkasnya dikunci"):
            refused(exhibit)
    (row,) = rows_of([exhibit], found.reference)
    assert row.chips[0] == ("Sidik berbeda: dikunci", "bata")


def test_once_it_is_what_came_again_it_is_free(found: Laporan, places: Path) -> None:
    exhibit = exhibit_of(found)
    whole = damage(exhibit, places)
    looked(exhibit, found)
    (places / "berkas" / (exhibit.file.name or "")).write_bytes(whole)

    assert looked(exhibit, found, days=2)
    assert exhibit_of(found).differs_at is None


def test_a_file_that_is_what_came_tells_nobody(found: Laporan) -> None:
    seated("kustodian", organisation(OFFICE))

    assert looked(exhibit_of(found), found)
    assert not Notice.objects.filter(kind=Told.FILE_DIFFERS).exists()
