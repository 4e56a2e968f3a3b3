"""What an official does by a link: the verbs of the desk, taken by an Acting for one office and one matter."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from netral.audit.models import Entry
from netral.cases import actions as cases
from netral.cases.policies import check_filled
from netral.cases.queries import declared_by
from netral.discipline import actions as discipline
from netral.discipline import policies as discipline_policies
from netral.documents.actions import printed
from netral.evidence.actions import keep
from netral.evidence.states import EvidenceRefused
from netral.links import policies, queries
from netral.links.actions.making import tell_maker, told
from netral.links.actions.opening import lock
from netral.links.composing import record_of
from netral.links.models import OfficialLink, ReturnedWithGaps, SentProof
from netral.links.states import (
    ACKNOWLEDGED,
    FETCHED,
    FINISHED,
    MOST_PROOFS,
    PROOF,
    READ,
    RETURNED,
    Ending,
    Purpose,
    Read,
    Refused,
)
from netral.notices.states import Told
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.tracks import actions as tracks


@transaction.atomic
def read(link: OfficialLink, what: Read, *, at: datetime, key: str = "") -> Entry | None:
    """A piece of the dossier is opened; told the first time."""
    link = lock(link, at)
    name = f"{what}:{key}" if key else what.value
    if name in queries.was_read(link):
        return None
    return told(link, READ, acting=queries.acting_of(link), at=at, facts={"what": what.value, "key": key})


@transaction.atomic
def acknowledge(link: OfficialLink, *, at: datetime) -> Entry:
    """Say that the office has it, a hand-over or a recommendation: as at the desk, where nobody there said so yet."""
    link = lock(link, at)
    if link.acknowledged_at:
        raise SomeoneWasFaster(link.reference)
    found, acting = queries.matter_of(link), queries.acting_of(link)
    if found.penanganan is None and found.penerusan and found.penerusan.acknowledged_at is None:
        discipline.take_in(found.penerusan, acting=acting, at=at)
    if found.penanganan is not None and discipline_policies.can_acknowledge(found.penanganan, acting):
        discipline.acknowledge(found.penanganan, acting=acting, at=at)
    OfficialLink.objects.filter(pk=link.pk).update(acknowledged_at=at)
    return told(link, ACKNOWLEDGED, acting=acting, at=at, office=link.office.code)


@transaction.atomic
def declare(link: OfficialLink, *, at: datetime, conflicted: bool, note: str = "") -> Entry:
    """Say whether something ties the official to the matter, by the verb of the desk: once, and what, if so."""
    link = lock(link, at)
    policies.check_acknowledged(link)
    if link.declaration:
        raise SomeoneWasFaster(link.reference)
    found, acting = queries.matter_of(link), queries.acting_of(link)
    entry = _declaring(found)(acting=acting, at=at, conflicted=conflicted, note=note)
    OfficialLink.objects.filter(pk=link.pk).update(declaration=declared_by(found.declared_as, link.reference))
    return entry


def _declaring(found: queries.Matter) -> Callable[..., Entry]:
    if found.penanganan:
        return partial(discipline.declare, found.penanganan)
    return partial(discipline.declare_of, queries.handed_here(found))


@transaction.atomic
def return_with_gaps(link: OfficialLink, *, at: datetime, gaps: str) -> Entry:
    """Say what is missing in what was sent. The matter stays where it is; its sender sees it and makes it good."""
    link = lock(link, at)
    check_filled("gaps", gaps)
    policies.check_can_return(link)
    made = ReturnedWithGaps.objects.create(link=link, gaps=gaps.strip(), at=at)
    if link.penerusan:  # completed by whoever handed it over, on the page for what came back
        by, own = queries.acting_of(link).reference, link.purpose == Purpose.HANDED
        cases.name_gaps(link.penerusan, gaps, by=by, at=at, told=not own)
    tell_maker(link, Told.GIVEN_BACK, at=at, mark=f"{link.key}:{made.pk}")
    return told(link, RETURNED, acting=queries.acting_of(link), at=at, office=link.office.code)


@transaction.atomic
def take(link: OfficialLink, step: str, *, at: datetime, **values: Any) -> Entry:
    """Take a step of the handling or track, with the desk's own verb and rules. Raises NotAllowed, Refused."""
    link = lock(link, at)
    policies.check_can_decide(link, step)
    found, acting = queries.matter_of(link), queries.acting_of(link)
    if found.penanganan is not None:
        if step not in discipline.STEPS:
            raise NotAllowed(_("Langkah ini tidak ada di urusan ini."))
        entry = discipline.STEPS[step](found.penanganan, acting=acting, at=at, **values)
    elif found.track is not None:
        entry = tracks.take(found.track, step, acting=acting, at=at, **values)
    else:
        raise NotAllowed(_("Urusan ini tidak punya langkah di sini; catat hasilnya saja."))
    _drop_draft(link, step)
    return entry


