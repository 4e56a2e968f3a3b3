"""Addresses of the portal."""

from django.urls import path, register_converter

from netral.publishing import views
from netral.publishing.converters import RuleConverter

register_converter(RuleConverter, "aturan")

app_name = "publishing"
urlpatterns = [
    path("", views.home, name="home"),
    path("bantuan/", views.help_page, name="help"),
    path("privasi/", views.privacy, name="privacy"),
    path("aksesibilitas/", views.accessibility, name="accessibility"),
    path("istilah/", views.glossary, name="glossary"),
    path("aturan/", views.rules, name="rules"),
    path("aturan/tenggat/", views.deadlines, name="deadlines"),
    path("aturan/tenggat/<str:code>/", views.deadline, name="deadline"),
    path("aturan/buku-saku/", views.booklet, name="booklet"),
    path("aturan/<aturan:code>/", views.rule, name="rule"),
    path("tanya/", views.ask, name="ask"),
    path("tanya/<slug:act>/", views.answer, name="answer"),
    path("jam-publik/", views.overdue, name="overdue"),
    path("hitungan-diam/", views.silence, name="silence"),
    path("jurnal/", views.journal, name="journal"),
]
