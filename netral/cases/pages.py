"""What the case page shows, gathered once: as many queries for a young case as for an old one."""

from datetime import datetime
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from netral import rulebook
from netral.access.models import Role, User
from netral.access.states import Acting
from netral.cases import policies, queries, transfer_policies
from netral.cases.matrix_page import MatrixPart
from netral.cases.models import (
    Accused,
    AnswerLink,
    Case,
    HearingInvitation,
    Kajian,
    Klarifikasi,
    Penerusan,
    Pleno,
    PutusanTerlapor,
    SendBack,
)
from netral.cases.next_steps import brings
from netral.cases.norms import Gap, gaps
from netral.cases.states import BROUGHT_BY_THE_FORM, LinkState, Signing
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.intake.queries import ExhibitRow, rows_of
from netral.intake.states import Kind
from netral.procedure.models import Transfer, TransferKind, Vote
from netral.procedure.policies import Offer, offers
from netral.procedure.queries import (
    Beside,
    ClockView,
    beside,
    clock_view,
    clocks_of,
    milestones,
    opened_beside,
    stays_of,
    table,
    waiting_transfer,
    ways,
)
from netral.procedure.states import Milestone
from netral.registry.queries import conflict_flags, current_stage, election

Words = str | Promise
TABS: dict[str, Words] = {
    "ringkasan": gettext_lazy("Ringkasan"),
    "bukti": gettext_lazy("Fakta dan bukti"),
    "klarifikasi": gettext_lazy("Klarifikasi"),
    "penilaian": gettext_lazy("Penilaian hukum"),
    "dokumen": gettext_lazy("Dokumen"),
    "penerusan": gettext_lazy("Penerusan"),
    "riwayat": gettext_lazy("Riwayat"),
}
SIDE_BY_SIDE = 2  # exhibits pictured at the head
ABOUT_PEOPLE = frozenset({"tambah_terlapor", "lepas_terlapor"})
ABOUT_HEARINGS = frozenset({"undang_klarifikasi", "minta_jawaban", "cabut_tautan_jawaban"})
ABOUT_HANDOVERS = frozenset({"teruskan_lagi"})
ELSEWHERE = ABOUT_PEOPLE | ABOUT_HEARINGS | ABOUT_HANDOVERS  # beside what they change, not at the head of the page
REVOKING = "cabut_tautan_jawaban"
FORWARDING = "teruskan"  # the step that T leads to, where it is open; else to the tab of the hand-overs
RECENT = 6  # entries of the timeline beside the page; its tab shows all


