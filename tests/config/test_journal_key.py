"""`manage.py journal_key`: which keys sign here, and another one for the one in use."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from netral.audit.actions import ensure_signing_key, signing_key
from netral.audit.models import Chain, Entry
from netral.audit.queries import verify
from netral.audit.states import KEY_REPLACED
from netral.config.foundation import FOUNDER
from netral.exchange.actions import write_down_partner
from netral.exchange.states import Door
from netral.offices.actions import load_organisations
from netral.offices.queries import organisation
from tests.audit.builders import LAPORAN, PERKARA, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(settings: object, tmp_path: Path) -> Path:
    settings.KEYS_DIR = tmp_path / "keys"  # type: ignore[attr-defined]
    ensure_signing_key()
    return tmp_path / "keys"


def journal_key(way: str) -> list[str]:
    out = StringIO()
    call_command("journal_key", way, stdout=out)
    return out.getvalue().splitlines()


def test_the_keys_are_listed_with_the_one_in_use_first() -> None:
    old = signing_key().key_id
    journal_key("--replace")

    used, retired = journal_key("--show")

    today = timezone.localdate()
    assert used == f"{signing_key().key_id}  sejak {today}  dipakai"
    assert retired == f"{old}  sejak {today}  diganti, tetap memeriksa"


def test_what_was_signed_before_still_verifies_and_what_comes_after_has_the_new_key() -> None:
    write()
    write(PERKARA, "perkara.dibuka")
    old = signing_key().key_id

    journal_key("--replace")
    write(verb="laporan.cabut")

    new = signing_key().key_id
    signed_by = dict(Chain.objects.values_list("subject", "key_id"))
    assert signed_by == {LAPORAN: new, PERKARA: old, "organisasi:bawaslu": new}
    assert (old != new, verify().ok) == (True, True)
    entry = Entry.objects.get(verb=KEY_REPLACED)
    assert (entry.chain, entry.actor, [each[:16] for each in entry.hashes]) == (
        "organisasi:bawaslu", "sistem", [old, new],
    )  # fmt: skip


def test_the_published_list_names_both_at_once(keys: Path) -> None:
    old = signing_key().key_id

    journal_key("--replace")

    published = Client().get("/.well-known/netral-keys.json").json()["keys"]
    assert [key["key_id"] for key in published] == [signing_key().key_id, old]


def test_it_says_what_becomes_of_processes_and_of_the_old_key(keys: Path) -> None:
    old = signing_key().key_id

    begins, ends, kept = journal_key("--replace")

    assert begins.startswith(f"Kunci {signing_key().key_id} menandatangani mulai sekarang")
    assert begins.endswith("tidak ada yang perlu dimulai ulang.")
    assert str(keys / f"retired-{old}.pub") in ends
    assert (keys / f"retired-{old}.pub").is_file()
    assert kept == f"Simpan salinan baru folder {keys}, dan musnahkan salinan kunci lama."


def test_it_names_the_houses_that_must_be_given_the_new_key() -> None:
    load_organisations()
    for code, door in (("bkn", Door.NETRAL), ("kpu", Door.PACKAGE)):
        keys_of = {signing_key().key_id: signing_key().public_key} if door == Door.NETRAL else {}
        address = "https://bkn.example" if door == Door.NETRAL else ""
        write_down_partner(
            organisation(code), door=door, address=address, public_keys=keys_of, acting=FOUNDER, at=timezone.now()
        )

    told = journal_key("--replace")[-1]

    assert told.startswith("Lembaga mitra (bkn) menolak kiriman rumah ini sampai mencatat netral-keys.json yang baru.")


def test_an_interrupted_replacement_is_named_and_nothing_changes(keys: Path) -> None:
    old = signing_key().key_id
    (keys / "signing.key.new").write_text("sisa")

    with pytest.raises(CommandError, match=r"signing\.key\.new sudah ada"):
        journal_key("--replace")

    assert (signing_key().key_id, Entry.objects.exists()) == (old, False)


def test_a_house_without_a_key_is_told_how_to_get_one(keys: Path) -> None:
    for file in keys.iterdir():
        file.unlink()

    for way in ("--show", "--replace"):
        with pytest.raises(CommandError, match="netral init"):
            journal_key(way)


def test_nothing_is_replaced_without_being_asked() -> None:
    with pytest.raises(CommandError, match="--show"):
        call_command("journal_key")
