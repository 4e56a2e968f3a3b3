"""`manage.py texts --compile` and `manage.py texts --check`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from netral.ui import texts


class Command(BaseCommand):
    help = "Compile the translations, or check that every text has its English."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--compile", action="store_true", help="write the .mo beside every .po")
        parser.add_argument("--check", action="store_true", help="report texts without English, and stale English")

    def handle(self, *_args: str, **options: Any) -> None:
        if options["compile"]:
            self.stdout.write(f"{len(texts.compile_all())} fragments compiled")
        if options["check"]:
            self._check()

    def _check(self) -> None:
        troubles = texts.troubles()
        for trouble in troubles:
            self.stderr.write(str(trouble))
        if troubles:
            raise CommandError(f"{len(troubles)} troubles with the texts")
        self.stdout.write(f"{len(texts.used())} texts, every one with its English")
