"""What commands share: wrong usage as an error, and Django made ready only where it is needed."""

import argparse
from typing import Protocol

import django
from django.apps import apps


class UsageError(Exception):
    """The command was called wrongly; the message says what to do instead. Exit code 2."""


class Subparsers(Protocol):
    """What argparse hands out for subcommands; its own class is private."""

    def add_parser(self, name: str, **kwargs: object) -> argparse.ArgumentParser: ...


def set_up_django() -> None:
    if not apps.ready:
        django.setup()
