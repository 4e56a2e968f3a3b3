"""The hand-over: where to, what goes along, and the letter's text."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral.cases import queries
from netral.cases.forms.fields import YES, YES_NO, StepForm, flagged
from netral.cases.forms.people import called
from netral.cases.models import Accused, Case
from netral.evidence.models import Exhibit
from netral.offices.models import Organisation
from netral.offices.queries import find_agencies
from netral.procedure.queries import say
from netral.ui.inputs import long_text
from netral.ui.widgets import BigCheckboxes, BigRadios

OTHER, EMPLOYER = "lain", "pemberi_kerja"
NAMED = (OTHER, EMPLOYER)  # receivers somebody writes the name of
SHOWN_AGENCIES = 5


class ForwardForm(StepForm):
    """Where to, conflict of interest, what goes along, and the letter's text."""

    template = "forward"
    persons = forms.MultipleChoiceField(
        label=gettext_lazy("Terlapor yang diteruskan"),
        required=False,
        widget=BigCheckboxes,
        help_text=gettext_lazy("Satu surat boleh memuat beberapa orang. Penerima hanya melihat yang Anda pilih."),
    )
    receiver = forms.ChoiceField(label=gettext_lazy("Penerima"), widget=BigRadios)
    other_receiver = forms.CharField(
        label=gettext_lazy("Nama instansinya"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Hanya bila Anda memilih pemberi kerja atau instansi lain: nama atau kodenya."),
    )
    override_reason = long_text(
        gettext_lazy("Dasar memilih instansi lain"),
        rows=3,
        required=False,
        help_text=gettext_lazy("Sedikitnya 50 huruf, dengan dasar hukumnya."),
    )
    conflict_of_interest = forms.TypedChoiceField(
        label=gettext_lazy("Ada hubungan penerima atau Pejabat Pembina Kepegawaian dengan calon"),
        choices=YES_NO,
        coerce=lambda answer: answer == YES,
        widget=BigRadios,
    )
    conflict_note = long_text(gettext_lazy("Hubungan itu, dan tindakannya"), rows=3, required=False)
    exhibits = forms.MultipleChoiceField(label=gettext_lazy("Bukti yang ikut"), required=False, widget=BigCheckboxes)
    summary = long_text(
        gettext_lazy("Uraian untuk penerima"),
        help_text=gettext_lazy(
            "Hanya ini, surat, dan bukti yang ikut yang dilihat penerima. Jangan menulis nama pelapor."
        ),
    )

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, case=case, **options)
        self.today = queries.today_of(case, timezone.now())
        self.people = {each.key: each for each in queries.going_on(case)}
        self._offer_receivers()
        self.fields["persons"].choices = [(key, called(each)) for key, each in self.people.items()]  # type: ignore[attr-defined]
        self.fields["persons"].required = len(self.people) > 1
        self.own = {exhibit.key: exhibit for exhibit in queries.exhibits_of_case(case)}
        named = [(key, f"{exhibit.called} {exhibit.filename}") for key, exhibit in self.own.items()]
        self.fields["exhibits"].choices = named  # type: ignore[attr-defined]
        meant = self.meant()
        if self.flags:
            self.initial["conflict_of_interest"] = YES
        self.initial = {
            "persons": [each.key for each in meant],
            "receiver": self.receivers[0],
            "summary": _concluded(case, meant),
            **self.initial,
        }

    def look(self) -> None:
        """What the receiver will see, person by person, once the form is complete."""
        if self.is_valid():
            said = self.cleaned_data
            chosen = said.get("persons") or self.meant() or list(self.people.values())
            self.shown = queries.seen_by_receiver(
                self.case, said["receiver"], chosen, summary=said["summary"], exhibits=said["exhibits"]
            )

    def meant(self) -> list[Accused]:
        """Whom the letter is about, unless somebody chooses otherwise."""
        return queries.waiting(self.case)

    def open_routes(self) -> list[queries.Route]:
        return queries.routes(self.case, self.today)

    def _offer_receivers(self) -> None:
        """Those the rulebook names, then whoever employs a contract worker, then any other for a reason."""
        people = queries.waiting(self.case) or list(self.people.values())
        self.routes = self.open_routes()
        named = [route.receiver for route in self.routes]
        self.flags = queries.flags_on_the_way(self.case, people, self.today, named)
        self.routes += self._around(people)
        found = (queries.employer_route(each, self.today) for each in people)
        self.employer = next((route for route in found if route), None)
        choices = [(route.receiver.code, route.receiver.name) for route in self.routes]
        hints = {route.receiver.code: flagged(say(route.because), route.confidence) for route in self.routes}
        if self.employer:
            choices.append((EMPLOYER, _("Pemberi kerja lain: tulis nama instansinya")))
            hints[EMPLOYER] = flagged(say(self.employer.because), self.employer.confidence)
        choices.append((OTHER, _("Instansi lain")))
        self.receivers = [code for code, _name in choices]
        self.fields["receiver"].widget = BigRadios(hints=hints)
        self.fields["receiver"].choices = choices  # type: ignore[attr-defined]

    def _around(self, people: Sequence[Accused]) -> list[queries.Route]:
        """Ways around a conflict on record, for a human to choose; none where nothing is on record."""
        known = {route.receiver.pk for route in self.routes}
        found = queries.alternatives(people, self.case, self.today) if self.flags else []
        return [route for route in found if route.receiver.pk not in known]

    @property
    def flag_sentences(self) -> list[str]:
        return [queries.flag_words(flag) for flag in self.flags]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("receiver") in NAMED:
            cleaned["receiver"] = self._other(cleaned.get("other_receiver", ""))
        elif "receiver" in cleaned:
            chosen = cleaned["receiver"]
            cleaned["receiver"] = next(route.receiver for route in self.routes if route.receiver.code == chosen)
        return cleaned

    def clean_persons(self) -> list[Accused]:
        return [self.people[key] for key in self.cleaned_data["persons"]]

    def clean_exhibits(self) -> list[Exhibit]:
        return [self.own[key] for key in self.cleaned_data["exhibits"]]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "other_receiver"}

    def _other(self, text: str) -> Organisation | None:
        """The agency that exists today and is called so; a letter never goes to one that is only spelled alike."""
        found, said = find_agencies(text, on=self.today) if text else [], text.casefold()
        called = [
            agency for agency in found if said in f"{agency.code}; {agency.name}; {agency.other_names}".casefold()
        ]
        exact = [agency for agency in called if said in {agency.code.casefold(), agency.name.casefold()}]
        if len(exact or called) == 1:
            return (exact or called)[0]
        self.add_error("other_receiver", _which(called, found))
        return None


