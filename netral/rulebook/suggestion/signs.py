"""Codes that words point to by themselves: who acted (status), for whom (target), by which channel."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypedDict

from netral.rulebook.suggestion.dictionary import Dictionary, Sign
from netral.rulebook.suggestion.phrases import Hit
from netral.rulebook.suggestion.reading import Reading, Shade, Span

# Who acted stands at the beginning of a report; later sentences name officers, witnesses and other cases.
_FADE = 0.3
_MOST = 400
# From this weight on a sign is clear; the first clear one counts more.
_CLEAR, _BONUS = 0.4, 1.4
# PNS and PPPK are the two kinds of ASN: words for any of the three speak of the same person.
FAMILY: Mapping[str, str] = {"PNS": "ASN", "PPPK": "ASN"}


class Voice(NamedTuple):
    """A sign found in the text, and how much it says."""

    code: str
    weight: float
    hit: Hit


class SuggestedSubject(TypedDict):
    code: str
    because: list[Span]


def voices(reading: Reading, signs: Iterable[Sign], shades: Sequence[Shade], province: str = "") -> list[Voice]:
    """Every sign in the order of the text, without those inside a longer one."""
    heard = [
        Voice(sign.there if province and province in sign.where else sign.code, sign.weight, hit)
        for sign in signs
        for hit in reading.of(sign.group)[:_MOST]
    ]
    kept = _outermost(sorted(heard, key=lambda voice: (voice.hit.first, -voice.hit.last)))
    return _first_louder([voice._replace(weight=_weight(reading, voice, shades)) for voice in kept])


def _first_louder(heard: list[Voice]) -> list[Voice]:
    """What a report names first and clearly is what it is about; officers and other cases come later."""
    for at, voice in enumerate(heard):
        if voice.weight >= _CLEAR:
            return [*heard[:at], voice._replace(weight=voice.weight * _BONUS), *heard[at + 1 :]]
    return heard


def _outermost(heard: Iterable[Voice]) -> list[Voice]:
    kept: list[Voice] = []
    last = -1
    for voice in heard:
        if voice.hit.last > last or (kept and voice.hit == kept[-1].hit):
            kept.append(voice)
            last = voice.hit.last
    return kept


def _weight(reading: Reading, voice: Voice, shades: Sequence[Shade]) -> float:
    weight = voice.weight / (1 + _FADE * reading.sentence(voice.hit))
    for shade in shades:
        if reading.shaded(voice.hit, shade):
            weight *= shade.factor
    return weight


def loudest(heard: Iterable[Voice], family: Mapping[str, str] | None = None) -> str | None:
    """The code (or family) with the most weight; of equals, the one heard first."""
    sums: dict[str, float] = {}
    for voice in heard:
        name = (family or {}).get(voice.code, voice.code)
        sums[name] = sums.get(name, 0.0) + voice.weight
    return max(sums, key=lambda code: sums[code], default=None)


def subject(reading: Reading, book: Dictionary, province: str) -> SuggestedSubject | None:
    """Who acted. ASN unless the text says, or the post implies, PNS or PPPK."""
    heard = voices(reading, book.subjects, book.shades.get("subject", ()), province)
    family = loudest(heard, FAMILY)
    if family is None:
        return None
    own = [voice for voice in heard if FAMILY.get(voice.code, voice.code) == family]
    code = loudest([voice for voice in own if voice.code in FAMILY]) or family
    reasons = [voice.hit for voice in own if voice.code == code]
    return {"code": code, "because": reading.spans(reasons, most=5)}


def target(reading: Reading, book: Dictionary) -> str | None:
    """Whom the act favours, by the words most used for them."""
    return loudest(voices(reading, book.targets, book.shades.get("target", ())))


def channels(reading: Reading, book: Dictionary) -> list[str]:
    """The ways and places named, in the order of the dictionary."""
    return list(dict.fromkeys(sign.code for sign in book.channels if reading.of(sign.group)))
