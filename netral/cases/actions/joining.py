"""Many reports of one event become one case, and can be told apart again. Every sender keeps an own receipt."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import SYSTEM, Acting
from netral.audit.actions import record
from netral.audit.models import Chain, Entry
from netral.cases import policies, queries
from netral.cases.actions.bulk import Outcome, each
from netral.cases.models import Case, Joined
from netral.cases.states import LET_GO, TAKEN_IN, Refused
from netral.intake.models import Laporan
from netral.intake.states import Kind
from netral.procedure.actions import take_step
from netral.procedure.models import Clock
from netral.procedure.queries import table
from netral.procedure.states import NotAllowed, SomeoneWasFaster

# Where a report stands whose requirements somebody found met, in every table.
STUDIED = "memenuhi_syarat"
# So many are joined with one press; the page says how many are left.
AT_ONCE = 100


@transaction.atomic
def join(case: Case, laporan: Laporan, *, acting: Acting, at: datetime) -> Entry:
    """Let a report go on inside a case. Raises NotAllowed where either of them has moved too far, or for strangers."""
    policies.check_can_join(case, laporan)
    take_step(laporan, "gabungkan", acting=acting, at=at, facts={"case": case.reference})
    _check_still_open(case)
    policies.check_can_join(case, laporan)  # again: the case may have gone to another office meanwhile
    Joined.objects.create(case=case, laporan=laporan, joined_at=at, joined_by=acting.reference)
    return record(
        case.reference, TAKEN_IN, actor=acting.reference, office=case.office.code, at=at, about=_all_of(laporan),
        before=case.status, after=case.status, facts=_table_of(case),
    )  # fmt: skip


@transaction.atomic
def separate(case: Case, laporan: Laporan, *, acting: Acting, at: datetime) -> Entry:
    """Take a report out again, for a case of its own. Raises Refused for one that is not inside.

    What was studied before it joined can be registered; everything else is studied first, by the clock it came with.
    """
    inside = Joined.objects.filter(case=case, laporan=laporan, left_at=None)
    if not inside.exists():
        raise Refused("laporan", _("Laporan ini tidak tergabung dalam perkara ini."))
    entry = record(
        case.reference, LET_GO, actor=acting.reference, office=case.office.code, at=at, about=_all_of(laporan)
    )
    laporan.refresh_from_db(fields=["office"])  # where it lies once the chain of its case is locked
    step, started = _way_out(laporan)
    take_step(laporan, step, acting=acting, at=at, facts={"case": case.reference}, clock_start=started)
    inside.update(left_at=at, left_by=acting.reference)
    return entry


def _way_out(laporan: Laporan) -> tuple[str, dict[str, datetime]]:
    """The step that takes it out, and since when the clocks of its first status count: nobody gets a new period."""
    first = table(laporan).initial(laporan.table_subject).starts_of(laporan.variant)
    ran = Clock.objects.filter(subject=laporan.reference, rule__in=first).order_by("-started_at")
    started = dict.fromkeys(first, laporan.opened_at) | dict(ran.values_list("rule", "started_at"))
    if laporan.kind == Kind.TEMUAN:
        return "pisahkan_temuan", started
    joined = Entry.objects.filter(chain=laporan.reference, verb=f"{laporan.KIND}.gabungkan").latest("position")
    return ("pisahkan", {}) if joined.before == STUDIED else ("pisahkan_belum_dikaji", started)


def join_many(case: Case, reports: Sequence[Laporan], *, acting: Acting, at: datetime) -> Outcome:
    """Join them one by one, each in a transaction of its own: how many went in, and why the others did not."""
    rows = [(laporan.number, laporan) for laporan in reports[:AT_ONCE]]
    return each(rows, lambda laporan: join(case, laporan, acting=acting, at=at))


def end_with_their_case(at: datetime) -> int:
    """Close the joined reports of cases that have ended, so that every sender reads the end; how many."""
    ended = 0
    for row in queries.outliving_their_case():
        try:
            take_step(row.laporan, "tutup_gabungan", acting=SYSTEM, at=at, facts={"case": row.case.reference})
            ended += 1
        except SomeoneWasFaster:  # separated this moment: the next round sees it
            continue
    return ended


def let_go_of_withdrawn(at: datetime) -> int:
    """Take the reports out of their cases whose senders took them back; how many. The sender is told nothing more."""
    return sum(_let_go(each, at) for each in queries.withdrawn_inside())


@transaction.atomic
def _let_go(joined: Joined, at: datetime) -> int:
    left = Joined.objects.filter(pk=joined.pk, left_at=None).update(left_at=at, left_by=SYSTEM.reference)
    if left:
        about = _all_of(joined.laporan)
        record(joined.case.reference, LET_GO, actor=SYSTEM.reference, at=at, about=about)
    return left


def _all_of(laporan: Laporan) -> list[str]:
    """A temuan comes and goes with the informasi awal it grew from: whoever sent that hears of the case, too."""
    return [laporan.reference, *laporan.also_about()]


def _table_of(case: Case) -> dict[str, str]:
    """For the joined report this is the case's first entry: whoever reads it must know by which table."""
    return {"procedure": case.procedure, "procedure_version": case.procedure_version}


def _check_still_open(case: Case) -> None:
    """The case as it stands once its chain is locked: what is closed takes nothing in."""
    Chain.objects.select_for_update().filter(subject=case.reference).first()
    case.refresh_from_db(fields=["status", "version", "office"])
    if table(case).statuses[case.status].final:
        raise NotAllowed(_("Perkara ini sudah berakhir; laporan lain tidak bisa digabungkan lagi."))
