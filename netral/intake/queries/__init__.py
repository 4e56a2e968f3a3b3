"""Questions about laporan: who sees which, what a code leads to, what the reporter and the officer read."""

from netral.intake.queries.alike import alike_counts, alike_of, alike_open, lead_of, one_per_group
from netral.intake.queries.exhibits import ExhibitRow, custody_of, exhibit_rows, rows_of
from netral.intake.queries.gate import gate_for
from netral.intake.queries.identity import openings_by, openings_of, requests_for, requests_of, waiting_for, with_names
from netral.intake.queries.keeping import chains_of, due_for_erasing, ended_at
from netral.intake.queries.mailbox import askings, mailbox_of, open_check_in, unhandled
from netral.intake.queries.public import (
    StatusPage,
    awaited_of,
    deadlines,
    headline,
    next_due,
    public_status,
    running_clocks,
    status_page,
)
from netral.intake.queries.received import (
    IDENTITY_ITEM,
    READERS,
    WORKERS,
    content_hash,
    content_holds,
    laporan_by_code,
    laporan_near,
    laporan_saying,
    laporan_seen_by,
    lateness_of,
    report_as_received,
)
from netral.intake.queries.releasing import Released, release_copy, unreleased_words
from netral.intake.queries.repair import REPAIR, Asked, asked_for, open_items, repair_overdue, repaired_late
from netral.intake.queries.staff import entrance_of, exhibits_of, hints_of, repair_message, review_page, staff_page

__all__ = [
    "IDENTITY_ITEM",
    "READERS",
    "REPAIR",
    "WORKERS",
    "Asked",
    "ExhibitRow",
    "Released",
    "StatusPage",
    "alike_counts",
    "alike_of",
    "alike_open",
    "asked_for",
    "askings",
    "awaited_of",
    "chains_of",
    "content_hash",
    "content_holds",
    "custody_of",
    "deadlines",
    "due_for_erasing",
    "ended_at",
    "entrance_of",
    "exhibit_rows",
    "exhibits_of",
    "gate_for",
    "headline",
    "hints_of",
    "laporan_by_code",
    "laporan_near",
    "laporan_saying",
    "laporan_seen_by",
    "lateness_of",
    "lead_of",
    "mailbox_of",
    "next_due",
    "one_per_group",
    "open_check_in",
    "open_items",
    "openings_by",
    "openings_of",
    "public_status",
    "release_copy",
    "repair_message",
    "repair_overdue",
    "repaired_late",
    "report_as_received",
    "requests_for",
    "requests_of",
    "review_page",
    "rows_of",
    "running_clocks",
    "staff_page",
    "status_page",
    "unhandled",
    "unreleased_words",
    "waiting_for",
    "with_names",
]
