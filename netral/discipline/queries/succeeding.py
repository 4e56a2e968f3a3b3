"""What is still open with a receiver that ended, who goes on with it, and what has moved."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from netral.access.models import Role
from netral.access.states import NATIONAL_OFFICE, Acting
from netral.cases.models import Penerusan, Peralihan
from netral.cases.queries.routing import NATIONAL
from netral.cases.states import Cause
from netral.offices.models import Organisation
from netral.rulebook.successions import Succession, in_force


def successor(rule: Succession, *, processed: bool) -> Organisation | None:
    """The organisation that goes on with it; None while our data does not hold it."""
    code = NATIONAL.get(rule.receiver(processed=processed), "")
    return Organisation.objects.filter(code=code).first()


def left_behind(on: date) -> Iterator[tuple[Penerusan, Succession]]:
    """Open hand-overs whose receiver was succeeded by this day, oldest first, each with the rule that moves it."""
    for rule in in_force(on):
        for penerusan in _open_at(rule).order_by("sent_at", "pk"):
            yield penerusan, rule


def waiting_at(on: date, acting: Acting) -> list[tuple[Succession, int]]:
    """How many of an administrator's offices are still open with each receiver that was succeeded by this day."""
    counts = [(rule, _open_at(rule).filter(_own(acting, "case__office__code")).count()) for rule in in_force(on)]
    return [(rule, number) for rule, number in counts if number]


def _open_at(rule: Succession) -> QuerySet[Penerusan]:
    found = Penerusan.objects.filter(receiver__code=NATIONAL[rule.origin], ended_at=None)
    return found.select_related("case__laporan", "case__office", "case__region", "receiver", "accused", "document")


def moved_by_law(acting: Acting) -> QuerySet[Peralihan]:
    """What has moved of an administrator's offices, newest first. Numbers and offices only: nothing of a person."""
    found = Peralihan.objects.filter(_own(acting, "penerusan__case__office__code"), cause=Cause.LAW)
    return found.select_related("penerusan__case__office", "origin", "receiver").order_by("-moved_at", "-pk")


def moved_counts(acting: Acting) -> list[Any]:
    """How many moved, from whom to whom."""
    rows = moved_by_law(acting).order_by("origin__name", "receiver__name")
    return list(rows.values("origin__name", "receiver__name").annotate(number=Count("pk")))


def _own(acting: Acting, office: str) -> Q:
    """The national administrators see every office's, others their own."""
    codes = acting.offices_for(Role.ADMINISTRATOR)
    return Q() if NATIONAL_OFFICE in codes else Q(**{f"{office}__in": codes})
