import json
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction

from netral.audit import actions, formats, sealing, streams
from netral.audit.models import Anchor, AnchorLeaf, Chain, SealedHead
from netral.audit.queries import public_keys, verify
from netral.audit.states import GENESIS, JournalBroken, JournalError
from netral.lib.signing import verify_json
from tests.audit.builders import (
    DOKUMEN,
    FIRST_DAY,
    HASH,
    LAPORAN,
    PERKARA,
    SECOND_DAY,
    delete_entry,
    hash_of,
    journal,
    move_head,
    seal,
    tamper,
    write,
)

pytestmark = pytest.mark.django_db


def test_a_sealed_day_holds_the_heads_of_that_moment():
    write()
    entry = write()
    other = write(PERKARA)

    sealed = seal(FIRST_DAY)

    assert (sealed.day, sealed.chains, sealed.previous) == (FIRST_DAY, 2, GENESIS)
    assert str(sealed) == "2026-01-05"
    leaves = AnchorLeaf.objects.filter(anchor=sealed).order_by("chain").values_list("chain", "position", "head")
    assert list(leaves) == [(LAPORAN, 2, entry.hash), (PERKARA, 1, other.hash)]


def test_only_heads_that_moved_are_stored_again_but_the_root_covers_all():
    journal()

    second = Anchor.objects.get(day=SECOND_DAY)
    stored = AnchorLeaf.objects.filter(anchor=second).values_list("chain", flat=True)
    assert sorted(stored) == [DOKUMEN, LAPORAN, PERKARA]
    third = seal(date(2026, 1, 7))
    assert list(third.leaves.values_list("chain", flat=True)) == [PERKARA]
    assert third.chains == 3
    assert seal(date(2026, 1, 8)).leaves.count() == 0
    assert verify(settings.ROOTS_DIR).ok


def test_what_waits_for_the_next_tree_is_what_the_last_one_said():
    journal()

    newest = {leaf.chain: leaf for leaf in AnchorLeaf.objects.order_by("anchor_id")}
    ready = SealedHead.objects.values_list("chain", "position", "head")
    assert sorted(ready) == sorted((each.chain, each.position, each.head) for each in newest.values())


def test_a_tree_grown_from_what_waited_has_the_root_of_one_grown_from_nothing():
    journal()
    write(PERKARA)
    header = {"format": "uji"}
    quick, _ = sealing._grow(header)

    tamper("DELETE FROM audit_sealedhead")

    slow, leaves = sealing._grow(header)
    assert (slow, len(leaves)) == (quick, Chain.objects.count())


def test_what_waited_is_made_anew_from_the_leaves():
    journal()
    before = set(SealedHead.objects.values_list("chain", "position", "head", "leaf"))
    tamper("DELETE FROM audit_sealedhead")

    import_module("netral.audit.migrations.0004_heads_ready_for_the_next_tree").make_ready(apps, None)

    assert set(SealedHead.objects.values_list("chain", "position", "head", "leaf")) == before


def test_of_a_chain_that_moved_only_what_is_new_is_read(monkeypatch: pytest.MonkeyPatch):
    for _number in range(5):
        write()
    seal(FIRST_DAY)
    write()
    known = SealedHead.objects.get(chain=LAPORAN)
    asked_for: list[dict[str, int]] = []
    monkeypatch.setattr(
        streams, "entries_after", lambda places, after=streams.entries_after: asked_for.append(places) or after(places)
    )

    _root, (leaf,) = sealing._grow({"format": "uji"})

    assert asked_for == [{LAPORAN: known.position}] == [{LAPORAN: 5}]
    assert leaf.position == 6


@pytest.mark.parametrize("kept", ["", HASH, HASH * 2])
def test_a_chain_whose_peaks_are_lost_or_forged_is_read_whole_and_comes_to_the_same_leaf(kept: str):
    for _number in range(6):
        write()
    seal(FIRST_DAY)
    write()
    quick = sealing._grow({"format": "uji"})

    tamper("UPDATE audit_sealedhead SET peaks = %s", [kept])

    assert sealing._grow({"format": "uji"}) == quick


def test_nothing_is_sealed_over_a_new_entry_that_was_taken_out():
    for _number in range(3):
        write()
    seal(FIRST_DAY)
    write()
    delete_entry(LAPORAN, 4)

    with pytest.raises(JournalBroken, match="yang ada 3"):
        seal(SECOND_DAY)


@pytest.mark.parametrize("moved", [1, 12])
def test_a_day_asks_as_much_for_twelve_chains_as_for_one(moved: int, django_assert_num_queries):
    for number in range(12):
        write(f"laporan:{number}")
    seal(FIRST_DAY)
    for number in range(moved):
        write(f"laporan:{number}")

    with django_assert_num_queries(4):
        _root, leaves = sealing._grow({"format": "uji"})
    assert len(leaves) == moved


def test_a_day_on_which_nothing_moved_reads_every_chain_once(django_assert_num_queries):
    for number in range(12):
        write(f"laporan:{number}")
    seal(FIRST_DAY)

    with django_assert_num_queries(1):
        _root, leaves = sealing._grow({"format": "uji"})
    assert leaves == []


@pytest.mark.parametrize("ahead", [1, 5, 12, 13])
def test_how_far_is_read_ahead_makes_no_difference(ahead: int, monkeypatch):
    for number in range(12):
        write(f"laporan:{number}")
    seal(FIRST_DAY)
    for number in (0, 5, 11, 12):
        write(f"laporan:{number}")
    whole = sealing._grow({"format": "uji"})

    monkeypatch.setattr(sealing, "READ_AHEAD", ahead)

    assert sealing._grow({"format": "uji"}) == whole
    assert [leaf.chain for leaf in whole[1]] == ["laporan:0", "laporan:11", "laporan:12", "laporan:5"]


