"""Why a human lawyer must look, and which facts would settle what is still open."""

from collections.abc import Iterable, Iterator

from netral.rulebook.elements import DENIED, PHASE_NAMES, UNKNOWN
from netral.rulebook.findings import Allegation, Findings, Law
from netral.rulebook.penalties import Penalty
from netral.rulebook.texts import Text

# Between facts that decide as many provisions: what places the act goes before what describes it.
TELLING = ("election", "date", "office", "phase", "subject", "position_class", "target", "conduct")
# What a date alone would settle.
SETTLED_BY_DATE = ("phase", "campaign_period")


def reviews(found: Findings, law: Law) -> tuple[Text, ...]:
    """Each reason once: what took allegations away first, then doubts about the rules, then about the sanctions."""
    return tuple(dict.fromkeys(_reviews(found, law)))


def _reviews(found: Findings, law: Law) -> Iterator[Text]:
    for defence in found.defences:
        yield _with(law.notes["defence"], defence.because)
    if not found.allegations:
        yield from _nothing_found(found, law)
    facts = found.situation.facts
    computed = found.computed_phase
    if facts.phase and computed not in (UNKNOWN, facts.phase):
        yield _with(law.notes["phase_conflict"], PHASE_NAMES[computed])
    if facts.circumstances.get("repeat"):
        yield law.notes["repeat"]
    if len({each.provision.code for each in found.allegations if each.provision.kind == "disiplin"}) > 1:
        yield law.notes["several"]
    for allegation in found.allegations:
        yield from _doubts(allegation, law)
    yield from _criminal_law_changed(found, law)


def _criminal_law_changed(found: Findings, law: Law) -> Iterator[Text]:
    """What a criminal law that changed between the act and the decision, or before both, leaves to a lawyer."""
    threats = [[each for each in row.sanctions if isinstance(each, Penalty)] for row in found.allegations]
    if any(len(versions) > 1 for versions in threats):
        yield law.notes["milder_law"]
    if any(each.category for versions in threats for each in versions):
        yield law.notes["administrative_first"]


def _nothing_found(found: Findings, law: Law) -> Iterator[Text]:
    if not found.defences and not found.fallen:
        yield law.notes["no_rule"]
    for provision, element in found.fallen:
        yield Text(
            f"{provision.code} tidak terpenuhi: {element.name.id}. {element.because.id}",
            f"{provision.code} is not met: {element.name.en}. {element.because.en}",
        )


def _doubts(allegation: Allegation, law: Law) -> Iterator[Text]:
    row = allegation.provision
    if row.assumption:
        yield _about(row.code, row.assumption)
    elif row.confidence == "low":
        yield _about(row.code, law.notes["low_confidence"])
    yield from _denials(allegation)
    for sanction in allegation.sanctions:
        if sanction.needs_review and sanction.assumption:
            yield sanction.assumption


def _denials(allegation: Allegation) -> Iterator[Text]:
    """Circumstances the act contains while somebody states otherwise: one of the two cannot be."""
    for element in allegation.elements:
        if element.because == DENIED:
            code, name = allegation.provision.code, element.name
            yield Text(f"{code}, {name.id}: {DENIED.id}", f"{code}, {name.en}: {DENIED.en}")


def missing(found: Findings, law: Law) -> tuple[tuple[str, Text], ...]:
    """Unknown facts with the provisions they decide, most decisive first."""
    said = [(fact, _with(law.notes["decides"], _codes(codes))) for fact, codes in awaited(found).items()]
    if found.situation.facts.day is None and "date" not in dict(said):
        said.append(("date", law.notes["no_date" if found.situation.facts.election else "no_date_no_election"]))
    return tuple(said)


def awaited(found: Findings) -> dict[str, list[str]]:
    """Each unknown fact with the codes of the provisions that wait for it, most decisive first.

    What more specific provisions wait for goes first; catch-alls count only between facts that are otherwise alike.
    """
    waiting: dict[str, list[str]] = {}
    specific: dict[str, int] = {}
    for allegation in found.allegations:
        if not allegation.unknown:
            continue
        row = allegation.provision
        for fact in dict.fromkeys([_settling(each.fact, found) for each in allegation.unknown if each.fact]):
            waiting.setdefault(fact, []).append(row.code)
            specific[fact] = specific.get(fact, 0) + (not row.general)
    if len(waiting) < 2:  # noqa: PLR2004 - nothing to put in order
        return waiting
    ranked = sorted(waiting, key=lambda fact: (-specific[fact], _tie(fact), -len(waiting[fact])))
    return {fact: waiting[fact] for fact in ranked}


def _settling(fact: str, found: Findings) -> str:
    """The fact to ask for: a day settles phase and campaign period; where offices differ that day, the office does."""
    facts = found.situation.facts
    if fact in SETTLED_BY_DATE and facts.day is None and facts.election:
        return "date"
    if fact == "phase" and facts.office is None and found.office_would_tell:
        return "office"
    return fact


def _tie(fact: str) -> int:
    return TELLING.index(fact) if fact in TELLING else len(TELLING)


def _codes(codes: Iterable[str]) -> Text:
    joined = ", ".join(codes)
    return Text(joined, joined)


def _about(code: str, text: Text) -> Text:
    return Text(f"{code}: {text.id}", f"{code}: {text.en}")


def _with(sentence: Text, part: Text) -> Text:
    """The sentence with its `{}` filled in."""
    return Text(sentence.id.format(part.id), sentence.en.format(part.en))
