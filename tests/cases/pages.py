"""Opening pages of the workspace as somebody with a seat."""

from typing import Any

from django.test import Client
from django.utils import timezone

from netral.cases.models import Case
from netral.offices.models import Organisation
from tests.access.builders import seated, signed_in
from tests.intake import builders as intake

OFFICE = "bawaslu-99.07"


def client(role: str = "pemeriksa", office: str = OFFICE) -> Client:
    """Somebody signed in with one seat."""
    intake.country()
    return signed_in(seated(role, Organisation.objects.get(code=office)))


def fetched(browser: Client, address: str) -> Any:
    """The answer, its file read to the end: then the test client closes it."""
    answer: Any = browser.get(address)
    if answer.streaming:
        answer.content_read = b"".join(answer.streaming_content)
    return answer


def url(case: Case, rest: str = "") -> str:
    return f"/kerja/perkara/{case.key}/{rest}"


def step_url(case: Case, step: str) -> str:
    return url(case, f"langkah/{step}/")


def today() -> str:
    return timezone.localdate(timezone=intake.WITA).isoformat()
