"""The form of a step, derived from its table; and the one that opens a criminal track."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from netral.access.models import User
from netral.access.states import Acting
from netral.cases.forms import MembersField
from netral.cases.forms.members import MeetingTable
from netral.cases.models import Accused, Case
from netral.offices.models import Organisation
from netral.procedure.models import DOCUMENT_LENGTH
from netral.procedure.queries import say, table
from netral.rulebook import Step
from netral.tracks import queries
from netral.tracks.models import Track
from netral.tracks.states import Wanted, wanted_by
from netral.ui.inputs import day, long_text
from netral.ui.widgets import BigCheckboxes, BigRadios

MOST_MEMBERS = 99
MEETING = ("members", "seats", "seats_reason")
CHAIR = "chair"


class StepForm(MeetingTable):
    """The day that counts, the letter with the news, what must be declared, words, and a file where one is needed."""

    day_of_meeting = "on"
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    on = day(_("Tanggal"), help_text=_("Hari terjadinya, seperti tertulis dalam surat."))
    letter_number = forms.CharField(
        label=_("Nomor surat"),
        max_length=DOCUMENT_LENGTH,
        required=False,
        help_text=_("Surat yang memuat kabar atau keputusan ini, tanpa spasi."),
    )
    members = MembersField(label=_("Anggota KPU"))
    seats = forms.IntegerField(
        label=_("Jumlah anggota menurut keputusan pengangkatan"),
        min_value=1,
        max_value=MOST_MEMBERS,
        required=False,
        help_text=_("Kosongkan bila sama dengan jumlah baris di atas."),
    )
    seats_reason = forms.CharField(label=_("Mengapa jumlahnya lain"), max_length=500, required=False)
    declared = forms.MultipleChoiceField(label=_("Saya menyatakan"), widget=BigCheckboxes)
    note = long_text(
        _("Keterangan"),
        rows=4,
        required=False,
        help_text=_("Hanya terbaca di kantor ini. Jangan menulis nama pelapor."),
    )
    upload = forms.FileField(label=_("Naskah (PDF)"), required=False, widget=forms.FileInput(attrs={"accept": ".pdf"}))

    def __init__(self, *args: Any, track: Track, step: Step, **options: Any) -> None:
        super().__init__(*args, **options)
        self.track, wanted = track, wanted_by(step)
        self.fields["version"].initial = track.version
        self.fields["on"].initial = queries.today_at(track, timezone.now())
        if step.starts or step.may_start or step.extends:
            self.fields["on"].help_text = _(
                "Hari terjadinya, seperti tertulis dalam surat. Dari hari ini tenggat dihitung."
            )
        self.fields["letter_number"].required = wanted.letter
        self.fields["note"].required = wanted.reason
        if wanted.reason:
            self.fields["note"].label = _("Alasan")
        self._ask_to_declare(track, wanted.declared)
        self._ask_who_met(wanted)
        self._ask_for_team(step)
        if wanted.file:
            self.fields["upload"].required = True
        elif not wanted.letter:
            del self.fields["upload"]

    def _ask_to_declare(self, track: Track, needs: tuple[str, ...]) -> None:
        if not needs:
            del self.fields["declared"]
            return
        words = table(track).requirements
        self.fields["declared"].choices = [(need, say(words[need])) for need in needs]  # type: ignore[attr-defined]

    def _ask_who_met(self, wanted: Wanted) -> None:
        """Where the table wants to know."""
        for name in () if wanted.meeting else MEETING:
            del self.fields[name]
        if wanted.meeting:
            self.lay_table()

    def _ask_for_team(self, step: Step) -> None:
        """A field for each seat of the team, as many as the table has; they stand before the declarations."""
        team = queries.team_asked(self.track, step)
        self.team = [CHAIR, *(f"member_{number}" for number in range(2, team.size + 1))] if team else []
        if not team:
            return
        able = queries.may_examine(self.track, queries.today_at(self.track, timezone.now()))
        self.able = {user.key: user for user in able}
        choices = [("", _("Pilih")), *((key, user.name) for key, user in self.able.items())]
        now = [each.user.key for each in queries.team_of(self.track)]  # of whom somebody is replaced
        for place, name in enumerate(self.team, start=1):
            seat = gettext("Anggota tim ke-%(place)s") % {"place": place}
            label = gettext("Ketua tim pemeriksa") if name == CHAIR else seat
            stays = now[place - 1] if place <= len(now) and now[place - 1] in self.able else None
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, initial=stays)
        self.order_fields(["version", "on", "letter_number", *self.team])

    @property
    def office(self) -> Organisation:
        return self.track.office

    def seated_on(self, day: date) -> list[User]:
        return queries.kpu_members_on(self.office, day)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "members" in self.fields:
            self.clean_table(cleaned)
        return cleaned

    def clean_declared(self) -> list[str]:
        """All of them or none: each is needed."""
        given: list[str] = self.cleaned_data["declared"]
        if len(given) < len(self.fields["declared"].choices):  # type: ignore[attr-defined]
            raise forms.ValidationError(_("Nyatakan semuanya, atau jangan ambil langkah ini dulu."), "kurang")
        return given

    def values(self) -> dict[str, Any]:
        """Keyword arguments for the action."""
        given = dict(self.cleaned_data)
        chosen = [given.pop(name) for name in self.team]
        return {**given, "team": [self.able[key] for key in chosen]} if chosen else given


class EthicsForm(forms.Form):
    """About whom KPU opens a matter of ethics, and at which of one's offices."""

    office = forms.ChoiceField(label=_("Kantor"), widget=BigRadios)
    name = forms.CharField(
        label=_("Nama"),
        max_length=160,
        required=False,
        help_text=_("Tidak masuk jurnal. Boleh kosong bila jabatannya diketahui."),
    )
    job = forms.CharField(
        label=pgettext_lazy("orang", "Jabatan"),
        max_length=160,
        required=False,
        help_text=_("Misalnya anggota PPS atau anggota KPPS."),
    )
    agency_text = forms.CharField(label=_("Tempat bertugas"), max_length=160, required=False)

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offices = {each.code: each for each in queries.kpu_offices(acting)}
        choices = [(code, each.name) for code, each in self.offices.items()]
        self.fields["office"].choices = choices  # type: ignore[attr-defined]
        self.fields["office"].initial = choices[0][0] if choices else None

    def clean_office(self) -> Organisation:
        return self.offices[self.cleaned_data["office"]]


class CriminalForm(forms.Form):
    """About whom, and which crimes are suspected."""

    accused = forms.ChoiceField(label=_("Terlapor"), widget=BigRadios)
    provisions = forms.MultipleChoiceField(
        label=_("Pasal yang diduga"),
        required=False,
        widget=BigCheckboxes,
        help_text=_("Boleh dikosongkan; pembahasan pertama yang menetapkannya."),
    )

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {each.key: each for each in queries.without_criminal_track(case)}
        choices = [(key, str(each) or _("Nama belum diketahui")) for key, each in self.people.items()]
        self.fields["accused"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["accused"].initial = choices[0][0]
        known = queries.criminal_provisions(case)
        self.fields["provisions"].choices = [(code, f"{say(title)} ({code})") for code, title in known.items()]  # type: ignore[attr-defined]

    def clean_accused(self) -> Accused:
        return self.people[self.cleaned_data["accused"]]
