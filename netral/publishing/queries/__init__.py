"""What the portal shows: read only, from the rulebook, the journal and the files of this house."""

from netral.publishing.queries.front import front_page, report_waits
from netral.publishing.queries.journal import journal_page, public_keys, published_root
from netral.publishing.queries.rules import deadline_library, deadline_page, rule_library, rule_page
from netral.publishing.queries.words import public_terms

__all__ = [
    "deadline_library",
    "deadline_page",
    "front_page",
    "journal_page",
    "public_keys",
    "public_terms",
    "published_root",
    "report_waits",
    "rule_library",
    "rule_page",
]
