"""Which sanctions are open for a breach, and whether an imposed one lies inside: flagged, never refused."""

from datetime import date
from pathlib import Path

import pytest

from netral import rulebook
from netral.rulebook.law_files import LawFileError
from netral.rulebook.ranges import RULE_KINDS, WHY, SanctionRange
from tests.rulebook.builders import law_changed

BOOK = rulebook.current()
NOW = date(2024, 10, 10)
THEN = date(2021, 8, 30)


def codes(found: SanctionRange) -> list[str]:
    return [sanction.code for sanction in found.sanctions]


def kinds(found: SanctionRange) -> set[str]:
    return {rule.kind for rule in found.rules}


def why(found: SanctionRange, code: str = "", **said: object) -> list[str]:
    return [rule.kind for rule in found.judge(code, **said).reasons]  # type: ignore[arg-type]


def test_a_provision_and_its_level_open_the_same_sanctions() -> None:
    by_row, by_level = rulebook.sanction_range("SKB-2022/DS-6", NOW), rulebook.sanction_range("berat", NOW)

    assert codes(by_row) == codes(by_level) == ["B1", "B2", "B3"]


@pytest.mark.parametrize(("on", "wanted"), [(THEN, ["OS1", "OS2", "OS3"]), (date(2021, 8, 31), ["ST1", "ST2", "ST3"])])
def test_the_list_changes_on_31_august_2021(on: date, wanted: list[str]) -> None:
    assert codes(rulebook.sanction_range("sedang", on)) == wanted


def test_the_cuts_of_the_allowance_are_shown_as_the_later_form_and_ask_for_a_lawyer() -> None:
    found = rulebook.sanction_range("sedang", NOW)

    assert [(each.code, each.months, each.succeeds) for each in found.later] == [
        ("S1", 6, "ST1"),
        ("S2", 9, "ST2"),
        ("S3", 12, "ST3"),
    ]
    assert "switch" in kinds(found)
    assert found.needs_review
    assert found.confidence == "medium"


def test_an_imposed_cut_is_flagged_as_waiting_and_not_as_lighter() -> None:
    check = rulebook.sanction_range("sedang", NOW).judge("S2")

    assert not check.inside
    assert [rule.code for rule in check.reasons] == ["BELUM-BERLAKU"]
    assert check.notes == ()


def test_turning_the_switch_brings_the_cuts_in_at_the_weight_of_what_they_replace(tmp_path: Path) -> None:
    folder = law_changed(tmp_path, "sanctions/pp94.toml", "not_yet = true", "effective = 2024-01-01")
    found = rulebook.load(folder).sanction_range("sedang", NOW)

    assert codes(found) == ["ST1", "S1", "ST2", "ST3"]
    assert found.judge("S1").inside


@pytest.mark.parametrize(
    ("last", "wanted"),
    [("ST1", ["ST2", "ST3"]), ("ST3", ["B1", "B2", "B3"]), ("B1", ["B2", "B3"]), ("R3", ["ST1", "ST2", "ST3"])],
)
def test_a_repetition_opens_only_what_is_heavier_than_the_last(last: str, wanted: list[str]) -> None:
    found = rulebook.sanction_range("sedang", NOW, last=last)

    assert codes(found) == wanted
    assert "repeat" in kinds(found)


def test_the_last_sanction_may_come_from_the_old_list() -> None:
    assert codes(rulebook.sanction_range("sedang", NOW, last="OS2")) == ["ST3"]


def test_a_moral_statement_before_does_not_count_as_the_last_disciplinary_sanction() -> None:
    assert codes(rulebook.sanction_range("sedang", NOW, last="M2")) == ["ST1", "ST2", "ST3"]


def test_after_the_heaviest_sanction_nothing_is_heavier_and_a_lawyer_must_look() -> None:
    found = rulebook.sanction_range("berat", NOW, last="B3")

    assert codes(found) == []
    assert "repeat_top" in kinds(found)
    assert found.needs_review
    assert found.confidence == "low"
    assert why(found, "B3") == ["repeat_top"]


