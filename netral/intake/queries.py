"""Questions about laporan: who sees which, what a code leads to, what the reporter may read."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from netral.access.models import Role
from netral.access.queries import offices_seen_by
from netral.access.states import Acting
from netral.intake import completeness, receipts
from netral.intake.content import NewReport, Who, WitnessNamed
from netral.intake.models import Laporan
from netral.lib.canonical import canonical_json
from netral.procedure import queries as procedure

# The item of the checklist that the sealed flags answer.
IDENTITY_ITEM = "identitas_pelapor"
# Those who work on reports. A custodian opens seals and sees the report by the same door.
READERS = (Role.INTAKE_OFFICER, Role.EXAMINER, Role.MEMBER, Role.CUSTODIAN)


def laporan_seen_by(acting: Acting) -> QuerySet[Laporan]:
    """The laporan whose office lies in the scope of acting."""
    return offices_seen_by(acting, roles=READERS).filter(Laporan.objects.select_related("office"))


def laporan_by_code(code: str) -> Laporan | None:
    """The laporan of a receipt code however it was typed. One keyed hash and one indexed look-up for any text."""
    return Laporan.objects.select_related("office", "region").filter(receipt__code_hash=receipts.code_hash(code)).first()


def content_hash(report: NewReport, salt: str) -> str:
    """Names what was reported in the journal; without the salt no guess can be confirmed."""
    return sha256(salt.encode() + canonical_json(report.without_reporter().as_json())).hexdigest()


def report_as_received(laporan: Laporan) -> NewReport:
    """The report put together from its rows, without the sealed reporter."""
    return NewReport(
        kind=laporan.kind,
        what=laporan.what,
        election=laporan.election,
        act_date=laporan.act_date,
        act_time=laporan.act_time,
        known_on=laporan.known_on,
        region=laporan.region_id or "",
        place=laporan.place,
        who=tuple(Who(row.name, row.job, row.agency_text, row.subject) for row in laporan.terlapor_set.all()),
        witnesses=tuple(WitnessNamed(row.name, row.address) for row in laporan.witness_set.all()),
        links=tuple(row.url for row in laporan.link_set.all()),
        conducts=tuple(laporan.conducts),
    )


def lateness_of(laporan: Laporan) -> completeness.Lateness:
    """Whether this laporan kept the time limit of its procedure."""
    zone = laporan.region.zone if laporan.region else laporan.office.zone
    return completeness.lateness(
        regime=laporan.procedure, known_on=laporan.known_on, at=laporan.received_at, zone=zone
    )


def public_status(laporan: Laporan, language: str) -> dict[str, Any]:
    """What the holder of the code reads, in the shape of the contract. Nothing of the story, nobody's name."""
    return {
        "number": laporan.number,
        "received": _iso(laporan.received_at, laporan.office.zone),
        "milestones": [
            {"at": _iso(line.at, laporan.office.zone), "what": line.text, "by": line.office_name}
            for line in procedure.milestones(laporan.reference, public=True, language=language)
        ],
        "deadlines": [
            {**deadline, "due": _iso(deadline["due"], laporan.office.zone)}
            for deadline in procedure.public_deadlines(procedure.chains_about(laporan.reference), language)
        ],
        "messages": [
            {"at": _iso(message.at, laporan.office.zone), "text": message.text, "by": laporan.office.name}
            for message in laporan.messages.all()
        ],
    }


def _iso(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