class FurtherForm(ForwardForm):
    """The same for people who were handed over already, with the reason for one more receiver."""

    further_reason = long_text(
        gettext_lazy("Alasan meneruskan juga ke penerima ini"),
        rows=3,
        help_text=gettext_lazy("Sedikitnya 50 huruf. Dibaca di kantor ini saja."),
    )

    def meant(self) -> list[Accused]:
        return list(self.people.values())

    def open_routes(self) -> list[queries.Route]:
        """Without receivers that have everybody of this case already."""
        sent = queries.receivers_with_all(self.case)
        return [route for route in super().open_routes() if route.receiver.pk not in sent]


def _concluded(case: Case, people: Sequence[Accused]) -> str:
    """The conclusion about all of these people; nothing where one of them has another one."""
    about = queries.kajian_by_person(case, people)
    editions = {about[each.pk].edition if each.pk in about else None: about.get(each.pk) for each in people}
    only = next(iter(editions.values())) if len(editions) == 1 else None
    return only.conclusion if only else ""


def _which(called: Sequence[Organisation], found: Sequence[Organisation]) -> str:
    """What to write instead of a name that is nobody's or that of many."""
    names = "; ".join(agency.name for agency in (called or found)[:SHOWN_AGENCIES])
    if called:
        return _("Lebih dari satu instansi cocok: %(names)s.") % {"names": names}
    if found:
        return _("Tidak ada yang persis cocok. Yang mirip: %(names)s.") % {"names": names}
    return _("Instansi ini tidak ada di data. Tulis namanya.")
