"""allauth's forms in our words: what is asked is theirs, how it is said is ours. And the form of an invitation."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account.forms import (
    ChangePasswordForm as TheirChangePasswordForm,
)
from allauth.account.forms import (
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from netral.access import jobs
from netral.access.models import User

Words = Any  # a text, or one that is translated when it is shown

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
PASSWORD_HINT = _("Sedikitnya 12 huruf atau angka. Beberapa kata tanpa hubungan mudah diingat dan sulit ditebak.")
CODE_HINT = _("6 angka dari aplikasi, atau satu kode cadangan.")


class InOurWords(forms.BaseForm):
    """Labels and hints of ours over fields of theirs; no placeholder stands in for a label."""

    labels: ClassVar[Mapping[str, Words]] = {}
    hints: ClassVar[Mapping[str, Words]] = {}
    controls: ClassVar[Mapping[str, Mapping[str, str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, bound in self.fields.items():
            bound.label = self.labels.get(name, bound.label)
            bound.help_text = self.hints.get(name, "")
            bound.widget.attrs.pop("placeholder", None)
            bound.widget.attrs.update(self.controls.get(name, {}))


class SignInForm(InOurWords, LoginForm):
    labels: ClassVar[Mapping[str, Words]] = {"login": _("Alamat surel"), "password": _("Sandi")}


class ForgottenPasswordForm(InOurWords, ResetPasswordForm):
    labels: ClassVar[Mapping[str, Words]] = {"email": _("Alamat surel")}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Leave the letter to the worker, for an unknown address too: the answer's time must not tell them apart."""
        key = self.users[0].key if self.users else ""
        jobs.send_new_password_link.enqueue(key, get_language() or "id")
        return str(self.cleaned_data["email"])


class TwiceTheSame(InOurWords):
    """A new password, typed twice."""

    labels: ClassVar[Mapping[str, Words]] = {
        "oldpassword": _("Sandi sekarang"),
        "password1": _("Sandi baru"),
        "password2": _("Sandi baru, sekali lagi"),
    }
    hints: ClassVar[Mapping[str, Words]] = {"password1": PASSWORD_HINT}

    def add_error(self, field: str | None, error: Any) -> None:
        """The one sentence allauth has for two different passwords, in ours."""
        if field == "password2" and isinstance(error, str | Promise):
            error = _("Kedua sandi berbeda. Ketik sandi yang sama dua kali.")
        super().add_error(field, error)


class NewPasswordForm(TwiceTheSame, ResetPasswordKeyForm):
    """The page a reset link leads to."""


class ChangePasswordForm(TwiceTheSame, TheirChangePasswordForm):
    """The holder changes it, signed in."""


class FirstPasswordForm(TwiceTheSame, SetPasswordForm):
    """The holder of an account without a password sets one."""


class ConfirmPasswordForm(InOurWords, ReauthenticateForm):
    labels: ClassVar[Mapping[str, Words]] = {"password": _("Sandi")}


class SecondFactorForm(InOurWords, AuthenticateForm):
    labels: ClassVar[Mapping[str, Words]] = {"code": _("Kode")}
    hints: ClassVar[Mapping[str, Words]] = {"code": CODE_HINT}
    controls: ClassVar[Mapping[str, Mapping[str, str]]] = {"code": CODE}


class ConfirmSecondFactorForm(InOurWords, ReauthenticateCodeForm):
    labels: ClassVar[Mapping[str, Words]] = {"code": _("Kode")}
    hints: ClassVar[Mapping[str, Words]] = {"code": CODE_HINT}
    controls: ClassVar[Mapping[str, Mapping[str, str]]] = {"code": CODE}


class ActivateAppForm(InOurWords, ActivateTOTPForm):
    labels: ClassVar[Mapping[str, Words]] = {"code": _("Kode dari aplikasi")}
    hints: ClassVar[Mapping[str, Words]] = {"code": _("6 angka yang sekarang tampil.")}
    controls: ClassVar[Mapping[str, Mapping[str, str]]] = {"code": CODE}


class AddPasskeyForm(InOurWords, AddWebAuthnForm):
    labels: ClassVar[Mapping[str, Words]] = {
        "name": _("Nama kunci"),
        "passwordless": _("Pakai juga untuk masuk tanpa sandi"),
    }
    hints: ClassVar[Mapping[str, Words]] = {
        "name": _("Misalnya “Laptop kantor”, supaya Anda mengenalinya nanti."),
        "passwordless": _("Perangkat akan meminta sidik jari, wajah, atau PIN."),
    }


class RenamePasskeyForm(InOurWords, EditWebAuthnForm):
    labels: ClassVar[Mapping[str, Words]] = {"name": _("Nama kunci")}


class AcceptForm(forms.Form):
    """Name and password of somebody invited; the address is the one the invitation went to."""

    name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=120,
        help_text=_("Dengan gelar, seperti yang dipakai pada surat."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Sandi"),
        strip=False,
        max_length=200,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Sandi, sekali lagi"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if "password" in found:
            self._check_password(found["password"], name=found.get("name", ""))
        if "password" in found and found.get("again", found["password"]) != found["password"]:
            self.add_error("again", _("Kedua sandi berbeda. Ketik sandi yang sama dua kali."))
        return found

    def _check_password(self, password: str, *, name: str) -> None:
        try:
            password_validation.validate_password(password, User(email=self.email, name=name))
        except forms.ValidationError as problem:
            self.add_error("password", problem)
