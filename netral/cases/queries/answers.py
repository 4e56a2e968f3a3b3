"""The right of answer: a link by its token, how it stands, and who has answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from netral.access.models import Role
from netral.access.queries import hash_of, offices_seen_by
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases.models import Accused, AnswerLink, Case, Kajian, Klarifikasi, Penerusan
from netral.cases.queries.people import DONE, NEUTRAL, OPEN, persons_of
from netral.cases.queries.routing import exhibits_of_case
from netral.cases.states import LINK_TAKEN, LinkState
from netral.evidence.models import Exhibit
from netral.evidence.states import ANSWER
from netral.lib.dates import end_of_day, local_day
from netral.lib.secret_tokens import derived_token

# How long a link lasts, unless the examination ends before: a house rule, not a rule of law. It lasts to the end of the
# day at the office, for a letter names the day.
LASTS = timedelta(days=14)
EXAMINED = "pemeriksaan"  # the status in which an answer is taken in
ANSWER_READERS = (Role.EXAMINER, Role.MEMBER)


@dataclass(frozen=True)
class RightOfAnswer:
    """One accused person: whether they answered in writing, in words, and the tone of the chip."""

    accused: Accused
    words: str
    tone: str
    answered: bool
    heard: bool


def last_moment_of(case: Case, *, at: datetime) -> datetime:
    """When a link made at `at` ends: with the fourteenth day at the office."""
    return end_of_day(local_day(at, case.office.zone) + LASTS, case.office.zone)


def token_of(link: AnswerLink) -> str:
    """The secret of a link, derived from the server's own: so it stands in no table, queue, session or log."""
    return derived_token("netral.cases.right_of_answer", link.key)


def address_of(link: AnswerLink) -> str:
    """The whole address, for whoever may hand it over."""
    return str(settings.BASE_URL).rstrip("/") + reverse("answers:answer", args=[token_of(link)])


def link_by_token(token: str) -> AnswerLink | None:
    """One hash and one indexed look-up for any text: unknown costs what known costs."""
    rows = AnswerLink.objects.select_related("case__office__region", "case__laporan", "case__region", "accused")
    return rows.filter(token_hash=hash_of(token)).first()


def state_of(link: AnswerLink, at: datetime) -> LinkState:
    """How a link stands at a moment. Sent back to examination, a case takes answers again until the link's last day."""
    if link.used_at:
        return LinkState.USED
    if link.revoked_at or link.accused.left_at:
        return LinkState.REVOKED
    if link.expires_at <= at:
        return LinkState.EXPIRED
    return LinkState.OPEN if link.case.status == EXAMINED else LinkState.CLOSED


def links_of(case: Case) -> list[AnswerLink]:
    """Every link ever made in a case, newest first, with its answer's exhibits."""
    rows = AnswerLink.objects.filter(case=case).select_related("case", "accused", "answer")
    return list(rows.prefetch_related("answer__exhibits").order_by("-pk"))


def handed_out(case: Case) -> frozenset[str]:
    """Keys of the links whose address somebody has taken: the journal knows, and it is shown once."""
    taken = Entry.objects.filter(chain=case.reference, verb=LINK_TAKEN).values_list("facts", flat=True)
    return frozenset(facts["link"] for facts in taken)


def open_links(case: Case, at: datetime) -> list[AnswerLink]:
    """Those by which somebody may still answer."""
    return [link for link in links_of(case) if state_of(link, at) == LinkState.OPEN]


def can_read_answers(case: Case, acting: Acting) -> bool:
    """Examiners and members in whose scope the case lies."""
    return offices_seen_by(acting, roles=ANSWER_READERS).filter(Case.objects.filter(pk=case.pk)).exists()


def exhibits_seen_by(case: Case, acting: Acting) -> list[Exhibit]:
    """The exhibits of a case for somebody; files of an answer are for those who may read the answer."""
    found = exhibits_of_case(case)
    others = [exhibit for exhibit in found if exhibit.purpose != ANSWER]
    return found if len(others) == len(found) or can_read_answers(case, acting) else others


def exhibits_not_sent(penerusan: Penerusan, acting: Acting) -> list[Exhibit]:
    """Those of them that did not go along with a hand-over."""
    sent = set(penerusan.exhibits.values_list("pk", flat=True))
    return [each for each in exhibits_seen_by(penerusan.case, acting) if each.pk not in sent]


def rights_of_answer(case: Case, at: datetime, people: Sequence[Accused] | None = None) -> list[RightOfAnswer]:
    """Whether those the case is still about had their say. `people` are those, where they are at hand already."""
    links: dict[int, list[AnswerLink]] = {}
    for link in AnswerLink.objects.filter(case=case).select_related("case", "accused").order_by("pk"):
        links.setdefault(link.accused_id, []).append(link)
    shown = persons_of(case) if people is None else people
    heard = set(Klarifikasi.objects.filter(case=case, attended=True).values_list("accused_id", flat=True))
    return [_right(accused, links.get(accused.pk, []), accused.pk in heard, at) for accused in shown]


def _right(accused: Accused, links: Iterable[AnswerLink], heard: bool, at: datetime) -> RightOfAnswer:
    states = [state_of(link, at) for link in links]
    if LinkState.USED in states:
        return RightOfAnswer(accused, _("Hak jawab: dijawab"), DONE, answered=True, heard=heard)
    if LinkState.OPEN in states:
        return RightOfAnswer(accused, _("Hak jawab: diminta, belum dijawab"), OPEN, answered=False, heard=heard)
    if states:
        return RightOfAnswer(accused, _("Hak jawab: tidak dijawab"), OPEN, answered=False, heard=heard)
    return RightOfAnswer(accused, _("Hak jawab: belum diminta"), NEUTRAL, answered=False, heard=heard)


def act_date(case: Case, kajian: Kajian | None) -> date | None:
    """The day of the act: as the kajian about a person sees it, else as it was reported."""
    known = kajian.facts.get("date") if kajian else None
    return date.fromisoformat(known) if known else case.laporan.act_date
