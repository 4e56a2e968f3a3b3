"""Addresses of the workspace. Case numbers hold slashes, so the key stands in the path."""

from django.urls import path

from netral.cases import desk_urls, handover_urls, transfer_urls
from netral.cases.views import (
    answers,
    berkas,
    cases,
    covering,
    exhibits,
    gathering,
    joining,
    kajian_texts,
    matrix,
    queue,
    requests,
    signing,
    steps,
)

app_name = "cases"
urlpatterns = [
    path("", queue.start, name="start"),
    path("antrean/", queue.queue, name="queue"),
    path("cari/", queue.search, name="search"),
    path("tenggat/", queue.deadlines, name="deadlines"),
    path("laporan/<slug:key>/registrasi/", steps.register, name="register"),
    path("perkara/<slug:key>/", cases.case, name="case"),
    path("perkara/<slug:key>/langkah/<slug:step>/", steps.step, name="step"),
    path("perkara/<slug:key>/bukti/tambah/", gathering.gather, name="gather"),
    path("perkara/<slug:key>/bukti/<slug:exhibit>/", cases.exhibit, name="exhibit"),
    path("perkara/<slug:key>/bukti/<slug:exhibit>/salinan/<slug:kind>/", exhibits.exhibit_copy, name="exhibit_copy"),
    path("perkara/<slug:key>/bukti/<slug:exhibit>/periksa/", exhibits.check_exhibit, name="check_exhibit"),
    path("perkara/<slug:key>/bukti/<slug:exhibit>/tutup/", covering.redact, name="redact"),
    path("perkara/<slug:key>/bukti/<slug:exhibit>/tutup/<int:page>.jpg", covering.page_picture, name="redact_page"),
    path("bukti/<slug:exhibit>/tarik/", covering.uncover, name="uncover"),
    path("perkara/<slug:key>/dokumen/<slug:document>/", cases.document, name="document"),
    path("perkara/<slug:key>/berkas/", berkas.berkas, name="berkas"),
    path("perkara/<slug:key>/laporan/", joining.reports, name="reports"),
    path("perkara/<slug:key>/laporan/gabung/", joining.join, name="join"),
    path("perkara/<slug:key>/laporan/<slug:laporan>/pisah/", joining.separate, name="separate"),
    path("perkara/<slug:key>/klarifikasi/<slug:heard>/tanda-tangan/", signing.sign_minutes, name="sign_minutes"),
    path("perkara/<slug:key>/hak-jawab/<slug:link>/", answers.link, name="answer_link"),
    *desk_urls.patterns,
    *transfer_urls.patterns,
    *handover_urls.patterns,
    path("perkara/<slug:key>/norma/pakai/", matrix.take_norm, name="take_norm"),
    path("perkara/<slug:key>/norma/<slug:norm>/lepas/", matrix.release_norm, name="release_norm"),
    path("perkara/<slug:key>/norma/<slug:norm>/unsur/<slug:element>/", matrix.element, name="element"),
    path(
        "perkara/<slug:key>/norma/<slug:norm>/unsur/<slug:element>/minta/<slug:proof>/",
        requests.ask_proof,
        name="ask_proof",
    ),
    path("perkara/<slug:key>/permintaan/<slug:asked>/", requests.proof_request, name="proof_request"),
    path("perkara/<slug:key>/naskah/<slug:accused>/", kajian_texts.kajian_text, name="kajian_text"),
    path("perkara/<slug:key>/naskah/<slug:accused>/<int:edition>/", kajian_texts.kajian_edition, name="kajian_edition"),
    path("perkara/<slug:key>/naskah/<slug:accused>/<int:edition>/pdf/", kajian_texts.kajian_pdf, name="kajian_pdf"),
    path(
        "perkara/<slug:key>/naskah/<slug:accused>/<int:edition>/terbitkan/",
        kajian_texts.issue_kajian,
        name="issue_kajian",
    ),
    path("perkara/<slug:key>/<slug:tab>/", cases.case, name="tab"),
]
