"""Where each recommendation stands on the ladder: what is due to be drafted, the drafts, and every contact made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from netral.access.states import Acting
from netral.discipline.models import Penanganan, Pengalihan
from netral.discipline.queries import AT_AGENCY
from netral.intake.house_rules import house_rule
from netral.lib.dates import local_day
from netral.offices.models import Organisation
from netral.oversight.models import Block, Contact, Measure
from netral.oversight.queries.board import authorities, days_waiting
from netral.oversight.states import LADDER, LIVE, SENT_FROM_DRAFTS, WAITING, MeasureState, Rung

JOINED = (
    *(
        "penanganan__case__laporan",
        "penanganan__masukan",
        "penanganan__authority",
        "penanganan__agency",
        "penanganan__person",
    ),
    *("penanganan__rekomendasi__document", "block__agency", "block__contact__document"),
)


@dataclass(frozen=True)
class Bundle:
    """Drafts of one rung toward one agency: they leave as one letter. What opens a block leaves alone."""

    agency: Organisation
    authority: Organisation
    rung: Rung
    measures: Sequence[Measure]

    @property
    def name(self) -> str:
        """What a form calls it."""
        block = self.oldest.block
        return f"{self.authority.code}:{self.agency.code}:{self.rung.value}" + (f":{block.key}" if block else "")

    @property
    def label(self) -> str:
        return str(self.rung.label)

    @property
    def oldest(self) -> Measure:
        return self.measures[0]


def pause_before(rung: Rung) -> timedelta:
    """How long this house waits before it drafts a rung, where no rule of law gives a number of days."""
    return house_rule("silence").lengths[LADDER.index(rung)]


def due(rung: Rung, at: datetime) -> QuerySet[Penanganan]:
    """Recommendations whose next rung is this one, and whose day for it has come; `since` is what it counts from.

    Toward an official to whom it was led around another one, the ladder begins on that day.
    """
    until = at - pause_before(rung)
    place = LADDER.index(rung)
    climbed = Measure.objects.filter(penanganan=OuterRef("pk")).exclude(state=MeasureState.DROPPED)
    climbed = climbed.filter(Q(contact=None) | Q(contact__agency=OuterRef("agency")))
    found = Penanganan.objects.filter(status=WAITING, open=True).exclude(
        Exists(climbed.filter(rung__in=LADDER[place:]))
    )
    if place == 0:
        led = Pengalihan.objects.filter(penanganan=OuterRef("pk"), made_at__gt=OuterRef("rekomendasi__made_at"))
        began = Coalesce(led.order_by("-made_at").values("made_at")[:1], F("rekomendasi__made_at"))
        found = found.annotate(since=began).filter(since__lte=until)
    else:
        before = climbed.filter(rung=LADDER[place - 1], state=MeasureState.SENT).order_by("closed_at")
        found = found.annotate(since=before.values("closed_at")[:1]).filter(since__lte=until)
    return found.select_related("case__laporan", "masukan", "authority", "agency").order_by("pk")


def over() -> QuerySet[Measure]:
    """Drafts of the ladder that nobody needs any more: the official acted, or somebody else is to decide."""
    drafts = Measure.objects.filter(state=MeasureState.DRAFT, rung__in=LADDER)
    led = Pengalihan.objects.filter(penanganan=OuterRef("penanganan"), made_at__gte=OuterRef("prepared_at"))
    gone = ~Q(penanganan__status=WAITING) | Exists(led)
    return drafts.filter(gone).select_related(*JOINED).order_by("pk")


def led_since(measure: Measure) -> bool:
    """Whether somebody else is to decide than when it was drafted."""
    return Pengalihan.objects.filter(penanganan=measure.penanganan_id, made_at__gte=measure.prepared_at).exists()


def drafts(acting: Acting) -> QuerySet[Measure]:
    """Every draft of an auditor's authority, the one due first before."""
    found = Measure.objects.filter(state=MeasureState.DRAFT, penanganan__authority__code__in=authorities(acting))
    return found.select_related(*JOINED).order_by("due_on", "pk")


def to_send(acting: Acting) -> QuerySet[Measure]:
    return drafts(acting).filter(rung__in=SENT_FROM_DRAFTS)


def to_ask(acting: Acting) -> QuerySet[Measure]:
    """Drafts that wait for somebody to ask for a block; of those asked for already the register tells."""
    asked = Block.objects.filter(penanganan=OuterRef("penanganan"), state__in=LIVE)
    return drafts(acting).filter(rung=Rung.BLOCK).exclude(Exists(asked))


