"""`netral journal`, `netral evidence`, `netral partner`: the verbs and arguments that these rooms define themselves."""

import argparse
from functools import partial
from importlib import import_module

from netral.config.commands.ground import Subparsers, open_database, set_up_django

# Command → (the room that defines its verbs, what it is for).
ROOMS = {
    "journal": ("netral.audit.cli", "memeriksa jurnal, menyegel hari"),
    "evidence": ("netral.evidence.cli", "memeriksa berkas bukti"),
    "partner": ("netral.exchange.cli", "lembaga mitra: siapa dijangkau lewat mana"),
}


def add(commands: Subparsers) -> None:
    for name, (room, told) in ROOMS.items():
        command = commands.add_parser(name, help=told, add_help=False)
        command.add_argument("-h", "--help", action="store_true")
        command.add_argument("rest", nargs=argparse.REMAINDER)
        command.set_defaults(run=partial(run, name, room))


def run(name: str, room: str, args: argparse.Namespace) -> int:
    """A room's models need Django, so its arguments are read only once Django is ready."""
    set_up_django()
    parser = argparse.ArgumentParser(prog=f"netral {name}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="KATA_KERJA")
    import_module(room).add_arguments(verbs)
    chosen = parser.parse_args(["--help"] if args.help else args.rest)
    open_database()
    return int(chosen.run(chosen))
