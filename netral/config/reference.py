"""The pages of docs/reference, made from the tables so that they cannot drift: clocks, procedures, permissions."""

from datetime import date

from django.utils.translation import override

from netral import rulebook
from netral.access.models import Role
from netral.access.states import ROLE_NAMES, ROLE_SENTENCES
from netral.config.personas import DOORS, PERSONAS
from netral.rulebook import reference

PROCEDURES = ("pemilu", "pilkada", "disiplin")
NOTE = "<!-- Ditulis oleh `make reference` dari tabelnya. Jangan disunting di sini. -->\n\n"
# The day whose law the pages show: the day a human last checked the rulebook, never the day of printing.


def pages() -> dict[str, str]:
    """File name → Markdown text, for every page of docs/reference."""
    with override("id"):
        rules = rulebook.current()
        on = rules.checked
        texts = {"tenggat.md": reference.deadline_table(), "izin.md": permissions(on)}
        for code in PROCEDURES:
            texts[f"status-{code}.md"] = reference.status_diagram(rules.procedure(code, on))
    return {name: NOTE + text.rstrip() + "\n" for name, text in texts.items()}


def permissions(on: date) -> str:
    return "\n".join([*_roles(), *_steps(on), *_doors()])


def _roles() -> list[str]:
    rows = [f"| {ROLE_NAMES[role]} (`{role}`) | {ROLE_SENTENCES[role]} |" for role in Role]
    return ["# Siapa boleh apa", "", "## Peran", "", "| Peran | Boleh |", "|---|---|", *rows, ""]


def _steps(on: date) -> list[str]:
    lines = ["## Langkah tiap prosedur", ""]
    for code in PROCEDURES:
        table = rulebook.current().procedure(code, on)
        lines += [f"### {table.title.id} ({table.version})", "", "| Langkah | Dari | Ke | Oleh | Di | Pasal |"]
        lines += ["|---|---|---|---|---|---|"]
        lines += [
            f"| {step.label.id} (`{step.code}`) | {', '.join(step.froms)} | {step.to or 'tetap'} "
            f"| {', '.join(step.by)} | {step.place} | {step.source} |"
            for step in table.steps
        ]
        lines.append("")
    return lines


def _doors() -> list[str]:
    """Every address against every persona, as the tests try it."""
    heads = " | ".join(PERSONAS)
    lines = ["## Pintu", "", f"| Alamat | {heads} |", "|---" * (len(PERSONAS) + 1) + "|"]
    lines += [f"| `{name}` | {' | '.join(answers[p] for p in PERSONAS)} |" for name, answers in DOORS.items()]
    return lines
