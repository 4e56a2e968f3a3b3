"""What was counted last of the way cases take. Everything here can be counted again from the journal at any time."""

from django.db import models

from netral.insight.states import Measure


class Figure(models.Model):
    """One number of the last count: of a cell (an office, alone or with all below it) and an election ("" for all).

    `what` is a verb, or for a route its verbs in order with spaces between. Durations are seconds: the middle one, and
    the one that nine of ten do not exceed.
    """

    measure = models.CharField(max_length=10, choices=Measure)
    cell = models.CharField(max_length=61)
    election = models.CharField(max_length=40, blank=True)
    what = models.TextField(blank=True)
    rule = models.CharField(max_length=20, blank=True)
    number = models.PositiveIntegerField()
    of = models.PositiveIntegerField(null=True)
    median = models.BigIntegerField(null=True)
    p90 = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["cell", "election", "measure"], name="figure_place"),
            models.Index(fields=["measure", "election", "cell"], name="figure_by_measure"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(measure__in=Measure.values), name="figure_measure_known")
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.measure} {self.what}"


class Recount(models.Model):
    """A count that was finished: when, and how many steps it saw. Only the last one is kept."""

    at = models.DateTimeField()
    steps = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.at.isoformat()
