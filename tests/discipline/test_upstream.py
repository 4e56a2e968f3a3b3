"""What those who handed over, and the citizen, see of the handling; and who sees nothing of it."""

from typing import Any

import pytest
from django.test import Client

from netral.audit.models import Entry
from netral.cases import actions as cases
from netral.cases.queries import case_seen_by
from netral.intake.queries import headline, public_status
from netral.procedure.queries import clocks_of
from tests.cases.builders import FULL, INTAKE, SECRETIVE, day, decided, forwarded, heard
from tests.cases.pages import client as somebody
from tests.discipline.builders import (
    STATIONS,
    declined,
    delivered,
    imposed,
    in_force,
    ready,
    recommended,
    someone,
    stopped,
    taken_in,
    verified,
)
from tests.discipline.worlds import laporan_of, told
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db
UPSTREAM = [
    ("pemeriksa", "bawaslu-99.07"),
    ("anggota", "bawaslu-99.07"),
    ("pemeriksa", "bawaslu-99"),
    ("anggota", "bawaslu"),
]
ELSEWHERE = [
    ("pemeriksa", "bawaslu-99.08"),
    ("auditor", "kasn"),
    ("auditor", "bkn"),
    ("pejabat_pembina", "pemkab-99.07"),
    ("petugas_kepegawaian", "pemkab-99.07"),
]
# What the citizen is told, in order, when everything goes its way.
TOLD = [
    "Penerusan sudah diterima pengawas ASN dan menunggu verifikasi.",
    "Pengawas ASN memverifikasi penerusan.",
    "Rekomendasi dikirim kepada instansi pegawai.",
    "Instansi pegawai mengakui sudah menerima rekomendasi.",
    "Pejabat yang berwenang menjatuhkan sanksi.",
    "Keputusan disampaikan kepada pegawai.",
    "Sanksi mulai berlaku.",
]
CLOSED = "Perkara sudah selesai. Hasilnya tertulis di bawah."
# The status of the case beside each status of its handling, and the sentence at the top of the citizen's page.
BESIDE = {
    "diterima": ("diteruskan", "Penerusan sudah diterima pengawas ASN dan menunggu verifikasi."),
    "terverifikasi": ("diteruskan", "Pengawas ASN sudah memverifikasi penerusan."),
    "direkomendasikan": ("diteruskan", "Rekomendasi sudah dikirim kepada instansi pegawai."),
    "dijatuhi_sanksi": ("diteruskan", "Pejabat yang berwenang sudah menjatuhkan sanksi."),
    "disampaikan": ("selesai", CLOSED),
    "dilaksanakan": ("selesai", "Sanksi sudah berlaku."),
    "dihentikan": ("selesai", CLOSED),
    "tidak_dijatuhi_sanksi": ("selesai", CLOSED),
}


@pytest.mark.parametrize("status", STATIONS)
def test_the_case_closes_exactly_when_the_handling_has_an_outcome(status: str) -> None:
    penanganan = STATIONS[status]()

    penanganan.case.refresh_from_db()
    assert penanganan.case.status == BESIDE[status][0]
    assert Entry.objects.filter(chain=penanganan.case.reference, verb="perkara.tutup").count() == (
        penanganan.case.status == "selesai"
    )


@pytest.mark.parametrize("status", STATIONS)
def test_the_citizen_reads_at_the_top_how_it_stands_now(status: str) -> None:
    assert headline(laporan_of(STATIONS[status]())).id == BESIDE[status][1]


def test_the_citizen_is_told_every_step_once_and_in_order() -> None:
    penanganan = taken_in()
    assert told(penanganan) == TOLD[:1]

    stations = (verified, recommended, ready, imposed, delivered, in_force)
    for number, station in enumerate(stations, start=2):
        station(penanganan)
        assert told(penanganan) == TOLD[:number]


@pytest.mark.parametrize(
    ("ended", "last"),
    [
        (stopped, "Pengawas ASN menghentikan penanganan."),
        (declined, "Pejabat yang berwenang tidak menjatuhkan sanksi."),
    ],
)
def test_the_citizen_is_told_when_nothing_was_imposed(ended: Any, last: str) -> None:
    assert told(ended())[-1] == last


def test_the_citizen_reads_it_in_english_too() -> None:
    assert told(in_force(), "en") == [
        "The supervisor of civil servants received the case and will verify it.",
        "The supervisor of civil servants verified the case.",
        "The recommendation was sent to the person's agency.",
        "The person's agency acknowledged that it has received the recommendation.",
        "The competent official imposed a sanction.",
        "The decision was delivered to the person.",
        "The sanction took effect.",
    ]


