"""Who may share out the work of a case, write at its desk, and give on what a leaving colleague holds.

`check_…` raises NotAllowed with a sentence, `can_…` asks the same rule.
"""

from collections.abc import Callable, Collection
from typing import ParamSpec

from django.utils.translation import gettext as _

from netral.access.models import Role
from netral.access.policies import administers_everything
from netral.access.states import Acting
from netral.cases import queries
from netral.cases.models import Case, Note, Task
from netral.procedure.states import NotAllowed

# Who leads the work of an office: the members decide, the intake officer names examiners at registration.
HEADS = (Role.MEMBER, Role.INTAKE_OFFICER)
MOST_EXAMINERS = 20
LONGEST_NOTE, LONGEST_TASK, LONGEST_NAME = 20_000, 500, 60
MOST_VIEWS = 20
MOST_LABELS = 10
Rest = ParamSpec("Rest")


def allows(check: Callable[Rest, None], *arguments: Rest.args, **named: Rest.kwargs) -> bool:
    """Whether a check passes: the button asks the rule the server enforces."""
    try:
        check(*arguments, **named)
    except NotAllowed:
        return False
    return True


def leads(case: Case, acting: Acting) -> bool:
    return any(acting.holds(role, case.office.code) for role in HEADS)


def check_inside(case: Case, acting: Acting) -> None:
    """The desk belongs to the office of the case; offices above see the case, not the desk."""
    if not queries.is_inside(case, acting):
        raise NotAllowed(_("Catatan, tugas, dan penugasan diurus di %(office)s.") % {"office": case.office.name})


def check_can_assign(case: Case, acting: Acting, *, changed: Collection[str]) -> None:
    """Who leads the office assigns anybody; an examiner takes a case or leaves it alone. `changed`: references."""
    check_inside(case, acting)
    check_open(case)
    if leads(case, acting):
        return
    if not acting.holds(Role.EXAMINER, case.office.code) or not set(changed) <= {acting.reference}:
        raise NotAllowed(_("Pemeriksa hanya bisa menugaskan atau melepas dirinya sendiri. Mintalah pimpinan kantor."))


def can_assign_others(case: Case, acting: Acting) -> bool:
    return case.open and leads(case, acting)


def can_assign_self(case: Case, acting: Acting) -> bool:
    return allows(check_can_assign, case, acting, changed=[acting.reference])


def check_open(case: Case) -> None:
    if not case.open:
        raise NotAllowed(_("Perkara ini sudah berakhir; tidak ada lagi yang ditugaskan."))


def check_keeps_texts(case: Case) -> None:
    if case.texts_erased_at:
        raise NotAllowed(_("Isi perkara ini sudah dihapus karena masa simpannya berakhir; tidak ditulisi lagi."))


def check_can_write(case: Case, acting: Acting) -> None:
    """Notes are written by people of the office, for as long as the case keeps its texts."""
    check_inside(case, acting)
    check_keeps_texts(case)


def can_write(case: Case, acting: Acting) -> bool:
    return allows(check_can_write, case, acting)


def check_can_edit(note: Note, case: Case, acting: Acting) -> None:
    check_can_write(case, acting)
    if note.written_by != acting.reference:
        raise NotAllowed(_("Catatan hanya diubah oleh penulisnya. Tulis catatan baru."))


def can_edit(note: Note, case: Case, acting: Acting) -> bool:
    return allows(check_can_edit, note, case, acting)


def check_can_label(case: Case, acting: Acting) -> None:
    """Labels are words of the office: its people put them on a case and take them off, as they write notes."""
    check_can_write(case, acting)


def can_label(case: Case, acting: Acting) -> bool:
    return allows(check_can_label, case, acting)


def check_can_give_task(case: Case, acting: Acting) -> None:
    check_can_write(case, acting)
    check_open(case)


def can_give_task(case: Case, acting: Acting) -> bool:
    return allows(check_can_give_task, case, acting)


def check_can_finish(task: Task, case: Case, acting: Acting) -> None:
    """Done is said by whoever has the task, whoever gave it, or whoever leads the office."""
    check_inside(case, acting)
    if acting.reference not in (task.user.reference, task.given_by) and not leads(case, acting):
        raise NotAllowed(_("Tugas ini ditandai selesai oleh penerimanya, pemberinya, atau pimpinan kantor."))


def can_finish(task: Task, case: Case, acting: Acting) -> bool:
    return allows(check_can_finish, task, case, acting)


def check_can_hand_over(acting: Acting, office_code: str) -> None:
    """A member or administrator of the office, or the national administrator, gives on what somebody holds there."""
    leading = (Role.MEMBER, Role.ADMINISTRATOR)
    if not (administers_everything(acting) or any(acting.holds(role, office_code) for role in leading)):
        raise NotAllowed(_("Pekerjaan orang lain diserahterimakan oleh anggota atau pengelola kantor ini."))
