"""Black boxes on what came with an answer, and away from a copy that was drawn wrongly; what went out is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from netral.access.models import Role
from netral.audit.actions import record
from netral.audit.models import Entry
from netral.cases.berkas_states import PRINTED, Edition
from netral.cases.models import Case
from netral.cases.queries import exhibits_of_case, printed_outside, went_out_with
from netral.evidence import actions as evidence
from netral.evidence.content import Box
from netral.evidence.models import Exhibit, WithdrawnCopy
from netral.evidence.queries import boxes_of, leaving_copy
from netral.exchange.states import Door
from netral.offices.queries import organisation
from tests.cases.builders import EXAMINER, LONG, NEIGHBOUR, OFFICE, PROVINCE, answered, decided, forwarded, opened
from tests.cases.pages import client, fetched
from tests.cases.test_api_buttons import codes, sent
from tests.evidence.test_actions_redacting import photo
from tests.exchange.builders import partner
from tests.intake.test_views_redacting import FACE, rows

pytestmark = pytest.mark.django_db
WHY = "Kotaknya menutup pelat nomor yang justru membuktikan."


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    """The demo asks for no second factor."""
    settings.DEMO = True


def with_answer() -> tuple[Case, Exhibit]:
    """A case in which an accused person answered with a picture."""
    case = opened()
    answered(case, uploads=[SimpleUploadedFile("jawaban.png", photo(90))])
    return case, Exhibit.objects.get(subject=case.reference)


def with_file(case: Case) -> Exhibit:
    """A picture that came with the report of a case."""
    return evidence.keep(case.laporan.reference, SimpleUploadedFile("foto.png", photo()), at=case.opened_at)


def blackened(found: Exhibit, *, at: Any = None) -> Exhibit:
    evidence.redact(found, [Box(1, 100, 100, 300, 300)], acting=EXAMINER, office=OFFICE, at=at or timezone.now())
    return found


def door(case: Case, found: Exhibit, rest: str = "") -> str:
    return f"/kerja/perkara/{case.key}/bukti/{found.key}/tutup/{rest}"


def test_the_examiner_blackens_what_came_with_an_answer() -> None:
    case, found = with_answer()
    browser = client()

    page = browser.get(door(case, found))
    picture = browser.get(door(case, found, "1.jpg"))
    answer = browser.post(door(case, found), rows(FACE))

    assert f'src="{door(case, found, "1.jpg")}"' in page.content.decode()
    assert case.number in page.content.decode()
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert (answer.status_code, answer["Location"]) == (303, f"/kerja/perkara/{case.key}/bukti/")
    assert boxes_of(found) == [Box(1, 100, 205, 300, 400)]
    entry = Entry.objects.get(verb="bukti.ditutup")
    assert (entry.chain, entry.office) == (found.reference, OFFICE)
    copy = leaving_copy(found)
    assert copy is not None
    assert copy.kind == "tertutup"


def test_the_list_of_the_case_leads_there_and_to_the_copy() -> None:
    case, found = with_answer()
    browser = client()

    before = browser.get(f"/kerja/perkara/{case.key}/bukti/").content.decode()
    blackened(found)
    after = browser.get(f"/kerja/perkara/{case.key}/bukti/").content.decode()

    assert door(case, found) in before
    assert f"/kerja/bukti/{found.key}/tarik/" not in before
    assert "Sebagian ditutup" in after
    assert f"/kerja/bukti/{found.key}/tarik/" in after
    assert fetched(browser, f"/kerja/perkara/{case.key}/bukti/{found.key}/salinan/tertutup/").status_code == 200


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        (Role.EXAMINER, OFFICE, 200), (Role.MEMBER, OFFICE, 200), (Role.INTAKE_OFFICER, OFFICE, 404),
        (Role.EXAMINER, PROVINCE, 404), (Role.EXAMINER, NEIGHBOUR, 404),
    ],
)  # fmt: skip
def test_only_who_reads_the_answers_at_its_office_may(role: str, office: str, status: int) -> None:
    case, found = with_answer()
    browser = client(role, office)

    assert browser.get(door(case, found)).status_code == status
    assert browser.get(door(case, found, "1.jpg")).status_code == status
    blackened(found)
    assert browser.get(f"/kerja/bukti/{found.key}/tarik/").status_code == status


def test_the_exhibit_of_another_case_and_that_of_a_report_are_not_drawn_on_here() -> None:
    case, found = with_answer()
    other, _their = with_answer()

    browser = client()

    assert browser.get(door(other, found)).status_code == 404
    assert browser.get(door(case, with_file(case))).status_code == 404


def test_taking_back_tells_first_and_needs_a_reason() -> None:
    case = opened()
    found = blackened(with_file(case))
    browser, address = client(), f"/kerja/bukti/{found.key}/tarik/"

    page = browser.get(address).content.decode()
    refused = browser.post(address, {"reason": "salah"})
    empty = browser.post(address, {"reason": ""})
    taken = browser.post(address, {"reason": WHY}, follow=True)

    assert "Bukti ini belum ikut penerusan mana pun." in page
    assert "Salinan dengan 1 kotak hitam" in page
    assert (refused.status_code, "sedikitnya 20 huruf" in refused.content.decode()) == (422, True)
    assert empty.status_code == 422
    assert taken.redirect_chain == [(f"/kerja/laporan/{case.laporan.key}/bukti/{found.key}/riwayat/", 303)]
    assert "Salinan tertutup ditarik" in taken.content.decode()
    assert WithdrawnCopy.objects.get().reason == WHY
    assert browser.get(address).status_code == 422
    assert browser.post(address, {"reason": WHY}).status_code == 422


def test_what_already_went_out_is_listed_with_what_they_have() -> None:
    """One hand-over before the copy was made, one after it; both stay where they are."""
    case = decided()
    found = with_file(case)
    evidence.make_ready_to_leave([found], at=case.opened_at)
    first = forwarded(case, exhibits=exhibits_of_case(case))
    blackened(found, at=first.sent_at + timedelta(hours=1))
    second = forwarded(
        case, at=first.sent_at + timedelta(days=1), receiver=organisation("kemendagri"), override_reason=LONG,
        further_reason=LONG, exhibits=exhibits_of_case(case),
    )  # fmt: skip

    went_out = went_out_with(found)

    assert [(each.receiver, each.letter, each.covered) for each in went_out] == [
        (first.receiver.name, first.document.number, False),
        (second.receiver.name, second.document.number, True),
    ]
    page = client().get(f"/kerja/bukti/{found.key}/tarik/").content.decode()
    for shown in (first.receiver.name, second.receiver.name, "Salinan tertutup ini", "Salinan sebelum ini",
                  "tidak dapat ditarik kembali"):  # fmt: skip
        assert shown in page
    assert printed_outside(found) == 0


def test_what_another_house_has_it_keeps_and_one_in_this_house_sees_what_leaves_now() -> None:
    partner("kemendagri", door=Door.WEBHOOK, address="https://kemendagri.example/masuk", secret="rahasia-bersama")
    case = decided()
    found = blackened(with_file(case), at=case.opened_at)
    inside = forwarded(case, exhibits=exhibits_of_case(case))
    forwarded(
        case, at=inside.sent_at + timedelta(days=1), receiver=organisation("kemendagri"), override_reason=LONG,
        further_reason=LONG, exhibits=exhibits_of_case(case),
    )  # fmt: skip

    assert [(each.receiver, each.outside) for each in went_out_with(found)] == [
        (inside.receiver.name, False),
        (organisation("kemendagri").name, True),
    ]
    page = client().get(f"/kerja/bukti/{found.key}/tarik/").content.decode()
    assert page.count("Membuka bukti di rumah ini") == 1


@pytest.mark.parametrize(("edition", "counted"), [(Edition.RELEASE, 1), (Edition.INTERNAL, 0)])
def test_a_case_file_for_outside_printed_since_then_is_counted(edition: Edition, counted: int) -> None:
    """Its list names the fingerprint of what leaves; the file for the office names the original's."""
    case = opened()
    found = blackened(with_file(case), at=case.opened_at)
    for at in (case.opened_at - timedelta(hours=1), case.opened_at + timedelta(hours=1)):
        record(case.reference, PRINTED, actor=EXAMINER.reference, at=at, facts={"edition": str(edition)})

    assert printed_outside(found) == counted
    assert printed_outside(with_answer()[1]) == 0


def test_a_program_blackens_an_answer_and_takes_the_copy_back() -> None:
    case, found = with_answer()
    box = {"left": 100, "top": 100, "width": 300, "height": 300}
    own, back = f"perkara/{case.key}/bukti/{found.key}/tutup/", f"bukti/{found.key}/tarik/"

    made = sent(own, {"boxes": [box]})
    wrong = sent(own, {"boxes": []})
    short = sent(back, {"reason": "x"})
    stranger = sent(back, {"reason": WHY}, role=Role.INTAKE_OFFICER)
    taken = sent(back, {"reason": WHY})
    again = sent(back, {"reason": WHY})

    assert (made.status_code, codes(wrong), codes(short)) == (200, ["wajib"], ["terlalu_pendek"])
    assert (sent(own, {"boxes": [box]}, role=Role.INTAKE_OFFICER).status_code, stranger.status_code) == (404, 404)
    assert taken.json() == {"sha256": made.json()["sha256"], "went_out": []}
    assert codes(again) == ["tidak_bisa"]
