"""Who writes down what is known of candidates, and what a fact must say. Each refusal names its field."""

from datetime import date

from django.utils.translation import gettext as _

from netral import rulebook
from netral.access.models import Role
from netral.access.states import Acting, NotAllowed
from netral.registry.models import Candidate, Connection, Holds, Kinship
from netral.registry.policies import NotPossible
from netral.registry.states import NewCandidate

WRITERS = (Role.INTAKE_OFFICER, Role.EXAMINER, Role.MEMBER, Role.AUDITOR)
LONGEST_NAME, LONGEST_SOURCE, SHORTEST_SOURCE, SHORTEST_REASON = 120, 300, 10, 20
MOST_AT_ONCE = 500


def check_can_write(acting: Acting) -> None:
    """Officers who examine or supervise. Raises access.NotAllowed."""
    if not acting.holds_any(WRITERS):
        raise NotAllowed(_("Calon dan hubungannya dicatat petugas, pemeriksa, anggota, atau auditor."))


def check_candidate(row: NewCandidate, *, today: date) -> None:
    """What one row must satisfy, apart from codes that are looked up. Raises NotPossible."""
    if not row.name.strip() or len(row.name) > LONGEST_NAME:
        raise NotPossible("name", _("Tulis nama calonnya, paling banyak 120 huruf."))
    known = rulebook.current().offices
    if row.office not in known:
        message = _("Jabatan ini tidak dikenal. Yang dikenal: %(known)s.")
        raise NotPossible("office", message % {"known": ", ".join(known)})
    if row.holds not in Holds.values:
        message = _("Tulis salah satu: %(known)s.")
        raise NotPossible("holds", message % {"known": ", ".join(Holds.values)})
    if bool(row.agency) != (row.holds != Holds.NONE):
        raise NotPossible("agency", _("Sebut instansinya bila calon menjabat di sana, dan kosongkan bila tidak."))
    check_source(row.source, row.source_on, today=today)


def check_source(source: str, on: date, *, today: date) -> None:
    """A fact says where and when it was read."""
    if not SHORTEST_SOURCE <= len(source.strip()) <= LONGEST_SOURCE:
        raise NotPossible("source", _("Tulis sumbernya: keputusan, surat, atau berita, 10 sampai 300 huruf."))
    if on > today:
        raise NotPossible("source_on", _("Tanggal ini belum tiba. Isi tanggal hari ini atau sebelumnya."))


def check_kind(kind: str) -> None:
    if kind not in Kinship.values:
        raise NotPossible("kind", _("Pilih salah satu hubungan."))


def check_can_withdraw(fact: Candidate | Connection, reason: str, acting: Acting) -> None:
    """A fact that was wrong is withdrawn with the reason, once."""
    check_can_write(acting)
    if fact.withdrawn_at is not None:
        raise NotAllowed(_("Catatan ini sudah dicabut."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise NotPossible("reason", _("Tulis mengapa dicabut, sedikitnya 20 huruf."))
