"""What the page of a penanganan shows: one guided list of steps, the range recommended, the clocks."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils.translation import get_language

from netral import rulebook
from netral.access.models import Role
from netral.access.states import Acting
from netral.cases.models import Declaration
from netral.cases.queries import declared_by
from netral.discipline import policies, queries
from netral.discipline.models import AGENCY, Decision, Ending, Penanganan, Pengalihan, Rekomendasi
from netral.discipline.states import BROUGHT_BY_THE_FORM
from netral.documents.models import Document
from netral.documents.queries import documents_of
from netral.procedure.policies import Offer
from netral.procedure.queries import ClockView, clock_view, clocks_of, milestones, table
from netral.procedure.states import Milestone

# The way a penanganan normally goes; the ways out (`hentikan`, `tidak_menjatuhkan`) are buttons beside it.
MAIN_WAY = ("verifikasi", "rekomendasikan", "jatuhkan_sanksi", "sampaikan", "catat_berlaku")


@dataclass(frozen=True)
class Task:
    """One line of the list: done on a day, next, or still to come."""

    step: rulebook.Step
    done_at: datetime | None
    offer: Offer | None


class PenangananPage:
    """Everything the page may ask for."""

    def __init__(self, penanganan: Penanganan, acting: Acting, now: datetime) -> None:
        self.penanganan, self.acting, self.now = penanganan, acting, now

    @cached_property
    def status(self) -> rulebook.Status:
        return table(self.penanganan).statuses[self.penanganan.status]

    @cached_property
    def handed(self) -> queries.HandedOver:
        return queries.handed_to(self.penanganan)

    @cached_property
    def offers(self) -> list[Offer]:
        return policies.offers_to(self.penanganan, self.acting, queries.met(self.penanganan) | BROUGHT_BY_THE_FORM)

    @property
    def open_offers(self) -> list[Offer]:
        return [offer for offer in self.offers if offer.allowed]

    @cached_property
    def timeline(self) -> list[Milestone]:
        """What happened since the hand-over arrived, newest first: nothing of the laporan."""
        told = milestones(self.penanganan.reference, public=False, language=get_language() or "id")
        return list(reversed(told))

    @cached_property
    def tasks(self) -> list[Task]:
        """The main way with what is done, in order."""
        done = {milestone.verb.partition(".")[2]: milestone.at for milestone in self.timeline}
        ready = {offer.step.code: offer for offer in self.offers}
        steps = [table(self.penanganan).step(code) for code in MAIN_WAY]
        return [Task(step, done.get(step.code), ready.get(step.code)) for step in steps]

    @property
    def done_count(self) -> int:
        return sum(task.done_at is not None for task in self.tasks)

    @cached_property
    def clocks(self) -> list[ClockView]:
        return [clock_view(clock, self.now) for clock in clocks_of(self.penanganan.reference)]

    @cached_property
    def documents(self) -> list[Document]:
        return list(documents_of(self.penanganan.reference))

    @cached_property
    def rekomendasi(self) -> Rekomendasi | None:
        return Rekomendasi.objects.select_related("document").filter(penanganan=self.penanganan).first()

    @property
    def recommended_range(self) -> list[rulebook.Sanction]:
        """The sanctions the recommendation leaves to choose from."""
        if self.rekomendasi is None:
            return []
        return queries.recommended_range(self.rekomendasi, queries.today_at(self.penanganan, AGENCY, self.now))

    @property
    def makes_links(self) -> bool:
        """Whether this person may give the agency a link, for officials without an account."""
        return self.penanganan.open and self.acting.holds(Role.AUDITOR, self.penanganan.authority.code)

    @cached_property
    def decision(self) -> Decision | None:
        return Decision.objects.select_related("exhibit").filter(penanganan=self.penanganan).first()

    @cached_property
    def today(self) -> date:
        return queries.today_at(self.penanganan, AGENCY, self.now)

    @cached_property
    def range(self) -> rulebook.SanctionRange | None:
        """What the law leaves open for this person and these norms."""
        return self.ground.range(self.today)

    @cached_property
    def level(self) -> str:
        """The level everything else is asked for: as decided, else as recommended, else as the law has it."""
        decided = self.decision or self.rekomendasi
        return decided.level if decided else (self.range.level or "") if self.range else ""

    @cached_property
    def ground(self) -> queries.Ground:
        return queries.Ground(self.penanganan)

    @property
    def previous(self) -> Decision | None:
        return self.ground.previous

    @cached_property
    def competent(self) -> rulebook.Competent | None:
        return self.ground.competence(self.level, self.today) if self.level else None

    @property
    def official(self) -> rulebook.Text | str:
        """Who decided, in words."""
        code = self.decision.official if self.decision else ""
        return rulebook.current().competence.officials.get(code, code)

    @property
    def flags(self) -> list[str]:
        return queries.flag_words(self.decision.flags) if self.decision else []

    @cached_property
    def remedies(self) -> list[queries.RemedyLine]:
        return queries.remedy_lines(self.decision) if self.decision else []

    @cached_property
    def flags_on_record(self) -> list[str]:
        """Conflicts of interest of whoever decides, while nobody has."""
        return queries.flag_sentences(self.penanganan, self.today) if self.penanganan.open else []

    @property
    def asks_sender(self) -> bool:
        """Whether another house sent it without a word of conflicts on record, while somebody has yet to decide."""
        supervises = self.acting.holds(Role.AUDITOR, self.penanganan.authority.code)
        return supervises and self.penanganan.status in policies.WAITING and queries.is_silent(self.penanganan)

    @cached_property
    def ties(self) -> list[str]:
        """What they said of themselves, for the authority that leads the matter around; in the agency it is theirs."""
        supervises = self.acting.holds(Role.AUDITOR, self.penanganan.authority.code)
        return queries.tie_sentences(self.penanganan) if supervises and self.penanganan.open else []

    @property
    def receives(self) -> bool:
        """Whether this person is asked to acknowledge it and to say what ties them to it."""
        return self.rekomendasi is not None and policies.works_there(self.penanganan, self.acting)

    @property
    def acknowledges(self) -> bool:
        return policies.can_acknowledge(self.penanganan, self.acting)

    @cached_property
    def said(self) -> Declaration | None:
        """What this person said of a conflict of interest."""
        return declared_by(self.penanganan.reference, self.acting.reference)

    @property
    def declares(self) -> bool:
        tied = self.said is not None and self.said.conflicted
        return not tied and policies.can_declare(self.penanganan, self.acting)

    @property
    def passes_on(self) -> bool:
        """Whether what came from another house may go on to another receiver."""
        either = (policies.can_pass_on, policies.can_pass_further)
        return any(may(self.penanganan, self.acting) for may in either)

    @property
    def leads_around(self) -> bool:
        found = self.flags_on_record or self.ties
        return bool(found) and policies.can_lead_around(self.penanganan, self.acting, on=self.today)

    @cached_property
    def led_around(self) -> list[Pengalihan]:
        return list(self.penanganan.pengalihan_set.select_related("origin", "receiver"))

    @cached_property
    def ending(self) -> Ending | None:
        return Ending.objects.filter(penanganan=self.penanganan).first()
