"""Finding laporan, and reading one as it was received."""

from collections.abc import Collection
from hashlib import sha256

from django.db.models import Exists, OuterRef, QuerySet

from netral.access.models import Role
from netral.access.queries import OfficeScope, offices_seen_by
from netral.access.states import Acting
from netral.audit.queries import entries_about
from netral.intake import completeness, receipts, search_words
from netral.intake.content import NewReport, Who, WitnessNamed
from netral.intake.models import Laporan, SearchMark, Terlapor
from netral.lib.canonical import canonical_json
from netral.procedure.queries import offices_over_time

# The item of the checklist that the sealed flags answer.
IDENTITY_ITEM = "identitas_pelapor"
# Those who work on reports. A custodian opens seals and sees the report by the same door.
WORKERS = (Role.INTAKE_OFFICER, Role.EXAMINER, Role.MEMBER)
READERS = (*WORKERS, Role.CUSTODIAN)
# Nobody leafs further: who finds so many writes another word.
MOST_FOUND = 300
# A word that stands in more reports than this does not lead the search.
RARE = 2_000


def laporan_seen_by(acting: Acting, *, named: bool = False, scope: OfficeScope | None = None) -> QuerySet[Laporan]:
    """The laporan whose office lies in the scope of acting (`scope`, where it is known); `named` as it says."""
    seen = scope or offices_seen_by(acting, roles=READERS)
    return seen.filter(Laporan.objects.select_related("office"), named=named)


def laporan_near(text: str, among: QuerySet[Laporan]) -> list[int]:
    """Primary keys of the newest `MOST_FOUND` laporan that hold every word of the text somewhere: in number, title of
    their case, terlapor or event. What is too new to be marked is among them, whatever it says.
    """
    wanted = search_words.wanted(text)
    if not wanted:
        return []
    bare = among.select_related(None).order_by("-pk")
    # Few, and found by an index of their own: only then does it matter who may see them.
    unmarked = list(Laporan.objects.filter(words_marked=False).order_by().values_list("pk", flat=True))
    new = bare.filter(pk__in=unmarked).values_list("pk", flat=True) if unmarked else ()
    return [*new, *_with_marks(wanted, bare.filter(words_marked=True))]


def _with_marks(wanted: list[int], among: QuerySet[Laporan]) -> list[int]:
    """Rare words lead: their few laporan are fetched and met. Where every word is common, the newest come soon."""
    rare: set[int] | None = None
    common = []
    for mark in wanted:
        found = SearchMark.objects.filter(mark=mark).order_by()
        holders = set(found.values_list("laporan_id", flat=True)[: RARE + 1])
        if len(holders) > RARE:
            common.append(Exists(found.filter(laporan=OuterRef("pk"))))
        else:
            rare = holders if rare is None else rare & holders
    near = among.filter(*common)
    if rare is not None:
        near = near.filter(pk__in=sorted(rare, reverse=True))
    return list(near.values_list("pk", flat=True)[:MOST_FOUND])


def laporan_saying(text: str, near: Collection[int]) -> list[int]:
    """Those of `near` whose terlapor or event contains the text as it is written, whatever the case.

    The texts are encrypted, so they are read and compared here.
    """
    wanted = text.casefold()
    named = Terlapor.objects.filter(laporan__in=near).values_list("laporan_id", "name").order_by()
    told = Laporan.objects.filter(pk__in=near).values_list("pk", "what").order_by()
    return sorted({pk for pk, said in (*named, *told) if wanted in said.casefold()}, reverse=True)


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


def received_by(laporan: Laporan) -> str:
    """The name of the office that received it, wherever it lies now."""
    return offices_over_time(laporan, laporan.office.name)(laporan.received_at)


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