def bundles(found: Iterable[Measure]) -> list[Bundle]:
    """The same drafts as the letters they will be, in the order in which they fall due."""
    grouped: dict[tuple[int, str, int, int], list[Measure]] = {}
    for each in found:
        key = (each.penanganan.authority_id, each.rung, toward(each).pk, each.block_id or 0)
        grouped.setdefault(key, []).append(each)
    return [_bundle(rows) for rows in grouped.values()]


def _bundle(rows: Sequence[Measure]) -> Bundle:
    first = rows[0]
    return Bundle(toward(first), first.penanganan.authority, Rung(first.rung), tuple(rows))


def toward(measure: Measure) -> Organisation:
    """The agency its letter goes to: the one a block hit, else the one that is to decide."""
    return measure.block.agency if measure.block else agency_of(measure.penanganan)


def agency_of(penanganan: Penanganan) -> Organisation:
    """Its agency, which every recommendation has. Raises ValueError before there is one."""
    if penanganan.agency is None:
        raise ValueError(f"{penanganan.reference} has no agency; only what was recommended is looked after here")
    return penanganan.agency


def contacts_seen_by(acting: Acting) -> QuerySet[Contact]:
    """Every letter: an authority sees its own, an agency those that came to it. The newest first."""
    agencies = {seat.office_code for seat in acting.seats if seat.role in AT_AGENCY}
    seen = Contact.objects.filter(Q(authority__code__in=authorities(acting)) | Q(agency__code__in=agencies))
    return seen.select_related("authority", "agency", "document").order_by("-made_at", "-pk")


def last_sent(penanganan: Sequence[Penanganan]) -> dict[int, Measure]:
    """The highest rung that was sent to whoever is to decide now, by handling."""
    sent = Measure.objects.filter(penanganan__in=penanganan, state=MeasureState.SENT, rung__in=LADDER)
    sent = sent.filter(contact__agency=F("penanganan__agency"))
    found: dict[int, Measure] = {}
    for each in sent.select_related("contact__document"):
        before = found.get(each.penanganan_id)
        if before is None or LADDER.index(Rung(each.rung)) >= LADDER.index(Rung(before.rung)):
            found[each.penanganan_id] = each
    return found


def letters_before(penanganan: Sequence[Penanganan]) -> list[str]:
    """Numbers of the letters already sent to their agency about these recommendations, the oldest first."""
    sent = Contact.objects.filter(measures__penanganan__in=penanganan, agency=F("measures__penanganan__agency"))
    sent = sent.order_by("made_at", "pk")
    return list(dict.fromkeys(sent.values_list("document__number", flat=True)))


@dataclass(frozen=True)
class Standing:
    """One open recommendation of the page of an agency."""

    penanganan: Penanganan
    days: int
    sent: Measure | None
    next_rung: Rung | None
    next_on: datetime | None
    blocked: bool

    @property
    def may_ask(self) -> bool:
        """Whether a block may be asked for: `policies.check_can_request` for a whole page."""
        return bool(self.sent) and self.next_rung in (Rung.BLOCK, None) and not self.blocked


def standings(found: Iterable[Penanganan], now: datetime) -> list[Standing]:
    """The lines of the page of an agency, in as many further queries for one as for thirty."""
    rows = list(found)
    sent = last_sent(rows)
    led = Pengalihan.objects.filter(penanganan__in=rows, made_at__gt=F("penanganan__rekomendasi__made_at"))
    began = dict(led.order_by("made_at").values_list("penanganan_id", "made_at"))
    live = set(Block.objects.filter(penanganan__in=rows, state__in=LIVE).values_list("penanganan_id", flat=True))
    return [_standing(each, sent.get(each.pk), began.get(each.pk), now, blocked=each.pk in live) for each in rows]


def _standing(
    penanganan: Penanganan, sent: Measure | None, led: datetime | None, now: datetime, *, blocked: bool
) -> Standing:
    made = penanganan.rekomendasi.made_at
    following = next_after(Rung(sent.rung) if sent else None)
    since = sent.closed_at if sent and sent.closed_at else led or made
    when = since + pause_before(following) if following else None
    return Standing(penanganan, days_waiting(made, now, penanganan.authority.zone), sent, following, when, blocked)


def next_after(rung: Rung | None) -> Rung | None:
    """The rung above, None on the last one."""
    place = LADDER.index(rung) + 1 if rung else 0
    return LADDER[place] if place < len(LADDER) else None


def day_of(rung: Rung, since: datetime, zone: str) -> date:
    """The day on which a rung falls due at the authority."""
    return local_day(since + pause_before(rung), zone)
