"""The case itself."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from netral.access.models import User
from netral.intake.models import Laporan
from netral.intake.states import Kind
from netral.lib.at_rest import EncryptedTextField
from netral.offices.models import Organisation, Region
from netral.procedure.models import Tracked


class Case(Tracked):
    """A registered laporan or temuan under examination (perkara)."""

    KIND: ClassVar[str] = "perkara"
    MOVES: ClassVar[bool] = True

    # Of the office that gave it: elsewhere, where the case may go, another one can be written alike.
    number = models.CharField(max_length=60)
    numbered_by = models.ForeignKey(
        Organisation, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    laporan = models.OneToOneField(Laporan, on_delete=models.PROTECT, related_name="case")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = EncryptedTextField()
    election = models.CharField(max_length=40, blank=True)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    texts_erased_at = models.DateTimeField(null=True, editable=False)
    examiners = models.ManyToManyField(User, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["numbered_by", "number"], name="case_number_once"),
            models.CheckConstraint(condition=~Q(number=""), name="case_has_number"),
        ]
        indexes = [
            models.Index(fields=["office", "status"], name="case_office_status"),
            models.Index(fields=["office", "due_at"], condition=Q(open=True), name="case_open_by_due"),
            models.Index(fields=["due_at"], condition=Q(open=True), name="case_all_open_by_due"),
        ]

    def __str__(self) -> str:
        return self.number

    def office_at(self, place: str) -> Organisation:
        """Every step of a case is taken at the supervising office where it lies: that registered it or was given it."""
        return self.office

    def also_about(self) -> list[str]:
        """Its laporan and those that were joined, so that the citizen's status page needs to know nothing of cases."""
        return [laporan.reference for laporan in self.reports()]

    def reports(self) -> list[Laporan]:
        """The laporan it was opened from, then those joined that go on inside it; each with what it grew from."""
        going_on = (self.laporan, *(each.laporan for each in self._joined() if each.goes_on))
        return [each for laporan in going_on for each in (laporan, *laporan.sources())]

    def sent(self) -> list[Laporan]:
        """Those of them that somebody sent: a supervisor's finding has no reporter."""
        return [laporan for laporan in self.reports() if laporan.kind != Kind.TEMUAN]

    def ever_about(self) -> list[Laporan]:
        """Those, and whatever was separated or withdrawn again: who worked on the case has read them, too."""
        taken_in = (self.laporan, *(row.laporan for row in self._joined()))
        return list({each.pk: each for laporan in taken_in for each in (laporan, *laporan.sources())}.values())

    def _joined(self) -> Iterable[Any]:
        """The rows of `Joined`: fetched ahead where a page did, else in one query."""
        ahead = "joined_set" in getattr(self, "_prefetched_objects_cache", {})
        return self.joined_set.all() if ahead else self.joined_set.select_related("laporan")
