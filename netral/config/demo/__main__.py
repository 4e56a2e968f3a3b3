"""Build the demo in NETRAL_HOME: foundation, people, elections, and every story up to the status it stands in."""

import argparse
import os
import sys
from datetime import datetime

from netral.config.commands.first_start import lay_secret
from netral.config.commands.ground import set_up_django


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--refresh", action="store_true", help="hanya ikuti kode yang baru; datanya tetap")
    arguments.add_argument("--now", type=datetime.fromisoformat, help="saat dibangun; bawaan: sekarang")
    args = arguments.parse_args()
    os.environ["NETRAL_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netral.config.settings")
    lay_secret()
    set_up_django()

    from django.utils import timezone

    from netral.config import foundation
    from netral.config.demo import build

    if args.refresh:
        build.follow_the_code()
        return
    if foundation.laid():
        sys.exit("basis data ini sudah terpasang; data contoh tidak dicampur ke dalamnya. Tunjuk yang kosong.")
    build.everything(seed=args.seed, now=args.now or timezone.now())


if __name__ == "__main__":
    main()
