"""Addresses of the supervising authority's desk, below /kerja/wasdal/."""

from django.urls import path

from netral.oversight.views import blocks, board, inbox

app_name = "oversight"
urlpatterns = [
    path("", board.board, name="board"),
    path("pengingat/", board.remind, name="remind"),
    path("instansi/<str:code>/", board.agency, name="agency"),
    path("konsep/", board.drafts, name="drafts"),
    path("konsep/<slug:key>/", board.draft, name="draft"),
    path("kontak/", board.contacts, name="contacts"),
    path("kontak/<slug:key>/", board.letter, name="letter"),
    path("penyimpangan/", board.deviations, name="deviations"),
    path("verifikasi/", inbox.inbox, name="inbox"),
    path("verifikasi/<slug:key>/kembalikan/", inbox.give_back, name="give_back"),
    path("pengembalian/", inbox.returns, name="returns"),
    path("pengembalian/<slug:key>/", inbox.complete, name="complete"),
    path("blokir/", blocks.blocks, name="blocks"),
    path("blokir/minta/<slug:key>/", blocks.request_block, name="request_block"),
    path("blokir/<slug:key>/", blocks.block, name="block"),
    path("blokir/<slug:key>/<slug:answer>/", blocks.answer_block, name="answer_block"),
]
