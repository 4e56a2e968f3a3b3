"""What the rulebook answers today to the questions of `examples/`, and which examples the law no longer bears out.

`python -m tests.rulebook.answers` prints, for every example whose answer changed, what it says and what comes out now:
change a file of `netral/rulebook/law/`, run it, and see what the change does.
"""

import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from netral.rulebook.book import Rulebook, load
from netral.rulebook.counting import Event
from netral.rulebook.interruptions import NotPermittedError
from netral.rulebook.law_files import LawFileError

EXAMPLES = Path(__file__).parent / "examples"
Example = dict[str, Any]


def deadline(book: Rulebook, example: Example) -> Example:
    events = [Event(each["kind"], each["on"], each["document"]) for each in example.get("events", ())]
    try:
        due = book.due(example["rule"], example["start"], zone=example["zone"], events=events)
    except NotPermittedError as problem:
        return {"due": str(problem)}
    return {
        "due": due.due,
        "changes": [f"{each.permit.does}: {each.event.document} ({each.permit.source})" for each in due.changes],
        "skipped": [f"{day.date} {day.name}" for day in due.skipped],
        "assumptions": [text.id for text in due.assumptions],
    }


def phase(book: Rulebook, example: Example) -> Example:
    election = book.elections[example["election"]]
    return {"phase": book.phase(election, example.get("office"), example["on"])}


def receivers(book: Rulebook, example: Example) -> Example:
    words = {key: example[key] for key in ("regime", "position", "situation") if key in example}
    found = book.receivers(example["subject"], example["kind"], example["on"], **words)
    return {
        "to": [each.to for each in found],
        "via": found[0].via if found else "",
        "basis": [each.basis for each in found],
    }


def assessment(book: Rulebook, example: Example) -> Example:
    answer = book.assess({"id": "contoh", **example["facts"]})
    rows = answer["allegations"]
    first = rows[0] if rows else {"kind": None, "level": None, "sanctions": [], "elements": []}
    return {
        "provisions": [row["provision"] for row in rows],
        "kind": first["kind"] or "none",
        "level": first["level"] or "none",
        "phase": answer["phase"],
        "sanctions": [sanction["code"] for sanction in first["sanctions"]],
        "referrals": [referral["to"] for referral in answer["referrals"]],
        "missing": [fact["fact"] for fact in answer["missing"]],
        "unknown": [each["element"] for each in first["elements"] if each["state"] == "unknown"],
    }


def sanctions(book: Rulebook, example: Example) -> Example:
    words = {key: example[key] for key in ("subject", "last", "others") if key in example}
    found = book.sanction_range(example["of"], example["on"], **words)
    length = {key: example[key] for key in ("months", "years") if key in example}
    check = found.judge(example.get("imposed", ""), **length)
    return {
        "open": [each.code for each in found.sanctions],
        "inside": check.inside,
        "why": [rule.code for rule in check.reasons],
        "besides": [rule.code for rule in check.notes],
        "rules": [rule.code for rule in found.rules],
        "later": [each.code for each in found.later],
    }


def competence(book: Rulebook, example: Example) -> Example:
    words = {key: example[key] for key in ("position", "agency") if key in example}
    found = book.competent_officials(example["subject"], example.get("level"), example["on"], **words)
    facts = {text: fact for fact, text in book.competence.facts.items()}
    return {
        "officials": list(dict.fromkeys(each.official for each in found.officials)),
        "rows": [each.row.code for each in found.officials],
        "decides": [facts[text] for text in found.decides],
        "permissions": [each.code for each in found.permissions],
    }


def remedies(book: Rulebook, example: Example) -> Example:
    found = book.remedies(example["sanction"], example["on"], official=example.get("official", ""))
    return {
        "remedies": [each.code for each in found],
        "periods": [code for each in found for code in each.periods()],
        "further": [code for each in found for code in each.further],
    }


def steps(book: Rulebook, example: Example) -> Example:
    table = book.procedures[example["procedure"]][-1]
    status = table.initial(example["subject"]).code
    for code in example["steps"]:
        possible = {step.code: step for step in table.steps_from(example["subject"], status)}
        if code not in possible:
            return {"ends": f"{code} tidak mungkin dari {status}"}
        status = possible[code].to or status
    return {"ends": status}


def forms(book: Rulebook, example: Example) -> Example:
    title = book.forms[example["form"]].official_title
    return {"official": title.id if title else ""}


def proofs(book: Rulebook, example: Example) -> Example:
    found = book.proofs_for(example["element"], example.get("conducts", ()))
    return {"proofs": [each.code for each in found]}


# By the first word of the file's name; files of other words are read by tests of their own.
ANSWERS: Mapping[str, Callable[[Rulebook, Example], Example]] = {
    "assess": assessment,
    "competence": competence,
    "deadlines": deadline,
    "forms": forms,
    "phase": phase,
    "proofs": proofs,
    "receivers": receivers,
    "remedies": remedies,
    "sanctions": sanctions,
    "steps": steps,
}


def all_examples(folder: Path = EXAMPLES) -> Iterator[tuple[str, str, Example]]:
    """File name without ending, kind of question, and example, in order; only kinds that have an answer here."""
    for path in sorted(folder.glob("*.toml")):
        kind = path.stem.split("_")[0]
        if kind in ANSWERS:
            for example in tomllib.loads(path.read_text(encoding="utf-8"))["example"]:
                yield path.stem, kind, example


def differences(book: Rulebook, kind: str, example: Example) -> dict[str, tuple[Any, Any]]:
    """What the example says and what comes out now, where they differ; only what the example says is compared."""
    now = ANSWERS[kind](book, example)
    if kind == "deadlines":
        example = {"due": None, **example}
    return {key: (example[key], found) for key, found in now.items() if key in example and example[key] != found}


def changes(book: Rulebook) -> Iterator[str]:
    """Lines for people: one per example that changed, and one per answer below it."""
    for file, kind, example in all_examples():
        changed = differences(book, kind, example)
        if changed:
            yield f"{file}.toml: {example['title']}"
            yield from (f"    {key}: {said!r} → {now!r}" for key, (said, now) in changed.items())


def main() -> int:
    """Exit code 0 when every example holds, 1 when some changed or the law cannot be read."""
    try:
        book = load()
    except LawFileError as problem:
        print(f"Berkas hukum ditolak: {problem}")
        return 1
    lines = list(changes(book))
    print("\n".join(lines) if lines else f"Semua {sum(1 for _ in all_examples())} contoh tetap seperti tertulis.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
