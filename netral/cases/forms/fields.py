"""What the forms of a case have in common."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral import rulebook
from netral.cases import queries
from netral.cases.models import Case
from netral.cases.states import UNSURE
from netral.procedure.queries import say

UNKNOWN = ("", gettext_lazy("Belum diketahui"))
YES, NO = "ya", "tidak"
YES_NO = [(YES, gettext_lazy("Ya")), (NO, gettext_lazy("Tidak"))]


def spoken(texts: Mapping[str, rulebook.Text]) -> list[tuple[str, str]]:
    """Choices from the rulebook's words, in the reader's language."""
    return [(code, say(text)) for code, text in texts.items()]


def named(allegation: Mapping[str, Any]) -> str:
    """A norm as people pick it: its title, then where it stands, and whether that is sure."""
    known = rulebook.current().provisions.get(allegation["provision"])
    title = say(known.title) if known else allegation["provision"]
    return flagged(f"{title} ({'; '.join(allegation['basis'])})", allegation["confidence"])


def flagged(words: str, confidence: str) -> str:
    """The words, with a mark where nobody has confirmed the article yet."""
    return _("%(words)s (pasal belum dipastikan)") % {"words": words} if confidence == UNSURE else words


class StepForm(forms.Form):
    """What every step carries: the version the person was looking at."""

    template = "form"
    shown: Sequence[queries.Preview] = ()  # what would come of it, once somebody asked to look
    weighs = False  # whether this step judges: then its page says who has answered
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        self.case = case
        self.fields["version"].initial = case.version

    def values(self) -> dict[str, Any]:
        """Keyword arguments for the step's action."""
        return dict(self.cleaned_data)

    def propose(self) -> None:
        """Fill in what the machine proposes ("Pakai"); nothing is saved. Most forms have nothing to propose."""

    def look(self) -> None:
        """Show what would come of it ("Lihat"); nothing is saved. Most forms have nothing to look at beforehand."""

    def rights_of_answer(self) -> list[queries.RightOfAnswer]:
        """Whether those accused had their say, for whoever judges."""
        return queries.rights_of_answer(self.case, timezone.now())


class ProposeForm(StepForm):
    """Putting the case before the members: nothing to fill in, but something to know."""

    weighs = True
