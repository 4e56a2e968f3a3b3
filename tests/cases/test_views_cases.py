from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.cases import actions
from netral.cases.models import Case
from netral.evidence.actions import keep
from netral.evidence.preparing import prepare
from netral.intake.content import Who
from netral.intake.models import Laporan
from tests.cases.builders import (
    FULL,
    LONG,
    MEMBER,
    SECRETIVE,
    assessed,
    day,
    decided,
    forwarded,
    heard,
    opened,
    proposed,
)
from tests.cases.pages import OFFICE, client, fetched, step_url, url
from tests.evidence.builders import PDF, upload
from tests.evidence.test_actions_redacting import photo
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db


PAGES = ["", "bukti/", "klarifikasi/", "penilaian/", "dokumen/", "penerusan/", "riwayat/"]
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
    addresses = [*PAGES, f"bukti/{exhibit.key}/", f"dokumen/{case.penerusan_set.get().document.key}/"]

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
        ("auditor", "bkn", (404, 404, 200)),
        ("pejabat_pembina", "pemkab-99.07", (404, 404, 200)),
    ],
)
def test_the_lists_open_for_those_with_work_there(role: str, office: str, statuses: tuple[int, ...]) -> None:
    browser = client(role, office)

    assert tuple(browser.get(f"/kerja/{path}/").status_code for path in ("antrean", "cari", "tenggat")) == statuses


def test_the_workspace_begins_at_the_first_list() -> None:
    assert client().get("/kerja/")["Location"] == "/kerja/antrean/"
    assert client("admin").get("/kerja/")["Location"] == "/kelola/"


def test_a_member_begins_with_what_waits_for_the_members_if_anything_does() -> None:
    member = client("anggota")
    assert member.get("/kerja/")["Location"] == "/kerja/antrean/"

    case = proposed()

    begun = member.get("/kerja/", follow=True)
    assert begun.redirect_chain == [("/kerja/antrean/?tampilan=pleno", 302)]
    assert url(case) in begun.content.decode()
    assert client("pemeriksa").get("/kerja/")["Location"] == "/kerja/antrean/"


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


@pytest.mark.parametrize(("path", "most"), [("antrean/", 28), ("tenggat/", 16), ("cari/?q=rekaan", 17)])
def test_thirty_rows_take_as_many_queries_as_one_and_not_more_than_needed(path: str, most: int) -> None:
    case, browser = opened(), client()
    Laporan.objects.bulk_create([copy_of(case.laporan, 900)])
    with CaptureQueriesContext(connection) as few:
        browser.get(f"/kerja/{path}")
    opened()
    Laporan.objects.bulk_create([copy_of(case.laporan, number) for number in range(26)])

    with CaptureQueriesContext(connection) as many:
        browser.get(f"/kerja/{path}")

    assert len(many) == len(few) <= most


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

    # The matrix of one person, the other ways of the case, the desk beside every tab (followers, open tasks, notes),
    # who the accused turned out to be, and what is on record of the official who answers for them.
    assert counts[0] == counts[1] <= 51


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


def test_exhibits_come_in_a_sandbox_and_letters_as_pdf() -> None:
    case, browser = forwarded().case, client()
    exhibit = keep(case.laporan.reference, upload(), at=day(0))

    shown = fetched(browser, url(case, f"bukti/{exhibit.key}/"))
    letter = fetched(browser, url(case, f"dokumen/{case.penerusan_set.get().document.key}/"))

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


def test_the_rail_searches_without_a_visible_label_and_says_how_much_waits() -> None:
    case, browser = opened(), client()

    page = browser.get("/kerja/antrean/").content.decode()
    found = browser.get("/kerja/cari/", {"q": case.number}).content.decode()

    assert '<label class="sr" for="rel-q">' in page
    assert 'placeholder="Cari"' in page
    assert 'Antrean <b class="rel__lewat">1 lewat</b> <b>1</b>' in page
    assert case.title in found


def test_how_a_deadline_was_counted_opens_from_its_chip_once_a_row() -> None:
    opened()
    opened()

    page = client().get("/kerja/antrean/").content.decode()

    assert page.count('<details class="hitung hitung--cip">') == 2
    assert page.count("Cara menghitung: ") == 2


def test_what_is_not_possible_yet_stands_last() -> None:
    page = client().get(url(opened())).content.decode()

    assert 0 < page.index("Hak jawab terlapor") < page.index("Belum bisa sekarang")


def test_whoever_came_by_the_queue_reads_which_of_how_many_this_is() -> None:
    first, second = opened(at=day(0)), opened(at=day(1))
    browser, way = client(), "?dari=antrean&tampilan=tenggat&q="

    pages = [browser.get(url(case) + way).content.decode() for case in (first, second)]

    assert ["1 dari 2" in page for page in pages] == [True, False]
    assert ["2 dari 2" in page for page in pages] == [False, True]
    assert "dari 2" not in browser.get(url(first)).content.decode()


@pytest.mark.parametrize(
    ("people", "headings"),
    [
        # Of one person the card beside says it all; of several a table stands before their answers.
        (1, ["Penilaian hukum", "Bukti", "Peristiwa", "Hak jawab terlapor", "Terlapor"]),
        (2, ["Penilaian hukum", "Bukti", "Peristiwa", "Terlapor", "Hak jawab terlapor"]),
    ],
)
def test_the_summary_stands_in_the_order_people_read_it(people: int, headings: list[str]) -> None:
    who = tuple(Who(f"Terlapor {number}", "Camat", "", "PNS") for number in range(people))
    case = heard(opened(report=replace(FULL, who=who)))
    page = client().get(url(assessed(case))).content.decode()

    places = [page.index(f"<h2>{heading}</h2>") for heading in headings]
    assert places == sorted(places)


def test_two_pictures_stand_beside_each_other_and_the_rest_by_name() -> None:
    """Each with what is known of its fingerprint, and the way to its own page."""
    case = opened()
    kept = [
        keep(case.laporan.reference, SimpleUploadedFile(f"{tone}.png", photo(tone)), at=case.opened_at)
        for tone in (20, 90, 200)
    ]
    for each in kept:
        prepare(each, at=case.opened_at)
    letter = keep(case.laporan.reference, upload(PDF, "surat.pdf"), at=case.opened_at)

    page = client().get(url(case)).content.decode()

    summary = page[page.index('<div class="sanding">') : page.index("Kata-kata pelapor")]
    pictured, others = summary.split('<ul class="sanding__lain">')
    assert pictured.count("<figure") == pictured.count("Sidik cocok dengan catatan saat diterima") == 2
    assert [each.key in pictured for each in kept] == [True, True, False]
    assert [each.key in others for each in (*kept, letter)] == [False, False, True, True]
    assert "surat.pdf" in others


def test_without_exhibits_the_summary_says_so() -> None:
    assert "Belum ada bukti selain uraian peristiwa." in client().get(url(opened())).content.decode()
