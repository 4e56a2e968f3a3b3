"""A house full of cases in a folder of its own: filled once, opened as often as it is wanted.

Real actions tell four stories; `stamped_cases` stamps them out until there are as many cases as asked for. A folder
whose filling was cut short is filled anew.
"""

import os
import random
import shutil
import sys
import time
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.journal import start_postgresql

BULK = 500
LONG = "Alasan yang cukup panjang untuk dibaca orang lain: bukti dan keterangan saling menguatkan."
FACTS = {
    "subject": "PNS", "conduct": ["pengarahan_ajakan"], "date": "2024-01-12", "office": "dpr", "target": "calon",
    "circumstances": {"active_support": True, "campaign_period": True},
}  # fmt: skip
# How many of a hundred cases stand where; what is over is most of them, as in any archive.
SHARES = {"pemeriksaan": 6, "menunggu_pleno": 2, "terbukti": 2, "tidak_terbukti": 90}
LOOKING = {"regency": "bawaslu-33.74", "province": "bawaslu-33", "nation": "bawaslu"}


def open_house(folder: Path, *, cases: int, postgresql: bool) -> dict[str, Any]:
    """Start the house of this folder with this many cases; the signed-in browsers of those who look and assign."""
    full = folder / "penuh"
    if not full.exists():
        shutil.rmtree(folder, ignore_errors=True)
    set_up(folder, postgresql=postgresql)
    if not full.exists():
        fill(cases)
        full.touch()
    return {whose: signed_in(whose) for whose in (*LOOKING, "member")}


def set_up(folder: Path, *, postgresql: bool) -> None:
    (folder / "rumah").mkdir(parents=True, exist_ok=True)
    os.environ |= {"NETRAL_HOME": str(folder / "rumah"), "DJANGO_SETTINGS_MODULE": "netral.config.settings"}
    os.environ.setdefault("NETRAL_SECRET_KEY", "kunci-uji-beban-" * 4)
    os.environ.pop("NETRAL_DATABASE_URL", None)
    if postgresql:
        os.environ["NETRAL_DATABASE_URL"] = start_postgresql(folder)
    import django

    django.setup()
    from benchmarks.burst_house import GROUND

    exec(GROUND, {})
    from django.conf import settings

    from netral.offices.actions import load_organisations, load_regions

    load_regions()
    load_organisations()
    settings.ALLOWED_HOSTS = ["testserver"]


def employ() -> None:
    """An examiner of one regency, of a province, and of the national office; and who assigns the regency's cases."""
    from netral.access.actions import create_user, give_seat
    from netral.access.states import SYSTEM
    from netral.offices.queries import organisation

    at = datetime.now(UTC)
    for whose, code in {**LOOKING, "member": LOOKING["regency"]}.items():
        user = create_user(email=f"{whose}@contoh.id", name=whose, password=None, acting=SYSTEM, at=at)
        role = "pemeriksa" if whose in LOOKING else "anggota"
        seat = {"role": role, "office": organisation(code), "valid_from": date(2020, 1, 1), "valid_until": None}
        give_seat(user, **seat, acting=SYSTEM, at=at)


def signed_in(whose: str) -> Any:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.test import Client

    from netral.access.models import User

    user = User.objects.get(email=f"{whose}@contoh.id")
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.force_login(user)
    return client


def fill(cases: int) -> None:
    """Tell the stories, stamp them out, and leave the tables as a house has them that has run for long."""
    from benchmarks.bare_tables import bare
    from benchmarks.stamped_cases import TABLES, Press
    from netral.audit.models import Entry

    began, stories = time.perf_counter(), told()
    employ()  # after the stories: their meetings name every member there is
    press, chance = Press(offices()), random.Random(1)  # last: it counts on from the rows there are
    statuses, weights = list(SHARES), list(SHARES.values())
    with bare(TABLES):
        full_desk(press, stories["pemeriksaan"])
        while press.stamped < cases:
            (status,) = chance.choices(statuses, weights)
            press.stamp(stories[status], shift=timedelta(hours=chance.randrange(-400, 24 * 60)))
        press.flush()
    press.finish()
    seconds, entries = time.perf_counter() - began, press.next_id[Entry] - 1
    print(f"{press.stamped} cases with {entries} entries made in {seconds:.0f} s", file=sys.stderr, flush=True)


