"""Addresses of this room, below /kerja/."""

from django.urls import path

from netral.insight import views

app_name = "insight"
urlpatterns = [
    path("waktu/", views.time_lost, name="time_lost"),
]
