"""Every door of the house, knocked on by everybody: what answers must be what doors.toml says, no more and no less."""

from collections.abc import Iterator

import pytest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver

from netral.audit.actions import anchor
from netral.config.doors import read
from tests.config.town import SEALED_DAY, Town, town
from tests.config.world import NOW, world

__all__ = ["town", "world"]
pytestmark = pytest.mark.django_db

TABLE = read()
SIGN_IN = "/akun/masuk/"
ANSWERS = {200: "buka", 401: "token", 404: "404", 405: "metode", 422: "tidak_bisa"}


def names_of(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for part in resolver.url_patterns:
        if isinstance(part, URLPattern):
            yield f"{namespace}{part.name}"
        else:
            yield from names_of(part, f"{namespace}{part.namespace}:" if part.namespace else namespace)


def answer_of(response: HttpResponseBase) -> str:
    if response.streaming:
        list(response.streaming_content)  # read to its end, the file is closed
    if response.status_code in (301, 302, 303):
        return "masuk" if response["Location"].partition("?")[0] == SIGN_IN else "pindah"
    return ANSWERS.get(response.status_code, str(response.status_code))


def test_every_address_of_the_house_stands_in_the_table_and_nothing_else() -> None:
    in_table = {door for group in TABLE.groups for door in group.doors}

    assert in_table == set(names_of(get_resolver()))


def test_everybody_gets_at_every_door_the_answer_of_the_table(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django.request")
    anchor(SEALED_DAY, at=NOW)

    found = {place: answer_of(town.knock(*place)) for place in TABLE.matrix()}

    table = TABLE.matrix()
    wrong = [f"{place}: {found[place]}, not {table[place]}" for place in table if found[place] != table[place]]
    assert not wrong, "\n".join(wrong)
