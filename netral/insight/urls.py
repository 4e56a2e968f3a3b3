"""Addresses of this room, below /kerja/."""

from django.urls import path

from netral.insight import views

app_name = "insight"
urlpatterns = [
    path("waktu/", views.time_lost, name="time_lost"),
    path("pencocokan/", views.reconciliations, name="reconciliations"),
    path("pencocokan/baru/", views.bring, name="bring_list"),
    path("pencocokan/<slug:key>/", views.result, name="reconciliation"),
    path("pencocokan/<slug:key>/hasil.csv", views.result_csv, name="reconciliation_csv"),
]
