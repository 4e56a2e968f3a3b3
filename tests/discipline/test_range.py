"""What is recommended, what is decided, and how the two compare: PP 94/2021 as the rulebook has it on the day."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from netral import rulebook
from netral.audit.models import Entry
from netral.discipline import queries
from netral.discipline.models import Decision, Penanganan, Rekomendasi
from netral.discipline.states import Level, Refused
from tests.cases.builders import day
from tests.discipline.builders import LIGHTER, OFFICIAL, decree, imposed, ready, recommended, someone, traces, verified
from tests.documents.builders import words

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ON = day(14).date()
LEVELS = list(Level.values)
# As PP 94/2021 lists them, with the transitional medium ones; cuts of the allowance (S1 to S3) are not in force yet.
CODES = {
    "moral": ["M1", "M2"],
    "ringan": ["R1", "R2", "R3"],
    "sedang": ["ST1", "ST2", "ST3"],
    "berat": ["B1", "B2", "B3"],
    "ptdh": ["PTDH"],
}
DUE = "berat"
LIGHTER_PAIRS = [(wanted, given) for wanted in LEVELS for given in LEVELS if LEVELS.index(given) < LEVELS.index(wanted)]
ENOUGH = [(wanted, given) for wanted in LEVELS for given in LEVELS if LEVELS.index(given) >= LEVELS.index(wanted)]


def letter(made: Rekomendasi) -> str:
    with made.document.opened() as file:
        return words(file.read())


def decided_level(penanganan: Penanganan, given: str, **changes: Any) -> Decision:
    imposed(penanganan, sanction=CODES[given][0], **changes)
    return Decision.objects.get(penanganan=penanganan)


def test_the_rulebook_offers_these_sanctions_on_the_day() -> None:
    assert {level: [each.code for each in rulebook.sanctions(level, ON)] for level in LEVELS} == CODES
    assert [each.code for each in queries.all_sanctions(Penanganan(), ON)] == [
        code for level in LEVELS for code in CODES[level]
    ]


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_alone_leaves_every_sanction_of_it_to_choose(level: str) -> None:
    made = recommended(level=level).rekomendasi

    names = [sanction.name.id for sanction in queries.recommended_range(made, ON)]

    assert [sanction.code for sanction in queries.recommended_range(made, ON)] == CODES[level]
    assert made.sanctions == []
    text = letter(made)
    assert f"Rekomendasi: {Level(level).label}" in text
    assert all(name in text for name in names)


@pytest.mark.parametrize("chosen", [["ST1"], ["ST3", "ST1"], ["ST1", "ST2", "ST3"]])
def test_sanctions_singled_out_are_the_range_and_stand_in_the_letter_alone(chosen: list[str]) -> None:
    made = recommended(sanctions=chosen).rekomendasi

    offered = queries.recommended_range(made, ON)

    assert [each.code for each in offered] == sorted(chosen)
    text = letter(made)
    for sanction in rulebook.sanctions("sedang", ON):
        assert (sanction.name.id in text) == (sanction.code in chosen)
    assert Entry.objects.get(verb="penanganan.rekomendasikan").facts["sanctions"] == chosen


@pytest.mark.parametrize(
    ("level", "sanctions", "strange"),
    [
        ("sedang", ["R1"], "R1"),
        ("sedang", ["ST1", "B1", "PTDH"], "B1, PTDH"),
        ("ringan", ["ST1"], "ST1"),
        ("berat", ["OB1"], "OB1"),  # of PP 53/2010
        ("sedang", ["S1"], "S1"),  # not in force before the regulation on pay
        ("ptdh", [""], ""),
        ("moral", ["karangan"], "karangan"),
    ],
)
def test_only_sanctions_of_the_level_and_the_day_are_recommended(
    level: str, sanctions: list[str], strange: str
) -> None:
    penanganan = verified()
    before = traces(penanganan)

    with pytest.raises(Refused) as refusal:
        recommended(penanganan, level=level, sanctions=sanctions)

    assert refusal.value.field == "sanctions"
    assert refusal.value.message == f"Bukan hukuman tingkat {level}: {strange}."
    assert traces(penanganan) == before


@pytest.mark.parametrize("level", ["", "agak_berat", "SEDANG"])
def test_a_level_nobody_knows_is_refused_at_its_field(level: str) -> None:
    penanganan = verified()
    before = traces(penanganan)

    with pytest.raises(Refused) as refusal:
        recommended(penanganan, level=level)

    assert (refusal.value.field, refusal.value.message) == ("level", "Pilih tingkat hukuman ini.")
    assert traces(penanganan) == before


@pytest.mark.parametrize(("wanted", "given"), LIGHTER_PAIRS)
def test_a_decision_lighter_than_recommended_says_why(wanted: str, given: str) -> None:
    penanganan = recommended(level=wanted)
    before = traces(penanganan)

    for blank in ("", "  \n"):
        with pytest.raises(Refused) as refusal, transaction.atomic():
            decided_level(penanganan, given, deviation_reason=blank)
        assert refusal.value.field == "deviation_reason"
        assert "lebih ringan dari rekomendasi" in refusal.value.message
    assert traces(penanganan) == before

    decision = decided_level(penanganan, given, deviation_reason="  Baru sekali.  ")
    assert (decision.level, decision.deviation_reason, decision.outside_list) == (given, "Baru sekali.", False)


@pytest.mark.parametrize(("wanted", "given"), ENOUGH)
def test_a_decision_as_recommended_or_heavier_is_held_against_the_law_alone(wanted: str, given: str) -> None:
    """The norm of these cases is answered with a heavy sanction: only that needs no reason."""
    penanganan = recommended(level=wanted)

    if given != DUE:
        with pytest.raises(Refused) as refusal, transaction.atomic():
            decided_level(penanganan, given, deviation_reason="")
        assert "lebih ringan dari rekomendasi" not in refusal.value.message
    decision = decided_level(penanganan, given, deviation_reason="" if given == DUE else LIGHTER)

    assert (decision.sanction, decision.level, bool(decision.flags)) == (CODES[given][0], given, given != DUE)
    assert decision.sanction_name == rulebook.sanction(CODES[given][0]).name.id


def test_another_sanction_of_the_level_than_singled_out_is_neither_lighter_nor_outside() -> None:
    penanganan = recommended(sanctions=["ST1"])

    imposed(penanganan, sanction="ST3")

    assert (penanganan.decision.sanction, penanganan.decision.outside_list) == ("ST3", False)


@pytest.mark.parametrize("level", LEVELS)
def test_a_sanction_outside_the_list_is_recorded_and_flagged_with_its_reason(level: str) -> None:
    penanganan, lighter = ready(), LEVELS.index(level) < LEVELS.index("sedang")
    values = {"sanction": "", "other_sanction": "  Kerja sosial sebulan ", "level": level}

    with pytest.raises(Refused) as refusal:
        imposed(penanganan, **values, deviation_reason=" ")
    imposed(penanganan, **values, deviation_reason="Sudah mengaku.")

    decision = penanganan.decision
    assert refusal.value.field == "deviation_reason"
    assert ("lebih ringan dari rekomendasi" in refusal.value.message) is lighter
    assert (decision.sanction, decision.sanction_name, decision.level) == ("", "Kerja sosial sebulan", level)
    assert decision.outside_list
    assert ("lebih_ringan_dari_rekomendasi" in decision.flags) is lighter
    facts = Entry.objects.get(verb="penanganan.jatuhkan_sanksi").facts
    assert (facts["sanction"], facts["level"], facts["outside_list"]) == ("", level, True)
    assert facts["flags"] == decision.flags
    assert "sosial" not in str(facts)


@pytest.mark.parametrize(
    ("sanction", "other", "level", "field"),
    [
        ("", "", "", "sanction"),
        ("", "   ", "berat", "sanction"),
        ("OB1", "", "", "sanction"),
        ("S1", "", "", "sanction"),
        ("", "Kerja sosial", "", "level"),
        ("", "Kerja sosial", "agak_berat", "level"),
        ("ST1", "Kerja sosial", "berat", "other_sanction"),
        ("karangan", "Kerja sosial", "berat", "other_sanction"),
    ],
)
def test_a_decision_names_one_sanction_and_its_level(sanction: str, other: str, level: str, field: str) -> None:
    penanganan = ready()
    before = traces(penanganan)

    with pytest.raises(Refused) as refusal:
        imposed(penanganan, sanction=sanction, other_sanction=other, level=level)

    assert refusal.value.field == field
    assert traces(penanganan) == before


def test_the_level_of_a_listed_sanction_is_that_of_the_list_whatever_is_said() -> None:
    penanganan = recommended(level="ringan")

    imposed(penanganan, sanction="B1", level="ringan")

    assert penanganan.decision.level == "berat"


@pytest.mark.parametrize(
    ("on", "code", "known"),
    [
        (date(2021, 8, 30), "OS1", True),
        (date(2021, 8, 30), "ST1", False),
        (date(2021, 8, 31), "OS1", False),
        (date(2021, 8, 31), "ST1", True),
    ],
)
def test_the_list_is_that_of_the_day_of_the_decision(on: date, code: str, known: bool) -> None:
    if not known:
        with pytest.raises(Refused, match="Pilih hukuman dari daftar"):
            queries.sanction_chosen(Penanganan(), code, "", "", on)
        return

    chosen = queries.sanction_chosen(Penanganan(), code, "", "", on)

    assert (chosen.code, chosen.level, chosen.outside_list) == (code, "sedang", False)


def test_a_recommendation_of_sanctions_long_gone_leaves_the_level() -> None:
    made = Rekomendasi(penanganan=Penanganan(), level="sedang", sanctions=["OS1", "OS2"])

    assert [each.code for each in queries.recommended_range(made, ON)] == CODES["sedang"]


def test_somebody_on_a_contract_is_offered_what_their_law_knows() -> None:
    penanganan = recommended(verified(person=someone(employment="PPPK")), level="berat")

    imposed(penanganan, sanction="PHK-DH")

    assert [each.code for each in queries.recommended_range(penanganan.rekomendasi, ON)] == ["PPPK-B", "PHK-DH"]
    assert (penanganan.decision.sanction, penanganan.decision.level) == ("PHK-DH", "berat")


def test_somebody_on_a_contract_is_not_demoted() -> None:
    penanganan = verified(person=someone(employment="PPPK"))

    with pytest.raises(Refused, match="Bukan hukuman tingkat berat: B1"):
        recommended(penanganan, level="berat", sanctions=["B1"])
    with pytest.raises(Refused, match="Pilih hukuman dari daftar"):
        imposed(recommended(penanganan, level="berat"), sanction="B1")


def test_names_and_words_of_a_decision_are_kept_without_the_white_space_around_them() -> None:
    penanganan = ready()

    imposed(penanganan, sanction="B1", number="  862/1/2024 ", upload=decree(), deviation_reason="  ")

    assert (penanganan.decision.number, penanganan.decision.deviation_reason) == ("862/1/2024", "")
    assert penanganan.decision.exhibit.received_at == day(14)
    assert Entry.objects.get(verb="penanganan.jatuhkan_sanksi").actor == OFFICIAL.reference
