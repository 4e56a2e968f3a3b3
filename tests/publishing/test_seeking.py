import pytest

from netral.publishing.queries.seeking import folded, has_all, haystack


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pasal 5 huruf n", ("pasal", "5", "huruf", "n")),
        ("  SKB-2022/DS-6 ", ("skb", "2022", "ds", "6")),
        ("Émile", ("emile",)),
        ("<script>", ("script",)),
        ("…", ()),
    ],
)
def test_text_is_folded_to_plain_words(text: str, words: tuple[str, ...]) -> None:
    assert folded(text) == words


def test_every_word_must_begin_a_word() -> None:
    text = haystack("Mengunggah foto bersama calon", "PP 94/2021")

    assert has_all("foto calon", text)
    assert has_all("unggah", text) is False
    assert has_all("meng", text)
    assert has_all("foto bupati", text) is False
    assert has_all("94 2021", text)


def test_no_word_asks_for_nothing() -> None:
    assert has_all("", haystack("apa saja"))
    assert has_all(" … ", "")
