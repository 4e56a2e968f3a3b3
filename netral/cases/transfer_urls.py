"""Addresses of what goes between offices, and of offices that end."""

from django.urls import path

from netral.cases.views import temporary, transferring

patterns = [
    path("pelimpahan/", transferring.transfers, name="transfers"),
    path("pelimpahan/<slug:key>/", transferring.transfer, name="transfer"),
    path("pelimpahan/<slug:key>/<slug:answer>/", transferring.answer, name="answer_transfer"),
    path("perkara/<slug:key>/pindah/<slug:kind>/", transferring.move_case, name="move_case"),
    path("laporan/<slug:key>/pindah/<slug:kind>/", transferring.move_report, name="move_report"),
    path("kantor-ad-hoc/", temporary.temporary_offices, name="temporary_offices"),
    path("kantor-ad-hoc/<str:code>/", temporary.temporary_office, name="temporary_office"),
    path("kantor-ad-hoc/<str:code>/perpanjang/", temporary.extend_office, name="extend_office"),
]
