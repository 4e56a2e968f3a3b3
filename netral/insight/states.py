"""Words of this room: what is counted of the way cases take, and how it is told."""

from dataclasses import dataclass

from django.db import models

# Fewer than this many are not told to whoever does not work in the office they belong to.
FEWEST_TOLD = 5
# A cell is an office alone (its code), or with every office below it.
WITH_ALL_BELOW = "+"


class Measure(models.TextChoices):
    """What one figure is about. `of` and `number` differ by measure, as each line says."""

    WHOLE = "seluruh"  # number: finished traces
    STEP = "langkah"  # number: times the step was taken
    ROUTE = "varian"  # number: finished traces that took it, of all finished ones
    ORDER = "urutan"  # number: steps the table does not permit, of all of this verb
    DEADLINE = "tenggat"  # number: clocks stopped late, of all that came to their end


@dataclass(frozen=True)
class Told:
    """One figure as somebody may read it. `number` is None where it is too small to be told; then nothing is."""

    what: str
    rule: str
    number: int | None
    of: int | None
    median: int | None
    p90: int | None

    @property
    def share(self) -> float | None:
        """Per cent of `of`."""
        return None if self.number is None or not self.of else 100 * self.number / self.of
