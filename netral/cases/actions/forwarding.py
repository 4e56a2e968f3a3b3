"""A proven case goes to the agency competent on that day, and comes back as a result."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import SYSTEM, Acting
from netral.audit.actions import record
from netral.audit.models import Chain, Entry
from netral.cases import desk_policies, policies, queries
from netral.cases.actions.exchanging import send_out
from netral.cases.actions.letters import issue_letter
from netral.cases.models import BASIS_LENGTH, Accused, Case, Penerusan
from netral.cases.queries.radar import flag_words
from netral.cases.states import OUTCOME_REPORTED, Refused, Result
from netral.evidence import actions as evidence
from netral.evidence.models import Exhibit
from netral.evidence.states import NotShown
from netral.offices.models import Organisation
from netral.procedure.actions import check_unmoved, take_step
from netral.procedure.policies import check_can_take
from netral.procedure.states import SomeoneWasFaster

FIRST, FURTHER = "teruskan", "teruskan_lagi"


def forward(
    case: Case,
    *,
    acting: Acting,
    at: datetime,
    receiver: Organisation,
    conflict_of_interest: bool,
    summary: str,
    persons: Collection[Accused] = (),
    conflict_note: str = "",
    override_reason: str = "",
    exhibits: Collection[Exhibit] = (),
    version: int | None = None,
    further_reason: str | None = None,
) -> Entry:
    """Hand people over with one numbered letter: all who wait, or `persons`. The reporter is never part of it.

    A receiver other than the one the rulebook names on this day needs `override_reason`; a conflict of interest needs
    `conflict_note`, and then the routes around one are open too. One that is on record cannot be left unsaid. Only
    exhibits of this case can be released. With `further_reason` they go to one more receiver: `forward_further`.
    """
    step = FIRST if further_reason is None else FURTHER
    check_can_take(case, step, acting)
    _check_version(case, version)
    _check_words(case, summary, override_reason, further_reason)
    _check_conflict(conflict_of_interest, conflict_note)
    going = made_ready(case, exhibits, at)
    said = {
        "receiver": receiver,
        "override_reason": override_reason.strip(),
        "conflict_of_interest": conflict_of_interest,
        "conflict_note": conflict_note.strip(),
        "summary": summary.strip(),
        "sent_at": at,
        "further_reason": further_reason and further_reason.strip(),
    }
    people = _people(case, persons, receiver)
    _check_recorded(case, people, receiver, conflict_of_interest, at)
    rows = [Penerusan(case=case, accused=each, **said) for each in people]
    return _send(step, rows, going, acting=acting, at=at)


def forward_further(case: Case, *, further_reason: str, **said: Any) -> Entry:
    """One more receiver for people handed over already: for a second matter of theirs, or a second rule.

    As `forward` otherwise; without `persons` everybody the case is about.
    """
    return forward(case, further_reason=further_reason, **said)


def _people(case: Case, chosen: Collection[Accused], receiver: Organisation) -> list[Accused]:
    """Whom the letter names, in the order of the case: people found proven, each to a receiver once."""
    meant = chosen or queries.waiting(case) or queries.going_on(case)
    staying = list(queries.going_on(case).filter(pk__in={each.pk for each in meant}))
    sent = set(Penerusan.objects.filter(accused__in=staying, receiver=receiver).values_list("accused", flat=True))
    if sent or not staying:
        check_unmoved(case)
    if not staying or len(staying) < len(set(chosen)):
        _check_proven(case, chosen)
        raise Refused("persons", _("Pilih terlapor perkara ini yang diteruskan."))
    again = [str(each.place + 1) for each in staying if each.pk in sent]
    if again:
        words = _("Terlapor ke-%(places)s sudah diteruskan ke %(receiver)s.")
        raise Refused("persons", words % {"places": ", ".join(again), "receiver": receiver.name})
    return staying


def _check_proven(case: Case, chosen: Collection[Accused]) -> None:
    """Whoever was found otherwise ended with the pleno."""
    ended = queries.persons_of(case).exclude(pk__in=queries.going_on(case).order_by().values("pk"))
    places = ", ".join(str(each.place + 1) for each in ended if each in chosen)
    if places:
        words = _("Terlapor ke-%(places)s tidak dinyatakan terbukti, jadi tidak diteruskan.")
        raise Refused("persons", words % {"places": places})


def made_ready(case: Case, exhibits: Collection[Exhibit], at: datetime) -> list[Exhibit]:
    """Clean copies of what goes along, before anything is locked; what cannot be cleaned needs a person's word."""
    going = _own(case, dict.fromkeys(exhibits))
    try:
        evidence.make_ready_to_leave(going, at=at)
    except NotShown as refusal:
        raise Refused("exhibits", str(refusal)) from None
    return going


