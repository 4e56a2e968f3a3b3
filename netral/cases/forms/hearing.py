"""An invitation to a hearing, and the record of one."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy

from netral.access.models import Role, User
from netral.access.queries import today_in
from netral.cases import queries
from netral.cases.forms.fields import YES, YES_NO, StepForm
from netral.cases.forms.people import called
from netral.cases.models import Accused, Case, HearingInvitation
from netral.cases.states import Party, Signing
from netral.lib.dates import clock_time, local_day, long_date
from netral.ui.inputs import day, long_text
from netral.ui.widgets import BigRadios

NOBODY = ("", gettext_lazy("Tidak dipilih"))
NOT_INVITED = ("", gettext_lazy("Tanpa undangan (datang sendiri)"))
FIRST_TIME = ("", gettext_lazy("Undangan baru"))


def spoken_invitation(invitation: HearingInvitation) -> str:
    """One invitation in a list to choose from."""
    when = long_date(local_day(invitation.meets_at, invitation.zone))
    hour = clock_time(invitation.meets_at, invitation.zone)
    return f"{invitation.get_party_display()}: {invitation.name}, {when} {hour}"


class OfPartyForm(StepForm):
    """Whoever is invited or heard: an accused of the case, or somebody by name."""

    party = forms.ChoiceField(label=gettext_lazy("Pihak"), choices=Party.choices, required=False, widget=BigRadios)
    accused = forms.ChoiceField(label=gettext_lazy("Terlapor yang mana"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Nama"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Disimpan terpisah; tidak masuk jurnal dan tidak ikut diteruskan. Kosongkan untuk pelapor: namanya tetap "
            "tersegel."
        ),
    )
    follows = ""  # the field that names the person by an earlier invitation instead

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, case=case, **options)
        self.people = {each.key: each for each in queries.persons_of(case)} if case.pk else {}
        if case.pk and not case.sent():
            self.fields["party"].choices = [each for each in Party.choices if each[0] != Party.REPORTER]  # type: ignore[attr-defined]
        self.offer("accused", NOBODY, {key: called(each) for key, each in self.people.items()})

    def offer(self, name: str, nothing: tuple[str, Any], choices: dict[str, str]) -> None:
        """What may be chosen in a field; without anything to choose it is not asked."""
        if choices:
            self.fields[name].choices = [nothing, *choices.items()]  # type: ignore[attr-defined]
            return
        del self.fields[name]
        if name == self.follows:  # with no invitation to follow, the party is always asked for
            self.fields["party"].required = True

    def clean_accused(self) -> Accused | None:
        return self.people.get(self.cleaned_data["accused"])

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if not clean.get(self.follows) and clean.get("party") == "":
            missing = self.fields["party"].error_messages["required"]
            self.add_error("party", forms.ValidationError(missing, code="required"))
        return clean


class InvitationForm(OfPartyForm):
    """Who shall come, when and where."""

    follows = "previous"
    previous = forms.ChoiceField(
        label=gettext_lazy("Undangan sebelumnya"),
        required=False,
        help_text=gettext_lazy("Mengundang lagi orang yang tidak hadir. Pihak dan namanya ikut undangan itu."),
    )
    meets_on = day(gettext_lazy("Tanggal pertemuan"))
    meets_at = forms.TimeField(
        label=gettext_lazy("Pukul"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 8, "placeholder": "09.00"}),
        help_text=gettext_lazy("Waktu setempat di kantor ini."),
        error_messages={"invalid": gettext_lazy("Tulis jam dan menit, misalnya 09.00.")},
    )
    place = forms.CharField(label=gettext_lazy("Tempat"), max_length=160)
    note = long_text(
        gettext_lazy("Catatan dalam surat"),
        rows=3,
        required=False,
        help_text=gettext_lazy("Misalnya apa yang perlu dibawa. Jangan menyebut pelapor."),
    )
    with_link = forms.BooleanField(
        label=gettext_lazy("Sertakan tautan hak jawab"),
        help_text=gettext_lazy(
            "Hanya untuk terlapor: sekali pakai, berlaku 14 hari. Surat mengumumkannya; alamatnya Anda ambil sesudah "
            "ini di tab Klarifikasi dan serahkan pada lembar tersendiri."
        ),
        required=False,
    )
    field_order = (
        "version", "previous", "party", "accused", "name", "meets_on", "meets_at", "place", "note", "with_link",
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, case=case, **options)
        self.earlier = {each.key: each for each in queries.not_followed(case)} if case.pk else {}
        self.offer("previous", FIRST_TIME, {key: spoken_invitation(each) for key, each in self.earlier.items()})

    def clean_previous(self) -> HearingInvitation | None:
        return self.earlier.get(self.cleaned_data["previous"])

    def values(self) -> dict[str, Any]:
        clean = dict(self.cleaned_data)
        moment = datetime.combine(clean.pop("meets_on"), clean["meets_at"], ZoneInfo(self.case.office.zone))
        return clean | {"meets_at": moment}


class KlarifikasiForm(OfPartyForm):
    """Who came, what was said, and who signed."""

    follows = "invitation"
    invitation = forms.ChoiceField(
        label=gettext_lazy("Atas undangan"),
        required=False,
        help_text=gettext_lazy("Dengan undangan, pihak dan namanya ikut undangan itu."),
    )
    held_on = day(gettext_lazy("Tanggal klarifikasi"))
    place = forms.CharField(label=gettext_lazy("Tempat"), max_length=160)
    attended = forms.TypedChoiceField(
        label=gettext_lazy("Hadir"), choices=YES_NO, coerce=lambda answer: answer == YES, widget=BigRadios
    )
    absent_reason = forms.CharField(
        label=gettext_lazy("Kalau tidak hadir, alasannya"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Kosongkan kalau tanpa kabar."),
    )
    minutes = long_text(gettext_lazy("Tanya jawab"), rows=12, required=False)
    officer = forms.ChoiceField(
        label=gettext_lazy("Yang menandatangani untuk kantor"),
        required=False,
        help_text=gettext_lazy("Kosongkan kalau Anda sendiri."),
    )
    signing = forms.ChoiceField(
        label=gettext_lazy("Tanda tangan yang diklarifikasi"),
        choices=[("", gettext_lazy("Belum, ditandatangani di kertas")), *Signing.choices],
        required=False,
        widget=BigRadios,
    )
    refusal_reason = forms.CharField(
        label=gettext_lazy("Kalau menolak, alasannya"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Dicetak dalam berita acara."),
    )
    issue = forms.BooleanField(label=gettext_lazy("Terbitkan berita acara sebagai PDF bernomor"), required=False)
    field_order = (
        "version", "invitation", "party", "accused", "name", "held_on", "place", "attended", "absent_reason", "minutes",
        "officer", "signing", "refusal_reason", "issue",
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, case=case, **options)
        self.waiting = {each.key: each for each in queries.waiting_invitations(case)} if case.pk else {}
        self.offer("invitation", NOT_INVITED, {key: spoken_invitation(each) for key, each in self.waiting.items()})
        self.officers = {each.key: each for each in self._officers()} if case.pk else {}
        self.offer("officer", NOBODY, {key: each.name for key, each in self.officers.items()})

    def _officers(self) -> list[User]:
        """Those who examine here today, also with a shut account; the action asks for the day of the hearing."""
        return list(queries.seated_at(self.case.office, Role.EXAMINER, today_in(self.case.office)))

    def clean_invitation(self) -> HearingInvitation | None:
        return self.waiting.get(self.cleaned_data["invitation"])

    def clean_officer(self) -> User | None:
        return self.officers.get(self.cleaned_data["officer"])
