"""Addresses of official links below /kerja/, for those who make them."""

from django.urls import path

from netral.links.views import desk

app_name = "official_links"
urlpatterns = [
    path("tautan-dinas/", desk.link_list, name="list"),
    path("tautan-dinas/baru/<slug:purpose>/<slug:key>/", desk.make, name="make"),
    path("tautan-dinas/<slug:key>/", desk.link, name="link"),
    path("tautan-dinas/<slug:key>/ambil/", desk.take_address, name="take_address"),
    path("tautan-dinas/<slug:key>/perbarui/", desk.renew, name="renew"),
    path("tautan-dinas/<slug:key>/cabut/", desk.revoke, name="revoke"),
    path("tautan-dinas/<slug:key>/bukti/<slug:exhibit>/", desk.proof, name="proof"),
]
