"""A link by its token, how it stands, the one matter it opens, and the links an office has made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from netral.access.models import Seat
from netral.access.queries import hash_of, seat_counts
from netral.access.states import Acting, HeldSeat
from netral.audit.models import Entry
from netral.audit.states import verb_text
from netral.cases.models import Penerusan
from netral.discipline.models import Penanganan
from netral.discipline.queries import HandedOver, handed_over, handed_to
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.evidence.queries import exhibits_of
from netral.evidence.states import Arrival
from netral.exchange.queries import partner_of
from netral.lib.dates import end_of_day, local_day
from netral.lib.secret_tokens import derived_digits, derived_token
from netral.links.models import Handed, LinkCode, LinkRefusal, OfficialLink, number_of, title_of
from netral.links.states import LASTS, MAKERS, READ, ROLES, SIGN, TOLD_FOR, LinkState, Purpose
from netral.notices.models import Notice
from netral.notices.states import Told
from netral.notices.whatsapp_states import CODE_DIGITS
from netral.offices.models import Organisation, OrganisationKind
from netral.procedure.queries import say, tables_of
from netral.procedure.queries.timeline import Tables
from netral.tracks.models import Track
from netral.tracks.queries import worked_at

JOINED = (
    *("office", "maker", "declaration", "penerusan__case__office", "penerusan__case__laporan", "penerusan__receiver"),
    *("penerusan__document", "penerusan__accused", "penerusan__case__region", "penerusan__penanganan"),
    *("penanganan__masukan__sender", "penanganan__masukan__receiver", "penanganan__authority", "penanganan__agency"),
)
MAKER_ROLES = tuple(MAKERS.values())


def token_of(link: OfficialLink) -> str:
    """The secret of a link: signed by the server's own secret over a random key, and kept only as a hash."""
    return SIGN + derived_token("netral.links.official", link.key)


def code_of(code: LinkCode) -> str:
    """The digits of a code, for whoever sends them and whoever compares them."""
    return derived_digits("netral.links.code", code.key, CODE_DIGITS)


def address_of(link: OfficialLink) -> str:
    """The whole address, for whoever may hand it over."""
    return str(settings.BASE_URL).rstrip("/") + reverse("links:open", args=[token_of(link)])


def last_moment_of(office: Organisation, *, at: datetime) -> datetime:
    """When a link made at `at` ends: with the fourteenth day at the office it is for."""
    return end_of_day(local_day(at, office.zone) + LASTS, office.zone)


def link_by_token(token: str) -> OfficialLink | None:
    """One hash and one indexed look-up for any text: unknown costs what known costs."""
    return OfficialLink.objects.select_related(*JOINED).filter(token_hash=hash_of(token)).first()


def state_of(link: OfficialLink, at: datetime) -> LinkState:
    """How a link stands at a moment. One whose matter goes on with another office opens nothing to this one."""
    if link.ending:
        return LinkState(link.ending)
    if moved_on(link):
        return LinkState.MOVED
    return LinkState.EXPIRED if link.expires_at <= at else LinkState.OPEN


def moved_on(link: OfficialLink) -> bool:
    """Whether another office is to act now: the hand-over or its handling was led elsewhere since."""
    if link.penerusan and link.purpose == Purpose.HANDED:
        return link.penerusan.receiver_id != link.office_id
    handled = link.penanganan or getattr(link.penerusan, "penanganan", None)
    return handled is not None and handled.agency_id != link.office_id


