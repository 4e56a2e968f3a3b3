"""Who may pass a door, and who may change accounts and seats."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast, overload

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from netral.access import queries
from netral.access.models import Role, User
from netral.access.states import NATIONAL_OFFICE, Acting, NotAllowed


class StaffRequest(HttpRequest):
    """A request that passed `staff_only`: somebody signed in, with at least one fitting seat."""

    acting: Acting
    user: User


Rest = ParamSpec("Rest")
StaffView = Callable[Concatenate[StaffRequest, Rest], HttpResponse]
AnyView = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


@overload
def staff_only(view: StaffView[Rest]) -> AnyView[Rest]: ...
@overload
def staff_only(*roles: str) -> Callable[[StaffView[Rest]], AnyView[Rest]]: ...
def staff_only(*arguments: object) -> object:
    """Let staff through, as `@staff_only` or, for some roles only, `@staff_only("auditor", …)`.

    Nobody signed in: to the sign-in page and back. No fitting seat today: 404. No second factor yet: to its set-up.
    Sets `request.acting`.
    """
    if len(arguments) == 1 and callable(arguments[0]):
        return _guarded(arguments[0], ())
    roles = tuple(str(role) for role in arguments)
    return lambda view: _guarded(view, roles)


def _guarded(view: Callable[..., HttpResponse], roles: tuple[str, ...]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def door(request: HttpRequest, /, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return _sent_to_sign_in(request)
        user = cast("User", request.user)
        acting = queries.acting(user)
        if not (acting.holds_any(roles) if roles else acting.seats):
            raise Http404
        if lacks_second_factor(user):
            return redirect("mfa_index")
        request.acting = acting  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return door


def _sent_to_sign_in(request: HttpRequest) -> HttpResponse:
    answer: HttpResponseRedirect = redirect_to_login(request.get_full_path(), reverse("account_login"))
    # A fragment of a page must not be swapped for a sign-in form: the whole page goes there.
    return HttpResponseClientRedirect(answer.url) if getattr(request, "htmx", False) else answer


def lacks_second_factor(user: User) -> bool:
    """Whether the second factor, required everywhere but in the demo, is still to be set up."""
    if settings.DEMO:
        return False
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return not Authenticator.objects.filter(user=user, type__in=kinds).exists()


def administers_everything(acting: Acting) -> bool:
    return acting.holds(Role.ADMINISTRATOR, NATIONAL_OFFICE)


def check_can_administer(acting: Acting, office_code: str | None = None) -> None:
    """Raise NotAllowed unless acting manages accounts: of this office, or (None) of any at all."""
    offices = acting.offices_for(Role.ADMINISTRATOR)
    if not offices:
        raise NotAllowed(_("Akun dan jabatan diurus oleh pengelola kantor. Hubungi pengelola di kantor Anda."))
    if office_code is None or office_code in offices or administers_everything(acting):
        return
    raise NotAllowed(_("Anda mengelola kantor lain. Kantor ini diurus oleh pengelolanya sendiri atau oleh Bawaslu RI."))


def can_administer(acting: Acting, office_code: str | None = None) -> bool:
    try:
        check_can_administer(acting, office_code)
    except NotAllowed:
        return False
    return True
