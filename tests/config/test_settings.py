"""Settings follow the environment: one address turns on what belongs to it."""

import runpy
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings as running
from django.db import connection
from django.test import Client, RequestFactory

from netral.config import settings as module
from netral.intake.addresses import client_address


def read(monkeypatch: pytest.MonkeyPatch, home: Path, **environment: str) -> dict[str, Any]:
    """The settings as another process would have them."""
    for name in ("SECRET_KEY", "DATABASE_URL", "BASE_URL", "HOSTS", "ORIGINS", "DEMO", "DEBUG"):
        monkeypatch.delenv(f"NETRAL_{name}", raising=False)
    for name, value in {"HOME": str(home), **environment}.items():
        monkeypatch.setenv(f"NETRAL_{name}", value)
    return runpy.run_path(str(module.__file__))


def test_an_https_address_turns_on_secure_cookies_and_hsts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = read(monkeypatch, tmp_path, BASE_URL="https://netral.contoh.go.id/")

    assert (found["SESSION_COOKIE_SECURE"], found["CSRF_COOKIE_SECURE"]) == (True, True)
    assert found["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600


def test_without_https_cookies_still_reach_the_demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = read(monkeypatch, tmp_path)

    assert (found["SESSION_COOKIE_SECURE"], found["CSRF_COOKIE_SECURE"]) == (False, False)
    assert found["SECURE_HSTS_SECONDS"] == 0


def test_the_public_address_is_served_and_its_forms_are_trusted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = read(monkeypatch, tmp_path, BASE_URL="https://netral.contoh.go.id/")

    assert found["BASE_URL"] == "https://netral.contoh.go.id"
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "netral.contoh.go.id"]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://netral.contoh.go.id"]


def test_named_hosts_and_origins_are_the_only_ones(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = read(monkeypatch, tmp_path, HOSTS="a.example,b.example", ORIGINS="https://a.example")

    assert (found["ALLOWED_HOSTS"], found["CSRF_TRUSTED_ORIGINS"]) == (
        ["a.example", "b.example"],
        ["https://a.example"],
    )


@pytest.mark.parametrize(("demo", "wide_open"), [("1", True), ("0", False)])
def test_only_the_demo_is_wide_open(
    demo: str, wide_open: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = read(monkeypatch, tmp_path, DEMO=demo)

    assert found["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is wide_open
    assert (found.get("ACCOUNT_RATE_LIMITS") is False) is wide_open


def test_everything_of_a_house_lies_in_its_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = read(monkeypatch, tmp_path)

    places = [found[name] for name in ("KEYS_DIR", "ROOTS_DIR", "STATIC_ROOT", "MEDIA_ROOT")]
    places.append(Path(found["DATABASES"]["default"]["NAME"]))
    assert all(tmp_path in place.parents for place in places)


def test_the_secret_is_the_environments_else_the_homes_else_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    none = read(monkeypatch, tmp_path)["SECRET_KEY"]
    (tmp_path / "secret_key").write_text("dari-rumah")
    homes = read(monkeypatch, tmp_path)["SECRET_KEY"]
    given = read(monkeypatch, tmp_path, SECRET_KEY="dari-luar")["SECRET_KEY"]

    assert (none, homes, given) == (module.NO_SECRET, "dari-rumah", "dari-luar")


@pytest.mark.django_db
def test_behind_https_a_page_says_so_for_a_year(client: Client, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE = 31_536_000, True, True

    answer = client.get("/akun/masuk/", secure=True)

    assert answer["Strict-Transport-Security"] == "max-age=31536000"
    assert {cookie.key: cookie["secure"] for cookie in answer.cookies.values()} == dict.fromkeys(answer.cookies, True)
    assert answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(("origins", "status"), [([], 403), (["https://netral.contoh.go.id"], 422)])
def test_a_form_through_a_proxy_that_tells_nothing_is_trusted(origins: list[str], status: int, settings: Any) -> None:
    """The browser says https, the connection from the proxy is plain."""
    settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS = ["netral.contoh.go.id"], origins
    client = Client(enforce_csrf_checks=True, headers={"host": "netral.contoh.go.id"})
    client.get("/akun/masuk/")
    form = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, "login": "x@contoh.example", "password": "x"}

    answer = client.post("/akun/masuk/", form, headers={"origin": "https://netral.contoh.go.id"})

    assert answer.status_code == status


@pytest.mark.parametrize(("header", "counted"), [("", "127.0.0.1"), ("X-Real-IP", "203.0.113.7")])
def test_the_address_comes_from_the_connection_or_from_the_one_header_the_operator_names(
    header: str, counted: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    """Quotas of reports and of sign-ins look at the same place; what a visitor claims elsewhere counts nowhere."""
    found = read(monkeypatch, tmp_path, CLIENT_HEADER=header)
    for name in ("CLIENT_ADDRESS_META", "ALLAUTH_TRUSTED_CLIENT_IP_HEADER"):
        setattr(settings, name, found[name])
    request = RequestFactory().get("/", headers={"X-Real-IP": "203.0.113.7", "X-Forwarded-For": "198.51.100.9"})

    assert (client_address(request), get_client_ip(request)) == (counted, counted)


def test_no_reader_learns_where_people_came_from() -> None:
    assert (running.SECURE_REFERRER_POLICY, running.X_FRAME_OPTIONS) == ("same-origin", "DENY")


# What a power cut may not take


def asked(*questions: str) -> list[object]:
    """The first cell of every answer, through the connection every act goes through."""
    with connection.cursor() as cursor:
        return [cursor.execute(question) and cursor.fetchone()[0] for question in questions]


@pytest.mark.sqlite
@pytest.mark.django_db
def test_on_sqlite_a_commit_waits_for_the_disk() -> None:
    full = 2

    assert asked("PRAGMA synchronous", "PRAGMA journal_mode") == [full, "wal"]


@pytest.mark.postgresql
@pytest.mark.django_db
def test_on_postgresql_a_commit_waits_for_the_disk() -> None:
    """Even where the server was told otherwise for everybody else; `fsync` is the server's alone, and off here."""
    assert asked("SHOW synchronous_commit") == ["on"]


@pytest.mark.parametrize(("given", "kept"), [
    ("", "-c synchronous_commit=on"), ("?options=-c%20work_mem%3D8MB", "-c work_mem=8MB -c synchronous_commit=on"),
])  # fmt: skip
def test_postgresql_is_asked_for_it_beside_whatever_the_address_says(
    given: str, kept: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = read(monkeypatch, tmp_path, DATABASE_URL=f"postgresql://netral@127.0.0.1:5432/netral{given}")

    assert found["DATABASES"]["default"]["OPTIONS"]["options"] == kept


def test_a_new_house_on_sqlite_asks_for_the_whole_promise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    options = read(monkeypatch, tmp_path)["DATABASES"]["default"]["OPTIONS"]

    with sqlite3.connect(tmp_path / "baru.sqlite3") as database:
        database.executescript(options["init_command"])
        [level] = database.execute("PRAGMA synchronous").fetchone()
    assert (level, options["transaction_mode"]) == (2, "IMMEDIATE")
