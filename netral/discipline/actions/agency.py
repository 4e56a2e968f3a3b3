"""At the agency: impose or decline, deliver, and note when the decision is in force."""

from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases.states import Result
from netral.discipline import policies, queries
from netral.discipline.actions.authority import check_version, end, settle
from netral.discipline.models import AGENCY, Decision, Penanganan
from netral.discipline.states import Outcome, Refused
from netral.evidence.actions import keep
from netral.evidence.models import Exhibit
from netral.evidence.policies import identify
from netral.evidence.states import DECISION, EvidenceRefused
from netral.lib.dates import local_day, long_date
from netral.procedure.actions import take_step
from netral.procedure.policies import Counted, check_can_take

PDF = "application/pdf"
FIRST_BYTES = 8192  # enough to tell the type


@transaction.atomic
def impose(
    penanganan: Penanganan,
    *,
    acting: Acting,
    at: datetime,
    number: str,
    decided_on: date,
    upload: "File[Any]",
    sanction: str = "",
    other_sanction: str = "",
    level: str = "",
    official: str = "",
    deviation_reason: str = "",
    version: int | None = None,
) -> Entry:
    """Impose a sanction of the rulebook (`sanction`), or one outside its list (`other_sanction` with its `level`).

    `official` is who decided, by default the agency's appointing official. Whatever differs from the recommendation,
    the law's range or the law's competence is recorded and flagged, never refused, but needs a reason.
    """
    policies.check_can_step(penanganan, "jatuhkan_sanksi", acting)
    check_version(penanganan, version)
    policies.check_filled("number", number)
    _check_day("decided_on", decided_on, penanganan, _recommended_on(penanganan), at)
    ground = queries.Ground(penanganan)
    due = ground.range(decided_on)
    open_ones = due.sanctions if due else ()
    found = queries.sanction_chosen(penanganan, sanction, other_sanction, level, decided_on, also=open_ones)
    decision = Decision(
        penanganan=penanganan, sanction=found.code, sanction_name=found.name, outside_list=found.outside_list,
        level=found.level, number=number.strip(), decided_on=decided_on, official=official or ground.own_official,
        deviation_reason=deviation_reason.strip(),
    )  # fmt: skip
    decision.flags = policies.check_explained(decision, ground)
    decision.exhibit = _keep(penanganan, upload, acting=acting, at=at)
    entry = _take(decision, acting=acting, at=at)
    decision.save()  # after the step: of two at once the slower one hears that, not of a second row
    return entry


def _take(decision: Decision, *, acting: Acting, at: datetime) -> Entry:
    facts = {"sanction": decision.sanction, "level": decision.level, "outside_list": decision.outside_list}
    return take_step(
        decision.penanganan,
        "jatuhkan_sanksi",
        acting=acting,
        at=at,
        met={"keputusan_diunggah"},
        facts={**facts, "official": decision.official, "flags": decision.flags},
        hashes=[decision.exhibit.sha256],
        clock_start=_moment_of(decision.penanganan, decision.decided_on, at),
        counts_on=decision.decided_on,
        may_start=queries.clocks_of_imposing(decision),
    )


@transaction.atomic
def decline(penanganan: Penanganan, *, acting: Acting, at: datetime, reason: str, version: int | None = None) -> Entry:
    """Impose nothing, saying why; the case closes."""
    policies.check_can_step(penanganan, "tidak_menjatuhkan", acting)
    policies.check_filled("reason", reason)
    entry = take_step(penanganan, "tidak_menjatuhkan", acting=acting, at=at, version=version)
    end(penanganan, Outcome.DECLINED, reason, acting=acting, at=at)
    return entry


@transaction.atomic
def deliver(
    penanganan: Penanganan, *, acting: Acting, at: datetime, delivered_on: date, version: int | None = None
) -> Entry:
    """Note the day the person received the decision. The case closes.

    From that day run the entry into force and the remedies, as far as this kind of sanction has them.
    """
    check_can_take(penanganan, "sampaikan", acting)
    _check_day("delivered_on", delivered_on, penanganan, penanganan.decision.decided_on, at)
    entry = take_step(
        penanganan,
        "sampaikan",
        acting=acting,
        at=at,
        facts={"delivered_on": delivered_on.isoformat()},
        clock_start=_moment_of(penanganan, delivered_on, at),
        counts_on=delivered_on,
        may_start=queries.clocks_of_delivery(penanganan.decision),
        version=version,
    )
    Decision.objects.filter(penanganan=penanganan).update(delivered_on=delivered_on)
    penanganan.decision.delivered_on = delivered_on
    settle(penanganan, Result.SANCTIONED, acting=acting, at=at, note=_decided(penanganan.decision))
    return entry


@transaction.atomic
def record_in_force(
    penanganan: Penanganan, *, acting: Acting, at: datetime, in_force_on: date, version: int | None = None
) -> Entry:
    """Note the day the decision took effect: the last step."""
    check_can_take(penanganan, "catat_berlaku", acting)
    delivered = penanganan.decision.delivered_on or penanganan.decision.decided_on
    _check_day("in_force_on", in_force_on, penanganan, delivered, at)
    facts = {"in_force_on": in_force_on.isoformat()}
    entry = take_step(
        penanganan, "catat_berlaku", acting=acting, at=at, facts=facts, version=version, counts_on=in_force_on
    )
    Decision.objects.filter(penanganan=penanganan).update(in_force_on=in_force_on)
    penanganan.decision.in_force_on = in_force_on
    return entry


def _decided(decision: Decision) -> str:
    """What another house reads of a decision: its number, its day and the sanction."""
    words = {"number": decision.number, "day": long_date(decision.decided_on), "sanction": decision.sanction_name}
    return _("Keputusan %(number)s tanggal %(day)s: %(sanction)s.") % words


def _check_day(field: str, day: date, penanganan: Penanganan, earliest: date, at: datetime) -> None:
    policies.check_day(field, day, earliest=earliest, office=penanganan.office_at(AGENCY), at=at)


def _recommended_on(penanganan: Penanganan) -> date:
    return local_day(penanganan.rekomendasi.made_at, penanganan.office_at(AGENCY).zone)


def _moment_of(penanganan: Penanganan, day: date, at: datetime) -> datetime:
    """A moment of the day at the agency: clocks count from the day itself, which never counts."""
    return Counted(at, day, penanganan.office_at(AGENCY).zone).moment


def _keep(penanganan: Penanganan, upload: "File[Any]", *, acting: Acting, at: datetime) -> Exhibit:
    """The decision as uploaded. Only PDF, which can be archived and compared, and no larger than evidence may be.

    The file is hashed and stored while the transaction holds SQLite's one write lock: everybody else waits.
    """
    _check_pdf(upload)
    try:
        return keep(
            penanganan.reference,
            upload,
            at=at,
            purpose=DECISION,
            acting=acting,
            office=penanganan.office_at(AGENCY).code,
            about=penanganan.also_about(),
        )
    except EvidenceRefused as refusal:
        raise Refused("upload", refusal.message) from refusal


def _check_pdf(upload: "File[Any]") -> None:
    """Asked before evidence is: that would advise another kind of file, which a decision cannot be either."""
    head = upload.read(FIRST_BYTES)
    upload.seek(0)
    if head and identify(head)[0] != PDF:
        raise Refused("upload", _("Keputusan harus berupa PDF. Pindai naskahnya sebagai PDF, lalu unggah lagi."))
