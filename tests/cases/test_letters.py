"""Minutes and letters: numbers without gaps, hashes of what is stored, and nothing left when the printer fails."""

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.models import Case
from netral.documents import actions as printing
from netral.documents.models import Document
from netral.documents.queries import documents_of
from netral.intake.content import Who
from tests.cases.builders import EXAMINER, FULL, LONG, SECRETIVE, day, decided, forwarded, heard, hearing, opened
from tests.cases.pages import client, fetched, url
from tests.cases.stations import PROCEDURES, at_station, nothing_left_behind, take
from tests.documents.builders import words
from tests.intake.builders import WITA

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2025, 1, 1, 0, 0, tzinfo=WITA)


def read(document: Document) -> str:
    with document.opened() as file:
        return words(file.read())


def numbers(kind: str) -> list[str]:
    return list(Document.objects.filter(kind=kind).order_by("issued_at", "pk").values_list("number", flat=True))


def test_letters_of_a_year_are_counted_one_by_one_and_minutes_apart_from_them() -> None:
    for _ in range(2):
        forwarded(decided(case=heard(issue=True)))

    assert [number[:3] for number in numbers("surat_penerusan")] == ["001", "002"]
    assert [number[:3] for number in numbers("berita_acara_klarifikasi")] == ["001", "002"]
    assert len(set(Document.objects.values_list("number", flat=True))) == 4


def test_a_new_year_begins_at_midnight_of_the_office() -> None:
    """In UTC both letters are of the old year."""
    forwarded(at=NEW_YEAR.replace(year=2024, month=12, day=31, hour=23, minute=59))
    forwarded(at=NEW_YEAR)

    last, first = numbers("surat_penerusan")
    assert (last[:3], last[-8:]) == ("001", "XII/2024")
    assert (first[:3], first[-6:]) == ("001", "I/2025")


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_the_file_the_row_the_journal_and_the_page_name_one_hash(procedure: str) -> None:
    case = at_station("diteruskan", procedure)
    letter = case.penerusan_set.get().document

    shown = fetched(client(), url(case, f"dokumen/{letter.key}/"))

    with letter.opened() as file:
        assert hashlib.sha256(file.read()).hexdigest() == letter.sha256
    assert hashlib.sha256(shown.content_read).hexdigest() == letter.sha256
    assert Entry.objects.get(verb="perkara.teruskan").hashes == [letter.sha256]
    assert Entry.objects.get(chain=letter.reference).hashes == [letter.sha256]


@pytest.fixture
def broken_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: Any) -> bytes:
        raise RuntimeError("kertas habis")

    monkeypatch.setattr(printing, "typeset", fail)


@pytest.mark.usefixtures("broken_printer")
def test_when_the_letter_cannot_be_printed_nothing_is_handed_over_and_no_number_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = at_station("terbukti")

    with nothing_left_behind(case), pytest.raises(RuntimeError, match="kertas habis"):
        take(case, "teruskan", EXAMINER)

    monkeypatch.undo()
    take(case, "teruskan", EXAMINER)
    assert case.penerusan_set.get().document.number.startswith("001/")


@pytest.mark.usefixtures("broken_printer")
def test_when_the_minutes_cannot_be_printed_the_hearing_is_not_half_kept() -> None:
    case = opened()
    held = Case.objects.get(pk=case.pk)

    with nothing_left_behind(held), pytest.raises(RuntimeError, match="kertas habis"):
        actions.hold_klarifikasi(case, acting=EXAMINER, **hearing(issue=True))


def test_the_letter_says_what_the_case_says() -> None:
    penerusan = forwarded(summary="Fakta satu.\n\nFakta dua.")
    case, text = penerusan.case, read(penerusan.document)

    kajian = queries.latest_kajian(case)
    assert kajian
    [norm] = queries.chosen_for(list(case.accused_set.all()), kajian)
    for said in (
        penerusan.document.number, case.number, penerusan.receiver.name, "18 Januari 2024", "Terlapor Rekaan", "Camat",
        "Fakta satu.", "Fakta dua.", *norm["basis"],
    ):  # fmt: skip
        assert said in text, said


