"""Addresses of the room: deadlines of every kind of work."""

from django.urls import path

from netral.notices.views import deadlines, feeds, holidays, inbox, whatsapp

app_name = "notices"
urlpatterns = [
    path("kerja/tenggat/kantor/", deadlines.offices, name="offices"),
    path("kerja/tenggat/bulan/", deadlines.month, name="month"),
    path("kerja/tenggat/langganan/", feeds.subscriptions, name="feeds"),
    path("kerja/pemberitahuan/", inbox.inbox, name="inbox"),
    path("kerja/pemberitahuan/whatsapp/", whatsapp.number, name="whatsapp"),
    path("kelola/kalender/", holidays.holidays, name="holidays"),
]
