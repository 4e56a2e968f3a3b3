"""An appointing official in conflict does not decide: the authority leads the handling around, with a reason."""

from typing import Any

import pytest

from netral.audit.models import Entry
from netral.discipline import actions, policies
from netral.discipline.actions import letters
from netral.discipline.models import Penanganan, Pengalihan
from netral.discipline.queries import penanganan_seen_by
from netral.discipline.states import Refused
from netral.offices.queries import organisation
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import LONG, day
from tests.discipline.builders import AUDITOR, OFFICIAL, imposed, recommended, taken_in, verified
from tests.intake.builders import staff
from tests.registry.facts import candidate

pytestmark = pytest.mark.django_db
AT = day(9)


def led(penanganan: Penanganan, **changes: Any) -> Entry:
    values = {"receiver": organisation("kemendagri"), "reason": LONG, "acting": AUDITOR, "at": AT, **changes}
    return actions.lead_around(penanganan, **values)


def in_conflict(penanganan: Penanganan) -> Penanganan:
    candidate(on=AT.date(), at=AT)
    return penanganan


@pytest.mark.parametrize("build", [verified, recommended])
def test_the_decision_lies_elsewhere_and_everything_else_stays(build: Any) -> None:
    penanganan = in_conflict(build())
    status = penanganan.status

    entry = led(penanganan)

    found = Penanganan.objects.get(pk=penanganan.pk)
    assert (found.agency.code if found.agency else "", found.status) == ("kemendagri", status)
    assert entry.facts["from_office"] == "pemkab-99.07"
    assert LONG not in str(entry.facts)
    assert Pengalihan.objects.get().reason == LONG
    assert differences(found) == []


def test_the_official_in_conflict_sees_it_no_more_and_the_new_one_decides() -> None:
    penanganan = in_conflict(recommended())
    led(penanganan)

    assert not penanganan_seen_by(OFFICIAL).exists()
    assert penanganan_seen_by(staff("pejabat_pembina", "kemendagri")).exists()


@pytest.mark.parametrize("build", [taken_in, imposed])
def test_only_between_finding_the_person_and_deciding(build: Any) -> None:
    with pytest.raises(NotAllowed):
        led(in_conflict(build()))


def test_only_what_is_on_record_is_led_around() -> None:
    with pytest.raises(NotAllowed):
        led(recommended())


def test_a_reason_and_a_receiver_of_the_rulebook() -> None:
    penanganan = in_conflict(recommended())

    with pytest.raises(Refused) as reason:
        led(penanganan, reason="pendek")
    with pytest.raises(Refused) as receiver:
        led(penanganan, receiver=organisation("kemenkeu"))

    assert (reason.value.field, receiver.value.field) == ("reason", "receiver")


def test_of_two_at_once_one_comes_through() -> None:
    penanganan = in_conflict(recommended())

    with pytest.raises(SomeoneWasFaster):
        led(penanganan, version=penanganan.version - 1)


@pytest.mark.parametrize(
    ("role", "office", "allowed"),
    [("auditor", "kasn", True), ("auditor", "bkn", False), ("pejabat_pembina", "pemkab-99.07", False),
     ("petugas_kepegawaian", "pemkab-99.07", False), ("pemeriksa", "bawaslu-99.07", False),
     ("admin", "bawaslu", False)],
)  # fmt: skip
def test_the_auditor_of_the_authority_and_nobody_else(role: str, office: str, allowed: bool) -> None:
    penanganan = in_conflict(recommended())

    assert policies.can_lead_around(penanganan, staff(role, office), on=AT.date()) is allowed


def test_the_letter_names_the_agency_of_the_person_and_not_of_who_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    penanganan = in_conflict(verified())
    led(penanganan)
    said: list[Any] = []
    issue = letters.issue
    monkeypatch.setattr(letters, "issue", lambda content, **more: said.append(content) or issue(content, **more))

    actions.recommend(penanganan, acting=AUDITOR, at=AT, level="sedang", reasons=LONG)

    assert said[0].receiver.name == "Pejabat Pembina Kepegawaian Kementerian Dalam Negeri"
    assert said[0].person.agency == "Pemerintah Kabupaten Tirta Buana"
