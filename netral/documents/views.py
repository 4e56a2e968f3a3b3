"""The doorway for anyone holding a letter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from netral.documents.actions import signed_data
from netral.documents.checking import CompareForm
from netral.documents.queries import document_by_token
from netral.lib.canonical import canonical_json


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a letter with this token was issued, and whether a file is that letter."""
    document = document_by_token(token)
    if document is None:
        return render(request, "documents/not_found.html", status=404)
    form = CompareForm(request.POST, request.FILES) if request.method == "POST" else CompareForm()
    if form.is_valid():
        level, sentence = form.compare(document)
        messages.add_message(request, level, sentence)
        return HttpResponseRedirect(request.path, status=303)
    status = 422 if form.is_bound else 200
    return render(request, "documents/verify.html", {"document": document, "form": form}, status=status)


@require_safe
def data(request: HttpRequest, token: str) -> HttpResponse:
    """The same, signed, for checking the PDF where there is no network."""
    document = document_by_token(token)
    if document is None:
        raise Http404
    answer = HttpResponse(canonical_json(signed_data(document)), content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="surat.json"'
    return answer
