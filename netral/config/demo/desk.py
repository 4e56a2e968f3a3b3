"""Who examines which case, and what is left to do on it: so that a queue says whose work it is."""

from datetime import timedelta

from netral.access.models import Role, User
from netral.access.queries import acting as acting_of
from netral.cases import actions as cases
from netral.cases import queries as case_queries
from netral.config.demo.walk import Walk
from netral.notices.actions import follow
from netral.offices.models import Organisation

# What is to be done while a case is examined, and until how many days after it was shared out.
TASKS = (
    ("Surat panggilan kedua untuk saksi", 1),
    ("Klarifikasi terlapor", 3),
    ("Naskah kajian untuk rapat pleno", 5),
)
NOTE = "Daftar hadir acara sudah diminta lewat telepon. Panitia berjanji mengirimnya besok."


def examiners_of(walk: Walk, office: Organisation) -> list[User]:
    """One of those who examine there, by turns; every third case has two."""
    able = case_queries.people_at(office, Role.EXAMINER, walk.at.date())
    people = sorted(able, key=lambda user: user.email)
    first = walk.number % len(people)
    return people if walk.number % 3 == 0 else people[first : first + 1]


def share_out(walk: Walk) -> None:
    """Who registered it shares out tasks and follows the case; an examiner leaves a note."""
    lead, people = walk.by(Role.INTAKE_OFFICER), list(walk.case.examiners.order_by("email"))
    for place, (text, days) in enumerate(TASKS):
        cases.give_task(
            walk.case, acting=lead, at=walk.at, text=text, user=people[place % len(people)],
            due_on=walk.at.astimezone(walk.zone).date() + timedelta(days=days),
        )  # fmt: skip
    follow(User.objects.get(key=lead.reference.partition(":")[2]), walk.case.reference, at=walk.at)
    cases.write_note(walk.case, acting=acting_of(people[0], on=walk.at.date()), at=walk.at, text=NOTE)
