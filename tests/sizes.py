"""How often the tests that try anything try: a little in `make test`, ten times as often a notch of SOAK."""

import os

NOTCHES = int(os.environ.get("SOAK") or 0)


def examples(few: int) -> int:
    """How many examples to draw: `few`, and ten times as many more for each notch of SOAK."""
    return few * (1 + 10 * NOTCHES)
