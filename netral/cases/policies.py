"""Who may look at a case, and what a case itself must fulfil before a step. `check_…` raises, `can_…` asks."""

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral.access.models import Role
from netral.access.queries import today_in
from netral.access.states import Acting
from netral.audit.policies import PERSON_NUMBER
from netral.cases import queries
from netral.cases.models import Accused, Case, Penerusan
from netral.cases.states import FOUND_UNDER, SHORTEST_REASON, Decision, Refused, Ruling, Signing, differ
from netral.intake.models import Laporan
from netral.intake.queries import own_words
from netral.intake.states import Kind
from netral.lib.dates import local_day, long_date
from netral.procedure.models import DOCUMENT_LENGTH
from netral.procedure.policies import check_not_on_its_way, lengthening_problem
from netral.procedure.queries import lengthenable, stays_of
from netral.procedure.states import NotAllowed

LETTER_NUMBER = re.compile(rf"^(?=.*[0-9])[0-9A-Za-z./_-]{{1,{DOCUMENT_LENGTH}}}$")
FURTHEST = timedelta(days=366)  # a house rule against a wrong year
NO_LETTER_NUMBER = gettext_lazy(
    "Tulis nomor surat tanpa spasi: huruf, angka, titik, garis miring; misalnya 012/PM.06.02/X/2024."
)


def can_see(case: Case, acting: Acting) -> bool:
    """Within the scope of someone's offices; everybody else gets the answer of an address that does not exist."""
    return queries.case_seen_by(acting).filter(pk=case.pk).exists()


def check_can_join(case: Case, laporan: Laporan) -> None:
    """A report goes on in a case of the office that received it, and not in the one that grew out of it."""
    if laporan.office_id != case.office_id:
        raise Refused("laporan", _("Laporan ini diterima kantor lain; hanya laporan kantor ini yang bisa digabungkan."))
    if laporan.pk == case.laporan_id:
        raise Refused("laporan", _("Perkara ini dibuka dari laporan ini."))


def can_hand_out_links(case: Case, acting: Acting) -> bool:
    """Only who may make a right-of-answer link is shown its address: whoever knows it can answer by it."""
    return acting.holds(Role.EXAMINER, case.office.code)


def check_happened(field: str, day: date, case: Case, *, at: datetime) -> None:
    """A klarifikasi or pleno lies between the day of registration and today, both counted at the office."""
    registered = local_day(case.opened_at, case.office.zone)
    check_arrived(field, day, case, at=at)
    if day < registered:
        raise Refused(
            field,
            _("Perkara diregistrasi %(day)s. Isi tanggal itu atau sesudahnya.") % {"day": long_date(registered)},
        )


def check_not_before(field: str, day: date, heard: date | None) -> None:
    """A pleno rests on what was heard: it is not held before the last klarifikasi."""
    if heard and day < heard:
        raise Refused(
            field, _("Klarifikasi terakhir %(day)s. Isi tanggal itu atau sesudahnya.") % {"day": long_date(heard)}
        )


def check_lay_here(field: str, day: date, case: Case) -> None:
    """The members of an office decide only what lay with them on the day of their meeting."""
    moments = [stay.answered_at for stay in stays_of(case) if stay.answered_at]
    came = local_day(moments[-1], case.office.zone) if moments else day
    if day < came:
        words = _("Perkara ini berada di kantor ini sejak %(day)s. Isi tanggal itu atau sesudahnya.")
        raise Refused(field, words % {"day": long_date(came)})


def check_arrived(field: str, day: date, case: Case, *, at: datetime) -> None:
    """Nothing is recorded of a day to come, counted at the office."""
    if day > today_in(case.office, now=at):
        raise Refused(field, _("Tanggal ini belum tiba. Isi tanggal hari ini atau sebelumnya."))


def check_letter_number(field: str, number: str) -> str:
    """The number as it stands in the journal: without spaces, so that no name is part of it, and no person's number."""
    number = number.strip()
    if not LETTER_NUMBER.fullmatch(number):
        raise Refused(field, str(NO_LETTER_NUMBER))
    if PERSON_NUMBER.search(number):
        raise Refused(field, _("Ini mirip NIK, NIP, atau nomor telepon. Tulis nomor suratnya."))
    return number


