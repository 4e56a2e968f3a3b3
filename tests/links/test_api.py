"""The wire doors: the same rules as the pages, and never the address."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token
from netral.links import queries
from netral.links.models import OfficialLink
from netral.offices.models import Organisation
from tests.access.builders import seated
from tests.links.builders import ADDRESS, again, link_for

pytestmark = pytest.mark.django_db
LINKS = "/api/v1/tautan-dinas/"


def bearer(role: str = "auditor", office: str = "kasn") -> dict[str, str]:
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    user = seated(role, Organisation.objects.get(code=office))
    return {"Authorization": f"Bearer {create_token(user, at=timezone.now())}"}


def sent(path: str, body: dict[str, Any], headers: dict[str, str]) -> Any:
    return Client().post(path, body, content_type="application/json", headers=headers)


def test_a_program_makes_looks_renews_and_revokes_and_never_reads_the_address() -> None:
    link, headers = link_for(at=timezone.now() - timedelta(hours=1)), bearer()
    body = {"penerusan": link.penerusan.key, "purpose": "rekomendasi", "channel": "surel", "address": ADDRESS,
            "official": "Bupati"}  # fmt: skip

    made = sent(LINKS, body, headers)
    assert (made.status_code, made.json()["state"]) == (200, "terbuka")
    key = made.json()["key"]
    assert [each["key"] for each in Client().get(LINKS, headers=headers).json()["items"]] == [key, link.key]
    seen = Client().get(f"{LINKS}{key}/", headers=headers)
    assert [use["verb"] for use in seen.json()["uses"]] == ["tautan.dibuat"]
    renewed = sent(f"{LINKS}{key}/perbarui/", {}, headers).json()
    revoked = sent(f"{LINKS}{renewed['key']}/cabut/", {}, headers)
    assert (revoked.status_code, revoked.json()["state"]) == (200, "dicabut")
    assert sent(f"{LINKS}{renewed['key']}/cabut/", {}, headers).status_code == 409
    told = made.content + seen.content + revoked.content
    for each in OfficialLink.objects.all():
        assert queries.token_of(again(each)).encode() not in told
    assert ADDRESS.encode() not in told


def test_what_is_wrong_is_said_and_what_is_foreign_is_not_there() -> None:
    link, headers = link_for(at=timezone.now() - timedelta(hours=1)), bearer()
    body = {"penerusan": link.penerusan.key, "purpose": "rekomendasi", "channel": "surel", "address": "x",
            "official": "Bupati"}  # fmt: skip

    assert sent(LINKS, body, headers).json()["errors"][0]["field"] == "address"
    assert sent(LINKS, {**body, "purpose": "lain"}, headers).status_code == 404
    assert sent(LINKS, {**body, "purpose": "penerusan"}, headers).status_code == 404
    examiner, official = bearer("pemeriksa", "bawaslu-99.07"), bearer("pejabat_pembina", "pemkab-99.07")
    assert Client().get(f"{LINKS}{link.key}/", headers=examiner).status_code == 404
    assert Client().get(LINKS, headers=official).status_code == 404
    assert Client().get(LINKS).status_code == 401
