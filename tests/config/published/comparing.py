"""What this house says of a published case beside what its page says: one line for each thing both speak about."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from benchmarks.akurasi_scores import compare_sanction, say
from netral import rulebook
from tests.config.published.reading import Published
from tests.config.published.walking import CRIME_ENDS, Walked, facts_of
from tests.intake.builders import WITA

# Words of a citation → the provisions it stands for, as the rulebook names them: any one of these beginnings will do.
# Principles (UU 5/2014 Pasal 2) and penal clauses of other codes are no norm of conduct and are not compared.
CRIME = ("UU-10-2016/71.",)
CITED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"71", CRIME),
    (r"UU 7/2017 Pasal 490", ("UU-7-2017/490",)),
    (r"UU 7/2017 Pasal 493, 494", ("UU-7-2017/493", "UU-7-2017/494", "UU-7-2017/547")),
    (r"UU 6/2014.*Pasal 29", ("UU-6-2014/29.",)),
    (r"UU 6/2014.*Pasal 64 huruf h", ("UU-6-2014/64.h",)),
    (r"UU 6/2014", ("UU-6-2014/",)),
    (r"SKB.* II Nomor 6", ("SKB-2022/KE-6",)),
    (r"SKB.*2022", ("SKB-2022/",)),
    (r"SKB.*2020", ("SKB-2020/",)),
    (r"PP 94/2021 Pasal 5 huruf n angka 5", ("PP-94-2021/5.n.5",)),
    (r"PP 94/2021 Pasal 5", ("PP-94-2021/5.n",)),
    (r"PP 53/2010", ("PP-53-2010/", "SKB-2020/")),
    (r"PP 42/2004", ("PP-42-2004/", "SKB-2020/", "SKB-2022/KE")),
)
STOOD = {"diteruskan": ("diteruskan", "selesai"), "tidak_terbukti": ("tidak_terbukti",)}


@dataclass(frozen=True)
class Line:
    """One comparison, in codes and days alone."""

    what: str
    ours: str
    published: str
    agrees: bool


def compare(walked: Walked) -> list[Line]:
    """Everything the page of this case lets us compare."""
    return [*_lines(walked)]


def _lines(walked: Walked) -> Iterator[Line]:
    published = walked.published
    yield Line("rezim", walked.laporan.procedure, published.regime, walked.laporan.procedure == published.regime)
    yield _end(walked)
    if walked.registered:
        yield from _kinds(walked)
        yield from _norms(walked)
        yield from _receivers(walked)
        yield from _crime(walked)
        yield from _clocks(walked)
        yield from _sanction(walked)


def answers(walked: Walked) -> list[dict[str, Any]]:
    """The rulebook's answer about each person, for the day of the hand-over."""
    election = {"id": walked.published.key, "election": walked.published.said["election"]}
    as_of = {"as_of": walked.days.sent.isoformat()}
    people = range(len(walked.people))
    return [rulebook.assess(facts_of(walked.published, number) | election | as_of) for number in people]


def _end(walked: Walked) -> Line:
    """Where it stands: a report that became a lead, a case at the police, or a case decided."""
    if not walked.registered:
        return Line("akhir", walked.laporan.status, "informasi_awal", walked.laporan.status == "informasi_awal")
    ends = "pemeriksaan" if walked.case.status == "pemeriksaan" else walked.published.ends
    return Line("akhir", walked.case.status, ends, walked.case.status in STOOD.get(ends, (ends,)))


def _kinds(walked: Walked) -> Iterator[Line]:
    decided = walked.published.kinds
    offered = {row["kind"] for answer in answers(walked) for row in answer["allegations"]}
    if decided:
        yield Line("jenis", say(offered), say(decided), bool(decided & offered))


def _norms(walked: Walked) -> Iterator[Line]:
    offered = [row["provision"] for answer in answers(walked) for row in answer["allegations"]]
    wanted = list(cited(walked.published))
    if wanted:
        missed = [" / ".join(each) for each in wanted if not any(code.startswith(each) for code in offered)]
        yield Line("norma", say(offered), ", ".join(missed) or "semua yang dikutip", not missed)


def cited(published: Published) -> Iterator[tuple[str, ...]]:
    """The norms a page names; not the crime it names only to say that there was none."""
    for words in published.said["legal_basis_cited"]:
        found = next((codes for pattern, codes in CITED if re.search(pattern, words)), None)
        if found and not (found == CRIME and published.reading.crime == "bukan"):
            yield found


def _receivers(walked: Walked) -> Iterator[Line]:
    """Every receiver the page names, for every person: the rulebook of that day must name it too."""
    real = walked.published.receivers
    offered = [{row["to"] for row in answer["referrals"]} for answer in answers(walked)]
    if real:
        everybody = set.intersection(*offered)
        yield Line("penerima", say(everybody), say(real), real <= everybody)


def _crime(walked: Walked) -> Iterator[Line]:
    """The criminal track stood where the page says, and the rulebook had seen a crime to look into; or neither."""
    told = walked.published.reading.crime
    seen = any(row["kind"] == "pidana" for answer in answers(walked) for row in answer["allegations"])
    words = "diusulkan" if seen else "tidak diusulkan"
    if walked.crime:
        yield Line("pidana", f"{walked.crime.status}, {words}", told, seen and walked.crime.status == CRIME_ENDS[told])
    elif told:
        yield Line("pidana", words, told, not seen)


def _clocks(walked: Walked) -> Iterator[Line]:
    """Whether the days of the page can have kept the periods: those of the supervisors, and of the judgment."""
    known = walked.published.days
    if known.keys() & {"decided", "reported"}:
        late = walked.late
        yield Line("tenggat", ", ".join(late) or "terjaga", "dari hari yang diberitakan", not late)
    if known.keys() >= {"judged", "executed"}:
        kept = datetime.combine(known["executed"], time(12), WITA) <= last_day_to_execute(walked)
        yield Line("eksekusi", "terjaga" if kept else "lewat", "dari hari yang diberitakan", kept)


def last_day_to_execute(walked: Walked) -> datetime:
    """No appeal in its days, the judgment passed on, and carried out: the periods of the Pilkada law one by one."""
    moment = datetime.combine(walked.published.days["judged"], time(12), WITA)
    for rule in ("K-BAN", "K-SPU", "K-SPU"):
        due = rulebook.due(rule, moment, zone="Asia/Makassar").due
        assert due is not None
        moment = due
    return moment


def _sanction(walked: Walked) -> Iterator[Line]:
    """A sanction inside what the law opens; else it was recorded all the same, and flagged."""
    said = walked.published.said
    if said["sanction"] and said["outcome"] in ("proven_sanctioned", "convicted"):
        inside = compare_sanction(said).inside
        yield Line("sanksi", "di dalam rentang" if inside else recorded(walked), "dijatuhkan", inside)
    elif walked.handlings:
        level = walked.handlings[0].rekomendasi.level
        yield Line("sanksi", say(levels(answers(walked))), level, level in levels(answers(walked)))


def recorded(walked: Walked) -> str:
    """What the record says of a sanction outside the range."""
    decisions = [each.decision for each in walked.handlings]
    if any(decision.flags or decision.outside_list for decision in decisions):
        return "tercatat dan ditandai"
    return "tercatat pada jalurnya" if walked.tracks else "tidak ditandai"


def levels(found: Iterable[dict[str, Any]]) -> set[str]:
    return {str(row["level"]) for answer in found for row in answer["allegations"] if row["level"]}
