"""The regency a text speaks of, weighed from every place it names; None where nothing tells two of one name apart."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, TypedDict

from netral.rulebook.suggestion.dictionary import PlaceWords
from netral.rulebook.suggestion.gazetteer import LONGEST, Gazetteer
from netral.rulebook.suggestion.reading import Reading
from netral.rulebook.suggestion.tokens import Token

_FADE = 0.2
_MOST = 2000
_CITY, _REGENCY, _PROVINCE, _DISTRICT, _VILLAGE, _BODY = "city", "regency", "province", "district", "village", "body"
_PERSON = 0.3
_AGAIN = 0.25
_FIRST = 1.15


class Mention(NamedTuple):
    """A place named: the regencies (or the province) it may be, the kind of word before it, and its weight."""

    codes: tuple[str, ...]
    kind: str
    weight: float


class SuggestedRegion(TypedDict):
    code: str
    name: str
    province: str


def suggest(reading: Reading, words: PlaceWords, gazetteer: Gazetteer) -> SuggestedRegion | None:
    """The regency with the most weight, else the only province named."""
    mentions = [mention for _, mention in zip(range(_MOST), _mentions(reading.tokens, words, gazetteer), strict=False)]
    code = _regency(mentions, _offices(reading.tokens, words), gazetteer) or _province(mentions)
    if code is None:
        return None
    place = gazetteer.place(code)
    return {"code": place.code, "name": place.name, "province": place.province}


def _mentions(tokens: Sequence[Token], words: PlaceWords, gazetteer: Gazetteer) -> Iterator[Mention]:
    at, bonus = 0, _FIRST
    while at < len(tokens):
        mention, length = _mention(tokens, at, words, gazetteer)
        if mention:
            yield mention._replace(weight=mention.weight * bonus / (1 + _FADE * tokens[at].sentence))
            bonus = bonus if mention.kind == _PROVINCE else 1.0
        at += length


def _mention(tokens: Sequence[Token], at: int, words: PlaceWords, gazetteer: Gazetteer) -> tuple[Mention | None, int]:
    """The place whose name begins at a word, longest first, and how many words it has."""
    kind = words.before.get(tokens[at - 1].word, "") if at and _joined(tokens, at) else ""
    for length, name in reversed(_names(tokens, at, gazetteer, below=kind in (_DISTRICT, _VILLAGE))):
        codes, found = _look_up(name, kind, gazetteer)
        if codes and (found != "" or _stands_alone(tokens, at, length, words)):
            return Mention(codes, found, _weight(tokens, at, found, words)), length
    return None, 1


def _names(tokens: Sequence[Token], at: int, gazetteer: Gazetteer, *, below: bool) -> list[tuple[int, str]]:
    """What may be a name from a word on: how many words, written in one piece. `below`: of a district or village."""
    names: list[tuple[int, str]] = []
    name = ""
    for length, token in enumerate(tokens[at : at + LONGEST], start=1):
        name += token.word
        if token.sentence != tokens[at].sentence or not (below or gazetteer.begins(name)):
            break
        names.append((length, name))
    return names


def _joined(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].sentence == tokens[at - 1].sentence


def _look_up(name: str, kind: str, gazetteer: Gazetteer) -> tuple[tuple[str, ...], str]:
    """The codes of a name after a word of some kind, and the kind that then holds."""
    below = {_DISTRICT: gazetteer.districts, _VILLAGE: gazetteer.villages}
    if kind in below:
        codes = below[kind](name) or gazetteer.districts(name)
        return tuple(codes), kind
    regencies, province = tuple(gazetteer.regencies(name)), gazetteer.province(name)
    if province and (kind == _PROVINCE or kind not in (_CITY, _REGENCY) or not regencies):
        return (province,), _PROVINCE
    fitting = tuple(code for code in regencies if gazetteer.is_city(code) == (kind == _CITY))
    if kind in (_CITY, _REGENCY) and fitting:
        return fitting, kind
    return regencies, "" if kind in (_CITY, _REGENCY, _PROVINCE) else kind


def _stands_alone(tokens: Sequence[Token], at: int, length: int, words: PlaceWords) -> bool:
    """Whether a name without a word before it is a place: not a common word in small letters or opening a sentence."""
    if length > 1 or tokens[at].word not in words.common:
        return True
    return tokens[at].capital and not tokens[at].first


def _weight(tokens: Sequence[Token], at: int, kind: str, words: PlaceWords) -> float:
    """The weight of the word before a name; `Bawaslu Kabupaten X` counts as much as `Bawaslu X`."""
    own = words.weights[kind] * _doubt(tokens, at, kind)
    body = kind in (_CITY, _REGENCY) and at > 1 and words.before.get(tokens[at - 2].word) == _BODY
    return max(own, words.weights[_BODY]) if body else own


def _offices(tokens: Sequence[Token], words: PlaceWords) -> set[str]:
    """Which kinds of regional office the text speaks of: bupati, wali kota."""
    return {
        words.before[word] for word in {token.word for token in tokens} & {"bupati", "walikota", "pemkab", "pemkot"}
    }


def _doubt(tokens: Sequence[Token], at: int, kind: str) -> float:
    """Less for a bare name right after a name: a person may be called like a place."""
    before = tokens[at - 1] if at and _joined(tokens, at) else None
    named = before is not None and before.capital and not before.first and tokens[at].start - before.end == 1
    return _PERSON if named and kind == "" else 1.0


def _regency(mentions: Sequence[Mention], offices: Collection[str], gazetteer: Gazetteer) -> str | None:
    """Places that can only be one regency decide first; then the province and the office settle what is left open."""
    provinces = {code for mention in mentions if mention.kind == _PROVINCE for code in mention.codes}
    named = {
        code for mention in mentions if mention.kind not in (_PROVINCE, _DISTRICT, _VILLAGE) for code in mention.codes
    }
    weights: dict[str, float] = {}
    for mention in mentions:
        if mention.kind != _PROVINCE:
            for code in _narrowed(mention, named, provinces):
                # A place repeated is the same place: each further mention counts for less.
                weights[code] = max(weights.get(code, 0.0), mention.weight) + _AGAIN * min(
                    weights.get(code, 0.0), mention.weight
                )
    best = max(weights.values(), default=0.0)
    return _only([code for code, weight in weights.items() if weight == best], offices, gazetteer)


def _only(leading: Sequence[str], offices: Collection[str], gazetteer: Gazetteer) -> str | None:
    """The first of several regencies; of a city and a regency of one name, the one whose office the text names."""
    names = {gazetteer.place(code).name.partition(" ")[2] for code in leading}
    if len(leading) == len(names):
        return next(iter(leading), None)
    kinds = [kind for kind in (_CITY, _REGENCY) if kind in offices]
    fitting = [code for code in leading if gazetteer.is_city(code) == (kinds == [_CITY])]
    return fitting[0] if len(kinds) == 1 and fitting else None


def _narrowed(mention: Mention, named: set[str], provinces: set[str]) -> Sequence[str]:
    """The regencies a mention speaks for: a village of a common name only where the rest of the text tells which."""
    below = mention.kind in (_DISTRICT, _VILLAGE)
    known = [code for code in mention.codes if code in named] if below else []
    near = [code for code in mention.codes if code[:2] in provinces]
    codes = known or near or mention.codes
    return codes if not below or len(codes) == 1 else ()


def _province(mentions: Sequence[Mention]) -> str | None:
    provinces = {code for mention in mentions if mention.kind == _PROVINCE for code in mention.codes}
    return provinces.pop() if len(provinces) == 1 else None
