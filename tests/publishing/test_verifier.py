"""The offline page is one file that can reach nothing, and says so to the browser itself."""

import base64
import hashlib
import re

import pytest
from django.test import Client

from netral.publishing import verifier

ADDRESS = "/verifikator.html"


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.fixture
def served(client: Client) -> str:
    return client.get(ADDRESS).content.decode()


def test_the_page_is_served_as_one_file_under_its_own_policy(client: Client) -> None:
    answer = client.get(ADDRESS)

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer["Content-Security-Policy"] == f"{verifier.policy()}; frame-ancestors 'none'"
    assert "max-age=3600" in answer["Cache-Control"]
    assert not answer.cookies


def test_a_saved_copy_carries_the_policy_of_exactly_its_parts(served: str) -> None:
    script, style = (re.search(f"<{tag}>(.*)</{tag}>", served, re.DOTALL) for tag in ("script", "style"))

    assert script
    assert style
    assert f'content="{verifier.policy()}"' in served
    assert f"default-src 'none'; script-src {hash_of(script[1])}; style-src {hash_of(style[1])}" in verifier.policy()


def test_nothing_in_it_leads_outside(served: str) -> None:
    assert not re.findall(
        r"https?:|src=|href=|url\(|@import|fetch\(|XMLHttpRequest|sendBeacon|innerHTML|eval\(", served
    )
    assert served.count("<script") == served.count("<style") == 1
    assert "{csp}" not in served
    assert len(served.encode()) < 40_000


def test_every_sentence_stands_in_two_languages(served: str) -> None:
    assert served.count('lang="id"') - 1 == served.count('lang="en"')
