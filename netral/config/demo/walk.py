"""One walk through the house: who is who on the way, and what time it is."""

import random
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from netral import rulebook
from netral.access.models import Seat
from netral.access.queries import acting as acting_of
from netral.access.states import Acting
from netral.cases.models import Case, Penerusan
from netral.config.demo import papers
from netral.config.demo.stories import Story
from netral.discipline.models import Penanganan
from netral.intake import actions as intake
from netral.intake.content import NewReport, Reporter, Who
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from netral.tracks.models import Track


class Walk:
    """Walks a story up to its end. Every chapter happens later than the one before, never later than now."""

    def __init__(self, story: Story, *, number: int, seed: int, now: datetime) -> None:
        self.story, self.number, self.now = story, number, now
        self.chance = random.Random(f"{seed}-{number}")  # noqa: S311 - variety, not secrecy
        self.zone = ZoneInfo("Asia/Makassar" if story.region == "99.07" else "Asia/Jakarta")
        self.at = self._moment(0)
        self.code = ""
        self.laporan: Laporan
        self.case: Case
        self.penerusan: Penerusan
        self.penanganan: Penanganan
        self.track: Track

    def go(self, chapters: "Iterable[tuple[int, Chapter]]") -> None:
        """Every chapter, each with its day after receipt. Afterwards `code` is the receipt code of the reporter."""
        self.code = self._report()
        for days, chapter in chapters:
            self.at = max(self.at + timedelta(minutes=7), self._moment(days))
            chapter(self)

    def _moment(self, days: int) -> datetime:
        """Some minute of an office morning, `days` after receipt, but always in the past and in order."""
        clock = time(9 + self.chance.randrange(3), self.chance.randrange(60))
        moment = datetime.combine(self.story.received + timedelta(days=days), clock, self.zone)
        return min(moment, self.now - timedelta(hours=2) + timedelta(minutes=days))

    def by(self, role: str, office: Organisation | None = None, *, besides: str = "") -> Acting:
        """Whoever held this role in the office (default: the office of the laporan) on that day, but not `besides`."""
        office = office or self.laporan.office
        for seat in Seat.objects.filter(role=role, office=office).select_related("user").order_by("pk"):
            acting = acting_of(seat.user, on=self.at.date())
            if acting.holds(role, office.code) and acting.reference != besides:
                return acting
        raise LookupError(f"story {self.number}: nobody is {role} at {office.code} on {self.at:%Y-%m-%d}")

    @property
    def reporter(self) -> Reporter | None:
        """Whose identity is sealed; nobody's in a report without a name."""
        if self.story.kind != "laporan":
            return None
        return Reporter(f"Warga Contoh {self.number}", f"Jalan Contoh {self.number}, Wanakerta")

    def _report(self) -> str:
        story = self.story
        kind = "ASN" if story.subject == "PNS" else rulebook.subjects[story.subject].id
        report = NewReport(
            kind=story.kind,
            what=story.what,
            election=story.election,
            act_date=story.act,
            known_on=story.known,
            region=story.region,
            place=story.place,
            who=tuple(Who(told.name, told.job, told.agency, kind) for told in (story.person, *story.beside)),
            conducts=story.conducts,
            reporter=self.reporter,
        )
        uploads = [] if story.ends == "perlu_dilengkapi" else [self._photo()]
        accepted = intake.submit(report, idempotency_key=f"demo-{self.number}", at=self.at, uploads=uploads)
        self.laporan = accepted.laporan
        return accepted.code

    def _photo(self) -> SimpleUploadedFile:
        return SimpleUploadedFile("foto.png", papers.picture(self.chance), content_type="image/png")


Chapter = Callable[[Walk], None]
