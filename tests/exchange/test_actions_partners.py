"""Whom this house trusts: national administrators write it down, keys by their own fingerprint."""

import pytest
from django.db import connection

from netral.audit.models import Entry
from netral.exchange import actions
from netral.exchange.models import Partner
from netral.exchange.states import Delivery, Door, Refused
from netral.procedure.states import NotAllowed
from tests.exchange.builders import BOSS, EXAMINER, OUTSIDE, House, clock, foreign_key, office, partner, sent
from tests.intake.builders import day

pytestmark = pytest.mark.django_db


def test_a_partner_is_written_down_with_keys_and_changed_again() -> None:
    first = partner(address="https://netral.bkn.example/")
    again = partner(address="http://127.0.0.1:8001")

    entries = list(Entry.objects.filter(chain="organisasi:bkn").order_by("position"))
    assert first.pk == again.pk
    assert Partner.objects.get().address == "http://127.0.0.1:8001"
    assert [entry.verb for entry in entries][-2:] == ["mitra.dicatat", "mitra.diubah"]
    assert entries[-1].facts == {"door": "netral", "keys": [foreign_key("bkn").key_id]}


def test_only_national_administrators_write_partners_down() -> None:
    with pytest.raises(NotAllowed):
        actions.write_down_partner(office("bkn"), door=Door.PACKAGE, acting=EXAMINER, at=day(0))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"address": "http://netral.bkn.example"}, "address"),
        ({"address": "https://"}, "address"),
        ({"address": "ftp://netral.bkn.example"}, "address"),
        ({"address": ""}, "address"),
        ({"address": "https://[::1"}, "address"),
        ({"door": Door.PACKAGE, "address": "https://x.example"}, "address"),
        ({"public_keys": {}}, "public_keys"),
        ({"public_keys": {"0" * 16: "dgmIuJUCrfcvOf8QWwdAhscE2q4L0fEjT55NsaZo91s="}}, "public_keys"),
        ({"public_keys": {"0" * 16: "bukan kunci"}}, "public_keys"),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_the_field_named(changes: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        partner(**changes)  # type: ignore[arg-type]

    assert refusal.value.field == field
    assert not Partner.objects.exists()


@pytest.mark.parametrize("door", [Door.NETRAL, Door.WEBHOOK])
@pytest.mark.parametrize("port", ["0", "65536", "70000", "delapan", "-1", "8 0"])
def test_a_port_that_cannot_be_is_refused_in_so_many_words(door: Door, port: str) -> None:
    with pytest.raises(Refused, match="Port pada alamat ini tidak mungkin") as refusal:
        partner(door=door, address=f"https://netral.bkn.example:{port}/masuk")

    assert refusal.value.field == "address"
    assert not Partner.objects.exists()


@pytest.mark.parametrize("address", ["https://netral.bkn.example:65535", "https://[::1]:8443", "http://127.0.0.1:1"])
def test_every_other_port_is_fine(address: str) -> None:
    assert partner(address=address).address == address


def test_a_pause_is_journalled() -> None:
    actions.pause(partner(), paused=True, acting=BOSS, at=day(1))

    assert Partner.objects.get().paused
    assert Entry.objects.filter(verb="mitra.diubah").latest("pk").facts == {"paused": True}


def test_the_shared_secret_is_unreadable_at_rest() -> None:
    partner(door=Door.WEBHOOK, secret="rahasia-bersama-yang-panjang")

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM exchange_partner")
        assert b"rahasia" not in bytes(cursor.fetchone()[0])


def test_what_waited_to_be_handed_over_leaves_once_its_receiver_has_a_house() -> None:
    partner(OUTSIDE, door=Door.PACKAGE)
    kiriman = sent(OUTSIDE)
    partner(OUTSIDE)

    assert actions.deliver_due(clock=clock(day(1)), asked=House()) == 1
    kiriman.refresh_from_db()
    assert kiriman.delivery == Delivery.ARRIVED
