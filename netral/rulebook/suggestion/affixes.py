"""Indonesian affixes: the forms of a root in reports, formal (memasang, dipasang, pemasangan) and spoken (masangin)."""

_ENDINGS = ("", "kan", "i", "an", "nya", "kannya", "annya", "inya", "lah", "in")
_NOUN_ENDINGS = ("", "an", "nya", "annya")
_PREFIXES = ("", "di", "ter", "ber", "memper", "diper", "ke", "ku")
# The nasal of meN- and peN- before these first letters; those of `_DROPPED` give way to it.
_NASALS = {"bfv": "m", "cdjz": "n", "aeioughq": "ng"}
_DROPPED = {"p": "m", "t": "n", "s": "ny", "k": "ng"}


def forms(root: str) -> frozenset[str]:
    """Every form of a root in small letters. Too many rather than too few: what nobody writes matches nothing."""
    stems = _stems(root)
    verbs = [prefix + root for prefix in _PREFIXES] + stems + ["me" + stem for stem in stems]
    nouns = ["pe" + stem + ending for stem in stems for ending in _NOUN_ENDINGS]
    return frozenset([verb + ending for verb in verbs for ending in _ENDINGS] + nouns)


def _stems(root: str) -> list[str]:
    """The root as it stands after me- and pe-: `pasang` gives `masang`, and `mpasang` for loan words."""
    first = root[:1]
    if first in _DROPPED:
        sound = _DROPPED[first]
        return [sound + root[1:], sound.replace("ny", "n") + root]
    for letters, sound in _NASALS.items():
        if first in letters:
            return [sound + root]
    return [root, "nge" + root]