@dataclass(frozen=True)
class Matter:
    """The one thing a link is about: the hand-over, with the handling or the track it has become by now.

    Of a hand-over from another house only the handling is here.
    """

    penerusan: Penerusan | None
    penanganan: Penanganan | None
    track: Track | None

    @property
    def references(self) -> frozenset[str]:
        return frozenset(each.reference for each in (self.penerusan, self.penanganan, self.track) if each)

    @property
    def declared_as(self) -> str:
        """What a declaration of a conflict of interest is about: the handling, else the hand-over."""
        found = self.penanganan or self.penerusan
        return found.reference if found else ""

    @property
    def about(self) -> list[str]:
        """On whose timelines it shows: the handling's or track's own where there is one, and the case's, or that of
        the message it came with.
        """
        subject = self.penanganan or self.track
        told = [subject.reference] if subject else []
        if self.penerusan:
            return [*told, self.penerusan.case.reference]
        return [*told, *(self.penanganan.also_about() if self.penanganan else [])]

    @property
    def ended(self) -> bool:
        """Whether nothing is to be done any more by whoever received it."""
        if self.penerusan:
            return self.penerusan.ended_at is not None
        return self.penanganan is not None and not self.penanganan.open

    @property
    def handed(self) -> HandedOver:
        """What went along with it."""
        if self.penerusan:
            return handed_over(self.penerusan)
        assert self.penanganan is not None  # noqa: S101 - one of them is what it is about
        return handed_to(self.penanganan)


def matter_of(link: OfficialLink) -> Matter:
    return matter(link.about, link.purpose)


def matter(handed: Handed, purpose: str) -> Matter:
    """A hand-over to a receiver of its own house goes on in a track; a recommendation is the handling's."""
    if isinstance(handed, Penanganan):
        return Matter(None, _handlings().filter(pk=handed.pk).first(), None)
    if purpose == Purpose.RECOMMENDED:
        return Matter(handed, _handlings().filter(penerusan=handed).first(), None)
    return Matter(handed, None, worked_at(handed))


def _handlings() -> QuerySet[Penanganan]:
    joined = ("case__laporan", "case__office", "authority", "agency", "person__agency", "rekomendasi__document")
    came = ("masukan__sender", "masukan__receiver", "masukan__passed_from")
    return Penanganan.objects.select_related(*joined, *came, "penerusan__document", "penerusan__accused")


def letter_of(link: OfficialLink) -> Document:
    """The letter a link follows: that of the recommendation, or of the hand-over."""
    found = matter_of(link)
    if found.penanganan:
        return found.penanganan.rekomendasi.document
    return handed_here(found).document


def handed_here(found: Matter) -> Penerusan:
    """The hand-over of a case here that a matter without a handling is."""
    if found.penerusan is None:
        raise ValueError(f"{found.declared_as} is of another house")
    return found.penerusan


def exhibits_in(found: Matter) -> QuerySet[Exhibit]:
    """The exhibits that went along with a matter, in this house or from another one, as far as they are here."""
    masukan = found.penanganan.masukan if found.penanganan else None
    if masukan:
        return exhibits_of(masukan.origin.reference).filter(arrival=Arrival.HERE)
    return found.penerusan.exhibits.all() if found.penerusan else Exhibit.objects.none()


def acting_of(link: OfficialLink) -> Acting:
    """Who acts by a link: its office in its role, for this one matter and nothing else."""
    return Acting(link.reference, (HeldSeat(link.role, link.office.code),), only=matter_of(link).references)


def addressee_of(handed: Handed, purpose: str) -> Organisation | None:
    """The office that is to act: the receiver, or the agency something was recommended to."""
    if isinstance(handed, Penerusan) and purpose == Purpose.HANDED:
        return handed.receiver
    own = {"pk": handed.pk} if isinstance(handed, Penanganan) else {"penerusan": handed.pk}
    found = Penanganan.objects.select_related("agency").filter(**own, rekomendasi__isnull=False).first()
    return found.agency if found else None


def maker_of(handed: Handed, purpose: str) -> Organisation:
    """Whose link it is: of the office that handed over, or of the authority that recommends."""
    if isinstance(handed, Penanganan):
        return handed.authority
    return handed.case.office if purpose == Purpose.HANDED else handed.receiver


def links_for(handed: Handed) -> QuerySet[OfficialLink]:
    """The links made for one thing."""
    if isinstance(handed, Penanganan):
        return OfficialLink.objects.filter(penanganan=handed)
    return OfficialLink.objects.filter(penerusan=handed)


