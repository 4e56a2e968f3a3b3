"""How institutions answer what was handed to them, for everybody: one definition, counted in SQL, no row left out.

An institution receives a hand-over, or a recommendation about one of its people. It acknowledged when it said that
it has it, or decided; it is overdue while a duty of its handling is missed (`procedure.queries.missed`, the one
definition) or nobody acknowledged within the house rule; it is done when the matter ended there. What went on with
another institution, by law or around a conflict, is counted at both: it was received there too, and ended there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateTimeField,
    DurationField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
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
_NOTHING = {**dict.fromkeys(COUNTS, 0), "took": timedelta(0), "timed": 0, "oldest": None}
COLUMNS = ("institution", *COUNTS, "oldest_days", "days_to_acknowledge")


@dataclass(frozen=True)
class Silence:
    """One institution, or all together (without a code). None is a number that may not be told.

    `at_least` names those of them that are nearly all, and the least they can be: "fewer than five" would say of an
    institution that answers that it keeps silent. `oldest_days` is of the longest without an answer;
    `days_to_acknowledge` the mean, told of five and more.
    """

    code: str
    name: str
    received: int | None
    acknowledged: int | None
    overdue: int | None
    done: int | None
    oldest_days: int | None
    days_to_acknowledge: int | None
    at_least: Mapping[str, int]

    def written(self) -> list[str]:
        """As a line of a table; a hidden number is told as such."""
        days = ["" if value is None else str(value) for value in (self.oldest_days, self.days_to_acknowledge)]
        return [self.name, *(self.said(count) for count in COUNTS), *days]

    def counted(self) -> list[tuple[str, str]]:
        """Each count with the name of its column, as the page says it."""
        names = (_("Diterima"), _("Diakui"), _("Terlambat"), _("Selesai"))
        return [(name, self.said(count)) for name, count in zip(names, COUNTS, strict=True)]

    def said(self, count: str) -> str:
        """A count as people read it: `12`, `<5`, or `≥16` where fewer than five are missing to all."""
        value = getattr(self, count)
        if value is not None:
            return str(value)
        return f"≥{self.at_least[count]}" if count in self.at_least else f"<{FEWEST}"

    def counts(self) -> list[int | None]:
        return [self.received, self.acknowledged, self.overdue, self.done]


def midnight(now: datetime) -> datetime:
    """Counted once a day, so nobody reads from a changing number at which hour a step was recorded."""
    return datetime.combine(now.astimezone(PUBLIC_ZONE).date(), time(), PUBLIC_ZONE)


def silence_page(now: datetime, number: str | None = None) -> dict[str, Any]:
    """One page of institutions, by name."""
    at = midnight(now)
    rows = silences(at)
    page = Paginator(rows[1:], ON_A_PAGE).get_page(number)
    return {
        "page": page,
        "together": next(iter(rows), None),
        "at": at,
        "fewest": FEWEST,
        "days": house_rule("handover_silence").length.days,
    }


def silences(at: datetime) -> list[Silence]:
    """All together first, then every institution that ever received something, by name, as it stood at a moment.

    Nothing where nobody received anything. Four queries.
    """
    found: dict[str, dict[str, Any]] = {}
    for row in _rows(at):
        known = found.setdefault(row["code"], {"name": row["name"], **_NOTHING})
        _add(known, row)
    rows = sorted((_told(code, each, at) for code, each in found.items()), key=lambda each: (each.name, each.code))
    return [_together(found, rows, at), *rows] if rows else []


def _add(known: dict[str, Any], row: Mapping[str, Any]) -> None:
    for count in (*COUNTS, "took", "timed"):
        known[count] += row[count]
    known["oldest"] = min(filter(None, (known["oldest"], row["oldest"])), default=None)


def _together(found: Mapping[str, dict[str, Any]], rows: Sequence[Silence], at: datetime) -> Silence:
    """The sum of all, without a number that would tell a hidden one beside those that are shown."""
    everything = {"name": _("Semua lembaga"), **_NOTHING}
    for row in found.values():
        _add(everything, row)
    told = _told("", everything, at)
    bare = [count for count in COUNTS if not _hides(found, rows, count)]
    least = {count: sum(getattr(row, count) or 0 for row in rows) for count in bare}
    hidden: dict[str, Any] = dict.fromkeys(bare)
    return replace(told, **hidden, at_least={**told.at_least, **least})


def _hides(found: Mapping[str, dict[str, Any]], rows: Sequence[Silence], count: str) -> bool:
    """Whether what is hidden in a column stays so beside the sum: nothing is, or at least five in several rows."""
    hidden = [found[row.code][count] for row in rows if getattr(row, count) is None]
    return not hidden or (len(hidden) > 1 and sum(hidden) >= FEWEST)


def _rows(at: datetime) -> Iterator[dict[str, Any]]:
    yield from _counted(_handed(at), "receiver", "sent_at", "told_at")
    yield from _counted(_recommended(at), "agency", "rekomendasi__made_at", "told_at")
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
        told_at=_until("acknowledged_at", at),
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
        told_at=_until("rekomendasi__acknowledged_at", at),
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


def _until(field: str, at: datetime) -> Case:
    """That moment, where it lies before the day of counting."""
    return Case(When(**{f"{field}__lte": at}, then=F(field)), default=None, output_field=DateTimeField())


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def _counted(rows: "QuerySet[Any]", holder: str, began: str, answered: str = "") -> Iterable[dict[str, Any]]:
    """`answered` is the column with the moment of the answer, where there is one."""
    code, name = f"{holder}__code", f"{holder}__name"
    waited = Sum(F(answered) - F(began), output_field=DurationField()) if answered else None
    timed = {"took_time": waited, "timed": Count(answered)} if waited else {}
    found = (
        rows.order_by()
        .values(code, name)
        .annotate(
            received=Count("pk"),
            acknowledged_count=Count("pk", filter=Q(answered=True)),
            overdue=Count("pk", filter=Q(late=True)),
            done=Count("pk", filter=Q(finished=True)),
            oldest=Min(began, filter=Q(answered=False, finished=False)),
            **timed,
        )
    )
    for row in found:
        took = {"took": row.get("took_time") or timedelta(0), "timed": row.get("timed", 0)}
        yield {**row, "code": row[code], "name": row[name], "acknowledged": row["acknowledged_count"], **took}


def _told(code: str, row: dict[str, Any], at: datetime) -> Silence:
    """Small numbers are hidden, and those whose difference from all received would tell a small one."""
    received = row["received"]
    hidden = _small(received)
    shown, at_least = {}, {}
    for name in COUNTS[1:]:
        missing = received - row[name]
        shown[name] = None if hidden or _small(row[name]) or _small(missing) else row[name]
        if not hidden and _small(missing) and not _small(row[name]):
            at_least[name] = received - FEWEST + 1
    waits = row["oldest"] if shown["acknowledged"] is not None else None
    return Silence(
        code=code,
        name=row["name"],
        received=None if hidden else received,
        oldest_days=(at - waits).days if waits else None,
        days_to_acknowledge=round(row["took"] / row["timed"] / timedelta(days=1)) if row["timed"] >= FEWEST else None,
        at_least=at_least,
        **shown,
    )


def _small(number: int) -> bool:
    return 0 < number < FEWEST
