"""How often the suggestions are right on published cases, beside a trivial baseline, and how fast they are made.

    python benchmarks/saran.py [--texts FILE] [--write]

The texts are JSON lines {id, text, gold}; without --texts they are looked for beside the project (`../shared/cases`),
and where they are not, nothing is measured, which is said.
Scored is what the text says. The baseline always answers the most frequent labels of these very texts. `--write` puts
the figures and every error, with the reasons of saran.toml, into docs/reference/akurasi-saran.md.
"""

import argparse
import json
import os
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "akurasi-saran.md"
TEXTS = ROOT.parent / "shared" / "cases" / "texts.jsonl"
TOP = 3
VAGUE = "lain"  # not described by the label: nothing to find
ASN = {"PNS", "PPPK"}
SEVERAL = "campuran"  # several people of several statuses: no answer of one code could be right
TARGETS = {
    "calon": {"calon"},
    "caleg": {"calon"},
    "presiden": {"calon", "bakal_calon"},
    "bakal calon": {"bakal_calon"},
    "parpol": {"parpol"},
    "diri sendiri sebagai bakal calon": {"diri_sendiri"},
}
REASONS: Mapping[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


class Score(NamedTuple):
    """Right answers of all, and those of the baseline."""

    name: str
    right: int
    baseline: int
    of: int
    wanted: str = ""


class Error(NamedTuple):
    text: str
    what: str
    label: str
    answer: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    args = parser.parse_args()
    path = args.texts or TEXTS
    if not path.is_file():
        missing = f"{path} tidak ada. Beri berkas teks dengan --texts."
        if args.texts:
            sys.exit(missing)
        print(f"Ketepatan saran tidak diukur: {missing}")
        return
    suggest = prepared()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    answers = [suggest(row["text"]) for row in rows]
    scores, errors = list(scored(rows, answers)), list(mistakes(rows, answers))
    for score in scores:
        right, baseline = share(score.right, score.of), share(score.baseline, score.of)
        print(f"{score.name:<44}{right:>8}  baseline {baseline:>7}  {score.wanted}")
    for error in errors:
        print(f"  {error.text} {error.what}: label {error.label}, answer {error.answer}: {reason(error)}")
    speed(suggest, [row["text"] for row in rows])
    if args.write:
        PAGE.write_text(page(scores, errors, len(rows)), encoding="utf-8")


def prepared() -> Any:
    """`suggest` with the whole country."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netral.config.settings")
    os.environ.setdefault("NETRAL_SECRET_KEY", "only-for-this-benchmark")
    import django

    django.setup()
    from netral.offices.gazetteer import gazetteer
    from netral.rulebook.suggestion import suggest

    country = gazetteer()
    return lambda text: suggest(text, country)


def labels(row: Any) -> list[str]:
    return [code for code in row["gold"]["conduct_codes"] if code != VAGUE]


def top(answer: Any) -> list[str]:
    return [each["code"] for each in answer["conduct"][:TOP]]


def status(answer: Any) -> str:
    return answer["subject"]["code"] if answer["subject"] else "tidak ada"


def place(name: str) -> str:
    """Names without spaces: Pangkal Pinang and Pangkalpinang are one city."""
    return name.replace(" ", "").casefold()


def region(answer: Any) -> str:
    return answer["region"]["name"] if answer["region"] else "tidak ada"


def fits(label: str, answer: str) -> bool:
    """What the text says: ASN is right where PNS or PPPK is a conclusion of the label, but not the other way round."""
    return label == answer or (answer == "ASN" and label in ASN)


def scored(rows: list[Any], answers: list[Any]) -> Iterator[Score]:
    codes = Counter(code for row in rows for code in labels(row))
    usual = [code for code, _ in codes.most_common(TOP)]
    statuses = Counter(row["gold"]["employment"] for row in rows)
    regencies = Counter(row["gold"]["regency"] for row in rows)
    [(usual_status, _)], [(_, often)] = statuses.most_common(1), regencies.most_common(1)
    both = list(zip(rows, answers, strict=True))
    yield Score(
        f"perbuatan: recall@{TOP}",
        sum(code in top(answer) for row, answer in both for code in labels(row)),
        sum(codes[code] for code in usual),
        codes.total(),
        "≥ 85 %",
    )
    described = [(row, answer) for row, answer in both if labels(row)]
    yield Score(
        "perbuatan: usulan pertama termasuk label",
        sum(top(answer)[:1] != [] and top(answer)[0] in labels(row) for row, answer in described),
        sum(usual[0] in labels(row) for row, _ in described),
        len(described),
    )
    single = [(row, answer) for row, answer in both if row["gold"]["employment"] != SEVERAL]
    yield Score(
        "status: menurut yang tertulis",
        sum(fits(row["gold"]["employment"], status(answer)) for row, answer in single),
        sum(fits(row["gold"]["employment"], usual_status) for row, _ in single),
        len(single),
        "≥ 90 %",
    )
    yield Score(
        "status: persis label",
        sum(row["gold"]["employment"] == status(answer) for row, answer in both),
        statuses[usual_status],
        len(rows),
    )
    yield Score(
        "kabupaten/kota",
        sum(place(row["gold"]["regency"]) == place(region(answer)) for row, answer in both),
        often,
        len(rows),
        "≥ 95 %",
    )
    aimed = [(row, answer) for row, answer in both if row["gold"]["target"]]
    yield Score(
        "sasaran",
        sum(answer["target"] in TARGETS[row["gold"]["target"]] for row, answer in aimed),
        sum("calon" in TARGETS[row["gold"]["target"]] for row, _ in aimed),
        len(aimed),
    )
    dated = [(row, answer) for row, answer in both if len(row["gold"]["conduct_date"] or "") == 10]
    yield Score(
        "tanggal perbuatan (label sampai hari)",
        sum(answer["date"] == row["gold"]["conduct_date"] for row, answer in dated),
        0,
        len(dated),
    )
    undated = [answer for row, answer in both if not row["gold"]["conduct_date"]]
    silent = sum(not each["date"] for each in undated)
    yield Score("tanpa tanggal bila label tanpa tanggal", silent, len(undated), len(undated))


def mistakes(rows: list[Any], answers: list[Any]) -> Iterator[Error]:
    for row, answer in zip(rows, answers, strict=True):
        gold = row["gold"]
        for code in labels(row):
            if code not in top(answer):
                yield Error(row["id"], code, ", ".join(labels(row)), ", ".join(top(answer)) or "tidak ada")
        if gold["employment"] != status(answer):
            yield Error(row["id"], "status", gold["employment"], status(answer))
        if place(gold["regency"]) != place(region(answer)):
            yield Error(row["id"], "regency", gold["regency"], region(answer))


def reason(error: Error) -> str:
    return REASONS.get(f"{error.text} {error.what}", "belum dijelaskan")


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %".replace(".", ",") if whole else "-"


def speed(suggest: Any, texts: list[str]) -> None:
    megabyte = "\n".join(texts) * (1_000_000 // sum(map(len, texts)))
    for what, some in (("published texts", texts), ("one text of a megabyte", [megabyte])):
        started = time.process_time()
        for text in some:
            suggest(text)
        taken = time.process_time() - started
        print(
            f"{what}: {len(some) / taken:.1f} suggestions/s, {sum(map(len, some)) / taken / 1e6:.2f} MB/s of one core"
        )


def channels() -> list[str]:
    from netral.rulebook.suggestion import dictionary

    return [f"`{sign.code}`" for sign in dictionary.current().channels]


def page(scores: Iterable[Score], errors: Iterable[Error], texts: int) -> str:
    lines = [
        "<!-- Ditulis oleh `python benchmarks/saran.py --write`. Jangan disunting di sini. -->",
        "",
        "# Ketepatan saran",
        "",
        "`netral suggest` mengusulkan isian dari teks bebas. Saran bukan temuan: ia mengulang yang tertulis, betapa",
        f"pun kelirunya tulisan itu. Diukur pada {texts} teks perkara yang pernah diberitakan; pembandingnya selalu",
        "menjawab label yang paling sering. Kata-katanya ditulis dari bahasa peraturan dan laporan, lalu dilengkapi",
        "secara umum sesudah melihat kesalahan di sini: pada teks lain bagiannya bisa lebih kecil.",
        "",
        "| Ukuran | Benar | Dari | Bagian | Pembanding | Sasaran |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
    ]
    lines += [
        f"| {each.name} | {each.right} | {each.of} | {share(each.right, each.of)} |"
        f" {share(each.baseline, each.of)} | {each.wanted} |"
        for each in scores
    ]
    lines += [
        "",
        "Wilayah yang diusulkan adalah kabupaten atau kota; provinsi hanya bila tidak ada yang lebih dekat. Kode",
    ]
    lines += [f"saluran: {', '.join(channels())}.", "", "## Yang berbeda dari label", ""]
    lines += ["| Teks | Apa | Label | Saran | Mengapa |", "| --- | --- | --- | --- | --- |"]
    lines += [f"| {e.text} | {e.what} | {e.label} | {e.answer} | {reason(e)} |" for e in errors]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
