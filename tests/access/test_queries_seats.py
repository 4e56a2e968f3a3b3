from datetime import UTC, date, datetime

import pytest

from netral.access.actions import deactivate, give_seat
from netral.access.models import Role
from netral.access.queries import acting, office_acting_on, offices_seen_by, seat_counts, seats, today_in
from netral.access.states import SYSTEM, Acting, HeldSeat
from netral.offices.actions import close_organisation
from netral.offices.models import Organisation
from tests.access.builders import AT, Kind, office, seated

pytestmark = pytest.mark.django_db


def test_a_running_seat_counts():
    user = seated(Role.EXAMINER, "bawaslu-99.07")

    assert acting(user) == Acting(user.reference, (HeldSeat("pemeriksa", "bawaslu-99.07"),), user.name)


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2024, 2, 29), False),
        (date(2024, 3, 1), True),
        (date(2024, 6, 30), True),
        (date(2024, 7, 1), False),
    ],
)
def test_both_days_of_a_term_count(day, counts):
    user = seated(since=date(2024, 3, 1), until=date(2024, 6, 30))

    assert bool(acting(user, on=day).seats) is counts


def test_a_term_without_end_goes_on():
    user = seated(since=date(2024, 3, 1))

    assert acting(user, on=date(2099, 1, 1)).seats


def test_a_seat_in_a_closed_office_counts_no_more():
    kasn = office("kasn", Kind.ASN_SUPERVISOR)
    user = seated(Role.AUDITOR, kasn)
    close_organisation(kasn, last_day=date(2024, 9, 3), actor="sistem", at=AT)

    assert acting(user, on=date(2024, 9, 3)).seats
    assert not acting(user, on=date(2024, 9, 4)).seats


def test_an_account_switched_off_holds_nothing():
    user = seated()
    deactivate(user, acting=SYSTEM, at=AT)

    assert acting(user) == Acting(user.reference, (), user.name)


def test_the_day_is_that_of_the_office():
    makassar, jakarta = office("bawaslu-99.07"), office("bawaslu-99.08")
    just_after_midnight_in_makassar = datetime(2026, 1, 31, 16, 30, tzinfo=UTC)

    days = [today_in(each, now=just_after_midnight_in_makassar) for each in (makassar, jakarta)]

    assert days == [date(2026, 2, 1), date(2026, 1, 31)]


def test_the_same_role_twice_in_a_row_is_one_held_seat():
    user = seated(since=date(2024, 1, 1))
    again = {"role": Role.EXAMINER, "office": office(), "acting": SYSTEM, "at": AT}
    give_seat(user, valid_from=date(2025, 1, 1), **again)

    assert len(acting(user).seats) == 1


def test_acting_is_one_query_for_any_number_of_seats(django_assert_num_queries):
    user = seated()
    for role in (Role.MEMBER, Role.INTAKE_OFFICER):
        give_seat(user, role=role, office=office(), valid_from=date(2024, 1, 1), acting=SYSTEM, at=AT)

    with django_assert_num_queries(1):
        found = acting(user)

    assert len(found.seats) == 3


def test_seat_counts_asks_today_when_no_day_is_given():
    user = seated(until=date(2021, 1, 1))

    assert not seat_counts(user.seats.get())


@pytest.fixture
def offices():
    """Two provinces with two regencies each, the national office, an agency and its supervisor."""
    for code in ("bawaslu", "bawaslu-99", "bawaslu-99.07", "bawaslu-99.08", "bawaslu-98", "bawaslu-98.01"):
        office(code)
    office("kpu-99", Kind.KPU_PROVINCE, region=office("bawaslu-99").region)
    office("pemkab-99.07", Kind.REGENCY_GOVERNMENT, region=office("bawaslu-99.07").region)
    office("bkn", Kind.ASN_SUPERVISOR)


BAWASLU = {"bawaslu", "bawaslu-99", "bawaslu-99.07", "bawaslu-99.08", "bawaslu-98", "bawaslu-98.01"}


@pytest.mark.usefixtures("offices")
@pytest.mark.parametrize(
    ("own", "seen"),
    [
        (("bawaslu",), BAWASLU),
        (("bawaslu-99",), {"bawaslu-99", "bawaslu-99.07", "bawaslu-99.08"}),
        (("bawaslu-99.07",), {"bawaslu-99.07"}),
        (("kpu-99",), {"kpu-99"}),
        (("pemkab-99.07",), {"pemkab-99.07"}),
        (("bkn",), {"bkn"}),
        (("bawaslu-98", "pemkab-99.07"), {"bawaslu-98", "bawaslu-98.01", "pemkab-99.07"}),
        ((), set()),
    ],
)
def test_what_an_office_sees(own, seen):
    who = Acting("akun:1", tuple(HeldSeat(Role.EXAMINER, code) for code in own))

    assert offices_seen_by(who).codes == seen


