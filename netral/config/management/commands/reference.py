"""Write docs/reference from the tables, or check that what stands there is what the tables say."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from netral.config.reference import NOTE, pages


class Command(BaseCommand):
    help = "docs/reference: --write menulisnya dari tabel, --check membandingkannya"

    def add_arguments(self, parser: ArgumentParser) -> None:
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--write", action="store_true")
        way.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.ROOT / "docs" / "reference"
        if options["write"]:
            _write(folder)
        else:
            _check(folder)


def _write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


def _check(folder: Path) -> None:
    wanted = pages()
    stale = [name for name, text in wanted.items() if not _same(folder / name, text)]
    stray = [path.name for path in folder.glob("*.md") if path.name not in wanted and NOTE in path.read_text("utf-8")]
    if stale or stray:
        raise CommandError(
            f"docs/reference tidak mutakhir: {', '.join(stale + stray)}. Jalankan `make reference` dan simpan hasilnya."
        )


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
