"""To whom an allegation goes: by the person's status, the kind of breach, and the day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from netral.rulebook.dated import Dated, span
from netral.rulebook.law_files import CONFIDENCES, Cited, Table, read
from netral.rulebook.procedures import Procedure
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import KINDS, REGIMES, Vocabulary

RECEIVERS = (
    "KASN",
    "BKN",
    "pejabat_pembina",
    "kepala_daerah",
    "atasan_langsung",
    "camat",
    "kepala_desa",
    "BPD",
    "DKPP",
    "KPU",
    "Bawaslu",
    "Polri",
    "Kejaksaan",
    "Propam",
    "Puspom_TNI",
    "Kemendagri",
    "KemenPANRB",
    "lembaga_pengawas_asn",
)
# Whom a route of a special situation may lead to besides; no answer of `netral assess` names them.
BEYOND = ("Presiden", "Gubernur")
# What a question may add: "" is an ordinary forwarding. The file had been dealt with by KASN; the appointing official
# does not act on a recommendation; the breach is structured, systematic and massive; who else gets a copy; the
# appointing official has a conflict of interest.
SITUATIONS = ("", "diproses_kasn", "tidak_ditindaklanjuti", "tsm", "tembusan", "konflik_kepentingan")


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """Whom to forward to, by which channel, on which basis, why in a sentence, and on which days that holds.

    `track` is `<procedure>/<subject>`: the table under which the matter goes on there; empty where there is none.
    `employer`: whoever employs the person receives it, and `to` is only the one to think of first.
    """

    to: str
    via: str
    basis: str
    because: Text
    confidence: str
    track: str = ""
    assumption: Text | None = None
    effective: date | None = None
    until: date | None = None
    employer: bool = False


@dataclass(frozen=True, kw_only=True)
class Route(Cited, Dated):
    """One way of forwarding, in one situation. Empty `kinds` or `regimes` means all; positions are words of a text."""

    code: str
    to: str
    via: str
    subjects: tuple[str, ...]
    kinds: tuple[str, ...]
    regimes: tuple[str, ...]
    position_has: tuple[str, ...]
    position_lacks: tuple[str, ...]
    situation: str
    because: Text
    track: str = ""
    employer: bool = False

    def leads(
        self, *, subject: str, kind: str, regime: str | None, position: str, on: date, situation: str = ""
    ) -> bool:
        """Whether it is open that day to such a person and breach. An unknown regime closes nothing."""
        return (
            self.situation == situation
            and self.in_force(on)
            and subject in self.subjects
            and (not self.kinds or kind in self.kinds)
            and (not self.regimes or regime is None or regime in self.regimes)
            and (not self.position_has or _mentions(position, self.position_has))
            and not _mentions(position, self.position_lacks)
        )

    def receiver(self) -> Receiver:
        return Receiver(
            to=self.to,
            via=self.via,
            basis=self.source,
            because=self.because,
            confidence=self.confidence,
            track=self.track,
            assumption=self.assumption,
            effective=self.effective,
            until=self.until,
            employer=self.employer,
        )


def receivers(
    routes: Iterable[Route],
    *,
    subject: str,
    kind: str,
    on: date,
    regime: str | None = None,
    position: str = "",
    situation: str = "",
) -> tuple[Receiver, ...]:
    """The receivers of that day, most certain first, each once."""
    open_routes = [
        route
        for route in routes
        if route.leads(subject=subject, kind=kind, regime=regime, position=position, on=on, situation=situation)
    ]
    open_routes.sort(key=lambda route: CONFIDENCES.index(route.confidence))
    return tuple({route.to: route.receiver() for route in reversed(open_routes)}.values())[::-1]


def _mentions(position: str, words: Iterable[str]) -> bool:
    """Whole words only: `pps` must not be found in `kpps`."""
    spoken = f" {' '.join(position.lower().split())} "
    return any(f" {word} " in spoken for word in words)


def load_routes(law: Path, vocabulary: Vocabulary, procedures: Mapping[str, Sequence[Procedure]]) -> tuple[Route, ...]:
    """Read `law/receivers.toml` and, for special situations, `law/situations.toml`, in their order."""
    tracks = [f"{code}/{subject}" for code, versions in procedures.items() for subject in versions[-1].subjects]
    with read(law / "receivers.toml", law) as table:
        routes = [_route(row, code, vocabulary, tracks, SITUATIONS[:1]) for code, row in table.entries().items()]
    with read(law / "situations.toml", law) as table:
        routes += [_route(row, code, vocabulary, tracks, SITUATIONS[1:]) for code, row in table.entries().items()]
    return tuple(routes)


def _route(row: Table, code: str, vocabulary: Vocabulary, tracks: Sequence[str], situations: tuple[str, ...]) -> Route:
    with row:
        situation = row.choice("situation", situations) if any(situations) else ""
        return Route(
            code=code,
            to=row.choice("to", (*RECEIVERS, *BEYOND) if situation else RECEIVERS),
            via=row.string("via"),
            subjects=row.some("subjects", vocabulary.subjects),
            kinds=row.strings("kinds", KINDS),
            regimes=row.strings("regimes", REGIMES),
            position_has=row.strings("position_has"),
            position_lacks=row.strings("position_lacks"),
            situation=situation,
            because=row.text("because"),
            track=row.choice("track", tracks) if row.has("track") else "",
            employer=row.flag("employer"),
            **span(row),
            **row.cited(),
        )
