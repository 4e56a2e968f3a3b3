"""`netral partner`: whom this house exchanges with. Answers in words, or as JSON lines with --json."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.utils import timezone

from netral.access.models import Role
from netral.access.states import NATIONAL_OFFICE, SYSTEM, Acting, HeldSeat
from netral.exchange import actions
from netral.exchange.models import Kiriman, Partner
from netral.exchange.queries import partner_named
from netral.exchange.states import Delivery, Door, Refused
from netral.lib.signing import key_id
from netral.offices.queries import UnknownOrganisation, organisation

FINE, WRONG_USAGE = 0, 2
WAITING = (Delivery.WAITING, Delivery.HELD)
# Whoever runs `netral` on the server answers for whom it trusts.
OPERATOR = Acting(SYSTEM.reference, (HeldSeat(Role.ADMINISTRATOR, NATIONAL_OFFICE),))


def add_arguments(subparsers: Any) -> None:
    """Mount `add`, `list`, `pause` and `resume`; each sets `run`, which returns the exit code."""
    add = subparsers.add_parser("add", help="mencatat atau mengubah lembaga mitra")
    add.add_argument("code", metavar="KODE", help="kode organisasi, misalnya bkn")
    add.add_argument("--door", choices=Door.values, default=Door.NETRAL.value)
    add.add_argument("--address", default="", help="alamat https:// rumah atau webhook itu")
    add.add_argument("--keys", type=Path, help="netral-keys.json, yang diterima lewat jalan lain dan dicocokkan")
    add.add_argument("--secret-file", type=Path, help="berkas berisi rahasia bersama, untuk webhook")
    add.set_defaults(run=run_add)
    listing = subparsers.add_parser("list", help="lembaga mitra, dan berapa kiriman yang menunggu masing-masing")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=run_list)
    for name, told in (("pause", "menahan kiriman ke sebuah mitra"), ("resume", "melepasnya lagi")):
        verb = subparsers.add_parser(name, help=told)
        verb.add_argument("code", metavar="KODE")
        verb.set_defaults(run=run_pause, paused=name == "pause")


def run_add(args: argparse.Namespace) -> int:
    """Write a partner down; 2 with the reason where that cannot be."""
    try:
        partner = actions.write_down_partner(
            organisation(args.code),
            door=Door(args.door),
            address=args.address,
            public_keys=_keys(args.keys) if args.keys else {},
            secret=args.secret_file.read_text(encoding="utf-8").strip() if args.secret_file else "",
            acting=OPERATOR,
            at=timezone.now(),
        )
    except (Refused, UnknownOrganisation, OSError, ValueError, KeyError, TypeError) as problem:
        print(f"netral partner: {problem}")
        return WRONG_USAGE
    print(f"{partner.organisation.code}: {partner.get_door_display()}; kunci {', '.join(partner.keys) or 'tidak ada'}")
    return FINE


def _keys(path: Path) -> dict[str, str]:
    loaded = json.loads(path.read_bytes())
    keys = [str(key["public_key"]) for key in (loaded["keys"] if isinstance(loaded, dict) else loaded)]
    return {key_id(key): key for key in keys}


def run_list(args: argparse.Namespace) -> int:
    for partner in Partner.objects.select_related("organisation").order_by("organisation__code"):
        waiting = Kiriman.objects.filter(receiver=partner.organisation).filter(delivery__in=WAITING).count()
        row = {
            "code": partner.organisation.code,
            "door": partner.door,
            "address": partner.address,
            "keys": sorted(partner.keys),
            "paused": partner.paused,
            "waiting": waiting,
        }
        print(json.dumps(row) if args.json else "{code}  {door}  {address}  menunggu: {waiting}".format(**row))
    return FINE


def run_pause(args: argparse.Namespace) -> int:
    partner = partner_named(args.code)
    if partner is None:
        print(f"netral partner: {args.code} bukan mitra.")
        return WRONG_USAGE
    actions.pause(partner, paused=args.paused, acting=OPERATOR, at=timezone.now())
    return FINE
