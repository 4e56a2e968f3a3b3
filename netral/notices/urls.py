"""Addresses of the room: deadlines of every kind of work, by office."""

from django.urls import path

from netral.notices.views import deadlines

app_name = "notices"
urlpatterns = [
    path("tenggat/kantor/", deadlines.offices, name="offices"),
]
