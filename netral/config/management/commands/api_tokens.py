"""`manage.py api_tokens USER --show` and `--revoke`: the tokens of one person, and what to do when one leaked."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from netral.access import actions
from netral.access.models import ApiToken, User
from netral.access.states import SYSTEM

ALL = "semua"


class Command(BaseCommand):
    help = "token API seseorang: --show menyebut nomor dan masanya, --revoke mencabut satu atau semuanya"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="alamat surel pengguna")
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--show", action="store_true")
        way.add_argument("--revoke", metavar="NOMOR", help=f"nomor dari --show, atau {ALL}")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["user"].lower()).first()
        if user is None:
            raise CommandError(f"Tidak ada pengguna {options['user']}. Alamat yang ada terlihat di /kelola/pengguna/.")
        tokens = list(user.tokens.order_by("created_at"))
        wanted = options["revoke"]
        said = [_line(token) for token in tokens] if wanted is None else _revoked(tokens, wanted)
        self.stdout.write("\n".join(said) or "Tidak ada token.")


def _line(token: ApiToken) -> str:
    """The token itself is known to nobody here: its number tells one from another."""
    until = f"sampai {timezone.localdate(token.expires_at).isoformat()}" if token.expires_at else "tanpa batas"
    return f"{token.key}  dibuat {timezone.localdate(token.created_at).isoformat()}  {until}"


def _revoked(tokens: list[ApiToken], wanted: str) -> list[str]:
    found = [token for token in tokens if wanted in (ALL, token.key)]
    if not found and wanted != ALL:
        raise CommandError(f"Tidak ada token {wanted} pada orang ini. Lihat nomornya dengan --show.")
    for token in found:
        actions.revoke_token(token, actor=SYSTEM.reference, at=timezone.now())
    return [f"{token.key} dicabut; siapa pun yang memegangnya ditolak mulai sekarang." for token in found]
