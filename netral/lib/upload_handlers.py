"""Files of a form that are too large for memory: on the disk without a name, and sealed.

Evidence in a folder for temporary files would outlive a process that is killed, plain and with its name. These bytes
have no name, so they go with the process, and the key they are sealed with was never anywhere but in its memory.
"""

import os
import tempfile
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from netral.lib.encrypted_files import SealedReader, Sealing, one_key


class SealedFileUploadHandler(FileUploadHandler):
    """Takes whatever the handlers before it left. What it gives is read like any upload, but has no path."""

    file: BinaryIO

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        # On Linux it never gets a name; elsewhere it loses it before the first byte.
        unnamed = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - read long after this
        self.file = cast("BinaryIO", unnamed)
        self._keys = one_key(os.urandom(32))
        self._sealing = Sealing(self._keys)
        self.file.write(self._sealing.head)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.writelines(self._sealing.add(raw_data))

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        self.file.write(self._sealing.end())
        self.file.seek(0)
        reader = cast("BinaryIO", SealedReader(self.file, self._keys))
        return UploadedFile(reader, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra)

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
