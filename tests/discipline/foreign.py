"""Handlings of hand-overs that came from another house: its letter and an exhibit are fetched as a worker does."""

from typing import Any

from netral.discipline import actions
from netral.discipline.models import Penanganan
from netral.exchange import actions as exchange
from netral.exchange.models import Masukan
from tests.discipline.builders import AUDITOR, recommended, verified
from tests.evidence.builders import PDF
from tests.exchange.builders import came_in, clock
from tests.exchange.test_actions_fetching import LETTER, Shelf
from tests.exchange.test_actions_fetching import content as announced
from tests.intake.builders import day

PROOF = PDF + b"% bukti"
NUMBER, TITLE = "001/LP/PP/07/2024", "Camat di panggung kampanye"
CONTENT: dict[str, Any] = {
    "number": NUMBER,
    "title": TITLE,
    "summary": "Ringkasan dari pengirim.",
    "accused": {"name": "Terlapor Rekaan", "job": "Camat", "agency": "Pemerintah Kabupaten Rekaan", "subject": "PNS"},
    "provisions": ["SKB-2022/DS-6"],
    "basis": "Pasal rekaan",
}


def arrived(*, fetched: bool = True, **changes: Any) -> Masukan:
    """A hand-over that BKN, in a house of its own, sent to KASN in this one."""
    masukan = came_in(content={**CONTENT, **announced(LETTER, PROOF), **changes}, sender="bkn", receiver="kasn")
    if fetched:
        exchange.fetch_due(clock=clock(day(3)), pulled=Shelf(LETTER, PROOF))
    return Masukan.objects.get(pk=masukan.pk)


def opened(**changes: Any) -> Penanganan:
    return actions.open_incoming(arrived(**changes), acting=AUDITOR, at=day(5))


def recommended_from_afar(**changes: Any) -> Penanganan:
    """What a link is made for: recommended to the agency of the person."""
    return recommended(verified(opened(**changes)))