@transaction.atomic
def _send(
    step: str, rows: Sequence[Penerusan], exhibits: Collection[Exhibit], *, acting: Acting, at: datetime
) -> Entry:
    """The letter, the step, and only then the rows: whoever was overtaken learns it from the step."""
    by_law = [_lead(each) for each in rows]
    first = rows[0]
    document = issue_letter(rows, exhibits, acting=acting, at=at)
    facts = {
        "receiver": first.receiver.code,
        "receiver_by_law": all(each.named for each in by_law),
        "conflict_of_interest": first.conflict_of_interest,
        "around_conflict": any(each.around for each in by_law),
        "exhibits": len(exhibits),
        "accused": [each.accused.key for each in rows],
    }
    case = first.case
    check_unmoved(case)  # the number of the letter was waited for
    met = queries.met(case) | {"surat_terbit"}
    entry = take_step(case, step, acting=acting, at=at, met=met, facts=facts, hashes=[document.sha256])
    for each in rows:
        each.document = document
        each.save()
        each.exhibits.set(exhibits)
    send_out(rows, exhibits, acting=acting, at=at)
    return entry


class Led(NamedTuple):
    """Whether the rulebook names this receiver, and whether by a route around a conflict of interest."""

    named: bool
    around: bool = False


def _lead(penerusan: Penerusan) -> Led:
    """Channel and basis as the rulebook names them for this receiver; without such a route, the reason given."""
    accused, receiver = penerusan.accused, penerusan.receiver
    on = queries.today_of(penerusan.case, penerusan.sent_at)
    route = queries.route_to(accused, receiver, on)
    around = route is None and penerusan.conflict_of_interest
    if around:
        route = queries.route_to(accused, receiver, on, situation=queries.CONFLICT)
    if route is None:
        policies.check_says_enough("override_reason", penerusan.override_reason)
        penerusan.basis = penerusan.override_reason[:BASIS_LENGTH]
        return Led(named=False)
    penerusan.via, penerusan.basis = route.via, route.basis
    return Led(named=True, around=around)


@transaction.atomic
def acknowledge(penerusan: Penerusan, *, at: datetime, by: str) -> Entry:
    """The receiver has the hand-over in hand. Called by the room that works on it; a second call is refused."""
    case = _locked(penerusan)
    waiting = Penerusan.objects.filter(pk=penerusan.pk, acknowledged_at=None)
    if not waiting.update(acknowledged_at=at):
        raise SomeoneWasFaster(case.reference)
    penerusan.acknowledged_at = at
    facts = {"receiver": penerusan.receiver.code, "accused": penerusan.accused.key, "by": by}
    return take_step(case, "catat_diterima", acting=SYSTEM, at=at, facts=facts)


