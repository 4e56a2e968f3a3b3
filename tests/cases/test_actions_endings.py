"""What is told by itself: silence about a transfer, an ad hoc office that ends, and what it leaves behind."""

from datetime import date, datetime, timedelta

import pytest

from netral.access.models import Role, Seat
from netral.access.queries import acting as acting_of
from netral.access.queries import ended_offices
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases import actions, jobs, queries
from netral.cases import transfer_policies as allowed
from netral.cases.actions.endings import tell_of_endings, tell_of_silence
from netral.cases.models import Case
from netral.cases.states import Refused
from netral.intake.actions import withdraw
from netral.intake.models import Laporan
from netral.notices.models import Notice
from netral.notices.queries import inbox_lines
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.procedure.models import TransferState
from netral.procedure.states import NotAllowed
from tests.cases.builders import MEMBER, NEIGHBOUR, OFFICE, PROVINCE, acting_at, complete_laporan, day, opened
from tests.cases.transfers import TEMPORARY, handed, own, seated, taken, temporary

pytestmark = pytest.mark.django_db
LAST = day(60).date()


def told(kind: Told) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind=kind).order_by("pk")
    return [(row.user.email, row.mark) for row in rows.select_related("user")]


def lying(subject: Case | Laporan, office: Organisation) -> None:
    """Put it at the ad hoc office, as if it had been received there."""
    type(subject).objects.filter(pk=subject.pk).update(office=office)
    if isinstance(subject, Case):
        Laporan.objects.filter(pk=subject.laporan_id).update(office=office)


def test_silence_reminds_the_receiver_then_the_sender_and_the_office_above() -> None:
    for role, office in ((Role.MEMBER, OFFICE), (Role.MEMBER, NEIGHBOUR), (Role.MEMBER, PROVINCE)):
        seated(role, office)
    handed(opened(), at=day(1))

    assert tell_of_silence(day(1, 20)) == 0
    assert tell_of_silence(day(2, 10)) == tell_of_silence(day(2, 11)) == 1
    assert told(Told.HANDED_SILENT) == [(f"anggota@{NEIGHBOUR}.contoh.id", "1")]
    tell_of_silence(day(3, 10))

    assert told(Told.HANDED_SILENT)[1:] == [
        (f"anggota@{OFFICE}.contoh.id", "2"),
        (f"anggota@{PROVINCE}.contoh.id", "2"),
    ]


def test_a_list_shows_how_long_it_waits() -> None:
    transfer = handed(opened(), at=day(1))

    (fresh,) = queries.transfer_lines([transfer], now=day(1, 20))
    (late,) = queries.transfer_lines([transfer], now=day(4))

    assert (fresh.days, fresh.late) == (0, False)
    assert (late.days, late.late) == (3, True)


def test_what_its_reporter_took_back_waits_no_more() -> None:
    laporan = complete_laporan()
    transfer = handed(laporan)
    withdraw(laporan, at=day(1, 12))

    assert tell_of_silence(day(5)) == 0

    transfer.refresh_from_db()
    assert (transfer.state, transfer.answered_by) == (TransferState.SUPERSEDED, "sistem")


def test_the_national_office_has_nobody_above_to_tell() -> None:
    handed(opened(), kind="permintaan", receiver=PROVINCE)
    case = opened()
    Case.objects.filter(pk=case.pk).update(office=Organisation.objects.get(code=PROVINCE))
    handed(own(case), kind="permintaan", receiver="bawaslu")

    assert tell_of_silence(day(9)) == 2


@pytest.mark.parametrize(("left", "marks"), [(31, []), (30, ["30"]), (8, ["30"]), (7, ["7"]), (0, ["7"])], ids=str)
def test_its_chief_and_the_office_above_are_reminded_before_the_end(left: int, marks: list[str]) -> None:
    office = temporary(valid_until=LAST)
    seated(Role.MEMBER, TEMPORARY)
    seated(Role.MEMBER, OFFICE)
    seated(Role.EXAMINER, OFFICE)

    tell_of_endings(day(60 - left))
    tell_of_endings(day(60 - left, 15))

    emails = [f"anggota@{TEMPORARY}.contoh.id", f"anggota@{OFFICE}.contoh.id"]
    assert told(Told.OFFICE_ENDS) == [(email, f"{LAST}:{mark}") for mark in marks for email in emails]
    assert office.valid_until == LAST


def test_what_it_left_is_told_once_to_the_office_above() -> None:
    office = temporary(valid_until=LAST)
    seated(Role.MEMBER, TEMPORARY)
    user = seated(Role.MEMBER, OFFICE)
    assert tell_of_endings(day(61)) == 0
    lying(opened(), office)

    assert tell_of_endings(day(61)) == tell_of_endings(day(62)) == 1

    assert told(Told.OFFICE_OVER) == [(user.email, str(LAST))]
    (line,) = inbox_lines(Notice.objects.filter(user=user), acting_of(user, LAST), now=day(62))
    assert (line.number, line.address) == (office.name, f"/kerja/kantor-ad-hoc/{TEMPORARY}/")


