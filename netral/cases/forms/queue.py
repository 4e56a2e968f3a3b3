"""Forms of the queue: simple selects that write its line, a name for a view, and what is done to many rows at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from netral.access.models import User
from netral.cases import desk_policies, queries
from netral.cases.models import Case
from netral.cases.queries import line as words
from netral.procedure.queries import say
from netral.ui.inputs import day

ANY = ("", gettext_lazy("Semua"))
USUAL = ("", gettext_lazy("Menurut tampilan"))
SELECT = forms.Select(attrs={"class": "isi"})


class FilterForm(forms.Form):
    """The filters as selects; submitted they become a line, and the line is the address."""

    tahap = forms.ChoiceField(label=gettext_lazy("Tahap"), required=False, widget=SELECT)
    tenggat = forms.ChoiceField(label=gettext_lazy("Tenggat"), required=False, widget=SELECT)
    pemeriksa = forms.ChoiceField(label=gettext_lazy("Pemeriksa"), required=False, widget=SELECT)
    jenis = forms.ChoiceField(label=gettext_lazy("Jenis"), required=False, widget=SELECT)
    urut = forms.ChoiceField(label=gettext_lazy("Urutan"), required=False, widget=SELECT)

    def __init__(self, *args: Any, line: queries.Line, **options: Any) -> None:
        super().__init__(*args, **options)
        self.line = line
        tables: dict[str, Mapping[str, words.Words]] = {
            "tahap": {code: say(text) for code, text in words.stages().items()},
            "tenggat": words.DUE,
            "pemeriksa": words.EXAMINER,
            "jenis": words.KIND,
            "urut": words.ORDER,
        }
        for name, table in tables.items():
            now = getattr(line, name)
            known = [*table.items(), *([(now, now)] if now and now not in table else [])]
            self.fields[name].choices = [USUAL if name == "urut" else ANY, *known]  # type: ignore[attr-defined]
            self.fields[name].initial = now

    def written(self) -> str:
        """The line with what was chosen; nonsense chooses nothing."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return words.written_with(self.line, **chosen)


class ViewForm(forms.Form):
    """A name for the view that stands on the page."""

    name = forms.CharField(label=gettext_lazy("Nama tampilan"), max_length=desk_policies.LONGEST_NAME)
    q = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    tampilan = forms.ChoiceField(choices=[(view, view) for view in queries.VIEWS], widget=forms.HiddenInput)


class PersonForm(forms.Form):
    """Somebody for many rows."""

    user = forms.ModelChoiceField(
        queryset=User.objects.none(), to_field_name="key", label=gettext_lazy("Siapa"), empty_label=None, widget=SELECT
    )

    def __init__(self, *args: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        found = User.objects.filter(pk__in=[user.pk for user in people]).order_by("name", "pk")
        self.fields["user"].queryset = found  # type: ignore[attr-defined]


class BulkTaskForm(PersonForm):
    """The same task in many cases."""

    text = forms.CharField(label=gettext_lazy("Apa"), max_length=desk_policies.LONGEST_TASK)
    due_on = day(gettext_lazy("Sampai tanggal"), required=False)
    field_order = ["text", "user", "due_on"]


class BulkLabelForm(forms.Form):
    """The same label on many cases."""

    word = forms.CharField(label=gettext_lazy("Label"), max_length=queries.LONGEST_LABEL)


class IntoCaseForm(forms.Form):
    """Which of the picked cases takes in the picked reports."""

    case = forms.ChoiceField(label=gettext_lazy("Perkara tujuan"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, cases: Sequence[Case], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(case.key, f"{case.number}: {case.title}") for case in cases]
        self.fields["case"].choices = choices  # type: ignore[attr-defined]
        self.fields["case"].initial = cases[0].key if len(cases) == 1 else None


class StepOfManyForm(forms.Form):
    """Which step is taken on the picked cases."""

    step = forms.ChoiceField(label=gettext_lazy("Langkah untuk semuanya"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, steps: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["step"].choices = list(steps)  # type: ignore[attr-defined]
