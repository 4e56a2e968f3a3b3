"""Whether an appointing official stands in a conflict of interest: on record, or by their own word."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat

from netral.cases.models import Declaration
from netral.discipline.models import Penanganan
from netral.offices.models import Organisation
from netral.oversight.states import WAITING
from netral.registry.queries import conflict_flags


def conflicted(agencies: Collection[Organisation], *, on: date) -> frozenset[int]:
    """Primary keys of those whose official has a conflict of interest. Four queries at most, however many are asked.

    What somebody declared counts while the matter it was said in waits for that agency; what is on record, by its day.
    """
    wanted = {each.pk for each in agencies}
    return frozenset(conflict_flags(agencies, on=on)) | _declared(wanted)


def _declared(agencies: Collection[int]) -> frozenset[int]:
    said = Declaration.objects.filter(conflicted=True, office__in=agencies)
    waits = Penanganan.objects.annotate(named=Concat(Value(f"{Penanganan.KIND}:"), "key")).filter(
        named=OuterRef("subject"), agency=OuterRef("office"), status=WAITING, open=True
    )
    return frozenset(said.filter(Exists(waits)).values_list("office_id", flat=True))
