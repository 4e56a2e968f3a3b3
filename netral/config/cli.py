"""`netral`, the one program: its commands, their arguments, and exit codes (0 fine, 1 did not hold, 2 wrong usage)."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from netral.config.commands import (
    custodian,
    first_start,
    keeping,
    law,
    proof,
    rooms,
    running,
    suggesting,
    tokens,
)
from netral.config.commands.ground import UsageError


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="netral", description="Menjaga netralitas aparatur sipil negara.")
    commands = top.add_subparsers(dest="command", required=True, metavar="PERINTAH")
    for part in (first_start, running, keeping, custodian, rooms, law, suggesting, proof, tokens):
        part.add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netral.config.settings")
    args = parser().parse_args(arguments)
    _print_anything()
    try:
        return int(args.run(args))
    except UsageError as problem:
        print(f"netral {args.command}: {problem}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of a pipe went away; nothing more may be written, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _print_anything() -> None:
    """What a terminal cannot show is spelt out; for half a character this is also how JSON writes it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
