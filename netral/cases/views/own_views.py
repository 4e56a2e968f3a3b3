"""One's own views of the queue, how much has changed since it was read, and the page of the keys."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, queries
from netral.cases.forms.queue import ViewForm
from netral.cases.queries import line as words
from netral.cases.views.desk import done
from netral.lib.answers import SeeOther, see_other

LONGEST_MARK = 18  # digits that still fit a 64-bit key


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def views(request: StaffRequest) -> HttpResponse:
    """The list of one's own views: keep one, forget one, move one up."""
    if request.method != "POST":
        return _page(request, ViewForm(), HTTPStatus.OK)
    key, step = request.POST.get("kunci", ""), request.POST.get("langkah", "")
    if step == "hapus":
        actions.drop_view(request.user, key)
        return see_other("cases:views")
    if step == "naik":
        actions.move_up(request.user, key)
        return see_other("cases:views")
    form = ViewForm(request.POST)
    if done(form, lambda: _save(request, form)):
        asked = {"tampilan": form.cleaned_data["tampilan"], "q": form.cleaned_data["q"]}
        messages.success(request, _("Tampilan disimpan."))
        return SeeOther(f"{resolve_url('cases:queue')}?{urlencode(asked)}")
    return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _save(request: StaffRequest, form: ViewForm) -> None:
    given = form.cleaned_data
    line = str(queries.parse(given["q"]))
    actions.save_view(request.user, name=given["name"], view=given["tampilan"], line=line)


def _page(request: StaffRequest, form: ViewForm, status: HTTPStatus) -> HttpResponse:
    context = {"form": form, "views": queries.views_of(request.user)}
    return render(request, "cases/desk/views.html", context, status=status)


@require_GET
@staff_only(*queries.ROLES)
def changes(request: StaffRequest) -> HttpResponse:
    """How much moved since the page was made, as a line; nothing on the page moves by itself."""
    since = request.GET.get("sejak", "")
    known = since.isascii() and since.isdecimal() and len(since) <= LONGEST_MARK
    count = queries.changed_since(request.acting, int(since)) if known else 0
    text = ngettext("%(n)s perubahan. Muat ulang.", "%(n)s perubahan. Muat ulang.", count) % {"n": count}
    return JsonResponse({"n": count, "text": text if count else ""})


@require_GET
@staff_only
def shortcuts(request: StaffRequest) -> HttpResponse:
    """The keys of the workspace; with a queue also those of its rows and of a case, and the words of its line."""
    filters = [(name, told()) for name, (_accepts, told) in words.FILTERS.items()]
    context = {"filters": filters, "queues": request.acting.holds_any(queries.ROLES)}
    return render(request, "cases/desk/shortcuts.html", context)
