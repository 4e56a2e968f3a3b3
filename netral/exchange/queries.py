"""Questions about what leaves and what came in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from netral.access.models import Role
from netral.access.states import Acting
from netral.evidence.models import Exhibit
from netral.evidence.queries import exhibits_of
from netral.evidence.states import Arrival
from netral.exchange.models import Kiriman, Masukan, Partner, Reply
from netral.exchange.states import Answer, Delivery, Door, Matter
from netral.exchange.tickets import rows_of
from netral.offices.models import Organisation
from netral.offices.queries import find_agencies

# Who looks after what an office sends, and who works on what it receives.
SENDERS = (Role.INTAKE_OFFICER, Role.EXAMINER, Role.MEMBER)
RECEIVERS = (Role.AUDITOR, Role.APPOINTING_OFFICIAL, Role.PERSONNEL_OFFICER)
ROLES = (*SENDERS, *RECEIVERS)
# Where a message stays: nothing is sent of it any more.
OVER = (Delivery.ARRIVED, Delivery.CANCELLED)


def partner_of(organisation: Organisation) -> Partner | None:
    """How an organisation outside this house is reached; None for one inside."""
    return Partner.objects.select_related("organisation").filter(organisation=organisation).first()


def partner_named(code: str) -> Partner | None:
    return Partner.objects.select_related("organisation").filter(organisation__code=code).first()


def ours(code: str) -> Organisation | None:
    """The organisation with this code if it works in this house."""
    return Organisation.objects.filter(code=code, partner=None).first()


def with_code(code: str) -> Organisation | None:
    return Organisation.objects.filter(code=code).first()


def named(called: str) -> list[Organisation]:
    """Organisations by their code, else by their whole name, else by words of it."""
    exact = Organisation.objects.filter(Q(code=called.lower()) | Q(name__iexact=called)).order_by("name", "pk")
    return list(exact) or find_agencies(called)


def partners() -> QuerySet[Organisation]:
    """Organisations with a house or a door of their own, by name."""
    return Organisation.objects.filter(partner__isnull=False).order_by("name", "pk")


def _offices(acting: Acting, roles: Collection[str]) -> set[str]:
    return {seat.office_code for seat in acting.seats if seat.role in roles}


def outbox(acting: Acting) -> QuerySet[Kiriman]:
    """What the offices of somebody sent or took over, hand-overs and news, the newest first."""
    sent = Kiriman.objects.filter(office__code__in=_offices(acting, ROLES))
    return sent.select_related("sender", "office", "receiver", "document").order_by("-made_at", "-pk")


def in_view(found: QuerySet[Kiriman], view: str) -> QuerySet[Kiriman]:
    """One tab of the outbox: what waits or is held, what arrived, or what was cancelled."""
    if view in OVER:
        return found.filter(delivery=view)
    return found.exclude(delivery__in=OVER)


def inbox(acting: Acting) -> QuerySet[Masukan]:
    """Hand-overs that came in for the offices of somebody, the newest first."""
    came = Masukan.objects.filter(receiver__code__in=_offices(acting, ROLES), matter=Matter.HANDOVER)
    return came.select_related("sender", "receiver").order_by("-came_at", "-pk")


def files_of(masukan: Masukan) -> QuerySet[Exhibit]:
    """The files that came with a hand-over, or were announced and are on their way; the letter first.

    What its sender replaced before it came is not on its way any more.
    """
    origin = masukan.origin
    coming = [(origin.replaced.get(row["sha256"]) or row)["sha256"] for row in rows_of(origin.content)]
    gone = Q(arrival=Arrival.ERASED) | (Q(arrival=Arrival.PROMISED) & ~Q(sha256__in=coming))
    return exhibits_of(origin.reference).exclude(gone)


def due(at: datetime, *, besides: Collection[int] = ()) -> QuerySet[Kiriman]:
    """What a worker may send now, the longest waiting first; nothing to the receivers `besides`."""
    waiting = Kiriman.objects.filter(delivery=Delivery.WAITING, next_try_at__lte=at)
    return waiting.exclude(receiver__in=besides).order_by("next_try_at", "pk")


def receiver_in_wait(at: datetime, *, besides: Collection[int] = ()) -> int | None:
    """Whose message waits longest, as the key of the organisation; None where nothing is due."""
    return due(at, besides=besides).values_list("receiver", flat=True).first()


def over_before(moment: datetime) -> QuerySet[Masukan]:
    """Hand-overs that came in, were returned or ended before this moment, and still say what they said."""
    ended = Q(answer__in=(Answer.RETURNED, Answer.ENDED), answered_at__lt=moment, matter=Matter.HANDOVER)
    return Masukan.objects.filter(ended, texts_erased_at=None).select_related("receiver").order_by("pk")


def missing_files(at: datetime) -> QuerySet[Masukan]:
    """Hand-overs that came in and whose files may be fetched now, the longest waiting first."""
    return Masukan.objects.filter(files_due_at__lte=at).order_by("files_due_at", "pk")


def handed_to_a_house(key: str) -> Kiriman | None:
    """The hand-over with this key, if its receiver has a house that fetches the files itself."""
    found = Kiriman.objects.select_related("receiver__partner", "document", "passes_on")
    return found.filter(key=key, matter=Matter.HANDOVER, receiver__partner__door=Door.NETRAL).first()


def sent_by(kiriman_key: str, receiver: Organisation) -> Kiriman | None:
    """The hand-over with this key, if it went to this organisation: nobody else has anything to say of it."""
    return Kiriman.objects.filter(key=kiriman_key, receiver=receiver, matter=Matter.HANDOVER).first()


def came_back(kiriman: Kiriman, acting: Acting) -> str:
    """The key of the hand-over of a case that was given back with this message, did not go again, and that this person
    completes; else empty."""
    kind, _colon, key = kiriman.subject.partition(":")
    completes = acting.holds(Role.EXAMINER, kiriman.sender.code)
    if kind != Matter.HANDOVER or kiriman.answer != Answer.RETURNED or not completes:
        return ""
    later = Kiriman.objects.filter(subject=kiriman.subject, receiver=kiriman.receiver_id, pk__gt=kiriman.pk)
    return "" if later.exists() else key


def unapplied(prefix: str) -> list[Reply]:
    """News no room has acted on yet, about subjects of one kind, each hand-over's in order and without a hole."""
    found = Reply.objects.filter(applied_at=None, kiriman__subject__startswith=f"{prefix}:")
    applied = Reply.objects.exclude(applied_at=None).filter(kiriman__in=found.values("kiriman"))
    known: dict[int, set[int]] = {}
    for kiriman, place in applied.values_list("kiriman_id", "place"):
        known.setdefault(kiriman, set()).add(place)
    ready = []
    for reply in found.select_related("kiriman__receiver").order_by("kiriman_id", "place"):
        before = known.setdefault(reply.kiriman_id, set())
        if reply.place == len(before) + 1:
            before.add(reply.place)
            ready.append(reply)
    return ready


