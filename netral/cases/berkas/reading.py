"""What a case file is put together from, read once: as many queries for thirty exhibits as for one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import prefetch_related_objects

from netral.access.states import Acting
from netral.audit.models import Chain, Entry
from netral.cases import queries
from netral.cases.berkas_states import Edition
from netral.cases.models import AnswerLink, Case, HearingInvitation, Klarifikasi, Pleno, PutusanTerlapor
from netral.documents.models import Document
from netral.documents.queries import enclosed
from netral.documents.sheets import Enclosure
from netral.documents.states import Kind
from netral.evidence.models import Exhibit
from netral.evidence.queries import custodies, leaving_copies
from netral.intake.models import Laporan
from netral.intake.queries import OwnWords, own_words
from netral.intake.states import TO_THE_REPORTER
from netral.lib.dates import clock_time, local_day, long_date
from netral.procedure.models import Clock, Vote
from netral.procedure.queries import clocks_of, milestones
from netral.procedure.states import Milestone

WITHHELD = "[Tidak dimuat: memuat kata-kata pelapor sendiri yang belum disahkan untuk keluar.]"
# What left the house anyway. Everything else that was issued is for the office or for one person alone.
FOR_OTHERS = frozenset({Kind.FORWARDING})


@dataclass(frozen=True)
class Paper:
    """An issued document, and its pages where this edition binds them in; otherwise the reason why it does not."""

    document: Document
    enclosure: Enclosure | None
    because: str = ""


class Reading:
    """One case as somebody reads it for one edition at one moment."""

    def __init__(self, case: Case, acting: Acting, edition: Edition, at: datetime) -> None:
        self.case, self.acting, self.edition, self.at = case, acting, edition, at

    @property
    def internal(self) -> bool:
        return self.edition == Edition.INTERNAL

    @property
    def zone(self) -> str:
        return self.case.office.zone

    def day(self, moment: date | None) -> str:
        return long_date(local_day(moment, self.zone)) if moment else ""

    def moment(self, moment: datetime | None) -> str:
        return f"{self.day(moment)}, {clock_time(moment, self.zone)}" if moment else ""

    def released(self, text: str) -> str:
        """A text people wrote, as this edition may hold it: the reporter may be known by their own words."""
        return WITHHELD if not self.internal and self._own_words.first_in(text) else text

    @cached_property
    def _own_words(self) -> OwnWords:
        return own_words(self.case.ever_about())

    @cached_property
    def reports(self) -> list[Laporan]:
        """The laporan the case was opened from, and those that were joined to it; each with what it grew from."""
        return self.case.reports()

    @cached_property
    def standings(self) -> list[queries.Standing]:
        return queries.standings(self.case)

    @cached_property
    def matrices(self) -> list[queries.Matrix]:
        staying = [each.accused for each in self.standings if not each.accused.left_at]
        found = queries.matrices(self.case, staying, "id")
        for each in found:
            queries.call_pins(queries.said_in(each), self.exhibits)
        return found

    @cached_property
    def timeline(self) -> list[Milestone]:
        """What happened to the matter; outside the office nothing of what was said to its reporter about themselves."""
        told = milestones(self.case.laporan.reference, public=not self.internal, language="id")
        return told if self.internal else [line for line in told if line.verb not in TO_THE_REPORTER]

    @cached_property
    def clocks(self) -> list[Clock]:
        return [*clocks_of(self.case.laporan.reference), *clocks_of(self.case.reference)]

    @cached_property
    def hearings(self) -> list[Klarifikasi]:
        rows = self.case.klarifikasi_set.select_related("document", "officer", "invitation__document")
        return list(rows.order_by("held_on", "pk"))

    @cached_property
    def invitations(self) -> list[HearingInvitation]:
        return queries.invitations_of(self.case)

    @cached_property
    def links(self) -> list[AnswerLink]:
        """Oldest first."""
        return list(reversed(queries.links_of(self.case)))

    @cached_property
    def reads_answers(self) -> bool:
        return self.internal and queries.can_read_answers(self.case, self.acting)

    @cached_property
    def pleno(self) -> Pleno | None:
        return Pleno.objects.select_related("meeting__office", "document").filter(case=self.case).first()

    @cached_property
    def votes(self) -> list[Vote]:
        return queries.votes_of(self.pleno) if self.pleno and self.internal else []

    @cached_property
    def rulings(self) -> list[PutusanTerlapor]:
        """What was found of each, where there are several."""
        found = queries.rulings_of(self.pleno) if self.pleno else []
        return found if len(found) > 1 else []

    @cached_property
    def reads_votes(self) -> bool:
        """What members wrote stays with the office that held the meeting, wherever the case was printed since."""
        return self.internal and self.pleno is not None and queries.reads_votes(self.pleno, self.acting)

    @cached_property
    def papers(self) -> list[Paper]:
        return [self._paper(each) for each in queries.papers_of(self.case, self.acting)]

    def _paper(self, document: Document) -> Paper:
        if not self.internal and document.kind not in FOR_OTHERS:
            return Paper(document, None, "tidak ikut keluar")
        found = enclosed(document)
        return Paper(document, found, "" if found else "berkasnya tidak sama lagi dengan saat terbit")

    @cached_property
    def exhibits(self) -> list[Exhibit]:
        found = queries.exhibits_seen_by(self.case, self.acting)
        prefetch_related_objects(found, "copies")
        return found

    def called(self, exhibits: Iterable[Exhibit]) -> list[Exhibit]:
        """These as the case calls them."""
        known = {each.pk: each for each in self.exhibits}
        return [known.get(each.pk, each) for each in exhibits]

    @cached_property
    def custodies(self) -> dict[int, list[Entry]]:
        return custodies(self.exhibits)

    @cached_property
    def leaving_copies(self) -> dict[int, str]:
        return leaving_copies(self.exhibits)

    @cached_property
    def names(self) -> dict[str, str]:
        """Who touched the exhibits; for the office alone."""
        if not self.internal:
            return {}
        return queries.names_of({entry.actor for entries in self.custodies.values() for entry in entries})

    @cached_property
    def head(self) -> Chain | None:
        """The newest entry of the journal about the case when it was read."""
        return Chain.objects.filter(subject=self.case.reference).first()
