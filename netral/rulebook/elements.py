"""Three-valued judgment of one provision on one set of facts: met, not met, or unknown. Unknown is never false.

What is said about an element is put together when somebody reads it.
"""

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from netral.rulebook.facts import Facts
from netral.rulebook.provisions import Provision
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import PHASES, Vocabulary

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
CIRCUMSTANCE_PART = "circumstance"
PHASE_NAMES = {
    "before": Text("sebelum penetapan calon", "before the determination of candidates"),
    "after": Text("sejak penetapan calon", "since the determination of candidates"),
}
# Whoever stands for office is a bakal calon until the determination and a calon from then on.
STANDING = {"before": "bakal_calon", "after": "calon"}
STANDS = ("bakal_calon", "calon", "diri_sendiri")
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Reason:
    """Why an element has its answer: a sentence with `{}` for each of its parts."""

    sentence: Text
    parts: tuple[Text, ...] = ()

    @cached_property
    def text(self) -> Text:
        return Text(
            self.sentence.id.format(*(part.id for part in self.parts)),
            self.sentence.en.format(*(part.en for part in self.parts)),
        )


@dataclass(frozen=True, kw_only=True)
class Element:
    """One element: what the law asks (`name`), the answer, why, and the fact that would settle it when unknown."""

    part: str
    name: Text
    state: str
    reason: Reason
    fact: str | None = None

    @property
    def code(self) -> str:
        """What it is called where people assess it: its part, or the circumstance it asks for."""
        return str(self.fact) if self.part == CIRCUMSTANCE_PART else self.part

    @property
    def because(self) -> Text:
        return self.reason.text


@dataclass(frozen=True)
class Situation:
    """The facts with what follows from them: phase (or None), circumstances, posts held, days of determination.

    `derived` names the circumstances that were not stated but follow from the date or the phase.
    """

    facts: Facts
    phase: str | None
    circumstances: Mapping[str, bool]
    derived: frozenset[str] = frozenset()
    posts: tuple[str, ...] = ()
    determinations: tuple[date, ...] = ()


def _state(*, certain: bool, possible: bool) -> str:
    return MET if certain else UNKNOWN if possible else NOT_MET


WHO_NAME = Text("subjek", "who")
WHO = {
    MET: Text("{1}: diatur.", "{1}: covered."),
    UNKNOWN: Text("Hanya mengatur {0}; statusnya belum jelas.", "Covers only {0}; not said."),
    NOT_MET: Text("Hanya mengatur {0}.", "Covers only {0}."),
}


def who(provision: Provision, words: Vocabulary, subject: str) -> Element:
    """Whether the person is, or may be, one of those it covers."""
    covered = [code in provision.subjects for code in provision.statuses(subject, words)]
    state = _state(certain=all(covered), possible=any(covered))
    asked = _list([words.subjects[code].label for code in provision.subjects])
    reason = Reason(WHO[state], (asked, words.subjects[subject].label))
    return Element(part="who", name=WHO_NAME, state=state, reason=reason, fact="subject")


POST_NAME = Text("kedudukan subjek", "post held")
POST = {
    MET: Text("Yang diatur ialah {0}; {1} termasuk.", "Covers {0}; {1} is among them."),
    UNKNOWN: Text(
        "Yang diatur hanya {0}; jabatannya belum jelas termasuk.", "Covers only {0}; whether the post is one is open."
    ),
    NOT_MET: Text("Yang diatur hanya {0}; {1} tidak termasuk.", "Covers only {0}; {1} is not among them."),
}


def post(provision: Provision, words: Vocabulary, posts: tuple[str, ...]) -> Element:
    """Whether the posts held, as far as they are known, are among those meant."""
    group = words.positions.groups[provision.posts]
    inside = [post in group.classes for post in posts]
    open_ = [post in group.doubtful for post in posts]
    state = _state(certain=bool(posts) and all(inside), possible=not posts or any(inside) or any(open_))
    held = _list([words.positions.classes[post].label for post in posts])
    fact = "position_class" if not posts or len(posts) > 1 else None
    return Element(part="post", name=POST_NAME, state=state, reason=Reason(POST[state], (group.label, held)), fact=fact)


ACT_NAME = Text("perbuatan", "act")
ACT = {
    MET: Text("{0}", "{0}"),
    UNKNOWN: Text(
        "{0}: belum tentu termasuk perbuatan yang diatur.", "{0}: whether this is the act the rule means is open."
    ),
    NOT_MET: Text("Perbuatan lain yang diatur.", "It is about other conduct."),
}


