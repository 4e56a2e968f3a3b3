"""Addresses of the tracks, below /kerja/."""

from django.urls import path

from netral.tracks import views

app_name = "tracks"
urlpatterns = [
    path("jalur/", views.track_list, name="list"),
    path("jalur/etik/", views.open_ethics, name="open_ethics"),
    path("jalur/pidana/<slug:key>/", views.open_criminal, name="open_criminal"),
    path("jalur/<slug:key>/", views.track, name="track"),
    path("jalur/<slug:key>/surat/", views.letter, name="letter"),
    path("jalur/<slug:key>/lampiran/<slug:exhibit>/", views.enclosure, name="enclosure"),
    path("jalur/<slug:key>/langkah/<slug:step>/", views.step, name="step"),
    path("jalur/<slug:key>/naskah/<slug:exhibit>/", views.exhibit, name="exhibit"),
]
