from datetime import UTC, datetime

from netral.access.models import Role
from netral.access.states import REPORTER, ROLE_NAMES, ROLE_SENTENCES, SYSTEM, VERBS, Acting, HeldSeat
from netral.audit.states import verb_text

TWO_SEATS = Acting("akun:1", (HeldSeat("pemeriksa", "bawaslu"), HeldSeat("pemeriksa", "bawaslu-99")))


def test_every_role_has_a_name_and_a_sentence():
    assert set(ROLE_NAMES) == set(ROLE_SENTENCES) == set(Role)


def test_every_sentence_says_what_the_role_may_do():
    assert all(
        str(sentence).startswith("Boleh ") and str(sentence).endswith(".") for sentence in ROLE_SENTENCES.values()
    )


def test_acting_names_the_offices_of_a_role():
    assert TWO_SEATS.offices_for("pemeriksa") == ("bawaslu", "bawaslu-99")
    assert TWO_SEATS.offices_for("anggota") == ()


def test_acting_holds_a_role_in_an_office_only_where_both_fit():
    assert TWO_SEATS.holds("pemeriksa", "bawaslu-99")
    assert not TWO_SEATS.holds("pemeriksa", "bawaslu-98")
    assert not TWO_SEATS.holds("anggota", "bawaslu")


def test_of_a_reporter_nothing_finer_than_the_minute_is_kept():
    at = datetime(2026, 1, 5, 9, 0, 59, 7, tzinfo=UTC)

    assert [who.moment(at) for who in (REPORTER, SYSTEM, TWO_SEATS)] == [at.replace(second=0, microsecond=0), at, at]


def test_acting_holds_any_of_some_roles():
    assert TWO_SEATS.holds_any({"anggota", "pemeriksa"})
    assert not TWO_SEATS.holds_any(())


def test_reporters_and_the_system_hold_no_seat():
    assert (REPORTER.seats, SYSTEM.seats) == ((), ())


def test_every_verb_on_accounts_has_words_for_staff_and_none_for_the_public():
    assert {verb_text(verb) == text and text.public is None for verb, text in VERBS.items()} == {True}
