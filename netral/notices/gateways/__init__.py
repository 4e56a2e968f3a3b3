"""The ways out of the house for short messages: an HTTP gateway, a folder for sending by hand, or none at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from django.conf import settings

from netral.notices.whatsapp_states import Template

OFF, CLOUD, FOLDER = "mati", "cloud", "berkas"
CHOICES = (OFF, CLOUD, FOLDER)


@dataclass(frozen=True)
class Letter:
    """A message ready to go. `key` is the same at every try, so that a gateway that knows keys sends it once."""

    key: str
    number: str
    template: Template
    language: str
    parameters: Sequence[str]


class TryLater(Exception):  # noqa: N818 - says what to do
    """Not now. `after`: no sooner than that, where the gateway said; `uncertain`: it may have gone out all the same."""

    def __init__(self, reason: str, *, after: timedelta | None = None, uncertain: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.after, self.uncertain = reason, after, uncertain


class NumberAbsent(Exception):  # noqa: N818 - named for what is missing
    """Nobody gets WhatsApp messages under this number."""


class NotTaken(Exception):  # noqa: N818 - reads as what happened
    """The gateway refuses this message for good; a code says why."""


class Gateway(Protocol):
    """What every way out can do."""

    def send(self, letter: Letter) -> str:
        """The gateway's own id of the message, or TryLater, NumberAbsent, NotTaken."""


def is_on() -> bool:
    """Whether this house sends short messages at all."""
    return str(settings.WHATSAPP) != OFF


def gateway() -> Gateway | None:
    """The way out this house is set to; None where it is off."""
    from netral.notices.gateways.cloud import CloudGateway
    from netral.notices.gateways.folder import FolderGateway

    if settings.WHATSAPP == CLOUD:
        return CloudGateway(settings.WHATSAPP_URL, settings.WHATSAPP_TOKEN, timeout=settings.WHATSAPP_TIMEOUT)
    return FolderGateway(Path(settings.WHATSAPP_FOLDER)) if settings.WHATSAPP == FOLDER else None
