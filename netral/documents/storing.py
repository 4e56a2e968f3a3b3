"""The PDFs of letters and minutes in the storage: they name people, so they lie sealed there."""

from netral.lib.sealed_files import SealedFiles

FOLDER = "dokumen"
_FILES = SealedFiles("naskah dinas")
content, opened = _FILES.content, _FILES.opened
