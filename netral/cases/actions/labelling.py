"""Labels are put on a case and taken off. The journal names them by key, never by word."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit.actions import record
from netral.audit.models import Entry
from netral.cases import desk_policies, queries
from netral.cases.actions.here import lock_here
from netral.cases.models import Case, CaseLabel, Label
from netral.cases.policies import check_filled
from netral.cases.states import LABELLED, UNLABELLED, Refused
from netral.procedure.states import NotAllowed, SomeoneWasFaster


@transaction.atomic
def add_label(case: Case, *, acting: Acting, at: datetime, word: str) -> Entry | None:
    """Put a word on a case; spaces become hyphens. None where the case carries it already.

    Raises NotAllowed, Refused at `word`, SomeoneWasFaster where the case has gone to another office meanwhile.
    """
    desk_policies.check_can_label(case, acting)
    word = "-".join(word.split())
    check_filled("word", word)
    if not queries.LABEL.fullmatch(word):
        words = _("Tulis satu kata pendek, paling panjang %(most)s huruf: huruf, angka, dan tanda hubung.")
        raise Refused("word", words % {"most": queries.LONGEST_LABEL})
    lock_here(case)
    mark = queries.label_mark(case.office.code, word)
    label, _made = Label.objects.get_or_create(office=case.office, mark=mark, defaults={"word": word})
    return put_label(case, label, acting=acting, at=at)


def put_label(case: Case, label: Label, *, acting: Acting, at: datetime, undoes: int | None = None) -> Entry | None:
    """The row and the entry, in the caller's transaction that holds the chain and by the caller's policy."""
    if case.labels.filter(label=label).exists():
        return None
    if case.labels.filter(label__office=case.office_id).count() >= desk_policies.MOST_LABELS:
        words = _("Satu perkara diberi paling banyak %(most)s label. Lepas salah satu dulu.")
        raise NotAllowed(words % {"most": desk_policies.MOST_LABELS})
    CaseLabel.objects.create(case=case, label=label)
    return _record(case, label, LABELLED, undoes, acting=acting, at=at)


@transaction.atomic
def remove_label(case: Case, label: Label, *, acting: Acting, at: datetime, undoes: int | None = None) -> Entry:
    """Take a label off; of two who do so the second is told by SomeoneWasFaster."""
    desk_policies.check_can_label(case, acting)
    lock_here(case)
    deleted, _rows = CaseLabel.objects.filter(case=case, label=label).delete()
    if not deleted:
        raise SomeoneWasFaster(case.reference)
    return _record(case, label, UNLABELLED, undoes, acting=acting, at=at)


def erase_labels(case: Case) -> None:
    """In the caller's transaction: a case whose texts go loses its labels, and words nobody carries go too."""
    gone = list(case.labels.values_list("label", flat=True))
    case.labels.all().delete()
    Label.objects.filter(pk__in=gone, cases=None).delete()


def _record(case: Case, label: Label, verb: str, undoes: int | None, *, acting: Acting, at: datetime) -> Entry:
    facts = {"label": label.key, **({"undoes": undoes} if undoes is not None else {})}
    return record(
        case.reference, verb, actor=acting.reference, office=case.office.code, at=at,
        about=case.also_about(), facts=facts,
    )  # fmt: skip
