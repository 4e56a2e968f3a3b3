"""Pages about what leaves the house and how long it is kept."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.intake import actions
from netral.intake.models import Keeping, ReleaseCopy, SealedIdentity
from tests.intake.builders import FULL, accepted, decided, laporan
from tests.intake.pages import CHECK, STATUS, signed_in

pytestmark = pytest.mark.django_db
REASON = "Masih diperlukan sebagai saksi dalam perkara pengadilan."


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.DEMO = True


def test_an_officer_reads_the_story_and_approves_what_may_leave(client: Client) -> None:
    address = f"/kerja/laporan/{laporan().key}/salinan/"
    signed_in(client)
    assert client.get(address).context["form"]["text"].value() == FULL.what

    assert client.post(address, {"text": " "}).status_code == 422
    assert client.post(address, {"text": "Camat mengajak warga."}).status_code == 303

    assert ReleaseCopy.objects.get().text == "Camat mengajak warga."
    assert client.get(address).context["form"]["text"].value() == "Camat mengajak warga."


def test_a_member_holds_an_erasure_and_lets_it_go_on(client: Client) -> None:
    address = f"/kerja/laporan/{laporan().key}/penghapusan/"
    signed_in(client, "anggota")

    assert client.post(address, {"hold": "1", "reason": "x"}).status_code == 422
    assert client.post(address, {"hold": "1", "reason": REASON}).status_code == 303
    assert REASON in client.get(address).content.decode()
    assert client.post(address, {"free": "1"}).status_code == 303
    assert not Keeping.objects.get().held
    assert "tidak ditahan" in client.post(address, {"free": "1"}).content.decode()


@pytest.mark.parametrize(("role", "office"), [("pemeriksa", "bawaslu-99"), ("anggota", "bawaslu-99")])
def test_offices_that_only_read_along_decide_nothing(client: Client, role: str, office: str) -> None:
    made = laporan()
    signed_in(client, role, office)

    for page in ("salinan", "penghapusan"):
        assert client.get(f"/kerja/laporan/{made.key}/{page}/").status_code == 404


def test_a_reporter_has_the_name_erased_from_the_status_page(client: Client) -> None:
    made = accepted(at=timezone.now())
    client.post(CHECK, {"code": made.code})
    assert "Hapus identitas saya" not in client.get(STATUS).content.decode()
    early = client.post("/cek/laporan/hapus-identitas/")
    assert (early.status_code, "masih diproses" in early.content.decode()) == (422, True)

    decided(made.laporan, "tolak", at=timezone.now())
    assert "Hapus identitas saya" in client.get(STATUS).content.decode()
    assert client.post("/cek/laporan/hapus-identitas/").status_code == 303

    assert not SealedIdentity.objects.exists()
    again = client.post("/cek/laporan/hapus-identitas/")
    assert (again.status_code, "Tidak ada identitas" in again.content.decode()) == (422, True)
    assert Client().post("/cek/laporan/hapus-identitas/")["Location"] == CHECK


def test_the_job_forgets_by_itself() -> None:
    from netral.intake.jobs import forget_people

    assert forget_people.call() == {"grants": 0, "identities": 0, "texts": 0, "incoming": 0}
    assert actions.erase_expired(timezone.now()) == {"identities": 0, "texts": 0}
