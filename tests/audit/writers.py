"""A process of its own that appends to chains from several threads, for the tests of simultaneous writers.

`python -m tests.audit.writers THREADS ENTRIES CHAIN...`: every thread appends ENTRIES to each chain, in turns. With
`verify` instead, prints the verdict as JSON.
"""

import sys
from concurrent.futures import ThreadPoolExecutor


def append(number: int, entries: int, chains: list[str]) -> None:
    from django.db import connection, transaction

    from netral.audit.actions import record
    from tests.audit.builders import NINE

    for turn in range(entries):
        for chain in chains:
            with transaction.atomic():
                record(chain, "uji.tulis", actor="sistem", at=NINE, facts={"thread": number, "turn": turn})
    connection.close()


def main(threads: int, entries: int, chains: list[str]) -> None:
    with ThreadPoolExecutor(threads) as pool:
        for writing in [pool.submit(append, number, entries, chains) for number in range(threads)]:
            writing.result()


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "verify":
        from netral.audit.cli import run_verify

        sys.exit(run_verify(as_json=True))
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
