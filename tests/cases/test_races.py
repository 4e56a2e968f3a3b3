"""Two people at one step, in real transactions: one wins, the other is told, the journal has one entry."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, models

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases import actions
from netral.cases.models import (
    AccusedAnswer,
    AnswerLink,
    Case,
    HearingInvitation,
    Kajian,
    Klarifikasi,
    Penerusan,
    Pleno,
    SendBack,
)
from netral.cases.queries import link_by_token, token_of
from netral.cases.states import LinkUnusable
from netral.documents.models import Document
from netral.intake.models import Laporan
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import (
    EXAMINER,
    INTAKE,
    complete_laporan,
    day,
    decided,
    forwarded,
    heard,
    hearing,
    invited,
    opened,
)
from tests.cases.stations import TABLES, at_station, holder, take
from tests.cases.test_actions_people import THREE

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run acts in threads that start together, each with a connection of its own; what each returned or raised."""
    ready = Barrier(len(acts))

    def alone(act: Callable[[], object]) -> object:
        ready.wait(timeout=30)
        try:
            return act()
        except (SomeoneWasFaster, NotAllowed, LinkUnusable) as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(alone, acts))


def own(case: Case) -> Case:
    """The case as somebody else has it on the screen."""
    return Case.objects.select_related("laporan", "office__region").get(pk=case.pk)


