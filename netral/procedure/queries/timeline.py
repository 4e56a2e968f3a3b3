"""What happened, as the journal tells it: everything for staff, the steps with a public sentence for everyone."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from netral import rulebook
from netral.audit.models import Entry
from netral.audit.queries import entries_about
from netral.audit.states import verb_text
from netral.offices.models import Organisation
from netral.procedure.queries.tables import say
from netral.procedure.states import Milestone
from netral.registry.models import Election

OPENED = "dibuka"
# A subject takes in another one that goes on with it, and may let it go again: entries about the other one say so.
TAKEN_IN, LET_GO = "digabungkan", "dipisahkan"
# A subject that ended let another one of its kind begin; its entry says so at the moment of that opening.
GREW = "menjadi_temuan"
# In the facts of an entry: the office something went to. A text of its verb may name it as `%(to)s`.
TO_OFFICE = "to_office"
# The same for the election it was set to, `%(election)s`.
ELECTION = "election"
# What a step found of each person, by the person's key: statuses of the table. Where they differ, a line counts them.
OUTCOMES = "outcomes"
Tables = dict[str, rulebook.Procedure]


def milestones(reference: str, *, public: bool, language: str) -> list[Milestone]:
    """The history of a subject and of everything opened because of it, oldest first.

    Two queries; a third where it went on inside another subject, from which something had been opened before, and one
    where its election was set.
    """
    entries = list(entries_about(reference))
    names, tables, elections = _office_names(entries), tables_of(entries), _election_names(entries)
    with translation.override(language):
        told = [(entry, _named(_text(entry, tables, public=public), entry, names, elections)) for entry in entries]
    lines = [
        Milestone(entry.at, text, names.get(entry.office, ""), entry.verb, entry.hash) for entry, text in told if text
    ]
    if not public:
        return lines
    return [line for place, line in enumerate(lines) if not _told_by_a_step(line, lines[:place])]


def told_by_each(entries: Sequence[Entry], tables: Tables) -> dict[str, str]:
    """What staff read of one entry of each chain, by chain, under tables that are known.

    Two queries, each only where an entry went to an office or was set to an election.
    """
    codes = {entry.facts[TO_OFFICE] for entry in entries if TO_OFFICE in entry.facts}
    names, elections = _names_of(codes), _election_names(entries)
    return {entry.chain: _named(_text(entry, tables, public=False), entry, names, elections) for entry in entries}


def _told_by_a_step(line: Milestone, before: Sequence[Milestone]) -> bool:
    """Whether a subject was opened by a step of another kind that just said so, at the same moment and office; or it
    grew out of one of its own kind.
    """
    kind, _, code = line.verb.partition(".")
    return code == OPENED and any(
        (other.at, other.office_name) == (line.at, line.office_name)
        and (not other.verb.startswith(f"{kind}.") or other.verb == f"{kind}.{GREW}")
        for other in before
    )


def last_words(reference: str) -> dict[str, Entry]:
    """The newest entry with a status, by chain, of everything a subject goes on in, itself first.

    That is what was opened because of it, what took it in, and what was opened because of that. What let it go again
    says nothing of it any more, nor does anything that was opened from there.
    """
    found: dict[str, Entry] = {}
    for entry in entries_about(reference):
        word = entry.verb.partition(".")[2] if entry.chain != reference else ""
        if word == LET_GO:
            found = {chain: last for chain, last in found.items() if entry.chain not in last.subjects}
        elif word == TAKEN_IN:
            found |= last_words(entry.chain)
        elif entry.after:
            found[entry.chain] = entry
    return found


def chains_about(reference: str) -> list[str]:
    """The subject, and every subject it goes on in, e.g. the perkara of a laporan."""
    return list(last_words(reference))


def openings(entries: Collection[Entry]) -> dict[str, Entry]:
    """The entry that opened it, by chain: fetched where it is not among these.

    What had been opened before a subject was taken in, began without a word about it.
    """
    told = sorted(_naming_tables(entries), key=lambda entry: -entry.position)
    return {entry.chain: entry for entry in told}


def tables_of(entries: Collection[Entry]) -> Tables:
    """The table every chain among these entries stands under by now."""
    book = rulebook.current()
    told = sorted(_naming_tables(entries), key=lambda entry: entry.position)
    return {
        entry.chain: book.procedure_version(entry.facts["procedure"], entry.facts["procedure_version"])
        for entry in told
    }


def _naming_tables(entries: Collection[Entry]) -> list[Entry]:
    """The entries that name a table: the opening of a chain, what took another subject in, what moved it elsewhere.

    Of a chain that names none here, all are fetched.
    """
    told = [entry for entry in entries if "procedure" in entry.facts]
    missing = {entry.chain for entry in entries if entry.after} - {entry.chain for entry in told}
    fetched = Entry.objects.filter(chain__in=missing, facts__has_key="procedure") if missing else ()
    return [*told, *fetched]


def _named(text: str, entry: Entry, names: dict[str, str], elections: dict[str, rulebook.Text]) -> str:
    to, election = entry.facts.get(TO_OFFICE), entry.facts.get(ELECTION)
    text = text.replace("%(to)s", names.get(to, to)) if to else text
    return text.replace("%(election)s", say(elections[election])) if election in elections else text


def _office_names(entries: Sequence[Entry]) -> dict[str, str]:
    return _names_of({code for entry in entries for code in (entry.office, entry.facts.get(TO_OFFICE)) if code})


def _names_of(codes: Collection[str]) -> dict[str, str]:
    return dict(Organisation.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _election_names(entries: Sequence[Entry]) -> dict[str, rulebook.Text]:
    codes = {entry.facts[ELECTION] for entry in entries if ELECTION in entry.facts}
    rows = Election.objects.filter(code__in=codes) if codes else ()
    return {row.code: rulebook.Text(row.name, row.name_en) for row in rows}


def _text(entry: Entry, tables: Tables, *, public: bool) -> str:
    """A verb an app gave a text speaks for itself; all others are steps and speak from their table."""
    own = verb_text(entry.verb)
    if str(own.staff) != entry.verb:
        return str((own.public or "") if public else own.staff)
    text = _table_text(entry, tables[entry.chain], public=public) if entry.chain in tables else None
    if text:
        return say(text) + _parted(entry, tables[entry.chain])
    return "" if public else entry.verb


def _parted(entry: Entry, table: rulebook.Procedure) -> str:
    """Of how many people each was found, without a name; empty where it was the same of all."""
    found = Counter(entry.facts.get(OUTCOMES, {}).values())
    if len(found) < len({"alike", "apart"}):
        return ""
    counts = ", ".join(f"{say(table.statuses[code].label)} {found[code]}" for code in table.statuses if code in found)
    return " " + _("Per terlapor: %(counts)s.") % {"counts": counts}


def _table_text(entry: Entry, table: rulebook.Procedure, *, public: bool) -> rulebook.Text | None:
    kind, _, code = entry.verb.partition(".")
    if code == OPENED:
        status = table.statuses[entry.after]
        return status.headline if public else status.label
    # Codes of steps are unique in a table; an entry of another kind in this chain is no step of it.
    own = kind == entry.chain.partition(":")[0]
    step = next((step for step in table.steps if own and step.code == code), None)
    if step is None:
        return None
    return step.public if public else step.done
