"""Who sends a file in pieces, and for which laporan: a reporter with the code, or an officer of its office."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest

from netral.access.policies import lacks_second_factor
from netral.access.queries import acting as acting_of
from netral.access.queries import user_for_token
from netral.access.states import REPORTER, Acting
from netral.evidence import actions as evidence
from netral.evidence.models import Upload
from netral.intake import draft_cookie, traces
from netral.intake.actions import drafting
from netral.intake.actions.following import look_up
from netral.intake.addresses import client_address
from netral.intake.draft_content import FileKept
from netral.intake.draft_seal import DraftKey
from netral.intake.models import Laporan
from netral.intake.policies import can_write, check_can_add_evidence
from netral.intake.queries import laporan_seen_by
from netral.intake.states import DraftGone
from netral.lib.keys import new_key

BEARER = "Bearer "


@dataclass(frozen=True)
class Sender:
    """`owner` is what the files will belong to, `account` who of the staff sends them, `largest` what one may weigh."""

    owner: str
    acting: Acting
    largest: int
    account: str = ""
    draft: DraftKey | None = None

    def announce(self, upload: Upload, *, at: datetime) -> None:
        """A draft writes down what it is sent, but for the light versions; a laporan has its journal."""
        if self.draft is None or upload.light_of_id:
            return
        kept = FileKept(new_key(), "", upload.filename, upload.length, upload.expected, upload=upload.key)
        try:
            drafting.announce(self.draft, kept, at=at)
        except DraftGone:  # sent or left at this moment
            evidence.give_up([upload.key])
            raise Http404 from None

    def take_back(self, upload: Upload, *, at: datetime) -> None:
        """A draft forgets what was refused: it is neither listed nor counted."""
        if self.draft and drafting.owner_of(self.draft) == upload.owner:
            with suppress(DraftGone):
                drafting.retract(self.draft, upload.key, at=at)


def sender_of(request: HttpRequest, metadata: dict[str, str], *, at: datetime) -> Sender:
    """Whose upload begins: by token or seat for the laporan named in `laporan`, by code, or by the page open here.

    Raises UnknownCode, TooManyFailures, NotAllowed, or Http404 where nothing says whose file this is.
    """
    if metadata.get("laporan"):
        return _of_staff(request, metadata["laporan"])
    if metadata.get("code"):
        return _of_public(look_up(metadata["code"], address=client_address(request), at=at))
    if "konsep" in metadata:
        return _of_draft(request, at)
    opened = traces.opened(request, at)
    if opened is None:
        raise Http404
    return _of_public(opened)


def _of_draft(request: HttpRequest, at: datetime) -> Sender:
    """The draft whose key this browser holds, as long as it is one: a report already sent takes files by its code."""
    key = draft_cookie.key_of(request)
    try:
        going = key if key and not drafting.read(key, at=at).sent else None
    except DraftGone:
        going = None
    if going is None:
        raise Http404
    return Sender(drafting.owner_of(going), REPORTER, settings.EVIDENCE_LARGEST, draft=going)


def _of_public(laporan: Laporan) -> Sender:
    check_can_add_evidence(laporan)
    return Sender(laporan.reference, REPORTER, settings.EVIDENCE_LARGEST)


def _of_staff(request: HttpRequest, key: str) -> Sender:
    acting = staff(request)
    found = laporan_seen_by(acting).filter(key=key).first() if acting else None
    if acting is None or found is None or not can_write(found, acting):
        raise Http404
    check_can_add_evidence(found)
    return Sender(found.reference, acting, settings.EVIDENCE_LARGEST_STAFF, acting.reference)


def staff(request: HttpRequest) -> Acting | None:
    """Who of the staff asks: with a bearer token, or signed in with both factors."""
    header = request.headers.get("Authorization", "")
    if header.startswith(BEARER):
        user = user_for_token(header.removeprefix(BEARER).strip())
    elif request.user.is_authenticated and not lacks_second_factor(request.user):
        user = request.user
    else:
        user = None
    return acting_of(user) if user else None


def may_go_on(request: HttpRequest, upload: Upload) -> Sender | None:
    """Who goes on with an upload; None for an account's upload without that account."""
    if not upload.account:
        draft = draft_cookie.key_of(request)
        return Sender(upload.owner, REPORTER, settings.EVIDENCE_LARGEST, draft=draft)
    acting = staff(request)
    if acting is None or acting.reference != upload.account:
        return None
    return Sender(upload.owner, acting, settings.EVIDENCE_LARGEST_STAFF, upload.account)
