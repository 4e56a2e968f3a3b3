"""What people fill in at one element, at a request, and at the text of a kajian. Clean values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral import rulebook
from netral.cases import queries
from netral.cases.assembling import hearing_said
from netral.cases.matrix_states import CHAPTERS, ElementState, PinTo, RequestStatus
from netral.cases.models import Klarifikasi, ProofRequest
from netral.evidence.models import Exhibit
from netral.procedure.queries import say
from netral.ui.inputs import day, long_text
from netral.ui.widgets import BigRadios

LONGEST_NAME = 160


@dataclass(frozen=True)
class PinRow:
    """One thing an assessment may rest on, as a box to tick with a place beside it."""

    what: str
    label: str
    ticked: bool
    place: str


def called_by(thing: Any) -> str:
    """How an exhibit, a hearing or an answer is called where it is pinned."""
    if isinstance(thing, Exhibit):
        return f"{thing.called} {thing.filename or thing.media_type}".strip()
    if isinstance(thing, Klarifikasi):
        return hearing_said(thing)
    assert isinstance(thing, ProofRequest)  # noqa: S101 — the third and last kind
    return _("Jawaban atas %(number)s") % {"number": thing.document.number}


class ElementForm(forms.Form):
    """Whether an element is met, why, and what shows it. `number` is that of the assessment the person saw."""

    number = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=gettext_lazy("Penilaian Anda"), choices=lambda: ElementState.choices, widget=BigRadios
    )
    reason = long_text(
        gettext_lazy("Alasan"),
        rows=4,
        required=False,
        help_text=gettext_lazy("Wajib bila berbeda dari usulan mesin. Jangan menulis nama pelapor."),
    )
    pins = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, line: queries.ElementLine, known: Mapping[str, Any], **options: Any) -> None:
        said = line.said.row if line.said else None
        options.setdefault(
            "initial", {"number": line.number, **({"state": said.state, "reason": said.reason} if said else {})}
        )
        super().__init__(*args, **options)
        self.line, self.known = line, known
        self.fields["pins"].choices = [(what, what) for what in known]  # type: ignore[attr-defined]

    def rows(self) -> list[PinRow]:
        """Everything that can be pinned: as typed, else as it was pinned last."""
        pinned = {} if self.is_bound else pins_of(self.line)
        ticked = set(self.data.getlist("pins")) if self.is_bound else set(pinned)  # type: ignore[attr-defined]
        return [
            PinRow(what, called_by(thing), what in ticked, self.data.get(f"place-{what}", pinned.get(what, "")))
            for what, thing in self.known.items()
        ]

    def values(self) -> dict[str, Any]:
        clean = self.cleaned_data
        places = {what: self.data.get(f"place-{what}", "") for what in clean["pins"]}
        pins = [PinTo(what, place) for what, place in places.items()]
        return {"number": clean["number"], "state": clean["state"], "reason": clean["reason"], "pins": pins}


def pins_of(line: queries.ElementLine) -> dict[str, str]:
    """What the newest assessment rests on, and where in it."""
    found = {}
    for pin in line.said.pins if line.said else ():
        for kind, thing in (("bukti", pin.exhibit), ("klarifikasi", pin.klarifikasi), ("permintaan", pin.request)):
            if thing:
                found[f"{kind}:{thing.key}"] = pin.place
    return found


class RequestForm(forms.Form):
    """A letter that asks for one kind of proof, filled in from the table of proofs."""

    holder = forms.CharField(label=gettext_lazy("Kepada"), max_length=LONGEST_NAME)
    place = forms.CharField(
        label=gettext_lazy("Di (tempat)"), max_length=80, required=False, help_text=gettext_lazy("Boleh kosong.")
    )
    wanted = long_text(
        gettext_lazy("Yang diminta"),
        rows=4,
        help_text=gettext_lazy("Surat ini keluar dari kantor. Jangan menulis nama pelapor."),
    )
    wanted_by = day(gettext_lazy("Mohon dijawab paling lambat"), required=False)

    def __init__(self, *args: Any, proof: rulebook.Proof, **options: Any) -> None:
        # The letter is Indonesian, whatever language the page is in.
        asked = proof.request.id
        options.setdefault("initial", {"holder": proof.holder.id, "wanted": asked[0].upper() + asked[1:] + "."})
        super().__init__(*args, **options)
        self.proof = proof


class EndRequestForm(forms.Form):
    """What became of a request."""

    status = forms.ChoiceField(
        label=gettext_lazy("Permintaan ini"),
        choices=lambda: [(each.value, each.label) for each in (RequestStatus.ANSWERED, RequestStatus.WITHDRAWN)],
        widget=BigRadios,
    )
    answer = long_text(
        gettext_lazy("Apa yang diterima, atau mengapa ditarik"), rows=4,
        help_text=gettext_lazy("Simpan berkasnya sebagai bukti; di sini cukup ringkasannya."),
    )  # fmt: skip


class KajianTextForm(forms.Form):
    """The chapters of the text about one person. `edition` is the one the person started from."""

    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for code, heading in CHAPTERS.items():
            self.fields[code] = long_text(heading, rows=14 if code == "analysis" else 5, required=False)

    def chapters(self) -> list[forms.BoundField]:
        return [self[code] for code in CHAPTERS]


def proof_named(line: queries.ElementLine, code: str) -> rulebook.Proof | None:
    """A kind of proof offered for an element."""
    return next((each for each in line.proofs if each.code == code), None)


def proof_label(code: str) -> str:
    """A kind of proof in the reader's words; its code where a later rulebook has it no more."""
    known = rulebook.current().proofs.get(code)
    return say(known.label) if known else code
