from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.cases import actions
from netral.cases.models import Case, Kajian, Klarifikasi, Penerusan, Pleno
from netral.evidence.actions import keep
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from tests.access.builders import seated, signed_in
from tests.cases.builders import (
    FACTS,
    LONG,
    MEMBER,
    SECRETIVE,
    assessed,
    complete_laporan,
    day,
    decided,
    forwarded,
    heard,
    opened,
    proposed,
)
from tests.evidence.builders import upload
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db
OFFICE = "bawaslu-99.07"


def client(role: str = "pemeriksa", office: str = OFFICE) -> Client:
    """Somebody signed in with one seat."""
    intake.country()
    return signed_in(seated(role, Organisation.objects.get(code=office)))


def fetched(browser: Client, address: str) -> Any:
    """The answer, its file read to the end: then the test client closes it."""
    answer: Any = browser.get(address)
    if answer.streaming:
        answer.content_read = b"".join(answer.streaming_content)
    return answer


def url(case: Case, rest: str = "") -> str:
    return f"/kerja/perkara/{case.key}/{rest}"


def step_url(case: Case, step: str) -> str:
    return url(case, f"langkah/{step}/")


PAGES = ["", "bukti/", "penilaian/", "dokumen/", "penerusan/", "riwayat/"]
STATIONS: list[Callable[[], Case]] = [
    opened,
    heard,
    assessed,
    proposed,
    decided,
    lambda: decided("tidak_terbukti"),
    lambda: forwarded().case,
]


@pytest.mark.parametrize("station", range(len(STATIONS)))
def test_every_tab_opens_at_every_station(station: int) -> None:
    case, browser = STATIONS[station](), client()

    for page in PAGES:
        assert browser.get(url(case, page)).status_code == 200


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        ("petugas_laporan", OFFICE, 200),
        ("anggota", OFFICE, 200),
        ("pemeriksa", "bawaslu-99", 200),
        ("anggota", "bawaslu", 200),
        ("pemeriksa", "bawaslu-99.08", 404),
        ("kustodian", OFFICE, 404),
        ("admin", OFFICE, 404),
        ("auditor", "bkn", 404),
        ("pejabat_pembina", "pemkab-99.07", 404),
        ("petugas_kepegawaian", "pemkab-99.07", 404),
    ],
)
def test_whoever_may_not_see_a_case_gets_404_at_every_address_of_it(role: str, office: str, status: int) -> None:
    case = forwarded().case
    exhibit = keep(case.laporan.reference, upload(), at=day(0))
    browser = client(role, office)
    addresses = [*PAGES, f"bukti/{exhibit.key}/", f"dokumen/{case.penerusan.document.key}/"]

    assert {fetched(browser, url(case, rest)).status_code for rest in addresses} == {status}
    assert browser.get(step_url(case, "teruskan")).status_code == (422 if status == 200 else 404)
    assert browser.post(step_url(case, "teruskan"), {"version": 1}).status_code == (422 if status == 200 else 404)


@pytest.mark.parametrize("path", ["", "antrean/", "cari/", "tenggat/", "perkara/abc/", "laporan/abc/registrasi/"])
def test_nobody_signed_in_is_sent_to_sign_in_and_back(path: str) -> None:
    answer = Client().get(f"/kerja/{path}")

    assert answer.status_code == 302
    assert answer["Location"] == f"/akun/masuk/?next=/kerja/{path}"


@pytest.mark.parametrize(
    ("role", "office", "statuses"),
    [
        ("pemeriksa", OFFICE, (200, 200, 200)),
        ("kustodian", OFFICE, (200, 404, 200)),
        ("admin", OFFICE, (404, 404, 404)),
        ("auditor", "bkn", (404, 404, 404)),
        ("pejabat_pembina", "pemkab-99.07", (404, 404, 404)),
    ],
)
def test_the_lists_open_for_those_with_work_there(role: str, office: str, statuses: tuple[int, ...]) -> None:
    browser = client(role, office)

    assert tuple(browser.get(f"/kerja/{path}/").status_code for path in ("antrean", "cari", "tenggat")) == statuses


def test_the_workspace_begins_at_the_first_list() -> None:
    assert client().get("/kerja/")["Location"] == "/kerja/antrean/"
    assert client("admin").get("/kerja/")["Location"] == "/kelola/"


def test_the_queue_shows_links_chips_and_status() -> None:
    case, laporan = opened(), intake.laporan()

    page = client().get("/kerja/antrean/").content.decode()

    assert url(case) in page
    assert f"/kerja/laporan/{laporan.key}/" in page
    assert "Pemeriksaan" in page
    assert "Lewat" in page


