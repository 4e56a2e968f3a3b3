"""Which chapters a story has: the main way, the ways beside it, and the rows of steps of a track."""

from collections.abc import Iterator
from functools import partial

from netral import rulebook
from netral.config.demo import around, desk, ministry, silence
from netral.config.demo.chapters import (
    GIVEN_BACK,
    accept,
    answer,
    ask_for_repair,
    assess,
    carry_out,
    decide,
    deliver,
    follow,
    forward,
    give_back,
    hear,
    impose,
    invite,
    join,
    recommend,
    refuse,
    register,
    stop,
    suspect,
    take_in,
    take_track_step,
    treat_as_tip,
    verify,
    withdraw,
)
from netral.config.demo.stories import Story
from netral.config.demo.walk import Chapter
from netral.exchange.states import Answer
from netral.tracks.states import CRIMINAL

MAIN_WAY: tuple[tuple[str, tuple[tuple[int, Chapter], ...]], ...] = (
    ("diterima", ()),
    ("memenuhi_syarat", ((1, accept),)),
    ("pemeriksaan", ((2, register), (2, desk.share_out), (2, invite), (2, answer), (3, hear))),
    ("menunggu_pleno", ((4, assess),)),
    ("terbukti", ((5, decide),)),
    ("diteruskan", ((6, forward),)),
    ("penanganan_diterima", ((7, take_in),)),
    ("terverifikasi", ((10, verify),)),
    ("direkomendasikan", ((14, recommend),)),
    ("dijatuhi_sanksi", ((24, impose),)),
    ("disampaikan", ((29, deliver),)),
    ("dilaksanakan", ((55, carry_out),)),
)
_DECIDED = ((1, accept), (2, register), (3, hear), (4, assess), (5, decide))
_RECOMMENDED = (*_DECIDED, (6, forward), (7, take_in), (10, verify), (14, recommend))
_BLOCKED = (*silence.LADDER, (121, silence.ask_for_block), (122, silence.approve_block))
SIDEWAYS: dict[str, tuple[tuple[int, Chapter], ...]] = {
    "perlu_dilengkapi": ((1, ask_for_repair),),
    "informasi_awal": ((1, treat_as_tip),),
    "tidak_diregistrasi": ((1, refuse),),
    "dicabut": ((1, withdraw),),
    "digabung": ((1, accept), (3, join)),
    "tidak_terbukti": _DECIDED,
    "dihentikan": (*_DECIDED, (6, forward), (7, take_in), (10, stop)),
    "tidak_dijatuhi_sanksi": (*_RECOMMENDED, *_BLOCKED, (130, silence.decline), (132, silence.lift_block)),
}
# What a story may add to the way its table gives it.
THEN: dict[str, tuple[tuple[int, Chapter], ...]] = {
    "": (),
    "diingatkan": (*silence.LADDER[:1], (76, silence.draft_letter)),
    "minta_blokir": (*silence.LADDER, (121, silence.ask_for_block)),
    "tautan_dinas": ((15, around.make_link), (16, around.work_by_link)),
    "dialihkan": ((15, around.lead_around),),
    GIVEN_BACK: ((8, give_back),),
    "mitra_menindaklanjuti": (
        (7, ministry.arrive),
        (8, partial(ministry.say, answers=(Answer.RECEIVED, Answer.ACCEPTED))),
    ),
    "mitra_mengembalikan": (
        (7, ministry.arrive),
        (8, partial(ministry.say, answers=(Answer.RECEIVED, Answer.RETURNED))),
    ),
}
# What somebody writes down before the story's own office forwards it.
BEFORE: dict[str, tuple[tuple[int, Chapter], ...]] = {"dialihkan": ((0, around.write_down_candidates),)}


def chapters(story: Story) -> Iterator[tuple[int, Chapter]]:
    """The chapters up to the story's end and what is told beside them, each with its day after receipt."""
    yield from BEFORE.get(story.then, ())
    yield from _way_of(story)
    yield from THEN[story.then]


def _way_of(story: Story) -> Iterator[tuple[int, Chapter]]:
    if story.track:
        yield from _beside(story) if story.track in CRIMINAL.values() else _followed(story)
        return
    if story.ends in SIDEWAYS:
        yield from SIDEWAYS[story.ends]
        return
    for ends, steps in MAIN_WAY:
        yield from (step for step in steps if _told(step[1], story))
        if ends == story.ends:
            return
    raise LookupError(f"no way leads to {story.ends!r}")


def _followed(story: Story) -> Iterator[tuple[int, Chapter]]:
    """Handed over, and worked on under the receiver's own table until the status the story names."""
    yield from ((1, accept), (2, register), (3, hear), (4, assess), (5, decide), (6, forward), (7, follow))
    yield from _steps(story, from_day=8)


def _beside(story: Story) -> Iterator[tuple[int, Chapter]]:
    """A crime beside the examination, which goes on by itself."""
    yield from ((1, accept), (2, register), (2, suspect))
    yield from _steps(story, from_day=3)


def _steps(story: Story, *, from_day: int) -> Iterator[tuple[int, Chapter]]:
    for place, code in enumerate(_way(story.track, story.ends)):
        yield from_day + place, partial(take_track_step, code=code)


def _way(procedure: str, end: str) -> list[str]:
    """The shortest row of steps that leads to a status of a table."""
    book = rulebook.current().procedures[procedure][-1]
    subject = book.statuses[end].subject
    ways: dict[str, list[str]] = {book.initial(subject).code: []}
    for here in (reached := list(ways)):
        for step in book.steps_from(subject, here):
            if step.to and step.to not in ways:
                ways[step.to] = [*ways[here], step.code]
                reached.append(step.to)
    return ways[end]


def _told(chapter: Chapter, story: Story) -> bool:
    """What not every case sees: an invitation, an answer by its link, and, while it is examined, a klarifikasi.

    Tasks stand on the cases that are being examined: elsewhere they would all be done.
    """
    told: dict[Chapter, bool] = {invite: story.invited, answer: bool(story.answer)}
    told[desk.share_out] = story.ends == "pemeriksaan"
    told[hear] = story.ends != "pemeriksaan" or story.klarifikasi
    return told.get(chapter, True)
