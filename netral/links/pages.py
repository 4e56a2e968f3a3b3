"""What the page of a sitting shows: one list of steps in order, each done, next, later, or not for this person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from netral.cases.models import Declaration
from netral.cases.queries import lacking_told
from netral.discipline.models import Rekomendasi
from netral.discipline.pages import PenangananPage
from netral.discipline.queries import HandedOver
from netral.exchange.words import files_said
from netral.links import policies, queries
from netral.links.models import OfficialLink
from netral.links.states import LinkState, Read
from netral.procedure.policies import Offer
from netral.procedure.queries import ClockView, clock_view, clocks_of, say, table
from netral.procedure.states import NotAllowed
from netral.tracks.pages import TrackPage

OF_THE_AGENCY = ("jatuhkan_sanksi", "sampaikan", "catat_berlaku")
REPEATED = frozenset({"berkas", "bukti", "kembalikan"})  # may be done more than once
INSTEAD = "tidak_menjatuhkan"  # the other way to decide; it stands with the first


@dataclass(frozen=True)
class Task:
    """One line of the list. `url` is empty where nothing can be done about it now; `because` says why."""

    code: str
    label: str
    url: str
    done: bool
    because: str = ""
    optional: bool = False
    note: str = ""


class Sitting:
    """Everything the pages of one sitting may ask for."""

    def __init__(self, link: OfficialLink, now: datetime) -> None:
        self.link, self.now = link, now

    @cached_property
    def state(self) -> LinkState:
        return queries.state_of(self.link, self.now)

    @property
    def open(self) -> bool:
        return self.state == LinkState.OPEN

    @cached_property
    def matter(self) -> queries.Matter:
        return queries.matter_of(self.link)

    @cached_property
    def handed(self) -> HandedOver:
        return self.matter.handed

    @property
    def files_said(self) -> str:
        """Why files of another house's hand-over are not all here; empty where they are."""
        masukan = self.matter.penanganan.masukan if self.matter.penanganan else None
        return files_said(masukan) if masukan else ""

    @cached_property
    def penanganan(self) -> PenangananPage | None:
        found = self.matter.penanganan
        return PenangananPage(found, queries.acting_of(self.link), self.now) if found else None

    @cached_property
    def track(self) -> TrackPage | None:
        found = self.matter.track
        return TrackPage(found, queries.acting_of(self.link), self.now) if found else None

    @property
    def rekomendasi(self) -> Rekomendasi | None:
        return self.penanganan.rekomendasi if self.penanganan else None

    @property
    def conflict(self) -> Declaration | None:
        return self.link.declaration

    @cached_property
    def clocks(self) -> list[ClockView]:
        subject = self.matter.penanganan or self.matter.track
        running = clocks_of(subject.reference) if subject else []
        return [clock_view(clock, self.now) for clock in running if clock.stopped_at is None]

    @cached_property
    def tasks(self) -> list[Task]:
        return [*self._first(), *self._steps(), *self._last()]

    @property
    def done_count(self) -> int:
        return sum(task.done for task in self.tasks)

    @property
    def next(self) -> Task | None:
        """The first that is not done, can be done and must be."""
        return next((task for task in self.tasks if task.url and not task.done and not task.optional), None)

    def _task(self, code: str, label: str, *, done: bool, because: str = "", **more: object) -> Task:
        shut = bool(because) or not self.open or (done and code not in REPEATED)
        url = "" if shut else reverse("links:task", args=[self.link.key, code])
        return Task(code, label, url, done, "" if done else because, **more)  # type: ignore[arg-type]

    def _first(self) -> Iterator[Task]:
        read = queries.was_read(self.link)
        wanted = Read.RECOMMENDATION if self.matter.penanganan else Read.LETTER
        yield self._task("berkas", _("Baca berkas"), done=wanted.value in read)
        had = self.link.acknowledged_at is not None
        yield self._task("akui", _("Akui penerimaan"), done=had)
        because = "" if had else _("Akui dulu penerimaannya.")
        said = self.conflict
        note = _("Ada benturan kepentingan") if said and said.conflicted else ""
        label = _("Nyatakan ada tidaknya benturan kepentingan")
        yield self._task("benturan", label, done=said is not None, because=because, note=note)
        returns = self.link.returns.count()
        told = lacking_told(self.link.penerusan) if self.link.penerusan and returns else []
        done = told[-1].answer if told else ""
        note = _("Dilengkapi pengirim: %(answer)s") % {"answer": done} if done else ""
        try:
            policies.check_can_return(self.link)
            because = ""
        except NotAllowed as refusal:
            because = str(refusal)
        yield self._task(
            "kembalikan",
            _("Kembalikan bila berkas kurang"),
            done=returns > 0,
            because=because,
            optional=True,
            note=note,
        )

    def _steps(self) -> Iterator[Task]:
        if self.penanganan:
            yield from self._handling(self.penanganan)
        elif self.track:
            yield from self._tracked(self.track)
        else:
            yield self._task("hasil", _("Catat hasilnya"), done=self.matter.ended, because=self._barred("hasil"))

    def _handling(self, page: PenangananPage) -> Iterator[Task]:
        done = {milestone.verb.partition(".")[2] for milestone in page.timeline}
        ready = {offer.step.code: offer for offer in page.offers}
        for code in OF_THE_AGENCY:
            step = table(page.penanganan).step(code)
            declined = code == "jatuhkan_sanksi" and page.ending is not None
            label = _("Catat keputusan") if code == "jatuhkan_sanksi" else say(step.label)
            because = self._because(code, ready.get(code)) if page.ending is None else _("Tidak perlu")
            yield self._task(code, label, done=code in done or declined, because=because)

    def _tracked(self, page: TrackPage) -> Iterator[Task]:
        for written in reversed(page.written):
            yield Task(written.record.step, say(written.text), "", done=True)
        for offer in page.open_offers:
            label, code = say(offer.step.label), offer.step.code
            yield self._task(code, label, done=False, because=self._because(code, offer), optional=True)

    def _because(self, code: str, offer: Offer | None) -> str:
        if offer is None:
            return _("Belum waktunya.")
        return self._barred(code) if offer.allowed else offer.because

    def _barred(self, code: str) -> str:
        try:
            policies.check_can_decide(self.link, code)
        except NotAllowed as refusal:
            return str(refusal)
        return ""

    def _last(self) -> Iterator[Task]:
        because = "" if self.link.acknowledged_at else _("Akui dulu penerimaannya.")
        proofs = self.link.proofs.count()
        yield self._task("bukti", _("Unggah bukti"), done=proofs > 0, because=because, optional=True)
        yield self._task("selesai", _("Tutup tautan ini"), done=self.state == LinkState.FINISHED, because=because)

    @property
    def instead(self) -> Offer | None:
        """The way to decide that nothing is imposed, where it is open."""
        if self.penanganan is None or self._barred(INSTEAD):
            return None
        found = (offer for offer in self.penanganan.open_offers if offer.step.code == INSTEAD)
        return next(found, None)

    @cached_property
    def record(self) -> list[queries.Use]:
        """What happened with this link and was done by it, oldest first, with the hash of each entry."""
        return queries.uses_of(self.link)
