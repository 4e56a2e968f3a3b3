"""The pages of docs/reference, made from the tables so that they cannot drift: law, clocks, procedures, permissions."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import override

from netral import rulebook
from netral.access.models import Role
from netral.access.states import ROLE_NAMES, ROLE_SENTENCES
from netral.config import programs
from netral.config.doors import ABSENT, Doors, Group, read
from netral.rulebook import digest, reference

# Those with a subject in the system come first; the others are tables of the law nobody works with here yet.
PROCEDURES = tuple(dict.fromkeys(("pemilu", "pilkada", "disiplin", *rulebook.current().procedures)))
# What stands in the folder, for whoever looks for it; those without `pages` entry are written by their own script.
CONTENTS = {
    "aturan.md": "setiap aturan dengan kata biasa dan sumbernya: unsur, hukuman, pejabat, upaya, penerima, formulir",
    "tenggat.md": "setiap jangka waktu: berapa, sejak kapan, menurut pasal mana, dan pengandaiannya",
    "perubahan.md": "apa mulai dan apa berakhir pada hari apa",
    "keraguan.md": "keraguan hukum yang terbuka, yang terlemah lebih dahulu",
    "peraturan.md": "undang-undang dan peraturan yang dikutip",
    "izin.md": "peran, langkah, dan siapa boleh membuka alamat mana",
    "program.md": "tombol mana punya pintu yang sama bagi program, dan mengapa yang lain tidak",
    "akurasi.md": "ketepatan aturan pada perkara yang pernah diberitakan",
    "akurasi-saran.md": "ketepatan saran dari teks bebas",
    "kecepatan.md": "kecepatan mesin aturan, diukur",
    "kecepatan-bukti.md": "kecepatan penerimaan bukti, diukur",
    "kecepatan-perkara.md": "kecepatan perkara dan kiriman dalam rumah yang penuh, diukur",
    "jurnal.md": "bentuk catatan jurnal dan cara memeriksanya",
    "tanda-terima.md": "bentuk tanda terima dan cara memeriksanya",
    "kiriman.md": "bentuk kiriman antar-rumah, tanda terimanya, dan paket berkas",
}
# Pages that begin so are ours to write; others in the folder were written by people.
NOTE = "<!-- Ditulis oleh `make reference` dari tabelnya. Jangan disunting di sini. -->\n\n"


def pages() -> dict[str, str]:
    """File name → Markdown text. The law is that of the day a human last checked it, never of the day of printing."""
    with override("id"):
        rules = rulebook.current()
        texts = {
            "tenggat.md": reference.deadline_table(),
            "peraturan.md": reference.instrument_table(),
            "aturan.md": digest.rules_in_words(),
            "perubahan.md": digest.timeline(),
            "keraguan.md": digest.doubts(),
            "izin.md": permissions(rules.checked),
            "program.md": for_programs(),
        }
        for code in PROCEDURES:
            texts[f"status-{code}.md"] = reference.status_diagram(rules.procedure(code, rules.checked))
        texts["README.md"] = contents(rules)
    return {name: NOTE + text.rstrip() + "\n" for name, text in texts.items()}


def contents(rules: rulebook.Rulebook) -> str:
    """The pages of the folder, each with what it is for."""
    tables = {code: rules.procedure(code, rules.checked).title.id for code in PROCEDURES}
    lines = [f"- [{name}]({name}): {about}" for name, about in CONTENTS.items()]
    lines += [
        f"- [status-{code}.md](status-{code}.md): diagram {title[:1].lower()}{title[1:]}"
        for code, title in tables.items()
    ]
    promise = "Diringkas dengan kata kami sendiri. Yang mengikat adalah teks aslinya."
    return "\n".join(["# Rujukan", "", f"Paket aturan {rules.version}. {promise}", "", *lines])


def permissions(on: date) -> str:
    """Roles, the steps each may take in the procedures of a day, and who may open which address."""
    steps = [line for code in PROCEDURES for line in _steps(rulebook.current().procedure(code, on))]
    return "\n".join(["# Siapa boleh apa", *_roles(), "", "## Langkah", *steps, *_doors(read())])


def for_programs() -> str:
    """Every page that takes something sent, with the doors that do the same for programs or why there are none."""
    table = programs.read()
    doors = [(f"`{page}`", ", ".join(f"`{door}`" for door in found)) for page, found in table.doors.items()]
    reasons = [(f"`{page}`", reason) for page, reason in table.exceptions.items()]
    reasons += [(f"`{start}…`", reason) for start, reason in table.families.items()]
    promise = "Pintu yang sama memakai izin, formulir, dan catatan jurnal yang sama. Bentuknya: `/api/v1/openapi.json`."
    lines = ["# Tombol dan pintu program", "", promise, "", *reference.table(("Halaman", "Pintu program"), doors)]
    return "\n".join([*lines, "", "## Hanya di halaman", "", *reference.table(("Halaman", "Sebab"), reasons)])


def _roles() -> list[str]:
    rows = [(f"{ROLE_NAMES[role]} (`{role}`)", str(ROLE_SENTENCES[role])) for role in Role]
    return ["", "## Peran", "", *reference.table(("Peran", "Boleh"), rows)]


STEP_HEADS = ("Langkah", "Dari", "Ke", "Oleh", "Di", "Syarat", "Dasar")


def _steps(procedure: rulebook.Procedure) -> Iterable[str]:
    yield from ["", f"### {procedure.title.id} (`{procedure.code}`, versi {procedure.version})"]
    for subject, label in procedure.subjects.items():
        rows = [_step_row(procedure, step) for step in procedure.steps if step.subject == subject]
        yield from ["", f"{label.id}:", "", *reference.table(STEP_HEADS, rows)]


def _step_row(procedure: rulebook.Procedure, step: rulebook.Step) -> tuple[str, ...]:
    return (
        f"{step.label.id} (`{step.code}`)",
        ", ".join(procedure.statuses[status].label.id for status in step.froms),
        procedure.statuses[step.to].label.id if step.to else "tetap",
        ", ".join(procedure.roles[role].id for role in step.by),
        procedure.places[step.place].id,
        ", ".join(procedure.requirements[need].id for need in step.needs),
        step.source,
    )


def _doors(doors: Doors) -> Iterable[str]:
    """Every address against every persona, as the tests try it. A dash is an address that does not exist."""
    answers = [(_cell(code), text) for code, text in doors.answers.items()]
    yield from ["", "## Pintu", "", *reference.table(("Jawaban", "Artinya"), answers)]
    personas = [(f"`{code}`", text) for code, text in doors.personas.items()]
    yield from ["", *reference.table(("Siapa", "Itu"), personas)]
    yield from ["", "### Membaca yang tercatat", "", NOTED, ""]
    noted = [(f"`{each.verb}`", each.why, ", ".join(f"`{door}`" for door in each.doors)) for each in doors.journalled]
    yield from reference.table(("Catatan", "Yang dicatat", "Pintu"), noted)
    for about in ("", *doors.objects):
        groups = [group for group in doors.groups if group.about == about]
        yield from ["", f"### {doors.objects.get(about, 'Tanpa objek tertentu')}", ""]
        yield from reference.table(("Pintu", *doors.personas), [_door_row(group) for group in groups])


NOTED = "Permintaan GET tidak mengubah apa pun. Hanya di pintu ini jurnal mencatat bahwa seseorang membaca."


def _door_row(group: Group) -> tuple[str, ...]:
    addresses = ", ".join(f"`{door}`" for door in group.doors)
    return (f"{group.title}: {addresses}", *map(_cell, group.answers.values()))


def _cell(answer: str) -> str:
    return "-" if answer == ABSENT else answer
