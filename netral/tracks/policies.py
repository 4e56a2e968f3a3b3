"""What a track must fulfil beyond its table: who may open one, which days can be true, what a step brings."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from netral.access.models import Role, User
from netral.access.states import ROLE_NAMES, Acting
from netral.cases.models import Accused, Case
from netral.cases.policies import check_filled, check_letter_number, nobody_seated
from netral.cases.states import Refused
from netral.evidence.policies import identify
from netral.lib.dates import long_date
from netral.offices.models import Organisation
from netral.procedure.convening import Told, Unfit, told
from netral.procedure.meetings import Attendance, rule_said
from netral.procedure.policies import check_not_on_its_way
from netral.procedure.queries import say, table
from netral.procedure.states import NotAllowed
from netral.rulebook import Step
from netral.tracks import queries
from netral.tracks.models import Track
from netral.tracks.states import CRIMINAL, REPLACING_STEP, TEAM_STEP, wanted_by

PDF = "application/pdf"
FIRST_BYTES = 8192  # enough to tell the type


def check_can_open_criminal(case: Case, acting: Acting) -> None:
    """An examiner of the office of a running case that goes nowhere, under a law that has a criminal table."""
    if not acting.holds(Role.EXAMINER, case.office.code):
        words = _("Jalur pidana dibuka oleh %(role)s di %(office)s.")
        raise NotAllowed(words % {"role": ROLE_NAMES[Role.EXAMINER], "office": case.office.name})
    if not case.open:
        raise NotAllowed(_("Perkara ini sudah berakhir; jalur pidana dibuka selama perkara berjalan."))
    if case.procedure not in CRIMINAL:
        raise NotAllowed(_("Pemilihan perkara ini tidak punya jalur pidana."))
    check_not_on_its_way(case)


def check_can_be_accused(case: Case, accused: Accused) -> None:
    """A person the case can lead on, once."""
    if accused not in queries.without_criminal_track(case):
        raise Refused(
            "accused",
            _("Orang ini bukan terlapor perkara ini, tidak dinyatakan terbukti, atau jalur pidananya sudah dibuka."),
        )


def check_provisions(case: Case, provisions: Collection[str]) -> None:
    strange = sorted(set(provisions) - queries.criminal_provisions(case).keys())
    if strange:
        raise Refused("provisions", _("Bukan tindak pidana pemilihan ini: %(codes)s.") % {"codes": ", ".join(strange)})


def check_day(track: Track, on: date, *, at: datetime) -> None:
    """A day between the one before it on this track and today, counted at its office."""
    earliest = queries.earliest_day(track)
    if on > queries.today_at(track, at):
        raise Refused("on", _("Tanggal ini belum tiba. Isi tanggal hari ini atau sebelumnya."))
    if on < earliest:
        raise Refused("on", _("Isi tanggal %(day)s atau sesudahnya.") % {"day": long_date(earliest)})


def check_letter(step: Step, number: str) -> str:
    """The number as it stands in the journal; required where the news must be written."""
    if not number.strip():
        if wanted_by(step).letter:
            check_filled("letter_number", number)
        return ""
    return check_letter_number("letter_number", number)


def check_note(step: Step, note: str) -> None:
    if wanted_by(step).reason:
        check_filled("note", note)


def check_declared(track: Track, step: Step, declared: Collection[str]) -> None:
    """What only a person can know is declared, word for word as the table has it."""
    for need in wanted_by(step).declared:
        if need not in declared:
            words = _("Nyatakan dulu: %(need)s.") % {"need": say(table(track).requirements[need])}
            raise Refused("declared", words)


def check_meeting(track: Track, step: Step, on: date, rows: Sequence[Attendance], **said: Any) -> Told | None:
    """The meeting that decided, where one is needed: all who held a seat that day, a quorum, and most in favour."""
    if not wanted_by(step).meeting:
        return None
    seated = queries.kpu_members_on(track.office, on)
    if not seated:
        raise Refused("on", nobody_seated())
    try:
        meeting = told(track.office, held_on=on, seated=seated, members=rows, **said)
    except Unfit as unfit:
        raise Refused("on" if unfit.field == "held_on" else unfit.field, unfit.message) from unfit
    if not meeting.counts.quorate:
        words = _("Rapat ini tidak memenuhi kuorum. %(rule)s")
        raise Refused("members", words % {"rule": rule_said(track.office.kind)})
    if not meeting.counts.carried:
        raise Refused("members", _("Yang setuju belum cukup. %(rule)s") % {"rule": rule_said(track.office.kind)})
    return meeting


def check_team(track: Track, step: Step, on: date, team: Sequence[User]) -> None:
    """As many different people of the office as the table asks for, none with a conflict; the first is in the chair."""
    wanted = queries.team_asked(track, step)
    if wanted is None:
        return
    if len({user.pk for user in team}) != wanted.size or len(team) != wanted.size:
        words = _("Pilih %(size)s orang yang berbeda: satu ketua dan %(others)s anggota.")
        raise Refused("chair", words % {"size": wanted.size, "others": wanted.size - 1})
    able = queries.may_examine(track, on)
    if any(user not in able for user in team):
        raise Refused("chair", _("Salah satunya tidak menjabat di kantor ini, atau menyatakan benturan kepentingan."))


def check_replaces(track: Track, step: Step, team: Sequence[User]) -> None:
    """A replacement changes somebody, or who is in the chair."""
    if step.code != REPLACING_STEP:
        return
    now = [each.user for each in queries.team_of(track)]
    if set(team) == set(now) and team[0] == now[0]:
        raise Refused("chair", _("Susunan ini sama dengan yang sekarang. Pilih siapa yang menggantikan."))


def check_in_team(track: Track, step: Step, acting: Acting) -> None:
    """What the team has to do, one of the team does."""
    if step.code != TEAM_STEP:
        return
    if acting.reference not in {each.user.reference for each in queries.team_of(track)}:
        raise NotAllowed(_("Langkah ini diambil oleh salah seorang tim pemeriksanya."))


def check_keeps_texts(track: Track) -> None:
    """Nothing is written down any more where what was written is gone."""
    if track.texts_erased_at:
        raise NotAllowed(_("Keterangan jalur ini sudah dihapus karena masa simpannya berakhir; tidak ditulisi lagi."))


def check_can_open_ethics(office: Organisation, acting: Acting) -> None:
    """A member or an examiner of the KPU office that opens it."""
    if office not in queries.kpu_offices(acting):
        raise NotAllowed(_("Perkara etik dibuka oleh anggota atau pemeriksa KPU di kantornya sendiri."))


def check_upload(step: Step, upload: "File[Any] | None") -> None:
    """Where a file is asked for, there is one; and what comes is a PDF, which can be archived and compared."""
    if upload is None:
        if wanted_by(step).file:
            raise Refused("upload", _("Unggah naskahnya sebagai PDF."))
        return
    head = upload.read(FIRST_BYTES)
    upload.seek(0)
    if head and identify(head)[0] != PDF:
        raise Refused("upload", _("Naskah harus berupa PDF. Pindai sebagai PDF, lalu unggah lagi."))
