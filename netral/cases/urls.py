"""Addresses of the workspace. Case numbers hold slashes, so the key stands in the path."""

from django.urls import path

from netral.cases import desk_urls
from netral.cases.views import answers, cases, joining, queue, steps

app_name = "cases"
urlpatterns = [
    path("", queue.start, name="start"),
    path("antrean/", queue.queue, name="queue"),
    path("cari/", queue.search, name="search"),
    path("tenggat/", queue.deadlines, name="deadlines"),
    path("laporan/<slug:key>/registrasi/", steps.register, name="register"),
    path("perkara/<slug:key>/", cases.case, name="case"),
    path("perkara/<slug:key>/langkah/<slug:step>/", steps.step, name="step"),
    path("perkara/<slug:key>/bukti/<slug:exhibit>/", cases.exhibit, name="exhibit"),
    path("perkara/<slug:key>/dokumen/<slug:document>/", cases.document, name="document"),
    path("perkara/<slug:key>/laporan/", joining.reports, name="reports"),
    path("perkara/<slug:key>/laporan/gabung/", joining.join, name="join"),
    path("perkara/<slug:key>/laporan/<slug:laporan>/pisah/", joining.separate, name="separate"),
    path("perkara/<slug:key>/hak-jawab/<slug:link>/", answers.link, name="answer_link"),
    *desk_urls.patterns,
    path("perkara/<slug:key>/<slug:tab>/", cases.case, name="tab"),
]
