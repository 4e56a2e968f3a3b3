"""The work of a leaving colleague: who holds what, and giving it to others."""

from http import HTTPStatus

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.models import Role, Seat, User
from netral.access.policies import StaffRequest, staff_only
from netral.cases import queries
from netral.cases.actions.bulk import Outcome
from netral.cases.actions.handing import Piece, give_on, pieces_of
from netral.cases.forms.queue import PersonForm
from netral.cases.picking import workers_at
from netral.cases.queries.holding import Holding, holder_lines, holders, holding_of, offices_led_by
from netral.cases.views.bulk import skipped_words
from netral.lib.answers import page_of, see_other
from netral.offices.models import Organisation

EVERYTHING = "semua"
staff = staff_only(Role.MEMBER, Role.ADMINISTRATOR)


@require_GET
@staff
def handovers(request: StaffRequest) -> HttpResponse:
    """Everybody who holds work in one's offices; who has no seat any more stands out."""
    offices = offices_led_by(request.acting)
    page = page_of(request, holders(offices))
    lines = holder_lines(list(page), offices)
    return render(request, "cases/desk/handovers.html", {"page": page, "lines": lines})


@require_http_methods(["GET", "POST"])
@staff
def handover(request: StaffRequest, key: str) -> HttpResponse:
    """One person's work; chosen pieces, or all of it, go to somebody else, and each that could not says why."""
    offices = offices_led_by(request.acting)
    person = get_object_or_404(_people(offices), key=key)
    held = holding_of(person, offices, now=timezone.now())
    people = [user for user in workers_at(held.offices) if user != person]
    form = PersonForm(request.POST if request.method == "POST" else None, people=people)
    chosen = _chosen(request, held)
    if form.is_bound and form.is_valid() and chosen:
        to = form.cleaned_data["user"]
        _tell(request, give_on(chosen.values(), leaving=person, to=to, acting=request.acting, at=timezone.now()))
        return see_other("cases:handover", person.key)
    if form.is_bound and not chosen:
        form.add_error(None, _("Centang dulu yang diserahkan."))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"person": person, "held": held, "form": form, "people": people}
    context["seen"] = request.acting.holds_any(queries.ROLES)
    return render(request, "cases/desk/handover.html", context, status=status)


def _people(offices: QuerySet[Organisation]) -> QuerySet[User]:
    """Who ever sat in one of these offices: nobody else holds anything there."""
    return User.objects.filter(pk__in=Seat.objects.filter(office__in=offices.values("pk")).values("user_id"))


def _chosen(request: StaffRequest, held: Holding) -> dict[str, tuple[str, Piece]]:
    """What was ticked. Only what the person holds counts."""
    boxes = pieces_of(held)
    ticked = set(boxes) if request.POST.get(EVERYTHING) else set(request.POST.getlist("pilih"))
    return {box: piece for box, piece in boxes.items() if box in ticked}


def _tell(request: StaffRequest, outcome: Outcome) -> None:
    words = ngettext("%(n)s dari %(of)s diserahkan.", "%(n)s dari %(of)s diserahkan.", outcome.of)
    said = words % {"n": outcome.done, "of": outcome.of}
    (messages.success if outcome.done else messages.warning)(request, said)
    for reason, numbers in outcome.skipped.items():
        messages.warning(request, skipped_words(reason, numbers))
