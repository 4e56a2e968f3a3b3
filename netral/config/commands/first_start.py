"""`netral init`: from an empty folder to a house that can receive its first report."""

import argparse
import getpass
import os
import secrets
import sys
from pathlib import Path

from django.conf import settings

from netral.config.commands.ground import Subparsers, UsageError, set_up_django

SECRET_BYTES = 48


def add(commands: Subparsers) -> None:
    init = commands.add_parser("init", help="penyiapan pertama: basis data, kunci, wilayah, instansi, administrator")
    init.add_argument("--admin-email", required=True, help="alamat surel administrator pertama")
    init.add_argument("--admin-name", required=True, help="nama administrator pertama")
    init.add_argument(
        "--custodian-key",
        type=Path,
        help="tempat menyimpan kunci rahasia kustodian, di luar server ini (mis. flash disk)",
    )
    init.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    lay_secret()
    set_up_django()
    from netral.config import foundation

    if foundation.laid():
        raise UsageError(f"{settings.HOME} sudah dipasang. Untuk memulai dari awal, tunjuk NETRAL_HOME lain.")
    password = _password()
    _check(args.admin_email, args.admin_name, password)
    custodian = args.custodian_key or settings.HOME / "kustodian-pindahkan.key"
    counts = foundation.lay(custodian_key=custodian, examples=False)
    foundation.first_administrator(args.admin_email, args.admin_name, password)
    print(f"Terpasang di {settings.HOME}: {counts}.")
    print(f"Kunci rahasia kustodian: {custodian}. Pindahkan dari server ini; tanpanya identitas pelapor tidak terbaca.")
    print(f"Simpan salinan folder {settings.KEYS_DIR} dan berkas secret_key terpisah: cadangan tidak memuat isinya.")
    print(f"Masuk sebagai {args.admin_email} di {settings.BASE_URL}/akun/masuk/ lalu aktifkan verifikasi dua langkah.")
    return 0


def lay_secret() -> None:
    """Write the server's secret once, readable by its owner only, before Django first reads it."""
    home = Path(os.environ.get("NETRAL_HOME", "var")).resolve()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = home / "secret_key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(SECRET_BYTES))


def _check(email: str, name: str, password: str) -> None:
    """The first account opens every other: what nobody else may have as a password, its holder may not either."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from netral.access.models import User

    try:
        validate_email(email)
        validate_password(password, User(email=email, name=name))
    except ValidationError as problem:
        raise UsageError(f"{email}: {' '.join(problem.messages)}") from problem


def _password() -> str:
    given = os.environ.get("NETRAL_ADMIN_PASSWORD")
    if given:
        return given
    if not sys.stdin.isatty():
        raise UsageError("tidak ada terminal untuk menanyakan kata sandi. Isi NETRAL_ADMIN_PASSWORD.")
    first, again = getpass.getpass("Kata sandi administrator: "), getpass.getpass("Sekali lagi: ")
    if first != again:
        raise UsageError("kedua kata sandi tidak sama. Ulangi perintah ini.")
    return first
