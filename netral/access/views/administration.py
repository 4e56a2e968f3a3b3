"""Doors of `/kelola/` that change something: invitations, seats, accounts, organisations."""

from http import HTTPStatus
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from netral.access import actions, jobs, policies, queries
from netral.access.forms.administration import (
    EditOrganisationForm,
    InvitationForm,
    LastDayForm,
    NewSeatForm,
    NumberPatternForm,
    OrganisationForm,
    as_it_is,
    number_places,
)
from netral.access.models import Role, Seat, User
from netral.access.policies import StaffRequest
from netral.access.states import ROLE_NAMES, NotAllowed
from netral.access.views.answers import done, form_page, page_of, posted, see_other
from netral.access.views.directory import administrators_only, office_or_404, person_or_404
from netral.offices import actions as offices
from netral.offices import queries as places
from netral.offices.models import Organisation, Region
from netral.offices.numbering import USUAL
from netral.offices.policies import NotPossible

JUST_INVITED = "undangan_baru"


@administrators_only
def invitations(request: StaffRequest) -> HttpResponse:
    """Invitations and what became of them; the link of the newest stands here once, right after it was made."""
    rows = queries.invitations_administered(request.acting)
    fresh = rows.filter(key=request.session.pop(JUST_INVITED, "")).first()
    page = page_of(request, rows)
    context = {
        "page": page,
        "rows": [(invitation, ROLE_NAMES[invitation.role]) for invitation in page],
        "now": timezone.now(),
        "fresh": fresh,
        "link": queries.invitation_link(fresh) if fresh else "",
    }
    return render(request, "kelola/invitations.html", context)


@administrators_only
def invite(request: StaffRequest) -> HttpResponse:
    form = InvitationForm(posted(request), who=request.acting, initial={"office": _office_offered(request)})
    if form.is_bound and done(form, lambda given: _invite(request, given)):
        return see_other("kelola:invitations")
    return form_page(request, "kelola/invite.html", form, offices=_few_offices(request))


def _invite(request: StaffRequest, given: dict[str, Any]) -> None:
    invitation = actions.invite(
        email=given["email"],
        name=given["name"],
        role=given["role"],
        office=given["office"],
        seat_until=given["until"],
        invited_by=request.user,
        acting=request.acting,
        at=timezone.now(),
    )
    jobs.send_invitation.enqueue(invitation.key)
    request.session[JUST_INVITED] = invitation.key


def _few_offices(request: StaffRequest) -> list[tuple[str, str]]:
    """Offices to choose from while typing, where there are few; a page does not carry two thousand."""
    return list(queries.offices_administered(request.acting).values_list("code", "name")[:30])


def _office_offered(request: StaffRequest) -> str:
    """The office somebody came from, else the only one there is to invite to."""
    own = request.acting.offices_for(Role.ADMINISTRATOR)
    only = own[0] if len(own) == 1 and not policies.administers_everything(request.acting) else ""
    return request.GET.get("kantor", only)[:60]


