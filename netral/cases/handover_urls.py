"""Addresses of the question to whom a case goes, of candidates, and of ways around a conflict of interest."""

from django.urls import path

from netral.cases.views import around, candidates, receivers, supplying

patterns = [
    path("penerima/", receivers.receivers, name="receivers"),
    path("penerusan/<slug:key>/alihkan/", around.around, name="lead_around"),
    path("penerusan/<slug:key>/lengkapi/", supplying.supply, name="supply"),
    path("calon/", candidates.candidate_list, name="candidates"),
    path("calon/impor/", candidates.import_candidates, name="import_candidates"),
    path("calon/<slug:key>/hubungan/", candidates.connect, name="connect_candidate"),
    path("calon/<slug:kind>/<slug:key>/cabut/", candidates.withdraw, name="withdraw_fact"),
]
