"""At the authority: the page that leads a handling around a conflict, and its door for programs."""

from typing import Any

import pytest
from django.test import Client

from netral.discipline.models import Penanganan
from tests.access.builders import signed_in
from tests.cases.builders import LONG, decided, forwarded, recent
from tests.cases.test_views_receivers import program
from tests.discipline import builders
from tests.discipline.builders import recommended
from tests.insight.builders import somebody
from tests.registry.facts import candidate

pytestmark = pytest.mark.django_db


def authority() -> Client:
    return signed_in(somebody("auditor", "kasn"))


@pytest.fixture
def penanganan(monkeypatch: pytest.MonkeyPatch) -> Penanganan:
    """Recommended to a regent who stands in a running election. KASN still works, so that its auditor may."""
    from netral.offices.models import Organisation

    found = recommended()
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    candidate()
    return found


def test_the_page_shows_what_is_on_record_and_a_human_decides(penanganan: Penanganan) -> None:
    browser, page = authority(), f"/kerja/disiplin/{penanganan.key}/alihkan/"

    handling = browser.get(f"/kerja/disiplin/{penanganan.key}/").content.decode()
    shown = browser.get(page)
    refused = browser.post(page, {"receiver": "kemendagri", "reason": "pendek"})
    answer = browser.post(page, {"receiver": "kemendagri", "reason": LONG}, follow=True)

    assert page in handling
    assert "Calon Rekaan" in handling
    assert "Kementerian Dalam Negeri" in shown.content.decode()
    assert refused.status_code == 422
    assert "Pemerintah Kabupaten Tirta Buana → Kementerian Dalam Negeri" in answer.content.decode()
    assert browser.get(page).status_code == 422  # nothing is on record of the new one


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [("pejabat_pembina", "pemkab-99.07", 422), ("auditor", "bkn", 404), ("pemeriksa", "bawaslu-99.07", 404)],
)
def test_others_read_why_not_or_see_nothing(penanganan: Penanganan, role: str, office: str, status: int) -> None:
    browser = signed_in(somebody(role, office))

    assert browser.get(f"/kerja/disiplin/{penanganan.key}/alihkan/").status_code == status


def test_programs_do_the_same(penanganan: Penanganan) -> None:
    door, address = program("auditor", "kasn"), f"/api/v1/penanganan/{penanganan.key}/alihkan/"
    bodies: list[dict[str, Any]] = [
        {"receiver": "kemendagri", "reason": "pendek"},
        {"receiver": "kemendagri", "reason": LONG},
    ]

    answers = [door.post(address, body, content_type="application/json") for body in bodies]

    assert [each.status_code for each in answers] == [422, 200]
    assert answers[1].json()["agency"] == "kemendagri"


def test_a_hand_over_waiting_at_an_official_in_conflict_says_so() -> None:
    penerusan = forwarded(decided(), at=recent(), receiver=builders.someone().agency, override_reason=LONG)
    candidate()

    page = signed_in(somebody("pejabat_pembina", "pemkab-99.07")).get(f"/kerja/disiplin/masuk/{penerusan.key}/")

    assert "Pejabat Pembina Kepegawaian adalah calon" in page.content.decode()
