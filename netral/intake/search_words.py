"""Words that can be looked for although no text stands readable in the database: each is kept as a keyed number.

Whoever holds the database alone learns which reports share a word and how often it occurs, never the word; the key is
derived from the server secret. Names, numbers and titles are found by the beginning of a word too, stories by whole
words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

from netral.intake import receipts

SHORTEST, LONGEST = 2, 12
# Of a story so many different words are kept: the beginning of a long one tells enough.
MOST_OF_A_STORY = 200
# So many words of what somebody looks for are taken; who writes more is understood by the first.
MOST_WANTED = 8
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text in one spelling, in their order: `Rp 5 Juta` gives `rp`, `5`, `juta`."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _WORD.findall(plain.casefold())


def of_names(texts: Iterable[str]) -> set[int]:
    """Marks of names, numbers and titles: every word, and how it begins."""
    return {_mark(begun) for text in texts for word in words(text) for begun in _beginnings(word)}


def of_story(text: str) -> set[int]:
    """Marks of a story: its words, whole."""
    return {_mark(word) for word in list(dict.fromkeys(words(text)))[:MOST_OF_A_STORY]}


def wanted(text: str) -> list[int]:
    """The marks that a row with this text has, all of them; none where the text has no word."""
    return [_mark(word) for word in dict.fromkeys(words(text)[:MOST_WANTED])]


def _beginnings(word: str) -> Iterator[str]:
    yield word
    yield from (word[:length] for length in range(SHORTEST, min(len(word), LONGEST + 1)))


def _mark(word: str) -> int:
    """64 bits of the keyed hash, as a number that both databases keep."""
    digest = blake2b(word.encode(errors="replace"), key=_key(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _key() -> bytes:
    return _bytes(receipts.secret_for("search"))


@lru_cache(maxsize=4)
def _bytes(digits: str) -> bytes:
    return bytes.fromhex(digits)
