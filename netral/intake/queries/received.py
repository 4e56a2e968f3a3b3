"""Finding laporan, and reading one as it was received."""

from hashlib import sha256

from django.db.models import QuerySet

from netral.access.models import Role
from netral.access.queries import offices_seen_by
from netral.access.states import Acting
from netral.audit.queries import entries_about
from netral.intake import completeness, receipts
from netral.intake.content import NewReport, Who, WitnessNamed
from netral.intake.models import Laporan, Terlapor
from netral.lib.canonical import canonical_json

# The item of the checklist that the sealed flags answer.
IDENTITY_ITEM = "identitas_pelapor"
# Those who work on reports. A custodian opens seals and sees the report by the same door.
WORKERS = (Role.INTAKE_OFFICER, Role.EXAMINER, Role.MEMBER)
READERS = (*WORKERS, Role.CUSTODIAN)
# Primary keys go back to the database as parameters of one statement; nobody leafs further.
MOST_FOUND = 2_000


def laporan_seen_by(acting: Acting) -> QuerySet[Laporan]:
    """The laporan whose office lies in the scope of acting."""
    return offices_seen_by(acting, roles=READERS).filter(Laporan.objects.select_related("office"))


def laporan_saying(text: str, among: QuerySet[Laporan], *, story: bool) -> list[int]:
    """Primary keys of the laporan whose terlapor (or, with `story`, event) contains the text, whatever the case.

    The texts are encrypted, so they are read and compared here: about a second for 100,000 laporan in scope. The newest
    `MOST_FOUND` are answered.
    """
    wanted = text.casefold()
    named = Terlapor.objects.filter(laporan__in=among.order_by().values("pk")).values_list("laporan_id", "name")
    found = {pk for pk, name in named.order_by().iterator() if wanted in name.casefold()}
    if story:
        told = among.select_related(None).order_by().values_list("pk", "what")
        found |= {pk for pk, what in told.iterator() if wanted in what.casefold()}
    return sorted(found, reverse=True)[:MOST_FOUND]


def laporan_by_code(code: str) -> Laporan | None:
    """The laporan of a receipt code however it was typed. One keyed hash and one indexed look-up for any text."""
    hashed = receipts.code_hash(code)
    return Laporan.objects.select_related("office", "region").filter(receipt__code_hash=hashed).first()


def content_hash(report: NewReport, salt: str) -> str:
    """Names what was reported in the journal; without the salt no guess can be confirmed."""
    return sha256(salt.encode() + canonical_json(report.without_reporter().as_json())).hexdigest()


def content_holds(laporan: Laporan) -> bool:
    """Whether the rows still say what the journal says was received."""
    opening = entries_about(laporan.reference).filter(chain=laporan.reference, position=1).get()
    return bool(opening.facts["content"] == content_hash(report_as_received(laporan), laporan.salt))


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
    return completeness.lateness(
        kind=laporan.kind,
        regime=laporan.procedure,
        known_on=laporan.known_on,
        at=laporan.received_at,
        zone=zone_of(laporan),
    )


def zone_of(laporan: Laporan) -> str:
    """The zone of the place, or of the office when no place was named."""
    return laporan.region.zone if laporan.region else laporan.office.zone
