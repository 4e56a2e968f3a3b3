"""Forms of the desk: who examines, a note, a task."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from netral.access.models import Role, User
from netral.access.queries import today_in
from netral.access.states import Acting
from netral.cases import desk_policies, queries
from netral.cases.models import Case
from netral.ui.inputs import day, long_text
from netral.ui.widgets import BigCheckboxes

NOBODY: QuerySet[User] = User.objects.none()


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One person, by key."""

    def __init__(self, *, label: Any, **options: Any) -> None:
        super().__init__(queryset=NOBODY, to_field_name="key", label=label, empty_label=None, **options)
        self.widget.attrs["class"] = "isi"


class AssignForm(forms.Form):
    """Who examines the case from now on, and whom the person saw when they began to choose."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=1_000)
    examiners = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Pemeriksa"), queryset=NOBODY, to_field_name="key", required=False, widget=BigCheckboxes
    )
    namesake = long_text(
        gettext_lazy("Bila namanya sama dengan orang dalam perkara: mengapa ia orang lain"),
        rows=2,
        required=False,
        help_text=gettext_lazy("Sedikitnya 50 huruf. Disimpan sebagai catatan."),
    )

    def __init__(self, *args: Any, case: Case, acting: Acting, **options: Any) -> None:
        now = list(case.examiners.order_by("name", "pk"))
        keys = [user.key for user in now]
        options["initial"] = {"examiners": keys, "seen": " ".join(keys)}
        super().__init__(*args, **options)
        people = queries.people_at(case.office, Role.EXAMINER, today_in(case.office)).values("pk")
        allowed = User.objects.filter(pk__in=people) | User.objects.filter(pk__in=[user.pk for user in now])
        self.fields["examiners"].queryset = allowed.order_by("name", "pk")  # type: ignore[attr-defined]
        if not desk_policies.can_assign_others(case, acting):
            self.fields["examiners"].help_text = gettext_lazy("Anda bisa menugaskan atau melepas diri Anda sendiri.")

    def clean_seen(self) -> list[str]:
        return str(self.cleaned_data["seen"]).split()


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Catatan"),
        max_length=desk_policies.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Terbaca di kantor ini saja; tidak ikut diteruskan, tidak masuk surat."),
    )
    seen = forms.IntegerField(required=False, min_value=1, max_value=30_000, widget=forms.HiddenInput)


class LabelForm(forms.Form):
    word = forms.CharField(
        label=gettext_lazy("Label"),
        max_length=queries.LONGEST_LABEL,
        widget=forms.TextInput(attrs={"list": "label-kantor", "autocomplete": "off"}),
        help_text=gettext_lazy("Satu kata kantor ini, misalnya mendesak. Bukan nama orang; tidak ikut diteruskan."),
    )


class TaskForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Apa"), max_length=desk_policies.LONGEST_TASK)
    user = PersonField(label=gettext_lazy("Untuk siapa"))
    due_on = day(gettext_lazy("Sampai tanggal"), required=False)

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        people = queries.people_working_at(case.office, today_in(case.office)).values("pk")
        found = User.objects.filter(pk__in=people).order_by("name", "pk")
        self.fields["user"].queryset = found  # type: ignore[attr-defined]
