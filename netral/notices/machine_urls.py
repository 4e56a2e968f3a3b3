"""Addresses for calendar programs: the same in every language."""

from django.urls import path

from netral.notices.views import feeds

app_name = "calendar"
urlpatterns = [path("kalender/<str:token>.ics", feeds.feed, name="feed")]
