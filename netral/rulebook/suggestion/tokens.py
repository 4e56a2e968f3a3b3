"""Words of a text with their places in it, and where its sentences end."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['\u2019\u02bc`][^\W_]+)*")
_MARKS = re.compile(r"['\u2019\u02bc`]")
# Bounded, so that a quotation mark that is never closed costs nothing and silences nothing.
_QUOTED = re.compile(r'"[^"\n]{2,600}"|\u201c[^\u201d\n]{2,600}\u201d|\u00ab[^\u00bb\n]{2,600}\u00bb')


class Token(NamedTuple):
    """A word: its offsets in the text, its plain small-letter form, its sentence, and how it was written."""

    start: int
    end: int
    word: str
    sentence: int
    capital: bool
    first: bool


class Spelling(NamedTuple):
    """What people write instead of a word (`yg` for `yang`), and short forms whose full stop ends no sentence."""

    instead: Mapping[str, str]
    short: frozenset[str]


def plain(word: str) -> str:
    """Small letters without accents and apostrophes."""
    if word.isascii() and word.isalnum():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", _MARKS.sub("", word)).casefold()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def tokenise(text: str, spelling: Spelling) -> list[Token]:
    """The words in order. Time and space are linear in the length of the text."""
    tokens: list[Token] = []
    sentence, end, before = 0, 0, ""
    for found in _WORD.finditer(text):
        new = bool(tokens) and _ends(text[end : found.start()], before, spelling.short)
        sentence += new
        word = plain(found.group())
        before, end = word, found.end()
        usual = spelling.instead.get(word, word)
        tokens.append(Token(found.start(), end, usual, sentence, found.group()[0].isupper(), new or not tokens))
    return tokens


def _ends(gap: str, before: str, short: frozenset[str]) -> bool:
    """Whether a sentence ends in what stands between two words."""
    if any(mark in gap for mark in "!?\n;"):
        return True
    if "." not in gap or gap == ".":  # 32.01, dki.jakarta
        return False
    return before not in short and len(before) > 1


def questions(text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """The numbers of the sentences that end with a question mark."""
    following = [*(token.start for token in tokens), len(text)][1:]
    return frozenset(
        token.sentence for token, start in zip(tokens, following, strict=False) if "?" in text[token.end : start]
    )


def quotations(text: str) -> list[tuple[int, int]]:
    """Where quoted words start and end, in order and apart from each other."""
    return [found.span() for found in _QUOTED.finditer(text)]
