"""A file on its way to becoming an exhibit."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import File


@dataclass(frozen=True)
class Original:
    """A file that may be kept, as measured. `name` says where its bytes are stored, once they are."""

    upload: "File[Any]"
    media_type: str
    sha256: str
    size: int
    name: str = ""
