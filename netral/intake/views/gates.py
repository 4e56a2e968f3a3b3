"""The public doors that send: who knocks, what a full house asks, and how it answers whom it cannot take now."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from netral.intake import queries
from netral.intake.addresses import client_address
from netral.intake.content import Entrance, Sender
from netral.intake.states import Gate, ProofWanted, TooManyReports


def entrance_of(request: HttpRequest) -> Entrance:
    """The public, from this address, with what the form brought."""
    given = request.POST
    return Entrance(sender=Sender(client_address(request), given.get("proof", ""), given.get("ticket", "")))


def gate_of(request: HttpRequest, refusal: TooManyReports | ProofWanted | None = None) -> Gate:
    """What the page must ask: as the refusal said, else as full as the house is now."""
    if isinstance(refusal, ProofWanted):
        return refusal.gate
    return queries.gate_for(client_address(request), timezone.now(), ticket=request.POST.get("ticket", ""))


def later(answer: HttpResponse, refusal: TooManyReports | ProofWanted | None) -> HttpResponse:
    """The same page as 429 with the seconds to wait, where the house could not take the report."""
    if refusal:
        answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
        answer["Retry-After"] = str(refusal.retry_after)
    return answer
