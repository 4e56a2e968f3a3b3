"""Codes people write down, read aloud and type back: 15 characters of Crockford's base 32 and one that checks them.

The check character is the value that makes a weighted sum over GF(32) vanish. Every position has its own weight, so
one wrong character and two exchanged ones are always noticed, wherever they stand.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
RANDOM_BITS = 75
_GROUP = 4
_MODULUS = 0b100101  # x^5 + x^2 + 1, a primitive polynomial: x runs through all 31 other values
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})

_DIGIT_WORDS = {
    "id": ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
# The spelling alphabet of radio and aviation, known in both languages; keyed by its own first letters.
_LETTER_WORDS = {
    word[0]: word
    for word in (
        "Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "Juliett", "Kilo", "Mike",
        "November", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Victor", "Whiskey", "X-ray", "Yankee", "Zulu",
    )
}  # fmt: skip


def _times(left: int, right: int) -> int:
    """The product of two elements of GF(32)."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 0b100000:
            left ^= _MODULUS
        right >>= 1
    return product


def _weights() -> tuple[int, ...]:
    weights = [1]
    while len(weights) < LENGTH:
        weights.append(_times(weights[-1], 2))
    return tuple(reversed(weights))


# The check character, last, has weight 1: it is the sum of all others.
WEIGHTS = _weights()


def from_bits(value: int) -> str:
    """The code that carries the lowest 75 bits of a number."""
    digits = [(value >> (5 * place)) & 31 for place in reversed(range(LENGTH - 1))]
    check = _sum(digits)
    return "".join(ALPHABET[digit] for digit in [*digits, check])


def _sum(digits: list[int]) -> int:
    total = 0
    for weight, digit in zip(WEIGHTS, digits, strict=False):
        total ^= _times(weight, digit)
    return total


def normalise(text: str) -> str:
    """What the typist meant: upper case, no spaces or dashes, O read as 0, I and L as 1. Not checked."""
    return "".join(character for character in text.upper().translate(_MISREAD) if character.isalnum())


def holds(code: str) -> bool:
    """Whether a normalised code has the right length, alphabet and check character."""
    if len(code) != LENGTH or any(character not in ALPHABET for character in code):
        return False
    return _sum([ALPHABET.index(character) for character in code]) == 0


def groups(code: str) -> str:
    """`7K4M 2PXD 91QF HT3E`: four groups of four."""
    return " ".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def spoken(code: str, language: str = "id") -> str:
    """How to read a code to somebody: digits as words, letters in the spelling alphabet, a pause between groups."""
    digits = _DIGIT_WORDS.get(language, _DIGIT_WORDS["id"])
    words = [[digits[int(c)] if c.isdigit() else _LETTER_WORDS[c] for c in group] for group in groups(code).split()]
    return "; ".join(" ".join(group) for group in words)