@pytest.mark.parametrize("view", ["tenggat", "baru", "pleno", "selesai"])
def test_an_empty_view_says_so(view: str) -> None:
    assert "Tidak ada yang menunggu" in client().get(f"/kerja/antrean/?tampilan={view}").content.decode()


def test_a_view_that_does_not_exist_is_absent() -> None:
    assert client().get("/kerja/antrean/?tampilan=rahasia").status_code == 404


def test_a_filter_without_a_find_says_what_to_try() -> None:
    opened()

    assert "Tidak ada yang cocok" in client().get("/kerja/antrean/?q=zzz").content.decode()


def test_a_long_queue_has_pages_and_nonsense_is_the_first() -> None:
    case = opened()
    rows = [copy_of(case.laporan, number) for number in range(31)]
    Laporan.objects.bulk_create(rows)
    browser = client()

    second = browser.get("/kerja/antrean/?halaman=2&q=TT").content.decode()

    assert "Halaman 2 dari" in second
    assert browser.get("/kerja/antrean/?halaman=nol").status_code == 200


def copy_of(laporan: Laporan, number: int) -> Laporan:
    """A row like another one: only for counting lines."""
    fields = {"kind": "laporan", "office": laporan.office, "what": "x", "salt": "0", "opened_at": laporan.opened_at}
    pinned = {"procedure": laporan.procedure, "procedure_version": laporan.procedure_version, "status": "diterima"}
    return Laporan(number=f"TT-{number:06d}", key=f"salinan{number}", region=laporan.region, **fields, **pinned)


@pytest.mark.parametrize("path", ["antrean/", "tenggat/", "cari/?q=rekaan"])
def test_thirty_rows_take_as_many_queries_as_one_and_not_more_than_25(path: str) -> None:
    case, browser = opened(), client()
    Laporan.objects.bulk_create([copy_of(case.laporan, 900)])
    with CaptureQueriesContext(connection) as few:
        browser.get(f"/kerja/{path}")
    opened()
    Laporan.objects.bulk_create([copy_of(case.laporan, number) for number in range(26)])

    with CaptureQueriesContext(connection) as many:
        browser.get(f"/kerja/{path}")

    assert len(many) == len(few) <= 25


@pytest.mark.parametrize("page", PAGES)
def test_an_old_case_takes_as_many_queries_as_a_young_one(page: str) -> None:
    browser = client()
    young, old = forwarded().case, forwarded(decided(case=heard(heard(heard(issue=True))))).case
    keep(old.laporan.reference, upload(), at=day(0))

    counts = []
    for case in (young, old):
        with CaptureQueriesContext(connection) as captured:
            browser.get(url(case, page))
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 25


def test_a_case_page_shows_steps_norms_and_never_the_reporter() -> None:
    case = assessed()

    page = client().get(url(case)).content.decode()

    assert step_url(case, "susun_kajian") in page
    assert "Identitas pelapor disegel" in page
    assert "Cukup" in page or "Kurang" in page
    assert "Terlapor Rekaan" in page
    assert not any(word in page for word in (SECRETIVE.name, SECRETIVE.address, SECRETIVE.email))


def test_a_step_that_waits_for_something_is_explained_beside_the_buttons() -> None:
    case = opened()

    page = client().get(url(case)).content.decode()

    assert "perlu paling sedikit satu klarifikasi sudah dicatat, kajian sudah disimpan" in page
    assert f'href="{step_url(case, "susun_kajian")}"' not in page


def test_a_case_sent_back_shows_why() -> None:
    case = proposed()
    actions.send_back(case, acting=MEMBER, at=day(3), reason=LONG)

    assert LONG in client().get(url(case)).content.decode()


@pytest.mark.parametrize(
    "rest", ["rahasia/", "langkah/menari/", "langkah/registrasi/", "bukti/tidakada/", "dokumen/tidakada/"]
)
def test_what_does_not_exist_is_absent(rest: str) -> None:
    assert client().get(url(opened(), rest)).status_code == 404


def test_a_step_the_pemilu_does_not_know_is_absent() -> None:
    assert client().get(step_url(opened(), "minta_keterangan_tambahan")).status_code == 404


def test_a_step_not_possible_now_says_what_is_instead() -> None:
    case = opened()

    answer = client().get(step_url(case, "putuskan_terbukti"))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "langkah yang mungkin sekarang: Catat klarifikasi" in page
    assert step_url(case, "klarifikasi") in page


def test_every_form_of_a_step_opens() -> None:
    examiner, member = client(), client("anggota")
    pairs = [
        (examiner, assessed(), ["klarifikasi", "simpan_kajian", "susun_kajian"]),
        (
            member,
            proposed(),
            ["putuskan_terbukti", "putuskan_tidak_terbukti", "putuskan_bukan_kewenangan", "kembalikan"],
        ),
        (examiner, decided(), ["teruskan"]),
    ]

    for browser, case, steps in pairs:
        for step in steps:
            assert browser.get(step_url(case, step)).status_code == 200


