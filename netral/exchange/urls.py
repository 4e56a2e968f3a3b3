"""Addresses of the exchange, below /kerja/."""

from django.urls import path

from netral.exchange import views

app_name = "exchange"
urlpatterns = [
    path("kiriman/", views.outbox, name="outbox"),
    path("kiriman/masuk/", views.inbox, name="inbox"),
    path("kiriman/masuk/<slug:key>/", views.incoming, name="incoming"),
    path("kiriman/masuk/<slug:key>/teruskan/", views.pass_on, name="pass_on"),
    path("kiriman/masuk/<slug:key>/berkas/<slug:exhibit>/", views.file, name="file"),
    path("kiriman/<slug:key>/", views.sent, name="sent"),
    path("kiriman/<slug:key>/paket/", views.download, name="package"),
]
