"""At the authority that supervises ASN: take in, find the person, recommend or stop."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.queries import today_in
from netral.access.states import Acting
from netral.audit.models import Chain, Entry
from netral.cases import actions as cases
from netral.cases.models import Penerusan
from netral.discipline import policies, queries
from netral.discipline.actions.letters import issue_letter
from netral.discipline.models import AGENCY, AUTHORITY, Ending, Penanganan, Rekomendasi
from netral.discipline.states import PROCEDURE, Level, Outcome, Refused
from netral.exchange import actions as exchange
from netral.exchange.models import Masukan
from netral.exchange.policies import LONGEST_NOTE
from netral.exchange.states import Answer
from netral.exchange.states import Refused as NotSaid
from netral.notices.actions import tell
from netral.notices.queries.people import people_in
from netral.notices.states import Told
from netral.procedure.actions import open_subject, take_step
from netral.procedure.policies import check_can_take
from netral.procedure.queries import pin
from netral.procedure.states import SomeoneWasFaster
from netral.registry.models import Person

NUMBER_LENGTH = 80


@transaction.atomic
def open_from(penerusan: Penerusan, *, acting: Acting, at: datetime) -> Penanganan:
    """Acknowledge a hand-over and open its handling. The clock of verification counts from the day of sending.

    Raises NotAllowed where the receiver supervises no ASN, or the person is none.
    """
    policies.check_can_take_in(penerusan, acting)
    policies.check_can_handle(penerusan)
    cases.acknowledge(penerusan, at=at, by=acting.reference)
    penanganan = Penanganan(
        penerusan=penerusan,
        case=penerusan.case,
        authority=penerusan.receiver,
        opened_at=at,
        **pin(PROCEDURE, today_in(penerusan.receiver, now=at)),
    )
    open_subject(penanganan, acting=acting, at=at, office=penanganan.authority, clock_start=penerusan.sent_at)
    return penanganan


@transaction.atomic
def open_incoming(masukan: Masukan, *, acting: Acting, at: datetime) -> Penanganan:
    """Open the handling of a hand-over from another house, and tell its sender; a second call finds the first's.

    Raises NotAllowed where nobody supervises ASN here, the person is none, or it was answered otherwise.
    """
    policies.check_can_open_incoming(masukan, acting)
    Chain.objects.select_for_update().filter(subject=masukan.reference).first()
    opened = Penanganan.objects.filter(masukan=masukan).first()
    if opened:
        return opened
    masukan.refresh_from_db(fields=["answer", "said", "work"])
    policies.check_not_answered(masukan)
    penanganan = Penanganan(
        masukan=masukan,
        handed_number=queries.handed_in(masukan).number[:NUMBER_LENGTH],
        authority=masukan.receiver,
        opened_at=at,
        **pin(PROCEDURE, today_in(masukan.receiver, now=at)),
    )
    open_subject(penanganan, acting=acting, at=at, office=penanganan.authority, clock_start=masukan.came_at)
    exchange.take_up(masukan, penanganan.reference, acting=acting, at=at)
    return penanganan


@transaction.atomic
def verify(
    penanganan: Penanganan,
    *,
    acting: Acting,
    at: datetime,
    person: Person,
    reason: str = "",
    score: int | None = None,
    version: int | None = None,
) -> Entry:
    """Link the register's person. The score is computed here unless the caller has it from the same search."""
    check_can_take(penanganan, "verifikasi", acting)
    fit = queries.match_score(penanganan, person) if score is None else score
    policies.check_sure_enough(fit, reason)
    facts = {"score": fit, "person": person.reference, "agency": person.agency.code}
    entry = take_step(
        penanganan, "verifikasi", acting=acting, at=at, met={"orang_ditetapkan"}, facts=facts, version=version
    )
    penanganan.person, penanganan.agency = person, person.agency
    penanganan.match_score, penanganan.match_reason = fit, reason.strip()
    penanganan.save(update_fields=["person", "agency", "match_score", "match_reason"])
    tell_sender(penanganan, Answer.ACCEPTED, acting=acting, at=at)
    return entry


