"""`netral`, the one program: its commands, their arguments, and exit codes (0 fine, 1 did not hold, 2 wrong usage)."""

import argparse
import os
import sys
from collections.abc import Sequence

from netral.config.commands import first_start, journal, keeping, law, proof, running, tokens
from netral.config.commands.ground import UsageError


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="netral", description="Menjaga netralitas aparatur sipil negara.")
    commands = top.add_subparsers(dest="command", required=True, metavar="PERINTAH")
    for room in (first_start, running, keeping, journal, law, proof, tokens):
        room.add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netral.config.settings")
    args = parser().parse_args(arguments)
    try:
        return int(args.run(args))
    except UsageError as problem:
        print(f"netral {args.command}: {problem}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of a pipe went away
        return 1


if __name__ == "__main__":
    sys.exit(main())
