"""Examiners after registration: who may assign whom, what stands in the way, and what the journal keeps."""

from typing import Any

import pytest

from netral.access.models import Role, User
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases import actions
from netral.cases.models import Case, Note
from netral.cases.states import ASSIGNED, Refused
from netral.notices.models import Notice
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import EXAMINER, LONG, day, decided, heard, opened
from tests.cases.people import as_acting, at_office
from tests.cases.stations import at_station
from tests.cases.transfers import accepted, own
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db
AYU, BIMA = "Ayu Rekaan", "Bima Rekaan"


def assigned(case: Case, *users: User, who: Any = None, seen: Any = None, **options: Any) -> Any:
    """Set the examiners as the member of the office, who looked at the case just now."""
    looked = seen if seen is not None else [user.key for user in case.examiners.all()]
    who = who or as_acting(Role.MEMBER)
    return actions.assign(case, acting=who, at=day(1), examiners=users, seen=looked, **options)


def names(case: Case) -> list[str]:
    return sorted(user.name for user in case.examiners.all())


def entries(case: Case) -> list[Entry]:
    return list(Entry.objects.filter(chain=case.reference, verb=ASSIGNED).order_by("position"))


def test_who_leads_the_office_sets_the_examiners_and_the_journal_names_them_by_reference() -> None:
    case, ayu, bima = opened(), at_office(name=AYU), at_office(name=BIMA)

    assigned(case, ayu)
    assigned(case, bima)

    assert names(case) == [BIMA]
    told = [entry.facts for entry in entries(case)]
    assert told == [
        {"examiners": [ayu.reference], "added": [ayu.reference], "removed": []},
        {"examiners": [bima.reference], "added": [bima.reference], "removed": [ayu.reference]},
    ]
    assert entries(case)[0].subjects == [case.reference, case.laporan.reference]
    assert differences(case) == []
    assert verify().ok


def test_status_and_version_stay_where_they_are_so_that_no_open_form_is_lost() -> None:
    case = opened()
    before = (case.status, case.version)

    assigned(case, at_office(name=AYU))
    case.refresh_from_db()

    assert (case.status, case.version) == before


def test_who_is_new_is_told_and_who_assigned_themself_is_not() -> None:
    case, ayu = opened(), at_office(name=AYU)

    assigned(case, ayu)
    assigned(case, ayu, at_office(name=BIMA), who=as_acting(name=BIMA))

    told = [(notice.user.name, notice.kind, notice.subject) for notice in Notice.objects.select_related("user")]
    assert told == [(AYU, "penugasan", case.reference)]


def test_the_same_people_again_change_nothing() -> None:
    case, ayu = opened(), at_office(name=AYU)
    assigned(case, ayu)

    assert assigned(case, ayu) is None
    assert len(entries(case)) == 1


@pytest.mark.parametrize(
    ("role", "office", "says"),
    [
        (Role.MEMBER, "bawaslu-99.07", ""),
        (Role.INTAKE_OFFICER, "bawaslu-99.07", ""),
        (Role.EXAMINER, "bawaslu-99.07", "hanya bisa menugaskan atau melepas dirinya"),
        (Role.CUSTODIAN, "bawaslu-99.07", "diurus di"),
        (Role.ADMINISTRATOR, "bawaslu-99.07", "diurus di"),
        (Role.EXAMINER, "bawaslu-99", "diurus di"),
        (Role.MEMBER, "bawaslu-99.08", "diurus di"),
        (Role.AUDITOR, "bkn", "diurus di"),
    ],
)
def test_somebody_else_is_assigned_by_whoever_leads_the_office(role: str, office: str, says: str) -> None:
    case, ayu = opened(), at_office(name=AYU)

    if not says:
        assert assigned(case, ayu, who=as_acting(role, office))
        return
    with pytest.raises(NotAllowed, match=says):
        assigned(case, ayu, who=as_acting(role, office))
    assert names(case) == []


def test_an_examiner_takes_a_case_and_leaves_it_to_another_but_removes_nobody_else() -> None:
    case, ayu, bima = opened(), at_office(name=AYU), at_office(name=BIMA)
    assigned(case, bima, who=as_acting(name=BIMA))
    assigned(case, ayu, bima, who=as_acting(name=AYU))

    with pytest.raises(NotAllowed):
        assigned(case, ayu, who=as_acting(name=AYU))
    assigned(case, bima, who=as_acting(name=AYU))

    assert names(case) == [BIMA]


def test_a_running_case_keeps_somebody() -> None:
    case, ayu = opened(), at_office(name=AYU)
    assigned(case, ayu)

    with pytest.raises(NotAllowed, match="tetap harus punya pemeriksa"):
        assigned(case)

    assert names(case) == [AYU]


