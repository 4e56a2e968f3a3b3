"""What the tab of the legal assessment shows of one person: norms in use, proposals of the machine, requests, texts."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from netral import rulebook
from netral.access.states import Acting
from netral.cases import queries
from netral.cases.matrix_states import WORK_STEP
from netral.cases.models import Accused, Case, KajianText
from netral.cases.norms import Norm, norms, title_of
from netral.cases.states import KIND_NAMES, LEVEL_NAMES, UNSURE
from netral.evidence.models import Exhibit
from netral.procedure.policies import can_take

Words = str | Promise


@dataclass(frozen=True)
class Card:
    """A norm in use, ready to show."""

    sheet: queries.NormSheet
    title: rulebook.Text | str
    kind: Words
    citation: str
    threat: Words
    explanation: str
    unsure: bool

    @property
    def tally(self) -> str:
        """`Cukup, 3 dari 3 unsur`: only what people found counts."""
        counts = {"met": self.sheet.met, "all": len(self.sheet.lines)}
        words = (
            _("Cukup, %(met)s dari %(all)s unsur") if self.sheet.complete else _("Kurang, %(met)s dari %(all)s unsur")
        )
        return words % counts


class MatrixPart:
    """The part of the case page about one person; `about` is the key in the address, else the first person."""

    case: Case
    acting: Acting
    now: datetime
    about: str = ""

    @cached_property
    def standings(self) -> list[queries.Standing]:
        """Everybody the case was ever about, and where each stands."""
        return queries.standings(self.case)

    @property
    def people(self) -> list[Accused]:
        """Whom the case is still about."""
        return [each.accused for each in self.standings if not each.accused.left_at]

    @property
    def terlapor(self) -> list[Accused]:
        return self.people

    @cached_property
    def norms_in_use(self) -> int:
        """How many norms somebody took over for the person shown; without the matrix where no tab asked for it."""
        return queries.taken_norms([self.person]).count() if self.person else 0

    @cached_property
    def person(self) -> Accused | None:
        return next((each for each in self.people if each.key == self.about), next(iter(self.people), None))

    @cached_property
    def exhibits(self) -> list[Exhibit]:
        return queries.exhibits_seen_by(self.case, self.acting)

    @cached_property
    def matrix(self) -> queries.Matrix | None:
        if self.person is None:
            return None
        [found] = queries.matrices(self.case, [self.person], get_language())
        queries.call_pins(queries.said_in(found), self.exhibits)
        return found

    @cached_property
    def cards(self) -> list[Card]:
        return [_card(sheet) for sheet in self.matrix.sheets] if self.matrix else []

    @property
    def proposals(self) -> list[Norm]:
        """What the machine proposes and nobody has taken over for this person."""
        if self.matrix is None:
            return []
        return [norm for norm in norms(self.matrix.kajian) if norm.provision not in self.matrix.taken]

    @cached_property
    def works(self) -> bool:
        """Whether this person may fill in the matrix now."""
        return can_take(self.case, WORK_STEP, self.acting)

    @cached_property
    def text(self) -> KajianText | None:
        return queries.latest_text(self.person) if self.person else None


def _card(sheet: queries.NormSheet) -> Card:
    row = sheet.row
    return Card(
        sheet=sheet,
        title=title_of(sheet.norm.provision),
        kind=KIND_NAMES.get(row["kind"], row["kind"]),
        citation="; ".join(row["basis"]),
        threat=LEVEL_NAMES.get(row["level"] or "", ""),
        explanation=sheet.kajian.explanation(sheet.norm.provision, get_language()),
        unsure=row["confidence"] == UNSURE,
    )