@administrators_only
@require_POST
def withdraw_invitation(request: StaffRequest, key: str) -> HttpResponse:
    invitation = get_object_or_404(queries.invitations_administered(request.acting), key=key)
    try:
        actions.withdraw_invitation(invitation, acting=request.acting, at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return see_other("kelola:invitations")


@administrators_only
def user(request: StaffRequest, key: str) -> HttpResponse:
    return _user_page(request, person_or_404(request, key))


def _user_page(request: StaffRequest, person: User, *, refusal: str = "") -> HttpResponse:
    """One person: seats in administered offices, second factor, and what may be changed."""
    who = request.acting
    seats = queries.seats_seen_by(who).filter(user=person)
    context = {
        "person": person,
        "seats": [(seat, ROLE_NAMES[seat.role], queries.seat_counts(seat), _endable(request, seat)) for seat in seats],
        "second_factor": Authenticator.objects.filter(user=person).exists(),
        "changeable": policies.can_change_account(who, person),
        "refusal": refusal,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, "kelola/user.html", context, status=status)


def _endable(request: StaffRequest, seat: Seat) -> bool:
    over = seat.valid_until is not None and seat.valid_until < queries.today_in(seat.office)
    return not over and policies.can_end_seat(request.acting, seat)


@administrators_only
@require_POST
def change_account(request: StaffRequest, key: str, verb: str) -> HttpResponse:
    """Switch an account off or on, or take off its second factor."""
    verbs = {
        "nonaktifkan": actions.deactivate,
        "aktifkan": actions.reactivate,
        "hapus-langkah-kedua": actions.reset_second_factor,
    }
    person = person_or_404(request, key)
    if verb not in verbs:
        raise Http404
    try:
        verbs[verb](person, acting=request.acting, at=timezone.now())
    except NotAllowed as refusal:
        return _user_page(request, person, refusal=str(refusal))
    return see_other("kelola:user", key)


@administrators_only
def give_seat(request: StaffRequest, key: str) -> HttpResponse:
    person = person_or_404(request, key)
    form = NewSeatForm(posted(request), who=request.acting, initial={"since": timezone.localdate()})
    if form.is_bound and done(
        form,
        lambda given: actions.give_seat(
            person,
            role=given["role"],
            office=given["office"],
            valid_from=given["since"],
            valid_until=given["until"],
            acting=request.acting,
            at=timezone.now(),
        ),
    ):
        return see_other("kelola:user", key)
    return form_page(request, "kelola/give_seat.html", form, person=person, offices=_few_offices(request))


@administrators_only
def end_seat(request: StaffRequest, key: str) -> HttpResponse:
    seat = get_object_or_404(queries.seats_seen_by(request.acting), key=key)
    form = LastDayForm(posted(request), initial={"last_day": queries.today_in(seat.office)})
    if form.is_bound and done(
        form,
        lambda given: actions.end_seat(seat, last_day=given["last_day"], acting=request.acting, at=timezone.now()),
    ):
        return see_other("kelola:user", seat.user.key)
    return form_page(request, "kelola/end_seat.html", form, seat=seat, role_name=ROLE_NAMES[seat.role])


@administrators_only
def create_organisation(request: StaffRequest) -> HttpResponse:
    _national_or_404(request)
    form = OrganisationForm(posted(request), who=request.acting)
    if form.is_bound and done(form, lambda given: _create_organisation(request, given)):
        return see_other("kelola:organisation", form.cleaned_data["code"])
    return form_page(request, "kelola/create_organisation.html", form, offices=[])


def _create_organisation(request: StaffRequest, given: dict[str, Any]) -> None:
    offices.create_organisation(
        given["code"],
        kind=given["kind"],
        name=given["name"],
        region=_region(given["region"]),
        parent=given["parent"],
        valid_from=given["valid_from"],
        valid_until=given["valid_until"],
        actor=request.acting.reference,
        at=timezone.now(),
    )


def _region(code: str) -> Region | None:
    try:
        return places.region(code) if code else None
    except places.UnknownRegion as problem:
        raise NotPossible("region", str(problem)) from None


@administrators_only
def number_pattern(request: StaffRequest, code: str) -> HttpResponse:
    """How an office writes its official numbers; its own administrator knows the rule of its election."""
    office = office_or_404(request, code)
    if office.kind not in places.NUMBERING_KINDS:
        raise Http404
    form = NumberPatternForm(posted(request), initial={"number_pattern": office.number_pattern})
    if form.is_bound and done(
        form,
        lambda given: offices.set_number_pattern(
            office, given["number_pattern"], actor=request.acting.reference, office=office.code, at=timezone.now()
        ),
    ):
        example = places.example_number(office, queries.today_in(office))
        messages.success(request, _("Bentuk nomor disimpan, misalnya %(example)s.") % {"example": example})
        return see_other("kelola:organisation", code)
    return form_page(
        request, "kelola/number_pattern.html", form, office=office, places=number_places(office), usual=USUAL
    )


@administrators_only
def edit_organisation(request: StaffRequest, code: str) -> HttpResponse:
    """Name, place and days of an organisation; its code and kind stay for ever."""
    _national_or_404(request)
    office = office_or_404(request, code)
    form = EditOrganisationForm(posted(request), who=request.acting, initial=as_it_is(office))
    if form.is_bound and done(form, lambda given: _edit_organisation(request, office, given)):
        messages.success(request, _("Data organisasi disimpan."))
        return see_other("kelola:organisation", code)
    return form_page(request, "kelola/edit_organisation.html", form, office=office, offices=[])


def _edit_organisation(request: StaffRequest, office: Organisation, given: dict[str, Any]) -> None:
    changes = {**given, "region": _region(given["region"])}
    offices.edit_organisation(office, actor=request.acting.reference, at=timezone.now(), **changes)


@administrators_only
def close_organisation(request: StaffRequest, code: str) -> HttpResponse:
    _national_or_404(request)
    office = office_or_404(request, code)
    form = LastDayForm(posted(request), initial={"last_day": queries.today_in(office)})
    if form.is_bound and done(
        form,
        lambda given: offices.close_organisation(
            office, last_day=given["last_day"], actor=request.acting.reference, at=timezone.now()
        ),
    ):
        messages.success(request, _("Organisasi ditutup. Riwayatnya tetap dapat dibaca."))
        return see_other("kelola:organisation", code)
    return form_page(request, "kelola/close_organisation.html", form, office=office)


def _national_or_404(request: StaffRequest) -> None:
    if not policies.can_administer_everything(request.acting):
        raise Http404