def test_the_day_after_nobody_acts_for_it_and_the_office_above_does() -> None:
    office = temporary(valid_until=date.today() - timedelta(days=1))  # noqa: DTZ011 - seats ask today
    user = seated(Role.MEMBER, TEMPORARY)

    assert acting_of(user).seats == ()
    assert [each.code for each in ended_offices(user)] == [TEMPORARY]
    assert acting_of(user, office.valid_until).holds(Role.MEMBER, TEMPORARY)


def test_on_its_last_day_it_still_works() -> None:
    temporary(valid_until=date.today() + timedelta(days=1))  # noqa: DTZ011 - the same
    user = seated(Role.MEMBER, TEMPORARY)

    assert acting_of(user).holds(Role.MEMBER, TEMPORARY)
    assert ended_offices(user) == []


def test_a_seat_that_ended_by_itself_was_not_lost_with_the_office() -> None:
    temporary(valid_until=date.today() - timedelta(days=1))  # noqa: DTZ011 - the same
    user = seated(Role.MEMBER, TEMPORARY)
    Seat.objects.update(valid_until=date(2021, 1, 1))
    assert ended_offices(user) == []

    user.is_active = False
    assert ended_offices(user) == []


def test_what_is_homeless_is_counted_and_listed_for_the_office_above() -> None:
    office = temporary(valid_until=LAST)
    case, laporan = opened(), complete_laporan()
    lying(case, office)
    lying(laporan, office)

    (line,) = queries.temporary_lines(list(queries.temporary_seen_by(MEMBER)), now=day(61))

    assert (line.over, line.homeless, line.left, line.cases, line.reports) == (True, True, -1, 1, 1)
    assert queries.left_at(office) == [own(case), Laporan.objects.get(pk=laporan.pk)]
    (before,) = queries.temporary_lines([office], now=day(55))
    assert (before.over, before.homeless, before.soon) == (False, False, True)


@pytest.mark.parametrize(
    ("acting", "sees", "extends"),
    [
        (MEMBER, True, True),
        (acting_at("pemeriksa", OFFICE), True, False),
        (acting_at(Role.ADMINISTRATOR, OFFICE), True, True),
        (acting_at("anggota", PROVINCE), True, False),
        (acting_at("anggota", TEMPORARY), True, False),
        (acting_at("anggota", NEIGHBOUR), False, False),
        (acting_at(Role.ADMINISTRATOR, "bawaslu"), True, True),
        (acting_at(Role.ADMINISTRATOR, NEIGHBOUR), False, False),
    ],
    ids=str,
)
def test_who_sees_and_who_extends(acting: Acting, sees: bool, extends: bool) -> None:
    office = temporary(valid_until=LAST)

    assert queries.temporary_seen_by(acting).filter(pk=office.pk).exists() is sees
    assert allowed.can_extend(office, acting) is extends


def test_extended_its_people_are_back_and_new_reminders_come() -> None:
    office = temporary(valid_until=LAST)
    seated(Role.MEMBER, TEMPORARY)
    tell_of_endings(day(55))

    actions.extend_office(office, acting=MEMBER, at=day(56), last_day=day(90).date(), letter_number="9/K1/2024")
    tell_of_endings(day(85))

    assert [mark for _email, mark in told(Told.OFFICE_ENDS)] == [f"{LAST}:7", f"{day(90).date()}:7"]
    assert Entry.objects.get(verb="organisasi.diperpanjang").office == OFFICE


def test_a_permanent_office_a_day_too_early_and_a_letter_with_a_name_are_refused() -> None:
    office = temporary(valid_until=LAST)
    above = Organisation.objects.get(code=OFFICE)

    with pytest.raises(NotAllowed, match="kantor ad hoc"):
        allowed.check_can_extend(above, MEMBER)
    for values in ({"last_day": LAST, "letter_number": "9"}, {"last_day": day(90).date(), "letter_number": "Budi"}):
        with pytest.raises(Refused):
            actions.extend_office(office, acting=MEMBER, at=day(56), **values)


def test_the_office_above_takes_what_was_left() -> None:
    office, case, laporan = temporary(valid_until=LAST), opened(), complete_laporan()
    lying(case, office)
    lying(laporan, office)
    at: datetime = day(61)

    for subject in queries.left_at(office):
        taken(subject, at=at, acting=MEMBER)

    assert own(case).office.code == OFFICE
    assert Laporan.objects.get(pk=laporan.pk).office.code == OFFICE
    assert queries.left_at(office) == []


def test_an_office_with_nothing_above_waits_for_the_administrator() -> None:
    office = temporary(valid_until=LAST)
    Organisation.objects.filter(pk=office.pk).update(parent=None)
    case = opened()
    lying(case, office)

    assert not allowed.can_take_over(own(case), MEMBER)
    assert not allowed.can_extend(Organisation.objects.get(pk=office.pk), MEMBER)
    assert tell_of_endings(day(61)) == 1


def test_the_job_tells_of_both() -> None:
    assert jobs.tell_of_transfers.call() == 0
