"""The printed case file: read back as a reader would, in both editions, of young and of old cases."""

import hashlib
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.berkas import compose
from netral.cases.berkas.reading import WITHHELD
from netral.cases.berkas_states import PRINTED, Edition
from netral.cases.models import Case
from netral.documents.actions import bound
from netral.documents.models import Document
from netral.evidence.actions import check_again, keep
from netral.evidence.models import Exhibit
from netral.evidence.states import Cleaning
from netral.intake.actions import answer_check_in, handle_check_in, open_identity, reissue_code, withdraw
from netral.intake.models import ReleaseCopy
from netral.intake.states import Purpose
from netral.procedure.models import Meeting
from tests.cases.builders import (
    EXAMINER,
    FULL,
    INTAKE,
    LONG,
    PROVINCE,
    SECRETIVE,
    acting_at,
    answered,
    assessed,
    complete_laporan,
    day,
    decided,
    forwarded,
    heard,
    invited,
    link_for,
    opened,
    photo,
)
from tests.cases.matrix import PinTo, said
from tests.cases.people import as_acting, at_office
from tests.cases.transfers import own, taken
from tests.intake.builders import custodian_key

pytestmark = pytest.mark.django_db
NOTE, TASK = "Catatan rahasia antarpetugas.", "Hubungi camat hari Senin."
THEIRS = "Saya melihat sendiri dari jendela rumah saya ketika pak camat membagikan kaus itu."
SAID = "Keterangan saksi yang hanya untuk kantor."


def printed(case: Case, edition: Edition = Edition.INTERNAL, acting: Any = EXAMINER) -> bytes:
    return actions.print_berkas(case, edition=edition, acting=acting, at=day(5))


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def marks(pdf: bytes) -> list[str]:
    """Every bookmark, inner ones behind a dash."""

    def told(found: list[Any], depth: int = 0) -> list[str]:
        return [
            line
            for each in found
            for line in (told(each, depth + 1) if isinstance(each, list) else [f"{'- ' * depth}{each.title}"])
        ]

    return told(PdfReader(BytesIO(pdf)).outline)


def with_files(case: Case, count: int) -> list[Exhibit]:
    return [keep(case.reference, photo(b"%d" % number), at=day(1)) for number in range(count)]


def full() -> Case:
    """A case at its end, with everything a file could hold."""
    case = opened()
    with_files(case, 2)
    heard(case, party="saksi", name="Saksi Rekaan", minutes=SAID)
    at_office(name="Ayu")
    actions.write_note(case, text=NOTE, acting=as_acting(name="Ayu"), at=day(1))
    actions.give_task(case, text=TASK, user=at_office(name="Ayu"), acting=as_acting(name="Ayu"), at=day(1))
    return forwarded(decided(case=case)).case


def test_the_file_has_cover_chapters_bookmarks_and_the_letters_behind_it() -> None:
    case = full()

    pdf = printed(case)

    text, shown = words(pdf), marks(pdf)
    assert case.number in text
    assert "Status : Diteruskan" in text
    assert "Daftar isi" in text
    assert [mark for mark in shown if not mark.startswith("-")] == [
        "Peristiwa yang dilaporkan",
        "Terlapor",
        "Kronologi",
        "Tenggat dan cara menghitungnya",
        "Penilaian hukum",
        "Klarifikasi dan hak jawab",
        "Pleno",
        "Penerusan",
        "Daftar bukti",
        "Naskah yang terbit",
        "Catatan dan tugas",
        "Cara memeriksa berkas ini",
        "Lampiran: naskah yang terbit",
    ]
    letter = Document.objects.get(kind="surat_penerusan")
    assert f"- Surat penerusan {letter.number}" in shown
    assert letter.sha256 in text.replace(" ", "")


def test_bookmarks_lead_to_the_page_where_their_letter_begins() -> None:
    case = full()

    reader = PdfReader(BytesIO(printed(case)))

    inner: Any = reader.outline[-1]
    for mark in inner:
        page = reader.pages[reader.get_destination_page_number(mark)]
        assert mark.title.split()[-1] in page.extract_text().replace("\n", "")
    last = reader.pages[-1].extract_text()
    assert "Periksa keaslian" in last


def test_pages_count_to_the_end_of_what_is_bound_in() -> None:
    pdf = printed(full())

    assert f"hal. 1 dari {len(PdfReader(BytesIO(pdf)).pages)}" in words(pdf)


def test_every_exhibit_stands_with_its_fingerprint_and_its_way() -> None:
    case = opened()
    files = with_files(case, 2)
    check_again(files[0], acting=as_acting(name="Ayu"), at=day(2))

    text = words(printed(case))

    for each in files:
        assert each.sha256 in text.replace(" ", "")
        assert f"{each.label}: penjagaan" in text
    assert "sidik cocok" in text
    assert "Ayu" in text


