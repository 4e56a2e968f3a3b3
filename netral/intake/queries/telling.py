"""What a letter to the reporter tells: the lines of their status page, and the letters that were issued."""

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Substr

from netral.documents.models import Document
from netral.documents.queries import documents_of
from netral.documents.states import Kind
from netral.intake.models import KajianAwal, Laporan
from netral.intake.states import Side
from netral.procedure.queries import milestones
from netral.procedure.states import Milestone


def status_notices(laporan: Laporan) -> QuerySet[Document]:
    """The notices of status of a laporan, oldest first."""
    return documents_of(laporan.reference).filter(kind=Kind.STATUS_NOTICE)


def notices_outliving_their_report() -> list[str]:
    """The laporan, by reference, whose texts are gone while a letter to its reporter still has its words."""
    key = Substr(OuterRef("subject"), len("laporan:") + 1)
    erased = Laporan.objects.filter(key=key, keeping__texts_erased_at__isnull=False)
    letters = Document.objects.filter(Exists(erased), kind=Kind.STATUS_NOTICE).exclude(file="")
    return list(letters.order_by("subject").values_list("subject", flat=True).distinct())


def told_to_reporter(laporan: Laporan) -> list[Milestone]:
    """Everything the reporter may read of the report's way, in Indonesian, oldest first."""
    return list(milestones(laporan.reference, public=True, language="id"))


def explained_to_reporter(laporan: Laporan) -> str:
    """What the office wrote to the reporter together with its last kajian awal; empty where it wrote nothing."""
    review = KajianAwal.objects.filter(laporan=laporan).last()
    if review is None:
        return ""
    said = laporan.messages.filter(side=Side.OFFICE, at=review.at).last()
    return said.text if said else ""
