"""Which edition of the kajian speaks about whom, and which norms people took over from it."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from netral.cases.models import Accused, Case, Kajian, KajianText, TakenNorm


def kajian_by_person(case: Case, people: Collection[Accused]) -> dict[int, Kajian]:
    """The edition about each person, by primary key: the newest of their own, else the newest about everybody."""
    newest = Kajian.objects.filter(case=case).values("accused").annotate(newest=Max("edition")).order_by()
    last: dict[int | None, int] = {row["accused"]: row["newest"] for row in newest}
    rows = {kajian.edition: kajian for kajian in Kajian.objects.filter(case=case, edition__in=last.values())}
    editions = {each.pk: last.get(each.pk) or last.get(None) for each in people}
    return {pk: rows[edition] for pk, edition in editions.items() if edition}


def kajian_of(accused: Accused) -> Kajian | None:
    """The edition about one person, in one query."""
    mine_first = F("accused").asc(nulls_last=True)
    about = Kajian.objects.filter(Q(accused=accused) | Q(accused=None), case=accused.case_id)
    return about.order_by(mine_first, "-edition").first()


def taken_norms(people: Collection[Accused]) -> QuerySet[TakenNorm]:
    """The norms in use for these people, in the order they were taken over."""
    found = TakenNorm.objects.filter(accused__in=[each.pk for each in people], released_at=None)
    return found.select_related("kajian", "accused").order_by("pk")


def chosen_for(people: Collection[Accused], kajian: Kajian) -> list[dict[str, Any]]:
    """What people took over for any of these persons, as an edition proposed it, most specific first."""
    taken = {norm.provision for norm in taken_norms(people)}
    return [row for row in kajian.assessment["allegations"] if row["provision"] in taken]


def latest_text(accused: Accused) -> KajianText | None:
    return accused.kajian_texts.select_related("document", "kajian").order_by("-edition").first()


def texts_of(accused: Accused) -> list[KajianText]:
    """Every edition, newest first."""
    return list(accused.kajian_texts.select_related("document", "kajian").order_by("-edition"))


def kajian_about_everybody(case: Case) -> Kajian | None:
    """The newest edition that is about no one person alone."""
    return case.kajian_set.filter(accused=None).order_by("-edition").first()


def concluded_in(cases: Collection[int]) -> set[int]:
    """Cases (primary keys) in which everybody has a conclusion: in the newest text about them, or in their kajian."""
    known = Kajian.objects.filter(case__in=cases).alias(whom=Coalesce("accused", 0))
    later = Kajian.objects.alias(whom=Coalesce("accused", 0)).filter(
        case=OuterRef("case"), whom=OuterRef("whom"), edition__gt=OuterRef("edition")
    )
    newest = known.filter(~Exists(later)).values_list("case", "accused", "conclusion")
    kajian: dict[tuple[int, int | None], bool] = {(case, about): bool(said) for case, about, said in newest}
    rows = KajianText.objects.filter(accused__case__in=cases).order_by("edition")
    texts = dict(rows.values_list("accused", "concluded"))
    staying = set(Accused.objects.filter(case__in=cases, left_at=None).values_list("case", "pk"))
    open_ones = {
        case for case, pk in staying if not (texts.get(pk) or kajian.get((case, pk), kajian.get((case, None), False)))
    }
    return {case for case, _ in staying} - open_ones
