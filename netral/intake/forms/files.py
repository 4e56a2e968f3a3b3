"""Several files in one control."""

from typing import Any

from django import forms

from netral.intake.files import Upload


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """A list of uploads; what they may be is decided by `files.check_files`."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("allow_empty_file", True)  # refused later, with the name of the file
        super().__init__(widget=SeveralFilesInput, max_length=255, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        single = super().clean
        given = data if isinstance(data, list | tuple) else [data]
        return [upload for upload in (single(each, initial) for each in given) if upload]
