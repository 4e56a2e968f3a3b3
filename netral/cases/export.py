"""The queue as a table for a spreadsheet: the columns of the page, dates as ISO writes them."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from netral.cases import queries
from netral.cases.models import Case
from netral.cases.queries.places import Place
from netral.intake.models import Laporan
from netral.intake.tables import write_csv
from netral.procedure.queries import say


def sheet_of(subjects: Sequence[Case | Laporan], *, now: datetime) -> bytes:
    """CSV as spreadsheets set to Indonesian open it; nothing in a cell is run as a formula."""
    places: list[Place] = [(subject.KIND, subject.pk, subject.due_at) for subject in subjects]
    heads = (_("Nomor"), _("Judul"), _("Terlapor"), _("Wilayah"), _("Kantor"), _("Tahap"), _("Pemeriksa"), _("Tenggat"))
    return write_csv([heads, *(_cells(row) for row in queries.rows(places, now=now))])


def _cells(row: queries.Row) -> tuple[str, ...]:
    title = row.title if isinstance(row.title, str) else say(row.title)
    return (
        row.subject.number,
        title,
        ", ".join(str(person) for person in row.people),
        row.subject.region.name if row.subject.region else "",
        row.subject.office.name,
        say(row.status.label),
        ", ".join(user.name for user in row.examiners),
        row.clock.due.isoformat() if row.clock and row.clock.due else "",
    )
