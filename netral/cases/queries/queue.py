"""The day's work: laporan that wait for their kajian awal and running cases in one list, nearest clock first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from netral import rulebook
from netral.access.models import Role, User
from netral.access.queries import OfficeScope
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases.models import Accused, Case
from netral.cases.queries.glance import exhibit_counts, last_entries
from netral.cases.queries.joined import INSIDE
from netral.cases.queries.labels import labels_by_case
from netral.cases.queries.people import cases_naming
from netral.cases.queries.places import Place
from netral.cases.queries.scope import ROLES, case_seen_by
from netral.intake.models import Laporan, Terlapor
from netral.intake.queries import alike_counts, laporan_near, laporan_saying, laporan_seen_by, one_per_group
from netral.procedure.lists import final_statuses
from netral.procedure.models import Clock, Transfer
from netral.procedure.queries import (
    ClockView,
    clock_view,
    remember_waiting,
    running_clocks,
    table,
    told_by_each,
    waiting_transfer,
)

AT_PLENO = "pleno"
VIEWS = ("tenggat", "baru", AT_PLENO, "selesai")
AT_THE_MEMBERS = "menunggu_pleno"
REGISTERED = "diregistrasi"
FEW = 2_000  # cases whose keys are fetched and named rather than asked for one by one
SomeModel = TypeVar("SomeModel", Case, Laporan)


@dataclass(frozen=True)
class Door:
    """A step somebody may take next, in words, and the page it is taken on."""

    words: str
    address: str


@dataclass(frozen=True)
class Row:
    """One line of the queue: a laporan or a case, its nearest running clock, the transfer it waits on, how many
    exhibits it has, what was recorded last, the labels of one's own offices on it, and, where somebody works with it,
    the step to take next.
    """

    subject: Laporan | Case
    clock: ClockView | None
    alike: int = 0
    waiting: Transfer | None = None
    exhibits: int = 0
    last: Entry | None = None
    last_step: str = ""
    labels: tuple[str, ...] = ()
    door: Door | None = None

    @property
    def case(self) -> Case | None:
        return self.subject if isinstance(self.subject, Case) else None

    @property
    def laporan(self) -> Laporan:
        return self.subject.laporan if isinstance(self.subject, Case) else self.subject

    @property
    def people(self) -> list[Accused] | list[Terlapor]:
        """Whom it is about; of a case those it is still about."""
        if isinstance(self.subject, Case):
            return [each for each in self.subject.accused_set.all() if each.left_at is None]
        return list(self.subject.terlapor_set.all())

    @property
    def examiners(self) -> list[User]:
        """Who examines a case; of a laporan nobody yet."""
        return sorted(self.subject.examiners.all(), key=str) if isinstance(self.subject, Case) else []

    @property
    def status(self) -> rulebook.Status:
        return table(self.subject).statuses[self.subject.status]

    @property
    def title(self) -> rulebook.Text | str:
        """A case has a title; a laporan is known by its first conduct, never by the reporter's own words."""
        if isinstance(self.subject, Case):
            return self.subject.title
        known = [rulebook.conducts[code] for code in self.laporan.conducts if code in rulebook.conducts]
        return known[0] if known else self.laporan.number


def rows(places: Sequence[Place], *, now: datetime, acting: Acting | None = None) -> list[Row]:
    """The lines of one page: as many queries for one row as for thirty. `acting` sees the labels of their offices."""
    subjects = _load(places)
    clocks = running_clocks([subject.reference for subject in subjects])
    alike = alike_counts([subject for subject in subjects if isinstance(subject, Laporan)])
    remember_waiting(subjects)
    exhibits, last = exhibit_counts(subjects), last_entries(subjects)
    cases = [subject for subject in subjects if isinstance(subject, Case)]
    labels = labels_by_case(cases, acting) if acting and cases else {}
    told = told_by_each(list(last.values()), {subject.reference: table(subject) for subject in subjects})
    return [
        Row(
            subject,
            _nearest(clocks.get(subject.reference, []), now),
            alike.get(subject.pk, 0) if isinstance(subject, Laporan) else 0,
            waiting_transfer(subject),
            exhibits[subject.reference],
            last.get(subject.reference),
            told.get(subject.reference, ""),
            tuple(labels.get(subject.pk, ())) if isinstance(subject, Case) else (),
        )
        for subject in subjects
    ]


def row_of(subject: Laporan | Case, *, now: datetime, acting: Acting | None = None) -> Row:
    """The same line of one subject, wherever it stands."""
    (row,) = rows([(subject.KIND, subject.pk, subject.due_at)], now=now, acting=acting)
    return row


