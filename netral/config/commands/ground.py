"""What commands share: wrong usage as an error, and Django made ready only where it is needed."""

import argparse
from typing import Protocol

import django
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured


class UsageError(Exception):
    """The command was called wrongly; the message says what to do instead. Exit code 2."""


class Subparsers(Protocol):
    """What argparse hands out for subcommands; its own class is private."""

    def add_parser(self, name: str, **kwargs: object) -> argparse.ArgumentParser: ...


def set_up_django() -> None:
    if apps.ready:
        return
    try:
        django.setup()
    except ImproperlyConfigured as problem:
        raise UsageError(str(problem)) from None


def open_database() -> None:
    """Django made ready and its database reached; UsageError saying where to look if it cannot be."""
    set_up_django()
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as problem:
        where = "Periksa NETRAL_HOME dan NETRAL_DATABASE_URL, atau jalankan `netral init`."
        raise UsageError(f"basis data tidak dapat dibuka ({str(problem).strip()}). {where}") from problem


def enter_house() -> None:
    """The database of an installed house; UsageError where `netral init` has not run yet."""
    open_database()
    from django.conf import settings

    from netral.config import foundation

    if not foundation.laid():
        raise UsageError(f"{settings.HOME} belum dipasang. Jalankan `netral init`, atau tunjuk NETRAL_HOME lain.")
