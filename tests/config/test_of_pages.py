"""What a page gets and an answer to a program does not."""

from types import SimpleNamespace

import pytest
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from netral.config import of_pages
from netral.config.of_pages import LOADS_NOTHING, load_nothing

POLICY = "Content-Security-Policy"


@pytest.mark.django_db
def test_a_page_has_the_policy_of_pages_and_a_program_loads_nothing(client: Client) -> None:
    page, program = client.get("/lapor/"), client.get("/api/v1/openapi.json")

    assert "default-src 'self'" in page[POLICY]
    assert (program.status_code, program[POLICY]) == (200, LOADS_NOTHING)


@pytest.mark.django_db
def test_a_refusal_to_a_program_loads_nothing_either(client: Client) -> None:
    assert client.get("/api/v1/tidak/ada/")[POLICY] == LOADS_NOTHING


def test_an_answer_with_a_policy_of_its_own_keeps_it() -> None:
    sandbox = "default-src 'none'; sandbox"
    answered = load_nothing(lambda request: HttpResponse(headers={POLICY: sandbox}))

    assert answered(RequestFactory().get("/api/berkas/"))[POLICY] == sandbox


def seen(path: str) -> SimpleNamespace:
    """What a view finds on its request behind the three."""
    found = SimpleNamespace()

    def view(request: HttpRequest) -> HttpResponse:
        found.htmx, found.policy = hasattr(request, "htmx"), hasattr(request, "_csp_nonce")
        found.told = len(messages.get_messages(request)) if hasattr(request, "_messages") else None
        return HttpResponse()

    request = RequestFactory().get(path)
    request.session = {}  # type: ignore[assignment]
    of_pages.content_security(of_pages.messages(of_pages.htmx(view)))(request)
    return found


def test_only_a_page_has_messages_and_htmx() -> None:
    page, program = seen("/kerja/"), seen("/api/laporan/")

    assert (page.htmx, page.told) == (True, 0)
    assert (program.htmx, program.told) == (False, None)
