"""Addresses of the workspace. Case numbers hold slashes, so the key stands in the path."""

from django.urls import path

from netral.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.start, name="start"),
    path("antrean/", views.queue, name="queue"),
    path("cari/", views.search, name="search"),
    path("tenggat/", views.deadlines, name="deadlines"),
    path("laporan/<slug:key>/registrasi/", views.register, name="register"),
    path("perkara/<slug:key>/", views.case, name="case"),
    path("perkara/<slug:key>/langkah/<slug:step>/", views.step, name="step"),
    path("perkara/<slug:key>/bukti/<slug:exhibit>/", views.exhibit, name="exhibit"),
    path("perkara/<slug:key>/dokumen/<slug:document>/", views.document, name="document"),
    path("perkara/<slug:key>/<slug:tab>/", views.case, name="tab"),
]
