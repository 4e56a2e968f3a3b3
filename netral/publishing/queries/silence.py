"""How institutions answer what was handed to them, for everybody: one definition, counted in SQL, no row left out.

An institution receives a hand-over, or a recommendation about one of its people. It acknowledged when it said that
it has it, or decided; it is overdue while a duty of its handling is missed (`procedure.queries.missed`, the one
definition) or nobody acknowledged within the house rule; it is done when the matter ended there. What went on with
another institution, by law or around a conflict, is counted at both: it was received there too, and ended there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.core.paginator import Paginator
from django.db.models import BooleanField, Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from netral.audit.states import PUBLIC_ZONE
from netral.cases.models import Penerusan, Peralihan
from netral.discipline.models import Penanganan, Pengalihan
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

    def counted(self) -> list[tuple[str, int | None]]:
        """Each count with the name of its column, as the page says it."""
        names = (_("Diterima"), _("Diakui"), _("Terlambat"), _("Selesai"))
        return list(zip(names, self.counts(), strict=True))

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
    """Every institution that ever received something, by name, as it stood at a moment. Four queries."""
    found: dict[str, dict[str, Any]] = {}
    for row in _rows(at):
        known = found.setdefault(row["code"], {"name": row["name"], "oldest": None, **dict.fromkeys(COUNTS, 0)})
        for count in COUNTS:
            known[count] += row[count]
        known["oldest"] = min(filter(None, (known["oldest"], row["oldest"])), default=None)
    return sorted((_told(code, each, at) for code, each in found.items()), key=lambda each: (each.name, each.code))


def _rows(at: datetime) -> Iterator[dict[str, Any]]:
    yield from _counted(_handed(at), "receiver", "sent_at")
    yield from _counted(_recommended(at), "agency", "rekomendasi__made_at")
    yield from _counted(_handed_on(at), "origin", "penerusan__sent_at")
    yield from _counted(_led_around(at), "origin", "penanganan__rekomendasi__made_at")


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


def _handed_on(at: datetime) -> "QuerySet[Peralihan]":
    """Hand-overs at a receiver they went on from: too late for its answer is too late for good."""
    unanswered = Q(penerusan__acknowledged_at=None) | Q(penerusan__acknowledged_at__gt=F("moved_at"))
    silent = unanswered & Q(penerusan__sent_at__lt=F("moved_at") - house_rule("handover_silence").length)
    found = Peralihan.objects.filter(penerusan__sent_at__lt=at).exclude(origin=F("penerusan__receiver"))
    return found.annotate(answered=_truth(~unanswered), finished=_truth(Q(moved_at__lte=at)), late=_truth(silent))


def _led_around(at: datetime) -> "QuerySet[Pengalihan]":
    """Recommendations at an agency they were led around, which never decided on them."""
    waited = Q(penanganan__rekomendasi__made_at__lt=at, penanganan__rekomendasi__made_at__lte=F("made_at"))
    found = Pengalihan.objects.filter(waited).exclude(origin=F("penanganan__agency"))
    never = Value(False, output_field=BooleanField())
    return found.annotate(answered=never, finished=_truth(Q(made_at__lte=at)), late=never)


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def _counted(rows: "QuerySet[Any]", holder: str, began: str) -> Iterable[dict[str, Any]]:
    code, name = f"{holder}__code", f"{holder}__name"
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
