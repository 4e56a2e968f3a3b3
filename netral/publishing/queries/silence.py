"""How institutions answer what was handed to them, for everybody: one definition, counted in SQL, no row left out.

An institution receives a hand-over, or a recommendation about one of its people. It acknowledged when it said that it
has it, or decided; it is overdue while a duty of its handling is missed (`procedure.queries.missed`, the one
definition) or nobody acknowledged within the house rule; it is done when the matter ended there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.core.paginator import Paginator
from django.db.models import BooleanField, Case, Count, Exists, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from netral.audit.states import PUBLIC_ZONE
from netral.cases.models import Penerusan
from netral.discipline.models import Penanganan
from netral.intake.house_rules import house_rule
from netral.procedure.models import Clock
from netral.procedure.queries import missed

FEWEST = 5
ON_A_PAGE = 50
COUNTS = ("received", "acknowledged", "overdue", "done")
COLUMNS = ("institution", *COUNTS, "oldest_days")


@dataclass(frozen=True)
class Silence:
    """One institution. None is a number too small to be told; `oldest_days` is of the longest without an answer."""

    code: str
    name: str
    received: int | None
    acknowledged: int | None
    overdue: int | None
    done: int | None
    oldest_days: int | None

    def written(self) -> list[str]:
        """As a line of a table; a hidden number is told as such."""
        counts = [f"<{FEWEST}" if value is None else str(value) for value in self.counts()]
        return [self.name, *counts, "" if self.oldest_days is None else str(self.oldest_days)]

    def counts(self) -> list[int | None]:
        return [self.received, self.acknowledged, self.overdue, self.done]


def midnight(now: datetime) -> datetime:
    """Counted once a day, so nobody reads from a changing number at which hour a step was recorded."""
    return datetime.combine(now.astimezone(PUBLIC_ZONE).date(), time(), PUBLIC_ZONE)


def silence_page(now: datetime, number: str | None = None) -> dict[str, Any]:
    """One page of institutions, by name."""
    at = midnight(now)
    page = Paginator(silences(at), ON_A_PAGE).get_page(number)
    return {"page": page, "at": at, "fewest": FEWEST, "days": house_rule("handover_silence").length.days}


def silences(at: datetime) -> list[Silence]:
    """Every institution that ever received something, by name, as it stood at a moment. Two queries."""
    found: dict[str, dict[str, Any]] = {}
    for row in _rows(at):
        known = found.setdefault(row["code"], {"name": row["name"], "oldest": None, **dict.fromkeys(COUNTS, 0)})
        for count in COUNTS:
            known[count] += row[count]
        known["oldest"] = min(filter(None, (known["oldest"], row["oldest"])), default=None)
    return sorted((_told(code, each, at) for code, each in found.items()), key=lambda each: (each.name, each.code))


def _rows(at: datetime) -> Iterator[dict[str, Any]]:
    yield from _counted(_handed(at), "receiver")
    yield from _counted(_recommended(at), "agency")


def _handed(at: datetime) -> QuerySet[Penerusan]:
    """Hand-overs; what was recommended on is overdue at the agency, not here."""
    late = Clock.objects.filter(missed(at), subject=Concat(Value("penanganan:"), OuterRef("penanganan__key")))
    unanswered = Q(acknowledged_at=None) | Q(acknowledged_at__gt=at)
    running = Q(ended_at=None) | Q(ended_at__gt=at)
    silent = unanswered & running & Q(sent_at__lt=at - house_rule("handover_silence").length)
    here = Q(Exists(late)) & Q(penanganan__rekomendasi=None) & running
    return Penerusan.objects.filter(sent_at__lt=at).annotate(
        answered=_truth(~unanswered),
        finished=_truth(~running),
        late=_truth(silent | here),
    )


def _recommended(at: datetime) -> QuerySet[Penanganan]:
    """Recommendations, at the agency that decides."""
    late = Clock.objects.filter(missed(at), subject=Concat(Value("penanganan:"), OuterRef("key")))
    decided = Q(decision__isnull=False) | Q(ending__isnull=False)
    answered = decided | Q(rekomendasi__acknowledged_at__lte=at)
    silent = ~answered & Q(rekomendasi__made_at__lt=at - house_rule("handover_silence").length)
    return Penanganan.objects.filter(rekomendasi__made_at__lt=at, agency__isnull=False).annotate(
        answered=_truth(answered),
        finished=_truth(Q(open=False)),
        late=_truth((Q(Exists(late)) | silent) & Q(open=True)),
    )


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def _counted(rows: "QuerySet[Any]", holder: str) -> Iterable[dict[str, Any]]:
    code, name = f"{holder}__code", f"{holder}__name"
    began = "sent_at" if holder == "receiver" else "rekomendasi__made_at"
    found = (
        rows.order_by()
        .values(code, name)
        .annotate(
            received=Count("pk"),
            acknowledged_count=Count("pk", filter=Q(answered=True)),
            overdue=Count("pk", filter=Q(late=True)),
            done=Count("pk", filter=Q(finished=True)),
            oldest=Min(began, filter=Q(answered=False, finished=False)),
        )
    )
    for row in found:
        yield {**row, "code": row[code], "name": row[name], "acknowledged": row["acknowledged_count"]}


def _told(code: str, row: dict[str, Any], at: datetime) -> Silence:
    """Small numbers are hidden, and those whose difference from all received would tell a small one."""
    received = row["received"]
    shown = {name: None if _small(row[name]) or _small(received - row[name]) else row[name] for name in COUNTS[1:]}
    hidden = _small(received)
    if hidden:
        shown = dict.fromkeys(COUNTS[1:])
    waits = row["oldest"] if shown["acknowledged"] is not None else None
    return Silence(
        code, row["name"], None if hidden else received, shown["acknowledged"], shown["overdue"], shown["done"],
        (at - waits).days if waits else None,
    )  # fmt: skip


def _small(number: int) -> bool:
    return 0 < number < FEWEST
