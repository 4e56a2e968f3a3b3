"""`netral custodian …`: the key that opens seals, in parts, under a passphrase, replaced. Best used offline."""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from netral.config.commands.ground import Subparsers, UsageError, enter_house, set_up_django

if TYPE_CHECKING:
    from nacl.public import PrivateKey

DEFAULT_NEEDED, DEFAULT_SHARES = 3, 5
SHORTEST_PASSPHRASE = 20
NOTE = (
    "# netral: bagian {number} dari {shares}; {needed} bagian mana pun cukup. Kunci {key}. Simpan di tempat berbeda.\n"
)


def add(commands: Subparsers) -> None:
    custodian = commands.add_parser("custodian", help="kunci kustodian: bagi, satukan, lindungi, ganti")
    verbs = custodian.add_subparsers(dest="verb", required=True)
    split = verbs.add_parser("split", help="bagi kunci menjadi beberapa bagian (SLIP-39)")
    split.add_argument("key", type=Path, help="berkas kunci rahasia")
    split.add_argument("--needed", type=int, default=DEFAULT_NEEDED, help="banyaknya bagian yang cukup (bawaan 3)")
    split.add_argument("--shares", type=int, default=DEFAULT_SHARES, help="banyaknya bagian (bawaan 5)")
    split.add_argument("--out", type=Path, required=True, help="folder kosong untuk bagian-bagiannya")
    split.set_defaults(run=run_split)
    recover = verbs.add_parser("recover", help="satukan bagian menjadi kunci lagi")
    recover.add_argument("parts", type=Path, nargs="+", help="berkas bagian")
    recover.add_argument("--out", type=Path, required=True, help="berkas kunci yang akan ditulis")
    recover.set_defaults(run=run_recover)
    protect = verbs.add_parser("protect", help="tulis kunci yang hanya terbuka dengan frasa sandi")
    protect.add_argument("key", type=Path, help="berkas kunci rahasia")
    protect.add_argument("--out", type=Path, required=True, help="berkas terlindung yang akan ditulis")
    protect.set_defaults(run=run_protect)
    rotate = verbs.add_parser("rotate", help="pakai kunci baru untuk segel berikutnya")
    rotate.add_argument("--out", type=Path, required=True, help="tempat kunci rahasia baru, di luar server ini")
    rotate.set_defaults(run=run_rotate)
    reseal = verbs.add_parser("reseal", help="segel ulang dengan kunci sekarang apa yang disegel kunci lama")
    reseal.add_argument("old", type=Path, help="berkas kunci rahasia lama")
    reseal.set_defaults(run=run_reseal)


def run_split(args: argparse.Namespace) -> int:
    from netral.lib import shares

    set_up_django()
    from netral.intake import vault

    key = _key(args.key)
    if args.out.exists() and any(args.out.iterdir()):
        raise UsageError(f"{args.out} tidak kosong. Pilih folder baru; bagian lama tidak ditimpa.")
    try:
        parts = shares.split(key.encode(), needed=args.needed, shares=args.shares)
    except ValueError as problem:
        raise UsageError(
            f"{args.needed} dari {args.shares} tidak bisa: paling sedikit 2 bagian yang cukup, paling banyak 16 bagian."
        ) from problem
    name = vault.key_id(key.public_key)
    for number, part in enumerate(parts, 1):
        note = NOTE.format(number=number, shares=args.shares, needed=args.needed, key=name)
        _write(args.out / f"bagian-{number}.txt", f"{note}{part}\n")
    print(f"{args.shares} bagian kunci {name} di {args.out}; {args.needed} cukup. Bagikan, lalu hapus folder ini.")
    return 0


def run_recover(args: argparse.Namespace) -> int:
    from nacl.public import PrivateKey

    from netral.lib import shares

    set_up_django()
    from netral.intake import vault

    try:
        key = PrivateKey(shares.join([_words(path) for path in args.parts]))
    except (shares.SharesDoNotFit, OSError) as problem:
        print(f"netral custodian recover: bagian-bagian ini tidak cocok ({problem}).", file=sys.stderr)
        return 1
    _write(args.out, key.encode().hex())
    print(f"Kunci {vault.key_id(key.public_key)} ditulis di {args.out}. {_fits(vault.key_id(key.public_key))}")
    return 0


def run_protect(args: argparse.Namespace) -> int:
    set_up_django()
    from netral.intake import vault

    key, passphrase = _key(args.key), _new_passphrase()
    _write(args.out, vault.protect(key, passphrase))
    print(f"{args.out} hanya terbuka dengan frasa sandi itu. Hapus {args.key} bila bagian-bagiannya sudah tersimpan.")
    return 0


def run_rotate(args: argparse.Namespace) -> int:
    enter_house()
    from netral.intake import vault
    from netral.intake.models import SealedIdentity

    if args.out.exists():
        raise UsageError(f"{args.out} sudah ada. Pilih nama lain; kunci tidak ditimpa.")
    old, new = vault.retire_custodian_key(args.out)
    left = SealedIdentity.objects.filter(key_id=old).count()
    print(f"Segel berikutnya memakai kunci {new}, rahasianya di {args.out}. Pindahkan dari server ini.")
    print(f"{left} identitas masih disegel kunci {old}: simpan kunci itu, atau jalankan netral custodian reseal.")
    return 0


def run_reseal(args: argparse.Namespace) -> int:
    enter_house()
    from django.utils import timezone

    from netral.intake import actions, vault

    key = _key(args.old)
    if vault.key_id(key.public_key) == vault.current_key_id():
        raise UsageError(f"{args.old} adalah kunci yang dipakai sekarang. Sebut kunci lama.")
    done = actions.reseal(key, at=timezone.now())
    print(f"{done} identitas disegel ulang; setiap pelapornya melihatnya. Jangan tinggalkan kunci lama di server ini.")
    return 0


def _key(path: Path) -> "PrivateKey":
    from netral.intake import vault
    from netral.intake.states import WrongKey

    if not path.is_file():
        raise UsageError(f"{path} tidak ada.")
    text = path.read_text()
    try:
        return vault.parse_private_key(text, _passphrase() if text.startswith(vault.PROTECTED) else "")
    except WrongKey:
        raise UsageError(f"{path} bukan kunci kustodian, atau frasa sandinya lain.") from None


def _passphrase() -> str:
    return os.environ.get("NETRAL_CUSTODIAN_PASSPHRASE") or getpass.getpass("Frasa sandi kunci: ")


def _new_passphrase() -> str:
    passphrase = _passphrase()
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UsageError(f"frasa sandi paling sedikit {SHORTEST_PASSPHRASE} huruf. Pakai lima kata atau lebih.")
    return passphrase


def _words(path: Path) -> str:
    return " ".join(line for line in path.read_text().splitlines() if not line.startswith("#"))


def _fits(name: str) -> str:
    """Whether this house knows the key; on an offline machine there is no house to ask."""
    from netral.intake import vault
    from netral.intake.states import KeysMissing

    try:
        known = vault.known_key_ids()
    except KeysMissing:
        return "Cocokkan nomornya dengan halaman Identitas pelapor."
    return "Ini kunci rumah ini." if name in known else "Kunci ini BUKAN kunci rumah ini."


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise UsageError(f"{path} sudah ada. Pilih nama lain; kunci tidak ditimpa.") from None
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