def offices() -> list[Any]:
    from netral.offices.models import Organisation

    return list(Organisation.objects.filter(kind=Organisation.Kind.BAWASLU_REGENCY).order_by("code"))


def full_desk(press: Any, story: Any) -> None:
    """One office with more open cases than can be picked at once."""
    for number in range(BULK):
        press.stamp(story, shift=timedelta(minutes=number), office=story.office)


def told() -> "dict[str, Any]":
    """One story for each place a case may stand in, through the actions."""
    from benchmarks.stamped_cases import Story
    from netral.intake.actions.searching import mark_waiting

    cases = {status: case_in(status) for status in SHARES}
    mark_waiting()  # as the worker does within a minute: until then a search reads the report itself
    return {status: Story.of(case) for status, case in cases.items()}


def case_in(status: str) -> Any:
    """A case that came to this status, the day before yesterday, by the shortest way."""
    from netral import rulebook
    from netral.access.states import Acting, HeldSeat
    from netral.cases import actions, queries
    from netral.intake.actions import review, submit
    from netral.intake.content import NewReport, Reporter, Who

    at = datetime.now(UTC) - timedelta(days=2)
    officer, examiner, member = (
        Acting(f"akun:{role}", (HeldSeat(role, "bawaslu-33.74"),))
        for role in ("petugas_laporan", "pemeriksa", "anggota")
    )
    report = NewReport(
        kind="laporan", what="Camat mengajak warga memilih calon tertentu di lapangan desa. " * 5,
        election="pemilu2024", act_date=at.date(), known_on=at.date(), region="33.74", place="Lapangan desa",
        conducts=("pengarahan_ajakan",),
        who=(Who("Terlapor Rekaan", "Camat", "Kecamatan Contoh", "PNS"),), links=("https://contoh.id/unggahan/1",),
        reporter=Reporter("Pelapor Rekaan", "Jalan Sunyi 7", "0812-3456-7890", "rekaan@contoh.id"),
    )  # fmt: skip
    laporan = submit(report, idempotency_key=f"kisah-{status}", at=at).laporan
    book = rulebook.current()
    answers = {item.code: "ya" for item in (*book.report_requirements, *book.review_checks)}
    review(laporan, "nyatakan_lengkap", acting=officer, at=at, checklist=answers, reason="Lengkap.", message="Lengkap.")
    case = actions.open_from(laporan, acting=officer, at=at)
    if status == "pemeriksaan":
        return case
    held_on = at.astimezone(ZoneInfo(case.office.zone)).date()
    hearing = {"held_on": held_on, "place": "Kantor", "attended": True, "minutes": "Tanya: hadir? Jawab: ya."}
    # Three are heard: a decided case then has ten entries in its journal, and a million cases have ten million.
    for party, name in {"saksi": "Saksi Rekaan", "pelapor": "Pelapor Rekaan", "terlapor": "Terlapor Rekaan"}.items():
        actions.hold_klarifikasi(case, acting=examiner, at=at, party=party, name=name, **hearing)
    actions.save_kajian(case, acting=examiner, at=at, facts=FACTS)
    kajian = queries.latest_kajian(case)
    norms = [row["provision"] for row in kajian.assessment["allegations"]][:1]
    actions.save_kajian(case, acting=examiner, at=at, facts=FACTS, provisions=norms, conclusion=LONG)
    actions.propose(case, acting=examiner, at=at)
    if status != "menunggu_pleno":
        actions.decide(case, decision=status, acting=member, at=at, held_on=held_on, members=members(), reason=LONG)
    return case


@cache
def members() -> list[Any]:
    """Three members of the regency's office, all in favour."""
    from netral.access.actions import create_user, give_seat
    from netral.access.states import SYSTEM
    from netral.offices.queries import organisation
    from netral.procedure.meetings import Attendance
    from netral.procedure.states import Part

    at, found = datetime.now(UTC), []
    for number in range(3):
        user = create_user(
            email=f"anggota{number}@contoh.id", name=f"Anggota {number}", password=None, acting=SYSTEM, at=at
        )
        seat = {"role": "anggota", "office": organisation("bawaslu-33.74"), "valid_from": date(2020, 1, 1)}
        give_seat(user, **seat, valid_until=None, acting=SYSTEM, at=at)
        found.append(Attendance(user.key, Part.AGREED))
    return found
