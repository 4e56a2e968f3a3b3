"""Answers lead somewhere or end, and every verb of the journal has its sentence."""

from netral.exchange.states import ANSWERED, LEASE, NEWS, NEXT, PAUSES, TIMEOUT, VERBS, Answer


def test_every_answer_says_where_it_may_lead() -> None:
    assert set(NEXT) == set(Answer)


def test_every_answer_is_reached_from_the_first() -> None:
    reached, waiting = set(), [Answer.ARRIVED]
    while waiting:
        each = waiting.pop()
        if each not in reached:
            reached.add(each)
            waiting += NEXT[each]

    assert reached == set(Answer)


def test_what_is_said_has_a_sentence_here_and_upstream() -> None:
    assert {*ANSWERED.values(), *NEWS.values()} <= set(VERBS)
    assert all(VERBS[verb].public for verb in NEWS.values())


def test_a_message_belongs_to_its_worker_for_longer_than_a_try() -> None:
    assert LEASE.total_seconds() > 2 * TIMEOUT


def test_a_receiver_that_comes_back_is_found_within_a_quarter_hour() -> None:
    assert list(PAUSES) == sorted(PAUSES)
    assert PAUSES[-1].total_seconds() == 900
