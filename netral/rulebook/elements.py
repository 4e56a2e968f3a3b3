"""Three-valued judgment of one provision on one set of facts: met, not met, or unknown. Unknown is never false."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from netral.rulebook.facts import Facts
from netral.rulebook.provisions import Circumstance, Provision
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import Vocabulary

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
PHASE_NAMES = {
    "before": Text("sebelum penetapan calon", "before the determination of candidates"),
    "after": Text("sejak penetapan calon", "since the determination of candidates"),
}
# Whoever stands for office is a bakal calon until the determination and a calon from then on.
STANDING = {"before": ("bakal_calon",), "after": ("calon",)}


@dataclass(frozen=True, kw_only=True)
class Element:
    """One element: what the law asks (`name`), the answer, why, and the fact that would settle it when unknown."""

    part: str
    name: Text
    state: str
    because: Text
    fact: str | None = None


@dataclass(frozen=True)
class Situation:
    """The facts with what follows from them: the phase (or None), and circumstances derived from the date."""

    facts: Facts
    phase: str | None
    circumstances: Mapping[str, bool]


def judge(provision: Provision, situation: Situation, words: Vocabulary) -> tuple[Element, ...]:
    """Every element the provision asks for, in the order who, act, towards whom, election, when, circumstances."""
    return tuple(_elements(provision, situation, words))


def _elements(provision: Provision, situation: Situation, words: Vocabulary) -> Iterator[Element]:
    yield _who(provision, situation.facts, words)
    yield _act(provision, situation.facts, words)
    if provision.targets:
        yield _towards(provision, situation, words)
    if provision.regimes:
        yield _regime(provision, situation.facts)
    if provision.offices:
        yield _office(provision, situation.facts, words)
    if provision.phase:
        yield _when(provision.phase, situation)
    for fact, circumstance in provision.circumstances.items():
        yield _circumstance(fact, circumstance, situation)


def _state(*, certain: bool, possible: bool) -> str:
    return MET if certain else UNKNOWN if possible else NOT_MET


def _who(provision: Provision, facts: Facts, words: Vocabulary) -> Element:
    subject = words.subjects[facts.subject]
    covered = [status in provision.subjects for status in subject.one_of]
    state = _state(certain=all(covered), possible=any(covered))
    asked = _list([words.subjects[code].label for code in provision.subjects])
    because = {
        MET: Text(f"{subject.label.id}: diatur.", f"{subject.label.en}: covered."),
        UNKNOWN: Text(f"Hanya mengatur {asked.id}; statusnya belum jelas.", f"Covers only {asked.en}; not said."),
        NOT_MET: Text(f"Hanya mengatur {asked.id}.", f"Covers only {asked.en}."),
    }[state]
    return Element(part="who", name=Text("pelaku", "who"), state=state, because=because, fact="subject")


def _act(provision: Provision, facts: Facts, words: Vocabulary) -> Element:
    fitting = [words.conducts[code] for code in facts.conducts if code in provision.conducts]
    because = _list(fitting) if fitting else Text("Perbuatan lain yang diatur.", "It is about other conduct.")
    state = _state(certain=bool(fitting), possible=False)
    return Element(part="act", name=Text("perbuatan", "act"), state=state, because=because)


def _towards(provision: Provision, situation: Situation, words: Vocabulary) -> Element:
    given = situation.facts.target
    readings = _readings(given, situation.phase)
    asked = _list([words.targets[code] for code in provision.targets])
    certain = bool(readings & set(provision.targets))
    doubtful = bool(readings & set(provision.doubtful))
    state = _state(certain=certain, possible=given is None or doubtful)
    if given is None:
        because = Text(
            f"Belum disebut kepada siapa; aturan ini tentang {asked.id}.", f"Not said; this is about {asked.en}."
        )
    elif state == UNKNOWN:
        because = Text(
            f"Naskahnya menyebut {asked.id}; jangkauannya pada {words.targets[given].id} diragukan.",
            f"The text says {asked.en}; its reach to {words.targets[given].en} is doubtful.",
        )
    else:
        because = Text(f"Ditujukan kepada {words.targets[given].id}.", f"Towards {words.targets[given].en}.")
    fact = "target" if given is None else None
    return Element(part="towards", name=Text("sasaran", "towards whom"), state=state, because=because, fact=fact)


def _readings(target: str | None, phase: str | None) -> set[str]:
    """What a stated target can be in the words of the law, on that side of the determination."""
    if target is None or target == "parpol":
        return {target} if target else set()
    standing = STANDING.get(phase or "", ())
    if target == "diri_sendiri":
        return {target, *(standing or ("bakal_calon", "calon"))}
    return set(standing) or {target}


def _regime(provision: Provision, facts: Facts) -> Element:
    known = facts.election
    state = _state(certain=bool(known and known.regime in provision.regimes), possible=known is None)
    regimes = " atau ".join(provision.regimes)
    name = Text("pemilihan", "election")
    because = Text(f"Aturan ini untuk {regimes}.", f"For {regimes.replace('atau', 'or')}.")
    return Element(part="election", name=name, state=state, because=because, fact="election")


def _office(provision: Provision, facts: Facts, words: Vocabulary) -> Element:
    fills = set(facts.election.offices if facts.election else words.offices) or set(words.offices)
    possible = {facts.office} if facts.office else fills
    fitting = possible & set(provision.offices)
    asked = _list([words.offices[code] for code in provision.offices])
    because = Text(f"Aturan ini tentang pemilihan {asked.id}.", f"About the election of {asked.en}.")
    state = _state(certain=fitting == possible, possible=bool(fitting))
    return Element(part="office", name=Text("jabatan", "office"), state=state, because=because, fact="office")


def _when(phase: str, situation: Situation) -> Element:
    known = situation.phase
    state = _state(certain=known == phase, possible=known is None)
    if known is None:
        because = Text(
            f"Aturan ini berlaku {PHASE_NAMES[phase].id}; tahapnya belum jelas.",
            f"Applies {PHASE_NAMES[phase].en}; the phase is not known.",
        )
    else:
        because = Text(f"Terjadi {PHASE_NAMES[known].id}.", f"It happened {PHASE_NAMES[known].en}.")
    return Element(part="when", name=Text("waktu", "when"), state=state, because=because, fact="phase")


def _circumstance(fact: str, circumstance: Circumstance, situation: Situation) -> Element:
    said = situation.circumstances.get(fact)
    if said is None and set(situation.facts.conducts) & set(circumstance.implied_by):
        said = True
    state = _state(certain=said == circumstance.wanted, possible=said is None)
    because = {
        MET: Text("Disebut demikian.", "Stated so."),
        UNKNOWN: Text("Belum diketahui.", "Not known yet."),
        NOT_MET: Text("Disebut sebaliknya.", "Stated otherwise."),
    }[state]
    return Element(part="circumstance", name=circumstance.text, state=state, because=because, fact=fact)


def _list(texts: Collection[Text]) -> Text:
    return Text(", ".join(text.id for text in texts), ", ".join(text.en for text in texts))
