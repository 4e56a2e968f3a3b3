import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from netral.access import policies
from netral.access.actions import end_seat, give_seat
from netral.access.models import Role
from netral.access.policies import staff_only
from netral.access.queries import acting
from netral.access.states import REPORTER, SYSTEM, NotAllowed
from tests.access.builders import AT, LONG_AGO, Kind, national_admin, office, person, seated

pytestmark = pytest.mark.django_db


@staff_only
def for_all_staff(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.acting.reference)


@staff_only(Role.AUDITOR, Role.MEMBER)
def for_some(request: HttpRequest, key: str) -> HttpResponse:
    return HttpResponse(key)


@staff_only(second_factor=False)
def on_the_way(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ya")


def knock(view, user, *arguments, **headers):
    request = RequestFactory().get("/kerja/?urut=tenggat", headers=headers)
    request.user = user
    request.htmx = headers.get("hx_request") == "true"
    return view(request, *arguments)


def test_nobody_signed_in_is_sent_to_sign_in_and_back():
    answer = knock(for_all_staff, AnonymousUser())

    assert (answer.status_code, answer["Location"]) == (302, "/akun/masuk/?next=/kerja/%3Furut%3Dtenggat")


@pytest.mark.usefixtures("demo")
def test_no_browser_keeps_a_page_of_staff():
    assert knock(for_all_staff, seated())["Cache-Control"] == "private, no-store"


@pytest.mark.usefixtures("demo")
def test_a_view_may_say_itself_how_long_its_answer_is_kept():
    answer = knock(staff_only(lambda _request: HttpResponse(headers={"Cache-Control": "private"})), seated())

    assert answer["Cache-Control"] == "private"


def test_a_fragment_sends_the_whole_page_to_sign_in():
    answer = knock(for_all_staff, AnonymousUser(), hx_request="true")

    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/akun/masuk/?next=/kerja/%3Furut%3Dtenggat")


@pytest.mark.usefixtures("demo")
def test_staff_come_in_and_the_view_knows_who_acts():
    user = seated()

    assert knock(for_all_staff, user).content.decode() == user.reference


@pytest.mark.usefixtures("demo")
def test_without_any_seat_the_door_does_not_exist():
    with pytest.raises(Http404):
        knock(for_all_staff, person())


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(("role", "opens"), [(Role.AUDITOR, True), (Role.MEMBER, True), (Role.EXAMINER, False)])
def test_a_door_for_some_roles_opens_to_them_only(role, opens):
    user = seated(role)

    if opens:
        assert knock(for_some, user, "7k4m").content == b"7k4m"
    else:
        with pytest.raises(Http404):
            knock(for_some, user, "7k4m")


def test_without_second_factor_staff_are_sent_to_set_one_up():
    answer = knock(for_all_staff, seated())

    assert (answer.status_code, answer["Location"]) == (302, "/akun/dua-langkah/")


def test_the_pages_on_the_way_to_a_second_factor_are_open():
    assert knock(on_the_way, seated()).content == b"ya"


@pytest.mark.parametrize(
    ("kind", "enough"),
    [
        (Authenticator.Type.TOTP, True),
        (Authenticator.Type.WEBAUTHN, True),
        (Authenticator.Type.RECOVERY_CODES, False),
    ],
)
def test_recovery_codes_alone_are_no_second_factor(kind, enough):
    user = seated()
    Authenticator.objects.create(user=user, type=kind, data={})

    assert policies.lacks_second_factor(user) is not enough


@pytest.mark.usefixtures("demo")
def test_the_demo_asks_for_no_second_factor():
    assert not policies.lacks_second_factor(seated())


def refusal(check, *arguments):
    """The sentence of a refusal, or None."""
    try:
        check(*arguments)
    except NotAllowed as problem:
        return str(problem)
    return None


def test_the_system_and_national_administrators_manage_every_office():
    for who in (SYSTEM, acting(national_admin())):
        assert policies.administers_everything(who)
        assert refusal(policies.check_can_administer, who) is None
        assert refusal(policies.check_can_administer, who, "pemkab-33.05") is None
        assert policies.can_administer_everything(who)


def test_other_administrators_manage_their_own_office_only():
    who = acting(seated(Role.ADMINISTRATOR, "bawaslu-99"))

    assert not policies.administers_everything(who)
    assert refusal(policies.check_can_administer, who) is None
    assert refusal(policies.check_can_administer, who, "bawaslu-99") is None
    assert "diurus oleh pengelolanya sendiri" in refusal(policies.check_can_administer, who, "bawaslu-99.07")
    assert "Bawaslu RI" in refusal(policies.check_can_administer_everything, who)


@pytest.mark.parametrize("where", ["bawaslu", "bawaslu-99"])
def test_other_roles_manage_nothing_wherever_they_sit(where):
    who = acting(seated(Role.MEMBER, where))

    assert "Hubungi pengelola" in refusal(policies.check_can_administer, who)
    assert refusal(policies.check_can_administer, who, where) is not None


def test_a_reporter_manages_nothing():
    assert refusal(policies.check_can_administer, REPORTER) is not None


def test_nobody_switches_off_the_own_account():
    admin = national_admin()

    assert "pengelola lain" in refusal(policies.check_can_change_account, acting(admin), admin)


def test_an_office_changes_the_accounts_of_its_own_people():
    who = acting(seated(Role.ADMINISTRATOR))

    assert policies.can_change_account(who, seated(Role.MEMBER))


def test_an_office_leaves_an_account_another_office_relies_on():
    who, shared = acting(seated(Role.ADMINISTRATOR)), seated(Role.MEMBER)
    give_seat(shared, role=Role.AUDITOR, office=office("bkn", Kind.AGENCY), valid_from=LONG_AGO, acting=SYSTEM, at=AT)

    assert "Akhiri jabatannya" in refusal(policies.check_can_change_account, who, shared)
    assert policies.can_change_account(acting(national_admin()), shared)


def test_a_past_seat_elsewhere_is_no_hindrance():
    who, former = acting(seated(Role.ADMINISTRATOR)), seated(Role.MEMBER)
    bkn = office("bkn", Kind.AGENCY)
    seat = give_seat(former, role=Role.AUDITOR, office=bkn, valid_from=LONG_AGO, acting=SYSTEM, at=AT)
    end_seat(seat, last_day=LONG_AGO, acting=SYSTEM, at=AT)

    assert policies.can_change_account(who, former)


def test_only_administrators_change_accounts():
    assert not policies.can_change_account(acting(seated(Role.MEMBER)), person())


def test_an_administrator_ends_seats_of_the_own_office_but_not_the_own_administration():
    admin, member, elsewhere = seated(Role.ADMINISTRATOR), seated(Role.MEMBER), seated(Role.MEMBER, "bawaslu-99")
    also_member = {"role": Role.MEMBER, "office": office(), "valid_from": LONG_AGO}
    own_other_seat = give_seat(admin, **also_member, acting=SYSTEM, at=AT)
    who = acting(admin)

    assert policies.can_end_seat(who, member.seats.get())
    assert policies.can_end_seat(who, own_other_seat)
    assert not policies.can_end_seat(who, elsewhere.seats.get())
    assert "pengelola lain" in refusal(policies.check_can_end_seat, who, admin.seats.get(role=Role.ADMINISTRATOR))
