"""`manage.py text_key --show` and `--replace`: the keys that encrypt texts and files, and a new one for all of them."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from netral.config import text_key
from netral.config.text_key import Use
from netral.lib import at_rest
from netral.lib.at_rest import KeyMissing

BEGUN = """\
Kunci {new} menulis mulai sekarang di setiap proses yang membaca {folder}; tidak ada yang perlu dimulai ulang.
Yang ditulis kunci lama ditulis ulang sekarang. Boleh diputus kapan saja: perintah yang sama melanjutkannya."""
GOES_ON = (
    "Melanjutkan penggantian yang belum selesai: kunci {new} sudah menulis. Untuk kunci baru lagi, ulangi sesudahnya."
)
DONE = """\
Semua yang tersimpan kini di bawah kunci {new}. Kunci {old} sudah dilepas dari {ring}.
Salinan cadangan dari sebelum ini hanya terbaca dengan kunci lama: simpan salinan lamanya selama cadangan itu disimpan.
Simpan salinan baru folder {folder}, terpisah dari cadangan."""
BROKEN_OFF = """\
{file} sudah ada: penggantian lain sedang berjalan, atau yang terakhir terputus. Bila tidak ada yang berjalan, hapus
berkas itu (kunci di dalamnya belum pernah dipakai), lalu jalankan lagi."""
UPLOADS = "Kunci {key} tetap di cincin: {count} unggahan masih berjalan di bawahnya. Jalankan lagi sesudah selesai."
LEFT = "Kunci {key} tetap di cincin: {values} nilai dan {files} berkas masih di bawahnya. Jalankan lagi."
CLOSED = """\
{count} tidak terbuka dan dibiarkan: {some}. Nilai itu rusak, atau kuncinya tidak ada di cincin: periksa dengan
netral evidence verify, letakkan kembali cincin yang Anda simpan, lalu jalankan lagi."""
MOST_NAMED = 5


class Command(BaseCommand):
    help = (
        "kunci teks: --show menyebut yang dipakai dan yang lama, --replace memakai kunci baru dan menulis ulang semua"
    )
    requires_migrations_checks = True  # every encrypted column must be where the program looks for it

    def add_arguments(self, parser: ArgumentParser) -> None:
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--show", action="store_true")
        way.add_argument("--replace", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._replace() if options["replace"] else self._show()
        except KeyMissing as problem:
            raise CommandError(str(problem)) from None

    def _show(self) -> None:
        """A line for every key, the one in use first."""
        for place, use in enumerate(text_key.uses()):
            called = "lama" if place else "dipakai"
            self.stdout.write(f"{use.key.id}  {called}  {use.values} nilai, {use.files} berkas, {use.uploads} unggahan")

    def _replace(self) -> None:
        folder = settings.KEYS_DIR
        try:
            goes_on = text_key.begin(at=timezone.now())
        except FileExistsError:
            raise CommandError(BROKEN_OFF.format(file=(folder / at_rest.RING_FILE).with_suffix(".new"))) from None
        new = at_rest.ring()[0].id
        self.stdout.write((GOES_ON if goes_on else BEGUN).format(new=new, folder=folder))
        text_key.rewrite(self._tell)
        text_key.settle()
        closed = text_key.rewrite(self._tell)  # what somebody still encrypted under the old key meanwhile
        gone, left = text_key.drop_unused(at=timezone.now())
        if gone:
            told = {"new": new, "old": ", ".join(key.id for key in gone), "ring": folder / at_rest.RING_FILE}
            self.stdout.write(DONE.format(folder=folder, **told))
        self._say_what_is_left(left, closed)

    def _tell(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()

    def _say_what_is_left(self, left: list[Use], closed: list[str]) -> None:
        for use in left:
            told = LEFT if use.values or use.files else UPLOADS
            self.stdout.write(told.format(key=use.key.id, count=use.uploads, values=use.values, files=use.files))
        if closed:
            raise CommandError(CLOSED.format(count=len(closed), some=", ".join(sorted(set(closed))[:MOST_NAMED])))
