"""Addresses of the discipline room, below /kerja/."""

from django.urls import path

from netral.discipline import views, views_around, views_as_receiver, views_desk, views_passing, views_succeeding

app_name = "discipline"
urlpatterns = [
    path("peralihan/", views_succeeding.successions, name="successions"),
    path("penerusan/<slug:key>/sebagai-penerima/", views_as_receiver.as_receiver, name="as_receiver"),
    path("disiplin/", views.penanganan_list, name="list"),
    path("disiplin/masuk/", views_desk.desk, name="desk"),
    path("disiplin/masuk/<slug:key>/", views.incoming, name="incoming"),
    path("disiplin/masuk/<slug:key>/surat/", views.incoming_letter, name="incoming_letter"),
    path("disiplin/masuk/<slug:key>/hasil/", views.outcome, name="outcome"),
    path("disiplin/masuk/<slug:key>/kembalikan/", views.name_gaps, name="name_gaps"),
    path("disiplin/masuk/<slug:key>/benturan/", views_desk.declare_of, name="declare_of"),
    path("disiplin/masuk/<slug:key>/bukti/<slug:exhibit>/", views.incoming_exhibit, name="incoming_exhibit"),
    path("disiplin/kiriman/<slug:key>/buka/", views.open_incoming, name="open_incoming"),
    path("disiplin/<slug:key>/", views.penanganan, name="penanganan"),
    path("disiplin/<slug:key>/akui/", views_desk.acknowledge, name="acknowledge"),
    path("disiplin/<slug:key>/benturan/", views_desk.declare, name="declare"),
    path("disiplin/<slug:key>/alihkan/", views_around.around, name="lead_around"),
    path("disiplin/<slug:key>/teruskan/", views_passing.pass_on, name="pass_on"),
    path("disiplin/<slug:key>/langkah/<slug:step>/", views.step, name="step"),
    path("disiplin/<slug:key>/dokumen/<slug:document>/", views.document, name="document"),
    path("disiplin/<slug:key>/keputusan/<slug:exhibit>/", views.exhibit, name="exhibit"),
    path("pegawai/", views.people, name="people"),
]
