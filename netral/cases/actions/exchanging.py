"""A hand-over to an organisation outside this house is written for the exchange, with the step that decides it."""

import io
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any

from netral.access.states import Acting
from netral.cases import queries
from netral.cases.models import Penerusan
from netral.cases.queries.told import conflicts_told
from netral.documents.models import Document
from netral.evidence import actions as evidence
from netral.evidence.models import Exhibit
from netral.exchange import actions as exchange
from netral.exchange.queries import partner_of
from netral.lib.dates import local_day

KIND = "penerusan"


def send_out(
    rows: Sequence[Penerusan],
    exhibits: Collection[Exhibit],
    *,
    acting: Acting,
    at: datetime,
    completes: Mapping[str, str] | None = None,
) -> None:
    """Write each hand-over for its receiver's house, in the transaction of the step. Nothing where it sits in ours.

    `completes` names the message that came back, and what was done about it.
    """
    for each in rows:
        if partner_of(each.receiver) is None:  # it sees the step itself: nothing has to be read for a message
            continue
        exchange.enqueue(
            {**_content(each, exhibits), **({"completes": dict(completes)} if completes else {})},
            subject=f"{KIND}:{each.key}",
            about=[each.case.reference, *each.case.also_about()],
            sender=each.case.office,
            receiver=each.receiver,
            acting=acting,
            at=at,
            document=each.document,
            exhibits=exhibits,
        )


def _content(penerusan: Penerusan, exhibits: Collection[Exhibit]) -> dict[str, Any]:
    """All the receiver ever sees of a case: never the laporan, never who reported."""
    case, accused = penerusan.case, penerusan.accused
    kajian = queries.kajian_of(accused)
    chosen = queries.chosen_for([accused], kajian) if kajian else []
    return {
        "handover": penerusan.key,
        "number": case.number,
        "title": case.title,
        "office": case.office.name,
        "sent": {"by": case.office.code, "on": local_day(penerusan.sent_at, case.office.zone).isoformat()},
        "summary": penerusan.summary,
        "accused": {
            "name": accused.name,
            "job": accused.job,
            "agency": accused.agency_text,
            "subject": accused.subject,
        },
        "conflicts": conflicts_told(penerusan),
        "provisions": [row["provision"] for row in chosen],
        "via": penerusan.via,
        "basis": penerusan.basis,
        "letter": _letter(penerusan.document),
        "exhibits": [_described(each) for each in exhibits],
    }


def _letter(document: Document) -> dict[str, Any]:
    """With its bytes: whoever fetches it knows how many to wait for."""
    with closing(document.opened()) as reader:
        return {"number": document.number, "sha256": document.sha256, "size": reader.seek(0, io.SEEK_END)}


def _described(exhibit: Exhibit) -> dict[str, Any]:
    leaves = evidence.leaving(exhibit)
    return {
        "label": exhibit.label,
        "sha256": leaves.sha256,
        "media_type": leaves.media_type,
        "size": leaves.size,
    }