def test_a_case_that_is_over_is_assigned_to_nobody() -> None:
    case = decided("tidak_terbukti")

    with pytest.raises(NotAllowed, match="sudah berakhir"):
        assigned(case, at_office(name=AYU))


@pytest.mark.parametrize("role", [Role.MEMBER, Role.INTAKE_OFFICER])
def test_only_an_examiner_of_the_office_is_assigned(role: str) -> None:
    case = opened()

    for user in (at_office(role), at_office(Role.EXAMINER, "bawaslu-99.08")):
        with pytest.raises(NotAllowed, match="hari ini bukan pemeriksa di"):
            assigned(case, user)


def test_too_many_are_refused() -> None:
    case, many = opened(), [at_office(name=f"Orang {letter}") for letter in "ABCDEFGHIJKLMNOPQRSTU"]

    with pytest.raises(NotAllowed, match="paling banyak 20"):
        assigned(case, *many)


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Saksi Rekaan", "saksi"),
        ("Dr. SAKSI Rekaan, S.H.", "saksi"),
        ("Terlapor Rekaan", "terlapor"),
        ("Ahli Bahasa", "ahli"),
    ],
)
def test_whoever_is_named_in_the_case_does_not_examine_it(name: str, party: str) -> None:
    case = heard(heard(), party="ahli", name="Ahli Bahasa")

    with pytest.raises(NotAllowed, match=f"tercatat sebagai {party} dalam perkara ini"):
        assigned(case, at_office(name=name))

    assert names(case) == []


def test_a_namesake_is_assigned_with_a_reason_that_stays_as_a_note() -> None:
    case, ayu = opened(), at_office(name="Saksi Rekaan")

    with pytest.raises(Refused):
        assigned(case, ayu, namesake="Bukan dia.")
    assigned(case, ayu, namesake=LONG)

    assert names(case) == ["Saksi Rekaan"]
    assert LONG in Note.objects.get(case=case).editions.get().text
    assert LONG not in str(Entry.objects.filter(chain=case.reference).values())


def test_of_two_who_looked_at_the_same_list_the_second_is_told() -> None:
    case, ayu, bima = opened(), at_office(name=AYU), at_office(name=BIMA)
    assigned(case, ayu, seen=[])

    with pytest.raises(SomeoneWasFaster):
        assigned(case, bima, seen=[])

    assert names(case) == [AYU]


def test_one_more_examiner_is_added_once() -> None:
    case, ayu = opened(), at_office(name=AYU)
    member = as_acting(Role.MEMBER)

    first = actions.add_examiner([(case.number, case)], ayu, acting=member, at=day(1))
    second = actions.add_examiner([(case.number, case)], ayu, acting=member, at=day(1))

    assert (first.done, second.done, second.skipped) == (1, 0, {"sudah menjadi pemeriksanya": [case.number]})
    assert names(case) == [AYU]


def test_of_many_each_has_an_entry_and_a_notice_and_who_cannot_be_assigned_says_why() -> None:
    ayu, member = at_office(name=AYU), as_acting(Role.MEMBER)
    running, over, unread = opened(), at_station("tidak_terbukti"), intake.laporan()
    names_her = opened()
    actions.add_accused(names_her, acting=EXAMINER, at=day(1), name=AYU)
    rows = [(row.number, row) for row in (running, over, unread, names_her)]

    outcome = actions.add_examiner(rows, ayu, acting=member, at=day(1))

    assert outcome.done == 1
    assert sorted(number for numbers in outcome.skipped.values() for number in numbers) == sorted(
        [over.number, unread.number, names_her.number]
    )
    entry = Entry.objects.get(verb=ASSIGNED)
    assert (entry.chain, entry.facts["added"]) == (running.reference, [ayu.reference])
    assert Notice.objects.get(user=ayu).mark == entry.hash
    assert verify(None).ok


@pytest.mark.parametrize("station", ["pemeriksaan", "menunggu_pleno", "terbukti", "diteruskan"])
def test_a_case_is_assigned_at_every_open_station(station: str) -> None:
    case = at_station(station)

    assert assigned(case, at_office(name=AYU)).verb == ASSIGNED
    assert differences(case) == []


def test_a_case_that_has_gone_to_another_office_meanwhile_is_left_out_of_a_bulk() -> None:
    ayu, going, staying = at_office(name="Ayu"), opened(), opened()
    rows = [(each.number, own(each)) for each in (going, staying)]
    accepted(going)

    outcome = actions.add_examiner(rows, ayu, acting=as_acting(Role.MEMBER), at=day(2))

    assert (outcome.done, list(outcome.skipped.values())) == (1, [[going.number]])
    assert not going.examiners.exists()
    assert list(staying.examiners.all()) == [ayu]
