"""`netral journal`: verify and anchor, with the arguments the journal's own room defines."""

import argparse

from netral.config.commands.ground import Subparsers, open_database, set_up_django


def add(commands: Subparsers) -> None:
    journal = commands.add_parser("journal", help="memeriksa jurnal, menyegel hari", add_help=False)
    journal.add_argument("-h", "--help", action="store_true")
    journal.add_argument("rest", nargs=argparse.REMAINDER)
    journal.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The room's models need Django, so its arguments are read only once Django is ready."""
    set_up_django()
    from netral.audit import cli

    parser = argparse.ArgumentParser(prog="netral journal")
    cli.add_arguments(parser.add_subparsers(dest="verb", required=True, metavar="KATA_KERJA"))
    chosen = parser.parse_args(["--help"] if args.help else args.rest)
    open_database()
    return int(chosen.run(chosen))