def check_lengthens(field: str, day: date, case: Case, *, at: datetime) -> None:
    """The document of an extension is of a day of the period it extends."""
    for change in queries.extensions(case):
        clock = lengthenable(case, change)
        problem = lengthening_problem(clock, day, at=at) if clock else ""
        if problem:
            raise Refused(field, problem)


def check_to_come(field: str, moment: datetime, *, at: datetime) -> None:
    """Nobody is invited to a moment that has passed, nor by a slip of the pen to one years away."""
    if moment <= at:
        raise Refused(field, _("Waktu ini sudah lewat. Isi waktu yang akan datang."))
    if moment > at + FURTHEST:
        raise Refused(field, _("Waktu ini lebih dari setahun lagi. Periksa tahunnya."))


def check_accused(case: Case, accused: Accused) -> None:
    """Somebody the case is still about."""
    if not queries.persons_of(case).filter(pk=accused.pk).exists():
        raise Refused("accused", _("Orang ini bukan terlapor perkara ini, atau sudah tidak diperiksa lagi."))


def check_rulings(people: Sequence[Accused], decision: str, rulings: Sequence[Ruling]) -> None:
    """What was found of people fits the decision on their case, each of them once; nothing said is the same for all."""
    keys = [each.accused for each in rulings]
    if rulings and (strange := strange_rulings(people, keys)):
        raise Refused("outcomes", strange)
    names = {each.key: str(each) or _("Nama belum diketahui") for each in people}
    for each in rulings:
        if wrong := wrong_ruling(decision, each, differ(rulings)):
            raise Refused("outcomes", f"{names[each.accused]}: {wrong[1]}")
    if rulings and decision not in {each.decision for each in rulings}:
        raise Refused("outcomes", nobody_found(decision))


def strange_rulings(people: Sequence[Accused], keys: Sequence[str]) -> str:
    """What is wrong with the list itself; empty where everybody is on it once."""
    known = {each.key for each in people}
    if set(keys) - known:
        return _("Orang ini bukan terlapor perkara ini, atau sudah tidak diperiksa lagi.")
    if len(keys) != len(set(keys)):
        return _("Seorang terlapor tertulis dua kali. Sisakan satu baris.")
    return _("Tulis putusan bagi setiap terlapor.") if set(keys) != known else ""


def wrong_ruling(decision: str, ruling: Ruling, apart: bool) -> tuple[str, str] | None:
    """The cell of one line and what is wrong with it. `apart`: people are found differently, so each needs a reason."""
    if ruling.decision not in FOUND_UNDER[decision]:
        return "decision", _("Pilih putusan bagi orang ini.")
    if apart and len(ruling.reason.strip()) < SHORTEST_REASON:
        return "reason", _("Tulis pertimbangan bagi orang ini, sedikitnya %(least)s huruf.") % {
            "least": SHORTEST_REASON
        }
    return None


def nobody_found(decision: str) -> str:
    """The decision on the case is the gravest that anybody was found: without such a person it is another step."""
    words = _("Tidak ada terlapor dengan putusan “%(decision)s”. Pilih langkah putusan yang lain.")
    return words % {"decision": Decision(decision).label}


def check_signing(signing: str, refusal_reason: str, *, attended: bool) -> None:
    """Only who came can sign or refuse, and a refusal says why."""
    if signing and not attended:
        raise Refused("signing", _("Yang tidak hadir tidak menandatangani. Kosongkan bagian ini."))
    if signing and signing not in Signing.values:
        raise Refused("signing", _("Pilih salah satu."))
    if signing == Signing.REFUSED and not refusal_reason.strip():
        raise Refused("refusal_reason", _("Tulis alasan yang disebutnya, atau bahwa alasannya tidak disebut."))


def check_says_enough(field: str, text: str) -> None:
    """A reason others must be able to follow."""
    length = len(text.strip())
    if length < SHORTEST_REASON:
        raise Refused(
            field,
            _("Tulis sedikitnya %(least)s huruf; baru ada %(length)s.") % {"least": SHORTEST_REASON, "length": length},
        )


def check_filled(field: str, text: str) -> None:
    if not text.strip():
        raise Refused(field, _("Isi bagian ini."))