def test_the_letter_names_the_first_terlapor_and_what_is_missing_is_said_to_be() -> None:

    nameless = replace(FULL, who=(Who("", "Lurah", "Kelurahan Contoh", "PNS"),))
    penerusan = forwarded(decided(case=heard(opened(report=nameless))))

    text = read(penerusan.document)
    assert "(belum diketahui)" in text
    assert "Kelurahan Contoh" in text


SIGNS = "Uang #100 $x$ *tebal* _miring_ <b>html</b> @rujukan `kode` \\ // [kurung] ~ “kutip” é"


def test_signs_of_the_printers_language_are_printed_as_typed() -> None:
    penerusan = forwarded(summary=SIGNS)

    text = read(penerusan.document)
    for sign in ("#100", "$x$", "*tebal*", "_miring_", "<b>html</b>", "@rujukan", "`kode`", "//", "[kurung]", "é"):
        assert sign in text, sign


def test_minutes_print_both_sides_and_the_one_who_examined() -> None:
    case = heard(issue=True, party="ahli", name="Dr. Ahli Rekaan", minutes="Tanya: apa?\n\nJawab: #1 *itu*.")

    text = read(documents_of(case.reference).get())

    for said in ("Dr. Ahli Rekaan", "Ahli", "Tanya: apa?", "Jawab: #1 *itu*.", case.number, "Kantor Bawaslu"):
        assert said in text, said


def test_every_hearing_asked_for_has_its_minutes_and_only_those() -> None:
    case = heard(heard(heard(issue=True), issue=False), issue=True, attended=False, minutes="")

    kept = case.klarifikasi_set.order_by("pk")
    assert [hearing.document is not None for hearing in kept] == [True, False, False]
    assert documents_of(case.reference).count() == 1


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_no_letter_knows_the_reporter(procedure: str) -> None:
    case = at_station("diteruskan", procedure)
    heard_too = heard(opened(), party="pelapor", issue=True)

    texts = [read(document) for each in (case, heard_too) for document in documents_of(each.reference)]
    assert len(texts) == 2
    for private in (SECRETIVE.name, SECRETIVE.address, SECRETIVE.phone, SECRETIVE.email):
        assert not any(private in text for text in texts)


def test_a_letter_of_one_case_is_not_found_under_another() -> None:
    case, other = at_station("diteruskan"), opened()

    assert client().get(url(other, f"dokumen/{case.penerusan_set.get().document.key}/")).status_code == 404


def test_a_stranger_with_the_address_of_a_letter_gets_nothing() -> None:
    case = at_station("diteruskan")
    address = url(case, f"dokumen/{case.penerusan_set.get().document.key}/")

    assert Client().get(address).status_code == 302
    assert client("pemeriksa", "bawaslu-99.08").get(address).status_code == 404


HTML = "<img src=x onerror=alert(1)>"


def test_html_typed_anywhere_is_text_on_every_page_of_the_case() -> None:
    case = opened(title=f"Judul {HTML}")
    take(case, "klarifikasi", EXAMINER, name=HTML, place=HTML, minutes=HTML)
    take(case, "simpan_kajian", EXAMINER, conclusion=HTML + LONG)
    forwarded(decided(case=case, reason=HTML + LONG), summary=HTML, conflict_of_interest=True, conflict_note=HTML)
    browser = client()

    pages = ["", "bukti/", "penilaian/", "dokumen/", "penerusan/", "riwayat/"]
    shown = {rest: browser.get(url(case, rest)).content.decode() for rest in pages}
    shown |= {
        path: browser.get(f"/kerja/{path}").content.decode() for path in ("antrean/", "cari/?q=Judul", "tenggat/")
    }

    assert not [rest for rest, page in shown.items() if "<img src=x" in page]
    assert all("&lt;img" in shown[rest] for rest in ("", "bukti/", "penerusan/", "antrean/", "cari/?q=Judul"))


def test_the_letters_day_is_that_of_the_office() -> None:
    penerusan = forwarded(at=day(4, 0))

    assert "19 Januari 2024" in read(penerusan.document)
