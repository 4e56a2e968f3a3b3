"""From an empty home to a demo: the same seed and moment give the same stories."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone, translation

from netral.access import actions as access
from netral.audit import actions as audit
from netral.config import foundation
from netral.config.demo import ministry
from netral.config.demo.agreeing import hold_lists_against_each_other
from netral.config.demo.plot import chapters
from netral.config.demo.stories import read
from netral.config.demo.walk import Walk
from netral.insight import actions as insight
from netral.offices import queries as offices
from netral.registry import actions as registry

FOLDER = Path(__file__).parent
# Before anything a story tells: seats and register entries hold on every day of the demo.
LONG_AGO = date(2024, 1, 1)


def everything(*, seed: int, now: datetime) -> None:
    """Tables, keys, reference rows, everything `tell` tells, static files, and the sheet of sign-ins."""
    with translation.override("id"):
        foundation.lay(custodian_key=settings.HOME / "kustodian-contoh.key", examples=True)
        told = tell(seed=seed, now=now)
        audit.anchor(timezone.localdate(now) - timedelta(days=1))
    _static_files()
    _sheet(cast(), told)


def follow_the_code() -> None:
    """Tables and static files of a demo built by an earlier version."""
    call_command("migrate", verbosity=0)
    made = settings.STATIC_ROOT / "staticfiles.json"
    sources = (path for path in (settings.ROOT / "netral").rglob("static/**/*") if path.is_file())
    if not made.exists() or any(path.stat().st_mtime > made.stat().st_mtime for path in sources):
        _static_files()


def _static_files() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)


def tell(*, seed: int, now: datetime) -> list[Walk]:
    """Staff, register, training election and every story, on ground that is already laid. Each walk keeps its code."""
    book = read(FOLDER / "stories.toml", today=timezone.localdate(now))
    _staff(cast(), at=_long_ago())
    _register(cast()["person"], at=_long_ago())
    _training(book.training, today=timezone.localdate(now))
    ministry.write_down(acting=foundation.FOUNDER, at=_long_ago())
    walks = [Walk(story, number=number, seed=seed, now=now) for number, story in enumerate(book.stories)]
    for walk in walks:
        walk.go(chapters(walk.story))
    ministry.send(now=now)
    hold_lists_against_each_other(now=now)
    insight.recount(now)
    return walks


def cast() -> dict[str, Any]:
    """The invented people: staff with their seats, and the small register."""
    return tomllib.loads((FOLDER / "people.toml").read_text(encoding="utf-8"))


def _long_ago() -> datetime:
    return timezone.make_aware(datetime.combine(LONG_AGO, datetime.min.time()))


def _staff(people: dict[str, Any], *, at: datetime) -> None:
    for row in people["staff"]:
        user = access.create_user(
            email=row["email"], name=row["name"], password=people["password"], example=True,
            acting=foundation.FOUNDER, at=at,
        )  # fmt: skip
        for seat in row["seats"]:
            access.give_seat(
                user, role=seat["role"], office=offices.organisation(seat["office"]), valid_from=LONG_AGO,
                valid_until=seat.get("until"), acting=foundation.FOUNDER, at=at,
            )  # fmt: skip


def _register(rows: list[dict[str, str]], *, at: datetime) -> None:
    for number, row in enumerate(rows, start=1):
        registry.add_person(
            row["name"],
            front_titles=row["front"],
            back_titles=row["back"],
            # Month and day 00 exist in no calendar: a number nobody can have.
            nip=f"19000000199900{number % 10}{number:03d}",
            employment="PNS",
            position=row["position"],
            position_class=row["class"],
            agency=offices.organisation(row["agency"]),
            example=True,
            at=at,
        )


def _training(row: dict[str, Any], *, today: date) -> None:
    def day(name: str) -> date:
        return today + timedelta(days=row[name])

    registry.create_election(
        row["code"],
        name=row["name"],
        name_en=row["name_en"],
        regime=row["regime"],
        voting_day=day("voting"),
        stages=[
            ("penetapan_calon", [], day("determination"), day("determination")),
            ("kampanye", [], day("campaign_from"), day("campaign_until")),
            ("masa_tenang", [], day("campaign_until") + timedelta(days=1), day("voting") - timedelta(days=1)),
            ("pemungutan_suara", [], day("voting"), day("voting")),
        ],
        example=True,
        at=_long_ago(),
    )


def _sheet(people: dict[str, Any], told: list[Walk]) -> None:
    """What `netral demo` prints once the web answers; {port} is filled in then."""
    width = max(len(row["email"]) for row in people["staff"])
    lines = ["Netral berjalan di http://127.0.0.1:{port}/  (data contoh, semua orang rekaan)", ""]
    lines += [f"Masuk di http://127.0.0.1:{{port}}/akun/masuk/ dengan kata sandi {people['password']}", ""]
    lines += [f"  {row['email']:<{width}}  {row['title']}" for row in people["staff"]]
    lines += ["", "Kode tanda terima untuk http://127.0.0.1:{port}/cek/:", ""]
    lines += [f"  {walk.code}  {walk.story.ends.replace('_', ' ')}" for walk in told]
    (settings.HOME / "masuk.txt").write_text("\n".join(lines) + "\n\nCtrl+C menghentikan semuanya.\n", encoding="utf-8")
