"""Addresses of the desk: sharing a case, one's own tasks, views of the queue, the work of a leaving colleague."""

from django.urls import path

from netral.cases.views import bulk, desk, labels, leaving, own_views, palette, peek

patterns = [
    path("antrean/sekaligus/", bulk.bulk, name="bulk"),
    path("antrean/sekilas/<slug:kind>/<slug:key>/", peek.peek, name="peek"),
    path("antrean/tampilan/", own_views.views, name="views"),
    path("antrean/perubahan/", own_views.changes, name="changes"),
    path("pintasan/", own_views.shortcuts, name="shortcuts"),
    path("perintah/", palette.palette, name="palette"),
    path("serah-terima/", leaving.handovers, name="handovers"),
    path("serah-terima/<slug:key>/", leaving.handover, name="handover"),
    path("tugas/", desk.my_tasks, name="my_tasks"),
    path("perkara/<slug:key>/penugasan/", desk.assign, name="assign"),
    path("perkara/<slug:key>/ikuti/", desk.follow, name="follow"),
    path("perkara/<slug:key>/catatan/", desk.notes, name="notes"),
    path("perkara/<slug:key>/catatan/<slug:note>/", desk.note, name="note"),
    path("perkara/<slug:key>/label/", labels.labels, name="labels"),
    path("perkara/<slug:key>/label/<slug:label>/lepas/", labels.remove_label, name="remove_label"),
    path("perkara/<slug:key>/batalkan/", labels.undo, name="undo"),
    path("perkara/<slug:key>/tugas/", desk.tasks, name="tasks"),
    path("perkara/<slug:key>/tugas/<slug:task>/selesai/", desk.finish_task, name="finish_task"),
]
