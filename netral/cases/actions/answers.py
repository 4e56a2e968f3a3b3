"""The right of answer: making a link for one accused person, revoking it, and taking the answer in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.queries import hash_of
from netral.access.states import ACCUSED, Acting
from netral.audit.actions import record
from netral.audit.models import Chain, Entry
from netral.cases import policies, queries
from netral.cases.actions.here import lock_here
from netral.cases.models import Accused, AccusedAnswer, AnswerLink, Case
from netral.cases.states import LINK_TAKEN, LinkState, LinkUnusable, Refused
from netral.evidence import actions as evidence
from netral.evidence.content import Original
from netral.evidence.states import ANSWER
from netral.intake.checking import checked_text
from netral.intake.files import Upload, check_files
from netral.lib.keys import new_key
from netral.procedure.actions import check_unmoved, take_step
from netral.procedure.policies import check_can_take
from netral.procedure.states import SomeoneWasFaster


@transaction.atomic
def make_link(
    case: Case, *, accused: Accused, acting: Acting, at: datetime, told: str = "", version: int | None = None
) -> Entry:
    """Make a link by which this person may answer once, until the fourteenth day ends. An earlier one ends with it."""
    check_can_take(case, "minta_jawaban", acting)
    policies.check_accused(case, accused)
    policies.check_not_the_reporters(case, "told", told)
    key = new_key()
    facts = {"accused": accused.key, "link": key}
    entry = take_step(case, "minta_jawaban", acting=acting, at=at, facts=facts, version=version)
    write_link(key, case, accused, told, acting=acting, at=at)
    return entry


def open_link(case: Case, accused: Accused, at: datetime) -> AnswerLink | None:
    """The link by which this person may still answer."""
    return next((link for link in queries.open_links(case, at) if link.accused_id == accused.pk), None)


@transaction.atomic
def hand_out_link(case: Case, *, link: AnswerLink, acting: Acting, at: datetime) -> Entry:
    """Take the address of a link, to hand it to its person: once. Whoever lost it makes a new link.

    Raises NotAllowed for others than examiners of the office, LinkUnusable where nobody can answer by it any more,
    SomeoneWasFaster for the second who takes it, and where the case went to another office.
    """
    policies.check_examines(case, acting)
    lock_here(case)
    now = _waited_for(link, at)
    if now.key in queries.handed_out(case):
        raise SomeoneWasFaster(case.reference)
    return record(
        case.reference, LINK_TAKEN, actor=acting.reference, office=case.office.code, at=at, about=case.also_about(),
        facts={"link": now.key},
    )  # fmt: skip


def write_link(key: str, case: Case, accused: Accused, told: str, *, acting: Acting, at: datetime) -> AnswerLink:
    """The row of a link, and the end of an earlier one; inside the step that makes it."""
    AnswerLink.objects.filter(accused=accused, used_at=None, revoked_at=None).update(revoked_at=at)
    link = AnswerLink(key=key, case=case, accused=accused, told=told.strip(), made_at=at, made_by=acting.reference)
    link.token_hash, link.expires_at = hash_of(queries.token_of(link)), queries.last_moment_of(case, at=at)
    link.save(force_insert=True)
    return link


@transaction.atomic
def revoke_link(case: Case, *, link: AnswerLink, acting: Acting, at: datetime, version: int | None = None) -> Entry:
    """Make a link useless before anybody answered by it."""
    check_can_take(case, "cabut_tautan_jawaban", acting)
    waiting = AnswerLink.objects.filter(pk=link.pk, case=case, used_at=None, revoked_at=None)
    if not waiting.exists():
        check_unmoved(case)
        raise Refused("link", _("Tautan ini sudah dipakai atau sudah dicabut."))
    # Whatever uses or ends a link moves the case as well: what was waiting a moment ago still is when this step passes.
    facts = {"link": link.key}
    entry = take_step(case, "cabut_tautan_jawaban", acting=acting, at=at, facts=facts, version=version)
    waiting.update(revoked_at=at)
    return entry


def answer(link: AnswerLink, *, at: datetime, text: str = "", uploads: Sequence[Upload] = ()) -> AccusedAnswer:
    """Take in what an accused person says, with their own files as exhibits of the case; once.

    Raises LinkUnusable where the link is used, revoked, over or closed, intake.Refused with what is wrong. Nothing that
    somebody in the office does at this moment loses the answer: it waits for its turn.
    """
    state = queries.state_of(link, at)
    if state != LinkState.OPEN:
        raise LinkUnusable(state)
    missing = _("Tulis jawaban Anda atau pilih berkas.")
    text = checked_text("text", text, missing=missing, least=0 if uploads else 1)
    originals = check_files(uploads)
    with evidence.written(originals) as files, transaction.atomic():
        return _take_in(_waited_for(link, at), text, files, at=at)


def _waited_for(link: AnswerLink, at: datetime) -> AnswerLink:
    """The link as it stands when everybody before has finished with the case; still open, or LinkUnusable."""
    Chain.objects.select_for_update().filter(subject=link.case.reference).first()
    rows = AnswerLink.objects.select_related("case__office__region", "case__laporan", "accused")
    now = rows.get(pk=link.pk)
    state = queries.state_of(now, at)
    if state != LinkState.OPEN:
        raise LinkUnusable(state)
    return now


def _take_in(link: AnswerLink, text: str, files: Sequence[Original], *, at: datetime) -> AccusedAnswer:
    case, digests = link.case, [file.sha256 for file in files]
    facts: dict[str, Any] = {"accused": link.accused.key, "link": link.key}
    entry = take_step(case, "jawab", acting=ACCUSED, at=at, facts=facts, hashes=digests)
    AnswerLink.objects.filter(pk=link.pk).update(used_at=at)
    kept = [evidence.keep(case.reference, file, at=at, purpose=ANSWER, acting=ACCUSED) for file in files]
    given = AccusedAnswer.objects.create(link=link, text=text, given_at=at, entry_hash=entry.hash)
    given.exhibits.set(kept)
    return given
