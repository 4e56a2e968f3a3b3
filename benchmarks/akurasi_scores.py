"""Published cases as rows of `netral assess`, and how often the answer holds what was really decided."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from netral import rulebook
from netral.rulebook.penalties import Penalty

TRUSTED = ("high", "medium")
ASN = ("PNS", "PPPK", "ASN", "pj_kepala_daerah")
KINDS = ("kode_etik", "disiplin", "pidana", "peraturan_lainnya", "kode_etik_penyelenggara", "administrasi")

# How an officer would enter what the page calls the target.
TARGETS = {
    "bakal calon": {"target": "bakal_calon"},
    "calon": {"target": "calon"},
    "caleg": {"target": "calon"},
    "presiden": {"target": "calon", "office": "presiden"},
    "parpol": {"target": "parpol"},
    "diri sendiri sebagai bakal calon": {"target": "diri_sendiri"},
}
# Words of a page for whoever received the case, most telling first. None: who stands above the person.
RECEIVERS: tuple[tuple[str, str | None], ...] = (
    (r"\bKASN\b", "KASN"),
    (r"\bBKN\b", "BKN"),
    (r"\bDKPP\b", "DKPP"),
    (r"\bKPU\b|Komisi Independen", "KPU"),
    (r"Kejaksaan|Kejari", "Kejaksaan"),
    (r"Polri|Polres|Polda|Kepolisian|Gakkumdu", "Polri"),
    (r"Propam", "Propam"),
    (r"Kementerian Dalam Negeri|Kemendagri", "Kemendagri"),
    (r"Perbekel|[Kk]epala [Dd]esa", "kepala_desa"),
    (r"\b[Cc]amat\b", "camat"),
    (r"Bupati|Wali Kota|Gubernur|Pemerintah|Dinas|BKD|BKPSDM|kepegawaian|koordinator|PPK", None),
)
ABOVE = {
    "kades": "kepala_daerah",
    "perangkat_desa": "kepala_daerah",
    "BPD": "kepala_daerah",
    "pendamping": "atasan_langsung",
}
# Words of a page for a discipline sanction that was imposed.
SANCTION_WORDS = (
    "penundaan kenaikan gaji",
    "penundaan kenaikan pangkat",
    "penurunan pangkat",
    "penurunan jabatan",
    "pembebasan",
)
SANCTION_WORDS += (
    "teguran lisan",
    "teguran tertulis",
    "pernyataan terbuka",
    "pernyataan tertutup",
    "pemberhentian tetap",
)
SAID_AS = {"pernyataan terbuka": "pernyataan secara terbuka", "pernyataan tertutup": "pernyataan secara tertutup"}


@dataclass(frozen=True)
class Error:
    """What was missed, in codes, and the reason, found by rule and never by case."""

    case: str
    decided: str
    offered: str
    because: str


@dataclass
class Score:
    """One figure beside that of the baseline."""

    hits: int = 0
    asked: int = 0
    offered: int = 0
    errors: list[Error] = field(default_factory=list)

    def add(self, hit: bool, offered: int, error: Error | None = None) -> None:
        self.asked += 1
        self.hits += hit
        self.offered += offered
        if not hit and error:
            self.errors.append(error)

    @property
    def percent(self) -> float:
        return 100 * self.hits / self.asked if self.asked else 0.0

    @property
    def average(self) -> float:
        return self.offered / self.asked if self.asked else 0.0


# --- what an officer would enter -----------------------------------------------------------------------------------


def row_of(case: Mapping[str, Any]) -> dict[str, Any]:
    """One row of `netral assess`; what the page does not say stays unsaid."""
    row = {
        "id": case["id"],
        "election": case["election"],
        "subject": case["employment"],
        "conduct": case["conduct_codes"],
        "position": case["actor_position"],
        "phase": case["phase"] if case["phase"] in ("before", "after") else None,
        "date": day(case["conduct_date"]),
        "as_of": last_day(case["date_published"]),
        **TARGETS.get(str(case["target"]), {}),
    }
    office = row.get("office")
    election = rulebook.current().elections.get(case["election"])
    if office and election and office not in election.offices:
        del row["office"]
    return {key: value for key, value in row.items() if value is not None}


def day(value: object) -> str | None:
    """A whole day; a month alone is not one."""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return None


def last_day(value: object) -> str | None:
    """The day of a page, or the last day of its month when only that is known: it was forwarded by then."""
    known = re.fullmatch(r"(\d{4})-(\d{2})", str(value))
    if not known:
        return day(value)
    year, month = int(known[1]), int(known[2])
    return date(year, month, monthrange(year, month)[1]).isoformat()


def usable(case: Mapping[str, Any], *purposes: str) -> bool:
    fitting = case["confidence"] in TRUSTED and case["employment"] in rulebook.subjects
    return fitting and any(purpose in case["usable_for"] for purpose in purposes)


# --- the baseline --------------------------------------------------------------------------------------------------


def baseline_kinds(case: Mapping[str, Any]) -> set[str]:
    """What status and phase alone would say."""
    if case["employment"] in ASN:
        return {"before": {"kode_etik"}, "after": {"disiplin"}}.get(case["phase"], {"kode_etik", "disiplin"})
    return {"kode_etik_penyelenggara"} if case["employment"] == "penyelenggara" else {"peraturan_lainnya"}


def baseline_receivers(case: Mapping[str, Any]) -> set[str]:
    """Whom status alone would name; for a civil servant KASN, and BKN for the last regional elections."""
    if case["employment"] in ASN:
        return {"BKN"} if case["election"] in ("pilkada2024", "lain") else {"KASN"}
    desks = {"kades": "kepala_daerah", "perangkat_desa": "kepala_desa", "BPD": "kepala_daerah", "penyelenggara": "DKPP"}
    desks |= {"TNI": "Puspom_TNI", "Polri": "Propam", "honorer": "pejabat_pembina", "pendamping": "atasan_langsung"}
    return {desks[case["employment"]]}


# --- kinds ---------------------------------------------------------------------------------------------------------


def decided_kinds(case: Mapping[str, Any]) -> set[str]:
    """What counts as right. For a civil servant Bawaslu's class “other law” is ethics or discipline."""
    kind = case["violation_kind"]
    if kind == "peraturan_lainnya" and case["employment"] in ASN:
        return {"kode_etik", "disiplin"}
    return {kind} & set(KINDS)