def act(provision: Provision, words: Vocabulary, done: tuple[str, ...]) -> Element:
    """Whether one of the acts done is meant; `doubtful` ones leave it open."""
    conducts = [code for code in done if code in provision.conducts]
    certain = [code for code in conducts if code not in provision.doubtful_conducts]
    state = _state(certain=bool(certain), possible=bool(conducts))
    reason = Reason(ACT[state], (_list([words.conducts[code] for code in certain or conducts]),))
    return Element(part="act", name=ACT_NAME, state=state, reason=reason, fact="conduct")


TOWARDS_NAME = Text("sasaran", "towards whom")
TOWARDS_UNSAID = Text("Belum disebut kepada siapa; aturan ini tentang {0}.", "Not said; this is about {0}.")
TOWARDS_DOUBTFUL = Text(
    "Naskahnya menyebut {0}; jangkauannya pada {1} diragukan.", "The text says {0}; its reach to {1} is doubtful."
)
TOWARDS_PHASE = Text(
    "Aturan ini tentang {0}; apakah {1} sudah ditetapkan belum jelas.",
    "This is about {0}; whether {1} was determined by then is open.",
)
TOWARDS = Text("Ditujukan kepada {1}.", "Towards {1}.")


def towards(provision: Provision, words: Vocabulary, value: tuple[str | None, str | None]) -> Element:
    """The target is read in the words of the law: whoever stands is a bakal calon before and a calon after."""
    given, phase = value
    asked = _list([words.targets[code] for code in provision.targets])
    if given is None:
        reason = Reason(TOWARDS_UNSAID, (asked,))
        return Element(part="towards", name=TOWARDS_NAME, state=UNKNOWN, reason=reason, fact="target")
    readings = [_reading(given, each) for each in ([phase] if phase else PHASES)]
    certain = [not reading.isdisjoint(provision.targets) for reading in readings]
    doubtful = [not reading.isdisjoint(provision.doubtful) for reading in readings]
    state = _state(certain=all(certain), possible=any(certain) or any(doubtful))
    hangs_on_phase = state == UNKNOWN and len({*zip(certain, doubtful, strict=True)}) > 1
    sentence = TOWARDS if state != UNKNOWN else TOWARDS_PHASE if hangs_on_phase else TOWARDS_DOUBTFUL
    reason = Reason(sentence, (asked, words.targets[given]))
    fact = "phase" if hangs_on_phase else None
    return Element(part="towards", name=TOWARDS_NAME, state=state, reason=reason, fact=fact)


def _reading(target: str, phase: str) -> set[str]:
    """What a stated target is on that side of the determination."""
    if target not in STANDS:
        return {target}
    return {STANDING[phase], target} if target == "diri_sendiri" else {STANDING[phase]}


REGIME_NAME = Text("pemilihan", "election")
REGIME = Text("Aturan ini untuk {}.", "For {}.")
REGIMES_JOINED = Text(" atau ", " or ")


def regime(provision: Provision, _: Vocabulary, regime: str | None) -> Element:
    """Whether it was under the election law meant."""
    state = _state(certain=regime in provision.regimes, possible=regime is None)
    asked = Text(REGIMES_JOINED.id.join(provision.regimes), REGIMES_JOINED.en.join(provision.regimes))
    return Element(part="election", name=REGIME_NAME, state=state, reason=Reason(REGIME, (asked,)), fact="election")


OFFICE_NAME = Text("jabatan", "office")
OFFICE = Text("Aturan ini tentang pemilihan {}.", "About the election of {}.")


def office(provision: Provision, words: Vocabulary, value: tuple[str | None, tuple[str, ...]]) -> Element:
    """Whether it was about one of the offices meant; `value`: the office stated, and those the election fills."""
    office, fills = value
    possible = {office} if office else set(fills or words.offices)
    fitting = possible & set(provision.offices)
    asked = _list([words.offices[code] for code in provision.offices])
    state = _state(certain=fitting == possible, possible=bool(fitting))
    return Element(part="office", name=OFFICE_NAME, state=state, reason=Reason(OFFICE, (asked,)), fact="office")


WHEN_NAME = Text("waktu", "when")
WHEN_UNSAID = Text(
    "Aturan ini berlaku {}; tahapnya belum jelas.",
    "Applies {}; the phase is not known.",
)
WHEN = Text("Terjadi {}.", "It happened {}.")


