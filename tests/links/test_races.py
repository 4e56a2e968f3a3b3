"""Two at one link in real transactions: one code opens once, one address is taken once, one link is open."""

from typing import Any

import pytest

from netral.audit.queries import verify as verify_journal
from netral.links import actions, queries
from netral.links.models import OfficialLink
from netral.links.states import LinkUnusable, Purpose
from netral.notices.whatsapp_states import CodeRefused
from netral.procedure.states import SomeoneWasFaster
from tests.discipline.builders import AUDITOR
from tests.discipline.test_races import LATE, at_once
from tests.intake.builders import day
from tests.links.builders import SAID, acknowledged, again, code_for, link_for

pytestmark = pytest.mark.django_db(transaction=True)


def late(act: Any) -> Any:
    """The same, with every way of being too late told alike."""

    def tried() -> Any:
        try:
            return act()
        except (CodeRefused, LinkUnusable, SomeoneWasFaster):
            return LATE

    return tried


def test_a_code_typed_twice_at_once_opens_once() -> None:
    link = link_for()
    digits = code_for(link)

    answers = at_once(*(late(lambda: actions.open_with(again(link), digits, at=day(10))) for _each in range(2)))

    assert answers.count(LATE) == 1
    assert verify_journal().ok


def test_of_two_who_take_the_address_one_sees_it() -> None:
    link = link_for()

    answers = at_once(*(late(lambda: actions.hand_out(again(link), acting=AUDITOR, at=day(9))) for _each in range(2)))

    assert answers.count(LATE) == 1


def test_of_two_links_made_at_once_one_is_open() -> None:
    link = link_for()
    values = {"purpose": Purpose.RECOMMENDED, "acting": AUDITOR, "at": day(10), **SAID}

    at_once(*(late(lambda: actions.make(again(link).penerusan, **values)) for _each in range(2)))

    assert OfficialLink.objects.filter(ended_at=None).count() == 1
    assert verify_journal().ok


def test_a_link_revoked_while_it_is_used_does_one_thing_or_the_other() -> None:
    link = acknowledged()

    at_once(
        late(lambda: actions.declare(again(link), conflicted=False, at=day(11))),
        late(lambda: actions.revoke(again(link), acting=AUDITOR, at=day(11))),
    )

    told = [use.verb for use in queries.uses_of(link)]
    assert told.count("tautan.dicabut") == 1
    if "tautan.benturan_dinyatakan" in told:
        assert told.index("tautan.benturan_dinyatakan") < told.index("tautan.dicabut")