def say(codes: Iterable[str]) -> str:
    return ", ".join(sorted(codes)) or "tidak ada"


def score_kinds(cases: Iterable[Mapping[str, Any]], *purposes: str) -> tuple[Score, Score]:
    ours, bare = Score(), Score()
    for case in cases:
        decided = decided_kinds(case)
        if not usable(case, *purposes) or not decided:
            continue
        offered = {row["kind"] for row in rulebook.assess(row_of(case))["allegations"]}
        error = Error(case["id"], say(decided), say(offered), kind_reason(case, decided))
        ours.add(bool(decided & offered), len(offered), error)
        bare.add(bool(decided & baseline_kinds(case)), len(baseline_kinds(case)))
    return ours, bare


KIND_REASONS: tuple[tuple[Callable[[Mapping[str, Any], set[str]], bool], str], ...] = (
    (
        lambda case, decided: case["employment"] == "honorer" and "kode_etik" in decided,
        "Labelnya diragukan: PP 42/2004 dan SKB 2022 hanya mengatur pegawai ASN; tenaga kontrak menurut perjanjiannya.",
    ),
    (
        lambda case, decided: "pidana" in decided and case["phase"] == "before",
        "Belum ada calon atau kampanye: UU 10/2016 Pasal 71 ayat (1), UU 7/2017 Pasal 490 dan 494 tidak terpenuhi.",
    ),
    (
        lambda case, decided: "kode_etik" in decided and case["employment"] in ASN,
        "Labelnya kode etik untuk perbuatan sesudah penetapan; SKB 2022 menempatkannya pada disiplin.",
    ),
)


def kind_reason(case: Mapping[str, Any], decided: set[str]) -> str:
    fitting = (reason for holds, reason in KIND_REASONS if holds(case, decided))
    return next(fitting, "Aturannya tidak memuat perbuatan ini bagi orang ini; perlu diperiksa.")


# --- receivers -----------------------------------------------------------------------------------------------------


def real_receivers(case: Mapping[str, Any]) -> set[str]:
    """Codes of those who received it; a Bawaslu that passes a case to another Bawaslu is not a receiver."""
    found = set()
    for words in case["forwarded_to"]:
        code = next((code or above(case) for pattern, code in RECEIVERS if re.search(pattern, words)), None)
        if code:
            found.add(code)
    return found


