"""Whatever is sent: a 4xx in the one shape, or a report stored whole. Never a 500, never a half. SOAK=n scales."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.audit.models import Entry
from netral.intake.models import IdempotencyKey, Laporan, Receipt
from netral.intake.queries import content_holds
from netral.lib.keys import new_key
from tests.intake.builders import country
from tests.intake.pages import CHECK, REPORT, answers, filled, sent
from tests.intake.test_api import REPORTS, STATUS, WHOLE
from tests.sizes import examples

pytestmark = pytest.mark.django_db
often = settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=8,
)
odd_texts = st.sampled_from([
    "", " ", "\0", "\ud800", "\u202e", "<script>", "' OR 1=1 --", "%s %(x)s {0}", "../../etc/passwd", "a" * 30_000,
    "2024-02-30", "9999-12-31", "0000-00-00", "99.07", "33.74", "😀" * 300, "\r\n\t", "true", "null", "-1", "1e309",
]) | st.text(max_size=60)  # fmt: skip
FIELDS = [*WHOLE, "when.date", "when.time", "when.known_on", "where.region", "where.place", "reporter.name"]


@pytest.fixture(autouse=True)
def no_quota(settings: Any) -> None:
    """All examples of a test come from one address within a minute; how many it may send is asked in test_load."""
    settings.REPORTS_PER_CLIENT, settings.REPORTS_AT_REST = 10**9, 10**9


def changed(body: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """The body with one field, named by its path, set to anything."""
    group, _dot, inner = path.partition(".")
    return {**body, group: {**body[group], inner: value} if inner else value}


def sound(client: Client, answer: Any) -> None:
    """An answer is a refusal in the one shape, or a whole report stands behind it."""
    if answer.status_code in (200, 201):
        made = Laporan.objects.get(number=answer.json()["number"])
        assert content_holds(made)
        assert client.post(
            STATUS, json.dumps({"code": answer.json()["code"]}), content_type="application/json"
        ).status_code == 200  # fmt: skip
    else:
        assert answer.status_code in (400, 409, 413, 422)  # 409: one key, two bodies
        assert all(set(row) == {"field", "message", "code"} for row in answer.json()["errors"])
    assert Laporan.objects.count() == Receipt.objects.count() == IdempotencyKey.objects.count()
    assert Laporan.objects.count() == Entry.objects.filter(verb="laporan.dibuka").count()


@often
@given(path=st.sampled_from(FIELDS), value=anything | odd_texts)
def test_any_value_in_any_field_is_stored_whole_or_refused(path: str, value: object) -> None:
    country()
    client = Client()

    answer = client.post(
        REPORTS, json.dumps(changed(WHOLE, path, value)), content_type="application/json",
        headers={"Idempotency-Key": new_key()},
    )  # fmt: skip

    sound(client, answer)


@often
@given(body=anything, key=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=70))
def test_any_json_at_all_is_refused_or_stored(body: object, key: str) -> None:
    country()
    client = Client()

    answer = client.post(REPORTS, json.dumps(body), content_type="application/json", headers={"Idempotency-Key": key})

    sound(client, answer)


@often
@given(raw=st.binary(max_size=400))
def test_any_bytes_are_refused(raw: bytes) -> None:
    country()

    answer = Client().post(REPORTS, raw, content_type="application/json", headers={"Idempotency-Key": "k"})

    assert answer.status_code in (400, 422)
    assert not Laporan.objects.exists()


BOXES = [(page, field) for page, told in answers().items() for field in [*told, "pakai", "cari", "act_date", "region"]]


@often
@given(box=st.sampled_from(BOXES), value=odd_texts)
def test_any_text_in_any_box_of_the_wizard_is_kept_or_refused(box: tuple[str, str], value: str) -> None:
    country()
    client, (page, field) = Client(), box
    filled(client, until=page)

    answer = sent(client, page, **{field: value.encode("utf-8", "replace").decode()})

    assert answer.status_code in (303, 422)
    for each in (page, "periksa/"):
        assert client.get(REPORT + each).status_code in (200, 302, 303)
    assert client.post(f"{REPORT}periksa/", {"truth": "on"}).status_code in (303, 422)
    assert all(content_holds(made) for made in Laporan.objects.all())


@often
@given(code=odd_texts)
def test_any_text_for_a_code_is_unknown(code: str) -> None:
    answer = Client(REMOTE_ADDR="203.0.113.9").post(CHECK, {"code": code.encode("utf-8", "replace").decode()})

    assert answer.status_code in (422, 429)
