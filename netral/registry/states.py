"""Words of this room: what the journal says, and the pieces an election is made of."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText

VERBS = {
    "pegawai.ditambahkan": VerbText(_("Pegawai ditambahkan ke daftar")),
    "pemilihan.dimuat": VerbText(_("Daftar pemilihan dimuat")),
    "pemilihan.dibuat": VerbText(_("Pemilihan latihan dibuat")),
}


class StageDays(NamedTuple):
    """A stage with its first and last day; no offices means all of them."""

    code: str
    offices: Sequence[str]
    starts_on: date
    ends_on: date
    source: str = ""
    confidence: str = "medium"