def made_for(acting: Acting, purpose: str, key: str) -> Handed | None:
    """What somebody may make a link for: a hand-over of their own office, or one it has recommended about."""
    own = _offices(acting, purpose)
    office = "case__office" if purpose == Purpose.HANDED else "receiver"
    joined = ("case__laporan", "case__office", "case__region", "receiver", "document", "accused")
    rows = Penerusan.objects.select_related(*joined).filter(**{f"{office}__code__in": own})
    found = rows.filter(key=key).first()
    if found or purpose == Purpose.HANDED:
        return found
    return _handlings().filter(masukan__isnull=False, authority__code__in=own, key=key).first()


def has_account_holder(office: Organisation) -> bool:
    """Whether somebody signs in today for this office in a role that acts."""
    seats = Seat.objects.filter(office=office, role__in=ROLES, user__is_active=True).select_related("office")
    return any(seat_counts(seat) for seat in seats)


def is_ours(office: Organisation) -> bool:
    """An organisation of this house: whatever has a house of its own is reached by the exchange."""
    return partner_of(office) is None


def _offices(acting: Acting, purpose: str) -> set[str]:
    return set(acting.offices_for(MAKERS[Purpose(purpose)]))


def links_seen_by(acting: Acting) -> QuerySet[OfficialLink]:
    """The links of what one's own offices handed over or recommend about now, whoever made them, newest first."""
    handed = Q(purpose=Purpose.HANDED, penerusan__case__office__code__in=_offices(acting, Purpose.HANDED))
    recommended = Q(purpose=Purpose.RECOMMENDED, penerusan__receiver__code__in=_offices(acting, Purpose.RECOMMENDED))
    came = Q(penanganan__authority__code__in=_offices(acting, Purpose.RECOMMENDED))
    found = OfficialLink.objects.filter(handed | recommended | came).select_related(*JOINED)
    return found.prefetch_related("returns", "proofs__exhibit").order_by("-pk")


def just_expired(at: datetime) -> QuerySet[OfficialLink]:
    """Links whose last day ended lately with nobody having finished them, and whose makers were not told yet."""
    over = OfficialLink.objects.filter(ended_at=None, expires_at__lte=at, expires_at__gt=at - TOLD_FOR)
    told = Notice.objects.filter(kind=Told.LINK_EXPIRED, mark=OuterRef("key"))
    return over.exclude(Exists(told)).select_related(*JOINED).order_by("pk")


def wanting(acting: Acting) -> QuerySet[OfficialLink]:
    """Open links of one's offices that were returned or met a conflict: somebody here must do something."""
    running = links_seen_by(acting).filter(ended_at=None)
    return running.filter(Q(returns__isnull=False) | Q(declaration__conflicted=True)).distinct()


@dataclass(frozen=True)
class Waiting:
    """Something sent to an office nobody signs in for, without a link."""

    handed: Handed
    purpose: Purpose
    office: Organisation
    since: datetime

    @property
    def number(self) -> str:
        return number_of(self.handed)

    @property
    def title(self) -> str:
        return title_of(self.handed)


def waiting_without_account(acting: Acting) -> list[Waiting]:
    """Running hand-overs and recommendations of one's offices that nobody there can see, oldest first."""
    found = [*_handed_waiting(acting), *_recommended_waiting(acting), *_foreign_waiting(acting)]
    seated = _seated({each.office.pk for each in found})
    return [each for each in found if each.office.pk not in seated]


def _running(purpose: Purpose) -> QuerySet[Penerusan]:
    office = "penerusan__receiver" if purpose == Purpose.HANDED else "penerusan__penanganan__agency"
    linked = OfficialLink.objects.filter(purpose=purpose, ended_at=None, office=F(office)).values("penerusan")
    rows = Penerusan.objects.filter(ended_at=None).exclude(pk__in=linked)
    return rows.select_related("case", "case__office", "receiver", "accused", "document").order_by("sent_at", "pk")