def test_a_milestone_says_which_office_acted_and_never_who() -> None:
    penanganan = in_force()

    lines = public_status(laporan_of(penanganan), "id")["milestones"]

    offices = {line["what"]: line["by"] for line in lines}
    assert offices["Pengawas ASN memverifikasi penerusan."] == "Komisi Aparatur Sipil Negara"
    assert offices["Sanksi mulai berlaku."] == "Pemerintah Kabupaten Tirta Buana"


def test_nothing_of_the_person_the_sanction_or_the_letters_reaches_the_citizen() -> None:
    penanganan = in_force()
    decision, made = penanganan.decision, penanganan.rekomendasi

    shown = str(public_status(laporan_of(penanganan), "id"))

    secrets = (decision.number, decision.sanction_name, decision.exhibit.sha256, made.document.number, made.reasons)
    assert not [text for text in (*secrets, "Rekaan", penanganan.key, "Camat") if text in shown]


def test_the_page_opened_with_the_code_shows_the_steps(client: Client) -> None:
    done = intake.accepted(FULL)
    intake.decided(done.laporan)
    case = cases.open_from(done.laporan, acting=INTAKE, at=day(0))
    in_force(delivered(imposed(recommended(verified(taken_in(forwarded(decided(case=heard(case)))))))))

    client.post("/cek/", {"code": done.code})
    page = client.get("/cek/laporan/").content.decode()

    assert all(line in page for line in [*TOLD, "Perkara selesai.", "Sanksi sudah berlaku."])
    assert "Terlapor Rekaan" not in page


@pytest.mark.parametrize(("role", "office"), UPSTREAM)
def test_everyone_upstream_sees_the_progress_on_the_case_page(role: str, office: str) -> None:
    running, finished = imposed(), in_force()
    browser = somebody(role, office)

    page, last = (browser.get(f"/kerja/perkara/{each.case.key}/").content.decode() for each in (running, finished))

    for line in ("Penerusan diverifikasi dan orangnya ditetapkan.", "Pejabat pembina kepegawaian menjatuhkan sanksi."):
        assert line in page
    assert "Keputusan mulai berlaku." not in page
    assert "Keputusan mulai berlaku." in last
    assert SECRETIVE.name not in page


@pytest.mark.parametrize(("role", "office"), UPSTREAM)
def test_upstream_sees_progress_but_opens_no_page_of_the_handling(role: str, office: str) -> None:
    penanganan, browser = imposed(), somebody(role, office)

    exhibit, letter = penanganan.decision.exhibit.key, penanganan.rekomendasi.document.key
    for rest in ("", f"keputusan/{exhibit}/", f"dokumen/{letter}/", "langkah/sampaikan/"):
        assert browser.get(f"/kerja/disiplin/{penanganan.key}/{rest}").status_code == 404
    assert browser.get(f"/kerja/disiplin/masuk/{penanganan.penerusan.key}/").status_code == 404


@pytest.mark.parametrize(("role", "office"), ELSEWHERE)
def test_nobody_else_sees_the_case_however_far_it_went(role: str, office: str) -> None:
    penanganan, who = in_force(), intake.staff(role, office)

    assert not case_seen_by(who).exists()
    assert somebody(role, office).get(f"/kerja/perkara/{penanganan.case.key}/").status_code == 404


@pytest.mark.parametrize("ended", [stopped, declined, delivered])
def test_every_entry_of_the_end_is_also_about_case_and_laporan(ended: Any) -> None:
    penanganan = ended()

    own = [penanganan.reference, penanganan.case.reference, penanganan.case.laporan.reference]

    assert all(entry.subjects == own for entry in Entry.objects.filter(chain=penanganan.reference))
    closing = Entry.objects.get(chain=penanganan.case.reference, verb="perkara.tutup")
    assert closing.subjects == own[1:]
    assert closing.actor == "sistem"


def test_the_deadlines_a_citizen_may_hold_the_offices_to_hold_no_right_of_the_person() -> None:
    penanganan = delivered()

    shown = [row["what"] for row in public_status(laporan_of(penanganan), "id")["deadlines"]]

    assert "Penyampaian keputusan" in shown
    assert "Keberatan" not in shown
    assert {each.rule for each in clocks_of(penanganan.reference)} >= {"D-KEB", "D-SAMP"}


def test_a_second_handling_tells_the_first_nothing() -> None:
    one, other = in_force(), taken_in()
    other_person = someone("Nama Lain")

    verified(other, person=other_person, reason="Nama panggilan.")

    assert (told(one), told(other)) == (TOLD, TOLD[:2])
    other.case.refresh_from_db()
    assert other.case.status == "diteruskan"
