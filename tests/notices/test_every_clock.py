"""Every clock of every table that is a duty with a number comes to people: before, on its last day, and after it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from netral import rulebook
from netral.notices import actions
from netral.notices.models import Notice
from netral.notices.queries import people
from netral.notices.states import Kind
from netral.offices.models import Organisation
from netral.procedure.models import WITHOUT_DUTY, Clock, Tracked
from netral.procedure.receipts import receipt
from tests.access.builders import seated
from tests.cases.builders import opened
from tests.discipline.builders import recommended, taken_in
from tests.procedure.builders import day, laporan
from tests.tracks.builders import KINDS, begun

pytestmark = pytest.mark.django_db
START = day(60)
PEOPLE = (
    *(("pemeriksa", "bawaslu-99.07"), ("anggota", "bawaslu-99.07"), ("pemeriksa", "bawaslu-99")),
    *(("pemeriksa_kpu", "kpu-99.07"), ("anggota_kpu", "kpu-99.07"), ("anggota_kpu", "kpu-99"), ("anggota_kpu", "kpu")),
    *(("petugas_kepegawaian", "pemkab-99.07"), ("pejabat_pembina", "pemkab-99.07"), ("auditor", "kasn")),
)
# The official who appoints, and the authority of the country, have nobody above them in this house.
TOPS = ("pemkab", "pemkot", "kasn", "bkn", "kpu")


def duties(procedure: str, subject: str) -> list[str]:
    """The rules a table starts for a subject, but for rights, days of coming into force, and rules without a number."""
    table = rulebook.current().procedures[procedure][-1]
    started = [code for status in table.statuses_of(subject) for code in _of_status(status)]
    started += [code for step in table.steps if step.subject == subject for code in (*step.starts, *step.may_start)]
    return [code for code in dict.fromkeys(started) if _is_duty(rulebook.current().deadlines[code][-1])]


def _of_status(status: rulebook.Status) -> Iterator[str]:
    yield from status.starts
    for rules in status.starts_for.values():
        yield from rules


def _is_duty(rule: rulebook.DeadlineRule) -> bool:
    return rule.count is not None and rule.bound not in WITHOUT_DUTY


def heard(subject: Tracked, code: str) -> dict[str, list[str]]:
    """Who hears of one clock in the course of its life, by kind."""
    Clock.objects.all().delete()
    clock = receipt(subject, code, START, "Asia/Makassar")
    clock.save()
    assert clock.due_at is not None
    life = [clock.due_at + timedelta(hours=hours) for hours in (-47, -2, 2, 48, 96)]
    for moment in (START + timedelta(minutes=1), *(each for each in life if each > START)):
        actions.tell_of_deadlines(at=moment)
    rows = Notice.objects.select_related("user")
    return {kind: sorted(row.user.name for row in rows if row.kind == kind) for kind in Kind}


def expected(subject: Tracked, code: str) -> set[str]:
    """A period of a day or less ends on the day it begins to be near; tops have nobody above."""
    rule = rulebook.current().deadlines[code][-1]
    short = rule.counted_as == "hours" and (rule.count or 0) <= 24
    recorder = subject.office_at("pengawas")
    top = people.office_above(recorder) is None
    return {*Kind} - ({Kind.SOON} if short else set()) - ({Kind.ABOVE} if top else set())


def assert_heard(subject: Tracked, rules: list[str]) -> None:
    for role, office in PEOPLE:
        seated(role, Organisation.objects.get(code=office))
    for code in rules:
        found = heard(subject, code)
        assert {kind for kind, names in found.items() if names} == expected(subject, code), (code, found)


@pytest.mark.parametrize(("procedure", "subject"), [each for each in KINDS if duties(*each)])
def test_every_clock_of_a_track_comes_to_its_people(procedure: str, subject: str) -> None:
    assert_heard(begun(procedure, subject), duties(procedure, subject))


@pytest.mark.parametrize("procedure", ["pemilu", "pilkada"])
def test_every_clock_of_a_laporan_comes_to_its_people(procedure: str) -> None:
    assert_heard(laporan(procedure), duties(procedure, "laporan"))


@pytest.mark.parametrize("procedure", ["pemilu", "pilkada"])
def test_every_clock_of_a_case_comes_to_its_people(procedure: str) -> None:
    first = duties(procedure, "perkara")
    permits = [each for code in first for each in rulebook.current().deadlines[code][-1].permits.values()]

    assert_heard(opened(), [*first, *(each.period for each in permits if each.period)])


def test_what_an_agency_without_accounts_holds_comes_to_the_authority() -> None:
    handling = recommended()
    seated("auditor", Organisation.objects.get(code="kasn"))

    assert heard(handling, "D-SAMP")[Kind.MEMBERS] == ["auditor kasn"]
    seated("pejabat_pembina", Organisation.objects.get(code="pemkab-99.07"))
    Notice.objects.all().delete()
    assert heard(handling, "D-SAMP")[Kind.MEMBERS] == ["pejabat_pembina pemkab-99.07"]


def test_before_a_recommendation_the_authority_hears() -> None:
    handling = taken_in()
    seated("auditor", Organisation.objects.get(code="kasn"))

    assert heard(handling, "D-SAMP")[Kind.MISSED] == ["auditor kasn"]


def test_what_lies_in_a_house_outside_comes_to_whoever_records_its_steps() -> None:
    track = begun("tni", "penerusan_tni")
    assert track.receiver is not None
    seated("pemeriksa", track.office)

    assert heard(track, "PL-SID")[Kind.MISSED] == [f"pemeriksa {track.office.code}"]
