"""Addresses of the intake: public pages at the root, an officer's pages under /kerja/laporan/."""

from django.urls import path

from netral.intake.views import (
    alike,
    asking,
    custodian,
    following,
    leaving,
    printouts,
    receipts,
    recording,
    staff,
    wizard,
    wizard_sending,
)

app_name = "intake"
urlpatterns = [
    path("lapor/", wizard.start, name="report"),
    *(
        path(f"lapor/{page.path}", wizard.step, {"code": page.code}, name=page.url.partition(":")[2])
        for page in wizard.PAGES.values()
    ),
    path("lapor/periksa/", wizard_sending.check, name="report_periksa"),
    path("lapor/simpan/", wizard_sending.save, name="report_save"),
    path("lapor/lanjut/", wizard_sending.come_back, name="report_come_back"),
    path("lapor/tutup/", wizard_sending.close, name="report_close"),
    path("keluar-cepat/", leaving.quick_exit, name="quick_exit"),
    path("lapor/tanda-terima/", receipts.receipt, name="receipt"),
    path("lapor/tanda-terima/tanda-terima.png", receipts.picture, name="receipt_picture"),
    path("lapor/tanda-terima/tanda-terima.json", receipts.statement, name="statement"),
    path("lapor/tanda-terima/formulir.pdf", printouts.at_receipt, name="receipt_form"),
    path("cek/", following.check, name="check"),
    path("cek/laporan/", following.status, name="status"),
    path("cek/laporan/tanda-terima.json", receipts.later_statement, name="later_statement"),
    path("cek/laporan/tanda-terima.tsr", receipts.stamp, name="stamp"),
    path("cek/laporan/formulir.pdf", printouts.at_status, name="status_form"),
    path("cek/laporan/lengkapi/", following.complete, name="complete"),
    path("cek/laporan/cabut/", following.withdraw, name="withdraw"),
    path("cek/hapus-jejak/", following.forget, name="forget"),
    path("kode-hilang/", following.lost_code, name="lost_code"),
    path("kerja/identitas/", custodian.identity, name="identity"),
    path("kerja/identitas/mulai/", custodian.begin, name="begin_sitting"),
    path("kerja/identitas/akhiri/", custodian.end, name="end_sitting"),
    path("kerja/identitas/permintaan/<slug:key>/", custodian.answer, name="answer_request"),
    path("kerja/identitas/<slug:key>/buka/", custodian.open_seal, name="open_seal"),
    path("kerja/identitas/<slug:key>/terbuka/", custodian.opened, name="opened"),
    path("kerja/laporan/<slug:key>/identitas/", asking.ask, name="ask_identity"),
    path("kerja/laporan/<slug:key>/identitas/<slug:request_key>/", asking.look, name="look_identity"),
    path("kerja/laporan/baru/", recording.doors, name="doors"),
    path("kerja/laporan/baru/ketik/", recording.type_in, name="type_in"),
    path("kerja/laporan/baru/tanda-terima/", recording.hand_over, name="hand_over"),
    path("kerja/laporan/baru/temuan/", recording.find, name="find"),
    path("kerja/laporan/<slug:key>/", staff.laporan, name="laporan"),
    path("kerja/laporan/<slug:key>/formulir.pdf", printouts.for_staff, name="staff_form"),
    path("kerja/laporan/<slug:key>/serupa/", alike.alike, name="alike"),
    path("kerja/laporan/<slug:key>/serupa/jawab/", alike.answer, name="answer_alike"),
    path("kerja/laporan/<slug:key>/pisahkan/", alike.set_apart, name="set_apart"),
    path("kerja/laporan/<slug:key>/kajian-awal/", staff.kajian_awal, name="kajian_awal"),
    path("kerja/laporan/<slug:key>/bukti/<slug:exhibit_key>/", staff.exhibit, name="exhibit"),
]
