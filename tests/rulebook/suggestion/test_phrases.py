"""Phrases found in one pass over the words."""

from netral.rulebook.suggestion.phrases import Hit, Phrases


def test_a_phrase_is_found_where_its_words_stand_in_a_row() -> None:
    phrases = Phrases({"tempat": ["media sosial"]})

    assert phrases.find(["di", "media", "sosial", "dan", "media", "cetak"]) == {"tempat": [Hit(1, 2)]}


def test_of_several_phrases_of_a_group_from_one_word_the_longest_counts() -> None:
    phrases = Phrases({"calon": ["calon", "calon bupati", "calon bupati petahana"]})

    assert phrases.find(["calon", "bupati", "petahana"]) == {"calon": [Hit(0, 2)]}
    assert phrases.find(["calon", "bupati", "lain"]) == {"calon": [Hit(0, 1)]}


def test_a_phrase_cut_short_by_the_end_leaves_its_shorter_one() -> None:
    phrases = Phrases({"calon": ["calon", "calon bupati petahana"]})

    assert phrases.find(["calon", "bupati"]) == {"calon": [Hit(0, 0)]}


def test_groups_are_found_apart_from_each_other() -> None:
    phrases = Phrases({"orang": ["calon"], "jabatan": ["calon bupati", "bupati"]})

    assert phrases.find(["calon", "bupati"]) == {"orang": [Hit(0, 0)], "jabatan": [Hit(0, 1), Hit(1, 1)]}


def test_one_phrase_may_belong_to_two_groups() -> None:
    assert Phrases({"a": ["foto"], "b": ["foto"]}).find(["foto"]) == {"a": [Hit(0, 0)], "b": [Hit(0, 0)]}


def test_nothing_is_found_in_nothing() -> None:
    assert Phrases({"a": ["foto"]}).find([]) == {}
    assert Phrases({}).find(["foto"]) == {}


def test_phrases_are_spelt_as_the_text_is_after_its_spelling_was_made_usual() -> None:
    phrases = Phrases({"grup": ["grup wa"]}, {"wa": "whatsapp"})

    assert phrases.find(["grup", "whatsapp"]) == {"grup": [Hit(0, 1)]}


def test_hits_come_in_the_order_of_the_text() -> None:
    hits = Phrases({"a": ["x", "x y"]}).find(["x", "y", "x", "x", "y"])["a"]

    assert hits == sorted(hits)
