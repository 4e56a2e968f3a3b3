"""An officer asks for a name; the custodian answers; every look is written down."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from nacl.public import PrivateKey

from netral.access.states import Acting, HeldSeat
from netral.audit.queries import entries_about
from netral.intake import actions
from netral.intake.models import IdentityOpening, IdentityRequest, Laporan
from netral.intake.queries import public_status, requests_of, waiting_for
from netral.intake.states import Refused, WrongKey
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.intake.builders import NEIGHBOUR, OFFICE, PROVINCE, SECRETIVE, TIP, custodian_key, day, laporan, staff

pytestmark = pytest.mark.django_db
OFFICER, CUSTODIAN = staff(), staff("kustodian")
REASON = "Undangan klarifikasi memerlukan nama dan alamat pelapor."


def asked(made: Laporan | None = None, acting: Acting = OFFICER, **changes: Any) -> tuple[IdentityRequest, PrivateKey]:
    words: dict[str, Any] = {"purpose": "klarifikasi", "reason": REASON, "at": day(1)} | changes
    return actions.ask(made or laporan(), acting=acting, **words)


def verbs(made: Laporan) -> list[str]:
    return [entry.verb for entry in entries_about(made.reference) if entry.verb.startswith("identitas")]


def test_a_request_waits_for_the_custodian_of_the_office() -> None:
    request, _ = asked()

    assert [line.asked for line in waiting_for(CUSTODIAN)] == [request]
    assert [line.asked for line in waiting_for(staff("kustodian", NEIGHBOUR))] == []
    assert requests_of(request.laporan, OFFICER) == [request]
    assert requests_of(request.laporan, staff("anggota")) == []


def test_what_was_granted_is_read_by_who_asked_and_every_look_is_written_down() -> None:
    request, answers = asked()

    until = actions.grant(request, custodian_key(), acting=CUSTODIAN, at=day(2))
    request.refresh_from_db()

    assert until == day(9)
    assert [actions.look(request, answers, acting=OFFICER, at=day(3)) for _ in range(2)] == [SECRETIVE, SECRETIVE]
    assert verbs(request.laporan) == [
        "identitas.diminta", "identitas.diperlihatkan", "identitas.dilihat", "identitas.dilihat",
    ]  # fmt: skip


def test_the_reporter_reads_of_a_grant_and_not_of_a_request() -> None:
    request, _ = asked()
    before = [line["what"] for line in public_status(request.laporan, "id")["milestones"]]
    actions.grant(request, custodian_key(), acting=CUSTODIAN, at=day(2))

    told = [line["what"] for line in public_status(request.laporan, "id")["milestones"]]

    assert told[len(before) :] == ["Identitas Anda diperlihatkan kepada petugas yang memintanya dengan alasan tertulis"]
    assert IdentityOpening.objects.get().request == request


def test_nothing_that_is_stored_opens_a_grant_but_the_key_of_who_asked() -> None:
    request, _ = asked()
    actions.grant(request, custodian_key(), acting=CUSTODIAN, at=day(2))
    request.refresh_from_db()

    assert b"Wayan" not in bytes(request.ciphertext or b"")
    for other in (PrivateKey.generate(), custodian_key()):
        with pytest.raises(WrongKey):
            actions.look(request, other, acting=OFFICER, at=day(3))
    assert verbs(request.laporan)[-1] == "identitas.diperlihatkan"


@pytest.mark.parametrize(
    ("who", "when"),
    [(staff("anggota"), 3), (OFFICER, 9), (staff(office=NEIGHBOUR), 3), (CUSTODIAN, 3)],
    ids=["a colleague", "too late", "another office", "the custodian"],
)
def test_nobody_else_reads_it_and_nobody_later(who: Acting, when: int) -> None:
    request, answers = asked()
    actions.grant(request, custodian_key(), acting=CUSTODIAN, at=day(2))
    request.refresh_from_db()

    with pytest.raises(NotAllowed):
        actions.look(request, answers, acting=who, at=day(when))


def test_a_request_declined_says_why_and_opens_nothing() -> None:
    request, answers = asked()

    actions.decline(request, acting=CUSTODIAN, at=day(2), reason="Undangan dapat dikirim lewat kotak pesan.")
    request.refresh_from_db()

    assert (request.status, request.answer) == ("ditolak", "Undangan dapat dikirim lewat kotak pesan.")
    with pytest.raises(NotAllowed):
        actions.look(request, answers, acting=OFFICER, at=day(3))
    assert not IdentityOpening.objects.exists()


@pytest.mark.parametrize(
    "who", [CUSTODIAN, staff("auditor"), staff("admin"), staff(office=NEIGHBOUR), staff("pemeriksa", PROVINCE)]
)
def test_only_who_works_on_the_laporan_may_ask(who: Acting) -> None:
    with pytest.raises(NotAllowed):
        asked(acting=who)


@pytest.mark.parametrize("role", ["petugas_laporan", "pemeriksa", "anggota"])
def test_whoever_works_on_the_laporan_may_ask(role: str) -> None:
    assert asked(acting=staff(role))[0].status == "menunggu"


@pytest.mark.parametrize("who", [OFFICER, staff("kustodian", NEIGHBOUR), staff("admin"), staff("pemeriksa")])
def test_only_the_custodian_of_the_office_answers(who: Acting) -> None:
    request, _ = asked()

    with pytest.raises(NotAllowed):
        actions.grant(request, custodian_key(), acting=who, at=day(2))
    with pytest.raises(NotAllowed):
        actions.decline(request, acting=who, at=day(2), reason=REASON)


def test_nobody_answers_a_request_of_their_own() -> None:
    both = Acting("akun:dua", (HeldSeat("petugas_laporan", OFFICE), HeldSeat("kustodian", OFFICE)))
    request, _ = asked(acting=both)

    with pytest.raises(NotAllowed, match="pemegang kunci lain"):
        actions.grant(request, custodian_key(), acting=both, at=day(2))


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"purpose": "ingin_tahu"}, "purpose"), ({"purpose": "kode_hilang"}, "purpose"), ({"reason": "perlu"}, "reason")],
)
def test_a_request_without_purpose_or_reason_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        asked(**changes)

    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_second_request_waits_until_the_first_is_answered() -> None:
    request, _ = asked()
    with pytest.raises(Refused, match="masih menunggu"):
        asked(request.laporan)

    actions.decline(request, acting=CUSTODIAN, at=day(2), reason=REASON)

    assert asked(request.laporan)[0].status == "menunggu"


def test_of_an_anonymous_report_nothing_can_be_asked() -> None:
    with pytest.raises(Refused, match="tanpa nama"):
        asked(laporan(TIP))


def test_the_wrong_key_grants_nothing_and_leaves_the_request_waiting() -> None:
    request, _ = asked()

    with pytest.raises(WrongKey):
        actions.grant(request, PrivateKey.generate(), acting=CUSTODIAN, at=day(2))

    request.refresh_from_db()
    assert (request.status, verbs(request.laporan)) == ("menunggu", ["identitas.diminta"])


def test_a_grant_is_emptied_when_its_time_is_over() -> None:
    request, _ = asked()
    until = actions.grant(request, custodian_key(), acting=CUSTODIAN, at=day(2))

    assert [actions.forget_granted(at) for at in (until - timedelta(seconds=1), until, until)] == [0, 1, 0]
    request.refresh_from_db()
    assert request.ciphertext is None


@pytest.mark.django_db(transaction=True)
def test_of_two_custodians_who_answer_at_once_one_is_told_so() -> None:
    request, _ = asked()
    second = Acting("akun:kustodian2", (HeldSeat("kustodian", OFFICE),))
    told: list[str] = []
    start = threading.Barrier(2)

    def answer(who: Acting) -> None:
        start.wait()
        try:
            mine = IdentityRequest.objects.select_related("laporan__office").get(pk=request.pk)
            actions.grant(mine, custodian_key(), acting=who, at=day(2))
            told.append("dikabulkan")
        except SomeoneWasFaster:
            told.append("didahului")
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=[who]) for who in (CUSTODIAN, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["didahului", "dikabulkan"]
    assert IdentityOpening.objects.count() == 1
    assert verbs(request.laporan) == ["identitas.diminta", "identitas.diperlihatkan"]
