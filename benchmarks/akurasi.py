"""How often the rulebook names what authorities really decided, beside a look-up that only knows status and phase.

    python benchmarks/akurasi.py [--cases ../shared/cases/cases.yaml] [--write]

Without --cases they are looked for beside the project; where they are not, nothing is measured, which is said.
Reads published cases (roles only, no names), asks the rulebook what an officer would ask, and compares. `--write` puts
the report into docs/reference/akurasi.md. Cases are called by their number; nothing else of them is printed.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.akurasi_scores import (  # noqa: E402
    Error,
    Score,
    decided_kinds,
    score_kinds,
    score_receivers,
    score_sanctions,
    usable,
)
from netral import rulebook  # noqa: E402
from netral.rulebook.reference import table  # noqa: E402

CASES = ROOT.parent / "shared" / "cases" / "cases.yaml"
REPORT = ROOT / "docs" / "reference" / "akurasi.md"
GOALS = {"kind": 92.0, "kinds_offered": 2.2, "receiver": 95.0, "receivers_offered": 2.5, "sanction": 100.0}

# --- negatives -----------------------------------------------------------------------------------------------------

NEGATIVES: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "nama dicatut menjadi anggota partai",
        {
            "conduct": ["anggota_pengurus_parpol"],
            "target": "parpol",
            "circumstances": {"name_used_without_consent": True},
        },
    ),
    (
        "foto dipakai orang lain",
        {"conduct": ["foto_bersama_simbol"], "target": "calon", "circumstances": {"name_used_without_consent": True}},
    ),
    (
        "datang karena undangan yang menipu",
        {"conduct": ["hadiri_deklarasi_kampanye"], "target": "calon", "circumstances": {"deceived": True}},
    ),
)
NEGATIVE_SUBJECTS = ("PNS", "PPPK", "ASN", "kades", "perangkat_desa")


def negatives() -> list[tuple[str, int, int]]:
    """Each story with how many people and elections it was tried on, and how many were accused all the same."""
    found = []
    for title, said in NEGATIVES:
        rows = [
            {"id": "x", "election": election, "subject": subject, "phase": "after", **said}
            for election in rulebook.current().elections
            for subject in NEGATIVE_SUBJECTS
        ]
        found.append((title, len(rows), sum(bool(rulebook.assess(row)["allegations"]) for row in rows)))
    return found


# --- the report ----------------------------------------------------------------------------------------------------


INTRODUCTION = """Paket aturan {version} terhadap {count} perkara yang pernah diberitakan (keyakinan tinggi dan sedang,
menurut kegunaannya, hukum yang berlaku waktu itu). Pembandingnya hanya melihat status orang dan tahap. Perkara itu
bukan contoh acak, dan yang dibaca ialah beritanya. Aturan ditulis dari peraturan; tidak ada yang dibuat untuk satu
perkara."""


def report(cases: Sequence[Mapping[str, Any]]) -> str:
    """The page, as Markdown. Deterministic: no day, no machine."""
    book = rulebook.current()
    kinds, bare_kinds = score_kinds(cases, "kind", "kind_final")
    final, bare_final = score_kinds(cases, "kind_final")
    receivers, every, bare_receivers = score_receivers(cases)
    sanctions = score_sanctions(cases)
    answered = sum(each.inside or bool(each.because) for each in sanctions)
    figures = [
        figure("Jenis yang diputus ada di antara dugaan", kinds, bare_kinds, GOALS["kind"]),
        offer("rata-rata jenis yang ditawarkan", kinds, bare_kinds, GOALS["kinds_offered"]),
        figure("hanya perkara yang sudah diputus (kind_final)", final, bare_final, None),
        figure("Penerima sebenarnya ada di antara rujukan", receivers, bare_receivers, GOALS["receiver"]),
        offer("rata-rata penerima yang ditawarkan", receivers, bare_receivers, GOALS["receivers_offered"]),
        figure("semua penerima sebenarnya disebut", every, bare_receivers, None),
        ("Sanksi di dalam rentang atau ditandai di luar", f"{answered} dari {len(sanctions)}", "tidak ada", "100%"),
        (
            "di antaranya di dalam rentang",
            f"{sum(each.inside for each in sanctions)} dari {len(sanctions)}",
            "tidak ada",
            "",
        ),
    ]
    lines = [
        "<!-- Ditulis oleh `python benchmarks/akurasi.py --write`. Jangan disunting di sini. -->",
        "",
        "# Akurasi",
        "",
        INTRODUCTION.format(version=book.version, count=len(cases)),
        "",
        *table(("Ukuran", "Paket aturan", "Pembanding", "Sasaran"), figures),
        "",
        "## Cerita yang tidak boleh menjadi dugaan",
        "",
        *table(
            ("Cerita", "Dicoba", "Tetap diduga"),
            [(title, str(tried), str(accused)) for title, tried, accused in negatives()],
        ),
        *errors_of("Jenis yang terlewat", "Diputus", "Ditawarkan", kinds.errors),
        *errors_of("Penerima yang terlewat", "Sebenarnya", "Ditawarkan", every.errors),
        "",
        "## Sanksi di luar rentang",
        "",
        *table(("Perkara", "Alasan"), [(each.case, each.because) for each in sanctions if not each.inside]),
        "",
        "## Jenis yang ditawarkan",
        "",
        *table(("Jenis diputus", "Perkara"), decided_table(cases)),
    ]
    return "\n".join(lines) + "\n"


def figure(name: str, ours: Score, bare: Score, goal: float | None) -> tuple[str, str, str, str]:
    return (
        f"{name} ({ours.asked} perkara)",
        f"{ours.percent:.1f}% ({ours.hits})",
        f"{bare.percent:.1f}% ({bare.hits})",
        f"paling sedikit {goal:g}%" if goal else "",
    )


def offer(name: str, ours: Score, bare: Score, goal: float) -> tuple[str, str, str, str]:
    return (name, f"{ours.average:.2f}", f"{bare.average:.2f}", f"paling banyak {goal:g}")


def errors_of(title: str, was: str, offered: str, errors: Sequence[Error]) -> list[str]:
    rows = [(error.case, error.decided, error.offered, error.because) for error in errors]
    return ["", f"## {title}", "", *table(("Perkara", was, offered, "Alasan"), rows)]


def decided_table(cases: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    counted = Counter(
        case["violation_kind"] for case in cases if usable(case, "kind", "kind_final") and decided_kinds(case)
    )
    return [(kind, str(count)) for kind, count in sorted(counted.items())]


def load_cases(path: Path) -> list[dict[str, Any]]:
    import yaml

    cases: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return cases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.relative_to(ROOT)}")
    args = parser.parse_args()
    path = args.cases or CASES
    if not path.is_file():
        missing = f"{path} tidak ada. Beri berkas perkara dengan --cases."
        if args.cases:
            sys.exit(missing)
        print(f"Ketepatan tidak diukur: {missing}")
        return
    text = report(load_cases(path))
    if args.write:
        REPORT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
