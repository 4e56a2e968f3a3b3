"""The PDFs of letters and minutes in the storage: they name people, so they lie sealed there."""

from netral.lib.sealed_files import SealedFiles

FOLDER = "dokumen"
FILES = SealedFiles("naskah dinas")
content, opened = FILES.content, FILES.opened
