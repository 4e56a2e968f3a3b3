"""`netral token create USER`: a bearer token for the API, printed once."""

import argparse

from netral.config.commands.ground import Subparsers, UsageError, enter_house


def add(commands: Subparsers) -> None:
    token = commands.add_parser("token", help="token untuk API").add_subparsers(dest="verb", required=True)
    create = token.add_parser("create", help="buat token seorang pengguna; dicetak sekali saja")
    create.add_argument("user", help="alamat surel pengguna")
    create.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    enter_house()
    from netral.access import actions
    from netral.access.models import User

    user = User.objects.filter(email=args.user.lower()).first()
    if user is None:
        raise UsageError(f"tidak ada pengguna {args.user}. Alamat yang ada terlihat di /kelola/pengguna/.")
    print(actions.create_token(user))
    return 0
