"""The labels of an office: which stand on a case, which the office knows, and which cases carry one."""

import re
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from netral.access.states import Acting
from netral.cases.models import Case, CaseLabel, Label
from netral.cases.queries.scope import ROLES
from netral.offices.models import Organisation

LONGEST_LABEL = 30
# One word, so that it can stand in the line of the queue: letters and digits, with hyphens and full stops inside.
LABEL = re.compile(r"[^\W_](?:[\w.-]{0,28}[^\W_])?")


def label_mark(office_code: str, word: str) -> str:
    """The keyed number under which an office's word is found, however it is spelled with capitals."""
    return salted_hmac("netral.cases.label", f"{office_code} {word.casefold()}", algorithm="sha256").hexdigest()


def labels_of(case: Case) -> list[Label]:
    """The labels its own office gave a case, by word. One query."""
    return _by_word(Label.objects.filter(cases__case=case, office=case.office_id))


def labels_known(office: Organisation) -> list[Label]:
    """Every word of an office that stands on one of its cases, by word."""
    return _by_word(Label.objects.filter(office=office, cases__isnull=False).distinct())


def labels_by_case(cases: Iterable[Case], acting: Acting) -> dict[int, list[str]]:
    """The words on each of these cases, by primary key, as far as they are those of one's own offices. One query."""
    found: dict[int, list[str]] = {}
    mine = CaseLabel.objects.filter(case__in=[case.pk for case in cases], label__office__code__in=_offices(acting))
    for row in mine.select_related("label"):
        found.setdefault(row.case_id, []).append(row.label.word)
    return {pk: sorted(words, key=str.casefold) for pk, words in found.items()}


def labelled(word: str, acting: Acting) -> "QuerySet[CaseLabel, int]":
    """Primary keys of the cases that carry a word of one's own offices."""
    marks = [label_mark(code, word) for code in _offices(acting)]
    return CaseLabel.objects.filter(label__mark__in=marks).values_list("case_id", flat=True)


def _offices(acting: Acting) -> list[str]:
    """Where somebody works with cases: labels are read where they were written."""
    return sorted({seat.office_code for seat in acting.seats if seat.role in ROLES})


def _by_word(rows: QuerySet[Label]) -> list[Label]:
    return sorted(rows, key=lambda label: label.word.casefold())
