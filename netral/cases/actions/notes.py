"""Notes for colleagues. The journal says that one was written, by whom and which edition, never what."""

from datetime import datetime

from django.db import transaction

from netral.access.states import Acting
from netral.audit.actions import record
from netral.audit.models import Entry
from netral.cases import desk_policies
from netral.cases.actions.here import lock_here
from netral.cases.models import Case, Note, NoteEdition
from netral.cases.policies import check_filled
from netral.cases.states import NOTED, SENT_OTHERWISE
from netral.intake.states import KeyReused
from netral.lib.keys import new_key
from netral.procedure.states import SomeoneWasFaster


@transaction.atomic
def write_note(case: Case, *, acting: Acting, at: datetime, text: str, key: str = "") -> Note:
    """A new note, in its first edition. A `key` its sender chose makes it the same note when it is sent again.

    Raises KeyReused where that key came with other words, SomeoneWasFaster where the case has gone to another office.
    """
    desk_policies.check_can_write(case, acting)
    check_filled("text", text)
    lock_here(case)
    earlier = case.notes.filter(key=key).first() if key else None
    if earlier is None:
        return keep_note(case, text, acting=acting, at=at, key=key)
    if earlier.editions.get(edition=1).text != text.strip():
        raise KeyReused(SENT_OTHERWISE)
    return earlier


@transaction.atomic
def edit_note(note: Note, *, case: Case, acting: Acting, at: datetime, text: str, seen: int) -> Entry | None:
    """A further edition, by its author; `seen` is the one they were looking at. None where nothing changed."""
    desk_policies.check_can_edit(note, case, acting)
    check_filled("text", text)
    lock_here(case)
    latest = note.editions.order_by("-edition")[0]
    if latest.edition != seen:
        raise SomeoneWasFaster(case.reference)
    if latest.text == text.strip():
        return None
    NoteEdition.objects.create(note=note, edition=seen + 1, text=text.strip(), written_at=at)
    return _record(case, note, seen + 1, acting=acting, at=at)


def keep_note(case: Case, text: str, *, acting: Acting, at: datetime, key: str = "") -> Note:
    """The rows and the entry, for callers that have asked the policy already and are in a transaction."""
    note = Note.objects.create(key=key or new_key(), case=case, written_at=at, written_by=acting.reference)
    NoteEdition.objects.create(note=note, edition=1, text=text.strip(), written_at=at)
    _record(case, note, 1, acting=acting, at=at)
    return note


def _record(case: Case, note: Note, edition: int, *, acting: Acting, at: datetime) -> Entry:
    return record(
        case.reference, NOTED, actor=acting.reference, office=case.office.code, at=at,
        about=case.also_about(), facts={"note": note.key, "edition": edition},
    )  # fmt: skip
