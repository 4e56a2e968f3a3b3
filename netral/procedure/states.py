"""What a procedure answers with: the two refusals, milestones, and what the journal alone tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SYSTEM_ROLE = "sistem"
REPORTER_ROLE = "pelapor"
ACCUSED_ROLE = "terlapor"
# Nobody sits in an office for these three, so they never see the buttons of staff, nor staff theirs.
WITHOUT_SEAT = frozenset({REPORTER_ROLE, ACCUSED_ROLE, SYSTEM_ROLE})


class Part(models.TextChoices):
    """What a member did in a meeting: one answer says whether they were there and how they voted."""

    AGREED = "setuju", gettext_lazy("Hadir, setuju")
    DISAGREED = "tidak_setuju", gettext_lazy("Hadir, tidak setuju")
    ABSTAINED = "abstain", gettext_lazy("Hadir, abstain")
    EXCUSED = "berhalangan", gettext_lazy("Berhalangan hadir")
    CONFLICTED = "benturan", gettext_lazy("Menyatakan benturan kepentingan")


VOTED = (Part.AGREED, Part.DISAGREED, Part.ABSTAINED)


class NotAllowed(Exception):  # noqa: N818 - read aloud in every caller: "except NotAllowed"
    """A step that cannot be taken. The message says what is possible instead; `steps` lists those step codes."""

    def __init__(self, message: str, steps: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.steps = list(steps)


class SomeoneWasFaster(Exception):  # noqa: N818 - the name is the sentence; the API answers 409
    """The subject moved between reading and writing. Nothing was changed."""

    def __init__(self, reference: str) -> None:
        super().__init__(_("Orang lain baru saja mengubahnya. Muat ulang halaman ini, lalu lihat langkah berikutnya."))
        self.reference = reference


@dataclass(frozen=True)
class Letter:
    """The document by which a period is lengthened: the number it bears and its day. Nobody's name."""

    number: str
    on: date


@dataclass(frozen=True)
class RebuiltClock:
    """A clock as the journal alone tells it."""

    key: str
    rule: str
    rule_version: str
    started_at: datetime
    due_at: datetime | None
    zone: str
    count: int | None
    unit: str
    stopped_at: datetime | None = None
    stopped_by: str = ""
    extended_into: str = ""
    extends: str = ""
    document: str = ""
    document_on: date | None = None
    set_aside: bool = False


@dataclass(frozen=True)
class Rebuilt:
    """A subject as the journal alone tells it. `timeline` holds (moment, verb) in chain order.

    `procedure` and `procedure_version` name the table it stands under now.
    """

    status: str
    version: int
    clocks: tuple[RebuiltClock, ...]
    timeline: tuple[tuple[datetime, str], ...]
    procedure: str = ""
    procedure_version: str = ""


@dataclass(frozen=True)
class Milestone:
    """One line of a timeline. `office_name` is empty when the reporter acted."""

    at: datetime
    text: str
    office_name: str
    verb: str
    entry_hash: str
