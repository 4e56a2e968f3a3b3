import pytest
from django.test import Client

from tests.intake.builders import OFFICE
from tests.intake.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "office", "path"),
    [
        ("pemeriksa", OFFICE, "/kerja/cari/?q=a%00b"),
        ("pemeriksa", OFFICE, "/kerja/antrean/?q=a%00b"),
        ("admin", "bawaslu", "/kelola/pengguna/a%00b/"),
        ("admin", "bawaslu", "/kelola/organisasi/a%00b/"),
        ("admin", "bawaslu", "/en/kelola/jabatan/a%00b/akhiri/"),
    ],
)
def test_an_address_with_nul_is_no_address(client: Client, settings: object, role: str, office: str, path: str) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    signed_in(client, role, office)

    assert client.get(path).status_code == 404


def test_for_programs_too_there_is_no_such_address(client: Client) -> None:
    assert client.get("/api/v1/perkara/?cursor=a%00b").status_code == 404