@transaction.atomic
def report(link: OfficialLink, *, at: datetime, outcome: str, note: str) -> Entry:
    """How a hand-over ended that its receiver worked on in its own house."""
    link = lock(link, at)
    policies.check_can_decide(link, "jatuhkan_sanksi")
    found = queries.matter_of(link)
    if found.penanganan is not None:
        raise NotAllowed(_("Hasilnya tercatat dari langkah penanganan; buka penanganannya."))
    penerusan = queries.handed_here(found)
    discipline_policies.check_works_outside(penerusan)
    entry = discipline.report_outcome(penerusan, acting=queries.acting_of(link), at=at, outcome=outcome, note=note)
    _drop_draft(link, "hasil")
    return entry


@transaction.atomic
def add_proof(link: OfficialLink, *, at: datetime, upload: "File[Any]") -> SentProof:
    """Keep a file that proves what was done. Its entry is that of the file; the same bytes again are the same file."""
    link = lock(link, at)
    policies.check_acknowledged(link)
    if link.proofs.count() >= MOST_PROOFS:
        raise Refused("upload", _("Paling banyak %(most)d berkas.") % {"most": MOST_PROOFS})
    acting, about = queries.acting_of(link), queries.matter_of(link).about
    try:
        exhibit = keep(
            link.reference, upload, at=at, purpose=PROOF, acting=acting, office=link.office.code, about=about
        )
    except EvidenceRefused as refusal:
        raise Refused("upload", refusal.message) from refusal
    return SentProof.objects.get_or_create(exhibit=exhibit, defaults={"link": link, "at": at})[0]


@transaction.atomic
def save_draft(link: OfficialLink, step: str, typed: dict[str, Any], *, at: datetime) -> None:
    """Keep what was typed for a later sitting. Nothing was done, so nothing is journalled."""
    link = lock(link, at)
    link.draft = {**link.draft, step: typed}
    link.save(update_fields=["draft"])


@transaction.atomic
def finish(link: OfficialLink, *, at: datetime) -> Entry:
    """Say that nothing more comes by this link: from now on it only shows its record to whoever sits at it."""
    link = lock(link, at)
    policies.check_acknowledged(link)
    OfficialLink.objects.filter(pk=link.pk).update(ended_at=at, ending=Ending.FINISHED, draft={})
    tell_maker(link, Told.LINK_DONE, at=at)
    return told(link, FINISHED, acting=queries.acting_of(link), at=at, office=link.office.code)


def fetch_record(link: OfficialLink, *, at: datetime) -> bytes:
    """The record as a PDF: what happened so far with this link and was done by it. Nothing is stored."""
    paper = record_of(link, at=at)
    pdf = printed(paper, office=link.maker, at=at, number=link.number)
    with transaction.atomic():
        told(link, FETCHED, acting=queries.acting_of(link), at=at)
    return pdf


def _drop_draft(link: OfficialLink, step: str) -> None:
    if step in link.draft:
        link.draft = {name: typed for name, typed in link.draft.items() if name != step}
        link.save(update_fields=["draft"])
