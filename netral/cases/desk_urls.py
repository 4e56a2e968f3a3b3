"""Addresses of the desk: sharing a case, one's own tasks, views of the queue, the work of a leaving colleague."""

from django.urls import path

from netral.cases.views import bulk, desk, leaving, own_views, peek

patterns = [
    path("antrean/sekaligus/", bulk.bulk, name="bulk"),
    path("antrean/sekilas/<slug:kind>/<slug:key>/", peek.peek, name="peek"),
    path("antrean/tampilan/", own_views.views, name="views"),
    path("antrean/perubahan/", own_views.changes, name="changes"),
    path("pintasan/", own_views.shortcuts, name="shortcuts"),
    path("serah-terima/", leaving.handovers, name="handovers"),
    path("serah-terima/<slug:key>/", leaving.handover, name="handover"),
    path("tugas/", desk.my_tasks, name="my_tasks"),
    path("perkara/<slug:key>/penugasan/", desk.assign, name="assign"),
    path("perkara/<slug:key>/ikuti/", desk.follow, name="follow"),
    path("perkara/<slug:key>/catatan/", desk.notes, name="notes"),
    path("perkara/<slug:key>/catatan/<slug:note>/", desk.note, name="note"),
    path("perkara/<slug:key>/tugas/", desk.tasks, name="tasks"),
    path("perkara/<slug:key>/tugas/<slug:task>/selesai/", desk.finish_task, name="finish_task"),
]
