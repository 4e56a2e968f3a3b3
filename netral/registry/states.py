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
    "calon.dicatat": VerbText(_("Calon dicatat")),
    "calon.dicabut": VerbText(_("Catatan calon dicabut")),
    "hubungan.dicatat": VerbText(_("Hubungan dengan calon dicatat")),
    "hubungan.dicabut": VerbText(_("Catatan hubungan dicabut")),
}


class StageDays(NamedTuple):
    """A stage with its first and last day; no offices means all of them."""

    code: str
    offices: Sequence[str]
    starts_on: date
    ends_on: date
    source: str = ""
    confidence: str = "medium"


class NewCandidate(NamedTuple):
    """One candidate as an officer found it written: codes of the election, office, region and agency."""

    election: str
    name: str
    office: str
    region: str
    agency: str
    holds: str
    source: str
    source_on: date
