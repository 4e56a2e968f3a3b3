"""Who may pass a door, and who may change accounts and seats."""

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, overload

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from netral.access import queries, unsent
from netral.access.models import Role, Seat, User
from netral.access.states import NATIONAL_OFFICE, SYSTEM, Acting, NotAllowed
from netral.lib.counting import Counted
from netral.ui.pages import typed
from netral.ui.reading import read_in


class StaffRequest(HttpRequest):
    """A request that passed `staff_only`: somebody signed in, with at least one fitting seat.

    `counted`: what the page itself has counted, by the name of its place in the menu, which asks no second time.
    """

    acting: Acting
    user: User
    counted: Mapping[str, Counted]


Rest = ParamSpec("Rest")
StaffView = Callable[Concatenate[StaffRequest, Rest], HttpResponseBase]
AnyView = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


@overload
def staff_only(view: StaffView[Rest], /) -> AnyView[Rest]: ...
@overload
def staff_only(*roles: str, second_factor: bool = True) -> Callable[[StaffView[Rest]], AnyView[Rest]]: ...
def staff_only(*arguments: Any, second_factor: bool = True) -> Any:
    """Let staff through, as `@staff_only` or, for some roles only, `@staff_only("auditor", …)`.

    Nobody signed in: to the sign-in page and back. No fitting seat today: 404. No second factor yet: to its set-up
    (`second_factor=False` is for the pages on that way). Sets `request.acting`.
    """
    if len(arguments) == 1 and callable(arguments[0]):
        return _guarded(arguments[0], (), second_factor)
    roles = tuple(str(role) for role in arguments)
    return lambda view: _guarded(view, roles, second_factor)


def _guarded(
    view: Callable[..., HttpResponseBase], roles: tuple[str, ...], second_factor: bool
) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def door(request: HttpRequest, /, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sent_to_sign_in(request)
        user = request.user
        acting = queries.acting(user)
        if not (acting.holds_any(roles) if roles else acting.seats):
            if not acting.seats and (over := queries.ended_offices(user)):
                page = {"offices": over}
                return render(request, "account/office_over.html", page, status=HTTPStatus.NOT_FOUND)
            raise Http404
        if second_factor and lacks_second_factor(user):
            return redirect("mfa_index")
        request.acting = acting  # type: ignore[attr-defined]
        comes_back = request.method == "GET" and unsent.KEY in request.COOKIES
        if comes_back:
            unsent.find(request, user, at=timezone.now())
        with read_in(seat.zone for seat in acting.seats):
            response = view(request, *args, **kwargs)
        if comes_back:
            unsent.settle(request, response)
        unsent.remember(request, response, user)
        # Names stand on these pages: after signing out, the way back in the browser must not show them.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return door


def _sent_to_sign_in(request: HttpRequest) -> HttpResponse:
    answer: HttpResponseRedirect = redirect_to_login(request.get_full_path(), reverse("account_login"))
    fragment = getattr(request, "htmx", False)
    written = [] if fragment else typed(request)
    if written:
        return _session_over(request, written)
    # A fragment of a page must not be swapped for a sign-in form: the whole page goes there.
    return HttpResponseClientRedirect(answer.url) if fragment else answer


def _session_over(request: HttpRequest, written: list[str]) -> HttpResponse:
    """What was written, to be copied; and kept for whoever wrote it, where this browser says who that was."""
    key = unsent.keep(request, at=timezone.now())
    where = unsent.page_of_form(request) if key else request.get_full_path()
    sign_in = redirect_to_login(where, reverse("account_login")).url
    page = {"typed": written, "kept": bool(key), "files": bool(request.FILES), "sign_in": sign_in}
    answer = render(request, "account/session_over.html", page, status=HTTPStatus.FORBIDDEN)
    if key:
        unsent.hand(answer, key)
    return answer


def lacks_second_factor(user: User) -> bool:
    """Whether the second factor, required everywhere but in the demo, is still to be set up."""
    if settings.DEMO:
        return False
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return not Authenticator.objects.filter(user=user, type__in=kinds).exists()


def administers_everything(acting: Acting) -> bool:
    return acting == SYSTEM or acting.holds(Role.ADMINISTRATOR, NATIONAL_OFFICE)


def check_can_administer(acting: Acting, office_code: str | None = None) -> None:
    """Raise NotAllowed unless acting manages accounts: of this office, or (None) of any at all."""
    offices = acting.offices_for(Role.ADMINISTRATOR)
    if administers_everything(acting) or office_code in offices or (office_code is None and offices):
        return
    if not offices:
        raise NotAllowed(_("Akun dan jabatan diurus oleh pengelola kantor. Hubungi pengelola di kantor Anda."))
    raise NotAllowed(_("Kantor ini diurus oleh pengelolanya sendiri atau oleh pengelola Bawaslu RI."))


def check_can_administer_everything(acting: Acting) -> None:
    """Raise NotAllowed unless acting may open and close organisations."""
    if not administers_everything(acting):
        raise NotAllowed(_("Organisasi dibuka dan ditutup oleh pengelola Bawaslu RI. Ajukan lewat mereka."))


def check_can_change_account(acting: Acting, user: User) -> None:
    """Raise NotAllowed unless acting may switch this account off or take off its second factor.

    Nobody does it to the own account, and an office only where no other office still relies on the person.
    """
    if acting.reference == user.reference:
        raise NotAllowed(_("Akun Anda sendiri diurus pengelola lain. Sandi dan langkah kedua ada di halaman akun."))
    check_can_administer(acting)
    if not administers_everything(acting) and _seated_elsewhere(acting, user):
        raise NotAllowed(_("Orang ini juga bertugas di kantor lain. Akhiri jabatannya di kantor Anda saja."))


def _seated_elsewhere(acting: Acting, user: User) -> bool:
    others = user.seats.exclude(office__code__in=acting.offices_for(Role.ADMINISTRATOR)).select_related("office")
    return any(queries.seat_counts(seat) for seat in others)


def check_can_end_seat(acting: Acting, seat: Seat) -> None:
    """Raise NotAllowed unless acting manages the seat's office; nobody ends the seat from which they do so."""
    check_can_administer(acting, seat.office.code)
    if acting.reference == seat.user.reference and seat.role == Role.ADMINISTRATOR:
        raise NotAllowed(_("Jabatan pengelola Anda sendiri diakhiri oleh pengelola lain."))


def allows(check: Callable[Rest, None], *arguments: Rest.args, **named: Rest.kwargs) -> bool:
    """Whether a check passes: the button asks the same rule the server enforces."""
    try:
        check(*arguments, **named)
    except NotAllowed:
        return False
    return True


def can_administer_everything(acting: Acting) -> bool:
    return allows(check_can_administer_everything, acting)


def can_change_account(acting: Acting, user: User) -> bool:
    return allows(check_can_change_account, acting, user)


def can_end_seat(acting: Acting, seat: Seat) -> bool:
    return allows(check_can_end_seat, acting, seat)
