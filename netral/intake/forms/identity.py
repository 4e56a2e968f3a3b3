"""Forms around the seal: bringing the key, opening with a reason, asking, answering."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from netral.intake.states import ASKED_FOR, Problem, Purpose
from netral.ui.widgets import BigRadios

LARGEST_KEY_FILE = 4_096  # bytes


def reason_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        widget=forms.Textarea({"rows": "4"}),
        error_messages={"required": _("Tulis alasannya.")},
    )


class _WithProblems(forms.Form):
    """Takes what an action refused to the field it is about."""

    def add_problem(self, problem: Problem) -> None:
        self.add_error(problem.field if problem.field in self.fields else None, problem.message)


class KeyForm(_WithProblems):
    """The private key, as a file or as text, and its passphrase if it has one.

    The names of the fields keep them off the page that repeats what was typed when a session is over.
    """

    key_file = forms.FileField(label=_("Berkas kunci"), required=False)
    key_text = forms.CharField(
        label=_("Atau tempel isi berkas kunci"),
        required=False,
        max_length=LARGEST_KEY_FILE,
        widget=forms.PasswordInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    key_passphrase = forms.CharField(
        label=_("Frasa sandi kunci"),
        help_text=_("Kosongkan kalau berkas kunci tidak dilindungi frasa sandi."),
        required=False,
        strip=False,
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )

    def clean_key_file(self) -> str:
        given = self.cleaned_data["key_file"]
        if given is None:
            return ""
        if given.size > LARGEST_KEY_FILE:
            raise ValidationError(_now("Berkas ini terlalu besar untuk kunci. Pilih berkas kunci kustodian."))
        return str(given.read().decode("ascii", "replace"))

    def brought(self) -> str:
        """The text of the key, empty when none was brought."""
        return str(self.cleaned_data["key_file"] or self.cleaned_data["key_text"])


class OpenForm(_WithProblems):
    """Why a seal is opened."""

    purpose = forms.ChoiceField(
        label=_("Untuk apa"),
        choices=Purpose.choices,
        widget=BigRadios,
        error_messages={"required": _("Pilih untuk apa identitas dibuka.")},
    )
    reason = reason_field(
        _("Alasan tertulis"),
        _("Tersimpan terenkripsi dan tercatat permanen. Pelapor melihat kantor dan keperluannya, bukan kalimat ini."),
    )


class AskForm(_WithProblems):
    """What an officer needs the name for."""

    purpose = forms.ChoiceField(
        label=_("Untuk apa nama pelapor diperlukan"),
        choices=[(each.value, each.label) for each in ASKED_FOR],
        widget=BigRadios,
        error_messages={"required": _("Pilih untuk apa nama pelapor diperlukan.")},
    )
    reason = reason_field(_("Alasan kepada pemegang kunci"))


class DeclineForm(_WithProblems):
    """Why a request is declined; whoever asked reads it."""

    reason = reason_field(_("Alasan menolak"), _("Dibaca oleh yang meminta."))


class ReissueForm(_WithProblems):
    """The custodian's word that the person at the counter is the one under the seal."""

    compared = forms.BooleanField(
        label=_("Saya sudah mencocokkan tanda pengenal orang di depan saya dengan nama di atas."),
        required=False,
    )
