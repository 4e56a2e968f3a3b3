"""Who may see a laporan, and who may open a reporter's seal."""

from django.utils.translation import gettext as _

from netral.access.models import Role
from netral.access.states import Acting
from netral.intake.models import IdentityRequest, Laporan
from netral.intake.queries import WORKERS, ended_at, finding_of, keeps_texts, laporan_seen_by
from netral.intake.states import PRELIMINARY, WITHDRAWN, Kind, Problem, Refused
from netral.notices.queries.people import office_above
from netral.procedure.states import NotAllowed

# Statuses in which nobody looks at new files any more.
CLOSED = frozenset({WITHDRAWN, "tidak_diregistrasi"})
JOINED = "digabung"  # goes where its case goes


def check_can_see(laporan: Laporan, acting: Acting) -> None:
    """Raise NotAllowed unless the laporan is in the scope of acting; a page answers that with 404."""
    if not laporan_seen_by(acting).filter(pk=laporan.pk).exists():
        raise NotAllowed(_("Laporan ini ditangani kantor lain."))


def can_see(laporan: Laporan, acting: Acting) -> bool:
    try:
        check_can_see(laporan, acting)
    except NotAllowed:
        return False
    return True


def check_can_type(acting: Acting, office: str) -> None:
    """Raise NotAllowed unless acting receives reports at this office: at its counter, by post, from a table."""
    if not acting.holds(Role.INTAKE_OFFICER, office):
        raise NotAllowed(_("Laporan lisan, surat, dan tabel dimasukkan oleh petugas penerima laporan kantor itu."))


def check_can_find(acting: Acting, office: str) -> None:
    """Raise NotAllowed unless acting supervises elections at this office."""
    if not any(acting.holds(role, office) for role in WORKERS):
        raise NotAllowed(_("Temuan dicatat oleh pengawas di kantor yang menemukannya."))


def check_can_add_evidence(laporan: Laporan) -> None:
    """Raise NotAllowed for a laporan its reporter took back, the office did not take up, or nobody keeps any more."""
    if laporan.status in CLOSED or not keeps_texts(laporan):
        raise NotAllowed(_("Laporan ini sudah ditutup. Bukti baru bisa dikirim dengan laporan baru."))


def check_can_grow(source: Laporan, acting: Acting) -> None:
    """Raise NotAllowed unless a temuan may be recorded from it: it ended as informasi awal, is still kept, and acting
    receives reports or examines at the office where it lies.
    """
    if not any(acting.holds(role, source.office.code) for role in (Role.INTAKE_OFFICER, Role.EXAMINER)):
        words = _("Temuan dari informasi awal dicatat oleh petugas penerima laporan atau pemeriksa di %(office)s.")
        raise NotAllowed(words % {"office": source.office.name})
    if source.status != PRELIMINARY:
        raise NotAllowed(_("Hanya laporan yang sudah menjadi informasi awal bisa menjadi asal sebuah temuan."))
    if not keeps_texts(source):
        raise NotAllowed(_("Isi informasi awal ini sudah dihapus karena masa simpannya berakhir."))


def can_grow(source: Laporan, acting: Acting) -> bool:
    """Whether its page offers to record a temuan from it: once."""
    try:
        check_can_grow(source, acting)
    except NotAllowed:
        return False
    return finding_of(source) is None


def check_keeps_texts(laporan: Laporan, field: str) -> None:
    """Raise Refused, at this field, where what was written is gone: nothing is written down any more."""
    if not keeps_texts(laporan):
        message = _("Isi laporan ini sudah dihapus karena masa simpannya berakhir; tidak ditulisi lagi.")
        raise Refused(Problem(field, message, "sudah_dihapus"))


def check_can_release(laporan: Laporan, acting: Acting) -> None:
    """Raise NotAllowed unless acting examines or decides cases at the office of this laporan."""
    if not any(acting.holds(role, laporan.office.code) for role in (Role.EXAMINER, Role.MEMBER)):
        raise NotAllowed(_("Berkas asli diizinkan keluar oleh pemeriksa atau anggota di kantor yang menanganinya."))


def can_release(laporan: Laporan, acting: Acting) -> bool:
    try:
        check_can_release(laporan, acting)
    except NotAllowed:
        return False
    return True


def check_can_redact(laporan: Laporan, acting: Acting) -> None:
    """Raise NotAllowed unless acting works on this laporan at its own office: what leaves it is decided there."""
    if not any(acting.holds(role, laporan.office.code) for role in WORKERS):
        raise NotAllowed(_("Bagian bukti ditutup oleh petugas, pemeriksa, atau anggota kantor yang menanganinya."))


