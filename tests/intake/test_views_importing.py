"""Importing as pages: from the template to the receipts."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from netral.intake.models import ImportedTable, Laporan
from netral.intake.queries import laporan_by_code
from netral.intake.table_rows import COLUMNS, EXAMPLE
from netral.intake.tables import write_csv
from tests.access.builders import AT, LONG_AGO, office, seated
from tests.intake.builders import NEIGHBOUR, OFFICE, country
from tests.intake.pages import signed_in
from tests.intake.test_tables import sheet

pytestmark = pytest.mark.django_db
START = "/kerja/laporan/baru/impor/"
PREVIEW, TEMPLATE, RECEIPTS = f"{START}tinjau/", f"{START}templat.csv", f"{START}tanda-terima.csv"


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.DEMO = True


def file(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    return SimpleUploadedFile("tabel.csv", write_csv([tuple(COLUMNS), *rows]), "text/csv")


def row(**changes: str) -> tuple[str, ...]:
    return tuple((dict(zip(COLUMNS, EXAMPLE, strict=True)) | changes).values())


def test_the_template_itself_is_a_good_table(client: Client) -> None:
    signed_in(client)
    template = client.get(TEMPLATE).content

    answer = client.post(START, {"table": SimpleUploadedFile("templat.csv", template)})
    page = client.get(PREVIEW).content.decode()

    assert (answer.status_code, answer["Location"]) == (303, PREVIEW)
    assert answer.cookies["impor"]["httponly"]
    assert "Impor 1 baris" in page
    assert not Laporan.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_too_large_for_memory_is_read_the_same(client: Client, settings: Any, kind: str) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    signed_in(client)
    rows = [tuple(COLUMNS), row()]
    content = write_csv(rows) if kind == "csv" else sheet(*rows)

    answer = client.post(START, {"table": SimpleUploadedFile(f"tabel.{kind}", content)})

    assert (answer.status_code, answer["Location"]) == (303, PREVIEW)
    assert "Impor 1 baris" in client.get(PREVIEW).content.decode()


def test_from_bad_rows_to_receipts(client: Client) -> None:
    signed_in(client)
    hostile = '=HYPERLINK("http://x") <script>alert(1)</script>'

    client.post(START, {"table": file(row(), row(uraian=hostile), row(jenis="<b>aduan</b>"), row())})
    page = client.get(PREVIEW).content.decode()
    done = client.post(PREVIEW, {}, follow=True)
    receipts = client.get(RECEIPTS).content.decode("utf-8-sig").splitlines()
    thrown = client.post(PREVIEW, {"buang": "ya"})

    assert "Impor 2 baris" in page
    assert "&lt;b&gt;aduan" in page
    assert "<script>alert" not in page
    assert "Baris 5 sama dengan baris 2" in page
    assert "2 dari 2" in done.content.decode()
    assert [laporan_by_code(line.split(";")[2]) is not None for line in receipts[1:]] == [True, True]
    assert thrown["Location"] == "/kerja/laporan/baru/"
    assert not ImportedTable.objects.exists()
    assert (client.get(PREVIEW)["Location"], client.get(RECEIPTS).status_code) == (START, 404)


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", b"\0\0", b"PK\x03\x04"])
def test_what_is_no_table_is_said_beside_the_file(client: Client, content: bytes) -> None:
    signed_in(client)

    answer = client.post(START, {"table": SimpleUploadedFile("x.csv", content)})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["table"]


def test_who_sits_in_two_offices_says_for_which(client: Client) -> None:
    from netral.access.actions import give_seat
    from netral.access.states import SYSTEM

    user = signed_in(client)
    give_seat(user, role="petugas_laporan", office=office(NEIGHBOUR), valid_from=LONG_AGO, acting=SYSTEM, at=AT)

    unsaid = client.post(START, {"table": file(row())})
    said = client.post(START, {"table": file(row()), "office": NEIGHBOUR})

    assert list(unsaid.context["form"].errors) == ["office"]
    assert said.status_code == 303
    assert ImportedTable.objects.get().office == NEIGHBOUR


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("petugas_laporan", (200, 302, 200, 404)),
        ("pemeriksa", (404,) * 4),
        ("kustodian", (404,) * 4),
        ("admin", (404,) * 4),
        ("", (302,) * 4),
    ],
)
def test_each_door_opens_for_intake_officers_only(client: Client, role: str, expected: tuple[int, ...]) -> None:
    country()
    if role:
        client.force_login(seated(role, OFFICE))

    answers = [client.get(page).status_code for page in (START, PREVIEW, TEMPLATE, RECEIPTS)]

    assert answers == [303 if (status, at) == (302, 1) and role else status for at, status in enumerate(expected)]


def test_another_officer_sees_nothing_of_it(client: Client) -> None:
    signed_in(client)
    client.post(START, {"table": file(row())})
    cookie = client.cookies["impor"].value
    other = Client()
    other.force_login(seated("petugas_laporan", OFFICE, email="lain@contoh.id"))
    other.cookies["impor"] = cookie

    assert other.get(PREVIEW)["Location"] == START
