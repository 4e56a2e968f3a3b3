import json
from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from netral.audit import queries
from netral.audit.models import Anchor, Entry
from netral.audit.states import JournalError
from tests.audit.builders import (
    DOKUMEN,
    FIRST_DAY,
    HASH,
    LAPORAN,
    PERKARA,
    SECOND_DAY,
    journal,
    seal,
    tamper,
    write,
)

pytestmark = pytest.mark.django_db
NOON_OF_THE_SEVENTH = datetime(2026, 1, 7, 5, 0, tzinfo=UTC)


def entry(chain: str, position: int) -> Entry:
    return Entry.objects.get(chain=chain, position=position)


def published(day: date) -> dict[str, object]:
    return dict(json.loads((settings.ROOTS_DIR / f"{day}.json").read_text()))


# What is about whom.


def test_a_subject_sees_its_own_entries_and_those_of_others_about_it_in_order():
    journal()

    assert [str(each) for each in queries.entries_about(LAPORAN)] == [
        f"{LAPORAN}#1",
        f"{LAPORAN}#2",
        f"{PERKARA}#1",
        f"{PERKARA}#2",
        f"{PERKARA}#3",
        f"{LAPORAN}#3",
        f"{PERKARA}#4",
    ]


def test_a_subject_does_not_see_entries_about_others():
    journal()

    assert [str(each) for each in queries.entries_about(DOKUMEN)] == [f"{DOKUMEN}#1"]
    assert list(queries.entries_about("laporan:lain")) == []


def test_what_is_about_a_subject_is_one_query(django_assert_num_queries):
    journal()

    with django_assert_num_queries(1):
        list(queries.entries_about(LAPORAN))


# Sealed days.


def test_recent_days_come_newest_first_and_no_more_than_asked_for():
    journal()

    assert [anchor.day for anchor in queries.recent_anchors()] == [SECOND_DAY, FIRST_DAY]
    assert [anchor.day for anchor in queries.recent_anchors(1)] == [SECOND_DAY]


@pytest.mark.parametrize(
    ("chain", "position", "day"),
    [(LAPORAN, 1, FIRST_DAY), (LAPORAN, 3, SECOND_DAY), (DOKUMEN, 1, SECOND_DAY), (PERKARA, 4, None)],
)
def test_an_entry_is_under_the_first_root_made_after_it(chain: str, position: int, day: date | None):
    journal()

    anchor = queries.anchor_covering(entry(chain, position))

    assert (anchor and anchor.day) == day


def test_before_the_first_root_only_yesterday_waits():
    write()

    assert queries.days_without_anchor(NOON_OF_THE_SEVENTH) == [date(2026, 1, 6)]


def test_every_finished_day_since_the_last_root_waits():
    seal(date(2026, 1, 3))

    assert queries.days_without_anchor(NOON_OF_THE_SEVENTH) == [date(2026, 1, day) for day in (4, 5, 6)]


def test_nothing_waits_when_yesterday_or_even_today_is_sealed():
    seal(date(2026, 1, 6))
    assert queries.days_without_anchor(NOON_OF_THE_SEVENTH) == []

    seal(date(2026, 1, 7))

    assert queries.days_without_anchor(NOON_OF_THE_SEVENTH) == []


def test_yesterday_is_counted_in_jakarta():
    just_after_midnight = datetime(2026, 1, 6, 17, 0, tzinfo=UTC)

    assert queries.days_without_anchor(just_after_midnight) == [date(2026, 1, 6)]


def test_a_root_whose_key_file_is_lost_says_what_to_put_back(settings, tmp_path):
    journal()
    settings.KEYS_DIR = tmp_path

    with pytest.raises(JournalError, match=r"kembalikan berkas \.pub kunci itu ke KEYS_DIR"):
        queries.signed_root(Anchor.objects.get(day=FIRST_DAY))


# Proofs.


@pytest.mark.parametrize(
    ("chain", "position", "day"),
    [
        (LAPORAN, 1, FIRST_DAY),
        (LAPORAN, 2, FIRST_DAY),
        (PERKARA, 2, FIRST_DAY),
        (LAPORAN, 1, SECOND_DAY),
        (PERKARA, 3, SECOND_DAY),
        (DOKUMEN, 1, SECOND_DAY),
    ],
)
def test_every_entry_can_be_proved_under_every_root_after_it(chain: str, position: int, day: date):
    journal()

    proof = queries.inclusion(entry(chain, position), Anchor.objects.get(day=day))

    assert proof["entry_hash"] == entry(chain, position).hash
    assert queries.proof_holds(json.loads(json.dumps(proof)), published(day))


def test_a_proof_under_one_day_is_none_under_another():
    journal()

    proof = queries.inclusion(entry(LAPORAN, 1), Anchor.objects.get(day=FIRST_DAY))

    assert not queries.proof_holds(proof, published(SECOND_DAY))


@pytest.mark.parametrize("change", [{"entry_hash": HASH}, {"chain": PERKARA}, {"position": 9}, {"head": HASH}])
def test_a_proof_for_something_else_does_not_hold(change: dict[str, object]):
    journal()

    proof = queries.inclusion(entry(LAPORAN, 1), Anchor.objects.get(day=FIRST_DAY))

    assert not queries.proof_holds(proof | change, published(FIRST_DAY))


def test_a_proof_under_a_root_that_nobody_signed_does_not_hold():
    journal()
    proof = queries.inclusion(entry(LAPORAN, 1), Anchor.objects.get(day=FIRST_DAY))

    assert not queries.proof_holds(proof, published(FIRST_DAY) | {"chains": 3})
    assert not queries.proof_holds(proof, published(FIRST_DAY) | {"key_id": "f" * 16})


def test_a_proof_shows_no_other_entry_and_nothing_of_what_was_said():
    journal()

    proof = queries.inclusion(entry(LAPORAN, 1), Anchor.objects.get(day=SECOND_DAY))

    shown = json.dumps(proof)
    assert set(proof) == {"format", "entry_hash", "chain", "position", "head", "to_chain", "to_root"}
    assert entry(LAPORAN, 2).verb not in shown
    assert PERKARA not in shown


@pytest.mark.parametrize(("chain", "position"), [(PERKARA, 3), (DOKUMEN, 1)])
def test_an_entry_younger_than_a_root_cannot_be_proved_under_it(chain: str, position: int):
    journal()

    with pytest.raises(JournalError, match="dicatat sesudah 2026-01-05 disegel"):
        queries.inclusion(entry(chain, position), Anchor.objects.get(day=FIRST_DAY))


def test_an_entry_changed_after_it_was_sealed_has_no_proof_that_holds():
    journal()
    tamper("UPDATE audit_entry SET hash = %s WHERE chain = %s AND position = 1", [HASH, LAPORAN])

    proof = queries.inclusion(entry(LAPORAN, 1), Anchor.objects.get(day=FIRST_DAY))

    assert not queries.proof_holds(proof, published(FIRST_DAY))


@pytest.mark.parametrize("day", [FIRST_DAY, SECOND_DAY])
def test_proofs_made_together_are_those_made_alone(day: date):
    journal()
    anchor = Anchor.objects.get(day=day)
    covered = [each for each in Entry.objects.all() if _proved(each, anchor)]

    together = queries.inclusions(anchor, [each.hash for each in Entry.objects.all()] + [HASH])

    assert together == {each.hash: queries.inclusion(each, anchor) for each in covered}


def _proved(entry: Entry, anchor: Anchor) -> bool:
    try:
        return bool(queries.inclusion(entry, anchor))
    except JournalError:
        return False
