"""The worked examples of a rule in words; what comes out is always the answer of the rulebook itself."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral import rulebook
from netral.publishing.queries.rows import PHASES, Row
from netral.rulebook import Text
from netral.rulebook.elements import MET, NOT_MET, UNKNOWN
from netral.rulebook.provisions import Provision
from netral.rulebook.worked import Worked, worked_examples
from netral.ui.templatetags.netral_ui import say, tanggal

OUTCOMES = {
    MET: (gettext_lazy("Terkena aturan ini"), "bata"),
    UNKNOWN: (gettext_lazy("Belum tentu terkena"), "kunyit"),
    NOT_MET: (gettext_lazy("Tidak terkena aturan ini"), "netral"),
}


@dataclass(frozen=True)
class Example:
    """One example: the words of the case or of what is different, the outcome, and the other rules breached."""

    first: bool
    words: str
    outcome: str | Promise
    tone: str
    open: list[Text]
    instead: list[Row]


@lru_cache(maxsize=256)
def _worked(code: str) -> tuple[Worked, ...]:
    book = rulebook.current()
    return worked_examples(book, book.provisions[code])


def examples(rule: Provision) -> list[Example]:
    """The examples of a rule in the language of the reader; the first tells the whole case."""
    return [_example(rule, each) for each in _worked(rule.code)]


def _example(rule: Provision, worked: Worked) -> Example:
    word, tone = OUTCOMES[worked.outcome]
    return Example(
        first=not worked.changed,
        words=_difference(rule, worked) if worked.changed else _story(rule, worked),
        outcome=word,
        tone=tone,
        open=[element.because for element in worked.open],
        instead=[Row(each.provision) for each in worked.instead],
    )


def _story(rule: Provision, worked: Worked) -> str:
    """Who did what towards whom, when, and in which circumstances, as sentences."""
    words, facts = rulebook.current().vocabulary, worked.facts
    who = say(words.subjects[facts["subject"]].label)
    post = f" ({say(words.positions.groups[rule.posts].label)})" if "position" in facts else ""
    parts = [f"{who}{post}: {_lower(say(words.conducts[facts['conduct'][0]]))}"]
    if "target" in facts:
        parts.append(_("Terhadap %(target)s") % {"target": _lower(say(words.targets[facts["target"]]))})
    parts.append(_when(worked))
    parts += [_upper(say(each.text)) for each in rule.circumstances.values()]
    return " ".join(f"{part}." for part in parts)


def _when(worked: Worked) -> str:
    book, facts = rulebook.current(), worked.facts
    election, office = book.elections[facts["election"]], book.offices[facts["office"]]
    return f"{tanggal(facts['date'])}, {say(election.name)} ({say(office)})"


def _difference(rule: Provision, worked: Worked) -> str:
    words, facts, changed = rulebook.current().vocabulary, worked.facts, worked.changed
    if changed in rule.circumstances:
        return _("Kalau syarat ini tidak terpenuhi: %(text)s") % {"text": say(rule.circumstances[changed].text)}
    if changed == "subject":
        return _("Kalau orangnya %(who)s") % {"who": say(words.subjects[facts["subject"]].label)}
    if changed == "target":
        return _("Kalau terhadap %(target)s") % {"target": _lower(say(words.targets[facts["target"]]))}
    if changed == "conduct":
        return _("Kalau perbuatannya: %(act)s") % {"act": _lower(say(words.conducts[facts["conduct"][0]]))}
    return _on_another_day(changed, facts["date"], rule)


def _on_another_day(changed: str, day: date, rule: Provision) -> str:
    told = {"day": tanggal(day)}
    if changed == "day_before":
        return _("Kalau terjadi pada %(day)s, sehari sebelum aturan ini berlaku") % told
    if changed == "day_after":
        return _("Kalau terjadi pada %(day)s, sehari sesudah aturan ini berakhir") % told
    other = PHASES["before" if rule.phase == "after" else "after"]
    return _("Kalau terjadi pada %(day)s, %(phase)s") % {**told, "phase": other}


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower(words: str) -> str:
    """Small at the beginning, unless the word is an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
