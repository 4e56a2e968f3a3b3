"""Who sees which case, who sits where, and what a case has to show so far."""

from collections.abc import Callable, Collection
from datetime import date
from functools import cache

from django.db.models import Q, QuerySet

from netral.access.models import Role, User
from netral.access.queries import OfficeScope, offices_seen_by
from netral.access.states import Acting
from netral.cases.models import Case, Kajian, Klarifikasi
from netral.cases.queries.kajian import concluded_in
from netral.cases.queries.people import waiting_in
from netral.offices.models import Organisation
from netral.procedure.models import Clock
from netral.procedure.queries import table
from netral.rulebook import Extension

MORE_TIME = "minta_keterangan_tambahan"  # the step that lengthens a case, where its table has one
# Seats that open cases. Auditors and agencies work on what was handed to them, in the room above.
ROLES = (Role.INTAKE_OFFICER.value, Role.EXAMINER.value, Role.MEMBER.value)
# The first list with work, by URL name: rooms above are named, never imported.
FIRST_LISTS: tuple[tuple[Collection[str], str], ...] = (
    (ROLES, "cases:queue"),
    ((Role.CUSTODIAN,), "intake:identity"),
    ((Role.AUDITOR,), "oversight:board"),
    ((Role.APPOINTING_OFFICIAL, Role.PERSONNEL_OFFICER), "discipline:desk"),
    ((Role.KPU_MEMBER, Role.KPU_EXAMINER), "tracks:list"),
    ((Role.ADMINISTRATOR,), "kelola:index"),
)


def first_list(acting: Acting) -> str:
    """Where someone's day begins."""
    return next(name for roles, name in FIRST_LISTS if acting.holds_any(roles))


# What a list fetches ahead that says of each case which reports it is about (`Case.also_about`).
REPORTS_AHEAD = ("laporan__grew_from", "joined_set__laporan__grew_from")


def case_seen_by(acting: Acting, *, named: bool = False, scope: OfficeScope | None = None) -> QuerySet[Case]:
    """Cases of the offices in someone's scope (`scope`, where it is known); `named` as `OfficeScope.filter` says."""
    return (scope or offices_seen_by(acting, roles=ROLES)).filter(Case.objects.all(), named=named)


def outliving_their_laporan() -> QuerySet[Case]:
    """Cases that still say of people what their laporan no longer does."""
    erased = Case.objects.filter(texts_erased_at=None, laporan__keeping__texts_erased_at__isnull=False)
    return erased.select_related("laporan").order_by("pk")


def people_at(office: Organisation, role: str, on: date) -> QuerySet[User]:
    """People who hold a role in an office on a day, by name, and can sign in."""
    return seated_at(office, role, on).filter(is_active=True)


def seated_at(office: Organisation, role: str, on: date) -> QuerySet[User]:
    """The same, with those whose account was shut: a decree gives a seat and takes it, an account does neither."""
    open_ended = Q(seats__valid_until=None) | Q(seats__valid_until__gte=on)
    found = User.objects.filter(open_ended, seats__role=role, seats__office=office, seats__valid_from__lte=on)
    return found.distinct().order_by("name", "pk")


def latest_kajian(case: Case) -> Kajian | None:
    return case.kajian_set.order_by("-edition").first()


def met(case: Case) -> frozenset[str]:
    """The table's requirements a case meets by what has been recorded so far."""
    return met_of([case])[case.pk]


def met_of(cases: Collection[Case], needs: Collection[str] | None = None) -> dict[int, frozenset[str]]:
    """The same for many cases, in as many queries; of some requirements alone where `needs` names them."""
    keys = [case.pk for case in cases]

    @cache
    def waiting() -> frozenset[int]:
        return frozenset(waiting_in(keys).values_list("case", flat=True))

    known: dict[str, Callable[[], Collection[int]]] = {
        "klarifikasi_ada": lambda: set(Klarifikasi.objects.filter(case__in=keys).values_list("case", flat=True)),
        "kajian_tersimpan": lambda: concluded_in(keys),
        "terlapor_menunggu": waiting,
        "semua_diteruskan": lambda: set(keys) - waiting(),
        "tambahan_belum_dipakai": lambda: _without_more_time(cases),
    }
    holds = {need: having() for need, having in known.items() if keys and (needs is None or need in needs)}
    return {key: frozenset(need for need, having in holds.items() if key in having) for key in keys}


def _without_more_time(cases: Collection[Case]) -> set[int]:
    """Cases that may still be lengthened and never were: by a document, for nothing else lengthens a period."""
    rules = {case.pk: [change.rule for change in extensions(case)] for case in cases}
    open_ones = {case.reference: case.pk for case in cases if rules[case.pk]}
    wanted = {rule for pk in open_ones.values() for rule in rules[pk]}
    lengthened = Clock.objects.filter(subject__in=open_ones, rule__in=wanted).exclude(extended_into="")
    used = lengthened.values_list("subject", flat=True)
    return set(open_ones.values()) - {open_ones[subject] for subject in used} if open_ones else set()


def extensions(case: Case) -> tuple[Extension, ...]:
    """What the step that asks for more lengthens, in the table this case is pinned to."""
    return next((step.extends for step in table(case).steps if step.code == MORE_TIME), ())