def kinds(results: list[object]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


ROWS: dict[str, type[models.Model] | None] = {
    "undang_klarifikasi": HearingInvitation,
    "klarifikasi": Klarifikasi,
    "minta_jawaban": AnswerLink,
    "cabut_tautan_jawaban": None,
    "simpan_kajian": Kajian,
    "minta_keterangan_tambahan": None,
    "susun_kajian": None,
    "putuskan_terbukti": Pleno,
    "putuskan_bukan_kewenangan": Pleno,
    "kembalikan": SendBack,
    "teruskan": Penerusan,
}


@pytest.mark.parametrize("code", ROWS)
def test_of_two_who_take_the_same_step_one_wins_and_the_other_is_told(code: str) -> None:
    step = TABLES["pilkada"].step(code)
    case = at_station(step.froms[0], "pilkada")
    row, verb = ROWS[code], f"perkara.{code}"
    rows = row._default_manager.filter(case=case).count() if row else 0
    entries = Entry.objects.filter(chain=case.reference, verb=verb).count()
    people = [own(case), own(case)]

    results = at_once(*(lambda each=each: take(each, code, holder(step)) for each in people))  # type: ignore[misc]

    # Asking for more looks for the first asker's clock, too: the second one may hear that, or that the case has moved.
    told = {"SomeoneWasFaster", "NotAllowed"} if code == "minta_keterangan_tambahan" else {"SomeoneWasFaster"}
    assert kinds(results)[0] == "Entry"
    assert kinds(results)[1] in told
    assert Entry.objects.filter(chain=case.reference, verb=verb).count() == entries + 1
    if row:
        assert row._default_manager.filter(case=case).count() == rows + 1
    stored = own(case)
    assert (stored.status, stored.version) == (step.to or step.froms[0], case.version + 1)
    assert differences(stored) == []


def test_the_one_who_lost_holds_the_case_as_it_was_and_can_look_again() -> None:
    case = at_station("pemeriksaan")
    people = [own(case), own(case)]

    at_once(*(lambda each=each: take(each, "klarifikasi", EXAMINER) for each in people))  # type: ignore[misc]

    assert sorted(each.version for each in people) == [case.version, case.version + 1]
    loser = min(people, key=lambda each: each.version)
    loser.refresh_from_db()
    take(loser, "klarifikasi", EXAMINER)
    assert Klarifikasi.objects.filter(case=case).count() == 3


def test_different_steps_from_one_status_exclude_each_other() -> None:
    """A member decides while another sends back."""
    case = at_station("menunggu_pleno")
    first, second = own(case), own(case)
    member = holder(TABLES["pemilu"].step("kembalikan"))

    results = at_once(
        lambda: take(first, "putuskan_tidak_terbukti", member), lambda: take(second, "kembalikan", member)
    )

    assert kinds(results) == ["Entry", "SomeoneWasFaster"]
    stored = own(case)
    assert (stored.status, Pleno.objects.count(), SendBack.objects.count()) in {
        ("tidak_terbukti", 1, 0),
        ("pemeriksaan", 0, 1),
    }
    assert differences(stored) == []


def test_a_laporan_clicked_twice_becomes_one_case_with_one_number() -> None:
    laporan = complete_laporan()
    people = [Laporan.objects.select_related("office__region", "region").get(pk=laporan.pk) for _ in range(3)]

    results = at_once(*(lambda each=each: actions.open_from(each, acting=INTAKE, at=day(0)) for each in people))  # type: ignore[misc]

    assert kinds(results) == ["Case", "SomeoneWasFaster", "SomeoneWasFaster"]
    assert Case.objects.count() == 1
    assert opened().number == "002/Reg/LP/99.07/I/2024"


def test_cases_registered_at_once_are_numbered_without_a_gap() -> None:
    reports = [complete_laporan() for _ in range(4)]

    at_once(*(lambda each=each: actions.open_from(each, acting=INTAKE, at=day(0)) for each in reports))  # type: ignore[misc]

    assert sorted(Case.objects.values_list("number", flat=True)) == [
        f"00{number}/Reg/LP/99.07/I/2024" for number in (1, 2, 3, 4)
    ]


def test_the_loser_of_a_hand_over_leaves_no_letter_and_no_gap() -> None:
    case, other = at_station("terbukti"), at_station("terbukti")
    people = [own(case), own(case)]

    results = at_once(*(lambda each=each: take(each, "teruskan", EXAMINER) for each in people))  # type: ignore[misc]
    take(other, "teruskan", EXAMINER)

    assert kinds(results) == ["Entry", "SomeoneWasFaster"]
    letters = Document.objects.filter(kind="surat_penerusan").order_by("number")
    assert [letter.number[:4] for letter in letters] == ["001/", "002/"]
    assert Entry.objects.filter(verb="dokumen.diterbitkan").count() == 2


def test_letters_of_different_cases_at_once_are_numbered_without_a_gap_and_hash_as_stored() -> None:
    cases = [at_station("terbukti") for _ in range(3)]

    results = at_once(*(lambda each=each: take(own(each), "teruskan", EXAMINER) for each in cases))  # type: ignore[misc]

    assert kinds(results) == ["Entry"] * 3
    letters = list(Document.objects.filter(kind="surat_penerusan").order_by("number"))
    assert [letter.number[:4] for letter in letters] == ["001/", "002/", "003/"]
    for letter in letters:
        with letter.opened() as file:
            assert hashlib.sha256(file.read()).hexdigest() == letter.sha256
    assert {entry.hashes[0] for entry in results if isinstance(entry, Entry)} == {each.sha256 for each in letters}


def test_minutes_and_letters_count_in_series_of_their_own_at_once() -> None:
    young, ripe = at_station("pemeriksaan"), at_station("terbukti")

    results = at_once(
        lambda: actions.hold_klarifikasi(own(young), acting=EXAMINER, **hearing(issue=True)),
        lambda: take(own(ripe), "teruskan", EXAMINER),
    )

    assert kinds(results) == ["Entry", "Entry"]
    assert {document.number[:4] for document in Document.objects.all()} == {"001/"}
    assert Document.objects.count() == 2


def test_a_hand_over_is_acknowledged_once_and_closed_once() -> None:
    case = at_station("diteruskan")
    waiting = [Penerusan.objects.select_related("case__laporan", "case__office", "receiver").get() for _ in range(2)]

    acknowledged = at_once(
        *(lambda each=each: actions.acknowledge(each, at=day(5), by="akun:penerima") for each in waiting)
    )  # type: ignore[misc]
    closed = at_once(
        *(lambda each=each: actions.close(each, at=day(9), outcome="dilaksanakan") for each in (own(case), own(case)))  # type: ignore[misc]
    )

    assert kinds(acknowledged) == kinds(closed) == ["Entry", "SomeoneWasFaster"]
    verbs = list(Entry.objects.filter(chain=case.reference).order_by("position").values_list("verb", flat=True))
    assert verbs[-2:] == ["perkara.catat_diterima", "perkara.tutup"]
    assert differences(own(case)) == []


def test_of_two_receivers_that_finish_at_once_the_second_closes_the_case() -> None:
    case = decided(case=heard(opened(report=THREE)))
    for each in case.accused_set.all():
        forwarded(case, persons=[each])
    rows = [Penerusan.objects.select_related("case__laporan", "case__office").get(pk=pk) for pk in handed(case)]

    closed = at_once(*(lambda each=each: actions.settle(each, at=day(9), outcome="dihentikan") for each in rows))  # type: ignore[misc]

    assert sorted(kinds(closed)) == ["Entry", "NoneType", "NoneType"]
    assert own(case).status == "selesai"
    assert differences(own(case)) == []


def handed(case: Case) -> list[int]:
    return list(Penerusan.objects.filter(case=case).values_list("pk", flat=True))


def test_people_at_different_cases_do_not_get_in_each_others_way() -> None:
    cases = [at_station("pemeriksaan") for _ in range(4)]

    results = at_once(*(lambda each=each: take(own(each), "klarifikasi", EXAMINER) for each in cases))  # type: ignore[misc]

    assert kinds(results) == ["Entry"] * 4
    assert all(differences(own(case)) == [] for case in cases)


def test_after_all_of_this_the_journal_still_verifies() -> None:
    case = at_station("terbukti")
    people: list[Any] = [own(case) for _ in range(4)]

    at_once(*(lambda each=each: take(each, "teruskan", EXAMINER) for each in people))  # type: ignore[misc]

    assert verify().ok


def test_of_two_who_answer_by_one_link_one_is_kept_and_the_other_is_told() -> None:
    case = at_station("pemeriksaan")
    link = case.answer_links.get()

    results = at_once(*(lambda n=n: actions.answer(by_token(link), at=day(5), text=f"Jawaban {n}.") for n in (1, 2)))  # type: ignore[misc]

    assert kinds(results) == ["AccusedAnswer", "LinkUnusable"]
    assert AccusedAnswer.objects.count() == 1
    assert Entry.objects.filter(chain=case.reference, verb="perkara.jawab").count() == 1
    assert differences(own(case)) == []


def test_an_answer_is_never_lost_to_what_the_office_does_at_the_same_moment() -> None:
    case = at_station("pemeriksaan")
    link, person = case.answer_links.get(), own(case)

    results = at_once(
        lambda: actions.answer(by_token(link), at=day(5), text="Saya menjawab."),
        lambda: take(person, "simpan_kajian", EXAMINER),
    )

    assert AccusedAnswer.objects.count() == 1
    assert "AccusedAnswer" in kinds(results)
    assert set(kinds(results)) <= {"AccusedAnswer", "Entry", "SomeoneWasFaster"}
    assert differences(own(case)) == []


def test_an_answer_and_the_end_of_its_link_exclude_each_other() -> None:
    case = at_station("pemeriksaan")
    link, person = case.answer_links.get(), own(case)

    results = at_once(
        lambda: actions.answer(by_token(link), at=day(5), text="Saya menjawab."),
        lambda: actions.revoke_link(person, link=link, acting=EXAMINER, at=day(5)),
    )

    assert kinds(results) in (["AccusedAnswer", "SomeoneWasFaster"], ["Entry", "LinkUnusable"])
    assert AccusedAnswer.objects.count() == kinds(results).count("AccusedAnswer")


def by_token(link: AnswerLink) -> AnswerLink:
    """The link as a page of its own finds it."""
    found = link_by_token(token_of(link))
    assert found is not None
    return found


def test_of_two_minutes_of_one_invitation_one_is_written() -> None:
    case = invited(at_station("pemeriksaan"), at=day(4)).case
    waiting = case.hearing_invitations.get()
    people = [own(case), own(case)]

    results = at_once(
        *(lambda each=each: take(each, "klarifikasi", EXAMINER, invitation=waiting, at=day(7)) for each in people)  # type: ignore[misc]
    )

    assert kinds(results) == ["Entry", "SomeoneWasFaster"]
    assert Klarifikasi.objects.filter(invitation=waiting).count() == 1


def test_invitations_of_different_cases_at_once_are_numbered_without_a_gap() -> None:
    cases = [at_station("pemeriksaan") for _ in range(3)]

    results = at_once(*(lambda each=each: take(own(each), "undang_klarifikasi", EXAMINER) for each in cases))  # type: ignore[misc]

    assert kinds(results) == ["Entry"] * 3
    numbers = Document.objects.filter(kind="undangan_klarifikasi").order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"00{n}/Undangan/BAWASLU-99.07/I/2024" for n in (1, 2, 3)]