def test_of_several_breaches_only_the_heaviest_level_is_open() -> None:
    found = rulebook.sanction_range("PP-94-2021/5.n.2", NOW, others=["SKB-2022/DS-6"])

    assert codes(found) == ["B1", "B2", "B3"]
    assert "several" in kinds(found)
    assert "several" not in kinds(rulebook.sanction_range("SKB-2022/DS-6", NOW))


def test_ethics_beside_discipline_stays_a_track_of_its_own() -> None:
    assert codes(rulebook.sanction_range("moral", NOW, others=["berat"])) == ["M1", "M2"]
    assert codes(rulebook.sanction_range("berat", NOW, others=["moral"])) == ["B1", "B2", "B3"]


def test_a_lighter_level_makes_the_official_liable() -> None:
    check = rulebook.sanction_range("berat", NOW).judge("ST1")

    assert not check.inside
    assert [rule.kind for rule in check.reasons] == ["lighter"]
    assert [rule.code for rule in check.notes] == ["PP94-TERLALU-RINGAN"]


def test_under_the_old_regulation_a_lighter_sanction_had_no_such_note() -> None:
    check = rulebook.sanction_range("berat", THEN).judge("OS1")

    assert [rule.kind for rule in check.reasons] == ["lighter"]
    assert check.notes == ()


@pytest.mark.parametrize(
    ("level", "imposed", "wanted"),
    [
        ("sedang", "ST1", []),
        ("sedang", "B1", ["heavier"]),
        ("berat", "R1", ["lighter"]),
        ("berat", "M1", ["other_track"]),
        ("berat", "OB1", ["other_days"]),
        ("berat", "OS1", ["other_days", "lighter"]),
        ("berat", "KD1", ["other_person"]),
        ("berat", "PTDH", ["other_track"]),
    ],
)
def test_an_imposed_sanction_lies_inside_or_says_why_not(level: str, imposed: str, wanted: list[str]) -> None:
    found = rulebook.sanction_range(level, NOW)

    assert why(found, imposed) == wanted
    assert found.judge(imposed).inside is not bool(wanted)


def test_one_that_is_not_heavier_than_the_last_lies_outside() -> None:
    assert why(rulebook.sanction_range("sedang", NOW, last="ST2"), "ST1") == ["not_heavier"]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [({"level": "ringan"}, ["unlisted", "lighter"]), ({"level": "berat"}, ["unlisted", "heavier"]), ({}, ["unlisted"])],
)
def test_a_sanction_of_no_list_is_recorded_and_flagged(said: dict[str, str], wanted: list[str]) -> None:
    found = rulebook.sanction_range("sedang", NOW)

    assert why(found, "", **said) == wanted
    assert why(found, "Z9", **said) == wanted


@pytest.mark.parametrize(
    ("said", "inside"),
    [({"years": 3}, False), ({"years": 1}, True), ({}, True), ({"months": 6}, False)],
)
def test_another_length_than_the_law_sets_is_flagged(said: dict[str, int], inside: bool) -> None:
    """A three-year delay of a rank did happen."""
    check = rulebook.sanction_range("sedang", NOW).judge("ST2", **said)  # type: ignore[arg-type]

    assert check.inside is inside
    assert inside or [rule.kind for rule in check.reasons] == ["length"]


def test_a_length_beside_a_sanction_without_one_is_no_flaw() -> None:
    assert rulebook.sanction_range("ringan", NOW).judge("R1", years=1).inside


def test_without_a_level_in_the_regulation_a_human_decides() -> None:
    found = rulebook.sanction_range("PP-94-2021/5.n.1", NOW)

    assert codes(found) == []
    assert "no_level" in kinds(found)
    assert why(found, "ST1") == ["no_level"]


