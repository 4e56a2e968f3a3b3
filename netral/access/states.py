"""Words of this room: roles and what they allow, and who is acting in a request, a job or a test."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from netral.access.models import Role
from netral.audit.states import VerbText
from netral.lib.dates import to_the_minute

Words = str | Promise

ROLE_NAMES: dict[str, Words] = {
    Role.INTAKE_OFFICER: _("Petugas penerima laporan"),
    Role.EXAMINER: _("Pemeriksa perkara"),
    Role.MEMBER: _("Anggota"),
    Role.AUDITOR: _("Auditor pengawas ASN"),
    Role.APPOINTING_OFFICIAL: _("Pejabat Pembina Kepegawaian"),
    Role.PERSONNEL_OFFICER: _("Petugas kepegawaian"),
    Role.KPU_MEMBER: _("Anggota KPU"),
    Role.KPU_EXAMINER: _("Pemeriksa internal KPU"),
    Role.CUSTODIAN: _("Pemegang kunci identitas"),
    Role.ADMINISTRATOR: _("Pengelola"),
}

ROLE_SENTENCES: dict[str, Words] = {
    Role.INTAKE_OFFICER: _("Boleh memeriksa kelengkapan laporan dan mendaftarkannya."),
    Role.EXAMINER: _("Boleh memeriksa perkara, melakukan klarifikasi, dan menyusun kajian."),
    Role.MEMBER: _("Boleh memutuskan perkara dalam rapat pleno."),
    Role.AUDITOR: _("Boleh memverifikasi penerusan dan menyusun rekomendasi kepada instansi."),
    Role.APPOINTING_OFFICIAL: _("Boleh menjatuhkan hukuman disiplin dan menyampaikan keputusannya."),
    Role.PERSONNEL_OFFICER: _("Boleh menyampaikan keputusan hukuman disiplin dan mencatat pelaksanaannya."),
    Role.KPU_MEMBER: _("Boleh memutuskan perkara etik badan ad hoc dalam rapat pleno KPU."),
    Role.KPU_EXAMINER: _("Boleh memeriksa perkara etik badan ad hoc sebagai anggota tim."),
    Role.CUSTODIAN: _("Boleh membuka segel identitas pelapor dengan alasan tertulis."),
    Role.ADMINISTRATOR: _("Boleh mengelola pengguna, jabatan, dan undangan di kantornya."),
}

# The office whose administrators manage every other one.
NATIONAL_OFFICE = "bawaslu"


class NotAllowed(Exception):  # noqa: N818 - named as it reads where it is raised
    """An account or seat may not be changed this way; the message says what is possible instead."""


class InvitationUnusable(Exception):  # noqa: N818 - the same
    """The link was used, withdrawn, has expired, or never existed."""


@dataclass(frozen=True)
class HeldSeat:
    """A role in an office, valid on the day asked about. The office's zone says how its people read hours."""

    role: str
    office_code: str
    zone: str = field(default="", compare=False)


@dataclass(frozen=True)
class Acting:
    """Who does something, with the seats held on that day. The reference is all the journal learns.

    `only`: the references of the only things these seats count for (None: of everything in their offices).
    """

    reference: str
    seats: tuple[HeldSeat, ...]
    name: str = ""
    only: frozenset[str] | None = None

    def offices_for(self, role: str) -> tuple[str, ...]:
        """Codes of the offices in which this role is held."""
        return tuple(seat.office_code for seat in self.seats if seat.role == role)

    def holds(self, role: str, office_code: str) -> bool:
        return HeldSeat(role, office_code) in self.seats

    def holds_any(self, roles: Collection[str]) -> bool:
        return any(seat.role in roles for seat in self.seats)

    def reaches(self, reference: str) -> bool:
        """Whether these seats count for this one thing at all."""
        return self.only is None or reference in self.only

    def keys_of(self, kind: str) -> list[str] | None:
        """The keys of the only things of a kind these seats count for; None where they count for all of them."""
        if self.only is None:
            return None
        return [key for named, _, key in (each.partition(":") for each in self.only) if named == kind]

    def moment(self, at: datetime) -> datetime:
        """When this act was done, as far as anything may keep it: of a reporter no more than the minute.

        Seconds would tell whoever has a log of phone masts or of an office network which phone it was.
        """
        return to_the_minute(at) if self.reference == REPORTER.reference else at


REPORTER = Acting("pelapor", ())
ACCUSED = Acting("terlapor", ())
SYSTEM = Acting("sistem", ())

VERBS = {
    "akun.dibuat": VerbText(_("Akun dibuat")),
    "akun.dinonaktifkan": VerbText(_("Akun dinonaktifkan")),
    "akun.diaktifkan": VerbText(_("Akun diaktifkan kembali")),
    "akun.sandi_diganti": VerbText(_("Sandi diganti")),
    "akun.langkah_kedua_dipasang": VerbText(_("Langkah kedua dipasang")),
    "akun.langkah_kedua_dilepas": VerbText(_("Langkah kedua dilepas")),
    "akun.langkah_kedua_dihapus": VerbText(_("Langkah kedua dihapus oleh pengelola")),
    "akun.jabatan_diberikan": VerbText(_("Jabatan diberikan")),
    "akun.jabatan_diakhiri": VerbText(_("Jabatan diakhiri")),
    "akun.undangan_dibuat": VerbText(_("Undangan dibuat")),
    "akun.undangan_dibatalkan": VerbText(_("Undangan dibatalkan")),
    "akun.token_dibuat": VerbText(_("Token API dibuat")),
    "akun.token_dicabut": VerbText(_("Token API dicabut")),
    "akun.kalender_dibuat": VerbText(_("Alamat kalender dibuat")),
    "akun.kalender_dicabut": VerbText(_("Alamat kalender dicabut")),
}
