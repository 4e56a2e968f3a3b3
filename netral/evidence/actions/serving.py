"""Showing a file to someone a policy has let in, so that nothing in it can do harm."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import BinaryIO, TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from netral.access.states import Acting
from netral.audit.actions import record
from netral.audit.models import Entry
from netral.evidence import policies, storing
from netral.evidence.models import Copy, Exhibit
from netral.evidence.queries import leaving_copy
from netral.evidence.states import EXTENSIONS, OPENED, SHOWN_INLINE, NotShown
from netral.lib.ranges import NotSatisfiable, one_range

# A player asks for one film in many parts: that is one opening.
SITTING = timedelta(minutes=10)
Answer = TypeVar("Answer", bound=HttpResponseBase)
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; media-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "bytes",
}


def serve(request: HttpRequest, exhibit: Exhibit, *, acting: Acting) -> HttpResponseBase:
    """The original for staff: images, sound and film in place, the rest as a download. The opening is journalled."""
    try:
        policies.check_can_show(exhibit)
        policies.check_unchanged(exhibit)
    except NotShown as refusal:
        return _refusal(refusal)
    _record_opening(exhibit, acting, acting.moment(timezone.now()))
    return _answer(request, exhibit, exhibit.file.name or "", exhibit.media_type, exhibit.sha256)


def serve_copy(request: HttpRequest, exhibit: Exhibit, kind: str) -> HttpResponseBase | None:
    """A copy for staff; None when there is none of this kind."""
    copy = exhibit.copies.filter(kind=kind).first()
    try:
        policies.check_not_dangerous(exhibit)
    except NotShown as refusal:
        return _refusal(refusal)
    return _copy(request, exhibit, copy) if copy else None


def hand_out(request: HttpRequest, exhibit: Exhibit, *, acting: Acting) -> HttpResponseBase:
    """What another agency gets: the redacted copy, else the clean one, else the original that somebody answers for."""
    try:
        policies.check_can_leave(exhibit)
    except NotShown as refusal:
        return _refusal(refusal)
    copy = leaving_copy(exhibit)
    if copy:
        return _copy(request, exhibit, copy)
    return serve(request, exhibit, acting=acting)


def _copy(request: HttpRequest, exhibit: Exhibit, copy: Copy) -> HttpResponseBase:
    return _answer(request, exhibit, copy.file.name or "", copy.media_type, copy.sha256)


def _refusal(refusal: NotShown) -> HttpResponse:
    answer = HttpResponse(str(refusal), status=HTTPStatus.CONFLICT, content_type="text/plain; charset=utf-8")
    return _guarded(answer)


def _record_opening(exhibit: Exhibit, acting: Acting, at: datetime) -> None:
    """Once a sitting and person."""
    with transaction.atomic():
        known = Entry.objects.filter(chain=exhibit.reference, verb=OPENED, actor=acting.reference, at__gt=at - SITTING)
        if not known.exists():
            record(exhibit.reference, OPENED, actor=acting.reference, at=at, hashes=[exhibit.sha256])


class _Part:
    """A part of a sealed file on its way out. Closing it closes the file, sent or not."""

    def __init__(self, reader: BinaryIO, start: int, length: int) -> None:
        self._reader, self._blocks = reader, storing.blocks(reader, start, length)

    def __iter__(self) -> Iterator[bytes]:
        return self._blocks

    def close(self) -> None:
        self._reader.close()


def _answer(request: HttpRequest, exhibit: Exhibit, name: str, media_type: str, sha256: str) -> HttpResponseBase:
    """The file or the part of it that was asked for, under its label: what the sender called it may name the sender."""
    reader = storing.opened(name)
    size, tag = reader.seek(0, 2), f'"{sha256}"'
    try:
        part = _part_asked_for(request, size, tag)
    except NotSatisfiable:
        reader.close()
        too_far = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        too_far["Content-Range"] = f"bytes */{size}"
        return _guarded(too_far)
    start, length = part or (0, size)
    answer = StreamingHttpResponse(_Part(reader, start, length), content_type=media_type)
    how = "inline" if media_type in SHOWN_INLINE else "attachment"
    called = f'{how}; filename="{exhibit.label}{EXTENSIONS.get(media_type, "")}"'
    answer["ETag"], answer["Content-Length"], answer["Content-Disposition"] = tag, str(length), called
    if part:
        answer.status_code = HTTPStatus.PARTIAL_CONTENT
        answer["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    return _guarded(answer)


def _guarded(answer: Answer) -> Answer:
    for name, value in HEADERS.items():
        answer[name] = value
    return answer


def _part_asked_for(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """The whole, too, for whoever holds a part of another version (If-Range)."""
    if request.headers.get("If-Range", tag) != tag:
        return None
    return one_range(request.headers.get("Range", ""), size)