def test_every_root_stands_on_the_root_before():
    journal()

    first, second = Anchor.objects.order_by("day")
    assert second.previous == first.root
    assert first.root != second.root


def test_a_day_without_any_act_is_sealed_too_and_has_a_root_of_its_own():
    first, second = seal(FIRST_DAY), seal(SECOND_DAY)

    assert (first.chains, second.chains) == (0, 0)
    assert first.root != second.root
    assert verify(settings.ROOTS_DIR).anchors == 2


def test_a_sealed_day_is_published_signed_and_whole():
    journal()

    published = json.loads((settings.ROOTS_DIR / "2026-01-05.json").read_text())
    anchor = Anchor.objects.get(day=FIRST_DAY)
    (key,) = public_keys()
    assert published == {
        "format": formats.ANCHOR_FORMAT,
        "day": "2026-01-05",
        "made_at": "2026-01-05T17:10:00.000000+00:00",
        "chains": 2,
        "previous": GENESIS,
        "root": anchor.root,
        "key_id": key["key_id"],
        "public_key": key["public_key"],
        "signature": anchor.signature,
    }
    signature = published.pop("signature")
    assert verify_json(published["public_key"], published, signature)


def test_sealing_a_day_again_changes_nothing():
    write()
    first = seal(FIRST_DAY)
    before = (settings.ROOTS_DIR / "2026-01-05.json").read_bytes()
    write()

    assert seal(FIRST_DAY) == first
    assert Anchor.objects.count() == 1
    assert (settings.ROOTS_DIR / "2026-01-05.json").read_bytes() == before


def test_a_lost_file_is_published_again():
    write()
    seal(FIRST_DAY)
    path = settings.ROOTS_DIR / "2026-01-05.json"
    before = path.read_bytes()
    path.unlink()

    seal(FIRST_DAY)

    assert path.read_bytes() == before


def test_a_file_that_says_something_else_is_never_replaced():
    write()
    settings.ROOTS_DIR.mkdir(parents=True)
    path = settings.ROOTS_DIR / "2026-01-05.json"
    path.write_text('{"root": "lain"}')

    with pytest.raises(FileExistsError, match="2026-01-05"):
        seal(FIRST_DAY)

    assert path.read_text() == '{"root": "lain"}'


def test_sealing_only_goes_forward():
    seal(SECOND_DAY)

    with pytest.raises(JournalError, match="2026-01-05 tidak dapat disegel lagi: 2026-01-06"):
        seal(FIRST_DAY)


def test_a_day_begins_at_midnight_in_jakarta():
    last_second = datetime(2026, 1, 5, 16, 59, 59, tzinfo=UTC)

    with pytest.raises(JournalError, match="2026-01-06 belum mulai di Jakarta"):
        actions.anchor(SECOND_DAY, at=last_second)
    assert actions.anchor(SECOND_DAY, at=datetime(2026, 1, 5, 17, 0, tzinfo=UTC)).day == SECOND_DAY


def test_without_a_moment_it_is_now():
    write()

    assert actions.anchor(FIRST_DAY).made_at.year >= 2026


@pytest.mark.django_db(transaction=True)
def test_a_root_is_not_published_from_a_transaction_that_may_still_fail():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        seal(FIRST_DAY)

    assert not list(settings.ROOTS_DIR.glob("*.json"))


def test_a_chain_that_got_shorter_is_not_sealed():
    write()
    write()
    seal(FIRST_DAY)
    move_head(LAPORAN, 1, hash_of(LAPORAN, 1))

    with pytest.raises(JournalBroken, match=f"{LAPORAN}: disegel sampai catatan 2"):
        seal(SECOND_DAY)

    assert Anchor.objects.count() == 1


def test_a_chain_whose_head_changed_in_place_is_not_sealed():
    write()
    seal(FIRST_DAY)
    move_head(LAPORAN, 1, HASH)

    with pytest.raises(JournalBroken, match="tetapi kini berdiri di catatan 1"):
        seal(SECOND_DAY)


def test_a_chain_that_lost_an_entry_is_not_sealed():
    write()
    write()
    delete_entry(LAPORAN, 1)

    with pytest.raises(JournalBroken, match="kepalanya menyebut 2 catatan"):
        seal(FIRST_DAY)


def test_a_chain_without_any_entry_is_not_sealed():
    write()
    delete_entry(LAPORAN, 1)

    with pytest.raises(JournalBroken, match="yang ada 0, terakhir —"):
        seal(FIRST_DAY)


@pytest.mark.parametrize("faster_day", [FIRST_DAY, date(2026, 1, 4)])
def test_two_workers_at_midnight_seal_a_day_once(monkeypatch, faster_day: date):
    write()
    prepare, faster = actions.sealing.prepare, []

    def slow(day: date, **rest: object) -> object:
        """Computes its root, and only then does the other worker come first."""
        prepared = prepare(day, **rest)
        if not faster:
            faster.append(faster_day)
            faster.append(seal(faster_day))
        return prepared

    monkeypatch.setattr(actions.sealing, "prepare", slow)

    sealed = seal(FIRST_DAY)

    assert Anchor.objects.get(day=FIRST_DAY) == sealed
    assert verify(settings.ROOTS_DIR).ok
