"""Who may do what, role by role and office by office."""

import pytest

from netral.access.models import Role
from netral.exchange.policies import can_answer, can_hand_over, can_send_again, check_can_write_down_partners
from netral.exchange.states import Answer, Door
from netral.procedure.states import NotAllowed
from tests.exchange.builders import came_in, partner, sent
from tests.intake.builders import OFFICE, staff

pytestmark = pytest.mark.django_db
SENDS = {"petugas_laporan", "pemeriksa", "anggota", "auditor", "pejabat_pembina", "petugas_kepegawaian"}
ANSWERS = {"pemeriksa", "auditor", "pejabat_pembina", "petugas_kepegawaian"}


@pytest.mark.parametrize("role", Role.values)
def test_whoever_works_on_cases_at_the_office_that_sent_it_sends_again(role: str) -> None:
    kiriman = sent()

    assert can_send_again(kiriman, staff(role)) is (role in SENDS)
    assert not can_send_again(kiriman, staff(role, "bawaslu"))


@pytest.mark.parametrize("role", Role.values)
def test_the_same_people_hand_a_package_over(role: str) -> None:
    partner(door=Door.PACKAGE)
    kiriman = sent()

    assert can_hand_over(kiriman, staff(role, OFFICE)) is (role in SENDS)


def test_what_goes_by_wire_or_to_nobody_is_not_handed_over() -> None:
    kiriman = sent()
    assert not can_hand_over(kiriman, staff("pemeriksa"))

    partner().delete()

    assert not can_hand_over(kiriman, staff("pemeriksa"))


@pytest.mark.parametrize("role", Role.values)
def test_whoever_works_on_what_comes_in_at_that_office_answers(role: str) -> None:
    masukan = came_in()

    assert can_answer(masukan, Answer.RECEIVED, staff(role, "pemkab-99.07")) is (role in ANSWERS)
    assert not can_answer(masukan, Answer.RECEIVED, staff(role, "bkn"))


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("place", ["bawaslu", OFFICE])
def test_national_administrators_alone_write_partners_down(role: str, place: str) -> None:
    if (role, place) == ("admin", "bawaslu"):
        check_can_write_down_partners(staff(role, place))
        return
    with pytest.raises(NotAllowed):
        check_can_write_down_partners(staff(role, place))
