"""Names of people: titles apart, spellings made alike. Nothing here guesses; it only forgets what does not tell apart.

`I`, `Ni`, `Andi`, `Sutan` are parts of a name and stay; `H.`, `Drs.`, `S.Pd.` are titles and go. A name of one word
is a name. What is left is compared, never shown: people read the name as it was written.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from netral.offices.names import words

_DATA = tomllib.loads((Path(__file__).parent / "data" / "names.toml").read_text(encoding="utf-8"))
_FRONT = frozenset(_DATA["front"].split())
_BACK = frozenset(_DATA["back"].split())
_KINSHIP = frozenset(_DATA["kinship"].split())
_SAME: dict[str, str] = {
    variant: name for name, variants in _DATA["same"].items() for variant in [name, *variants.split()]
}
# Degrees nobody thought of: they begin with a known letter and end with a dot, as in `S.Tr.Pel.`
_DEGREE = re.compile(r"(?:[SMAD]|Sp)\.(?:[A-Z][A-Za-z]{0,6}\.)+", re.ASCII)
_GLUED = re.compile(r"(?<!\S)((?:Prof|Drs|Dra|Dr|dr|drg|Ir|Hj|H|KH)\.)(?=\w)")
_LONGEST = 200
_LONGEST_KEY = 24

# Spellings before 1972, and the Arabic letter that is written kh, ch or h.
_OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"), ("ch", "h"), ("kh", "h"))
_VOWELS = re.compile(r"[aeiou]")
_TWICE = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class ParsedName:
    """A name in its three parts, each as it was written."""

    front_titles: str
    name: str
    back_titles: str


def parse(text: str) -> ParsedName:
    """Split `Dr. H. Arif Contoh, S.T., M.Si.` into titles, name, titles. A text of titles only is all name."""
    parts = _parts(text[:_LONGEST])
    start = 0
    while start < len(parts) - 1 and parts[start].rstrip(".").lower() in _FRONT:
        start += 1
    end = _end_of_name(parts, start)
    return ParsedName(" ".join(parts[:start]), " ".join(parts[start:end]).rstrip(","), " ".join(parts[end:]))


def _parts(text: str) -> list[str]:
    """Words, and titles written without a space between them: `Drs.H.Ahmad, S.E.,M.M.`."""
    spaced = text.replace(",", ", ")
    for _again in range(3):
        spaced = _GLUED.sub(r"\1 ", spaced)
    return spaced.replace(" ,", ",").split()


def _end_of_name(parts: list[str], start: int) -> int:
    """Where the titles behind the name begin; the end of the text if what looked like titles is not only titles."""
    after_comma = False
    for place in range(start + 1, len(parts)):
        after_comma = after_comma or parts[place - 1].endswith(",")
        if after_comma or _is_back_title(parts[place], sure=False):
            titles = all(_is_back_title(part, sure=after_comma) for part in parts[place:])
            return place if titles else len(parts)
    return len(parts)


def _is_back_title(part: str, *, sure: bool) -> bool:
    """`sure`: it stands where titles stand. Elsewhere `Ma` may be a name; `M.A.`, `MA` and `MSi` are titles."""
    plain = part.rstrip(",")
    written_as_title = sure or "." in plain or any(letter.isupper() for letter in plain[1:])
    return (plain.replace(".", "").lower() in _BACK and written_as_title) or bool(_DEGREE.fullmatch(plain))


@lru_cache(maxsize=1024)  # one colleague is compared with whomever five hundred cases name
def comparable(text: str) -> str:
    """The name as it is compared: without titles, in today's spelling, abbreviations written out."""
    plain = [word for word in words(parse(text).name) if word not in _KINSHIP]
    if len(plain) > 1 and plain[0] == "m":
        plain[0] = "muhammad"
    return " ".join(_alike(word) for word in plain)


def _alike(word: str) -> str:
    if word in _SAME:
        return _SAME[word]
    for old, new in _OLD_SPELLING:
        word = word.replace(old, new)
    return _TWICE.sub(r"\1", word)


def keys(comparable_words: Iterable[str]) -> set[str]:
    """What the index holds of a name: of each word its first letter and its consonants."""
    return {_key(word) for word in comparable_words}


def _key(word: str) -> str:
    consonants = word[0] + _VOWELS.sub("", word[1:])
    consonants = {"j": "y"}.get(consonants[0], consonants[0]) + consonants[1:]
    return (_TWICE.sub(r"\1", consonants) if len(consonants) > 1 else word)[:_LONGEST_KEY]
