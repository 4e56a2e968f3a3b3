"""Addresses for programs: calendars that ask, and the gateway that reports. The same in every language."""

from django.urls import path

from netral.notices.views import feeds, reports

app_name = "calendar"
urlpatterns = [
    path("kalender/<str:token>.ics", feeds.feed, name="feed"),
    path("gerbang/whatsapp/", reports.whatsapp, name="whatsapp_reports"),
]
