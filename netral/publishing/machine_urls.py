"""Addresses for programs: the same in every language."""

from django.urls import path, register_converter

from netral.publishing import views
from netral.publishing.converters import DayConverter
from netral.publishing.verifier import FILENAME

register_converter(DayConverter, "hari")

app_name = "published"
urlpatterns = [
    path(".well-known/netral-keys.json", views.keys, name="keys"),
    path(FILENAME, views.verifier, name="verifier"),
    path("hitungan-diam.csv", views.silence_csv, name="silence_csv"),
    path("hitungan-diam.json", views.silence_json, name="silence_json"),
    path("jurnal/<hari:day>.json", views.journal_day, name="journal_day"),
    path("jurnal/<hari:day>.tsr", views.journal_stamp, name="journal_stamp"),
]
