"""Words, their places, and where sentences and quotations end."""

import pytest

from netral.rulebook.suggestion.tokens import Spelling, Token, plain, questions, quotations, tokenise

SPELLING = Spelling({"yg": "yang", "gak": "tidak", "kab": "kabupaten"}, frozenset({"kab", "no"}))


def words(text: str) -> list[str]:
    return [token.word for token in tokenise(text, SPELLING)]


def sentences(text: str) -> list[int]:
    return [token.sentence for token in tokenise(text, SPELLING)]


def test_words_are_small_letters_without_marks() -> None:
    assert words("Pak LURAH, pasang (baliho)!") == ["pak", "lurah", "pasang", "baliho"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Jum'at", "jumat"), ("Ma\u2019ruf", "maruf"), ("CAFÉ", "cafe"), ("Ñ", "n"), ("straße", "strasse"), ("02", "02")],
)
def test_accents_and_apostrophes_fall_away(word: str, expected: str) -> None:
    assert plain(word) == expected


def test_an_apostrophe_does_not_split_a_word() -> None:
    assert words("Jum'at di Bu Nua'pu") == ["jumat", "di", "bu", "nuapu"]


def test_hyphens_and_underscores_split_words() -> None:
    assert words("bagi-bagi TikTok-nya a_b") == ["bagi", "bagi", "tiktok", "nya", "a", "b"]


def test_other_spellings_become_the_usual_word() -> None:
    assert words("yg gak netral") == ["yang", "tidak", "netral"]


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "Yth.\u00a0Pak  Camat\x00hadir"

    for token in tokenise(text, SPELLING):
        assert text[token.start : token.end].lower() == token.word


def test_a_token_knows_how_it_was_written() -> None:
    first, second = tokenise("Serang kota", SPELLING)

    assert first == Token(0, 6, "serang", 0, True, True)
    assert second == Token(7, 11, "kota", 0, False, False)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Satu dua. Tiga", [0, 0, 1]),
        ("Satu! Dua? Tiga", [0, 1, 2]),
        ("Satu\nDua", [0, 1]),
        ("Satu; dua", [0, 1]),
        ("Satu, dua: tiga", [0, 0, 0]),
        ("di Kab. Pati", [0, 0, 0]),
        ("surat no. 5", [0, 0, 0]),
        ("berinisial A. Pati", [0, 0, 0]),
        ("nomor 32.01", [0, 0, 0]),
        ("Selesai.” Lalu", [0, 1]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, numbers: list[int]) -> None:
    assert sentences(text) == numbers


def test_the_first_word_of_each_sentence_is_marked() -> None:
    assert [token.first for token in tokenise("Ia datang. Ia pergi", SPELLING)] == [True, False, True, False]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Bolehkah ini? Tidak.", {0}),
        ("Tidak. Boleh?", {1}),
        ("Tidak boleh.", set()),
        ("Apa? Siapa?", {0, 1}),
        ("", set()),
    ],
)
def test_questions_are_told_by_their_mark(text: str, numbers: set[int]) -> None:
    assert questions(text, tokenise(text, SPELLING)) == numbers


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('Ia berkata "pilih nomor dua" keras.', ["pilih nomor dua"]),
        ("Ia berkata “pilih dia” lalu «diam saja».", ["pilih dia", "diam saja"]),
        ('Tidak "ditutup sampai akhir', []),
        ('Baris "satu\ndua" lain', []),
        ('"x" pendek', []),
        ("", []),
    ],
)
def test_quotations_are_found(text: str, quoted: list[str]) -> None:
    assert [text[start + 1 : end - 1] for start, end in quotations(text)] == quoted


def test_a_quotation_that_never_ends_silences_nothing() -> None:
    assert quotations('"' + "kata " * 1000) == []