def today() -> str:
    return timezone.localdate(timezone=intake.WITA).isoformat()


HEARING = {
    "party": "saksi",
    "name": "Saksi Rekaan",
    "held_on": "2024-01-16",
    "place": "Kantor",
    "attended": "ya",
    "minutes": "Tanya. Jawab.",
}


def test_a_valid_form_answers_303_and_keeps_what_was_written() -> None:
    case = opened()

    answer = client().post(step_url(case, "klarifikasi"), {**HEARING, "version": 1})

    assert (answer.status_code, answer["Location"]) == (303, url(case))
    assert Klarifikasi.objects.get(case=case).name == "Saksi Rekaan"


@pytest.mark.parametrize(
    "changes",
    [
        {"held_on": "2099-01-01"},
        {"held_on": "kemarin"},
        {"party": "hakim"},
        {"name": "x\0y"},
        {"name": "x" * 121},
        {"minutes": ""},
    ],
)
def test_an_invalid_form_comes_back_with_422_and_its_words(changes: dict[str, str]) -> None:
    case = opened()

    answer = client().post(step_url(case, "klarifikasi"), {**HEARING, "version": 1, **changes})

    assert answer.status_code == 422
    assert "Ada yang perlu diperbaiki" in answer.content.decode()
    assert not Klarifikasi.objects.exists()


def test_an_empty_post_is_an_invalid_form() -> None:
    assert client().post(step_url(opened(), "klarifikasi"), {}).status_code == 422


def test_a_page_someone_overtook_comes_back_with_409_and_can_be_sent_again() -> None:
    case, browser = opened(), client()
    heard(case)

    answer = browser.post(step_url(case, "klarifikasi"), {**HEARING, "version": 1})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Orang lain baru saja mengubahnya" in page
    assert 'value="2"' in page
    assert "Saksi Rekaan" in page


def test_html_in_a_text_is_shown_as_text() -> None:
    case = heard(name="<script>alert(1)</script>")

    page = client().get(url(case, "bukti/")).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


KAJIAN = {"subject": "PNS", "conduct": ["pengarahan_ajakan"], "date": "2024-01-12", "office": "dpr", "target": "calon"}


def test_the_kajian_is_saved_in_two_rounds() -> None:
    case, browser = heard(), client()

    browser.post(step_url(case, "simpan_kajian"), {**KAJIAN, "active_support": "ya", "version": 2})
    kajian = Kajian.objects.get(case=case)
    norm = kajian.assessment["allegations"][0]["provision"]
    second = {**KAJIAN, "active_support": "ya", "provisions": [norm], "conclusion": LONG, "version": 3}
    browser.post(step_url(case, "simpan_kajian"), second)

    assert kajian.facts["circumstances"] == {"active_support": True}
    assert "position_class" not in kajian.facts
    latest = case.kajian_set.latest("edition")
    assert ([row["provision"] for row in latest.chosen], latest.conclusion) == ([norm], LONG)


def test_the_kajian_form_remembers_what_was_said() -> None:
    case = assessed()

    page = client().get(step_url(case, "simpan_kajian")).content.decode()

    assert LONG in page
    assert 'value="ya" selected' in page


def test_a_member_decides_at_the_page() -> None:
    case = proposed()
    values = {"held_on": today(), "seats": 3, "present": 3, "in_favour": 2, "reason": LONG, "version": case.version}

    answer = client("anggota").post(step_url(case, "putuskan_terbukti"), values)

    assert answer.status_code == 303
    assert Pleno.objects.get(case=case).in_favour == 2


def test_a_pleno_without_quorum_is_answered_with_422() -> None:
    case = proposed()
    values = {"held_on": today(), "seats": 3, "present": 1, "in_favour": 1, "reason": LONG, "version": case.version}

    answer = client("anggota").post(step_url(case, "putuskan_terbukti"), values)

    assert answer.status_code == 422
    assert "memenuhi kuorum" in answer.content.decode()


FORWARD = {"receiver": "bkn", "conflict_of_interest": "tidak", "summary": "Uraian untuk penerima."}


def test_the_hand_over_page_proposes_the_authority_of_today() -> None:
    case = decided()

    page = client().get(step_url(case, "teruskan")).content.decode()

    assert "Badan Kepegawaian Negara" in page
    assert "Sejak 4 September 2024" in page
    assert LONG in page


