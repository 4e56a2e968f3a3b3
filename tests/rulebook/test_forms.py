"""Official forms: what may be printed as a title, and what must not."""

from pathlib import Path

import pytest

from netral import rulebook
from netral.rulebook.forms import finding_form, report_form
from netral.rulebook.law_files import LawFileError
from tests.rulebook.builders import law_changed

FORMS = rulebook.forms()


def test_only_titles_seen_in_a_source_may_be_printed_as_official() -> None:
    offered = {code for code, form in FORMS.items() if form.official_title}

    assert offered == {"A", "B.1", "B.2", "B.3.1"}
    assert all(FORMS[code].status == "verified" and FORMS[code].confidence != "low" for code in offered)


@pytest.mark.parametrize("status", ["partly", "unverified", "code_only"])
def test_a_title_not_seen_is_never_offered_whatever_is_said_of_it(status: str) -> None:
    doubtful = [form for form in FORMS.values() if form.status == status]

    assert doubtful
    assert not any(form.official_title for form in doubtful)
    assert all(form.assumption for form in doubtful)


def test_a_verified_title_of_a_weak_source_is_not_offered(tmp_path: Path) -> None:
    old = 'source = "Perbawaslu 5/2022"\nconfidence = "high"'
    book = rulebook.load(law_changed(tmp_path, "forms.toml", old, old.replace("high", "low")))

    assert book.forms["A"].official_title is None


def test_both_series_and_the_internal_one_are_there() -> None:
    assert {form.series for form in FORMS.values()} == {"pemilu", "pilkada", "kpu_internal"}
    assert {f"B.{number}" for number in range(1, 22)} <= set(FORMS)
    assert {f"PE-{number}" for number in range(1, 7)} <= set(FORMS)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('status = "code_only"', 'status = "verified"', r"B\.4 → said: found None"),
        ('series = "pemilu"', 'series = "pilpres"', r"A → series: found 'pilpres'"),
        ('status = "verified"', 'status = "sure"', r"A → status: found 'sure'"),
        ('regulation = "Perbawaslu 5/2022', 'aturan = "Perbawaslu 5/2022', r"pemilu → regulation: found None"),
    ],
)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(LawFileError, match=message):
        rulebook.load(law_changed(tmp_path, "forms.toml", old, new))


def test_each_series_has_the_form_on_which_a_report_is_handed_in() -> None:
    found = {series: report_form(FORMS, series) for series in ("pemilu", "pilkada", "kpu_internal")}

    assert {series: form.code if form else None for series, form in found.items()} == {
        "pemilu": "B.1",
        "pilkada": "A.1",
        "kpu_internal": None,
    }


def test_a_finding_has_a_form_of_its_own() -> None:
    found = {series: finding_form(FORMS, series) for series in ("pemilu", "pilkada", "kpu_internal")}

    assert {series: form.code if form else None for series, form in found.items()} == {
        "pemilu": "B.2",
        "pilkada": "A.2",
        "kpu_internal": None,
    }