@transaction.atomic
def stop(
    penanganan: Penanganan,
    *,
    acting: Acting,
    at: datetime,
    reason: str,
    gaps: Sequence[str] = (),
    version: int | None = None,
) -> Entry:
    """End the handling at the authority, and with it the case.

    What came from another house and misses something goes back with its `gaps`, to come again as a new hand-over.
    """
    policies.check_filled("reason", reason)
    entry = take_step(penanganan, "hentikan", acting=acting, at=at, version=version)
    if gaps:
        tell_sender(penanganan, Answer.RETURNED, acting=acting, at=at, gaps=gaps, note=reason.strip()[:LONGEST_NOTE])
    end(penanganan, Outcome.STOPPED, reason, acting=acting, at=at)
    return entry


@transaction.atomic
def recommend(
    penanganan: Penanganan,
    *,
    acting: Acting,
    at: datetime,
    level: str,
    reasons: str,
    sanctions: Sequence[str] = (),
    version: int | None = None,
) -> Entry:
    """Recommend a level, and sanctions of it where singled out, to the appointing official, by a numbered letter."""
    check_can_take(penanganan, "rekomendasikan", acting)
    check_version(penanganan, version)
    policies.check_filled("reasons", reasons)
    _check_of_level(penanganan, level, sanctions, on=queries.today_at(penanganan, AUTHORITY, at))
    made = Rekomendasi(
        penanganan=penanganan, level=level, sanctions=list(sanctions), reasons=reasons.strip(), made_at=at
    )
    made.document = issue_letter(made, acting=acting, at=at)
    entry = take_step(
        penanganan,
        "rekomendasikan",
        acting=acting,
        at=at,
        met={"surat_terbit"},
        facts={"level": level, "sanctions": list(sanctions)},
        hashes=[made.document.sha256],
    )
    made.save()  # after the step: of two at once the slower one hears that, not of a second row
    people = people_in(penanganan.office_at(AGENCY), queries.AT_AGENCY, at=at)
    tell(people, subject=penanganan.reference, kind=Told.RECOMMENDED, mark=entry.hash, at=at)
    return entry


def end(penanganan: Penanganan, outcome: str, reason: str, *, acting: Acting, at: datetime) -> None:
    """Write down why nothing was imposed, and end the hand-over: a part of `stop` and `decline`."""
    Ending.objects.create(
        penanganan=penanganan,
        outcome=outcome,
        reason=reason.strip(),
        recorded_at=at,
        recorded_by=acting.reference,
    )
    settle(penanganan, outcome, acting=acting, at=at, note=reason.strip())


def settle(penanganan: Penanganan, outcome: str, *, acting: Acting, at: datetime, note: str) -> None:
    """The hand-over ended, and with the last one of its case the case; `note` is what another house reads of it."""
    tell_sender(penanganan, Answer.ENDED, acting=acting, at=at, note=note[:LONGEST_NOTE], outcome=outcome)
    if penanganan.penerusan and penanganan.case:
        penanganan.penerusan.case = penanganan.case
        cases.settle(penanganan.penerusan, at=at, outcome=outcome)


def tell_sender(penanganan: Penanganan, answer: Answer, *, acting: Acting, at: datetime, **said: Any) -> None:
    """What a step means for whoever sent the hand-over, where that is another house: a part of the step."""
    if penanganan.masukan and penanganan.masukan.answer != Answer.RETURNED:
        try:
            exchange.follow(penanganan.masukan, answer, acting=acting, at=at, **said)
        except NotSaid as refusal:
            raise Refused(refusal.field, refusal.message) from None


def check_version(penanganan: Penanganan, version: int | None) -> None:
    """Before a letter is printed or a file kept: a stale page should cost nothing."""
    if version is not None and version != penanganan.version:
        raise SomeoneWasFaster(penanganan.reference)


def _check_of_level(penanganan: Penanganan, level: str, chosen: Sequence[str], *, on: date) -> None:
    if level not in Level.values:
        raise Refused("level", _("Pilih tingkat hukuman ini."))
    known = {sanction.code for sanction in queries.sanctions_of(penanganan, level, on)}
    strange = [code for code in chosen if code not in known]
    if strange:
        words = {"level": level, "codes": ", ".join(strange)}
        raise Refused("sanctions", _("Bukan hukuman tingkat %(level)s: %(codes)s.") % words)
