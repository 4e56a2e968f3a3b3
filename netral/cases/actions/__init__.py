"""Every verb of a case: one transaction and one journal entry each.

`STEPS` names the verb behind each step of the procedure table, so that pages and the API need no list of their own.
"""

from collections.abc import Callable
from functools import partial

from netral.audit.models import Entry
from netral.cases.actions.examination import ask_for_more, hold_klarifikasi, propose, save_kajian
from netral.cases.actions.forwarding import acknowledge, close, forward, report_outcome, settle
from netral.cases.actions.kajian_texts import draft, issue_text, save_text
from netral.cases.actions.matrix import assess_element, release, take_over
from netral.cases.actions.opening import open_from, proposed_title
from netral.cases.actions.people import add_accused, leave_out
from netral.cases.actions.pleno import decide, send_back
from netral.cases.actions.requests import ask_for_proof, end_request
from netral.cases.states import Decision

STEPS: dict[str, Callable[..., Entry]] = {
    "klarifikasi": hold_klarifikasi,
    "simpan_kajian": save_kajian,
    "tambah_terlapor": add_accused,
    "lepas_terlapor": leave_out,
    "minta_keterangan_tambahan": ask_for_more,
    "susun_kajian": propose,
    **{f"putuskan_{decision}": partial(decide, decision=decision) for decision in Decision.values},
    "kembalikan": send_back,
    "teruskan": forward,
}

__all__ = [
    "STEPS",
    "acknowledge",
    "add_accused",
    "ask_for_more",
    "ask_for_proof",
    "assess_element",
    "close",
    "decide",
    "draft",
    "end_request",
    "forward",
    "hold_klarifikasi",
    "issue_text",
    "leave_out",
    "open_from",
    "propose",
    "proposed_title",
    "release",
    "report_outcome",
    "save_kajian",
    "save_text",
    "send_back",
    "settle",
    "take_over",
]
