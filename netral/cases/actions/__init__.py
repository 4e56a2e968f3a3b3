"""Every verb of a case: one transaction and one journal entry each.

`STEPS` names the verb behind each step of the procedure table, so that pages and the API need no list of their own.
"""

from collections.abc import Callable
from functools import partial

from netral.audit.models import Entry
from netral.cases.actions.answers import answer, hand_out_link, make_link, revoke_link
from netral.cases.actions.around import lead_around
from netral.cases.actions.assigning import add_examiner, assign
from netral.cases.actions.examination import ask_for_more, propose, save_kajian
from netral.cases.actions.forwarding import acknowledge, close, forward, forward_further, report_outcome, settle
from netral.cases.actions.gathering import gather
from netral.cases.actions.hearing import hold_klarifikasi, invite, sign_minutes
from netral.cases.actions.joining import STUDIED, end_with_their_case, join, join_many, let_go_of_withdrawn, separate
from netral.cases.actions.kajian_texts import draft, issue_text, save_text
from netral.cases.actions.labelling import add_label, remove_label
from netral.cases.actions.matrix import assess_element, release, take_over
from netral.cases.actions.notes import edit_note, write_note
from netral.cases.actions.opening import open_from, proposed_title
from netral.cases.actions.people import add_accused, leave_out
from netral.cases.actions.pleno import decide, send_back
from netral.cases.actions.printing import print_berkas
from netral.cases.actions.readdressing import readdress
from netral.cases.actions.replies import apply_replies
from netral.cases.actions.requests import ask_for_proof, end_request
from netral.cases.actions.saved_views import drop_view, move_up, save_view
from netral.cases.actions.supplying import check_supplies, name_gaps, send_completed, supply
from netral.cases.actions.tasks import finish_task, give_task
from netral.cases.actions.temporary import extend_office
from netral.cases.actions.transferring import accept, hand_over, send_back_transfer, take_over_work, withdraw_transfer
from netral.cases.actions.undoing import undo
from netral.cases.states import Decision

STEPS: dict[str, Callable[..., Entry]] = {
    "klarifikasi": hold_klarifikasi,
    "undang_klarifikasi": invite,
    "minta_jawaban": make_link,
    "cabut_tautan_jawaban": revoke_link,
    "simpan_kajian": save_kajian,
    "tambah_terlapor": add_accused,
    "lepas_terlapor": leave_out,
    "minta_keterangan_tambahan": ask_for_more,
    "susun_kajian": propose,
    **{f"putuskan_{decision}": partial(decide, decision=decision) for decision in Decision.values},
    "kembalikan": send_back,
    "teruskan": forward,
    "teruskan_lagi": forward_further,
}

__all__ = [
    "STEPS",
    "STUDIED",
    "accept",
    "acknowledge",
    "add_accused",
    "add_examiner",
    "add_label",
    "answer",
    "apply_replies",
    "ask_for_more",
    "ask_for_proof",
    "assess_element",
    "assign",
    "check_supplies",
    "close",
    "decide",
    "draft",
    "drop_view",
    "edit_note",
    "end_request",
    "end_with_their_case",
    "extend_office",
    "finish_task",
    "forward",
    "forward_further",
    "gather",
    "give_task",
    "hand_out_link",
    "hand_over",
    "hold_klarifikasi",
    "invite",
    "issue_text",
    "join",
    "join_many",
    "lead_around",
    "leave_out",
    "let_go_of_withdrawn",
    "make_link",
    "move_up",
    "name_gaps",
    "open_from",
    "print_berkas",
    "propose",
    "proposed_title",
    "readdress",
    "release",
    "remove_label",
    "report_outcome",
    "revoke_link",
    "save_kajian",
    "save_text",
    "save_view",
    "send_back",
    "send_back_transfer",
    "send_completed",
    "separate",
    "settle",
    "sign_minutes",
    "supply",
    "take_over",
    "take_over_work",
    "undo",
    "withdraw_transfer",
    "write_note",
]
