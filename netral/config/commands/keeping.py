"""`netral backup` and `netral restore`: a consistent copy while people work, and a way back that checks itself."""

import argparse
from pathlib import Path

from netral.config.commands.ground import Subparsers, UsageError, enter_house, set_up_django


def add(commands: Subparsers) -> None:
    backup = commands.add_parser("backup", help="salinan utuh: basis data, berkas, bagian umum kunci")
    backup.add_argument("file", type=Path, help="berkas .tar yang akan ditulis")
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser("restore", help="kembalikan salinan ke NETRAL_HOME kosong, lalu periksa jurnalnya")
    restore.add_argument("file", type=Path, help="berkas .tar dari netral backup")
    restore.set_defaults(run=run_restore)


def run_backup(args: argparse.Namespace) -> int:
    if args.file.exists():
        raise UsageError(f"{args.file} sudah ada. Pilih nama lain; salinan lama tidak ditimpa.")
    if not args.file.absolute().parent.is_dir():
        raise UsageError(f"folder {args.file.absolute().parent} tidak ada. Buat dulu, atau pilih folder lain.")
    enter_house()
    from netral.config import safekeeping

    try:
        contents = safekeeping.write(args.file)
    except safekeeping.NotPossible as problem:
        print(f"netral backup: {problem}")
        return 1
    print(f"{args.file}: {contents}. Kunci rahasia tidak ikut; simpan terpisah.")
    return 0


def run_restore(args: argparse.Namespace) -> int:
    if not args.file.is_file():
        raise UsageError(f"{args.file} tidak ada.")
    from netral.config.commands.first_start import lay_secret

    lay_secret()
    set_up_django()
    from netral.config import safekeeping

    try:
        report = safekeeping.restore(args.file)
    except safekeeping.NotPossible as problem:
        print(f"netral restore: {problem}")
        return 1
    print(report.sentence)
    return 0 if report.ok else 1
