"""What can be done to sealed days, to their leaves and to the files that were published."""

import json
from datetime import date

import pytest
from django.conf import settings

from netral.audit import sealing
from netral.audit.models import Anchor, AnchorLeaf, SealedHead
from netral.audit.queries import verify
from tests.audit.builders import (
    FIRST_DAY,
    HASH,
    LAPORAN,
    PERKARA,
    SECOND_DAY,
    found,
    journal,
    seal,
    tamper,
    without_foreign_keys,
)

pytestmark = pytest.mark.django_db


# Sealed days.


@pytest.mark.parametrize(
    ("column", "value"), [("root", HASH), ("chains", 9), ("signature", "A" * 88), ("made_at", "2026-01-05 17:11:00")]
)
def test_an_edited_anchor_is_named(column: str, value: object):
    journal()

    tamper(f"UPDATE audit_anchor SET {column} = %s WHERE day = %s", [value, FIRST_DAY])

    assert found() == ("anchor_forged", "2026-01-05")


def test_an_anchor_moved_to_another_day_is_named():
    journal()

    tamper("UPDATE audit_anchor SET day = %s WHERE day = %s", [date(2026, 1, 4), FIRST_DAY])

    assert found() == ("anchor_forged", "2026-01-04")


def test_an_anchor_of_an_unknown_key_is_named():
    journal()

    tamper("UPDATE audit_anchor SET key_id = 'ffffffffffffffff' WHERE day = %s", [SECOND_DAY])

    assert found() == ("key_unknown", "2026-01-06")


def delete_anchor(day: date) -> None:
    tamper("DELETE FROM audit_anchorleaf WHERE anchor_id = %s", [Anchor.objects.get(day=day).pk])
    tamper("DELETE FROM audit_anchor WHERE day = %s", [day])
    make_ready()


def make_ready() -> None:
    """What waits for the next tree is forged along."""
    tamper("DELETE FROM audit_sealedhead")
    for anchor in Anchor.objects.order_by("-day")[:1]:
        sealing.keep(sealing.leaves_under(anchor))


def test_a_deleted_day_is_found_by_the_day_after():
    journal()

    delete_anchor(FIRST_DAY)

    assert found() == ("anchor_out_of_order", "2026-01-06")


def test_a_deleted_last_day_is_found_in_the_published_files():
    journal()

    delete_anchor(SECOND_DAY)

    assert found() == ("published_without_anchor", "2026-01-06")
    assert verify().ok, "without the published files nothing is left that could tell"


@pytest.mark.parametrize(("column", "value"), [("position", 1), ("head", HASH), ("entries", HASH), ("chain", "x:y")])
def test_an_edited_leaf_is_found_under_its_root(column: str, value: object):
    journal()
    leaf = AnchorLeaf.objects.get(anchor__day=SECOND_DAY, chain=PERKARA)

    tamper(f"UPDATE audit_anchorleaf SET {column} = %s WHERE id = %s", [value, leaf.pk])

    assert found() == ("anchor_root_differs", "2026-01-06")


def test_a_deleted_leaf_is_found_under_every_root_it_was_in_force_for():
    journal()

    tamper("DELETE FROM audit_anchorleaf WHERE chain = %s", [LAPORAN])

    assert found() == ("anchor_root_differs", "2026-01-05")


def test_an_added_leaf_is_found():
    journal()

    tamper(
        "INSERT INTO audit_anchorleaf (anchor_id, chain, position, head, entries) VALUES (%s, 'x:y', 1, %s, %s)",
        [Anchor.objects.get(day=SECOND_DAY).pk, HASH, HASH],
    )

    assert found() == ("anchor_root_differs", "2026-01-06")


@pytest.mark.django_db(transaction=True)
def test_a_leaf_of_no_anchor_is_found():
    journal()

    with without_foreign_keys():
        tamper(
            "INSERT INTO audit_anchorleaf (anchor_id, chain, position, head, entries) VALUES (99999, 'x:y', 1, %s, %s)",
            [HASH, HASH],
        )

        assert found() == ("leaf_stray", "x:y")
        tamper("DELETE FROM audit_anchorleaf WHERE anchor_id = 99999")


# Published files.


def test_a_published_root_that_differs_is_named():
    journal()
    path = settings.ROOTS_DIR / "2026-01-05.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"root": HASH}))

    problem = verify(settings.ROOTS_DIR).problem

    assert problem is not None
    assert (problem.kind, problem.where) == ("published_differs", "2026-01-05")
    assert f"root = {HASH}" in problem.expected


def test_what_waits_for_the_next_tree_must_be_what_the_last_one_said():
    journal()

    tamper("UPDATE audit_sealedhead SET leaf = %s WHERE chain = %s", [HASH, PERKARA])

    assert found() == ("sealed_head_differs", PERKARA)


def test_a_chain_added_to_what_waits_is_found():
    journal()

    SealedHead.objects.create(chain="x:y", position=1, head=HASH, leaf=HASH)

    assert found() == ("sealed_head_differs", "x:y")


def test_a_journal_rewritten_with_all_keys_still_differs_from_what_was_published():
    journal()
    published = {path.name: path.read_text() for path in settings.ROOTS_DIR.iterdir()}
    delete_anchor(SECOND_DAY)
    tamper("DELETE FROM audit_sealedhead")
    (settings.ROOTS_DIR / "2026-01-06.json").unlink()
    seal(SECOND_DAY)

    (settings.ROOTS_DIR / "2026-01-06.json").write_text(published["2026-01-06.json"])

    assert found() == ("published_differs", "2026-01-06")


@pytest.mark.parametrize("content", ["bukan json", "[]"])
def test_a_published_file_nobody_can_read_is_named(content: str):
    journal()

    (settings.ROOTS_DIR / "2026-01-05.json").write_text(content)

    assert found() == ("published_unreadable", "2026-01-05.json")


def test_a_day_whose_file_somebody_else_keeps_is_no_finding():
    journal()
    (settings.ROOTS_DIR / "2026-01-05.json").unlink()

    verdict = verify(settings.ROOTS_DIR)

    assert (verdict.ok, verdict.published) == (True, 1)


@pytest.mark.sqlite
def test_a_day_that_is_no_date_is_found():
    journal()

    first = Anchor.objects.get(day=FIRST_DAY).pk

    tamper("UPDATE audit_anchor SET day = 'hari ini' WHERE id = %s", [first])

    assert found() == ("anchor_unreadable", f"Anchor {first}")


@pytest.mark.sqlite
def test_a_leaf_without_a_readable_name_is_found_by_its_row():
    journal()
    leaf = AnchorLeaf.objects.get(anchor__day=SECOND_DAY, chain=PERKARA)

    tamper("UPDATE audit_anchorleaf SET chain = CAST(%s AS TEXT) WHERE id = %s", [b"\xff\xfe", leaf.pk])

    assert found() == ("anchor_unreadable", f"AnchorLeaf {leaf.pk}")
