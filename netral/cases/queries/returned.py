"""Hand-overs that came back with what they lack: from another house, or from a receiver in this one."""

from collections.abc import Sequence

from netral.cases.models import Kekurangan, Penerusan
from netral.exchange.models import Kiriman
from netral.exchange.states import Answer, Matter


def returned_message(penerusan: Penerusan) -> Kiriman | None:
    """The last message of a hand-over to its receiver, if that was returned: what goes again completes this one."""
    sent = Kiriman.objects.filter(subject=penerusan.reference, receiver=penerusan.receiver_id, matter=Matter.HANDOVER)
    last = sent.order_by("-made_at", "-pk").first()
    return last if last and last.answer == Answer.RETURNED else None


def returned_among(rows: Sequence[Penerusan]) -> list[Penerusan]:
    """Those of which something was given back, now or before. Two queries."""
    given_back = Kiriman.objects.filter(subject__in=[each.reference for each in rows], answer=Answer.RETURNED)
    subjects = set(given_back.values_list("subject", flat=True))
    here = set(Kekurangan.objects.filter(penerusan__in=rows).values_list("penerusan", flat=True))
    return [each for each in rows if each.reference in subjects or each.pk in here]


def lacking(penerusan: Penerusan) -> Kekurangan | None:
    """What its receiver in this house misses, while nobody has completed it."""
    return Kekurangan.objects.filter(penerusan=penerusan, answered_at=None).first()


def lacking_told(penerusan: Penerusan) -> list[Kekurangan]:
    """Everything a receiver in this house ever missed in it, with what was answered; oldest first."""
    return list(Kekurangan.objects.filter(penerusan=penerusan).order_by("pk"))


def gaps_open(penerusan: Penerusan) -> list[str]:
    """What it lacks now, in the words of whoever gave it back."""
    returned, here = returned_message(penerusan), lacking(penerusan)
    return [*(gaps_named(returned) if returned else []), *([here.gaps] if here else [])]


def gaps_named(kiriman: Kiriman) -> list[str]:
    """What its receiver misses, in its own words."""
    told = kiriman.replies.filter(answer=Answer.RETURNED).order_by("place").last()
    return [str(gap) for gap in told.gaps] if told else []
