"""Asking for proof: one numbered letter, open until somebody says what came of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from netral.audit.models import Entry
from netral.cases import actions
from netral.cases.models import Case, ProofRequest, TakenNorm
from netral.cases.states import Refused
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import EXAMINER, FULL, day, decided
from tests.cases.matrix import asked, examined, norm_of
from tests.cases.stations import nothing_left_behind
from tests.cases.test_actions_matrix import OUTSIDERS
from tests.cases.test_letters import read

pytestmark = pytest.mark.django_db


def test_the_letter_says_what_is_wanted_of_whom_and_names_nobody() -> None:
    case = examined()

    request = asked(case, place="Contoh", wanted_by=day(9).date())

    text = read(request.document)
    for part in ("BKPSDM Rekaan", "di Contoh", "Salinan keputusan pengangkatan.", case.number, "24 Januari 2024"):
        assert part in text
    for private in (case.accused_set.get().name, case.laporan.pseudonym):
        assert private not in text
    assert request.document.number.startswith("001/Permintaan/")
    assert differences(case) == []


def test_a_statement_is_asked_for_in_other_words() -> None:
    request = asked(examined(), element="act", proof="keterangan_saksi", holder="Saksi Satu")

    assert "memberikan keterangan berikut" in read(request.document)


def test_the_journal_has_codes_and_the_hash_of_the_letter() -> None:
    case = examined()
    request = asked(case, holder="KATARAHASIA", wanted="KATARAHASIA.")

    entry = Entry.objects.filter(chain=case.reference).latest("position")

    assert entry.verb == "perkara.bukti_diminta"
    assert entry.hashes == [request.document.sha256]
    assert "KATARAHASIA" not in str(entry.__dict__)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"holder": " "}, "holder"),
        ({"wanted": " "}, "wanted"),
        ({"proof": "susunan_tim"}, "proof"),
        ({"element": "tidak_ada"}, "element"),
        ({"wanted_by": day(3).date() - timedelta(days=1)}, "wanted_by"),
        ({"wanted": FULL.what}, "wanted"),
        ({"holder": FULL.what[:120]}, "holder"),
        ({"place": FULL.what[:120]}, "place"),
    ],
)
def test_what_does_not_fit_sends_no_letter(changes: dict[str, Any], field: str) -> None:
    case = examined()

    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        asked(case, **changes)

    assert refusal.value.field == field


def test_the_letter_is_in_indonesian_whatever_the_officer_reads_in() -> None:
    with translation.override("en"):
        text = read(asked(examined()).document)

    assert "Pemeriksa" in text
    assert "Examiner" not in text


def test_a_button_pressed_twice_sends_one_letter_and_another_holder_gets_one() -> None:
    case = examined()
    asked(case)

    with nothing_left_behind(case), pytest.raises(SomeoneWasFaster):
        asked(case, holder="bkpsdm rekaan ")
    assert asked(case, holder="Dinas Lain").document.number.startswith("002/")


def test_nothing_is_asked_for_a_norm_let_go_or_of_another_case() -> None:
    case, other = examined(), examined()
    norm = norm_of(case)

    with nothing_left_behind(case), pytest.raises(SomeoneWasFaster):
        asked(case, norm=norm_of(other))
    TakenNorm.objects.filter(pk=norm.pk).update(released_at=day(3), released_by=EXAMINER.reference)
    values = {"norm": norm, "element": "who", "proof": "data_kepegawaian", "holder": "Kantor", "wanted": "Data."}
    with nothing_left_behind(case), pytest.raises(SomeoneWasFaster):
        actions.ask_for_proof(case, acting=EXAMINER, at=day(3), **values)


def ended(case: Case, request: ProofRequest, **changes: Any) -> Entry:
    values = {"status": "dijawab", "answer": "Data diterima.", "acting": EXAMINER, "at": day(4), **changes}
    return actions.end_request(case, request=request, **values)


@pytest.mark.parametrize("status", ["dijawab", "ditarik"])
def test_an_answer_may_come_late(status: str) -> None:
    case = examined()
    request = asked(case)
    decided(case=case)

    entry = ended(case, request, status=status)

    request.refresh_from_db()
    assert (request.status, request.ended_by, request.answer) == (status, EXAMINER.reference, "Data diterima.")
    assert entry.facts == {"request": request.key, "status": status}


def test_a_request_ends_once() -> None:
    case = examined()
    request = asked(case)
    ended(case, request)

    with nothing_left_behind(case), pytest.raises(SomeoneWasFaster):
        ended(case, request, status="ditarik")


@pytest.mark.parametrize(("changes", "field"), [({"status": "diminta"}, "status"), ({"answer": " "}, "answer")])
def test_an_end_without_a_word_is_refused(changes: dict[str, Any], field: str) -> None:
    case = examined()
    request = asked(case)

    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        ended(case, request, **changes)

    assert refusal.value.field == field


@pytest.mark.parametrize("persona", OUTSIDERS)
def test_only_an_examiner_of_the_office_asks_and_ends(persona: str) -> None:
    case = examined()
    request = asked(case)

    with nothing_left_behind(case), pytest.raises(NotAllowed):
        asked(case, acting=OUTSIDERS[persona], holder="Lain")
    with nothing_left_behind(case), pytest.raises(NotAllowed):
        ended(case, request, acting=OUTSIDERS[persona])