def when(provision: Provision, _: Vocabulary, phase: str | None) -> Element:
    """Whether it was on the side of the determination that is meant."""
    asked = str(provision.phase)
    state = _state(certain=phase == asked, possible=phase is None)
    reason = Reason(WHEN, (PHASE_NAMES[phase],)) if phase else Reason(WHEN_UNSAID, (PHASE_NAMES[asked],))
    return Element(part="when", name=WHEN_NAME, state=state, reason=reason, fact="phase")


WINDOW = {
    MET: Text(
        "Terjadi paling awal {} bulan sebelum penetapan calon.", "No earlier than {} months before determination."
    ),
    UNKNOWN: Text(
        "Aturan ini berlaku sejak {} bulan sebelum penetapan calon; harinya belum jelas.",
        "Applies from {} months before the determination; the day is not known.",
    ),
    NOT_MET: Text("Terjadi lebih dari {} bulan sebelum penetapan calon.", "More than {} months before determination."),
}


def window(provision: Provision, _: Vocabulary, state: str) -> Element:
    """Whether it was late enough before the determination; the state comes from `window_state`."""
    months = str(provision.months_before)
    return Element(
        part="when", name=WHEN_NAME, state=state, reason=Reason(WINDOW[state], (Text(months, months),)), fact="date"
    )


def window_state(provision: Provision, situation: Situation) -> str:
    """Since the determination it always is; before, the day decides."""
    day, determinations, months = situation.facts.day, situation.determinations, provision.months_before or 0
    if situation.phase == "after":
        return MET
    if day is None or not determinations:
        return UNKNOWN
    opened = [months_earlier(each, months) <= day for each in determinations]
    return _state(certain=all(opened), possible=any(opened))


def months_earlier(day: date, months: int) -> date:
    """The same day of an earlier month; its last day where that month is shorter."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 - months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


CIRCUMSTANCE = {
    (MET, False): Text("Disebut demikian.", "Stated so."),
    (MET, True): Text("Demikian menurut tanggal atau tahapnya.", "So by the date or the phase."),
    (NOT_MET, False): Text("Disebut sebaliknya.", "Stated otherwise."),
    (NOT_MET, True): Text("Sebaliknya menurut tanggal atau tahapnya.", "Otherwise by the date or the phase."),
    (UNKNOWN, False): Text("Belum diketahui.", "Not known yet."),
}
CONTAINED = Text("Sudah terkandung dalam perbuatannya.", "The act itself contains it.")
DENIED = Text(
    "Terkandung dalam perbuatannya, tetapi disebut sebaliknya: periksa mana yang benar.",
    "The act itself contains it, but it is stated otherwise: check which is true.",
)


Said = tuple[bool, bool] | None


def contained(fact: str, provision: Provision, words: Vocabulary, value: tuple[Said, tuple[str, ...]]) -> Element:
    """A circumstance that some acts contain: such an act says it, and who denies it contradicts the act."""
    said, conducts = value
    asked = provision.circumstances[fact]
    if asked.implied_by.isdisjoint(conducts):
        return circumstance(fact, provision, words, said)
    state = _state(certain=asked.wanted, possible=False)
    reason = Reason(DENIED if said and not said[1] else CONTAINED)
    return Element(part=CIRCUMSTANCE_PART, name=asked.text, state=state, reason=reason, fact=fact)


def circumstance(fact: str, provision: Provision, _: Vocabulary, said: Said) -> Element:
    """`said`: whether it was only derived, and the answer; None when nothing is known."""
    asked = provision.circumstances[fact]
    derived, answer = said or (False, None)
    state = _state(certain=answer == asked.wanted, possible=answer is None)
    reason = Reason(CIRCUMSTANCE[state, derived])
    return Element(part=CIRCUMSTANCE_PART, name=asked.text, state=state, reason=reason, fact=fact)


def _list(texts: Collection[Text]) -> Text:
    return Text(", ".join(text.id for text in texts), ", ".join(text.en for text in texts))


PART_NAMES = {
    name.id: part
    for name, part in (
        (WHO_NAME, "who"),
        (POST_NAME, "post"),
        (ACT_NAME, "act"),
        (TOWARDS_NAME, "towards"),
        (REGIME_NAME, "election"),
        (OFFICE_NAME, "office"),
        (WHEN_NAME, "when"),
    )
}


def code_of(name: str, provision: Provision | None) -> str:
    """The code of an element by its Indonesian name, for answers kept without codes; empty where nobody knows."""
    asked = provision.circumstances if provision else {}
    named = {each.text.id: fact for fact, each in asked.items()}
    return PART_NAMES.get(name) or named.get(name, "")
