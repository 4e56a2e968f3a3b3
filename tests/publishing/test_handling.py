from datetime import date

import pytest

from netral import rulebook
from netral.cases.states import RECEIVER_NAMES
from netral.publishing.queries.handling import handlings, ways
from netral.rulebook.forwarding import RECEIVERS as ALL_RECEIVERS

TODAY = date(2026, 11, 21)
BOOK = rulebook.current()
RULES = BOOK.provisions
GRAVE = RULES["SKB-2022/DS-6"]


def test_every_receiver_has_a_name() -> None:
    assert set(ALL_RECEIVERS) <= set(RECEIVER_NAMES)


def test_statuses_with_other_sanctions_stand_apart() -> None:
    found = handlings(GRAVE, TODAY)

    assert [each.subjects for each in found] == [[BOOK.subjects["PNS"]], [BOOK.subjects["PPPK"]]]
    assert {each.sanction.code for each in found[0].measures} == {"B1", "B2", "B3"}


def test_statuses_treated_alike_stand_together() -> None:
    crime = RULES["UU-10-2016/71.1"]

    (only,) = handlings(crime, TODAY)

    assert len(only.subjects) == len(crime.subjects)
    assert (only.measures, only.powers, only.recourses) == ([], [], [])
    assert [rule.kind for rule in only.rules] == ["court"]


def test_posts_of_one_official_are_said_together() -> None:
    powers = handlings(GRAVE, TODAY)[0].powers
    labels = [(each.official, tuple(each.sanctions), tuple(each.agencies), each.proposal) for each in powers]
    rows = rulebook.competent_officials("PNS", "berat", TODAY).officials

    assert len(powers) < len(rows)
    assert sum(len(each.sources) for each in powers) >= len(powers)
    assert "JPT pratama (dahulu eselon II)" in {post.id for each in powers for post in each.over}
    assert len(labels) >= len(set(labels)) > 1


def test_an_official_for_some_sanctions_only_is_told_apart() -> None:
    powers = handlings(GRAVE, TODAY)[0].powers

    assert {each.whole for each in powers} == {True, False}
    assert [each.fallback for each in powers].count(True) == 1


def test_a_remedy_names_its_periods_and_what_follows() -> None:
    recourses = {each.remedy.code: each for each in handlings(GRAVE, TODAY)[0].recourses}

    appeal = recourses["BANDING-BPASN"]

    assert [name.id for name in appeal.sanctions] == [
        "Pemberhentian dengan hormat tidak atas permintaan sendiri sebagai PNS"
    ]
    assert not appeal.whole
    assert [each.rule.code for each in appeal.periods] == ["D-BAN", "D-BAN-T", "D-BAN-P"]
    assert [each.code for each in appeal.further] == ["PTTUN"]


def test_an_old_rule_is_punished_by_the_officials_of_its_time() -> None:
    rule = RULES["PP-53-2010/4.12.d"]
    assert rule.until is not None

    sources = {source for each in handlings(rule, rule.until) for power in each.powers for source in power.sources}

    assert sources
    assert all(source.startswith("PP 53/2010") for source in sources)


def test_receivers_stand_in_the_order_of_their_days() -> None:
    found = ways(GRAVE)
    told = [each.route.to for each in found]
    days = [each.route.effective or date.min for each in found if not each.route.not_yet]

    assert days == sorted(days)
    assert told.index("KASN") < told.index("BKN") < told.index("lembaga_pengawas_asn")
    assert found[-1].route.not_yet


def test_receivers_who_stopped_before_the_rule_began_are_left_out() -> None:
    assert GRAVE.effective is not None
    assert all(each.route.until is None or each.route.until >= GRAVE.effective for each in ways(GRAVE))


def test_a_receiver_of_some_statuses_names_them() -> None:
    named = {each.route.to: each.subjects for each in ways(RULES["UU-10-2016/71.1"])}

    assert any(named.values())
    assert all(not each.subjects for each in ways(RULES["SKB-2022/KE-1"]) if each.route.to == "BKN")


@pytest.mark.parametrize("code", RULES)
def test_every_rule_can_be_handled_and_forwarded(code: str) -> None:
    rule = RULES[code]
    day = min(TODAY, rule.until or TODAY)

    assert sum(len(each.subjects) for each in handlings(rule, day)) == len(rule.subjects)
    assert ways(rule) or not rule.subjects
