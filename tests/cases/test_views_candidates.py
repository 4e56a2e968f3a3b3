"""Pages and doors of candidates: a table brought, a connection written down, a fact withdrawn, and the story of one."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.audit.models import Entry
from netral.cases.candidate_rows import COLUMNS
from netral.cases.models import Penerusan
from netral.registry.models import Candidate, Connection
from tests.access.builders import signed_in
from tests.cases.builders import FACTS, LONG, OFFICE, assessed, day, decided, forwarded, heard
from tests.cases.pages import client, step_url
from tests.cases.test_views_receivers import program
from tests.insight.builders import somebody
from tests.registry.facts import SOURCE, candidate, connection, row, running

pytestmark = pytest.mark.django_db
LIST, IMPORT, DOOR = "/kerja/calon/", "/kerja/calon/impor/", "/api/v1/calon/"
WRONG = "Salah baca: orang lain yang bernama sama."
LINE = ["latihan", "Bupati Rekaan", "bupati", "99.07", "pemkab-99.07", "pejabat_pembina", SOURCE, "2023-12-01"]


def table(*lines: list[str], columns: Any = COLUMNS) -> SimpleUploadedFile:
    text = "\n".join(";".join(cells) for cells in (list(columns), *lines))
    return SimpleUploadedFile("calon.csv", text.encode(), content_type="text/csv")


def changed(**cells: str) -> list[str]:
    return [cells.get(name, cell) for name, cell in zip(COLUMNS, LINE, strict=True)]


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [("petugas_laporan", OFFICE, 200), ("pemeriksa", OFFICE, 200), ("anggota", "bawaslu-99", 200),
     ("auditor", "bkn", 200), ("pejabat_pembina", "pemkab-99.07", 404), ("petugas_kepegawaian", "pemkab-99.07", 404),
     ("anggota_kpu", "kpu-99.07", 404), ("kustodian", OFFICE, 404), ("admin", "bawaslu", 404)],
)  # fmt: skip
def test_who_examines_or_supervises_sees_candidates(role: str, office: str, status: int) -> None:
    found = candidate()
    browser = signed_in(somebody(role, office))

    pages = [LIST, IMPORT, f"/kerja/calon/{found.key}/hubungan/", f"/kerja/calon/calon/{found.key}/cabut/"]
    assert [browser.get(page).status_code for page in pages] == [status] * 4
    assert program(role, office).get(DOOR).status_code == status
    assert program(role, office).get("/api/v1/konflik/", {"organisation": "pemkab-99.07"}).status_code == status


def test_outside_one_signs_in_first() -> None:
    assert [Client().get(page).status_code for page in (LIST, IMPORT)] == [302, 302]
    assert Client().get(DOOR).status_code == 401


def test_a_table_is_written_down_and_brought_again_changes_nothing() -> None:
    running()
    browser = client()

    first, second = (browser.post(IMPORT, {"table": table(LINE)}, follow=True) for _ in range(2))

    assert "1 calon dicatat; 0 sudah ada." in first.content.decode()
    assert "0 calon dicatat; 1 sudah ada." in second.content.decode()
    assert Candidate.objects.get().name == "Bupati Rekaan"
    assert "Bupati Rekaan" in first.content.decode()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (table(changed(jabatan_dituju="raja")), "Baris 2, kolom jabatan_dituju"),
        (table(changed(tanggal_sumber="kemarin")), "Baris 2, kolom tanggal_sumber"),
        (table(LINE, changed(nama="Lain", instansi="tidakada")), "Baris 3, kolom instansi"),
        (table(["x"], columns=["nama"]), "Kolom pemilihan, jabatan_dituju, sumber, tanggal_sumber tidak ada."),
        (table(), "Bawa 1 sampai 500 baris sekaligus."),
        (SimpleUploadedFile("kosong.csv", b""), "Berkas ini kosong"),
    ],
)
def test_a_table_that_cannot_be_read_says_where(file: SimpleUploadedFile, said: str) -> None:
    running()

    answer = client().post(IMPORT, {"table": file})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Candidate.objects.exists()


def test_lines_left_empty_do_not_shift_the_row_that_is_named() -> None:
    running()
    file = table(LINE, [""] * len(LINE), changed(nama="Lain", instansi="tidakada"))

    answer = client().post(IMPORT, {"table": file})

    assert "Baris 4, kolom instansi" in answer.content.decode()


def test_a_missing_post_is_read_from_the_agency() -> None:
    running()
    lines = [changed(jabatan_sekarang=""), changed(nama="Lain", jabatan_sekarang="", instansi="")]

    client().post(IMPORT, {"table": table(*lines)})

    assert list(Candidate.objects.order_by("pk").values_list("holds", flat=True)) == ["jabatan_lain", "tidak_ada"]


def test_a_connection_is_written_down_and_both_are_withdrawn() -> None:
    found, browser = candidate(agency="", holds="tidak_ada"), client()
    page = f"/kerja/calon/{found.key}/hubungan/"
    said = {
        "agency": "Pemerintah Kabupaten Tirta Buana",
        "kind": "saudara",
        "source": SOURCE,
        "source_on": "2023-12-01",
    }

    refused = browser.post(page, {**said, "agency": "Entah"})
    short = browser.post(page, {**said, "source": "koran"})
    done = browser.post(page, said, follow=True)
    listed = browser.get(LIST, {"tampilan": "hubungan"}).content.decode()
    key = Connection.objects.get().key
    too_short = browser.post(f"/kerja/calon/hubungan/{key}/cabut/", {"reason": "salah"})
    gone = [browser.post(f"/kerja/calon/hubungan/{key}/cabut/", {"reason": WRONG}).status_code for _ in range(2)]

    assert (refused.status_code, short.status_code, too_short.status_code) == (422, 422, 422)
    assert "Hubungan dicatat." in done.content.decode()
    assert "Saudara kandung" in listed
    assert gone == [303, 409]
    assert browser.get("/kerja/calon/orang/tidakada/cabut/").status_code == 404


def test_programs_write_down_and_withdraw_too() -> None:
    running()
    door = program()
    given = {**row()._asdict(), "source_on": "2023-12-01"}

    made = door.post(DOOR, {"rows": [given]}, content_type="application/json").json()
    wrong = door.post(DOOR, {"rows": [{**given, "office": "raja"}]}, content_type="application/json")
    [item] = door.get(DOOR).json()["items"]
    said = {"agency": "pemkot-99.08", "kind": "semenda", "source": SOURCE, "source_on": "2023-12-01"}
    link = door.post(f"{DOOR}{item['key']}/hubungan/", said, content_type="application/json").json()
    bad = [
        door.post(f"{DOOR}{item['key']}/hubungan/", {**said, **change}, content_type="application/json").status_code
        for change in ({"agency": "tidakada"}, {"kind": "teman"})
    ]
    flags = [
        [each["kind"] for each in door.get("/api/v1/konflik/", {"organisation": code}).json()["items"]]
        for code in ("pemkab-99.07", "pemkot-99.08", "bkn")
    ]
    reasons = ("salah", WRONG)
    gone = [
        door.post(f"{DOOR}hubungan/{link['key']}/cabut/", {"reason": each}, content_type="application/json").status_code
        for each in reasons
    ]
    odd = door.post(f"{DOOR}orang/{link['key']}/cabut/", {"reason": WRONG}, content_type="application/json")

    assert made == {"made": 1, "known": 0}
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "1.office")
    assert flags == [["calon"], ["semenda"], []]
    assert (bad, gone, odd.status_code) == ([422, 422], [422, 200], 404)


def test_the_lists_ask_no_more_for_thirty_than_for_one() -> None:
    connection()
    browser = client()

    def costs() -> list[int]:
        found = []
        for view in ("calon", "hubungan"):
            with CaptureQueriesContext(database) as asked:
                assert browser.get(LIST, {"tampilan": view}).status_code == 200
            found.append(len(asked))
        return found

    costs()
    one = costs()
    first = Connection.objects.get()
    for number in range(29):
        candidate(name=f"Calon Rekaan {number}")
        first.pk, first.key = None, f"hubungan{number}"
        first.save()

    assert costs() == one


# ---- The story: a conflict of interest, told by officers, and a hand-over led around it ---------------------------
def test_a_conflict_of_interest_is_led_around_at_the_page() -> None:
    case = decided(case=assessed(heard(), facts={**FACTS, "subject": "kades"}))
    penerusan, browser = forwarded(case, at=day(4)), client()
    page = f"/kerja/penerusan/{penerusan.key}/alihkan/"
    assert browser.get(page).status_code == 422  # nothing is on record yet
    running()
    browser.post(IMPORT, {"table": table(LINE)})

    tab = browser.get(f"/kerja/perkara/{case.key}/penerusan/").content.decode()
    shown = browser.get(page)
    refused = browser.post(page, {"receiver": "pemprov-99", "reason": "pendek"})
    answer = browser.post(page, {"receiver": "pemprov-99", "reason": LONG}, follow=True)

    assert page in tab
    assert "Bupati Rekaan" in shown.content.decode()
    assert refused.status_code == 422
    assert "Penerusan dialihkan. Kunci, riwayat, dan batas waktunya tetap." in answer.content.decode()
    now = Penerusan.objects.get(pk=penerusan.pk)
    assert (now.key, now.receiver.code) == (penerusan.key, "pemprov-99")
    assert Entry.objects.filter(verb="perkara.penerusan_dialihkan").count() == 1
    regent, governor = (signed_in(somebody("pejabat_pembina", code)) for code in ("pemkab-99.07", "pemprov-99"))
    incoming = f"/kerja/disiplin/masuk/{penerusan.key}/"
    assert [each.get(incoming).status_code for each in (regent, governor)] == [404, 200]


def test_programs_lead_around_too() -> None:
    case = decided(case=assessed(heard(), facts={**FACTS, "subject": "kades"}))
    penerusan = forwarded(case, at=day(4))
    door, address = program(), f"/api/v1/penerusan/{penerusan.key}/alihkan/"
    candidate()

    bodies = [{"receiver": "tidakada", "reason": LONG}, {"receiver": "bkn", "reason": LONG},
              {"receiver": "kemendagri", "reason": LONG}, {"receiver": "kemendagri", "reason": LONG}]  # fmt: skip
    answers = [door.post(address, body, content_type="application/json") for body in bodies]

    assert [each.status_code for each in answers] == [422, 422, 200, 422]
    assert answers[2].json()["to"] == "kemendagri"
    stranger = program("pemeriksa", "bawaslu-99.08")
    assert stranger.post(address, bodies[2], content_type="application/json").status_code == 404


def test_at_the_page_of_forwarding_what_is_on_record_cannot_be_denied() -> None:
    case, browser = decided(), client()
    candidate()
    said = {"version": case.version, "receiver": "kemendagri", "summary": "Uraian untuk penerima."}

    shown = browser.get(step_url(case, "teruskan")).content.decode()
    denied = browser.post(step_url(case, "teruskan"), {**said, "conflict_of_interest": "tidak"})
    told = {**said, "conflict_of_interest": "ya", "conflict_note": "Bupati calon; ke Mendagri."}
    answer = browser.post(step_url(case, "teruskan"), told)

    assert "Pejabat Pembina Kepegawaian adalah calon" in shown
    assert denied.status_code == 422
    assert answer.status_code == 303
    assert "UU 30/2014" in Penerusan.objects.get(case=case).basis


@pytest.mark.parametrize("role", ["petugas_laporan", "pemeriksa", "anggota"])
def test_a_conflict_on_record_stands_beside_the_accused_before_anybody_forwards(role: str) -> None:
    case, browser = heard(), client(role)
    quiet = browser.get(f"/kerja/perkara/{case.key}/").content.decode()
    candidate()

    page = browser.get(f"/kerja/perkara/{case.key}/").content.decode()

    assert "Pejabat Pembina Kepegawaian adalah calon" not in quiet
    assert "Pejabat Pembina Kepegawaian adalah calon (Calon Rekaan" in page
    assert "Formulir penerusan mengusulkan jalur lain." in page
    other = browser.get(f"/kerja/perkara/{case.key}/bukti/").content.decode()
    assert "Pejabat Pembina Kepegawaian adalah calon" not in other  # asked for on the first tab alone


def test_once_decided_the_conflict_leads_to_the_hand_over() -> None:
    candidate()

    assert "Lihat penerusan" in client().get(f"/kerja/perkara/{decided().key}/").content.decode()