def replies_of(kiriman: Kiriman) -> list[tuple[Reply, str, str]]:
    """What was said of a hand-over, in its order, each with the name of who said it; the code of an unknown office."""
    replies = list(kiriman.replies.order_by("place"))
    codes = {code for each in replies for code in (each.by, each.led_to)}
    names = dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
    return [(each, names.get(each.by, each.by), names.get(each.led_to, each.led_to)) for each in replies]


@dataclass(frozen=True)
class Line:
    """One row of the outbox. `by_hand`: no worker sends it, a person hands its package over."""

    kiriman: Kiriman
    by_hand: bool
    last: Reply | None

    @property
    def number(self) -> str:
        """What people call it: the number of its letter, else its key."""
        return self.kiriman.document.number if self.kiriman.document else self.kiriman.key


def lines(page: Collection[Kiriman]) -> list[Line]:
    """The rows of one page, in as many queries for one as for thirty."""
    shown = list(page)
    doors = dict(
        Partner.objects.filter(organisation__in={each.receiver_id for each in shown}).values_list(
            "organisation", "door"
        )
    )
    last = {reply.kiriman_id: reply for reply in Reply.objects.filter(kiriman__in=shown).order_by("place")}
    return [Line(each, doors.get(each.receiver_id) == Door.PACKAGE, last.get(each.pk)) for each in shown]
