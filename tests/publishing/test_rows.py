from datetime import date

from netral import rulebook
from netral.publishing.queries.rows import KINDS, LEVELS, PHASES, Row
from netral.rulebook.vocabulary import KINDS as ALL_KINDS
from netral.rulebook.vocabulary import LEVELS as ALL_LEVELS
from netral.rulebook.vocabulary import PHASES as ALL_PHASES

TODAY = date(2026, 11, 21)
RULES = rulebook.current().provisions


def test_every_code_of_the_law_has_words() -> None:
    assert set(KINDS) == set(ALL_KINDS)
    assert set(LEVELS) == set(ALL_LEVELS)
    assert set(PHASES) == set(ALL_PHASES)


def test_a_row_is_said_in_words() -> None:
    grave = Row(RULES["SKB-2022/DS-4"])

    assert [str(word) for word in (grave.kind, grave.level, grave.tone, grave.phase)] == [
        "Disiplin",
        "hukuman disiplin berat",
        "bata",
        "sesudah penetapan calon",
    ]


def test_a_row_without_level_or_phase_leaves_them_empty() -> None:
    bare = next(Row(rule) for rule in RULES.values() if not rule.level and not rule.phase)

    assert (bare.level, bare.tone, bare.phase, bare.measures) == ("", "netral", "", [])


def test_the_sanctions_of_a_rule_are_those_of_its_level() -> None:
    measures = Row(RULES["SKB-2022/DS-4"]).measures

    assert {each.sanction.level for each in measures} == {"berat"}
    assert len({each.sanction.code for each in measures}) == len(measures)


def test_a_crime_shows_its_penalty_whole() -> None:
    crime = next(Row(rule) for rule in RULES.values() if rule.penalties and rule.in_force(TODAY))

    assert crime.measures
    assert all(each.length == "" for each in crime.measures)
    assert crime.measures[0].sanction.name.id[0].isupper()


def test_a_repealed_rule_shows_the_sanctions_of_its_own_time() -> None:
    row = Row(RULES["PP-53-2010/4.12.d"])

    assert row.measures
    assert row.rule.until is not None
    assert all(each.sanction.in_force(row.rule.until) for each in row.measures)
