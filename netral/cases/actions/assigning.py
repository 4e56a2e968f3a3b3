"""Who examines a case: set, added and taken off after registration. The journal names people by reference only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from netral.access.models import Role, User
from netral.access.queries import today_in
from netral.access.states import Acting
from netral.audit.actions import record_each
from netral.audit.models import Chain, Entry
from netral.audit.states import Act
from netral.cases import desk_policies, queries
from netral.cases.actions.bulk import Outcome, each, registered
from netral.cases.actions.here import lock_here
from netral.cases.actions.notes import keep_note
from netral.cases.models import Case, Joined
from netral.cases.policies import check_says_enough
from netral.cases.queries.conflicts import Named, conflict, named_in
from netral.cases.states import ASSIGNED, Refused
from netral.intake.models import Laporan
from netral.lib.statements import insert
from netral.notices.actions import tell, tell_of_each
from netral.notices.states import Told
from netral.procedure.states import NotAllowed, SomeoneWasFaster

Through = Case.examiners.through


@dataclass(frozen=True)
class Known:
    """What is asked once for many cases: who is an examiner at each office today, and whom each case names."""

    seated: Mapping[int, Mapping[str, User]]
    named: Mapping[int, Named]

    @classmethod
    def of(cls, cases: Sequence[Case], *, at: datetime) -> "Known":
        """As many queries for a hundred cases of one office as for one."""
        offices = {case.office_id: case.office for case in cases}
        seated = {
            pk: {user.key: user for user in queries.people_at(office, Role.EXAMINER, today_in(office, now=at))}
            for pk, office in offices.items()
        }
        return cls(seated, named_in(cases))


@transaction.atomic
def assign(
    case: Case,
    *,
    acting: Acting,
    at: datetime,
    examiners: Sequence[User],
    seen: Collection[str],
    namesake: str = "",
    undoes: int | None = None,
) -> Entry | None:
    """Let exactly these people examine the case; None where they already do.

    `seen` are the keys of the examiners the person was looking at: of two who assign at once the second is told.
    `namesake` is the reason why somebody who is called like a person named in the case is somebody else; it is kept
    as a note. `undoes` is the place of an assignment that this one takes back.
    Raises NotAllowed, Refused, SomeoneWasFaster.
    """
    now = _locked(case)
    if {user.key for user in now} != set(seen):
        raise SomeoneWasFaster(case.reference)
    wanted = {user.key: user for user in examiners}
    added = [user for key, user in wanted.items() if key not in {each.key for each in now}]
    removed = [user for user in now if user.key not in wanted]
    if not added and not removed:
        return None
    desk_policies.check_can_assign(case, acting, changed=[user.reference for user in (*added, *removed)])
    known = Known.of([case], at=at)
    for user in added:
        _check_fit(case, user, known, namesake=namesake)
    _check_somebody_stays(now, wanted)
    entry = change(case, acting=acting, at=at, now=now, added=added, removed=removed, undoes=undoes)
    if namesake.strip() and added:
        keep_note(case, _("Bukan orang yang sama: %(reason)s") % {"reason": namesake.strip()}, acting=acting, at=at)
    return entry


@transaction.atomic
def add_examiner(rows: Sequence[tuple[str, Case | Laporan]], user: User, *, acting: Acting, at: datetime) -> Outcome:
    """One more examiner for each row of (number, row), in as many statements for five hundred as for one.

    A row that cannot have them is left out and stands under its reason; the others are assigned.
    """
    cases = [row for _number, row in rows if isinstance(row, Case)]
    gone = _locked_all(cases)
    known, now = Known.of(cases, at=at), _examiners_of(cases)
    fit: list[Case] = []

    def check(row: Case | Laporan) -> None:
        case = registered(row)
        if case.pk in gone:
            raise SomeoneWasFaster(case.reference)
        desk_policies.check_can_assign(case, acting, changed=[user.reference])
        _check_fit(case, user, known)
        if user in now[case.pk]:
            raise NotAllowed(_("sudah menjadi pemeriksanya"))
        _check_not_too_many(len(now[case.pk]) + 1)
        fit.append(case)

    outcome = each(rows, check)
    _add_to_each(fit, user, acting=acting, at=at, now=now)
    return outcome


def _add_to_each(
    cases: Sequence[Case], user: User, *, acting: Acting, at: datetime, now: Mapping[int, Sequence[User]]
) -> None:
    insert([Through(case_id=case.pk, user_id=user.pk) for case in cases])
    entries = record_each([_act(case, acting=acting, at=at, now=now[case.pk], added=[user]) for case in cases])
    if user.reference != acting.reference:
        told = [(case.reference, entry.hash) for case, entry in zip(cases, entries, strict=True)]
        tell_of_each(user, told, kind=Told.ASSIGNED, at=at)


def _locked_all(cases: Sequence[Case]) -> frozenset[int]:
    """Lock them all: the rest know whether they are open still. Keys of those that have gone to another office."""
    held = Chain.objects.select_for_update().filter(subject__in=[case.reference for case in cases])
    list(held.order_by("subject").values_list("pk"))
    rows = Case.objects.filter(pk__in=[case.pk for case in cases]).values_list("pk", "office", "open")
    now = {pk: (office, is_open) for pk, office, is_open in rows}
    for case in cases:
        case.open = now[case.pk][1]
    prefetch_related_objects(cases, Prefetch("joined_set", Joined.objects.select_related("laporan")))
    return frozenset(case.pk for case in cases if now[case.pk][0] != case.office_id)


def _examiners_of(cases: Sequence[Case]) -> dict[int, list[User]]:
    found: dict[int, list[User]] = {case.pk: [] for case in cases}
    for row in Through.objects.filter(case_id__in=found).select_related("user").order_by("user__name", "user_id"):
        found[row.case_id].append(row.user)
    return found


def replace_examiner(case: Case, leaving: User, to: User, *, acting: Acting, at: datetime, known: Known) -> Entry:
    """In the caller's transaction and by the caller's policy: another one examines instead of a leaving colleague."""
    _check_fit(case, to, known)
    now = _locked(case)
    if leaving not in now:
        raise SomeoneWasFaster(case.reference)
    added = [] if to in now else [to]
    return change(case, acting=acting, at=at, now=now, added=added, removed=[leaving])


def first_examiners(case: Case, examiners: Sequence[User], opening: Entry, *, acting: Acting, at: datetime) -> None:
    """In the transaction that opens a case, whose entry names them: by the rule of every later assignment.

    Raises Refused for somebody of a party's name; that it is somebody else, an assignment after registration can say.
    """
    known = Known.of([case], at=at) if examiners else Known({}, {})
    for user in examiners:
        try:
            _check_fit(case, user, known)
        except NotAllowed as refusal:
            raise Refused("examiners", str(refusal)) from refusal
    _put(case, examiners, opening, acting=acting, at=at)


def change(
    case: Case,
    *,
    acting: Acting,
    at: datetime,
    now: Sequence[User],
    added: Sequence[User] = (),
    removed: Sequence[User] = (),
    undoes: int | None = None,
) -> Entry:
    """The rows, one entry, and word to whoever is new. Inside a transaction that holds the lock of the chain."""
    if removed:
        rows: Any = Through.objects
        rows.filter(case_id=case.pk, user_id__in=[user.pk for user in removed]).delete()
    act = _act(case, acting=acting, at=at, now=now, added=added, removed=removed, undoes=undoes)
    (entry,) = record_each([act])
    _put(case, added, entry, acting=acting, at=at)
    return entry


def _put(case: Case, added: Sequence[User], entry: Entry, *, acting: Acting, at: datetime) -> None:
    """The rows of new examiners, and word to them."""
    insert([Through(case_id=case.pk, user_id=user.pk) for user in added])
    new = [user for user in added if user.reference != acting.reference]
    tell(new, subject=case.reference, kind=Told.ASSIGNED, mark=entry.hash, at=at)


def _act(
    case: Case,
    *,
    acting: Acting,
    at: datetime,
    now: Sequence[User],
    added: Sequence[User] = (),
    removed: Sequence[User] = (),
    undoes: int | None = None,
) -> Act:
    staying = {user.reference for user in (*now, *added)} - {user.reference for user in removed}
    facts = {
        "examiners": sorted(staying),
        "added": sorted(user.reference for user in added),
        "removed": sorted(user.reference for user in removed),
        **({"undoes": undoes} if undoes is not None else {}),
    }
    return Act(
        case.reference, ASSIGNED, acting.reference, at, office=case.office.code, about=case.also_about(), facts=facts
    )


def _locked(case: Case) -> list[User]:
    """Who examines the case now, once nobody else can change it: everything that journals on it locks its chain.

    Raises SomeoneWasFaster where the case has gone to another office since it was read.
    """
    lock_here(case)
    return list(case.examiners.order_by("name", "pk"))


def _check_fit(case: Case, user: User, known: Known, *, namesake: str = "") -> None:
    """An examiner sits as one at the office today, and is nobody whom the case names."""
    if user.key not in known.seated[case.office_id]:
        words = _("%(name)s hari ini bukan pemeriksa di %(office)s.")
        raise NotAllowed(words % {"name": user.name, "office": case.office.name})
    party = conflict(user, known.named.get(case.pk, {}))
    if party and not namesake.strip():
        told = _("%(name)s tercatat sebagai %(party)s dalam perkara ini.")
        raise NotAllowed(told % {"name": user.name, "party": party})
    if party:
        check_says_enough("namesake", namesake)


def _check_somebody_stays(now: Collection[User], wanted: Mapping[str, User]) -> None:
    if now and not wanted:
        raise NotAllowed(_("Perkara yang berjalan tetap harus punya pemeriksa. Tugaskan orang lain dulu."))
    _check_not_too_many(len(wanted))


def _check_not_too_many(examiners: int) -> None:
    if examiners > desk_policies.MOST_EXAMINERS:
        words = _("Satu perkara diperiksa paling banyak %(most)s orang.")
        raise NotAllowed(words % {"most": desk_policies.MOST_EXAMINERS})