@pytest.mark.usefixtures("offices")
@pytest.mark.parametrize(
    ("own", "lies_at", "acts_for"),
    [
        (("bawaslu-99.07",), "bawaslu-99.07", "bawaslu-99.07"),
        (("bawaslu-99",), "bawaslu-99.07", "bawaslu-99"),
        (("bawaslu-99",), "bawaslu-99", "bawaslu-99"),
        (("bawaslu", "bawaslu-99"), "bawaslu-99.07", "bawaslu-99"),
        (("bawaslu", "bawaslu-99", "bawaslu-99.07"), "bawaslu-99.07", "bawaslu-99.07"),
        (("bawaslu", "bawaslu-98"), "bawaslu-99.07", "bawaslu"),
        (("bawaslu-99.08", "bkn"), "bawaslu-99.07", None),
        (("bkn",), "bkn", "bkn"),
        ((), "bawaslu-99.07", None),
    ],
)
def test_somebody_acts_for_the_nearest_office_they_sit_in(own, lies_at, acts_for):
    who = Acting("akun:1", tuple(HeldSeat(Role.EXAMINER, code) for code in own))
    place = Organisation.objects.get(code=lies_at)

    found = office_acting_on(place, who, roles=(Role.EXAMINER,))

    assert (found.code if found else None) == acts_for
    assert office_acting_on(place, who, roles=(Role.CUSTODIAN,)) is None


@pytest.mark.usefixtures("offices")
def test_a_province_without_region_sees_what_hangs_below_it():
    luar_negeri = office("bawaslu-luar", Kind.BAWASLU_PROVINCE, region=None)
    office("bawaslu-luar-1", Kind.BAWASLU_REGENCY, region=None, parent=luar_negeri)

    who = Acting("akun:1", (HeldSeat(Role.EXAMINER, "bawaslu-luar"),))

    assert offices_seen_by(who).codes == {"bawaslu-luar", "bawaslu-luar-1"}


@pytest.mark.usefixtures("offices")
def test_an_administrator_sees_no_cases_unless_asked_for():
    who = Acting("akun:1", (HeldSeat(Role.ADMINISTRATOR, "bawaslu"),))

    assert offices_seen_by(who).codes == frozenset()
    assert offices_seen_by(who, roles=(Role.ADMINISTRATOR,)).codes == BAWASLU


@pytest.mark.usefixtures("offices")
def test_a_scope_narrows_any_rows_with_an_office():
    who = Acting("akun:1", (HeldSeat(Role.EXAMINER, "bawaslu-99"),))

    children = offices_seen_by(who).filter(Organisation.objects.all(), field="pk")

    assert set(children.values_list("code", flat=True)) == {"bawaslu-99", "bawaslu-99.07", "bawaslu-99.08"}


@pytest.mark.usefixtures("offices")
def test_finding_a_scope_is_one_query_and_filtering_none(django_assert_num_queries):
    who = Acting("akun:1", (HeldSeat(Role.EXAMINER, "bawaslu-99"),))

    with django_assert_num_queries(1):
        scope = offices_seen_by(who)
        rows = scope.filter(Organisation.objects.all(), field="parent")
    with django_assert_num_queries(1):
        list(rows)


@pytest.mark.usefixtures("offices")
@pytest.mark.parametrize("most", [2, 3])
def test_a_scope_with_its_offices_written_out_narrows_alike(most, monkeypatch, django_assert_num_queries):
    """Three offices are written out where three may be; where they are more than may be, they are asked for."""
    monkeypatch.setattr(seats, "MOST_NAMED", most)
    scope = offices_seen_by(Acting("akun:1", (HeldSeat(Role.EXAMINER, "bawaslu-99"),)))

    with django_assert_num_queries(1):
        children = scope.filter(Organisation.objects.all(), field="pk", named=True)

    assert str(children.query).count("SELECT") == (2 if most < 3 else 1)
    assert set(children.values_list("code", flat=True)) == {"bawaslu-99", "bawaslu-99.07", "bawaslu-99.08"}


@pytest.mark.usefixtures("offices")
def test_a_scope_of_nothing_stays_one_when_written_out():
    scope = offices_seen_by(Acting("akun:1", (HeldSeat(Role.ADMINISTRATOR, "bawaslu"),)))

    assert not scope.filter(Organisation.objects.all(), field="pk", named=True).exists()
