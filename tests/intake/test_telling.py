"""The notice of status: a numbered letter that says what the status page says, for whoever lives on paper."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation

from netral.access.models import Role
from netral.audit.models import Entry
from netral.documents.models import Document
from netral.documents.states import ISSUED, Kind
from netral.intake import actions, policies, queries
from netral.intake.house_rules import house_rule
from netral.intake.models import Keeping, Laporan, Message
from netral.intake.states import Refused
from netral.procedure.states import NotAllowed
from tests.documents.builders import words
from tests.intake.builders import (
    MONDAY,
    NEIGHBOUR,
    OFFICE,
    PROVINCE,
    SECRETIVE,
    TIP,
    accepted,
    country,
    day,
    decided,
    laporan,
    staff,
)
from tests.intake.pages import CHECK, STATUS, signed_in

pytestmark = pytest.mark.django_db


def told(report: Laporan, at: Any = MONDAY, *, role: str = Role.INTAKE_OFFICER, office: str = OFFICE) -> Document:
    acting = replace(staff(role, office), name="Sri Contoh, S.H.")
    return actions.issue_status_notice(report, acting=acting, at=at)


def text_of(letter: Document) -> str:
    with letter.opened() as file:
        return words(file.read())


def test_the_letter_says_what_is_missing_until_when_and_why() -> None:
    report = decided(laporan(), "minta_perbaikan", at=day(1), message="Belum ada foto.\n\nTambahkan satu saja.")
    asked = queries.asked_for(report)
    assert asked is not None

    with translation.override("en"):
        letter = told(report, day(1, 10))

    text = text_of(letter)
    assert letter.number.startswith("001/Pemberitahuan/BAWASLU-99.07/I/2024")
    for part in (
        f"Pelapor dalam laporan nomor {report.number}", "Senin, 15 Januari 2024", asked.items[0].ask.id,
        "Mohon Saudara lengkapi paling lambat", "23.59 WITA", "Belum ada foto.",
        "Tambahkan satu saja.", "Petugas penerima laporan", "Sri Contoh, S.H.",
    ):  # fmt: skip
        assert part in text, part
    for hidden in (SECRETIVE.name, SECRETIVE.address, "Terlapor Rekaan", "Camat mengajak", "sedang berjalan"):
        assert hidden not in text, hidden


def test_the_letter_is_in_the_journal_about_the_report() -> None:
    report = laporan()
    letter = told(report)

    entry = Entry.objects.get(chain=letter.reference)

    assert (entry.verb, entry.facts["kind"], entry.office) == (ISSUED, Kind.STATUS_NOTICE, OFFICE)
    assert report.reference in entry.subjects
    assert entry.hashes == [letter.sha256]


def test_before_any_decision_it_explains_nothing_and_asks_for_nothing() -> None:
    text = text_of(told(laporan()))

    assert "lengkapi" not in text
    assert "Yang sudah terjadi" in text
    assert "Tenggat yang sedang berjalan" in text


def test_a_decision_without_a_word_to_the_reporter_is_told_without_one() -> None:
    report = decided(laporan(), message="")

    assert Message.objects.count() == 0
    assert queries.explained_to_reporter(report) == ""


def test_a_second_letter_of_the_day_needs_news() -> None:
    report = laporan()
    first = told(report)

    with pytest.raises(Refused) as refused:
        told(report, day(0, 11))

    assert first.number in refused.value.problems[0].message
    decided(report, "minta_perbaikan", at=day(0, 12))
    second = told(report, day(0, 13))
    third = told(report, day(1))
    assert list(queries.status_notices(report)) == [first, second, third]


def test_nothing_is_told_of_a_report_whose_texts_are_gone() -> None:
    report = laporan()
    decided(report, "tolak", at=day(1))
    actions.erase_texts(report, at=day(4000))

    with pytest.raises(Refused, match="sudah dihapus"):
        told(report, day(4001))


def test_the_letter_loses_its_words_together_with_the_message_it_repeats(
    settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    report = decided(laporan(), "tolak", at=day(1), message="Ini laporan yang sama dengan yang sudah diputus.")
    letter = told(report, day(1, 10))
    assert "yang sudah diputus" in text_of(letter)
    period = house_rule("texts_kept").length
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_expired(day(1) + period - timedelta(minutes=1))
    assert "yang sudah diputus" in text_of(Document.objects.get(pk=letter.pk))

    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_expired(day(1) + period)

    left = Document.objects.get(pk=letter.pk)
    assert (left.number, left.sha256, left.file.name) == (letter.number, letter.sha256, "")
    assert (Message.objects.get().text, [each for each in tmp_path.rglob("*") if each.is_file()]) == ("", [])
    with pytest.raises(FileNotFoundError, match="erased after its period"):
        left.opened()


def test_a_rollback_of_the_erasing_keeps_the_letter(django_capture_on_commit_callbacks: Any) -> None:
    report = laporan()
    letter = told(report)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        actions.erase_texts(report, at=day(1))
        transaction.set_rollback(True)

    assert "Pelapor dalam laporan" in text_of(Document.objects.get(pk=letter.pk))


def test_a_letter_issued_while_its_report_was_erased_goes_with_the_next_round() -> None:
    report, other = laporan(), laporan(TIP)
    letter, kept = told(report), told(other)
    Keeping.objects.create(laporan=report, texts_erased_at=day(1))

    actions.erase_expired(day(2))

    files = Document.objects.order_by("pk").values_list("pk", "file")
    assert dict(files) == {letter.pk: "", kept.pk: kept.file.name}


def test_a_finding_has_no_reporter_to_be_told() -> None:
    report = laporan()
    report.kind = "temuan"

    with pytest.raises(NotAllowed, match="Temuan"):
        told(report)


@pytest.mark.parametrize(
    ("role", "office", "may"),
    [
        (Role.INTAKE_OFFICER, OFFICE, True),
        (Role.EXAMINER, OFFICE, True),
        (Role.MEMBER, OFFICE, True),
        (Role.CUSTODIAN, OFFICE, False),
        (Role.ADMINISTRATOR, OFFICE, False),
        (Role.EXAMINER, PROVINCE, False),
        (Role.INTAKE_OFFICER, NEIGHBOUR, False),
        (Role.AUDITOR, "bkn", False),
    ],
)
def test_only_who_writes_to_the_reporter_tells_by_letter(role: str, office: str, may: bool) -> None:
    report = laporan()

    assert policies.can_tell(report, staff(role, office)) is may
    if not may:
        with pytest.raises(NotAllowed):
            told(report, role=role, office=office)


# ---- Pages ----
@pytest.fixture
def desk(settings: Any) -> Client:
    settings.DEMO = True
    client = Client()
    signed_in(client)
    return client


def of(report: Laporan, rest: str = "") -> str:
    return f"/kerja/laporan/{report.key}/pemberitahuan/{rest}"


def test_an_officer_presses_the_button_and_opens_the_letter(desk: Client) -> None:
    report = accepted(at=timezone.now() - timedelta(days=1)).laporan
    page = desk.get(f"/kerja/laporan/{report.key}/").content.decode()
    assert "Terbitkan pemberitahuan status" in page

    answer = desk.post(of(report))

    letter = queries.status_notices(report).get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/kerja/laporan/{report.key}/")
    page = desk.get(f"/kerja/laporan/{report.key}/").content.decode()
    assert f'href="{of(report, letter.key)}/"' in page
    opened = desk.get(of(report, f"{letter.key}/"))
    assert (opened.status_code, opened.headers["Content-Type"]) == (200, "application/pdf")
    assert "private, no-store" in opened.headers["Cache-Control"]
    assert b"".join(opened).startswith(b"%PDF")


def test_the_page_of_a_finding_offers_nobody_to_write_to(desk: Client) -> None:
    report = accepted(at=timezone.now() - timedelta(days=1)).laporan
    talk = f"/kerja/laporan/{report.key}/pesan/"
    assert talk in desk.get(f"/kerja/laporan/{report.key}/").content.decode()
    assert desk.get(talk).status_code == 200

    Laporan.objects.filter(pk=report.pk).update(kind="temuan")

    page = desk.get(f"/kerja/laporan/{report.key}/").content.decode()
    assert "Pesan dengan pelapor" not in page
    assert "Salinan rilis" in page
    assert desk.get(talk).status_code == desk.post(talk, {"text": "Kepada siapa?"}).status_code == 404


def test_pressed_again_it_says_that_nothing_is_new(desk: Client) -> None:
    report = accepted(at=timezone.now() - timedelta(days=1)).laporan
    desk.post(of(report))

    page = desk.post(of(report), follow=True).content.decode()

    assert "sudah menyebut semuanya" in page
    assert queries.status_notices(report).count() == 1


def test_offices_above_see_no_button_and_issue_nothing(settings: Any) -> None:
    settings.DEMO = True
    country()
    client, report = Client(), accepted(at=timezone.now()).laporan
    signed_in(client, Role.EXAMINER, PROVINCE)

    assert "Terbitkan pemberitahuan" not in client.get(f"/kerja/laporan/{report.key}/").content.decode()
    assert client.post(of(report)).status_code == 404
    assert client.get(of(report, "tidakada/")).status_code == 404


def test_the_reporter_finds_the_letter_behind_the_code_and_nobody_else_does(desk: Client) -> None:
    made, other = (accepted(TIP, at=timezone.now() - timedelta(days=1)) for _ in range(2))
    desk.post(of(made.laporan))
    letter = queries.status_notices(made.laporan).get()
    mine, theirs = Client(), Client()
    mine.post(CHECK, {"code": made.code})
    theirs.post(CHECK, {"code": other.code})

    address = f"/cek/laporan/pemberitahuan/{letter.key}/"

    assert f'href="{address}"' in mine.get(STATUS).content.decode()
    assert b"".join(mine.get(address)).startswith(b"%PDF")
    assert letter.number not in theirs.get(STATUS).content.decode()
    assert theirs.get(address).status_code == 404
    assert Client().get(address).status_code == 404


def test_where_its_words_are_gone_a_letter_is_still_named_and_known_as_genuine(desk: Client) -> None:
    made = accepted(TIP, at=timezone.now() - timedelta(days=1))
    desk.post(of(made.laporan))
    letter = queries.status_notices(made.laporan).get()
    mine = Client()
    mine.post(CHECK, {"code": made.code})
    Document.objects.update(file="")

    for client, page, address in (
        (mine, STATUS, f"/cek/laporan/pemberitahuan/{letter.key}/"),
        (desk, f"/kerja/laporan/{made.laporan.key}/", of(made.laporan, f"{letter.key}/")),
    ):
        shown = client.get(page).content.decode()
        assert (letter.number in shown, "Isinya sudah dihapus sesudah masa simpan." in shown) == (True, True)
        assert (address in shown, client.get(address).status_code) == (False, 404)
    assert letter.number in Client().get(f"/v/{letter.token}/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_letter_is_issued() -> None:
    report, told_off = laporan(), []

    def press() -> None:
        from django.db import connection

        try:
            told(Laporan.objects.get(pk=report.pk))
        except Refused as refused:
            told_off.append(refused)
        finally:
            connection.close()

    hands = [threading.Thread(target=press) for _ in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert (queries.status_notices(report).count(), len(told_off)) == (1, 1)
