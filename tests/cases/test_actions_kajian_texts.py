"""The text of a kajian: editions that never change, frozen with the proposal, then a document."""

import pytest

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases import actions, queries
from netral.cases.actions import erasing
from netral.cases.assembling import assemble
from netral.cases.matrix_states import CHAPTERS, Overtaken
from netral.cases.models import ElementAssessment, Kajian, KajianText, Pin, ProofRequest
from netral.cases.states import Refused
from netral.documents.models import Document
from netral.evidence.actions import keep
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed
from tests.cases.builders import EXAMINER, FACTS, LONG, MEMBER, day, heard, opened, proposed
from tests.cases.matrix import PinTo, asked, examined, norm_of, person, said, texts, written
from tests.cases.stations import nothing_left_behind
from tests.cases.test_actions_matrix import OUTSIDERS
from tests.cases.test_actions_people import THREE
from tests.cases.test_letters import read
from tests.evidence.builders import upload

pytestmark = pytest.mark.django_db


def test_the_draft_says_what_people_found_and_on_what_it_rests() -> None:
    case = examined()
    exhibit = keep(case.laporan.reference, upload(), at=day(0))
    pins = [PinTo(f"bukti:{exhibit.key}", "hal. 3"), PinTo(f"klarifikasi:{case.klarifikasi_set.get().key}")]
    actions.assess_element(case, **said(case, reason="Data aktif.", pins=pins))
    request = asked(case)
    actions.end_request(case, request=request, status="dijawab", answer="Ada.", acting=EXAMINER, at=day(3))
    actions.assess_element(case, **said(case, element="act", pins=[PinTo(f"permintaan:{request.key}")]))
    open_one = asked(case, element="towards", proof="penetapan_calon", holder="KPU Rekaan")

    found = assemble(person(case))

    assert list(found) == list(CHAPTERS)
    assert "subjek: terpenuhi. Data aktif." in found["analysis"]
    assert f"Bukti: {exhibit.label} (hal. 3); klarifikasi terlapor" in found["analysis"]
    assert f"jawaban atas {request.document.number}" in found["analysis"]
    assert "belum dinilai" in found["analysis"]
    assert open_one.document.number in found["gaps"]
    assert exhibit.sha256[:16] in found["evidence"]
    assert "Terlapor Rekaan, hadir" in found["hearings"]
    assert found["conclusion"] == LONG
    assert found["recommendation"].startswith("Diteruskan ke")
    assert case.laporan.what not in str(found)


def test_a_young_case_has_little_to_say() -> None:
    found = assemble(person(opened()))

    assert (found["hearings"], found["analysis"], found["conclusion"]) == ("Belum ada.", "Belum ada.", "")


def test_each_saving_is_an_edition_with_a_hash_and_no_words_in_the_journal() -> None:
    case = examined()
    written(case, events="KATARAHASIA pertama.")
    text = written(case, edition=1, events="KATARAHASIA kedua.")

    entry = Entry.objects.filter(chain=case.reference).latest("position")
    assert (text.edition, text.concluded, text.saved_by) == (2, True, EXAMINER.reference)
    assert entry.facts["edition"] == 2
    assert len(entry.hashes) == 1
    assert "KATARAHASIA" not in str(entry.__dict__)
    assert [each.edition for each in queries.texts_of(person(case))] == [2, 1]
    assert differences(case) == []


def test_the_slower_writer_is_told() -> None:
    case = examined()
    written(case)

    with nothing_left_behind(case), pytest.raises(Overtaken) as problem:
        written(case)

    assert problem.value.number == 1


def test_a_conclusion_may_follow_in_a_later_edition() -> None:
    case = examined()

    actions.save_text(
        case, accused=person(case), edition=0, chapters={**texts(), "conclusion": " "}, acting=EXAMINER, at=day(3)
    )

    assert KajianText.objects.get().conclusion == ""


def test_a_text_needs_a_kajian_a_person_of_the_case_and_a_conclusion_that_says_enough() -> None:
    case, other = examined(), heard()

    with nothing_left_behind(other), pytest.raises(Refused, match="Simpan kajian dulu"):
        written(other)
    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        written(case, conclusion="Pendek.")
    assert refusal.value.field == "conclusion"
    with nothing_left_behind(case), pytest.raises(Refused, match="bukan terlapor"):
        actions.save_text(case, accused=person(other), edition=0, chapters=texts(), acting=EXAMINER, at=day(3))