@transaction.atomic
def report_outcome(penerusan: Penerusan, *, acting: Acting, at: datetime, outcome: str, note: str) -> Entry:
    """A receiver that works outside this house says how it ended, in a sentence the supervisors read."""
    policies.check_filled("note", note)
    if outcome not in Result.values:
        raise Refused("outcome", _("Pilih hasilnya."))
    case = _locked(penerusan)
    desk_policies.check_keeps_texts(case)
    if not _ended(penerusan, at=at, outcome=outcome, note=note):
        raise SomeoneWasFaster(case.reference)
    entry = record(
        case.reference,
        OUTCOME_REPORTED,
        actor=acting.reference,
        office=penerusan.receiver.code,
        at=at,
        about=case.also_about(),
        facts={"outcome": outcome, "accused": penerusan.accused.key},
    )
    _close_with_the_last(case, at=at, outcome=outcome)
    return entry


@transaction.atomic
def settle(penerusan: Penerusan, *, at: datetime, outcome: str) -> Entry | None:
    """One hand-over ended. The case closes with the last of them, once nobody proven waits: then its entry."""
    case = _locked(penerusan)
    _ended(penerusan, at=at, outcome=outcome)
    return _close_with_the_last(case, at=at, outcome=outcome)


def _locked(penerusan: Penerusan) -> Case:
    """The case as it stands now. Of two receivers at once the second waits for the chain and sees what was left."""
    case = penerusan.case
    Chain.objects.select_for_update().filter(subject=case.reference).first()
    case.refresh_from_db(fields=["open", "status", "version", "texts_erased_at"])
    return case


def _ended(penerusan: Penerusan, *, at: datetime, outcome: str, note: str = "") -> bool:
    """Whether this was the first to say so."""
    running = Penerusan.objects.filter(pk=penerusan.pk, ended_at=None)
    return bool(running.update(ended_at=at, outcome=outcome, outcome_note=note.strip()))


def _close_with_the_last(case: Case, *, at: datetime, outcome: str) -> Entry | None:
    if not case.open or queries.waiting(case) or Penerusan.objects.filter(case=case, ended_at=None).exists():
        return None
    return close(case, at=at, outcome=outcome)


@transaction.atomic
def close(case: Case, *, at: datetime, outcome: str) -> Entry:
    """End the case; `outcome` is how the last hand-over ended."""
    return take_step(case, "tutup", acting=SYSTEM, at=at, facts={"outcome": outcome})


def _check_version(case: Case, version: int | None) -> None:
    """Before a letter is printed: a stale page should not cost a PDF."""
    if version is not None and version != case.version:
        raise SomeoneWasFaster(case.reference)


def _check_words(case: Case, summary: str, override_reason: str, further_reason: str | None) -> None:
    """Summary and basis stand in the letter; why there is one more receiver stays here."""
    if further_reason is not None:
        policies.check_says_enough("further_reason", further_reason)
    policies.check_filled("summary", summary)
    policies.check_not_the_reporters(case, "summary", summary)
    policies.check_not_the_reporters(case, "override_reason", override_reason)


def _check_conflict(conflict: bool, note: str) -> None:
    if conflict and not note.strip():
        raise Refused("conflict_note", _("Tulis hubungannya, dan siapa yang perlu mendapat tembusan."))


def _check_recorded(
    case: Case, people: Sequence[Accused], receiver: Organisation, declared: bool, at: datetime
) -> None:
    """What stands on record about the receiver, or about who employs the person, is said in the hand-over."""
    flags = queries.flags_on_the_way(case, people, queries.today_of(case, at), [receiver])
    if flags and not declared:
        words = _("Tercatat: %(flags)s Pilih Ya, dan tulis apa yang dilakukan.")
        raise Refused("conflict_of_interest", words % {"flags": " ".join(flag_words(each) for each in flags)})


def _own(case: Case, exhibits: Collection[Exhibit]) -> list[Exhibit]:
    """These exhibits as the case calls them, each of them one of its own."""
    own = {exhibit.key: exhibit for exhibit in queries.exhibits_of_case(case)}
    if any(exhibit.key not in own for exhibit in exhibits):
        raise Refused("exhibits", _("Salah satu bukti bukan milik perkara ini."))
    return [own[exhibit.key] for exhibit in exhibits]
