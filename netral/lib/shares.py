"""A secret in several parts, of which some are enough: SLIP-0039, as many programs and devices read it.

A part is 33 English words. Fewer than needed tell nothing at all about the secret.
"""

from collections.abc import Sequence

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

MOST_SHARES = 16  # what the standard allows in one group


class SharesDoNotFit(Exception):  # noqa: N818 - reads as what happened
    """These parts do not make a secret together: too few, mistyped, or of another one. The message says which."""


def split(secret: bytes, *, needed: int, shares: int) -> list[str]:
    """Parts of an even number of bytes, 16 or more; any `needed` of them bring the secret back.

    ValueError unless 2 ≤ needed ≤ shares ≤ 16: a part that is enough alone is no part.
    """
    if not 2 <= needed <= shares <= MOST_SHARES:  # noqa: PLR2004 - said in the docstring
        raise ValueError(
            f"{needed} of {shares} is impossible; 2 or more are needed, and at most {MOST_SHARES} are made"
        )
    return generate_mnemonics(1, [(needed, shares)], secret)[0]


def join(parts: Sequence[str]) -> bytes:
    """The secret. Raises SharesDoNotFit."""
    try:
        return bytes(combine_mnemonics([" ".join(part.split()) for part in dict.fromkeys(parts)]))
    except MnemonicError as problem:
        raise SharesDoNotFit(str(problem)) from None
