"""The one-time code, the limits of guessing, and what is refused on the way in."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from netral.audit.models import Entry
from netral.links import actions, jobs, queries
from netral.links.models import LinkCode, LinkRefusal
from netral.links.states import (
    CODE_SENT,
    LOCKED,
    MADE,
    MOST_WRONG,
    OPENED,
    REFUSED,
    Channel,
    LinkState,
    LinkUnusable,
    Refusal,
)
from netral.notices.models import PhoneNumber, ShortMessage
from netral.notices.whatsapp_states import CODE_LASTS, CODE_TRIES, CODES_A_DAY, CodeRefused
from tests.discipline.builders import AUDITOR
from tests.intake.builders import day
from tests.links.builders import ADDRESS, again, code_for, link_for, opened
from tests.links.test_actions_making import verbs

pytestmark = pytest.mark.django_db


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 1_000_000:06}"


def test_the_code_opens_once() -> None:
    link = link_for()
    digits = code_for(link)

    actions.open_with(link, f" {digits[:3]} {digits[3:]} ", at=day(10))

    assert again(link).opened_at == day(10)
    with pytest.raises(CodeRefused):
        actions.open_with(link, digits, at=day(10))
    assert verbs(link) == [MADE, CODE_SENT, OPENED, REFUSED]


def test_six_digits_derived_from_the_key_stand_nowhere() -> None:
    link = link_for()
    digits = code_for(link)

    assert len(digits) == 6
    assert digits not in str(list(LinkCode.objects.values()))
    assert digits not in str(list(Entry.objects.filter(chain=link.reference).values_list("facts", "verb")))


def test_without_a_code_no_digits_open() -> None:
    with pytest.raises(CodeRefused):
        actions.open_with(link_for(), "123456", at=day(10))


def test_a_code_is_too_old_after_a_quarter_of_an_hour() -> None:
    link = link_for()
    digits = code_for(link, at=day(10))

    with pytest.raises(CodeRefused):
        actions.open_with(link, digits, at=day(10) + CODE_LASTS)


def test_a_new_code_voids_the_one_before() -> None:
    link = link_for()
    first, second = code_for(link), code_for(link, at=day(10) + timedelta(minutes=1))

    with pytest.raises(CodeRefused):
        actions.open_with(link, first, at=day(10) + timedelta(minutes=2))
    actions.open_with(link, second, at=day(10) + timedelta(minutes=2))


def test_a_code_is_tried_five_times_and_then_even_the_right_one_is_refused() -> None:
    link = link_for()
    digits = code_for(link)

    for _each in range(CODE_TRIES):
        with pytest.raises(CodeRefused):
            actions.open_with(link, wrong(digits), at=day(10))

    with pytest.raises(CodeRefused):
        actions.open_with(link, digits, at=day(10))


def test_so_many_wrong_codes_lock_the_link_for_good() -> None:
    link = link_for()
    for number in range(MOST_WRONG):
        with pytest.raises(CodeRefused):
            actions.open_with(link, "000000", at=day(10) + timedelta(minutes=number))

    with pytest.raises(LinkUnusable) as unusable:
        actions.open_with(link, "000000", at=day(11))

    assert unusable.value.state == LinkState.LOCKED
    assert verbs(link).count(LOCKED) == 1
    with pytest.raises(LinkUnusable):
        actions.send_code(link, at=day(11), language="id")


def test_the_right_code_forgets_the_wrong_ones_before() -> None:
    link = link_for()
    with pytest.raises(CodeRefused):
        actions.open_with(link, "000000", at=day(10))
    assert again(link).wrong_codes == 1

    opened(link)

    assert again(link).wrong_codes == 0


def test_so_many_codes_a_day_and_no_more() -> None:
    link = link_for()
    for number in range(CODES_A_DAY):
        code_for(link, at=day(10) + timedelta(hours=number))

    with pytest.raises(CodeRefused, match="besok"):
        code_for(link, at=day(10) + timedelta(hours=CODES_A_DAY))
    code_for(link, at=day(11) + timedelta(hours=1))


@pytest.mark.parametrize("ended", [LinkState.EXPIRED, LinkState.REVOKED, LinkState.FINISHED])
def test_nothing_opens_a_link_that_is_over(ended: LinkState) -> None:
    link, at = link_for(), day(10)
    digits = code_for(link)
    if ended == LinkState.EXPIRED:
        at = link.expires_at
    elif ended == LinkState.REVOKED:
        actions.revoke(link, acting=AUDITOR, at=day(10))
    else:
        actions.acknowledge(link, at=day(10))
        actions.finish(link, at=day(10))

    with pytest.raises(LinkUnusable) as unusable:
        actions.open_with(link, digits, at=at)

    assert unusable.value.state == ended


def test_a_code_goes_by_mail_and_says_nothing_of_the_matter() -> None:
    link = link_for()
    code = actions.send_code(link, at=day(10), language="en")

    jobs.mail_link_code.call(code.key)

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == ([ADDRESS], "Your one-time Netral code")
    assert queries.code_of(code) in letter.body
    case = link.penerusan.case
    assert not [word for word in (case.number, case.title, "/tautan/", queries.token_of(link)) if word in letter.body]


def test_a_code_that_was_used_or_whose_link_ended_is_not_mailed() -> None:
    link = link_for()
    used = opened(link)
    late = actions.send_code(link, at=day(10), language="id")
    actions.revoke(link, acting=AUDITOR, at=day(10))

    for code in (used, late):
        jobs.mail_link_code.call(code.key)
    jobs.mail_link_code.call("tidakada")

    assert mail.outbox == []


def test_where_the_channel_is_a_number_a_short_message_is_queued(settings: Any, tmp_path: Any) -> None:
    settings.WHATSAPP, settings.WHATSAPP_FOLDER = "berkas", tmp_path
    link = link_for(channel=Channel.WHATSAPP, address="0812-3456-7890")

    first, second = (actions.send_code(link, at=day(10, hour), language="id") for hour in (9, 10))

    message = ShortMessage.objects.get()
    assert message.parameters == [queries.code_of(second)] != [queries.code_of(first)]
    assert PhoneNumber.objects.get().subject == link.reference


def test_what_is_refused_is_counted_and_journalled_once_an_hour() -> None:
    link = link_for()
    for minute in range(3):
        actions.count_refusal(Refusal.FOREIGN, at=day(10) + timedelta(minutes=minute), link=link)
    actions.count_refusal(Refusal.FOREIGN, at=day(10, hour=10), link=link)

    assert sorted(LinkRefusal.objects.values_list("count", flat=True)) == [1, 3]
    assert queries.refusals_of(link) == 4
    assert verbs(link).count(REFUSED) == 2


def test_an_address_nobody_made_is_told_on_the_chain_of_the_national_office() -> None:
    for minute in range(2):
        actions.count_refusal(Refusal.UNKNOWN, at=day(10) + timedelta(minutes=minute))

    told = Entry.objects.get(verb=REFUSED)
    assert (told.chain, told.facts) == ("organisasi:bawaslu", {"reason": "tidak_dikenal"})
    assert LinkRefusal.objects.get().count == 2
