"""What the page of a transfer shows: enough to decide on it, and the work itself only to whoever has it."""

from datetime import datetime
from functools import cached_property

from netral import rulebook
from netral.access.states import Acting
from netral.cases import policies as case_policies
from netral.cases import queries
from netral.cases import transfer_policies as allowed
from netral.cases.models import Case
from netral.cases.transfer_policies import Subject
from netral.intake.policies import can_see
from netral.procedure.models import Transfer
from netral.procedure.queries import ClockView, clock_view, running_clocks, table
from netral.rulebook.transfers import Basis, transfer_rules


class TransferPage:
    """A transfer as one person may read it."""

    def __init__(self, transfer: Transfer, acting: Acting, now: datetime) -> None:
        self.transfer, self.acting, self.now = transfer, acting, now

    @cached_property
    def subject(self) -> Subject:
        return queries.subject_of(self.transfer)

    @property
    def is_case(self) -> bool:
        return isinstance(self.subject, Case)

    @cached_property
    def reads(self) -> bool:
        """Whether the work itself lies within this person's scope now."""
        if isinstance(self.subject, Case):
            return case_policies.can_see(self.subject, self.acting)
        return can_see(self.subject, self.acting)

    @cached_property
    def decides(self) -> bool:
        return allowed.can_answer(self.transfer, self.acting)

    @cached_property
    def withdraws(self) -> bool:
        return allowed.can_withdraw(self.transfer, self.subject, self.acting)

    @property
    def open_book(self) -> bool:
        """Whether its outlines are shown: to both offices until it is answered, then to whoever has the work."""
        return self.transfer.waits or self.reads

    @property
    def basis(self) -> Basis:
        return transfer_rules()[self.transfer.kind].basis(self.subject.procedure)

    @property
    def status(self) -> rulebook.Status:
        return table(self.subject).statuses[self.subject.status]

    @cached_property
    def clocks(self) -> list[ClockView]:
        """Deadlines that go on running, whoever has the work."""
        rows = running_clocks([self.subject.reference]).get(self.subject.reference, [])
        return [clock_view(clock, self.now) for clock in rows]

    @cached_property
    def line(self) -> queries.TransferLine:
        return queries.transfer_lines([self.transfer], now=self.now)[0]

    @cached_property
    def joined(self) -> int:
        """How many further reports go along."""
        return len(self.subject.also_about()) - 1 if isinstance(self.subject, Case) else 0

    @cached_property
    def invitations(self) -> int:
        """Hearings already called: their day stands, the receiver decides whether to hold it or call anew."""
        return len(queries.waiting_invitations(self.subject)) if isinstance(self.subject, Case) else 0

    @cached_property
    def links(self) -> int:
        """Open right-of-answer links: they go on working, the answer comes to whoever has the case."""
        return len(queries.open_links(self.subject, self.now)) if isinstance(self.subject, Case) else 0
