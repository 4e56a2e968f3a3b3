"""Words of this room: what the journal says, and the pieces an election is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText

VERBS = {
    "pegawai.ditambahkan": VerbText(_("Pegawai ditambahkan ke daftar")),
    "pemilihan.dimuat": VerbText(_("Daftar pemilihan dimuat")),
    "pemilihan.dibuat": VerbText(_("Pemilihan latihan dibuat")),
}


@dataclass(frozen=True)
class StageDays:
    """A stage with its first and last day; no offices means all of them."""

    code: str
    starts_on: date
    ends_on: date
    offices: Sequence[str] = ()
    source: str = ""
    confidence: str = "medium"