def test_handing_over_releases_only_what_was_ticked() -> None:
    case = decided()
    first = keep(case.laporan.reference, upload(), at=day(0))
    keep(case.laporan.reference, upload(content=b"%PDF-1.7\n" + bytes(80)), at=day(0))

    answer = client().post(step_url(case, "teruskan"), {**FORWARD, "exhibits": [first.key], "version": case.version})

    assert answer.status_code == 303
    penerusan = Penerusan.objects.get(case=case)
    assert (penerusan.receiver.code, list(penerusan.exhibits.all())) == ("bkn", [first])


@pytest.mark.parametrize(
    ("other", "status", "sentence"),
    [
        ("kemendagri", 303, ""),
        ("", 422, "Instansi ini tidak ada di data"),
        ("zzzz", 422, "Instansi ini tidak ada di data"),
        ("Kementerian", 422, "Lebih dari satu instansi cocok"),
    ],
)
def test_another_agency_is_named_and_must_be_one(other: str, status: int, sentence: str) -> None:
    case = decided()
    values = {**FORWARD, "receiver": "lain", "other_receiver": other, "override_reason": LONG, "version": case.version}

    answer = client().post(step_url(case, "teruskan"), values)

    assert answer.status_code == status
    assert sentence in answer.content.decode()


def test_a_case_without_a_route_says_so_and_asks_for_an_agency() -> None:
    case = decided(case=assessed(facts={**FACTS, "subject": "TNI"}))

    page = client().get(step_url(case, "teruskan")).content.decode()

    assert "Tidak ada jalur otomatis" in page


def test_a_laporan_is_registered_at_its_page() -> None:
    laporan, browser = complete_laporan(), client("petugas_laporan")
    examiner = seated("pemeriksa")
    address = f"/kerja/laporan/{laporan.key}/registrasi/"

    form = browser.get(address)
    answer = browser.post(
        address, {"title": "Ajakan di lapangan", "examiners": [examiner.pk], "version": laporan.version}
    )

    assert form.status_code == 200
    case = Case.objects.get(laporan=laporan)
    assert (answer.status_code, answer["Location"]) == (303, url(case))
    assert list(case.examiners.all()) == [examiner]
    assert examiner.name in browser.get(url(case)).content.decode()


def test_registering_too_early_or_without_title_or_on_an_old_page_is_refused() -> None:
    early, ready, browser = intake.laporan(), complete_laporan(), client("petugas_laporan")
    address = f"/kerja/laporan/{ready.key}/registrasi/"

    assert browser.get(f"/kerja/laporan/{early.key}/registrasi/").status_code == 422
    assert browser.post(address, {"title": "", "version": ready.version}).status_code == 422
    assert browser.post(address, {"title": "x", "version": 0}).status_code == 409
    assert not Case.objects.exists()


def test_registering_what_one_may_not_see_is_absent() -> None:
    laporan = complete_laporan()

    assert (
        client("petugas_laporan", "bawaslu-99.08").get(f"/kerja/laporan/{laporan.key}/registrasi/").status_code == 404
    )


def test_exhibits_come_in_a_sandbox_and_letters_as_pdf() -> None:
    case, browser = forwarded().case, client()
    exhibit = keep(case.laporan.reference, upload(), at=day(0))

    shown = fetched(browser, url(case, f"bukti/{exhibit.key}/"))
    letter = fetched(browser, url(case, f"dokumen/{case.penerusan.document.key}/"))

    assert "sandbox" in shown["Content-Security-Policy"]
    assert letter["Content-Type"] == "application/pdf"


def test_an_exhibit_of_another_case_is_absent_here() -> None:
    case, other = opened(), opened()
    exhibit = keep(other.laporan.reference, upload(), at=day(0))

    assert client().get(url(case, f"bukti/{exhibit.key}/")).status_code == 404


def test_deadlines_stand_by_day_with_their_explanation() -> None:
    opened()

    page = client().get("/kerja/tenggat/").content.decode()

    assert "Cara menghitung" in page
    assert "UU 7/2017 Pasal 454" in page


def test_search_shows_what_was_found_and_what_to_try_otherwise() -> None:
    case, browser = opened(), client()

    assert url(case) in browser.get("/kerja/cari/?q=001/Reg").content.decode()
    assert "Tidak ketemu" in browser.get("/kerja/cari/?q=zzz").content.decode()
    assert "Tulis nomor" in browser.get("/kerja/cari/").content.decode()


def test_get_changes_nothing() -> None:
    case, browser = assessed(), client()
    version = case.version

    for step in ("klarifikasi", "simpan_kajian", "susun_kajian"):
        browser.get(step_url(case, step))

    case.refresh_from_db()
    assert case.version == version


def test_lists_accept_no_post() -> None:
    browser: Any = client()

    assert {browser.post(f"/kerja/{path}/").status_code for path in ("antrean", "cari", "tenggat")} == {405}
