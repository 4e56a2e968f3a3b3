"""What an office gathers while it examines becomes an exhibit of the case, and nothing its reporters read."""

from typing import Any

import pytest

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases import actions, policies, queries
from netral.cases.actions.erasing import erase_texts
from netral.cases.matrix_states import PinTo
from netral.cases.models import Case
from netral.cases.states import Refused
from netral.evidence.models import Exhibit
from netral.intake.queries import public_status
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed
from tests.cases.builders import EXAMINER, INTAKE, MEMBER, acting_at, answered, day, decided, opened, photo, proposed
from tests.cases.stations import nothing_left_behind
from tests.cases.transfers import accepted, handed
from tests.intake.builders import country

pytestmark = pytest.mark.django_db


def gathered(case: Case, *tails: bytes, at: Any = None, acting: Acting = EXAMINER) -> list[Exhibit]:
    return actions.gather(case, uploads=[photo(tail) for tail in tails or (b"",)], acting=acting, at=at or day(2))


def test_files_become_exhibits_of_the_case_that_can_be_pinned_and_the_reporter_reads_nothing_of_it() -> None:
    case = opened()
    before = public_status(case.laporan, "id")

    first, second = gathered(case, b"1", b"2")

    assert [(each.subject, each.label, each.purpose) for each in (first, second)] == [
        (case.reference, "P1", "perolehan"),
        (case.reference, "P2", "perolehan"),
    ]
    assert first in queries.exhibits_seen_by(case, MEMBER)
    assert PinTo(f"bukti:{first.key}").what in queries.pinnable(case)
    entry = Entry.objects.filter(chain=case.reference).latest("position")
    assert (entry.verb, entry.actor, entry.office) == ("bukti.disimpan", EXAMINER.reference, case.office.code)
    assert public_status(case.laporan, "id") == before
    assert differences(case) == []
    assert verify().ok


def test_the_same_bytes_are_the_same_exhibit_and_labels_run_on_beside_those_of_an_answer() -> None:
    case = opened()
    answered(case, uploads=[photo(b"jawaban")])

    (first,) = gathered(case, b"1")
    assert gathered(case, b"1") == [first]
    assert [each.label for each in gathered(case, b"1", b"3")] == ["P1", "P2"]
    assert {each.label for each in Exhibit.objects.filter(subject=case.reference)} == {"J1", "P1", "P2"}


def test_nothing_and_what_cannot_be_kept_are_refused_at_the_files() -> None:
    case = opened()
    with nothing_left_behind(case), pytest.raises(Refused, match="sedikitnya satu") as refusal:
        actions.gather(case, uploads=[], acting=EXAMINER, at=day(2))
    assert refusal.value.field == "evidence"
    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        gathered(case, *[str(number).encode() for number in range(11)])
    assert refusal.value.field == "evidence"


def test_an_answer_may_come_when_the_members_have_the_case_but_not_after_its_end() -> None:
    assert gathered(proposed(), at=day(3))

    over = decided("tidak_terbukti")
    with nothing_left_behind(over), pytest.raises(NotAllowed, match="sudah berakhir"):
        gathered(over, at=day(4))


def test_on_its_way_and_at_another_office_nobody_who_read_it_before_adds_to_it() -> None:
    case = opened()
    handed(case)
    with nothing_left_behind(case), pytest.raises(NotAllowed, match="Sedang menunggu"):
        gathered(case)

    gone = opened()
    read = Case.objects.get(pk=gone.pk)
    accepted(gone)
    with pytest.raises(NotAllowed):
        gathered(read)
    assert not Exhibit.objects.exists()


# role, office, whether they may add exhibits to a case at bawaslu-99.07
GATHERERS = [
    ("pemeriksa", "bawaslu-99.07", True),
    ("anggota", "bawaslu-99.07", False),
    ("petugas_laporan", "bawaslu-99.07", False),
    ("kustodian", "bawaslu-99.07", False),
    ("pemeriksa", "bawaslu-99", False),
    ("pemeriksa", "bawaslu-99.08", False),
    ("auditor", "bkn", False),
    ("pejabat_pembina", "pemkab-99.07", False),
    ("petugas_kepegawaian", "pemkab-99.07", False),
    ("anggota_kpu", "kpu-99.07", False),
    ("admin", "bawaslu", False),
]


@pytest.mark.parametrize(("role", "office", "may"), GATHERERS)
def test_only_an_examiner_of_the_office_adds(role: str, office: str, may: bool) -> None:
    country()

    assert policies.can_gather(opened(), acting_at(role, office)) is may


def test_it_goes_with_the_texts_of_the_case() -> None:
    case = opened()
    (kept,) = gathered(case)

    erase_texts(case, at=day(9))

    kept.refresh_from_db()
    assert (kept.arrival, kept.file) == ("dihapus", "")
    with pytest.raises(NotAllowed):
        gathered(Case.objects.get(pk=case.pk), at=day(10))
    assert not policies.can_gather(case, INTAKE)
