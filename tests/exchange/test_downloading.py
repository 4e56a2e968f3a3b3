"""A package on its way to whoever may have it: named, private, and of hand-overs only."""

import pytest
from django.http import Http404

from netral.evidence.states import NotShown
from netral.exchange import downloading
from netral.exchange.models import Kiriman
from tests.exchange.builders import sent

pytestmark = pytest.mark.django_db


def test_a_package_says_its_name_and_is_kept_by_nobody() -> None:
    kiriman = sent()

    answer = downloading.package_answer(kiriman)

    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[arg-type]
    assert answer["Content-Disposition"] == f'attachment; filename="paket-{kiriman.key}.zip"'
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("problem", [NotShown, FileNotFoundError])
def test_what_may_not_leave_is_not_there(problem: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def held_back(_kiriman: Kiriman) -> None:
        raise problem

    monkeypatch.setattr(downloading, "package", held_back)

    with pytest.raises(Http404):
        downloading.package_answer(sent())
