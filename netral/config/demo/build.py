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
from netral.config.demo.stories import Story, read
from netral.config.demo.walk import Walk
from netral.offices import queries as offices
from netral.registry import actions as registry

FOLDER = Path(__file__).parent
# Before anything a story tells: seats and register entries hold on every day of the demo.
LONG_AGO = date(2024, 1, 1)


def everything(*, seed: int, now: datetime) -> None:
    """Tables, keys, people, the training election, the stories, static files, and the sheet of sign-ins."""
    people = tomllib.loads((FOLDER / "people.toml").read_text(encoding="utf-8"))
    with translation.override("id"):
        foundation.lay(custodian_key=settings.HOME / "kustodian-contoh.key")
        _staff(people, at=_long_ago())
        _register(people["person"])
        story_book = read(FOLDER / "stories.toml", today=timezone.localdate(now))
        _training(story_book.training, today=timezone.localdate(now))
        codes = [Walk(story, number=number, seed=seed, now=now).go() for number, story in enumerate(story_book.stories)]
        audit.anchor(timezone.localdate(now) - timedelta(days=1))
    call_command("collectstatic", verbosity=0, interactive=False)
    _sheet(people, list(zip(story_book.stories, codes, strict=True)))


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


def _register(rows: list[dict[str, str]]) -> None:
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
    )


def _sheet(people: dict[str, Any], told: list[tuple[Story, str]]) -> None:
    """What `netral demo` prints once the web answers; {port} is filled in then."""
    width = max(len(row["email"]) for row in people["staff"])
    lines = ["Netral berjalan di http://127.0.0.1:{port}/  (data contoh, semua orang rekaan)", ""]
    lines += [f"Masuk di http://127.0.0.1:{{port}}/akun/masuk/ dengan kata sandi {people['password']}", ""]
    lines += [f"  {row['email']:<{width}}  {row['title']}" for row in people["staff"]]
    lines += ["", "Kode tanda terima untuk http://127.0.0.1:{port}/cek/:", ""]
    lines += [f"  {code}  {story.ends.replace('_', ' ')}" for story, code in told]
    (settings.HOME / "masuk.txt").write_text("\n".join(lines) + "\n\nCtrl+C menghentikan semuanya.\n", encoding="utf-8")