def test_a_crime_belongs_to_the_court() -> None:
    crime = next(code for code, row in BOOK.provisions.items() if row.kind == "pidana")
    found = rulebook.sanction_range(crime, NOW)

    assert "court" in kinds(found)
    assert why(found, "B1") == ["court"]


@pytest.mark.parametrize(("subject", "code"), [("honorer", "PERJANJIAN"), ("BPD", "BPD-TANPA-DAFTAR")])
def test_where_the_law_lists_nothing_it_is_said(subject: str, code: str) -> None:
    found = rulebook.sanction_range("berat", NOW, subject=subject)

    assert codes(found) == []
    assert code in [rule.code for rule in found.rules]


def test_nothing_at_all_to_say_is_still_flagged() -> None:
    assert why(rulebook.sanction_range("ringan", NOW, subject="Polri"), "R1") == ["unlisted"]


def test_a_village_head_is_reprimanded_before_dismissal() -> None:
    first = rulebook.sanction_range("UU-6-2014/29.j", NOW, subject="kades")
    second = rulebook.sanction_range("UU-6-2014/29.j", NOW, subject="kades", last="KD2")

    assert codes(first) == ["KD1", "KD2", "KD3", "KD4"]
    assert first.judge("KD4").inside
    assert [rule.kind for rule in first.judge("KD4").notes] == ["too_early"]
    assert second.judge("KD4").notes == ()
    assert first.judge("KD1").notes == ()


def test_a_civil_servant_of_unknown_status_may_face_either_list() -> None:
    assert codes(rulebook.sanction_range("berat", NOW, subject="ASN")) == ["B1", "PPPK-B", "B2", "PHK-DH", "B3"]


def test_levels_that_cannot_be_compared_are_a_track_of_their_own() -> None:
    assert why(rulebook.sanction_range("UU-34-2004/39", NOW, subject="TNI"), level="berat") == [
        "unlisted",
        "other_track",
    ]
    assert why(rulebook.sanction_range("berat", NOW), level="berat") == ["unlisted"]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        ({"of": "X-1"}, "no level or provision 'X-1'"),
        ({"of": "berat", "subject": "raja"}, "no subject 'raja'"),
        ({"of": "berat", "last": "Z9"}, "no sanction 'Z9'"),
        ({"of": "berat", "others": ["X-1"]}, "no level or provision 'X-1'"),
    ],
)
def test_unknown_codes_name_those_there_are(ask: dict[str, object], message: str) -> None:
    with pytest.raises(rulebook.UnknownCodeError, match=message):
        rulebook.sanction_range(**ask, on=NOW)  # type: ignore[arg-type]


def test_every_rule_is_cited_and_speaks_both_languages() -> None:
    for rule in BOOK.catalogue.rules:
        assert rule.kind in RULE_KINDS
        assert rule.source
        assert rule.says.id != rule.says.en
        assert rule.confidence != "low" or rule.assumption


@pytest.mark.parametrize("kind", WHY)
def test_a_reason_that_is_missing_is_refused(tmp_path: Path, kind: str) -> None:
    rule = next(rule for rule in BOOK.catalogue.rules if rule.kind == kind)
    head = f'[{rule.code}]\nkind = "{kind}"'

    with pytest.raises(LawFileError, match=rf"ranges\.toml, top level → {kind}"):
        rulebook.load(law_changed(tmp_path, "ranges.toml", head, f'[{rule.code}]\nkind = "idle"'))


def test_limits_grades_and_places_are_read() -> None:
    confinement, warning = rulebook.sanction("PL7"), rulebook.sanction("EP1")

    assert (confinement.longest.count, confinement.longest.unit) == (21, "days")  # type: ignore[union-attr]
    assert [grade.id for grade in warning.grades] == ["peringatan", "peringatan keras", "peringatan keras terakhir"]
    assert [rulebook.sanction(code).place for code in ("R1", "R3", "ST1", "S1", "B3")] == [0, 2, 0, 0, 2]