def search(acting: Acting, text: str) -> QuerySet[Case]:
    """Cases in scope whose number, title or terlapor contains the text, newest first."""
    found = _cases_with(text, case_seen_by(acting, named=True)) if text else Case.objects.none()
    return _with_people(found, "laporan__").order_by("-opened_at", "pk")


def first_view(acting: Acting) -> str:
    """Which view of the queue a day begins with: for whoever only decides, what waits for the members, if anything."""
    works = acting.holds_any((Role.INTAKE_OFFICER, Role.EXAMINER))
    if works or not acting.holds_any((Role.MEMBER,)) or not cases_in(acting, AT_PLENO, "").exists():
        return VIEWS[0]
    return AT_PLENO


def titles_of(references: Iterable[str], acting: Acting) -> dict[str, str]:
    """What the cases somebody sees are about, by reference, for lists that know no case. None are asked for nothing."""
    keys = [key for kind, _, key in (each.partition(":") for each in references) if kind == Case.KIND]
    if not keys or not acting.holds_any(ROLES):
        return {}
    return {each.reference: each.title for each in case_seen_by(acting).filter(key__in=keys)}


def cases_in(acting: Acting, view: str, text: str, *, scope: OfficeScope | None = None) -> QuerySet[Case]:
    """The cases of a view that say the text."""
    if view == "baru":
        return Case.objects.none()
    cases = case_seen_by(acting, named=bool(text), scope=scope)
    if view == AT_PLENO:
        cases = cases.filter(status=AT_THE_MEMBERS)
    elif view == "selesai":
        cases = cases.filter(open=False)
    else:
        cases = cases.filter(open=True)
    return _cases_with(text, cases)


def reports_in(acting: Acting, view: str, text: str, *, scope: OfficeScope | None = None) -> QuerySet[Laporan]:
    """The laporan of a view that say the text, one for each group of alike ones."""
    if view == "pleno":
        return Laporan.objects.none()
    reports = laporan_seen_by(acting, named=bool(text), scope=scope).select_related(None)
    if view == "selesai":
        # Named, so that an index leads past the many that became cases.
        ended = final_statuses(Laporan.KIND) - {REGISTERED}
        reports = reports.filter(open=False, status__in=sorted(ended), case=None)
    else:
        reports = reports.filter(open=True).exclude(status=INSIDE)  # its case stands in the list
        if not text:  # who looks for one finds it, also where another report speaks for it
            reports = one_per_group(reports, finals=final_statuses(Laporan.KIND))
    return _reports_with(text, reports)


def _cases_with(text: str, found: QuerySet[Case]) -> QuerySet[Case]:
    """Cases whose number, title or terlapor contains the text."""
    if not text:
        return found
    bare = found.select_related(None).order_by()
    near = laporan_near(text, _laporan_of(bare))
    named = cases_naming(text, Case.objects.filter(laporan__in=near))
    return found.filter(Q(number__icontains=text) | Q(pk__in=named), laporan__in=near)


def _laporan_of(cases: QuerySet[Case]) -> QuerySet[Laporan]:
    """The laporan of few cases by their keys; of many each is asked in turn, for a list of all would come first."""
    few = list(cases.values_list("laporan_id", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return Laporan.objects.filter(pk__in=few)
    return Laporan.objects.filter(Exists(cases.filter(laporan=OuterRef("pk"))))


def _reports_with(text: str, found: QuerySet[Laporan]) -> QuerySet[Laporan]:
    """Laporan whose number, event or terlapor contains the text."""
    if not text:
        return found
    near = laporan_near(text, found.select_related(None).order_by())
    return found.filter(Q(number__icontains=text) | Q(pk__in=laporan_saying(text, near)), pk__in=near)


def _load(places: Sequence[Place]) -> list[Laporan | Case]:
    examined = _with_people(Case.objects.all(), "laporan__").prefetch_related("examiners")
    cases = examined.in_bulk([pk for kind, pk, _ in places if kind == Case.KIND])
    reports = _with_people(Laporan.objects.all(), "").in_bulk([pk for kind, pk, _ in places if kind == Laporan.KIND])
    return [cases[pk] if kind == Case.KIND else reports[pk] for kind, pk, _ in places]


def _with_people(found: QuerySet[SomeModel], to_laporan: str) -> QuerySet[SomeModel]:
    also, people = (("laporan",), "accused_set") if to_laporan else ((), "terlapor_set")
    return found.select_related("office", "region", *also).prefetch_related(people)


def _nearest(clocks: Sequence[Clock], now: datetime) -> ClockView | None:
    return clock_view(clocks[0], now) if clocks else None
