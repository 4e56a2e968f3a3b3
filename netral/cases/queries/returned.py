"""Hand-overs that another house gave back with what they lack."""

from collections.abc import Sequence

from netral.cases.models import Penerusan
from netral.exchange.models import Kiriman
from netral.exchange.states import Answer, Matter


def returned_message(penerusan: Penerusan) -> Kiriman | None:
    """The last message of a hand-over to its receiver, if that was returned: what goes again completes this one."""
    sent = Kiriman.objects.filter(subject=penerusan.reference, receiver=penerusan.receiver_id, matter=Matter.HANDOVER)
    last = sent.order_by("-made_at", "-pk").first()
    return last if last and last.answer == Answer.RETURNED else None


def returned_among(rows: Sequence[Penerusan]) -> list[Penerusan]:
    """Those of which another house gave something back, now or before. One query."""
    given_back = Kiriman.objects.filter(subject__in=[each.reference for each in rows], answer=Answer.RETURNED)
    subjects = set(given_back.values_list("subject", flat=True))
    return [each for each in rows if each.reference in subjects]


def gaps_named(kiriman: Kiriman) -> list[str]:
    """What its receiver misses, in its own words."""
    told = kiriman.replies.filter(answer=Answer.RETURNED).order_by("place").last()
    return [str(gap) for gap in told.gaps] if told else []
