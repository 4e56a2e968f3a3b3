"""Addresses of the question to whom a case goes."""

from django.urls import path

from netral.cases.views import receivers

patterns = [
    path("penerima/", receivers.receivers, name="receivers"),
]
