"""The pages of the desk: what they show, what a button does, as many queries for one row as for thirty."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.access.models import User
from netral.access.queries import acting
from netral.cases.desk_policies import allows
from netral.cases.models import Penerusan
from netral.discipline.models import Decision, Penanganan
from netral.evidence.actions import keep
from netral.offices.models import Organisation, OrganisationKind
from netral.oversight import actions, policies, queries
from netral.oversight.models import Block, Contact, Measure, Pengembalian
from netral.oversight.states import Rung
from tests.access.builders import seated, signed_in
from tests.cases.builders import LONG, day
from tests.discipline.builders import AUDITOR, declined, imposed
from tests.discipline.pages import client
from tests.discipline.worlds import again as row_again
from tests.discipline.worlds import handed_again, handled_again
from tests.evidence.builders import upload
from tests.oversight.builders import AGENCY, SECOND, asked, blocked, climbed, draft, silent
from tests.oversight.test_policies import lacking
from tests.registry.facts import candidate

pytestmark = pytest.mark.django_db
DESK = "/kerja/wasdal/"


def text(browser: Client, rest: str = "") -> str:
    answer = browser.get(DESK + rest)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return str(answer.content.decode())


def sent(browser: Client, rest: str, **boxes: Any) -> Any:
    return browser.post(DESK + rest, {"lembar": boxes.pop("lembar", "x"), **boxes}, follow=True)


def colleague() -> Client:
    """A second auditor of the same authority."""
    return signed_in(seated("auditor", Organisation.objects.get(code="kasn"), email="auditor2@kasn.contoh.id"))


def queries_of(browser: Client, rest: str) -> int:
    text(browser, rest)
    with CaptureQueriesContext(connection) as counted:
        text(browser, rest)
    return len(counted)


def test_an_empty_desk_says_so() -> None:
    browser = client()

    assert "Semua rekomendasi ditindaklanjuti." in text(browser)
    assert "Tidak ada konsep yang menunggu dikirim." in text(browser, "konsep/")
    assert "Tidak ada blokir." in text(browser, "blokir/")
    assert "Tidak ada penerusan yang menunggu verifikasi." in text(browser, "verifikasi/")
    assert "Tidak ada keputusan yang berbeda" in text(browser, "penyimpangan/")
    assert "Belum ada surat sesudah rekomendasi." in text(browser, "kontak/")


def test_the_board_says_days_and_that_no_rule_gives_a_limit() -> None:
    silent()
    browser = client()

    shown = text(browser)

    days = (timezone.localdate() - day(8).date()).days
    assert f"{days:,} hari".replace(",", ".") in shown
    assert "belum ada batas resmi" in shown
    assert "1 menunggu pejabat pembina. 1 lewat 60 hari." in shown
    assert "<polyline" in shown


def test_the_agency_that_waits_longest_stands_first() -> None:
    newer, older = silent(), silent()
    other = Organisation.objects.get(code="pemkot-99.08")
    Penanganan.objects.filter(pk=older.pk).update(agency=other)
    made = older.rekomendasi
    type(made).objects.filter(pk=made.pk).update(made_at=day(2))

    rows = queries.board(AUDITOR, day(100)).rows

    assert [(row.code, row.days, row.open) for row in rows] == [("pemkot-99.08", 98, 1), (AGENCY, 92, 1)]
    assert rows[0].late is None
    assert rows[0].spark[4] == 1
    assert newer.agency is not None


def test_a_rule_with_a_last_day_counts_what_is_late() -> None:
    penanganan = silent()
    Penanganan.objects.filter(pk=penanganan.pk).update(due_at=day(20))

    (row,) = queries.board(AUDITOR, day(30)).rows

    assert row.late == 1


def test_a_reminder_is_one_letter_however_often_it_is_pressed() -> None:
    silent()
    browser = client()

    first = sent(browser, "pengingat/", agencies=AGENCY, lembar="satu")
    sent(browser, "pengingat/", agencies=AGENCY, lembar="satu")

    assert "1 surat dikirim dan dicatat." in first.content.decode()
    assert Contact.objects.count() == 1
    sent(browser, "pengingat/", agencies=AGENCY, lembar="dua")
    assert Contact.objects.count() == 2


def test_nothing_chosen_and_nothing_owed_are_said() -> None:
    browser = client()

    assert "Pilih instansinya dulu." in sent(browser, "pengingat/").content.decode()
    assert "Tidak ada rekomendasi" in sent(browser, "pengingat/", agencies=AGENCY).content.decode()
    assert "Pilih suratnya dulu." in sent(browser, "konsep/").content.decode()
    assert browser.get(f"{DESK}instansi/{AGENCY}/").status_code == 303
    assert browser.get(f"{DESK}instansi/tidak-ada/").status_code == 404


def test_drafts_are_looked_at_and_sent() -> None:
    penanganan = silent()
    actions.prepare_due(day(38))
    browser, name = client(), f"kasn:{AGENCY}:pengingat"

    assert name in text(browser, "konsep/")
    pdf = browser.get(f"{DESK}konsep/{draft(penanganan).key}/")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert "1 surat dikirim" in sent(browser, "konsep/", letters=name).content.decode()
    assert Measure.objects.get().state == "terkirim"
    shown = text(browser, f"instansi/{AGENCY}/")
    assert "Surat pertama" in shown
    assert Contact.objects.get().document.number in shown


def test_a_draft_that_is_refused_is_said() -> None:
    penanganan = silent()
    actions.prepare_due(day(38))
    browser = client()
    Penanganan.objects.filter(pk=penanganan.pk).update(status="dijatuhi_sanksi")

    answer = sent(browser, "konsep/", letters=f"kasn:{AGENCY}:pengingat")

    assert "sudah dijawab" in answer.content.decode()


def test_the_agency_reads_what_came_to_it_and_no_desk() -> None:
    climbed(to=Rung.REMINDER)
    official, contact = client("pejabat_pembina", AGENCY), Contact.objects.get()

    assert contact.document.number in text(official, "kontak/")
    assert "Konsep surat" not in text(official, "kontak/")
    letter = official.get(f"{DESK}kontak/{contact.key}/")
    assert b"".join(letter.streaming_content).startswith(b"%PDF")
    other = client("pejabat_pembina", "pemkot-99.08")
    assert other.get(f"{DESK}kontak/{contact.key}/").status_code == 404
    assert official.get(DESK).status_code == 404


def test_a_block_from_request_to_lifting() -> None:
    penanganan = climbed()
    actions.prepare_due(day(110))
    one, two = client(), colleague()

    assert penanganan.rekomendasi.document.number in text(one, "konsep/")
    assert "Minta pemblokiran" in text(one, f"instansi/{AGENCY}/")
    page = text(one, f"blokir/minta/{penanganan.key}/")
    assert "tidak ditindaklanjuti" in page
    assert "bukan hukuman bagi terlapor" in page
    refused = one.post(f"{DESK}blokir/minta/{penanganan.key}/", {"lembar": "x", "reason": ""})
    assert refused.status_code == 422
    sent(one, f"blokir/minta/{penanganan.key}/", reason=LONG)
    block = Block.objects.get()
    own = text(one, f"blokir/{block.key}/")
    assert "Pemblokiran butuh persetujuan auditor lain." in own
    assert "Setujui pemblokiran" not in own
    said = sent(one, f"blokir/{block.key}/setujui/").content.decode()
    assert "Pemblokiran butuh persetujuan auditor lain." in said
    assert Block.objects.get().state == "diminta"

    assert "Setujui pemblokiran" in text(two, f"blokir/{block.key}/")
    assert "suratnya terkirim" in sent(two, f"blokir/{block.key}/setujui/").content.decode()
    assert "Diblokir" in text(one, "blokir/")
    assert two.post(f"{DESK}blokir/{block.key}/buka/", {"lembar": "y", "reason": " "}).status_code == 422
    assert "Blokir dibuka" in sent(two, f"blokir/{block.key}/buka/", reason=LONG, lembar="z").content.decode()
    assert "Tidak ada blokir." in text(one, "blokir/")
    assert "Blokir dibuka" in text(one, "blokir/?tampilan=semua")
    assert two.post(f"{DESK}blokir/{block.key}/entah/").status_code == 404


def test_the_button_of_the_page_says_what_the_rule_says() -> None:
    fresh, warned = silent(), climbed(silent())
    for asking in (False, True):
        lines = {line.penanganan.pk: line.may_ask for line in queries.standings([fresh, warned], day(111))}
        assert lines == {each.pk: allows(policies.check_can_request, each, AUDITOR) for each in (fresh, warned)}
        if not asking:
            asked(warned)


def test_what_was_asked_for_is_not_asked_for_again() -> None:
    block = asked()
    auditor = client()

    assert "Waktunya meminta pemblokiran" not in text(auditor, "konsep/")
    owed = text(auditor, f"instansi/{block.penanganan.agency.code}/")
    assert "Blokir diminta atau berlaku" in owed
    assert "Permintaan blokir data" not in owed.split("Buku kontak")[0]


def test_the_board_flags_an_official_who_stands_while_the_election_runs() -> None:
    agency = silent().agency
    auditor = client()
    assert "Benturan kepentingan" not in text(auditor)

    candidate(agency=agency.code)

    assert "Benturan kepentingan" in text(auditor)


def test_a_request_is_refused_by_another() -> None:
    block = asked(by=SECOND)

    auditor = client()
    answer = sent(colleague(), f"blokir/{block.key}/tolak/", reason="Belum perlu.")

    assert "Tidak ada yang diblokir" in answer.content.decode()
    assert "Belum perlu." in text(auditor, f"blokir/{block.key}/")


def test_a_block_cannot_be_asked_for_before_its_turn() -> None:
    penanganan = silent()
    browser = client()

    answer = browser.get(f"{DESK}blokir/minta/{penanganan.key}/", follow=True)

    assert "Kirim dulu peringatan." in answer.content.decode()
    posted = browser.post(f"{DESK}blokir/minta/{penanganan.key}/", {"lembar": "x", "reason": LONG})
    assert posted.status_code == 422


def test_the_flag_says_that_the_reason_is_gone() -> None:
    block = blocked()
    imposed(block.penanganan, at=day(120), decided_on=day(120).date())

    browser = client()

    assert "Sudah diputuskan, bisa dibuka" in text(browser, "blokir/")
    assert "Pejabat pembina sudah memutuskan." in text(browser, f"blokir/{block.key}/")


def test_a_hand_over_is_given_back_with_one_press_and_answered() -> None:
    given = lacking()
    auditor, examiner = client(), client("pemeriksa", "bawaslu-99.07")

    assert "Jabatan" in text(auditor, "verifikasi/")
    assert "Dikembalikan kepada pengirim" in sent(auditor, f"verifikasi/{given.key}/kembalikan/").content.decode()
    assert "menunggu pengirim" in text(auditor, "verifikasi/")
    assert "belum dijawab" in sent(auditor, f"verifikasi/{given.key}/kembalikan/", lembar="y").content.decode()
    returned = Pengembalian.objects.get()
    assert given.case.number in text(examiner, "pengembalian/")
    assert "Jabatan" in text(examiner, f"pengembalian/{returned.key}/")
    assert examiner.post(f"{DESK}pengembalian/{returned.key}/", {"answer": ""}).status_code == 422
    assert "Jawaban tercatat" in sent(examiner, f"pengembalian/{returned.key}/", answer=LONG).content.decode()
    assert LONG in text(examiner, "pengembalian/")
    assert LONG in text(auditor, "verifikasi/")
    again = examiner.get(f"{DESK}pengembalian/{returned.key}/", follow=True)
    assert "sudah dijawab" in again.content.decode()


def test_what_is_missing_is_chosen_and_typed_where_it_is_answered() -> None:
    given = lacking()
    proof = keep(given.case.laporan.reference, upload(), at=day(0))
    auditor, examiner = client(), client("pemeriksa", "bawaslu-99.07")
    sent(auditor, f"verifikasi/{given.key}/kembalikan/")
    page = f"pengembalian/{Pengembalian.objects.get().key}/"

    form = text(examiner, page)
    assert proof.filename in form
    assert 'name="job"' in form
    assert 'name="name"' not in form
    refused = examiner.post(f"{DESK}{page}", {"answer": given.case.laporan.what, "lembar": "z"})
    assert (refused.status_code, "Kata-kata pelapor" in refused.content.decode()) == (422, True)
    done = sent(examiner, page, answer=LONG, job="Camat Rekaan", exhibits=proof.key)
    assert "Jawaban tercatat" in done.content.decode()

    shown = text(auditor, "verifikasi/")
    assert "Camat Rekaan" in shown
    assert "Kembalikan untuk dilengkapi" not in shown
    assert proof.label in auditor.get(f"/kerja/disiplin/masuk/{given.key}/").content.decode()


def test_where_nothing_more_can_go_along_nothing_is_offered() -> None:
    given = lacking()
    sent(client(), f"verifikasi/{given.key}/kembalikan/")

    form = text(client("pemeriksa", "bawaslu-99.07"), f"pengembalian/{Pengembalian.objects.get().key}/")

    assert "Bukti yang ditambahkan" not in form


def test_deviations_stand_side_by_side_with_their_reasons() -> None:
    lighter, nothing = silent(level="berat"), silent()
    imposed(lighter)
    declined(nothing)

    shown = text(client(), "penyimpangan/")

    assert Decision.objects.get().deviation_reason in shown
    assert "Lebih ringan dari rekomendasi." in shown
    assert "Tidak dijatuhi sanksi" in shown
    assert LONG in shown
    lines = queries.deviations(queries.deviating(AUDITOR))
    assert {bool(line.decision) for line in lines} == {True, False}


def another_agency(penanganan: Penanganan, place: int) -> None:
    """The same owed by one more agency."""
    copied = handled_again(penanganan)
    agency = Organisation.objects.create(
        code=f"pemkab-x{place}", name=f"Pemerintah Kabupaten Rekaan {place}", kind=OrganisationKind.REGENCY_GOVERNMENT,
        zone="Asia/Makassar", example=True,
    )  # fmt: skip
    Penanganan.objects.filter(pk=copied.pk).update(agency=agency)
    contact = Contact.objects.first()
    if contact:
        row_again(contact, agency_id=agency.pk)
    for measure in Measure.objects.filter(penanganan=penanganan):
        row_again(measure, penanganan_id=copied.pk)
    for block in Block.objects.filter(penanganan=penanganan):
        row_again(block, penanganan_id=copied.pk)


def owed_by_many() -> Callable[[int], None]:
    """Thirty agencies with drafts, letters, blocks."""
    penanganan = climbed()
    asked(penanganan)
    Measure.objects.create(penanganan=penanganan, rung="pengingat", due_on=day(50).date(), prepared_at=day(50))
    return lambda place: another_agency(penanganan, place)


@pytest.mark.parametrize("rest", ["", "konsep/", "kontak/", "blokir/"])
def test_thirty_agencies_take_as_many_queries_as_one(rest: str) -> None:
    more, browser = owed_by_many(), client()
    one = queries_of(browser, rest)
    for place in range(29):
        more(place)

    assert queries_of(browser, rest) == one
    assert text(browser, rest).count("</tr>") >= 30


@pytest.mark.parametrize("rest", [f"instansi/{AGENCY}/", "penyimpangan/"])
def test_thirty_recommendations_take_as_many_queries_as_one(rest: str) -> None:
    penanganan = climbed() if "instansi" in rest else declined(silent())
    browser = client()
    one = queries_of(browser, rest)
    for _ in range(29):
        copied = handled_again(penanganan)
        for measure in Measure.objects.filter(penanganan=penanganan):
            row_again(measure, penanganan_id=copied.pk)
        if hasattr(penanganan, "ending"):
            row_again(penanganan.ending, penanganan_id=copied.pk)

    assert queries_of(browser, rest) == one
    assert text(browser, rest).count("</tr>") >= 30


def test_thirty_hand_overs_take_as_many_queries_as_one() -> None:
    given, browser = lacking(), client()
    one = queries_of(browser, "verifikasi/")
    for _ in range(29):
        handed_again(Penerusan.objects.get(pk=given.pk))

    assert queries_of(browser, "verifikasi/") == one


def test_who_sits_nowhere_here_sees_no_desk() -> None:
    user: User = seated("pemeriksa")

    assert signed_in(user).get(DESK).status_code == 404
    assert queries.board(acting(user), day(100)).rows == []


def test_the_board_tells_whose_official_stands_in_the_election() -> None:
    silent()
    candidate(on=day(9).date(), at=day(9))

    (row,) = queries.board(AUDITOR, day(9)).rows

    assert row.conflict


def test_a_ticked_agency_no_database_could_look_for_is_none() -> None:
    silent()

    assert "Pilih instansinya dulu." in sent(client(), "pengingat/", agencies="\0").content.decode()


def test_a_block_shows_the_agency_it_hit_and_that_it_decides_no_more() -> None:
    block = blocked()
    Penanganan.objects.filter(pk=block.penanganan_id).update(agency=Organisation.objects.get(code="kemendagri"))
    browser, ministry = client(), Organisation.objects.get(code="kemendagri")

    page = browser.get(f"/kerja/wasdal/blokir/{block.key}/").content.decode()
    register = browser.get("/kerja/wasdal/blokir/").content.decode()

    assert "instansi ini tidak lagi yang memutus" in page
    assert all(block.agency.name in each and ministry.name not in each for each in (page, register))
