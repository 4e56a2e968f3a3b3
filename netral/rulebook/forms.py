"""The codes of official forms. A title nobody has seen in a source is never offered for print."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from netral.rulebook.law_files import CONFIDENCES, Cited, Table, read
from netral.rulebook.texts import Text

# verified: code and title seen · partly: title seen in part · unverified: from memory · code_only: no title known.
STATUSES = ("verified", "partly", "unverified", "code_only")


@dataclass(frozen=True, kw_only=True)
class Form(Cited):
    """One official form. `said` is what it is said to be called, None where not even that is known.

    `reports` marks the form on which a report is handed in, `finds` the one on which a supervisor writes a finding.
    """

    code: str
    series: str
    status: str
    said: Text | None
    reports: bool = False
    finds: bool = False

    @property
    def official_title(self) -> Text | None:
        """What may be printed as the official title; None unless it was seen in a good source."""
        sure = self.status == STATUSES[0] and self.confidence != CONFIDENCES[-1]
        return self.said if sure else None


def load_forms(law: Path) -> dict[str, Form]:
    """Read `law/forms.toml`, by code."""
    with read(law / "forms.toml", law) as table:
        names = {code: _series(row) for code, row in table.named_tables("series").items()}
        return {code: _form(row, code, names) for code, row in table.named_tables("form").items()}


def _series(row: Table) -> str:
    with row:
        return row.string("regulation")


def _form(row: Table, code: str, series: dict[str, str]) -> Form:
    with row:
        form = Form(
            code=code,
            series=row.choice("series", series),
            status=row.choice("status", STATUSES),
            said=row.optional_text("said"),
            reports=row.flag("reports"),
            finds=row.flag("finds"),
            **row.cited(),
        )
        if (form.said is None) is not (form.status == STATUSES[-1]):
            row.refuse("said", form.said, "a title, or status code_only", "Give the title, or say that none is known.")
        return form


def finding_form(forms: Mapping[str, Form], series: str) -> Form | None:
    """The form on which a supervisor writes a finding under the rules of a series; None where none is known."""
    return next((form for form in forms.values() if form.finds and form.series == series), None)


def report_form(forms: Mapping[str, Form], series: str) -> Form | None:
    """The form on which a report is handed in under the rules of a series; None where none is known."""
    return next((form for form in forms.values() if form.reports and form.series == series), None)
