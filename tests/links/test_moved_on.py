"""A matter that goes on with another office takes its links along: the old one reads no more, the new one is seen."""

from datetime import UTC, datetime

import pytest

from netral.cases import actions as cases
from netral.discipline import actions as discipline
from netral.links import actions, queries
from netral.links.models import OfficialLink
from netral.links.states import LinkUnusable, Purpose, Read
from netral.offices.queries import organisation
from netral.procedure.states import NotAllowed
from tests.cases.builders import EXAMINER, LONG, day
from tests.discipline.builders import AUDITOR, recommended
from tests.links.builders import acknowledged, again, handed_link, link_for
from tests.registry.facts import candidate

pytestmark = pytest.mark.django_db
FIRST_OF_BKN = datetime(2024, 9, 3, 17, 0, tzinfo=UTC)


def led_around() -> OfficialLink:
    """The official who holds a link stands in the election, and the authority led the handling around them."""
    penanganan = recommended()
    link = acknowledged(link_for(penanganan))
    candidate(on=day(9).date(), at=day(9))
    ministry = organisation("kemendagri")
    discipline.lead_around(penanganan, receiver=ministry, reason=LONG, acting=AUDITOR, at=day(11))
    return again(link)


def test_an_official_who_was_led_around_reads_nothing_more() -> None:
    link = led_around()

    with pytest.raises(LinkUnusable):
        actions.read(link, Read.RECOMMENDATION, at=day(11))
    with pytest.raises(LinkUnusable):
        actions.open_with(link, "000000", at=day(11))


def test_a_receiver_who_was_led_around_reads_nothing_more() -> None:
    link = handed_link()
    candidate(on=day(5).date(), at=day(5))
    province = organisation("pemprov-99")
    cases.lead_around(link.penerusan, receiver=province, reason=LONG, acting=EXAMINER, at=day(6))

    with pytest.raises(LinkUnusable):
        actions.read(again(link), Read.LETTER, at=day(6))


def test_the_new_office_gets_no_link_by_the_channel_of_the_old_one() -> None:
    link = led_around()

    with pytest.raises(NotAllowed):
        actions.renew(link, acting=AUDITOR, at=day(11))


def test_the_new_office_waits_for_a_link_of_its_own() -> None:
    link = led_around()

    waiting = queries.waiting_without_account(AUDITOR)

    assert [(each.office.code, each.purpose) for each in waiting] == [("kemendagri", Purpose.RECOMMENDED)]
    assert waiting[0].handed == link.penerusan
