"""A ministry with a house of its own: what it was sent, what it says of that, and what it sends."""

import json
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.access.models import User
from netral.access.queries import acting as acting_of
from netral.access.states import Acting
from netral.cases import actions as cases
from netral.config.demo.walk import Walk
from netral.exchange import actions as exchange
from netral.exchange import messages
from netral.exchange.actions.delivering import house
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.news import News
from netral.exchange.states import Answer, Door, Matter
from netral.exchange.wire import Heard
from netral.lib.canonical import sha256_hex
from netral.lib.keys import new_key
from netral.lib.signing import SigningKey
from netral.offices.queries import organisation

CODE = "kemendagri"
ADDRESS = "https://netral.kemendagri.example"
AUDITOR = "auditor@bkn.example"
MISSING = ("Nomor dan tanggal rapat pleno", "Jabatan terlapor pada hari kejadian")
# What came in: days before the building, who is meant, and how the house here answered.
CAME: tuple[tuple[int, str, str, Answer | None], ...] = (
    (6, "Yustinus Pareira Lamak", "Camat Muara Tirta", Answer.RECEIVED),
    (4, "Elisabet Nahak Bria", "", Answer.RETURNED),
    (1, "Rudi Hartawan Saleko", "Kepala Bidang Bina Marga, Dinas Pekerjaan Umum", None),
)


@cache
def key() -> SigningKey:
    """Drawn anew in every process: nobody can sign as this ministry once the demo stands."""
    return SigningKey(Ed25519PrivateKey.generate())


def write_down(*, acting: Acting, at: datetime) -> None:
    known = {key().key_id: key().public_key}
    exchange.write_down_partner(
        organisation(CODE), door=Door.NETRAL, address=ADDRESS, public_keys=known, acting=acting, at=at
    )


def arrive(walk: Walk) -> None:
    """The worker sends it, and the ministry's house signs for it."""
    _deliver(walk.at)


def say(walk: Walk, *, answers: tuple[Answer, ...]) -> None:
    """What the ministry says of the hand-over, one thing after the other; the case hears it."""
    sent = Kiriman.objects.get(subject=f"penerusan:{walk.penerusan.key}")
    for place, answer in enumerate(answers, 1):
        gaps = MISSING if answer == Answer.RETURNED else ()
        moment = walk.at + timedelta(minutes=place)
        news = News(sent.key, place, answer, CODE, moment, gaps)
        exchange.receive(_signed(news.as_content(), Matter.NEWS, sent.sender.code, moment), at=moment)
    cases.apply_replies(walk.at + timedelta(minutes=len(answers) + 1))


def send(*, now: datetime) -> None:
    """Three hand-overs of the ministry to the supervising authority: one is new, one was accepted, one given back."""
    for place, (days, name, job, answer) in enumerate(CAME):
        at = now - timedelta(days=days, hours=2)
        message = _signed(_content(place, name, job, at), Matter.HANDOVER, "bkn", at)
        exchange.receive(message, at=at)
        if answer:
            _answer(Masukan.objects.get(message=message["id"]), answer, at + timedelta(hours=3))


def _answer(came: Masukan, answer: Answer, at: datetime) -> None:
    auditor = acting_of(User.objects.get(email=AUDITOR))
    exchange.answer(came, answer, acting=auditor, at=at, gaps=MISSING[1:] if answer == Answer.RETURNED else ())
    _deliver(at + timedelta(minutes=1))


def _deliver(at: datetime) -> None:
    """A round of the worker, which finds one message to send."""
    exchange.deliver_due(clock=lambda: at, asked=partial(_sign_for, at=at))


def _sign_for(_method: str, _address: str, body: bytes, *, at: datetime, **_options: Any) -> Heard:
    """The other side of the wire."""
    given = json.loads(body)
    told = messages.receipt(
        key=given["id"], sha256=given["sha256"], by=CODE, at=at, entry_hash=sha256_hex(given["id"].encode())
    )
    return Heard(201, json.dumps(messages.sealed(told, key_id=key().key_id, sign=key().sign_json)).encode(), patience=0)


def _signed(content: dict[str, Any], matter: Matter, receiver: str, at: datetime) -> dict[str, Any]:
    body = messages.message(
        key=new_key(), matter=matter, sender=CODE, receiver=receiver, audience=house(), at=at, content=content
    )
    return messages.sealed(body, key_id=key().key_id, sign=key().sign_json)


def _content(place: int, name: str, job: str, at: datetime) -> dict[str, Any]:
    """As another house writes it; letter and exhibits stayed at home in this example."""
    return {
        "handover": f"contoh{place}",
        "number": f"{place + 41:03d}/Itjen/{at:%Y} (contoh)",
        "title": "Dugaan ikut menggalang dukungan (contoh)",
        "office": "Kementerian Dalam Negeri",
        "summary": "Aparatur diduga mengajak bawahannya mendukung satu pasangan calon; diteruskan untuk diperiksa.",
        "accused": {"name": name, "job": job, "agency": "Pemerintah Kabupaten Tirta Buana", "subject": "PNS"},
        "provisions": [],
        "via": "Netral",
        "basis": "PP 94/2021 Pasal 5 huruf n",
        "letter": {"number": f"{place + 41:03d}/Itjen/{at:%Y}", "sha256": "", "size": 0},
        "exhibits": [],
    }
