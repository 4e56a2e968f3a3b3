"""The release copy of a laporan: what another agency, the accused's own above all, may read of it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from netral import rulebook
from netral.intake.models import Laporan, Message, ReleaseCopy, Supplement
from netral.intake.states import Kind, Side
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


@dataclass(frozen=True)
class OwnWords:
    """Every run of words that reporters wrote and nobody approved to leave, ready to be looked for in many texts."""

    runs: frozenset[tuple[str, ...]]

    def first_in(self, text: str) -> str:
        """The first such run in a text; empty where there is none."""
        words = _words(text)
        found = (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
        return next((" ".join(run) for run in found if run in self.runs), "")


def own_words(reports: Collection[Laporan]) -> OwnWords:
    """Of all these laporan together: what is approved of one is not thereby approved of another. Three queries."""
    told: dict[int, list[str]] = {each.pk: [each.what] for each in reports if each.kind != Kind.TEMUAN}
    reports = [each for each in reports if each.pk in told]  # what a supervisor found, a supervisor may say
    for message in Message.objects.filter(laporan__in=reports, side=Side.REPORTER):
        told[message.laporan_id].append(message.text)
    for added in Supplement.objects.filter(laporan__in=reports):
        told[added.laporan_id].append(added.text)
    approved = dict(ReleaseCopy.objects.filter(laporan__in=reports).values_list("laporan", "text"))
    runs: set[tuple[str, ...]] = set()
    for laporan, texts in told.items():
        runs |= set[tuple[str, ...]]().union(*map(_runs, texts)) - _runs(approved.get(laporan, ""))
    return OwnWords(frozenset(runs))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