def test_the_reporter_goes_by_the_pseudonym_in_both_editions() -> None:
    case = full()

    for edition in Edition:
        text = words(printed(case, edition))
        assert case.laporan.pseudonym in text
        for secret in (SECRETIVE.name, SECRETIVE.address, SECRETIVE.phone, SECRETIVE.email):
            assert secret not in text


def test_what_was_said_to_the_reporter_about_themselves_leaves_on_no_copy() -> None:
    case, custodian = opened(), acting_at("kustodian", INTAKE.seats[0].office_code)
    reason = "Datang sendiri dan kehilangan kodenya."
    open_identity(case.laporan, custodian_key(), acting=custodian, at=day(2), reason=reason, purpose=Purpose.LOST_CODE)
    reissue_code(case.laporan, acting=custodian, at=day(2), compared=True)
    pressed = answer_check_in(case.laporan, answer="ada_tekanan", at=day(31))
    handle_check_in(pressed, acting=INTAKE, at=day(31), done="Ditelepon.")

    inside, outside = (words(printed(case, edition)) for edition in (Edition.INTERNAL, Edition.RELEASE))

    for told in ("Kode tanda terima diganti", "dibuka oleh pemegang kunci", "keamanan"):
        assert (told in inside, told in outside) == (True, False)


def test_what_the_desk_wrote_and_people_said_stays_in_the_house() -> None:
    case = full()
    inside, outside = words(printed(case)), words(printed(case, Edition.RELEASE))

    for told in (NOTE, TASK, SAID, "Saksi: Saksi Rekaan", FULL.what, "Kehadiran dan suara", FULL.place):
        assert told in inside, told
        assert told not in outside, told
    assert "Saksi Rekaan" not in outside
    assert "Catatan dan tugas" not in outside
    assert "salinan rilisnya belum disahkan" in outside
    assert "Salinan rilis" in outside


def test_of_the_letters_only_those_leave_that_left() -> None:
    case = full()

    shown = marks(printed(case, Edition.RELEASE))

    bound = [mark for mark in shown if mark.startswith(("- Surat", "- Berita"))]
    assert bound == [f"- Surat penerusan {Document.objects.get(kind='surat_penerusan').number}"]


def test_words_of_the_reporter_leave_only_as_they_were_approved() -> None:
    case = opened()
    Case.objects.filter(pk=case.pk).update(title=FULL.what)  # from before titles were looked at
    case.refresh_from_db()

    assert WITHHELD in words(printed(case, Edition.RELEASE))

    ReleaseCopy.objects.create(laporan=case.laporan, text=FULL.what, approved_by="akun:x", approved_at=day(1))
    assert words(printed(case, Edition.RELEASE)).count(FULL.what) == 2


def test_exhibits_leave_as_they_would_leave_anyway() -> None:
    case = opened()
    clean, waiting = with_files(case, 2)
    Exhibit.objects.filter(pk=clean.pk).update(cleaning=Cleaning.DONE)

    outside = words(printed(case, Edition.RELEASE)).replace(" ", "")

    assert clean.sha256 in outside
    assert waiting.sha256 not in outside
    assert "1buktitidakdimuat" in outside


def test_the_matrix_stands_with_its_reasons_and_pins() -> None:
    case = assessed()
    exhibit = with_files(case, 1)[0]
    reason = "Foto memperlihatkan camat di panggung."
    pins = [PinTo(f"bukti:{exhibit.key}", "pojok kiri")]
    actions.assess_element(case, **said(case, reason=reason, pins=pins))

    text = words(printed(case))

    assert reason in text
    assert "Terpenuhi" in text
    assert f"{exhibit.label} (pojok kiri)" in text
    assert "Belum dinilai" in text


def test_an_invitation_is_bound_in_without_the_address_of_its_link() -> None:
    case = opened()
    with_link = invited(case, case.accused_set.get(), with_link=True)

    pdf = printed(case)

    assert with_link.document
    assert f"- Undangan klarifikasi {with_link.document.number}" in marks(pdf)
    assert queries.token_of(queries.links_of(case)[0]) not in words(pdf).replace(" ", "")


def test_answers_are_read_by_those_who_may() -> None:
    case = opened()
    answered(case, text="Saya tidak di sana.")

    assert "Saya tidak di sana." in words(printed(case))
    assert "Saya tidak di sana." not in words(printed(case, acting=INTAKE))
    assert "Saya tidak di sana." not in words(printed(case, Edition.RELEASE))


