"""Leading a hand-over around a conflict of interest: to whom, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from netral.cases import queries
from netral.cases.forms.fields import flagged
from netral.offices.models import Organisation
from netral.procedure.queries import say
from netral.ui.inputs import long_text
from netral.ui.widgets import BigRadios


class AroundForm(forms.Form):
    """One of the receivers the rulebook proposes, and the reason."""

    receiver = forms.ChoiceField(label=gettext_lazy("Penerima pengganti"), widget=BigRadios)
    reason = long_text(
        gettext_lazy("Mengapa dialihkan"), rows=4, help_text=gettext_lazy("Sedikitnya 50 huruf. Tidak dibaca pelapor.")
    )

    def __init__(self, *args: Any, routes: list[queries.Route], **options: Any) -> None:
        super().__init__(*args, **options)
        self.routes = {route.receiver.code: route for route in routes}
        hints = {code: flagged(say(route.because), route.confidence) for code, route in self.routes.items()}
        self.fields["receiver"].widget = BigRadios(hints=hints)
        self.fields["receiver"].choices = [(code, route.receiver.name) for code, route in self.routes.items()]  # type: ignore[attr-defined]

    def clean_receiver(self) -> Organisation:
        return self.routes[self.cleaned_data["receiver"]].receiver
