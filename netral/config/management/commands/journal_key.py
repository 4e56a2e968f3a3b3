"""`manage.py journal_key --show` and `--replace`: the keys that sign the journal, and a new one for the one in use."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from netral.access.states import NATIONAL_OFFICE, SYSTEM
from netral.audit import actions, queries
from netral.exchange.models import Partner
from netral.exchange.states import Door
from netral.lib.signing import REPLACING, NoSigningKey

REPLACED = """\
Kunci {new} menandatangani mulai sekarang di setiap proses yang membaca {folder}; tidak ada yang perlu dimulai ulang.
Kunci {old} tidak menandatangani lagi. Bagian umumnya, {kept}, memeriksa semua yang lama: jangan dihapus.
Simpan salinan baru folder {folder}, dan musnahkan salinan kunci lama."""
BROKEN_OFF = """\
{file} sudah ada: penggantian lain sedang berjalan, atau yang terakhir terputus. Bila tidak ada yang berjalan, hapus
berkas itu (kunci di dalamnya belum pernah dipakai), lalu jalankan lagi."""


class Command(BaseCommand):
    help = "kunci jurnal: --show menyebut yang dipakai dan yang sudah diganti, --replace memakai kunci baru"
    requires_migrations_checks = True  # the journal must be reachable before the key is another one

    def add_arguments(self, parser: ArgumentParser) -> None:
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--show", action="store_true")
        way.add_argument("--replace", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("\n".join(_replaced() if options["replace"] else _known()))


def _known() -> list[str]:
    """A line for every key, the one in use first."""
    keys = queries.public_keys()
    if not keys:
        raise CommandError(f"Tidak ada kunci di {settings.KEYS_DIR}. Jalankan netral init, atau letakkan kunci Anda.")
    uses = ["dipakai", *["diganti, tetap memeriksa"] * (len(keys) - 1)]
    return [f"{key['key_id']}  sejak {key['from'] or '-'}  {use}" for key, use in zip(keys, uses, strict=True)]


def _replaced() -> list[str]:
    """Replace the key, and say what that means for the processes, the old key and whoever knows it."""
    folder = settings.KEYS_DIR
    try:
        old = actions.signing_key().key_id
        actions.replace_signing_key(f"organisasi:{NATIONAL_OFFICE}", actor=SYSTEM.reference, at=timezone.now())
    except NoSigningKey as problem:
        raise CommandError(str(problem)) from None
    except FileExistsError:
        raise CommandError(BROKEN_OFF.format(file=folder / REPLACING)) from None
    told = {"new": actions.signing_key().key_id, "old": old, "folder": folder, "kept": folder / f"retired-{old}.pub"}
    return [*REPLACED.format(**told).splitlines(), *_to_tell()]


def _to_tell() -> list[str]:
    """Houses that trust only the keys written down for this one."""
    houses = Partner.objects.filter(door=Door.NETRAL).order_by("organisation__code")
    codes = ", ".join(houses.values_list("organisation__code", flat=True))
    told = "menolak kiriman rumah ini sampai mencatat netral-keys.json yang baru. Serahkan lewat jalan lain."
    return [f"Lembaga mitra ({codes}) {told}"] if codes else []
