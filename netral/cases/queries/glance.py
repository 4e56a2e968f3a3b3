"""What a line of the queue says of its subject at a glance: how much evidence there is, and what happened last."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Count

from netral.audit.models import Chain, Entry
from netral.cases.models import Case, Joined
from netral.evidence.models import Exhibit
from netral.intake.models import Laporan


def exhibit_counts(subjects: Sequence[Laporan | Case]) -> Mapping[str, int]:
    """Exhibits by reference; of a case what came with every report in it and what was added since. Two queries."""
    sources = {each.reference: [each.reference] for each in subjects}
    cases = {each.pk: each for each in subjects if isinstance(each, Case)}
    for case in cases.values():
        sources[case.reference].append(case.laporan.reference)
    inside = Joined.objects.filter(case_id__in=cases, left_at=None).select_related("laporan")
    for row in inside:
        sources[cases[row.case_id].reference].append(row.laporan.reference)
    wanted = {source for named in sources.values() for source in named}
    found = Exhibit.objects.filter(subject__in=wanted).values_list("subject").annotate(Count("pk")).order_by()
    number = Counter(dict(found))
    return {reference: sum(number[source] for source in set(named)) for reference, named in sources.items()}


def last_entries(subjects: Sequence[Laporan | Case]) -> Mapping[str, Entry]:
    """The newest entry of each chain, by reference: the one its head names. One query."""
    heads = Chain.objects.filter(subject__in=[each.reference for each in subjects]).values("head")
    return {entry.chain: entry for entry in Entry.objects.filter(hash__in=heads)}
