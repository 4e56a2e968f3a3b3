import pytest
from django.utils.translation import override

from netral import rulebook
from netral.publishing.queries.examples import OUTCOMES, examples
from netral.rulebook.elements import MET, NOT_MET, UNKNOWN

RULES = rulebook.current().provisions


def words(code: str) -> list[str]:
    return [each.words for each in examples(RULES[code])]


def test_every_outcome_has_a_word() -> None:
    assert set(OUTCOMES) == {MET, NOT_MET, UNKNOWN}


def test_the_first_example_tells_the_whole_case() -> None:
    first = examples(RULES["SKB-2022/DS-4"])[0]

    assert first.first
    assert first.words == (
        "Pegawai negeri sipil (PNS): menghadiri deklarasi atau kampanye. Terhadap calon. 24 Oktober 2024, "
        "Pilkada serentak nasional 2024 (Gubernur dan Wakil Gubernur). "
        "Memberi tindakan atau dukungan secara aktif; hadir saja belum cukup."
    )
    assert str(first.outcome) == "Terkena aturan ini"


def test_the_others_tell_what_is_different() -> None:
    assert words("SKB-2022/DS-4")[1:] == [
        "Kalau terjadi pada 27 Juni 2024, sebelum penetapan calon",
        "Kalau syarat ini tidak terpenuhi: memberi tindakan atau dukungan secara aktif; hadir saja belum cukup",
        "Kalau terjadi pada 21 September 2022, sehari sebelum aturan ini berlaku",
    ]


def test_another_rule_that_is_breached_instead_is_named() -> None:
    before = examples(RULES["SKB-2022/DS-4"])[1]

    assert [row.rule.code for row in before.instead] == ["SKB-2022/KE-3"]
    assert not before.first


def test_another_status_target_act_or_law_is_named() -> None:
    assert "Kalau orangnya Pegawai pemerintah dengan perjanjian kerja (PPPK)" in words("PP-94-2021/5.n.5")
    assert any("sehari sesudah aturan ini berakhir" in each for each in words("SKB-2020/9"))
    assert any(each.startswith("Kalau perbuatannya: ") for each in words("SKB-2020/9"))
    targets = [each for code in RULES for each in words(code) if each.startswith("Kalau terhadap ")]
    assert targets


def test_a_post_the_rule_asks_for_is_said() -> None:
    assert words("UU-10-2016/71.1")[0].startswith("Pegawai negeri sipil (PNS) (pejabat, bukan setiap pegawai): ")


def test_an_open_example_says_what_is_open() -> None:
    (each,) = [each for each in examples(RULES["UU-7-2017/494"]) if each.tone == "kunyit"]

    assert each.open


@pytest.mark.parametrize("code", RULES)
def test_examples_speak_english_too(code: str) -> None:
    with override("en"):
        told = words(code)

    assert not any(each.startswith("Kalau ") or "Pegawai" in each for each in told)
    assert told != words(code) or not told
