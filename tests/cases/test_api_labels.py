"""Labels and the last act taken back, by a program: the same verbs, policies and refusals."""

import pytest

from netral.access.models import Role
from netral.cases.models import CaseLabel
from netral.notices.models import Follow
from tests.cases.builders import opened
from tests.cases.test_api_desk import fields, of, sent

pytestmark = pytest.mark.django_db


def test_a_label_is_put_on_listed_and_taken_off() -> None:
    case = opened()

    put = sent(of(case, "label"), {"word": "Mendesak"}).json()
    again = sent(of(case, "label"), {"word": "mendesak"}).json()
    [label] = put["labels"]
    assert (label["word"], len(put["entry_hash"])) == ("Mendesak", 64)
    assert again == {"labels": [label], "entry_hash": None}
    assert sent(of(case, "meja")).json()["labels"] == [label]
    assert sent(of(case, "meja"), office="bawaslu-99", role=Role.EXAMINER).json()["labels"] is None
    assert [one["key"] for one in sent("perkara/?saring=label:mendesak").json()["items"]] == [case.key]

    off = sent(of(case, f"label/{label['key']}/lepas"), {})
    assert off.json()["labels"] == []
    assert sent(of(case, f"label/{label['key']}/lepas"), {}).status_code == 409
    assert sent(of(case, "label/tidakada/lepas"), {}).status_code == 404


def test_a_word_that_is_none_and_an_office_above_are_refused() -> None:
    case = opened()

    answer = sent(of(case, "label"), {"word": "a:b"})
    assert (answer.status_code, fields(answer)) == (422, ["word"])
    assert sent(of(case, "label"), {"word": "x" * 31}).status_code == 422
    above = {"office": "bawaslu-99", "role": Role.EXAMINER}
    assert sent(of(case, "label"), {"word": "lain"}, **above).status_code == 422
    assert sent(of(case, "label/x/lepas"), {}, **above).status_code == 422
    assert sent(of(case, "label"), {"word": "lain"}, office="bawaslu-99.08").status_code == 404
    assert not CaseLabel.objects.exists()


def test_the_desk_names_what_may_be_taken_back() -> None:
    case = opened()
    assert sent(of(case, "meja")).json()["undo"] is None
    sent(of(case, "label"), {"word": "mendesak"})
    named = sent(of(case, "meja")).json()["undo"]

    assert sent(of(case, "batalkan"), {"act": "999"}).status_code == 409
    assert len(sent(of(case, "batalkan"), {"act": named}).json()["entry_hash"]) == 64
    assert sent(of(case, "batalkan"), {"act": named}).status_code == 409
    sent(of(case, "ikuti"), {"follow": True})
    assert sent(of(case, "meja")).json()["undo"] == "ikuti"
    assert sent(of(case, "batalkan"), {"act": "ikuti"}).json() == {"entry_hash": None}
    assert not Follow.objects.exists()
