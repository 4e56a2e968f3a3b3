"""The table a subject stands in, and its words in the reader's language."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import get_language

from netral import rulebook
from netral.procedure.models import Tracked


def pin(code: str, on: date) -> dict[str, str]:
    """The two fields that pin a new subject to the procedure in force on a day: `Laporan(**pin("pemilu", day), …)`."""
    procedure = rulebook.current().procedure(code, on)
    return {"procedure": procedure.code, "procedure_version": procedure.version}


def rows_like(subject: Tracked) -> QuerySet[Tracked]:
    """The row of this subject as it stands in the database, to read or to swap."""
    return type(subject)._default_manager.filter(pk=subject.pk)  # noqa: SLF001 - Django's public name for it


def table(subject: Tracked) -> rulebook.Procedure:
    """The table this subject is pinned to, whatever is in force today."""
    return rulebook.current().procedure_version(subject.procedure, subject.procedure_version)


def say(text: rulebook.Text) -> str:
    """A text of the law in the reader's language."""
    return text.text(get_language() or "id")
