"""Rounds of asking an authority: what it gives is kept, and when it fails it is left in peace."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from netral.audit import stamping, stamps
from netral.audit.models import Anchor, AnchorStamp
from tests.audit.authority import Served, Stamper, serving
from tests.audit.builders import FIRST_DAY, journal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def stamper(tmp_path_factory: pytest.TempPathFactory) -> Stamper:
    return Stamper.made_in(tmp_path_factory.mktemp("otoritas") / "tsa")


@pytest.fixture
def served(stamper: Stamper, settings: Any, tmp_path: Path) -> Iterator[Served]:
    """An authority named in the settings, and a memory of its own for failures."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    with serving(stamper) as served:
        settings.TSA_URL, settings.TSA_ROOTS, settings.TSA_TIMEOUT = served.url, stamper.roots, 5.0
        yield served


def numbers(count: int = 3) -> list[tuple[int, bytes]]:
    return [(number, b"isi %d" % number) for number in range(count)]


def stamped(count: int = 3) -> list[int]:
    kept: list[int] = []
    told = stamps.stamp_each(numbers(count), lambda number, _answer, _at: kept.append(number))
    assert told == len(kept)
    return kept


def test_without_an_authority_nobody_is_asked(settings: Any) -> None:
    settings.TSA_URL = ""

    assert stamped() == []


def test_every_daily_root_is_stamped_once(served: Served, stamper: Stamper) -> None:
    journal()

    assert stamps.stamp_anchors() == 2
    assert stamps.stamp_anchors() == 0
    kept = AnchorStamp.objects.get(anchor__day=FIRST_DAY)
    root = stamps.root_bytes(Anchor.objects.get(day=FIRST_DAY))
    moment = stamping.moment_of(bytes(kept.answer), root, stamping.trusted_roots(stamper.roots))
    assert moment == kept.stamped_at


def test_the_stamp_of_a_day_is_published_beside_its_root(served: Served, client: Client) -> None:
    journal()
    address = f"/jurnal/{FIRST_DAY}.tsr"
    assert client.get(address).status_code == 404

    stamps.stamp_anchors()

    answer = client.get(address)
    assert answer["Content-Type"] == "application/timestamp-reply"
    assert answer.content == bytes(AnchorStamp.objects.get(anchor__day=FIRST_DAY).answer)
    assert f'href="{address}"' in client.get("/jurnal/").content.decode()


def test_a_round_ends_at_the_first_failure_and_the_authority_rests(served: Served) -> None:
    served.moods = ["good", "busy", "good"]

    assert stamped() == [0]
    assert len(served.asked) == 2
    assert stamped() == []
    assert len(served.asked) == 2


def test_after_its_rest_the_authority_is_asked_again(served: Served) -> None:
    served.moods = ["garbage", "good"]
    assert stamped() == []

    cache.delete(stamps.RESTS)

    assert stamped() == [0, 1, 2]
    assert cache.get(stamps.FAILURES) is None


def test_rests_grow_with_every_failure_up_to_a_quarter_of_a_day(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[int] = []

    class Sleepless:
        """A memory that keeps failures and notes rests without keeping them."""

        get, delete = cache.get, cache.delete

        def set(self, name: str, value: object, timeout: int) -> None:
            if name == stamps.RESTS:
                rests.append(timeout)
            else:
                cache.set(name, value, timeout)

    monkeypatch.setattr(stamps, "cache", Sleepless())
    served.moods = ["empty"]

    for _ in range(11):
        stamped()

    assert rests[:3] == [60, 120, 240]
    assert rests[-1] == 6 * 3600


def test_a_round_does_not_keep_the_worker_for_long(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "LONGEST_ROUND", -1.0)

    assert stamped() == []


def test_a_root_certificate_that_is_gone_asks_nobody(served: Served, settings: Any, tmp_path: Path) -> None:
    settings.TSA_ROOTS = tmp_path / "tidak-ada.pem"

    assert stamped() == []
    assert served.asked == []