@pytest.mark.parametrize("persona", OUTSIDERS)
def test_only_an_examiner_of_the_office_writes_and_issues(persona: str) -> None:
    case, acting = examined(), OUTSIDERS[persona]
    with nothing_left_behind(case), pytest.raises(NotAllowed):
        actions.save_text(case, accused=person(case), edition=0, chapters=texts(), acting=acting, at=day(3))
    text = written(case)
    proposed(case)

    with nothing_left_behind(case), pytest.raises(NotAllowed):
        actions.issue_text(case, text=text, acting=acting, at=day(4))


def test_the_proposal_freezes_the_newest_and_only_that_is_issued_once() -> None:
    case = examined()
    first, second = written(case), written(case, edition=1)
    with nothing_left_behind(case), pytest.raises(Refused):
        actions.issue_text(case, text=second, acting=EXAMINER, at=day(3))
    proposed(case)

    one = actions.issue_text(case, text=second, acting=EXAMINER, at=day(4))
    same = actions.issue_text(case, text=second, acting=EXAMINER, at=day(4))

    assert one == same
    assert Document.objects.filter(kind="kajian").count() == 1
    assert list(KajianText.objects.order_by("edition").values_list("frozen_at", flat=True)) == [None, day(2, 15)]
    text = read(one)
    for part in ("KAJIAN DUGAAN PELANGGARAN", case.number, "Isi bab ini.", "belum dipastikan", LONG.split(":")[0]):
        assert part in text
    with nothing_left_behind(case), pytest.raises(Refused):
        actions.issue_text(case, text=first, acting=EXAMINER, at=day(4))


def test_what_comes_back_from_the_members_gets_a_new_edition_and_the_frozen_one_stays() -> None:
    case = examined()
    frozen = written(case)
    proposed(case)
    actions.send_back(case, acting=MEMBER, at=day(3), reason=LONG)

    newer = written(case, edition=1)

    frozen.refresh_from_db()
    assert frozen.frozen_at
    assert newer.frozen_at is None


def test_a_case_is_concluded_when_everybody_is_in_their_text_or_kajian() -> None:
    case = heard(opened(report=THREE))
    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS)
    people = list(case.accused_set.select_related("case"))
    steps = []
    for each in people:
        steps.append("kajian_tersimpan" in queries.met(case))
        actions.save_text(case, accused=each, edition=0, chapters=texts(), acting=EXAMINER, at=day(3))
    steps.append("kajian_tersimpan" in queries.met(case))

    assert steps == [False, False, False, True]
    actions.save_kajian(case, acting=EXAMINER, at=day(3), facts=FACTS, accused=people[0])
    assert "kajian_tersimpan" in queries.met(case)


def test_one_person_without_a_conclusion_of_their_own_holds_the_case() -> None:
    case = heard(opened(report=THREE))
    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS, conclusion=LONG)
    assert "kajian_tersimpan" in queries.met(case)

    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS, accused=case.accused_set.all()[1])

    assert "kajian_tersimpan" not in queries.met(case)


def test_texts_reasons_places_and_requests_go_with_the_laporan() -> None:
    case = examined()
    hearing = case.klarifikasi_set.get()
    actions.assess_element(case, **said(case, reason="rahasia", pins=[PinTo(f"klarifikasi:{hearing.key}", "rahasia")]))
    request = asked(case, holder="rahasia", wanted="rahasia")
    actions.end_request(case, request=request, status="dijawab", answer="rahasia", acting=EXAMINER, at=day(3))
    written(case, events="rahasia")

    erasing.erase_texts(case, at=day(9))

    row, pin, asked_row, text = (model.objects.get() for model in (ElementAssessment, Pin, ProofRequest, KajianText))
    assert (row.reason, row.salt, row.state, pin.place) == ("", "", "terpenuhi", "")
    assert (asked_row.holder, asked_row.wanted, asked_row.answer, asked_row.status) == ("", "", "", "dijawab")
    assert {getattr(text, code) for code in CHAPTERS} == {""}
    assert verify().ok
    assert queries.history_of(norm_of(case), "who")[0].row.assessed_by == EXAMINER.reference
    assert Kajian.objects.exists()
