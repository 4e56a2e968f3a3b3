"""What the portal shows: read only, from the rulebook, the journal and the files of this house."""

from netral.publishing.queries.answers import answer_page, square
from netral.publishing.queries.asking import ask_page
from netral.publishing.queries.booklet import booklet
from netral.publishing.queries.front import front_page, report_waits
from netral.publishing.queries.journal import journal_page, public_keys, published_root, root_stamp
from netral.publishing.queries.library import Wanted, rule_library
from netral.publishing.queries.overdue import public_clock
from netral.publishing.queries.periods import deadline_library, deadline_page
from netral.publishing.queries.rules import rule_page
from netral.publishing.queries.silence import COLUMNS as SILENCE_COLUMNS
from netral.publishing.queries.silence import midnight, silence_page, silences
from netral.publishing.queries.words import public_terms

__all__ = [
    "SILENCE_COLUMNS",
    "Wanted",
    "answer_page",
    "ask_page",
    "booklet",
    "deadline_library",
    "deadline_page",
    "front_page",
    "journal_page",
    "midnight",
    "public_clock",
    "public_keys",
    "public_terms",
    "published_root",
    "report_waits",
    "root_stamp",
    "rule_library",
    "rule_page",
    "silence_page",
    "silences",
    "square",
]