def test_a_link_that_nobody_used_says_so() -> None:
    case = opened()
    link_for(case)

    assert "Menunggu jawaban" in words(printed(case))


def test_a_letter_that_is_no_longer_what_was_issued_is_not_bound_in() -> None:
    case = full()
    Document.objects.filter(kind="surat_penerusan").update(sha256="0" * 64)

    pdf = printed(case)

    assert "tidak sama lagi dengan saat terbit" in words(pdf)
    assert not [mark for mark in marks(pdf) if mark.startswith("- Surat penerusan")]


def test_erased_texts_are_said_to_be_erased() -> None:
    case = opened()
    Case.objects.filter(pk=case.pk).update(texts_erased_at=day(2))
    case.refresh_from_db()

    assert "masa simpannya berakhir" in words(printed(case))


def test_a_young_case_has_every_chapter_and_says_that_it_is_empty() -> None:
    text = words(printed(opened()))

    for empty in (
        "Belum ada norma yang dipakai.",
        "Belum ada klarifikasi.",
        "Belum ada putusan pleno.",
        "Perkara ini belum diteruskan.",
        "Belum ada bukti selain uraian peristiwa.",
        "Belum ada naskah yang terbit.",
        "Tidak ada catatan atau tugas.",
        "Tidak ada naskah yang dilampirkan",
    ):
        assert empty in text


@pytest.mark.parametrize("edition", Edition)
def test_the_same_moment_gives_the_same_bytes(edition: Edition) -> None:
    case = full()

    def once() -> bytes:
        return bound(compose(case, EXAMINER, edition, day(5)), office=case.office, at=day(5), number=case.number)

    assert once() == once()


def test_a_print_is_journalled_with_its_fingerprint_and_nobodys_name() -> None:
    case = opened()

    pdf = printed(case, Edition.RELEASE)

    entry = Entry.objects.get(verb=PRINTED)
    assert entry.chain == case.reference
    assert entry.facts == {"edition": "rilis"}
    assert entry.hashes == [hashlib.sha256(pdf).hexdigest()]
    assert entry.actor == EXAMINER.reference


def test_words_without_end_are_broken() -> None:
    case = opened(title="x" * 160)

    assert ("x" * 40 + " ") in words(printed(case)) + " "


def test_a_joined_report_is_named_and_its_exhibits_say_whence_they_came() -> None:
    case, other = opened(), complete_laporan(at=day(1))
    actions.join(case, other, acting=INTAKE, at=day(1))
    keep(other.reference, photo(), at=day(1))

    text = words(printed(case))

    assert text.count(other.number) >= 3


@pytest.mark.parametrize("edition", Edition)
def test_thirty_exhibits_ask_no_more_than_one(edition: Edition) -> None:
    one, many = opened(), opened()
    with_files(one, 1)
    with_files(many, 30)

    def asked(case: Case) -> int:
        fresh = Case.objects.select_related("laporan", "office__region", "region").get(pk=case.pk)
        with CaptureQueriesContext(connection) as seen:
            compose(fresh, EXAMINER, edition, day(5))
        return len(seen)

    assert asked(one) == asked(many)


def test_a_case_with_thirty_exhibits_is_printed_whole() -> None:
    case = opened()
    files = with_files(case, 30)

    text = words(printed(case)).replace(" ", "")

    assert all(each.sha256 in text for each in files)
    assert LONG not in text


def test_what_members_wrote_stays_with_the_office_that_met_though_the_case_was_taken_over() -> None:
    case = decided(present=3, in_favour=2)
    Meeting.objects.filter(subject=case.reference).update(seats_reason="Satu kursi kosong sejak Mei.")
    taken(case, at=day(4))

    above = words(printed(own(case), acting=acting_at("anggota", PROVINCE)))

    for told in ("Catatan tidak_setuju.", "Satu kursi kosong sejak Mei."):
        assert told not in above
    assert "Anggota 2 Rekaan Hadir, tidak setuju" in above  # who voted how is read wherever the case is


@pytest.mark.parametrize("how", ["dipisahkan", "dicabut"])
def test_words_of_a_report_that_left_the_case_do_not_leave_the_house(how: str) -> None:
    case = opened()
    other = complete_laporan(replace(FULL, what=THEIRS), at=day(1))
    actions.join(case, other, acting=INTAKE, at=day(1))
    assessed(case)
    case.kajian_set.update(conclusion=f"Pelapor menulis: {THEIRS}")

    if how == "dipisahkan":
        actions.separate(case, other, acting=INTAKE, at=day(2))
    else:
        withdraw(other, at=day(2))

    text = words(printed(own(case), Edition.RELEASE))
    assert THEIRS not in text
    assert WITHHELD in text