def check_not_the_reporters(case: Case, field: str, text: str) -> None:
    """Reporters may be known by their own words: these leave the house only as an officer has approved them.

    Asked of every report the case is or was about: of a joined one also after it was separated or withdrawn.
    """
    _check_in_other_words(case.ever_about(), field, text)


def check_title(laporan: Laporan, title: str) -> None:
    """A title goes wherever its case goes: to the accused, into letters, to receivers. A finding has no reporter."""
    if laporan.kind != Kind.TEMUAN:
        _check_in_other_words([laporan], "title", title)


def _check_in_other_words(reports: Collection[Laporan], field: str, text: str) -> None:
    sentence = _(
        "Kata-kata pelapor sendiri ikut keluar: “%(words)s”. Tulis dengan kata lain, atau sahkan dulu salinan "
        "rilisnya di halaman laporan."
    )
    if own := own_words(reports).first_in(text):
        raise Refused(field, sentence % {"words": own})


def check_examines(case: Case, acting: Acting) -> None:
    """An examiner of the office of the case, whatever its status."""
    if not acting.holds(Role.EXAMINER, case.office.code):
        raise NotAllowed(_("Ini pekerjaan pemeriksa di %(office)s.") % {"office": case.office.name}, [])


def check_can_gather(case: Case, acting: Acting) -> None:
    """An examiner of the office of an open case: an answer to a letter may come when the members have it already."""
    check_examines(case, acting)
    if not case.open or case.texts_erased_at:
        raise NotAllowed(_("Perkara ini sudah berakhir; bukti tidak ditambahkan lagi."))
    check_not_on_its_way(case)


def can_gather(case: Case, acting: Acting) -> bool:
    try:
        check_can_gather(case, acting)
    except NotAllowed:
        return False
    return True


def check_can_redact(case: Case, acting: Acting) -> None:
    """Examiners and members of the office of the case: those who read the answers its files came with."""
    if not any(acting.holds(role, case.office.code) for role in queries.ANSWER_READERS):
        raise NotAllowed(_("Bagian bukti perkara ditutup oleh pemeriksa atau anggota kantor yang menanganinya."))


def can_redact(case: Case, acting: Acting) -> bool:
    try:
        check_can_redact(case, acting)
    except NotAllowed:
        return False
    return True


def nobody_seated() -> str:
    """No members on a day: either the day or the list of seats is wrong."""
    return _(
        "Pada tanggal ini tidak ada anggota yang tercatat menjabat di kantor ini. Periksa tanggal atau jabatannya."
    )


NO_WAY_AROUND = gettext_lazy("Penerima ini bukan jalur pengganti menurut aturan. Pilih salah satu yang ditawarkan.")


def check_can_lead_around(penerusan: Penerusan, acting: Acting, *, on: date) -> None:
    """The examiner of the office that sent it, while it runs: a conflict of its receiver is on record, or declared."""
    if not acting.holds(Role.EXAMINER, penerusan.case.office.code):
        raise NotAllowed(_("Penerusan dialihkan pemeriksa di kantor yang mengirimnya."))
    if penerusan.ended_at is not None:
        raise NotAllowed(_("Penerusan ini sudah berakhir."))
    if not queries.flags_of_office(penerusan.receiver, on) and not queries.ties_of(penerusan):
        raise NotAllowed(_("Tidak ada konflik kepentingan penerima yang tercatat."))


def can_lead_around(penerusan: Penerusan, acting: Acting, *, on: date) -> bool:
    try:
        check_can_lead_around(penerusan, acting, on=on)
    except NotAllowed:
        return False
    return True


def check_can_send_completed(penerusan: Penerusan, acting: Acting) -> None:
    """The examiner of the office that sent it, while it runs and the last thing heard is that something lacks."""
    if not acting.holds(Role.EXAMINER, penerusan.case.office.code):
        raise NotAllowed(_("Penerusan dilengkapi pemeriksa di kantor yang mengirimnya."))
    if penerusan.ended_at is not None:
        raise NotAllowed(_("Penerusan ini sudah berakhir."))
    if queries.returned_message(penerusan) is None and queries.lacking(penerusan) is None:
        raise NotAllowed(_("Penerusan ini tidak sedang dikembalikan."))


def can_send_completed(penerusan: Penerusan, acting: Acting) -> bool:
    try:
        check_can_send_completed(penerusan, acting)
    except NotAllowed:
        return False
    return True
