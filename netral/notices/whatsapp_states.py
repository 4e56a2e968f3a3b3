"""Words of short messages: what a number and a message can be, the sentences sent, and how a number is read."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TEXTS = Path(__file__).with_name("short_messages.toml")
CODE_LASTS = timedelta(minutes=15)
CODE_DIGITS, CODE_TRIES = 6, 5
# Codes one person may ask for, and one number may be sent, within a day: nobody's telephone is filled through us.
CODES_A_DAY, DAY = 4, timedelta(days=1)
# Waits between tries at a gateway that cannot now; after the last one nobody tries any more.
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 720))
# Where an answer was lost the message may have gone out: its status is waited for before anybody tries again.
UNCERTAIN = timedelta(minutes=15)
# Who took a message and never said how it ended has died: another takes it.
TAKEN_FOR = timedelta(minutes=10)
PAUSE = timedelta(hours=1)  # between two messages to one number, codes apart
STOP_WORDS = frozenset({"stop", "berhenti", "henti", "unsubscribe"})


class NumberStatus(models.TextChoices):
    """What is known of a number."""

    ASKED = "belum", gettext_lazy("Menunggu kode")
    ACTIVE = "aktif", gettext_lazy("Aktif")
    ABSENT = "tidak_ada", gettext_lazy("Nomor ini tidak menerima WhatsApp")
    STOPPED = "berhenti", gettext_lazy("Dihentikan dengan balasan STOP")


class MessageStatus(models.TextChoices):
    """How far a message came. The order is that of the road; see `ROAD`."""

    WAITING = "menunggu", gettext_lazy("Menunggu dikirim")
    ACCEPTED = "diterima", gettext_lazy("Diterima gerbang")
    SENT = "terkirim", gettext_lazy("Terkirim")
    DELIVERED = "sampai", gettext_lazy("Sampai")
    READ = "dibaca", gettext_lazy("Dibaca")
    FAILED = "gagal", gettext_lazy("Gagal")


# A report of the gateway moves a message forward only: they come twice and in any order.
ROAD = (
    MessageStatus.WAITING,
    MessageStatus.ACCEPTED,
    MessageStatus.SENT,
    MessageStatus.DELIVERED,
    MessageStatus.READ,
)
ENDED = (MessageStatus.DELIVERED, MessageStatus.READ, MessageStatus.FAILED)


class Template(models.TextChoices):
    """The closed list of messages; their sentences stand in short_messages.toml."""

    CODE = "kode", gettext_lazy("Kode pemastian nomor")
    NEWS = "pembaruan", gettext_lazy("Ada pembaruan")
    DEADLINE = "tenggat", gettext_lazy("Tenggat melengkapi")
    CASES = "perkara", gettext_lazy("Perkara mendekati tenggat")


class WrongNumber(ValueError):  # noqa: N818 - named for what it is
    """Not a telephone number that can get WhatsApp messages."""


class CodeRefused(Exception):  # noqa: N818 - named for what happened
    """The code is wrong, used up or too old, or no more codes are given today; says which, for people."""


@dataclass(frozen=True)
class Sentences:
    """One message as an operator registers it: name, category, the sentences by language, values to show it with."""

    name: str
    category: str
    examples: tuple[str, ...]
    texts: Mapping[str, str]

    def filled(self, language: str, parameters: Sequence[str]) -> str:
        text = self.texts[language]
        for number, value in enumerate(parameters, 1):
            text = text.replace(f"{{{{{number}}}}}", value)
        return text


@cache
def sentences() -> Mapping[Template, Sentences]:
    """Every message of the closed list."""
    table = tomllib.loads(TEXTS.read_text("utf-8"))
    return {
        template: Sentences(
            table[template]["name"],
            table[template]["category"],
            tuple(table[template]["examples"]),
            {language: table[template][language] for language in ("id", "en")},
        )
        for template in Template
    }


_FILLING = re.compile(r"[\s.\-()]")
_ABROAD = re.compile(r"\+[1-9]\d{7,14}", re.ASCII)
_HERE = re.compile(r"\+628\d{8,11}", re.ASCII)
COUNTRY = "+62"


def e164(written: str) -> str:
    """`0812-3456-7890`, `62 812…`, `+62812…` → `+6281234567890`. Raises WrongNumber; a landline gets no WhatsApp."""
    digits = _FILLING.sub("", written)
    if digits.startswith("0"):
        digits = COUNTRY + digits[1:]
    elif digits.startswith("8"):
        digits = COUNTRY + digits
    elif digits.startswith("62"):
        digits = f"+{digits}"
    if not (_HERE if digits.startswith(COUNTRY) else _ABROAD).fullmatch(digits):
        raise WrongNumber(_("Tulis nomor ponsel, misalnya 0812-3456-7890."))
    return digits


def masked(number: str) -> str:
    """`0812-••••-7890`: enough to know it again, too little to call."""
    if number.startswith(COUNTRY):
        return f"0{number[3:6]}-••••-{number[-4:]}"
    return f"{number[:3]}••••{number[-4:]}"
