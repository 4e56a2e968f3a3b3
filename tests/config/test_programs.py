"""Whatever a button does, a program can do too, or the table says why not."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.views.decorators.http import require_GET, require_POST

from netral.access.policies import staff_only
from netral.config.programs import methods_of, read
from tests.config.test_doors import names_of

pytestmark = pytest.mark.django_db
PROGRAMS = read()
# Doors of programs that are nobody's button: they only read, stand in the contract, or are knocked on by other houses.
OWN = {"api:report_status", "api:submit_report", "api:receive_message", "api:receive_messages", "api:receive_news"}


def patterns(resolver: Any, namespace: str = "") -> dict[str, URLPattern]:
    found: dict[str, URLPattern] = {}
    for part in resolver.url_patterns:
        if isinstance(part, URLPattern):
            found[f"{namespace}{part.name}"] = part
        else:
            found |= patterns(part, f"{namespace}{part.namespace}:" if part.namespace else namespace)
    return found


def buttons() -> set[str]:
    """Every page that takes something sent; a view that names no methods takes everything."""
    pages = {name: part for name, part in patterns(get_resolver()).items() if not name.startswith("api:")}
    return {name for name, part in pages.items() if not (let_in := methods_of(part.callback)) or "POST" in let_in}


def sending_doors() -> set[str]:
    """Names of the doors of the API that take something sent."""
    from netral.config.api import api

    operations = [path for _prefix, router in api._routers for path in router.path_operations.values()]
    sending = {
        operation.view_func.__name__
        for path in operations
        for operation in path.operations
        if "POST" in operation.methods
    }
    return {f"api:{name}" for name in sending}


def test_methods_are_found_through_every_wrapper() -> None:
    assert methods_of(staff_only("pemeriksa")(require_POST(lambda request: None))) == {"POST"}
    assert methods_of(require_GET(staff_only(lambda request: None))) == {"GET"}
    assert methods_of(lambda request: None) == frozenset()


def test_every_button_has_a_door_for_programs_or_a_reason() -> None:
    silent = sorted(page for page in buttons() if page not in PROGRAMS.doors and not PROGRAMS.why_not(page))

    assert silent == [], "name a door in netral/config/programs.toml, or say why there is none"


def test_the_table_names_nothing_that_is_not_there() -> None:
    known = set(names_of(get_resolver()))
    pages = {*PROGRAMS.doors, *PROGRAMS.exceptions}

    assert pages - known == set()
    assert pages - buttons() == set()
    assert {door for doors in PROGRAMS.doors.values() for door in doors} - sending_doors() == set()
    assert [start for start in PROGRAMS.families if not any(name.startswith(start) for name in buttons())] == []
    assert set(PROGRAMS.doors) & set(PROGRAMS.exceptions) == set()


def test_every_door_that_takes_something_is_the_door_of_a_button() -> None:
    named = {door for doors in PROGRAMS.doors.values() for door in doors}

    assert sending_doors() - named - OWN == set()


def test_the_description_names_every_sending_door(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    assert sum("post" in doors for doors in paths.values()) == len(sending_doors())


def test_no_door_stands_behind_another_one() -> None:
    """Two routers with the same address would answer 405 for what the second one takes."""
    from netral.config.api import api

    hidden = []
    for _prefix, router in api._routers:
        for path, view in router.path_operations.items():
            methods = {method for each in view.operations for method in each.methods}
            hidden += [f"{path}: {method}" for method in methods if not lets_in(path, method)]

    assert hidden == []


def lets_in(path: str, method: str) -> bool:
    answer = getattr(Client(), method.lower())("/api/v1/" + re.sub(r"{[^}]*}", "1", path))
    return bool(answer.status_code != 405)


def test_a_reason_is_a_sentence_and_a_page_with_a_door_has_none() -> None:
    assert all(len(reason) > 20 for reason in {**PROGRAMS.exceptions, **PROGRAMS.families}.values())
    assert PROGRAMS.why_not("cases:step") == ""
    assert PROGRAMS.why_not("kelola:invite").startswith("akun dan kursi")
    assert PROGRAMS.why_not("intake:forget")
    assert PROGRAMS.why_not("tidak:ada") == ""
