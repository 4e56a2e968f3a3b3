"""Every address of the house, app by app. Pages stand in Indonesian at their own address and in English under /en/."""

from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

ROOMS = (
    ("", "netral.publishing.urls"),
    ("", "netral.intake.urls"),
    ("", "netral.access.urls"),
    ("tautan/", "netral.links.public_urls"),
    ("tautan/", "netral.cases.public_urls"),
    ("v/", "netral.documents.urls"),
    ("", "netral.notices.urls"),
    ("kerja/", "netral.cases.urls"),
    ("kerja/", "netral.discipline.urls"),
    ("kerja/", "netral.tracks.urls"),
    ("kerja/wasdal/", "netral.oversight.urls"),
    ("kerja/", "netral.links.urls"),
    ("kerja/", "netral.insight.urls"),
    ("kerja/", "netral.exchange.urls"),
)
handler400, handler404 = "netral.config.failures.unreadable", "netral.config.failures.absent"
handler500 = "netral.config.failures.failed"
urlpatterns: list[URLPattern | URLResolver] = []
if find_spec("netral.config.api"):
    from netral.config.api import api

    urlpatterns.append(path("api/v1/", api.urls))
if find_spec("netral.publishing.machine_urls"):
    urlpatterns.append(path("", include("netral.publishing.machine_urls")))
urlpatterns.append(path("", include("netral.notices.machine_urls")))
urlpatterns += i18n_patterns(
    *(path(prefix, include(room)) for prefix, room in ROOMS if find_spec(room)), prefix_default_language=False
)