def above(case: Mapping[str, Any]) -> str:
    return ABOVE.get(case["employment"], "pejabat_pembina")


def score_receivers(cases: Iterable[Mapping[str, Any]]) -> tuple[Score, Score, Score]:
    """Any real receiver named; every one of them named; the baseline."""
    ours, every, bare = Score(), Score(), Score()
    for case in cases:
        real = real_receivers(case)
        if not usable(case, "routing") or not real:
            continue
        offered = {row["to"] for row in rulebook.assess(row_of(case))["referrals"]}
        error = Error(case["id"], say(real), say(offered), receiver_reason(real - offered))
        ours.add(bool(real & offered), len(offered), error)
        every.add(real <= offered, len(offered), error)
        bare.add(bool(real & baseline_receivers(case)), 1)
    return ours, every, bare


RECEIVER_REASONS = (
    ("KASN", "Halaman masih menyebut KASN sesudah tugasnya beralih ke BKN (SE MenPANRB 4/2024)."),
    ("KPU", "KPU menerima perkara pasangan calonnya (susunan tim kampanye), bukan perkara orang ini."),
    (
        "Kejaksaan",
        "Kejaksaan menerima perkara dari penyidik, bukan dari Bawaslu (UU 7/2017 Pasal 476; UU 1/2015 Pasal 146).",
    ),
    (
        "Polri",
        "Belum pasti orang dan perbuatannya yang diatur UU 10/2016 Pasal 71 ayat (1); jalur pidana menunggu itu.",
    ),
    ("Kemendagri", "Kementerian menerima tembusan; yang menjatuhkan sanksi ialah pejabat pembina kepegawaian."),
)


def receiver_reason(missed: set[str]) -> str:
    fitting = (reason for code, reason in RECEIVER_REASONS if code in missed)
    return next(fitting, "Instansi atau atasan menerima langsung; jalur menurut peraturan lain daripada itu.")


# --- sanctions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Imposed:
    """An imposed sanction against what the law opens: inside, or outside with the reason a reader is shown."""

    case: str
    inside: bool
    because: str


def score_sanctions(cases: Iterable[Mapping[str, Any]]) -> list[Imposed]:
    fitting = (case for case in cases if usable(case, "sanction") and case["sanction"])
    imposed = (case for case in fitting if case["outcome"] in ("proven_sanctioned", "convicted"))
    return [compare_sanction(case) for case in imposed]


def compare_sanction(case: Mapping[str, Any]) -> Imposed:
    words = str(case["sanction"]).lower()
    offered = [each for row in rulebook.current().allegations(row_of(case)) for each in row.sanctions]
    penalties = [each for each in offered if isinstance(each, Penalty)]
    if re.search(r"\bpenjara\b|\bdenda\b", words):
        return compare_penalty(case["id"], words, penalties)
    named = [SAID_AS.get(phrase, phrase) for phrase in SANCTION_WORDS if phrase in words]
    inside = any(phrase in each.name.id.lower() for phrase in named for each in offered)
    return Imposed(case["id"], inside, "" if inside else outside(named))


def compare_penalty(case: str, words: str, penalties: Sequence[Penalty]) -> Imposed:
    months, amount = prison_of(words), fine_of(words)
    for each in penalties:
        if fits(months, each.prison_min, each.prison_max) and fits(amount, each.fine_min, each.fine_max):
            return Imposed(case, True, "")
    return Imposed(case, False, "Di luar ancaman pidana pasal yang diusulkan, atau pasalnya tidak diusulkan.")


def fits(value: int | None, least: int | None, most: int | None) -> bool:
    return value is None or ((least is None or value >= least) and most is not None and value <= most)


def prison_of(words: str) -> int | None:
    """Months in prison; what stands instead of an unpaid fine is not counted."""
    found = re.search(r"penjara (\d+) bulan", words.partition("subsider")[0])
    return int(found[1]) if found else None


def fine_of(words: str) -> int | None:
    found = re.search(r"denda rp\s?([\d.]+)( juta)?", words)
    if not found:
        return None
    return int(found[1].replace(".", "")) * (1_000_000 if found[2] else 1)


def outside(named: Sequence[str]) -> str:
    if named:
        return "Ditandai: sanksi ini tidak ada pada tingkat yang dibuka aturan yang diusulkan."
    return "Ditandai: tindakan ini bukan jenis sanksi dalam peraturan mana pun yang dimuat."