def _handed_waiting(acting: Acting) -> Iterable[Waiting]:
    own = _running(Purpose.HANDED).filter(case__office__code__in=_offices(acting, Purpose.HANDED))
    rows = own.exclude(receiver__kind=OrganisationKind.ASN_SUPERVISOR).filter(receiver__partner=None)
    return [Waiting(each, Purpose.HANDED, each.receiver, each.sent_at) for each in rows]


def _recommended_waiting(acting: Acting) -> Iterable[Waiting]:
    own = _running(Purpose.RECOMMENDED).filter(receiver__code__in=_offices(acting, Purpose.RECOMMENDED))
    rows = own.filter(penanganan__rekomendasi__isnull=False, penanganan__open=True, penanganan__agency__partner=None)
    rows = rows.select_related("case", "case__office", "receiver", "accused", "document", "penanganan__agency")
    named = [(each, each.penanganan.agency) for each in rows]
    return [Waiting(each, Purpose.RECOMMENDED, agency, each.sent_at) for each, agency in named if agency]


def _foreign_waiting(acting: Acting) -> Iterable[Waiting]:
    """Recommendations about what came from other houses."""
    linked = OfficialLink.objects.filter(ended_at=None, penanganan__isnull=False, office=F("penanganan__agency"))
    rows = Penanganan.objects.filter(masukan__isnull=False, rekomendasi__isnull=False, open=True, agency__partner=None)
    rows = rows.filter(authority__code__in=_offices(acting, Purpose.RECOMMENDED)).exclude(
        pk__in=linked.values("penanganan")
    )
    found = rows.select_related("masukan", "agency", "rekomendasi").order_by("opened_at", "pk")
    named = [(each, each.agency) for each in found]
    return [Waiting(each, Purpose.RECOMMENDED, agency, each.rekomendasi.made_at) for each, agency in named if agency]


def _seated(offices: set[int]) -> set[int]:
    seats = Seat.objects.filter(office__in=offices, role__in=ROLES, user__is_active=True).select_related("office")
    return {seat.office_id for seat in seats if seat_counts(seat)}


@dataclass(frozen=True)
class Use:
    """One thing that happened with a link or by it, as the journal has it."""

    at: datetime
    text: str
    verb: str
    hash: str


def uses_of(link: OfficialLink) -> list[Use]:
    """Everything the journal says of a link and of what was done by it, oldest first."""
    own = Q(chain=link.reference) | Q(actor=link.reference)
    rows = list(Entry.objects.filter(own).order_by("pk"))
    tables = tables_of(rows)
    return [Use(each.at, _words(each, tables), each.verb, each.hash) for each in rows]


def _words(entry: Entry, tables: Tables) -> str:
    """A verb of a room speaks for itself, a step from its table."""
    kind, _, code = entry.verb.partition(".")
    step = (
        next((each for each in tables[entry.chain].steps if each.code == code), None) if entry.chain in tables else None
    )
    own = str(verb_text(entry.verb).staff)
    return say(step.done) if step and own == entry.verb and entry.chain.startswith(f"{kind}:") else own


def was_read(link: OfficialLink) -> frozenset[str]:
    """Which pieces of the dossier were opened by this link: `surat`, `bukti:<key>` …"""
    rows = Entry.objects.filter(chain=link.reference, verb=READ).values_list("facts", flat=True)
    return frozenset(f"{facts['what']}:{facts['key']}" if facts.get("key") else facts["what"] for facts in rows)


def refusals_of(link: OfficialLink) -> int:
    """How often something was refused on this link."""
    return sum(LinkRefusal.objects.filter(mark=link.key).values_list("count", flat=True))


def outliving_their_case() -> QuerySet[OfficialLink]:
    """Links that still hold words and addresses though their case no longer does."""
    case, message = "penerusan__case__texts_erased_at", "penanganan__masukan__texts_erased_at"
    gone = Q(**{f"{case}__isnull": False}) | Q(**{f"{message}__isnull": False})
    found = OfficialLink.objects.filter(gone, erased_at=None)
    return found.select_related("penerusan__case__laporan", "penanganan__masukan").order_by("pk")
