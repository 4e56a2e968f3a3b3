"""What a log line may not repeat: the secret part of a link that opens an account, and the code of a receipt."""

import logging
import re

# Invitations and password resets. Django logs the address of every refused request.
SECRET_PART = re.compile(r"(/akun/(?:undangan|sandi/baru)/)[^/\s]+")
# Whoever knows the address of an upload may go on with it.
UPLOAD = re.compile(r"(/unggah/)[^/\s]+")
# Somebody in a hurry writes the code into the address; keys in addresses of ours are shorter.
RECEIPT_CODE = re.compile(r"(/)(?:[0-9A-Za-z]{4}(?:[-_+ ]|%20)?){4}(?=[/\s?]|$)")


class HidesSecrets(logging.Filter):
    """Blanks secrets in the text of a record and in its arguments; nothing is ever held back."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(hidden(argument) for argument in record.args)
        return True


def hidden(value: object) -> object:
    if not isinstance(value, str):
        return value
    return RECEIPT_CODE.sub(r"\1…", SECRET_PART.sub(r"\1…", UPLOAD.sub(r"\1…", value)))
