"""How a passage is scored: what strengthens it, what weakens it, and the words it names."""

import pytest

from netral import rulebook
from netral.rulebook.suggestion import dictionary, suggest
from netral.rulebook.suggestion.conducts import Match, find, firmness, score
from netral.rulebook.suggestion.phrases import Hit
from tests.rulebook.suggestion.builders import conducts, reading, scores

PLAIN = "Camat hadir di kampanye calon bupati."


@pytest.mark.parametrize(
    "text",
    [
        "Camat tidak hadir di kampanye calon bupati.",
        "Camat tak pernah hadir di kampanye calon bupati.",
        "camat gak hadir di kampanye calon bupati",
        "Camat membantah hadir di kampanye calon bupati.",
        "Camat belum pernah hadir di kampanye calon bupati.",
        "Apakah camat hadir di kampanye calon bupati?",
        "Bolehkah camat hadir di kampanye calon bupati?",
        "Camat hadir di kampanye calon bupati?",
        "Bila camat hadir di kampanye calon bupati, itu melanggar.",
        "Camat dilarang hadir di kampanye calon bupati.",
        "Camat diingatkan agar tidak hadir di kampanye calon bupati.",
        "Jangan hadir di kampanye calon bupati.",
        'Spanduk itu berbunyi "camat hadir di kampanye calon bupati".',
    ],
)
def test_what_is_denied_asked_supposed_forbidden_or_quoted_scores_less(text: str) -> None:
    assert scores(text).get("hadiri_deklarasi_kampanye", 0.0) < scores(PLAIN)["hadiri_deklarasi_kampanye"]


@pytest.mark.parametrize(
    "text",
    [
        "Camat tidak hanya hadir di kampanye calon bupati.",
        "Camat tidak segan hadir di kampanye calon bupati.",
        "Camat bukan cuma hadir di kampanye calon bupati.",
        "Camat itu tidak netral. Ia hadir di kampanye calon bupati.",
    ],
)
def test_not_every_not_denies(text: str) -> None:
    assert scores(text)["hadiri_deklarasi_kampanye"] == scores(PLAIN)["hadiri_deklarasi_kampanye"]


def test_a_denial_weighs_more_than_a_question() -> None:
    denied = scores("Camat tidak hadir di kampanye calon bupati.").get("hadiri_deklarasi_kampanye", 0.0)
    asked = scores("Camat hadir di kampanye calon bupati?")["hadiri_deklarasi_kampanye"]

    assert denied < asked


def test_saying_it_twice_scores_more_but_never_one() -> None:
    twice = scores(PLAIN + " Lurah mengikuti deklarasi caleg.")["hadiri_deklarasi_kampanye"]
    often = scores(" ".join([PLAIN] * 50))["hadiri_deklarasi_kampanye"]

    assert scores(PLAIN)["hadiri_deklarasi_kampanye"] < twice <= often < 1


def test_the_words_that_said_so_are_named() -> None:
    first = suggest(PLAIN)["conduct"][0]

    assert first["code"] == "hadiri_deklarasi_kampanye"
    assert {"hadir", "kampanye"} <= {span["text"] for span in first["because"]}
    assert all(PLAIN[span["start"] : span["end"]] == span["text"] for span in first["because"])


def test_scores_fall_and_have_three_places() -> None:
    text = "Camat hadir di kampanye, berfoto bersama calon dan membagikan stiker."
    values = [each["score"] for each in suggest(text)["conduct"]]

    assert values == sorted(values, reverse=True)
    assert all(value == round(value, 3) for value in values)


def test_of_equals_the_law_decides_the_order() -> None:
    order = list(dict.fromkeys(cue.code for cue in dictionary.current().cues))

    assert order == [code for code in rulebook.conducts if code in order]


def test_every_conduct_but_the_vague_one_has_cues() -> None:
    assert {cue.code for cue in dictionary.current().cues} == set(rulebook.conducts) - {"lain"}


def test_words_too_far_apart_are_no_passage() -> None:
    near = "Camat memasang baliho."
    far = "Camat memasang " + "sangat " * 30 + "baliho."

    assert scores(near)["pasang_alat_peraga"] > 0.6
    assert scores(far).get("pasang_alat_peraga", 0.0) < 0.5


def test_words_of_two_sentences_are_no_passage() -> None:
    assert scores("Ia memasang. Baliho jatuh.").get("pasang_alat_peraga", 0.0) < 0.5


def test_a_reporting_campaign_team_is_not_the_accused() -> None:
    accused = scores("Camat menjadi anggota tim pemenangan paslon 1.")["tim_pemenangan"]
    reporting = scores("Ketua tim pemenangan paslon 1 melaporkan camat.").get("tim_pemenangan", 0.0)

    assert reporting < accused / 2


def test_firmness_multiplies_what_weakens() -> None:
    book = dictionary.current()
    text = reading('Apakah "camat tidak hadir" benar?')
    hadir = Hit(3, 3)

    assert firmness(text, [hadir], book) < book.factors["question"] * book.factors["quotation"]
    assert firmness(reading("Camat hadir"), [Hit(1, 1)], book) == 1


def test_matches_on_the_same_words_count_once() -> None:
    one, same, other = Match(0.5, (Hit(1, 1), Hit(2, 2))), Match(0.4, (Hit(1, 1),)), Match(0.4, (Hit(7, 7),))

    assert score([one]) == score([one, same]) == 0.5
    assert score([one, other]) == pytest.approx(1 - 0.5 * 0.8)


def test_no_more_than_six_passages_count() -> None:
    matches = [Match(0.5, (Hit(at, at),)) for at in range(20)]

    assert score(matches) == score(matches[:6])


def test_nothing_said_is_nothing_scored() -> None:
    assert score([]) == 0
    assert find(reading(""), dictionary.current()) == {}
    assert conducts("Cuaca cerah.") == []


def test_a_score_too_small_to_help_is_left_out() -> None:
    assert all(value >= 0.12 for value in scores("Tidak ada baliho. Jangan komentar. Bila hadir, diam.").values())
