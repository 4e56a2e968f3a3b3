"""What a phone keeps of the wizard for a place without a network: a shell of empty questions, and a worker."""

import json
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from netral.intake.draft_content import DraftContent
from netral.intake.forms.wizard import SendForm
from netral.intake.views.wizard import PAGES, ways

# What the shell looks like and lives by.
FILES = (
    "ui/dasar.css",
    "ui/cetak.css",
    "ui/fonts/public-sans.woff2",
    "ui/icons.svg",
    "ui/tanda.svg",
    "ui/keluar.js",
    "intake/lapor.css",
    "intake/simpanan.js",
    "intake/luring.js",
)


@never_cache
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Every question on one empty page: the same for everybody, so that keeping it tells nothing."""
    now = timezone.now()
    forms = [page.form(draft=DraftContent(), at=now) for page in PAGES.values() if page.form.base_fields]
    for form, page in zip(forms, [page for page in PAGES.values() if page.form.base_fields], strict=True):
        form.use_required_attribute = False
        form.heading = page.title
    send = SendForm(draft=DraftContent(), at=now)
    return render(request, "intake/wizard/luring.html", {"forms": forms, "send": send, "ways": ways()})


@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at an address above the pages it serves. Its version is what it keeps."""
    files = [static(name) for name in FILES]
    page = {
        "files": files,
        "shell": reverse("intake:report_offline"),
        "pages": [(path, code) for code, path in json.loads(ways()).items()],
        "version": sha256("".join([*files, static("intake/simpanan.js")]).encode()).hexdigest()[:12],
    }
    return render(request, "intake/penjaga.js", page, content_type="text/javascript")
