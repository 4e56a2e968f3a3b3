"""Doors of `/akun/` that allauth has not: the own account, and taking an invitation."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from netral.access import actions, policies, queries
from netral.access.forms.signing_in import AcceptForm
from netral.access.models import Invitation, User
from netral.access.policies import StaffRequest, staff_only
from netral.access.states import ROLE_NAMES, ROLE_SENTENCES, InvitationUnusable, NotAllowed
from netral.access.views.answers import done, form_page, posted, see_other


@staff_only(second_factor=False)
def own_account(request: StaffRequest) -> HttpResponse:
    """Who is signed in, in which seats, and the ways to change password and second factor."""
    seats = [seat for seat in queries.seats_of(request.user) if queries.seat_counts(seat)]
    shown = [(ROLE_NAMES[seat.role], seat, ROLE_SENTENCES[seat.role]) for seat in seats]
    lacking = policies.lacks_second_factor(request.user)
    return render(request, "account/index.html", {"seats": shown, "lacks_second_factor": lacking})


@staff_only(second_factor=False)
@require_POST
def single_keys(request: StaffRequest) -> HttpResponse:
    """Switch the keys that need no Ctrl or Alt on or off, for oneself on every device; back to where it was pressed."""
    on, back = request.POST.get("hidup") == "ya", request.POST.get("dari")
    User.objects.filter(pk=request.user.pk).update(single_keys=on)
    messages.success(request, _("Pintasan huruf hidup.") if on else _("Pintasan huruf mati. Ctrl K tetap jalan."))
    return see_other("cases:shortcuts") if back == "pintasan" else see_other("account_index")


@never_cache
@sensitive_post_parameters("password", "again")
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A link from an e-mail: a new account sets its name and password, an old one takes the seat, signed in."""
    invitation = queries.open_invitation(token, at=timezone.now())
    if invitation is None:
        return render(request, "account/invitation_unusable.html", status=HTTPStatus.NOT_FOUND)
    account = User.objects.filter(email=invitation.email).first()
    if account is not None:
        return _add_seat(request, token, invitation, account)
    return _open_account(request, token, invitation)


def _open_account(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    form = AcceptForm(posted(request), email=invitation.email, initial={"name": invitation.name})
    if form.is_bound and done(
        form,
        lambda given: actions.accept_invitation(
            token, name=given["name"], password=given["password"], at=timezone.now()
        ),
    ):
        messages.success(request, _("Akun Anda siap. Masuk dengan alamat surel dan sandi tadi."))
        return see_other("account_login")
    return form_page(request, "account/invitation.html", form, **_words(invitation))


def _add_seat(request: HttpRequest, token: str, invitation: Invitation, account: User) -> HttpResponse:
    mine, refusal = request.user == account, ""
    if request.method == "POST" and mine:
        try:
            actions.accept_invitation(token, signed_in=account, at=timezone.now())
            messages.success(request, _("Jabatan ditambahkan pada akun Anda."))
            return see_other("account_index")
        except InvitationUnusable:
            return render(request, "account/invitation_unusable.html", status=HTTPStatus.NOT_FOUND)
        except NotAllowed as reason:
            refusal = str(reason)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    page = {"mine": mine, "refusal": refusal, **_words(invitation)}
    return render(request, "account/invitation_known.html", page, status=status)


def _words(invitation: Invitation) -> dict[str, object]:
    role = invitation.role
    return {"invitation": invitation, "role_name": ROLE_NAMES[role], "role_sentence": ROLE_SENTENCES[role]}
