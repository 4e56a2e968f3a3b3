"""The words of the journal: what every verb says to staff and, where the citizen may read it, to the public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What stands before the first entry of a chain, and before the first anchor.
GENESIS = "0" * 64
# The day of an anchor is a day in this zone: that of the national office, whoever reads it.
PUBLIC_ZONE = ZoneInfo("Asia/Jakarta")


class JournalError(Exception):
    """The journal refuses: the message says what, and what to do instead."""


class PersonalData(JournalError):  # noqa: N818 — named for what was refused
    """Something that could identify a person was about to enter the journal."""


class JournalBroken(JournalError):  # noqa: N818 — named for what was found
    """What stands in the tables contradicts what was signed or published."""


@dataclass(frozen=True)
class Act:
    """What one entry says of one chain: codes, numbers, dates and hashes, never a person."""

    chain: str
    verb: str
    actor: str
    at: datetime
    office: str = ""
    about: Sequence[str] = ()
    before: str = ""
    after: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    hashes: Sequence[str] = ()


@dataclass(frozen=True)
class VerbText:
    """What a verb says. `public` is None where the public never reads of it."""

    staff: str | Promise
    public: str | Promise | None = None


KEY_REPLACED = "organisasi.kunci_jurnal_diganti"
TEXT_KEY_REPLACED = "organisasi.kunci_teks_diganti"
TEXT_KEY_DROPPED = "organisasi.kunci_teks_lama_dilepas"
VERBS = {
    KEY_REPLACED: VerbText(_("Kunci jurnal diganti")),
    TEXT_KEY_REPLACED: VerbText(_("Kunci teks diganti")),
    TEXT_KEY_DROPPED: VerbText(_("Kunci teks lama dilepas")),
}
_VERBS: dict[str, VerbText] = {}


def register_verbs(verbs: Mapping[str, VerbText]) -> None:
    """Give verbs their texts; each app does so once, when it is ready. ValueError if a verb already says otherwise."""
    for verb, text in verbs.items():
        known = _VERBS.setdefault(verb, text)
        if known != text:
            raise ValueError(f"verb {verb!r} already says {known.staff!s}; a verb has one text. Rename one of the two.")


def verb_text(verb: str) -> VerbText:
    """The texts of a verb; one nobody gave a text is shown as its code, and never to the public."""
    return _VERBS.get(verb) or VerbText(staff=verb)
