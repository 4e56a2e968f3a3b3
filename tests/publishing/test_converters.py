from datetime import date

import pytest

from netral import rulebook
from netral.publishing.converters import DayConverter, RuleConverter, rule_slug


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        ("SKB-2022/DS-6", "skb-2022-ds-6"),
        ("PP-94-2021/5.n.2", "pp-94-2021-5-n-2"),
        ("DKPP-2-2017", "dkpp-2-2017"),
        ("skb 2022 ds 6", "skb-2022-ds-6"),
        ("skb-2022-ds-6", "skb-2022-ds-6"),
        ("//", ""),
    ],
)
def test_a_code_becomes_a_slug_and_a_slug_stays(code: str, slug: str) -> None:
    assert rule_slug(code) == slug
    assert RuleConverter().to_url(code) == slug


def test_no_two_rules_share_an_address() -> None:
    codes = rulebook.current().provisions

    assert len({rule_slug(code) for code in codes}) == len(codes)


def test_a_rule_is_looked_up_as_it_was_written() -> None:
    assert RuleConverter().to_python("SKB-2022/DS-6") == "SKB-2022/DS-6"


def test_a_day_travels_in_an_address_and_back() -> None:
    day = date(2026, 11, 21)

    assert DayConverter().to_python(DayConverter().to_url(day)) == day
