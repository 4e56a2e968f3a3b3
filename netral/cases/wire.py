"""What every wire door for staff shares: the token, JSON as a form sees it, problems and clocks in the one shape."""

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.forms import BaseForm, Field
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import Header
from pydantic import BaseModel, ConfigDict, StrictInt

from netral.access.models import User
from netral.access.states import Acting
from netral.access.wire import Body, Said, StaffToken, acting_in
from netral.cases import queries
from netral.cases.json_schema import fits
from netral.cases.models import Case
from netral.intake.states import Problem, Refused
from netral.lib.keys import key_of
from netral.procedure.models import Clock, Tracked
from netral.procedure.queries import clock_view, say, table

__all__ = [
    "PDF",
    "PER_PAGE",
    "Body",
    "Said",
    "SendersKey",
    "StaffToken",
    "StepIn",
    "acting_in",
    "case_in",
    "clock_shown",
    "file_sent",
    "form_data",
    "own_key",
    "page_from",
    "pdf_sent",
    "place",
    "problems",
    "standing",
    "user_in",
]
PER_PAGE = 50


# What a program calls the thing it makes, so that sending again makes nothing more. May be left out.
SendersKey = Annotated[str, Header(alias="Idempotency-Key", max_length=64)]


class StepIn(BaseModel):
    """A step and the version it was decided on; further keys are the step's own fields."""

    model_config = ConfigDict(extra="allow")
    step: str
    version: StrictInt


def own_key(senders_key: str, acting: Acting, case: Case) -> str:
    """The key of what somebody makes in a case, out of their own key for it; empty without one."""
    if not senders_key:
        return ""
    named = f"{acting.reference} {case.reference} {senders_key}"
    return key_of(salted_hmac("netral.cases.senders_key", named, algorithm="sha256").digest())


def case_in(request: HttpRequest, key: str) -> Case:
    """A case one sees, or 404."""
    rows = queries.case_seen_by(acting_in(request)).select_related("laporan", "office__region", "region")
    return get_object_or_404(rows, key=key)


def place(found: QuerySet[Any], cursor: str) -> int:
    """Where a list goes on: at a subject one sees, named by its key."""
    at = found.filter(key=cursor).values_list("pk", flat=True).first() if cursor.isalnum() else None
    if at is None:
        raise Refused(Problem("cursor", _("Penunjuk ini tidak dikenal. Mulai lagi dari awal daftar."), "tidak_sesuai"))
    return int(at)


def form_data(fields: Mapping[str, Field], body: Mapping[str, Any]) -> MultiValueDict[str, Any]:
    """JSON as a form sees it: lists stay lists, null is absent. Refused where a value is of another type."""
    given = {name: value for name, value in body.items() if value is not None}
    wrong = [name for name, value in given.items() if name in fields and not fits(fields[name], value)]
    if wrong:
        message = _("Bentuknya tidak sesuai dengan yang diminta.")
        raise Refused(*(Problem(name, message, "bentuk_tidak_sesuai") for name in wrong))
    return MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in given.items()})


PDF = {"type": "string", "contentEncoding": "base64", "contentMediaType": "application/pdf"}


def pdf_sent(field: str, sent: Any) -> SimpleUploadedFile:
    """A PDF as JSON can carry it. Refused for anything that is no base64."""
    return file_sent(field, sent, name="naskah.pdf", media_type="application/pdf")


def file_sent(field: str, sent: Any, *, name: str, media_type: str = "") -> SimpleUploadedFile:
    """A file as JSON can carry it. Refused for anything that is no base64."""
    try:
        content = base64.b64decode(sent, validate=True)
    except (binascii.Error, TypeError, ValueError):
        message = _("Bentuknya tidak sesuai dengan yang diminta.")
        raise Refused(Problem(field, message, "bentuk_tidak_sesuai")) from None
    return SimpleUploadedFile(name, content, content_type=media_type)


def user_in(request: HttpRequest) -> User:
    """The account whose token this is."""
    return User.objects.get(key=acting_in(request).reference.partition(":")[2])


def page_from(found: QuerySet[Any], cursor: str) -> tuple[list[Any], str | None]:
    """One page of rows with a key, in the order of the query by falling primary key, and the cursor of the next."""
    rows = found.filter(pk__lt=place(found, cursor)) if cursor else found
    listed = list(rows.order_by("-pk")[: PER_PAGE + 1])
    return listed[:PER_PAGE], listed[PER_PAGE - 1].key if len(listed) > PER_PAGE else None


def problems(form: BaseForm) -> list[Problem]:
    errors = form.errors.get_json_data()
    return [
        Problem("" if name == NON_FIELD_ERRORS else name, error["message"], error["code"] or "tidak_sesuai")
        for name, rows in errors.items()
        for error in rows
    ]


def standing(subject: Tracked) -> dict[str, Any]:
    """Where a subject stands, under which table."""
    return {
        "procedure": subject.procedure,
        "procedure_version": subject.procedure_version,
        "status": subject.status,
        "status_label": say(table(subject).statuses[subject.status].label),
        "version": subject.version,
        "opened": subject.opened_at.isoformat(),
    }


def clock_shown(clock: Clock, now: datetime) -> dict[str, Any]:
    view = clock_view(clock, now)
    return {
        "rule": view.rule,
        "what": view.title,
        "started": view.started.isoformat(),
        "due": view.due.isoformat() if view.due else None,
        "stopped": view.stopped.isoformat() if view.stopped else None,
        "met": view.met,
        "label": view.label,
        "extended": view.extended,
        "letter": view.letter,
        "source": view.source,
    }