class CasePage(MatrixPart):
    """Everything a case page may ask for; what a tab does not ask for is not fetched."""

    def __init__(self, case: Case, acting: Acting, now: datetime, about: str = "") -> None:
        self.case, self.acting, self.now, self.about = case, acting, now, about

    @cached_property
    def status(self) -> rulebook.Status:
        return table(self.case).statuses[self.case.status]

    @cached_property
    def held(self) -> frozenset[str]:
        """Which requirements of the table hold, with those a form brings."""
        return queries.met(self.case) | BROUGHT_BY_THE_FORM

    @cached_property
    def offers(self) -> list[Offer]:
        """Steps as buttons. What the step's own form brings counts as met, so the button leads to that form."""
        return offers(self.case, self.acting, self.held)

    @property
    def open_offers(self) -> list[Offer]:
        return [offer for offer in self.offers if offer.allowed and offer.step.code not in ELSEWHERE]

    @property
    def open_steps(self) -> list[str]:
        return [offer.step.code for offer in self.open_offers]

    @property
    def forwarding(self) -> str:
        return FORWARDING

    @property
    def makes_links(self) -> bool:
        """Whether this person may give a receiver a link, for officials without an account."""
        return self.acting.holds(Role.EXAMINER, self.case.office.code)

    @property
    def hearing_offers(self) -> list[Offer]:
        """Steps that stand beside invitations and answers; a link is revoked only where one is open."""
        beside = [offer for offer in self.offers if offer.allowed and offer.step.code in ABOUT_HEARINGS]
        waits = any(state == LinkState.OPEN for _link, state in self.links)
        return [offer for offer in beside if waits or offer.step.code != REVOKING]

    @property
    def lists_people(self) -> bool:
        """Whether a table of them says more than the aside: of several people, or where one was sent or left out."""
        return len(self.standings) > 1 or any(line.sent or line.accused.left_at for line in self.standings)

    @property
    def people_offers(self) -> list[Offer]:
        """Steps that stand beside the people, in their table or in the aside, instead of the head of the page."""
        return [offer for offer in self.offers if offer.allowed and offer.step.code in ABOUT_PEOPLE]

    @property
    def handover_offers(self) -> list[Offer]:
        """Steps that stand under the letters that were sent."""
        return [offer for offer in self.offers if offer.allowed and offer.step.code in ABOUT_HANDOVERS]

    @property
    def waiting_offers(self) -> list[tuple[str, list[rulebook.Step]]]:
        """Steps not possible yet, or taken by others, under the reason in words: no button is dead without one."""
        found: dict[str, list[rulebook.Step]] = {}
        for offer in self.offers:
            if not offer.allowed and offer.step.code not in ABOUT_HEARINGS | ABOUT_HANDOVERS:
                found.setdefault(offer.because, []).append(offer.step)
        return list(found.items())

    @property
    def leading(self) -> str:
        """The step whose button leads: the first that moves the case on, else what brings that about, else any."""
        possible = [offer.step.code for offer in self.open_offers]
        moving = [offer.step.code for offer in self.open_offers if offer.step.to]
        bringing = [brings(offer.step, self.held) for offer in self.offers if offer.step.to]
        return next((code for code in (*moving, *bringing, *possible) if code in possible), "")

    @cached_property
    def clocks(self) -> list[ClockView]:
        return [clock_view(clock, self.now) for clock in clocks_of(self.case.reference)]

    @cached_property
    def ways(self) -> list[Beside]:
        """The examination itself and what runs beside it, each with its own clock; empty while it runs alone."""
        others = beside(self.case.reference, now=self.now)
        return [*ways([self.case], now=self.now), *others] if others else []

    @cached_property
    def may_open_beside(self) -> bool:
        """Whether the page offers the criminal track, while somebody has none: its own door, a room above, decides."""
        if not self.case.open or self.waiting or not self.acting.holds(Role.EXAMINER, self.case.office.code):
            return False
        known = opened_beside(self.case.reference)
        return any(each.key not in known for each in self.people)

    @cached_property
    def timeline(self) -> list[Milestone]:
        """Newest first: laporan, case and what the receiver did."""
        told = milestones(self.case.laporan.reference, public=False, language=get_language() or "id")
        return list(reversed(told))

    @cached_property
    def deadlines(self) -> list[queries.Deadline]:
        """What still runs, promised or missed."""
        return queries.running_deadlines(self.clocks, self.now)

    @property
    def recent(self) -> list[Milestone | queries.Deadline]:
        return queries.with_deadlines(self.timeline[:RECENT], self.deadlines)

    @property
    def whole_timeline(self) -> list[Milestone | queries.Deadline]:
        return queries.with_deadlines(self.timeline, self.deadlines)

    @cached_property
    def stage(self) -> rulebook.Text | str:
        """The stage of the election on the day of the act; empty between stages or when either is unknown."""
        day = self.case.laporan.act_date
        if not (self.case.election and day):
            return ""
        stage = current_stage(election(self.case.election), day)
        return rulebook.current().stage_words.names.get(stage.code, stage.code) if stage else ""

    @property
    def kajian(self) -> Kajian | None:
        """The edition about the person shown."""
        return self.matrix.kajian if self.matrix else None

    @property
    def gaps(self) -> list[Gap]:
        return gaps(self.kajian)

    @property
    def doubts(self) -> list[str]:
        """Why a lawyer must look."""
        return list(self.kajian.told(get_language()).get("review", ())) if self.kajian else []

    @property
    def sealed(self) -> bool:
        """Whether anybody's identity is under a seal: behind a supervisor's finding alone there is none."""
        return self.case.laporan.kind != Kind.TEMUAN or bool(self.case.sent())

    @cached_property
    def joined(self) -> int:
        """How many reports of others are handled with this one."""
        return len(self.case.also_about()) - 1

    @cached_property
    def waiting(self) -> Transfer | None:
        """The transfer it waits on: until it is answered nobody takes a step."""
        return waiting_transfer(self.case)

    @cached_property
    def stays(self) -> list[Transfer]:
        """The offices it came from, with the number it had there."""
        return stays_of(self.case)

    @property
    def moves(self) -> bool:
        return transfer_policies.can_hand_over(self.case, TransferKind.TRANSFER, self.acting)

    @property
    def takes_over(self) -> bool:
        return transfer_policies.can_take_over(self.case, self.acting)

    @cached_property
    def examiners(self) -> list[User]:
        return list(self.case.examiners.order_by("name"))

    @cached_property
    def klarifikasi(self) -> list[Klarifikasi]:
        rows = self.case.klarifikasi_set.select_related("document", "officer", "invitation__document")
        return list(rows.order_by("held_on", "pk"))

    @cached_property
    def invitations(self) -> list[HearingInvitation]:
        return queries.invitations_of(self.case)

    @cached_property
    def rights_of_answer(self) -> list[queries.RightOfAnswer]:
        """Whether those the case is still about had their say."""
        return queries.rights_of_answer(self.case, self.now, self.terlapor)

    @cached_property
    def links(self) -> list[tuple[AnswerLink, LinkState]]:
        """Every right-of-answer link, newest first, and how it stands."""
        return [(link, queries.state_of(link, self.now)) for link in queries.links_of(self.case)]

    @cached_property
    def reads_answers(self) -> bool:
        return queries.can_read_answers(self.case, self.acting)

    @cached_property
    def blackens(self) -> bool:
        """Whether this person may blacken what came to the case itself, with an answer for one."""
        return policies.can_redact(self.case, self.acting)

    @property
    def signs(self) -> bool:
        """Whether this person may record that minutes were signed."""
        return not self.case.texts_erased_at and policies.can_hand_out_links(self.case, self.acting)

    @property
    def signings(self) -> list[tuple[str, str]]:
        return [(each.value, str(each.label)) for each in Signing]

    @cached_property
    def gathers(self) -> bool:
        """Whether this person may add exhibits to the case."""
        return policies.can_gather(self.case, self.acting)

    @property
    def hands_out_links(self) -> bool:
        return policies.can_hand_out_links(self.case, self.acting)

    @property
    def locked(self) -> list[Exhibit]:
        """Files that are no longer what came."""
        return [each for each in self.exhibits if each.differs_at]

    @cached_property
    def exhibit_rows(self) -> list[ExhibitRow]:
        return rows_of(self.exhibits, self.case.reference, *self.case.also_about())

    @cached_property
    def pictured(self) -> list[queries.Pane]:
        """The first two exhibits with something to look at, and whether their fingerprints still hold."""
        rows = [row for row in self.exhibit_rows if row.large][:SIDE_BY_SIDE]
        names = [name for name, _words in queries.exhibit_choices([row.exhibit for row in rows])]
        return queries.panes(self.case, rows, names) if rows else []

    @property
    def other_exhibits(self) -> list[ExhibitRow]:
        shown = {pane.exhibit.pk for pane in self.pictured}
        return [row for row in self.exhibit_rows if row.exhibit.pk not in shown]

    @cached_property
    def documents(self) -> list[Document]:
        return list(queries.papers_of(self.case, self.acting))

    @cached_property
    def pleno(self) -> Pleno | None:
        return Pleno.objects.select_related("meeting__office").filter(case=self.case).first()

    @cached_property
    def rulings(self) -> list[PutusanTerlapor]:
        """What was found of each, where that was not the same of all."""
        found = queries.rulings_of(self.pleno) if self.pleno and len(self.standings) > 1 else []
        return found if len({each.decision for each in found}) > 1 else []

    @cached_property
    def votes(self) -> list[Vote]:
        return queries.votes_of(self.pleno) if self.pleno else []

    @cached_property
    def inside(self) -> bool:
        """Whether this person may read what members wrote."""
        if self.pleno:
            return queries.reads_votes(self.pleno, self.acting)
        return queries.is_inside(self.case, self.acting)

    @cached_property
    def send_back(self) -> SendBack | None:
        return self.case.send_backs.order_by("-pk").first()

    @cached_property
    def leads(self) -> list[tuple[Accused, list[queries.Lead]]]:
        """Whom the rulebook names today for each person who is handed over, or could be."""
        people = list(queries.going_on(self.case))
        return queries.shown_leads(self.case, people, queries.today_of(self.case, self.now))

    @cached_property
    def matched(self) -> queries.Matched | None:
        """Who confirmed which person it is, where the case is about one alone and was handed over."""
        alone = self.standings[0] if len(self.standings) == 1 else None
        return queries.matched(self.case) if alone and alone.sent else None

    @cached_property
    def conflicts(self) -> list[str]:
        """What is on record of those who answer for these people: before anybody forwards, not only on the form."""
        people = [each.accused for each in self.standings if each.goes_on]
        flags = queries.flags_on_the_way(self.case, people, queries.today_of(self.case, self.now))
        return [queries.flag_words(flag) for flag in flags]

    @cached_property
    def around_open(self) -> set[int]:
        """Hand-overs, by primary key, that this person may lead around a conflict on record, or one declared."""
        on = queries.today_of(self.case, self.now)
        sent = [each for rows in self.letters for each in rows]
        flagged = conflict_flags([each.receiver for each in sent], on=on)
        tied = queries.ties_in({each.reference: each.receiver_id for each in sent})
        open_ones = [each for each in sent if each.receiver_id in flagged or each.reference in tied]
        return {each.pk for each in open_ones if policies.can_lead_around(each, self.acting, on=on)}

    @cached_property
    def returned_open(self) -> set[int]:
        """Hand-overs, by primary key, that another house gave back and this person may complete."""
        back = queries.returned_among([each for rows in self.letters for each in rows])
        return {each.pk for each in back if policies.can_send_completed(each, self.acting)}

    @property
    def letters(self) -> list[list[Penerusan]]:
        """Hand-overs by letter, oldest first: one letter may name several people."""
        found: dict[int, list[Penerusan]] = {}
        for each in (sent for standing in self.standings for sent in standing.sent):
            found.setdefault(each.document_id, []).append(each)
        return sorted(found.values(), key=lambda rows: rows[0].sent_at)

    @property
    def tabs(self) -> list[tuple[str, Words, int | None]]:
        counts = {"bukti": len(self.exhibits), "penilaian": self.norms_in_use, "dokumen": len(self.documents)}
        counts["riwayat"] = len(self.timeline)
        return [(code, label, counts.get(code)) for code, label in TABS.items()]
