import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from netral import audit
from netral.audit.findings import KINDS, broken

ROOM = Path(audit.__file__).parent


@pytest.mark.parametrize("kind", KINDS)
def test_every_finding_says_what_was_found_what_was_expected_and_what_to_do(kind: str):
    problem = broken(kind, "laporan:a#1", found="X1", expected="X2").problem

    assert (problem.kind, problem.where) == (kind, "laporan:a#1")
    for sentence in (problem.found, problem.expected, problem.remedy):
        assert sentence.endswith(".")
        assert "%" not in sentence


def said_here() -> set[str]:
    """Every text of this room that is shown to people."""
    calls = (node for path in ROOM.glob("*.py") for node in ast.walk(ast.parse(path.read_text())))
    return {
        ast.literal_eval(node.args[0])
        for node in calls
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    }


def test_everything_this_room_says_is_said_in_english_too_with_the_same_values():
    with (ROOM / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        english = {str(message.id): str(message.string) for message in read_po(file) if message.id}

    assert set(english) == said_here()
    for indonesian, translation in english.items():
        assert set(re.findall(r"%\(\w+\)s", translation)) == set(re.findall(r"%\(\w+\)s", indonesian)), indonesian
