"""Finding by words: folded to plain letters, every word of the question must be there."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=2048)
def folded(text: str) -> tuple[str, ...]:
    """The words of a text in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return tuple(WORD.findall(plain))


def haystack(*texts: str) -> str:
    """All words of these texts, each with a space before it."""
    return "".join(f" {word}" for text in texts for word in folded(text))


def has_all(words: str, text: str) -> bool:
    """Whether each word begins some word of the haystack."""
    return all(f" {word}" in text for word in folded(words))
