"""What a receiver's house gets of the files of its hand-over: the letter, and exhibits as they may leave."""

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, BinaryIO

from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from netral.audit.actions import signing_key
from netral.evidence import actions as evidence
from netral.evidence.models import Exhibit
from netral.evidence.queries import exhibits_of, once_known_as
from netral.evidence.states import Arrival, NotShown
from netral.exchange import tickets
from netral.exchange.actions.delivering import house
from netral.exchange.actions.receiving import refuse
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.packing import BLOCK
from netral.exchange.queries import handed_to_a_house
from netral.exchange.states import Forgery, NotGenuine
from netral.lib.encrypted_files import Damaged
from netral.lib.ranges import NotSatisfiable, one_range

Opened = Callable[[], BinaryIO]


def file_answer(key: str, sha256: str, *, ticket: str, part: str, at: datetime) -> HttpResponseBase:
    """The file with this fingerprint, or the `part` of it asked for (a Range header).

    410 with a signed word of what leaves in its place, where an announced one leaves no more. NotGenuine for whoever is
    not the receiver of this hand-over; Http404 for a file that did not go along with it.
    """
    kiriman = handed_to_a_house(key)
    if kiriman is None:
        raise NotGenuine(Forgery.STRANGER)
    by = kiriman.receiver.code
    try:
        tickets.check(ticket, kiriman.receiver.partner.keys, key=key, file=sha256, by=by, audience=house(), now=at)
    except NotGenuine as refusal:
        refuse(by, refusal.reason, at=at)
        raise
    # Whose hand-over went on with another receiver reads no more of it than it has.
    opened = None if kiriman.moved_on_at else _file(kiriman, sha256)
    if opened is None:
        return _replaced(kiriman, sha256, at)
    try:
        return _answer(opened(), sha256, part)
    except (NotShown, FileNotFoundError, Damaged):
        raise Http404 from None


def _file(kiriman: Kiriman, sha256: str) -> Opened | None:
    """How to open the file of a hand-over with this fingerprint; None where none went along."""
    if kiriman.document and kiriman.document.sha256 == sha256:
        return kiriman.document.opened
    if kiriman.passes_on:
        came = exhibits_of(kiriman.passes_on.origin.reference).filter(sha256=sha256, arrival=Arrival.HERE).first()
        return (lambda: evidence.opened_as_it_came(came)) if came else None
    for exhibit in kiriman.exhibits.order_by("pk"):
        if _leaves_as(exhibit) == sha256:
            return lambda exhibit=exhibit: evidence.opened_to_leave(exhibit)  # type: ignore[misc]
    return None


def _replaced(kiriman: Kiriman, sha256: str, at: datetime) -> HttpResponse:
    """Whoever was promised this file hears what became of it: made anew with parts blackened, or held back."""
    row = _in_its_place(kiriman, sha256)
    key = signing_key()
    by = kiriman.receiver.code
    said = tickets.replacement(row, key=kiriman.key, file=sha256, by=by, at=at, key_id=key.key_id, sign=key.sign_json)
    error = {"field": "sha256", "message": _("Berkas ini tidak keluar lagi."), "code": "diganti" if row else "ditahan"}
    return JsonResponse({"errors": [error], "replaced": said}, status=HTTPStatus.GONE)


def _in_its_place(kiriman: Kiriman, sha256: str) -> Mapping[str, Any] | None:
    """What leaves instead of an announced file, as it would be announced now; None: nothing. Http404: never announced,
    or not here yet.
    """
    if kiriman.moved_on_at:
        return None
    if kiriman.passes_on:
        return _as_its_sender_said(kiriman.passes_on.origin, sha256)
    row = next((each for each in tickets.rows_of(kiriman.content) if each["sha256"] == sha256), None)
    exhibit = once_known_as(list(kiriman.exhibits.order_by("pk")), sha256) if row else None
    if row is None or exhibit is None:
        raise Http404
    try:
        leaves = evidence.leaving(exhibit)
    except NotShown:
        return None
    return {"label": row["label"], "sha256": leaves.sha256, "media_type": leaves.media_type, "size": leaves.size}


def _as_its_sender_said(masukan: Masukan, sha256: str) -> Mapping[str, Any] | None:
    if sha256 not in masukan.replaced:
        raise Http404
    row: Mapping[str, Any] | None = masukan.replaced[sha256]
    came = exhibits_of(masukan.reference).filter(arrival=Arrival.HERE)
    if row and not came.filter(sha256=row["sha256"]).exists():
        raise Http404
    return row


def _leaves_as(exhibit: Exhibit) -> str:
    try:
        return evidence.leaving(exhibit).sha256
    except NotShown:
        return ""


def _answer(reader: BinaryIO, sha256: str, part: str) -> HttpResponseBase:
    size = reader.seek(0, io.SEEK_END)
    try:
        asked = one_range(part, size)
    except NotSatisfiable:
        reader.close()
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
    start, length = asked or (0, size)
    answer = StreamingHttpResponse(_Part(reader, start, length), content_type="application/octet-stream")
    answer["ETag"], answer["Content-Length"], answer["Cache-Control"] = f'"{sha256}"', str(length), "no-store"
    if asked:
        answer.status_code = HTTPStatus.PARTIAL_CONTENT
        answer["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    return answer


class _Part:
    """A part of a file on its way out. Closing it closes the file, sent or not."""

    def __init__(self, reader: BinaryIO, start: int, length: int) -> None:
        self._reader, self._start, self._length = reader, start, length

    def __iter__(self) -> Iterator[bytes]:
        self._reader.seek(self._start)
        left = self._length
        while left > 0 and (block := self._reader.read(min(BLOCK, left))):
            left -= len(block)
            yield block

    def close(self) -> None:
        self._reader.close()
