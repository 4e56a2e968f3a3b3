"""What the law says of one handling: range, repetition, several breaches, and whose decision it is."""

from typing import Any

import pytest

from netral import rulebook
from netral.cases.models import Kajian, TakenNorm
from netral.discipline import queries
from netral.discipline.models import Decision, Penanganan
from netral.discipline.states import Refused
from tests.cases.builders import day
from tests.discipline.builders import LIGHTER, imposed, recommended, someone, taken_in, verified
from tests.documents.builders import words

pytestmark = pytest.mark.django_db
ON = day(14).date()


def with_norms(penanganan: Penanganan, *codes: str, kind: str = "disiplin") -> queries.Ground:
    """The ground of a handling whose kajian took over these norms."""
    row = {"kind": kind, "basis": ["Pasal"], "level": None, "elements": [], "confidence": "high"}
    rows = [{**row, "provision": code} for code in codes]
    kajian = Kajian.objects.filter(case=penanganan.case).order_by("-edition").first()
    assert kajian
    Kajian.objects.filter(pk=kajian.pk).update(assessment={"allegations": rows}, provisions=list(codes))
    for code in codes:
        TakenNorm.objects.get_or_create(
            accused=penanganan.penerusan.accused, provision=code,
            defaults={"kajian": kajian, "taken_at": kajian.saved_at, "taken_by": kajian.saved_by},
        )  # fmt: skip
    return queries.Ground(penanganan)


def codes(found: rulebook.SanctionRange | None) -> list[str]:
    assert found
    return [each.code for each in found.sanctions]


def test_the_range_is_that_of_the_norms_the_members_found_violated() -> None:
    ground = queries.Ground(recommended(level="ringan"))

    assert codes(ground.range(ON)) == ["B1", "B2", "B3"]
    assert ground.day == day(-3).date()


def test_of_several_breaches_the_heaviest_counts_and_the_rule_says_so() -> None:
    ground = with_norms(recommended(), "SKB-2022/DS-9", "SKB-2022/DS-8", "UU-7-2017/494", "TIDAK-ADA")

    found = ground.range(ON)

    assert "UU-7-2017/494" not in ground.breaches  # a court answers that one
    assert ground.breaches[0] == "SKB-2022/DS-8"
    assert found
    assert found.level == "berat"
    assert "several" in {rule.kind for rule in found.rules}


def test_without_a_norm_the_recommended_level_gives_the_range() -> None:
    made, before = recommended(level="ringan"), verified(taken_in(), person=someone("Terlapor Rekaan"))

    assert codes(with_norms(made).range(ON)) == ["R1", "R2", "R3"]
    assert with_norms(before).range(ON) is None


def test_nothing_is_known_before_the_person_is() -> None:
    ground = queries.Ground(taken_in())

    assert ground.range(ON) is None
    assert ground.previous is None
    assert ground.competence("berat", ON) is None
    assert ground.officials(ON) == []


def test_a_repetition_asks_for_something_heavier() -> None:
    person = someone(nip="198001012005011001")
    first = imposed(recommended(verified(person=person)), sanction="B1", deviation_reason="")
    Decision.objects.update(decided_on=day(-100).date())
    second = recommended(verified(person=person))

    ground = queries.Ground(second)

    assert ground.previous == first.decision
    assert codes(ground.range(ON)) == ["B2", "B3"]
    with pytest.raises(Refused, match="lebih berat"):
        imposed(second, sanction="B1", deviation_reason="")


def test_a_sanction_after_the_act_or_of_somebody_else_is_no_repetition() -> None:
    person = someone()
    imposed(recommended(verified(person=person)))
    imposed(recommended(verified(person=someone(name="Terlapor Rekaan"))))

    assert queries.Ground(recommended(verified(person=person))).previous is None


def test_lighter_than_due_says_what_it_means_for_the_superior() -> None:
    penanganan = recommended(level="sedang")

    with pytest.raises(Refused) as refusal:
        imposed(penanganan, deviation_reason="")
    imposed(penanganan)

    assert "lebih ringan daripada yang ditetapkan" in refusal.value.message
    assert "dijatuhi hukuman disiplin yang lebih berat" in refusal.value.message
    noted = queries.flag_words(penanganan.decision.flags)
    assert any("PP 94/2021 Pasal 24" in each for each in noted)


@pytest.mark.parametrize(
    ("position", "level", "official", "fits"),
    [
        ("camat", "ringan", "pembina_kabkota", False),  # the superior of a camat is a head of office
        ("camat", "ringan", "jpt_pratama", True),
        ("camat", "berat", "pembina_kabkota", True),
        ("camat", "berat", "jpt_pratama", False),
        ("", "berat", "presiden", True),  # without a post anybody of the list may be meant
        ("camat", "berat", "lain", False),
    ],
)
def test_somebody_not_competent_is_told_who_is(position: str, level: str, official: str, fits: bool) -> None:
    penanganan = recommended(verified(person=someone(position_class=position)), level=level)
    values = {"sanction": rulebook.sanctions(level, ON)[0].code, "official": official}

    if not fits:
        with pytest.raises(Refused, match="Yang berwenang menjatuhkan hukuman ini") as refusal:
            imposed(penanganan, **values, deviation_reason="")
        assert refusal.value.field == "official"
        assert "PP 94/2021 Pasal" in refusal.value.message
    imposed(penanganan, **values, deviation_reason=LIGHTER)

    assert ("pejabat_lain" in penanganan.decision.flags) is not fits


def test_the_list_of_officials_says_which_levels_are_whose() -> None:
    ground = queries.Ground(recommended(verified(person=someone(position_class="camat"))))

    offered = dict(ground.officials(ON))

    assert offered["pembina_kabkota"].endswith("hukuman disiplin berat, pemberhentian tidak dengan hormat")
    assert offered["jpt_pratama"].endswith(": hukuman disiplin ringan")


@pytest.mark.parametrize(
    ("agency", "own"),
    [("pemkab-99.07", "pembina_kabkota"), ("pemprov-99", "pembina_provinsi"), ("bkn", "pembina_pusat")],
)
def test_the_appointing_official_is_that_of_the_kind_of_agency(agency: str, own: str) -> None:
    penanganan = verified(person=someone(agency=agency))

    assert queries.Ground(penanganan).own_official == own


def test_the_list_to_pick_from_begins_with_what_fits_the_law() -> None:
    groups = queries.Ground(recommended()).choices(ON)

    titles: list[Any] = [title for title, _ in groups]
    assert titles[0] == "Sesuai aturan untuk perkara ini"
    assert [code for code, _ in groups[0][1]] == ["B1", "B2", "B3"]
    everything = [code for _, group in groups for code, _ in group]
    assert len(everything) == len(set(everything))
    assert dict(groups[0][1])["B1"].endswith(", 12 bulan")


def test_the_letter_names_who_is_competent() -> None:
    made = recommended(verified(person=someone(position_class="camat")), level="berat").rekomendasi

    with made.document.opened() as file:
        assert "PP 94/2021 Pasal 18 ayat (3)" in words(file.read())
