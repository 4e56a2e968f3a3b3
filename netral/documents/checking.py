"""The small form that compares a file with what was issued. The file is read once and not kept."""

from django import forms
from django.contrib.messages import constants
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral.documents.models import Document
from netral.documents.queries import same_file
from netral.lib.files import TooLarge


class CompareForm(forms.Form):
    """One PDF."""

    file = forms.FileField(
        label=gettext_lazy("Berkas PDF yang Anda pegang"),
        help_text=gettext_lazy("Berkas hanya dihitung sidiknya, lalu dibuang. Tidak ada yang disimpan."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={
            "required": gettext_lazy("Pilih berkas PDF yang ingin dicocokkan."),
            "empty": gettext_lazy("Berkas itu kosong. Pilih berkas PDF aslinya."),
        },
    )

    def compare(self, document: Document) -> tuple[int, str]:
        """(message level, sentence): the same file, or not."""
        try:
            same = same_file(document, self.cleaned_data["file"])
        except TooLarge:
            same = False
        if same:
            return constants.SUCCESS, _("Berkas Anda sama persis dengan yang diterbitkan.")
        return constants.ERROR, _(
            "Berkas Anda tidak sama dengan yang diterbitkan. Jangan dipakai, hubungi penerbitnya. "
            "Hasil pindai atau foto surat juga tidak akan sama."
        )