def can_redact(laporan: Laporan, acting: Acting) -> bool:
    try:
        check_can_redact(laporan, acting)
    except NotAllowed:
        return False
    return True


def check_can_open_identity(laporan: Laporan, acting: Acting) -> None:
    """Raise NotAllowed unless acting is custodian of the office of this laporan."""
    if not acting.holds(Role.CUSTODIAN, laporan.office.code):
        raise NotAllowed(
            _("Segel identitas hanya dibuka oleh pemegang kunci di %(office)s.") % {"office": laporan.office.name}
        )


def can_open_identity(laporan: Laporan, acting: Acting) -> bool:
    try:
        check_can_open_identity(laporan, acting)
    except NotAllowed:
        return False
    return True


def check_can_ask_identity(laporan: Laporan, acting: Acting) -> None:
    """Raise NotAllowed unless acting works on this laporan at its own office: whoever only reads along asks nobody."""
    if not any(acting.holds(role, laporan.office.code) for role in WORKERS):
        raise NotAllowed(
            _("Nama pelapor hanya diminta oleh petugas, pemeriksa, atau anggota %(office)s.")
            % {"office": laporan.office.name}
        )


def check_can_write(laporan: Laporan, acting: Acting) -> None:
    """Raise NotAllowed unless acting works on this laporan at its own office: the reporter is told one thing only."""
    if not any(acting.holds(role, laporan.office.code) for role in WORKERS):
        raise NotAllowed(
            _("Dengan pelapor hanya petugas, pemeriksa, atau anggota %(office)s yang berhubungan.")
            % {"office": laporan.office.name}
        )


def can_write(laporan: Laporan, acting: Acting) -> bool:
    try:
        check_can_write(laporan, acting)
    except NotAllowed:
        return False
    return True


def check_can_tell(laporan: Laporan, acting: Acting) -> None:
    """Raise NotAllowed unless acting writes to the reporter of this laporan, and there is one to be told."""
    check_can_write(laporan, acting)
    if laporan.kind == Kind.TEMUAN:
        raise NotAllowed(_("Temuan berasal dari pengawas sendiri; tidak ada pelapor yang diberi tahu."))


def can_tell(laporan: Laporan, acting: Acting) -> bool:
    try:
        check_can_tell(laporan, acting)
    except NotAllowed:
        return False
    return True


def can_ask_identity(laporan: Laporan, acting: Acting) -> bool:
    try:
        check_can_ask_identity(laporan, acting)
    except NotAllowed:
        return False
    return True


def check_can_hold(laporan: Laporan, acting: Acting) -> None:
    """Raise NotAllowed unless acting is a member of the office: holding back an erasure is a decision of the office."""
    if not acting.holds(Role.MEMBER, laporan.office.code):
        raise NotAllowed(
            _("Penghapusan hanya ditahan atau dilanjutkan oleh anggota %(office)s.") % {"office": laporan.office.name}
        )


def can_hold(laporan: Laporan, acting: Acting) -> bool:
    try:
        check_can_hold(laporan, acting)
    except NotAllowed:
        return False
    return True


def can_move(laporan: Laporan, acting: Acting) -> bool:
    """Whether the page of the report offers the door to hand it to another office; the room above decides there."""
    heads = (Role.INTAKE_OFFICER, Role.MEMBER)
    goes_on = laporan.open and laporan.status != JOINED
    return goes_on and any(acting.holds(role, laporan.office.code) for role in heads)


def can_take_over(laporan: Laporan, acting: Acting) -> bool:
    """Whether it offers the office above to take the report over."""
    elsewhere = any(code != laporan.office.code for code in acting.offices_for(Role.MEMBER))
    above = office_above(laporan.office) if elsewhere else None
    return laporan.open and laporan.status != JOINED and above is not None and acting.holds(Role.MEMBER, above.code)


def check_can_answer(asked: IdentityRequest, acting: Acting) -> None:
    """Raise NotAllowed unless acting is custodian of the office and somebody else than who asked."""
    check_can_open_identity(asked.laporan, acting)
    if asked.asked_by == acting.reference:
        raise NotAllowed(_("Permintaan Anda sendiri dijawab pemegang kunci lain."))


def may_leave_number(laporan: Laporan) -> bool:
    """Whoever told without a name is offered no channel: a number is one. Nor is there one of what came to its end."""
    return laporan.kind == Kind.LAPORAN and ended_at(laporan) is None
