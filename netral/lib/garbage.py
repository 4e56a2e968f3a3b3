"""How often a process that serves pages looks for waste that refers to itself."""

import gc

# Things made between two looks. A page makes tens of thousands that live as long as it does: with the 700 of the
# interpreter every second act on five hundred rows took a third longer.
SELDOM = 20_000


def settle() -> None:
    """To be called once all is loaded: it stays to the end and is looked through no more, and what follows seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)
