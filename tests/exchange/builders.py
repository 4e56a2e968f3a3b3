"""A partner's house that is none: it signs with a key of its own, remembers what came, and misbehaves when asked."""

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from netral.access.states import Acting, HeldSeat
from netral.exchange import actions, messages
from netral.exchange.models import Kiriman, Masukan, Partner
from netral.exchange.news import News
from netral.exchange.states import Answer, Door, Matter
from netral.exchange.wire import Heard, Unanswered
from netral.lib.keys import new_key
from netral.lib.signing import SigningKey
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from tests.intake.builders import OFFICE, country, day, staff

BOSS = Acting("akun:pengelola", (HeldSeat("admin", "bawaslu"),), "Pengelola Rekaan")
EXAMINER = staff("pemeriksa")
OFFICIAL = staff("petugas_kepegawaian", "pemkab-99.07")
OUTSIDE, INSIDE = "bkn", "pemkab-99.07"
ADDRESS = "https://netral.bkn.example"
CONTENT = {"number": "001/LP/PP/07/2024", "summary": "Ringkasan untuk penerima.", "accused": [{"name": "Rekaan"}]}
_numbers = count(1)


def foreign_key(name: str = OUTSIDE) -> SigningKey:
    """The key of a partner's house, or of somebody who is none; the same each time."""
    return _foreign_key(name)


@cache
def _foreign_key(name: str) -> SigningKey:
    return SigningKey.generate(Path(tempfile.mkdtemp(prefix=f"netral-{name}-", dir=settings.HOME)))


def office(code: str = OFFICE) -> Organisation:
    country()
    return organisation(code)


def partner(code: str = OUTSIDE, *, door: Door = Door.NETRAL, **changes: Any) -> Partner:
    key = foreign_key(code)
    values: dict[str, Any] = {
        "address": "" if door == Door.PACKAGE else ADDRESS.replace("bkn", code),
        "public_keys": {key.key_id: key.public_key} if door == Door.NETRAL else {},
        **changes,
    }
    return actions.write_down_partner(office(code), door=door, acting=BOSS, at=day(0), **values)


def sent(code: str = OUTSIDE, *, at: datetime | None = None, **changes: Any) -> Kiriman:
    """A hand-over written for a partner, who is one unless somebody made him another kind before."""
    if not Partner.objects.filter(organisation__code=code).exists():
        partner(code)
    values: dict[str, Any] = {
        "subject": f"penerusan:{new_key()}",
        "about": ["perkara:7k4m2pxd91qf0", "laporan:7k4m2pxd91qf1"],
        "sender": office(),
        "receiver": office(code),
        "acting": EXAMINER,
        "at": at or day(1),
        **changes,
    }
    with transaction.atomic():
        kiriman = actions.enqueue({**CONTENT, "n": next(_numbers)}, **values)
    assert kiriman is not None
    return kiriman


@dataclass
class House:
    """The partner's side of the wire. `moods` are played one after the other; without any it just signs."""

    code: str = OUTSIDE
    moods: Iterator[str] = field(default_factory=lambda: iter(()))
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    came: list[dict[str, Any]] = field(default_factory=list)
    spoiled: set[str] = field(default_factory=set)

    def __call__(self, method: str, address: str, body: bytes, **_options: Any) -> Heard:
        mood = next(self.moods, "")
        if mood == "away":
            raise Unanswered("ConnectionRefusedError")
        if mood.isdigit():
            return Heard(int(mood), b"{}", patience=7200 if mood == "429" else 0)
        message = json.loads(body)
        if address.endswith("/kiriman-sekaligus/"):
            return self.many(mood, method, address, message["messages"])
        self.came.append({"method": method, "address": address, **message})
        again = message["id"] in self.kept
        receipt = self.kept.setdefault(message["id"], self.receipt(message))
        if mood == "late":  # it was kept, and nobody hears of it
            raise Unanswered("TimeoutError")
        spoiled = {"garbled": b"<html>", "list": b"[]", "unsigned": json.dumps({**receipt, "signature": "x"}).encode()}
        return Heard(200 if again else 201, spoiled.get(mood) or json.dumps(receipt).encode())

    def many(self, mood: str, method: str, address: str, told: list[dict[str, Any]]) -> Heard:
        """Each as if it came alone; `spoiled` holds what this house answers 422."""
        self.came += [{"method": method, "address": address, **message} for message in told]
        answers = [
            {"id": message["id"], "status": 422, "code": "bentuk_tidak_sesuai"}
            if message["id"] in self.spoiled
            else {
                "id": message["id"],
                "status": 200 if message["id"] in self.kept else 201,
                "receipt": self.kept.setdefault(message["id"], self.receipt(message)),
            }
            for message in told
        ]
        if mood == "late":
            raise Unanswered("TimeoutError")
        wrong = {"garbled": b"<html>", "list": b"[]", "rows": b'{"answers": [1, {"id": 2}]}'}
        return Heard(200, wrong.get(mood) or json.dumps({"answers": answers}).encode())

    def receipt(self, message: dict[str, Any], **changes: Any) -> dict[str, Any]:
        values = {
            "key": message["id"],
            "sha256": message["sha256"],
            "by": self.code,
            "at": day(1),
            "entry_hash": "a" * 64,
        }
        key = foreign_key(self.code)
        return messages.sealed(messages.receipt(**{**values, **changes}), key_id=key.key_id, sign=key.sign_json)


def moods(*said: str) -> House:
    return House(moods=iter(said))


def clock(at: datetime) -> Callable[[], datetime]:
    return lambda: at


def incoming(
    content: dict[str, Any] | None = None,
    *,
    sender: str = OUTSIDE,
    receiver: str = INSIDE,
    at: datetime | None = None,
    signed_by: str = "",
    **changes: Any,
) -> dict[str, Any]:
    """A message as a partner's house signs it for this one."""
    if not Partner.objects.filter(organisation__code=sender).exists():
        partner(sender)
    office(receiver)
    values = {
        "key": new_key(),
        "matter": Matter.HANDOVER,
        "sender": sender,
        "receiver": receiver,
        "audience": settings.BASE_URL,
        "at": at or day(2),
        "content": content or CONTENT,
        **changes,
    }
    used = foreign_key(signed_by or sender)
    return messages.sealed(messages.message(**values), key_id=used.key_id, sign=used.sign_json)


def came_in(**options: Any) -> Masukan:
    """A hand-over that came in and was signed for."""
    message = incoming(**options)
    actions.receive(message, at=day(2))
    return Masukan.objects.select_related("sender", "receiver").get(message=message["id"])


def news_of(kiriman: Kiriman, answer: Answer = Answer.RECEIVED, place: int = 1, **changes: Any) -> dict[str, Any]:
    """What the receiver of a hand-over says of it, as a signed message to this house."""
    code = kiriman.receiver.code
    told = {"thread": kiriman.key, "place": place, "answer": answer, "by": code, "said_at": day(2), **changes}
    return incoming(News(**told).as_content(), sender=code, receiver=kiriman.sender.code, matter=Matter.NEWS)
