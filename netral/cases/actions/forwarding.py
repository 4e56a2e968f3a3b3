"""A proven case goes to the agency competent on that day, and comes back as a result."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import SYSTEM, Acting
from netral.audit.models import Entry
from netral.cases import policies, queries
from netral.cases.actions.letters import issue_letter
from netral.cases.models import BASIS_LENGTH, Case, Penerusan
from netral.cases.states import Refused
from netral.evidence import actions as evidence
from netral.evidence.models import Exhibit
from netral.evidence.states import NotShown
from netral.intake.queries import unreleased_words
from netral.offices.models import Organisation
from netral.procedure.actions import take_step
from netral.procedure.policies import check_can_take
from netral.procedure.states import SomeoneWasFaster


def forward(
    case: Case,
    *,
    acting: Acting,
    at: datetime,
    receiver: Organisation,
    conflict_of_interest: bool,
    summary: str,
    conflict_note: str = "",
    override_reason: str = "",
    exhibits: Collection[Exhibit] = (),
    version: int | None = None,
) -> Entry:
    """Hand the case over with a numbered letter. The reporter's identity is never part of it.

    A receiver other than the one the rulebook names on this day needs `override_reason`; a conflict of interest needs
    `conflict_note`. Only exhibits of this case can be released.
    """
    check_can_take(case, "teruskan", acting)
    _check_version(case, version)
    policies.check_filled("summary", summary)
    _check_words(case, summary)
    _check_conflict(conflict_of_interest, conflict_note)
    exhibits = list(dict.fromkeys(exhibits))
    _check_own(case, exhibits)
    _make_ready(exhibits, at)
    penerusan = Penerusan(
        case=case,
        receiver=receiver,
        override_reason=override_reason.strip(),
        conflict_of_interest=conflict_of_interest,
        conflict_note=conflict_note.strip(),
        summary=summary.strip(),
        sent_at=at,
    )
    return _send(penerusan, exhibits, by_law=_lead(penerusan), acting=acting, at=at)


def _make_ready(exhibits: Collection[Exhibit], at: datetime) -> None:
    """Clean copies of what goes along, before anything is locked; what cannot be cleaned needs a person's word."""
    try:
        evidence.make_ready_to_leave(exhibits, at=at)
    except NotShown as refusal:
        raise Refused("exhibits", str(refusal)) from None


@transaction.atomic
def _send(penerusan: Penerusan, exhibits: Collection[Exhibit], *, by_law: bool, acting: Acting, at: datetime) -> Entry:
    """The letter, the step, and only then the row: whoever was overtaken learns it from the step."""
    penerusan.document = issue_letter(penerusan, exhibits, acting=acting, at=at)
    facts = {
        "receiver": penerusan.receiver.code,
        "receiver_by_law": by_law,
        "conflict_of_interest": penerusan.conflict_of_interest,
        "exhibits": len(exhibits),
    }
    entry = take_step(
        penerusan.case,
        "teruskan",
        acting=acting,
        at=at,
        met={"surat_terbit"},
        facts=facts,
        hashes=[penerusan.document.sha256],
    )
    penerusan.save()
    penerusan.exhibits.set(exhibits)
    return entry


def _lead(penerusan: Penerusan) -> bool:
    """Channel and basis as the rulebook names them for this receiver; without such a route, the reason given."""
    route = queries.route_to(penerusan.case, penerusan.receiver, on=queries.today_of(penerusan.case, penerusan.sent_at))
    if route is None:
        policies.check_says_enough("override_reason", penerusan.override_reason)
        penerusan.basis = penerusan.override_reason[:BASIS_LENGTH]
        return False
    penerusan.via, penerusan.basis = route.via, route.basis
    return True


@transaction.atomic
def acknowledge(penerusan: Penerusan, *, at: datetime) -> Entry:
    """The receiver has the hand-over in hand. Called by the room that works on it; a second call is refused."""
    waiting = Penerusan.objects.filter(pk=penerusan.pk, acknowledged_at=None)
    if not waiting.update(acknowledged_at=at):
        raise SomeoneWasFaster(penerusan.case.reference)
    penerusan.acknowledged_at = at
    return take_step(
        penerusan.case, "catat_diterima", acting=SYSTEM, at=at, facts={"receiver": penerusan.receiver.code}
    )


@transaction.atomic
def close(case: Case, *, at: datetime, outcome: str) -> Entry:
    """End the case when its receiver has finished; `outcome` is the status code the receiver's work ended in."""
    return take_step(case, "tutup", acting=SYSTEM, at=at, facts={"outcome": outcome})


def _check_version(case: Case, version: int | None) -> None:
    """Before a letter is printed: a stale page should not cost a PDF."""
    if version is not None and version != case.version:
        raise SomeoneWasFaster(case.reference)


def _check_conflict(conflict: bool, note: str) -> None:
    if conflict and not note.strip():
        raise Refused("conflict_note", _("Tulis hubungannya, dan siapa yang perlu mendapat tembusan."))


def _check_words(case: Case, summary: str) -> None:
    """The reporter may be known by their own words: they leave the house only as an officer has approved them."""
    own = unreleased_words(case.laporan, summary)
    if own:
        sentence = _(
            "Kata-kata pelapor sendiri ikut keluar: “%(words)s”. Tulis dengan kata lain, atau sahkan dulu salinan "
            "rilisnya di halaman laporan."
        )
        raise Refused("summary", sentence % {"words": own})


def _check_own(case: Case, exhibits: Collection[Exhibit]) -> None:
    own = {exhibit.key for exhibit in queries.exhibits_of_case(case)}
    if any(exhibit.key not in own for exhibit in exhibits):
        raise Refused("exhibits", _("Salah satu bukti bukan milik perkara ini."))
