"""The address in the letter: a code to the official channel, and in. What the matter is, is not said before."""

from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from netral.cases.secret_doors import kept_from_others, unknown
from netral.lib.answers import see_other
from netral.links import actions, jobs, queries
from netral.links.forms import CodeForm
from netral.links.models import LinkCode, OfficialLink
from netral.links.sittings import begin, over
from netral.links.states import Channel, LinkState, LinkUnusable, Refusal
from netral.notices.whatsapp_states import CODE_LASTS, CodeRefused, masked


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask for a code, type it, sit down. A GET sends nothing: previews of messages open addresses too."""
    link, now = queries.link_by_token(token), timezone.now()
    if link is None:
        actions.count_refusal(Refusal.UNKNOWN, at=now)
        return unknown(request)
    if (state := queries.state_of(link, now)) != LinkState.OPEN:
        actions.count_refusal(Refusal.OVER, at=now, link=link)
        return over(request, link, state)
    try:
        if request.method == "POST":
            return _come_in(request, link) if "code" in request.POST else _send(request, link, token)
    except LinkUnusable as unusable:
        return over(request, link, unusable.state)
    return _asked(request, link, CodeForm())


def _send(request: HttpRequest, link: OfficialLink, token: str) -> HttpResponseBase:
    form = CodeForm({})
    try:
        code = actions.send_code(link, at=timezone.now(), language=get_language() or "id")
    except CodeRefused as refusal:
        form.errors.clear()
        form.add_error(None, str(refusal))
        return _asked(request, link, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    if link.channel == Channel.EMAIL:
        jobs.mail_link_code.enqueue(code.key)
    return kept_from_others(see_other("links:open", token))


def _come_in(request: HttpRequest, link: OfficialLink) -> HttpResponseBase:
    form, now = CodeForm(request.POST), timezone.now()
    if form.is_valid():
        try:
            actions.open_with(link, form.cleaned_data["code"], at=now)
        except CodeRefused as refusal:
            form.add_error("code", str(refusal))
        else:
            begin(request, link, at=now)
            return kept_from_others(see_other("links:matter", link.key))
    return _asked(request, link, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _asked(
    request: HttpRequest, link: OfficialLink, form: CodeForm, *, status: int = HTTPStatus.OK
) -> HttpResponseBase:
    """Names the office and where its code goes, half hidden; nothing of the matter."""
    sent = LinkCode.objects.filter(link=link, used_at=None, sent_at__gt=timezone.now() - CODE_LASTS).exists()
    context = {"link": link, "form": form, "sent": sent, "channel": half_hidden(link)}
    return kept_from_others(render(request, "links/door.html", context, status=status))


def half_hidden(link: OfficialLink) -> str:
    """Enough of the channel to know it again: `s•••@kantor.go.id`."""
    if link.channel == Channel.WHATSAPP:
        return masked(link.address)
    name, _at, house = link.address.partition("@")
    return f"{name[:1]}•••@{house}"
