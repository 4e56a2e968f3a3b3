"""The release copy of a laporan: what another agency, the accused's own above all, may read of it."""

import re
from dataclasses import dataclass
from datetime import date

from netral import rulebook
from netral.intake.models import Laporan, ReleaseCopy
from netral.intake.states import Side
from netral.offices.queries import region_label

# So many words in a row are nobody's chance: they are the reporter's own.
RUN = 8


@dataclass(frozen=True)
class Released:
    """Nothing here was typed by the reporter but the names of the terlapor, and `words` as an officer approved them.

    No reporter, no witness, no message, no moment of receipt, no detail of the place below the village.
    """

    conducts: tuple[rulebook.Text, ...]
    act_date: date | None
    region: str
    terlapor: tuple[str, ...]
    words: str


def release_copy(laporan: Laporan) -> Released:
    """What may leave the house of this laporan."""
    book = rulebook.current()
    approved = ReleaseCopy.objects.filter(laporan=laporan).first()
    return Released(
        conducts=tuple(book.conducts[code] for code in laporan.conducts if code in book.conducts),
        act_date=laporan.act_date,
        region=region_label(laporan.region) if laporan.region else "",
        terlapor=tuple(str(row) for row in laporan.terlapor_set.all() if str(row)),
        words=approved.text if approved else "",
    )


def unreleased_words(laporan: Laporan, text: str) -> str:
    """The first run of the reporter's own words in a text that is to leave the house and that nobody approved."""
    approved = ReleaseCopy.objects.filter(laporan=laporan).first()
    free = _runs(approved.text) if approved else set()
    own = set().union(*(_runs(each) for each in _told(laporan))) - free
    words = _words(text)
    for start in range(len(words) - RUN + 1):
        run = tuple(words[start : start + RUN])
        if run in own:
            return " ".join(run)
    return ""


def _told(laporan: Laporan) -> list[str]:
    """Everything the reporter wrote."""
    letters = [message.text for message in laporan.messages.all() if message.side == Side.REPORTER]
    return [laporan.what, *letters, *(row.text for row in laporan.supplements.all())]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
