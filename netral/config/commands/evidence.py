"""`netral evidence`: verify, with the arguments the room of evidence defines."""

import argparse

from netral.config.commands.ground import Subparsers, open_database, set_up_django


def add(commands: Subparsers) -> None:
    evidence = commands.add_parser("evidence", help="memeriksa berkas bukti", add_help=False)
    evidence.add_argument("-h", "--help", action="store_true")
    evidence.add_argument("rest", nargs=argparse.REMAINDER)
    evidence.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The room's models need Django, so its arguments are read only once Django is ready."""
    set_up_django()
    from netral.evidence import cli

    parser = argparse.ArgumentParser(prog="netral evidence")
    cli.add_arguments(parser.add_subparsers(dest="verb", required=True, metavar="KATA_KERJA"))
    chosen = parser.parse_args(["--help"] if args.help else args.rest)
    open_database()
    return int(chosen.run(chosen))
