"""The tab of the legal assessment: take over, assess, ask, write; of two at once the slower sees both texts."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.cases import actions, queries
from netral.cases.models import Case, ElementAssessment, KajianText, ProofRequest, TakenNorm
from netral.evidence.actions import keep
from tests.cases.builders import EXAMINER, FACTS, LONG, assessed, day, heard, opened, proposed
from tests.cases.matrix import PinTo, asked, examined, norm_of, person, said, texts, written
from tests.cases.pages import client, fetched, step_url, url
from tests.cases.test_actions_people import THREE
from tests.documents.builders import words
from tests.evidence.builders import PNG, upload

pytestmark = pytest.mark.django_db
PERSONAS = ["petugas_laporan", "anggota"]


def element_url(case: Case, element: str = "who") -> str:
    return url(case, f"norma/{norm_of(case).key}/unsur/{element}/")


def ask_url(case: Case, proof: str = "data_kepegawaian") -> str:
    return f"{element_url(case)}minta/{proof}/"


def text_url(case: Case, rest: str = "") -> str:
    return url(case, f"naskah/{person(case).key}/{rest}")


def page(browser: Client, address: str) -> str:
    answer: Any = browser.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_tab_shows_the_machine_as_a_proposal_and_counts_only_people() -> None:
    case = examined()

    shown = page(client(), url(case, "penilaian/"))

    assert "Usulan mesin: Terpenuhi" in shown
    assert "Kurang, 0 dari" in shown
    assert "Belum dinilai" in shown
    assert "paket aturan" in shown


def test_pakai_takes_a_norm_over_and_lepas_lets_it_go() -> None:
    case, browser = examined(), client()
    matrix = queries.matrix_of(person(case))
    offered = [row["provision"] for row in matrix.kajian.assessment["allegations"]]  # type: ignore[union-attr]
    provision = next(code for code in offered if code not in matrix.taken)
    assert "Pakai" in page(browser, url(case, "penilaian/"))

    answer = browser.post(url(case, "norma/pakai/"), {"accused": person(case).key, "provision": provision})

    assert answer.status_code == 303
    assert answer["Location"].endswith(f"?terlapor={person(case).key}")
    norm = TakenNorm.objects.get(provision=provision)
    assert browser.post(url(case, f"norma/{norm.key}/lepas/")).status_code == 303
    norm.refresh_from_db()
    assert norm.released_at


def test_what_cannot_be_taken_over_is_said_on_the_tab() -> None:
    case, browser = examined(), client()

    answer = browser.post(url(case, "norma/pakai/"), {"accused": person(case).key, "provision": "X"}, follow=True)

    assert "tidak diusulkan" in answer.content.decode()
    again = {"accused": person(case).key, "provision": norm_of(case).provision}
    assert "Orang lain baru saja" in browser.post(url(case, "norma/pakai/"), again, follow=True).content.decode()
    assert browser.post(url(case, "norma/pakai/"), {"accused": "x"}).status_code == 404


def test_an_element_is_assessed_with_pins_and_places() -> None:
    case, browser = examined(), client()
    exhibit = keep(case.laporan.reference, upload(), at=day(0))
    assert exhibit.label in page(browser, element_url(case))

    what = f"bukti:{exhibit.key}"
    answer = browser.post(
        element_url(case),
        {"number": "0", "state": "terpenuhi", "reason": "Data aktif.", "pins": [what], f"place-{what}": "hal. 2"},
    )

    assert answer.status_code == 303
    assert "hal. 2" in page(browser, url(case, "penilaian/"))
    form = page(browser, element_url(case))
    assert 'value="hal. 2"' in form
    assert "Data aktif." in form
    assert "Cukup" not in form


def test_a_difference_without_reason_comes_back_with_what_was_typed() -> None:
    case, browser = examined(), client()

    answer = browser.post(element_url(case), {"number": "0", "state": "tidak_terpenuhi", "reason": ""})

    assert answer.status_code == 422
    assert "berbeda dari usulan mesin" in answer.content.decode()
    assert not ElementAssessment.objects.exists()


def test_an_empty_post_is_refused_too() -> None:
    case, browser = examined(), client()

    assert browser.post(element_url(case), {}).status_code == 422
    assert browser.post(element_url(case), {"number": "0", "state": "terpenuhi", "pins": ["x"]}).status_code == 422


def test_the_slower_sees_both_texts_and_decides() -> None:
    case, browser = examined(), client()
    actions.assess_element(case, **said(case, reason="Data menurut BKPSDM.", at=timezone.now()))

    answer = browser.post(element_url(case), {"number": "0", "state": "terpenuhi", "reason": "Data menurut saksi."})
    shown = answer.content.decode()

    assert answer.status_code == 409
    assert "mengubah alasan ini" in shown
    assert "<del>" in shown
    assert "BKPSDM." in shown
    assert "saksi." in shown
    assert 'name="number" value="1"' in shown
    mine = {"number": "1", "state": "terpenuhi", "reason": "Data menurut saksi."}
    assert browser.post(element_url(case), mine).status_code == 303
    assert [each.row.reason for each in queries.history_of(norm_of(case), "who")] == [
        "Data menurut saksi.",
        "Data menurut BKPSDM.",
    ]


@pytest.mark.parametrize("role", PERSONAS)
def test_others_of_the_office_read_and_cannot_write(role: str) -> None:
    case, browser = examined(), client(role)
    request = asked(case)
    text = written(case)
    norm = norm_of(case)

    assert "Simpan penilaian" not in page(browser, element_url(case))
    assert "Minta:" not in page(browser, url(case, "penilaian/"))
    assert ">Catat<" not in page(browser, url(case, f"permintaan/{request.key}/"))
    assert "Simpan edisi baru" not in page(browser, text_url(case))
    assert "Terbitkan" not in page(browser, text_url(case, "1/"))
    writes: list[tuple[str, dict[str, Any]]] = [
        (element_url(case), {"number": "0", "state": "terpenuhi"}),
        (url(case, "norma/pakai/"), {"accused": person(case).key, "provision": "X"}),
        (url(case, f"norma/{norm.key}/lepas/"), {}),
        (ask_url(case), {"holder": "X", "wanted": "Y"}),
        (url(case, f"permintaan/{request.key}/"), {"status": "dijawab", "answer": "Z"}),
        (text_url(case), {"edition": text.edition, **texts()}),
        (text_url(case, "1/terbitkan/"), {}),
    ]
    for address, body in writes:
        assert browser.post(address, body).status_code == 422, address


def test_offices_beside_see_nothing_of_it() -> None:
    case = examined()
    request, _text = asked(case), written(case)
    browser = client(office="bawaslu-99.08")

    for address in (
        element_url(case), ask_url(case), url(case, f"permintaan/{request.key}/"), text_url(case),
        text_url(case, "1/"), text_url(case, "1/pdf/"),
    ):  # fmt: skip
        assert browser.get(address).status_code == 404, address


def test_the_prepared_letter_is_issued_and_the_request_stays_open_until_answered() -> None:
    case, browser = examined(), client()
    prepared = page(browser, ask_url(case))
    assert "badan kepegawaian instansi terlapor" in prepared
    assert "perlu" in page(browser, url(case, "penilaian/"))

    answer = browser.post(ask_url(case), {"holder": "BKPSDM Rekaan", "wanted": "Salinan keputusan."})

    assert answer.status_code == 303
    request = ProofRequest.objects.get()
    tab = page(browser, url(case, "penilaian/"))
    assert request.document.number in tab
    assert "belum dijawab" in tab
    shown = page(browser, url(case, f"permintaan/{request.key}/"))
    assert "BKPSDM Rekaan" in shown
    ended = {"status": "dijawab", "answer": "Data diterima."}
    assert browser.post(url(case, f"permintaan/{request.key}/"), {}).status_code == 422
    assert browser.post(url(case, f"permintaan/{request.key}/"), ended).status_code == 303
    assert browser.post(url(case, f"permintaan/{request.key}/"), ended).status_code == 409
    assert "belum dijawab" not in page(browser, url(case, "penilaian/"))
    assert request.document.number in page(browser, element_url(case))


def test_a_letter_without_words_comes_back() -> None:
    case, browser = examined(), client()

    assert browser.post(ask_url(case), {"holder": "", "wanted": "x"}).status_code == 422
    assert browser.get(ask_url(case, "tidak_ada")).status_code == 404
    assert browser.get(element_url(case, "tidak_ada")).status_code == 404


def test_the_text_is_assembled_edited_and_kept_in_editions() -> None:
    case, browser = examined(), client()
    actions.assess_element(case, **said(case, reason="Data kepegawaian aktif."))
    first = page(browser, text_url(case))
    assert "Data kepegawaian aktif." in first

    assert browser.post(text_url(case), {"edition": "0", **texts(events="Peristiwa lama.")}).status_code == 303
    assert browser.post(text_url(case), {"edition": "1", **texts(events="Peristiwa baru.")}).status_code == 303

    edition = page(browser, text_url(case, "2/"))
    assert "<del>" in edition
    assert "lama." in edition
    assert "<ins>" in edition
    assert "Edisi 1" in page(browser, text_url(case))
    assert "<del>" not in page(browser, text_url(case, "1/"))


def test_the_slower_writer_of_a_text_sees_what_differs() -> None:
    case, browser = examined(), client()
    written(case, events="Tulisan pertama.")

    answer = browser.post(text_url(case), {"edition": "0", **texts(events="Tulisan kedua.")})

    assert answer.status_code == 409
    assert "menyimpan edisi lain" in answer.content.decode()
    assert browser.post(text_url(case), {"edition": "1", **texts(events="Tulisan kedua.")}).status_code == 303


def test_assembling_anew_saves_nothing_and_keeps_the_conclusion() -> None:
    case, browser = examined(), client()
    values = {"edition": "0", **texts(events="Akan diganti.", conclusion="Kesimpulan saya sendiri."), "susun": "ya"}

    shown = browser.post(text_url(case), values).content.decode()

    assert "Akan diganti." not in shown
    assert "Kesimpulan saya sendiri." in shown
    assert not KajianText.objects.exists()


def test_a_short_conclusion_comes_back() -> None:
    answer = client().post(text_url(examined()), {"edition": "0", **texts(conclusion="Pendek.")})

    assert answer.status_code == 422


def test_a_draft_can_be_seen_any_time_and_the_document_after_the_proposal() -> None:
    case, browser = examined(), client()
    written(case)
    draft = fetched(browser, text_url(case, "1/pdf/"))
    assert "KONSEP" in words(draft.content)
    early = browser.post(text_url(case, "1/terbitkan/"), follow=True)
    assert "hanya ada konsep" in early.content.decode()
    proposed(case)

    assert "Diajukan ke pleno" in page(browser, text_url(case, "1/"))
    assert browser.post(text_url(case, "1/terbitkan/")).status_code == 303

    text = KajianText.objects.get()
    assert text.document
    pdf = fetched(browser, text_url(case, "1/pdf/"))
    assert text.document.number in words(pdf.content_read)
    assert text.document.number in page(browser, text_url(case))


def test_without_a_kajian_the_page_of_the_text_says_what_is_missing() -> None:
    case, browser = heard(), client()

    assert "Belum ada kajian." in page(browser, text_url(case))
    assert "Belum ada kajian." in page(browser, url(case, "penilaian/"))


def test_each_person_has_a_tab_of_their_own() -> None:
    case = heard(opened(report=THREE))
    people = list(case.accused_set.all())
    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS)
    provision = queries.matrices(case, people)[1].kajian.assessment["allegations"][0]["provision"]  # type: ignore[union-attr]
    actions.take_over(case, accused=people[1], provision=provision, acting=EXAMINER, at=day(3))
    browser = client()

    first, second = (page(browser, f"{url(case, 'penilaian/')}?terlapor={each.key}") for each in people[:2])

    assert "Belum ada norma yang dipakai" in first
    assert "Belum ada norma yang dipakai" not in second
    form = page(browser, f"{step_url(case, 'simpan_kajian')}?terlapor={people[1].key}")
    assert f'value="{people[1].key}" selected' in form


def test_as_many_queries_for_one_element_as_for_thirty_pins_and_requests() -> None:
    small, large = examined(), examined()
    norm = norm_of(large)
    exhibits = [keep(large.laporan.reference, upload(PNG + bytes([place])), at=day(0)) for place in range(30)]
    keep(small.laporan.reference, upload(), at=day(0))
    actions.assess_element(small, **said(small, reason="Satu."))
    asked(small)
    for line in queries.matrix_of(person(large)).sheets[0].lines:
        pins = [PinTo(f"bukti:{exhibit.key}", "hal. 1") for exhibit in exhibits]
        reason = {"reason": "Alasan.", "norm": norm, "element": line.code, "pins": pins}
        actions.assess_element(large, **said(large, **reason))
    for place in range(3):
        asked(large, holder=f"Kantor {place}")
    browser, counts = client(), []

    for case in (small, large):
        for address in (url(case, "penilaian/"), element_url(case), text_url(case)):
            with CaptureQueriesContext(connection) as captured:
                page(browser, address)
            counts.append(len(captured))

    assert counts[:3] == counts[3:]


def test_a_case_before_the_members_shows_the_matrix_without_buttons() -> None:
    case = proposed(assessed())

    shown = page(client(), url(case, "penilaian/"))

    assert "Lihat riwayat" in shown
    assert "Lepas norma ini" not in shown
    assert LONG.split(":", maxsplit=1)[0] in shown


def test_a_number_of_nothing_is_a_conflict_that_keeps_what_was_typed() -> None:
    case, browser = examined(), client()
    typed = {"number": "3", "state": "terpenuhi", "reason": "Data menurut saksi."}

    answer = browser.post(element_url(case), typed)

    assert answer.status_code == 409
    assert "Isian Anda masih ada" in answer.content.decode()
    form = answer.context["form"]
    assert (form["number"].value(), form["reason"].value()) == ("0", "Data menurut saksi.")
    assert browser.post(element_url(case), {**typed, "number": form["number"].value()}).status_code == 303


def test_an_edition_of_nothing_is_a_conflict_that_keeps_what_was_typed() -> None:
    case, browser = examined(), client()
    typed = {"edition": "4", **texts(events="Tulisan pertama.")}

    answer = browser.post(text_url(case), typed)

    assert answer.status_code == 409
    assert "Isian Anda masih ada" in answer.content.decode()
    form = answer.context["form"]
    assert (form["edition"].value(), form["events"].value()) == ("0", "Tulisan pertama.")
    assert browser.post(text_url(case), {**typed, "edition": "0"}).status_code == 303
