import pytest

from netral.cases.models import Case, Kajian, Klarifikasi, Penerusan, Pleno
from netral.evidence.actions import keep
from netral.offices.models import Organisation
from tests.access.builders import seated
from tests.cases.builders import (
    FACTS,
    LONG,
    assessed,
    cells,
    complete_laporan,
    day,
    decided,
    heard,
    members_of,
    opened,
    proposed,
    rows,
)
from tests.cases.pages import client, step_url, today, url
from tests.evidence.builders import upload
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "rest", ["rahasia/", "langkah/menari/", "langkah/registrasi/", "bukti/tidakada/", "dokumen/tidakada/"]
)
def test_what_does_not_exist_is_absent(rest: str) -> None:
    assert client().get(url(opened(), rest)).status_code == 404


def test_the_letter_that_asks_for_more_is_written_beside_what_it_will_do() -> None:
    case = opened()
    page = client().get(step_url(case, "minta_keterangan_tambahan")).content.decode()

    assert "Dengan surat ini" in page
    assert "UU 7/2017 Pasal 454 ayat (8)" in page
    assert 'name="letter_number"' in page


def test_a_step_not_possible_now_says_what_is_instead() -> None:
    case = opened()

    answer = client().get(step_url(case, "putuskan_terbukti"))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "langkah yang mungkin sekarang: Catat klarifikasi" in page
    assert step_url(case, "klarifikasi") in page


def test_every_form_of_a_step_opens() -> None:
    examiner, member = client(), client("anggota")
    pairs = [
        (
            examiner,
            assessed(),
            [
                "klarifikasi",
                "undang_klarifikasi",
                "minta_jawaban",
                "cabut_tautan_jawaban",
                "simpan_kajian",
                "susun_kajian",
            ],
        ),
        (
            member,
            proposed(),
            ["putuskan_terbukti", "putuskan_tidak_terbukti", "putuskan_bukan_kewenangan", "kembalikan"],
        ),
        (examiner, decided(), ["teruskan"]),
    ]

    for browser, case, steps in pairs:
        for step in steps:
            assert browser.get(step_url(case, step)).status_code == 200


HEARING = {
    "party": "saksi",
    "name": "Saksi Rekaan",
    "held_on": "2024-01-16",
    "place": "Kantor",
    "attended": "ya",
    "minutes": "Tanya. Jawab.",
}


def test_a_valid_form_answers_303_and_keeps_what_was_written() -> None:
    case = opened()

    answer = client().post(step_url(case, "klarifikasi"), {**HEARING, "version": 1})

    assert (answer.status_code, answer["Location"]) == (303, url(case))
    assert Klarifikasi.objects.get(case=case).name == "Saksi Rekaan"


@pytest.mark.parametrize(
    "changes",
    [
        {"held_on": "2099-01-01"},
        {"held_on": "kemarin"},
        {"party": "hakim"},
        {"name": "x\0y"},
        {"name": "x" * 121},
        {"minutes": ""},
    ],
)
def test_an_invalid_form_comes_back_with_422_and_its_words(changes: dict[str, str]) -> None:
    case = opened()

    answer = client().post(step_url(case, "klarifikasi"), {**HEARING, "version": 1, **changes})

    assert answer.status_code == 422
    assert "Ada yang perlu diperbaiki" in answer.content.decode()
    assert not Klarifikasi.objects.exists()


def test_an_empty_post_is_an_invalid_form() -> None:
    assert client().post(step_url(opened(), "klarifikasi"), {}).status_code == 422


def test_a_page_someone_overtook_comes_back_with_409_and_can_be_sent_again() -> None:
    case, browser = opened(), client()
    heard(case)

    answer = browser.post(step_url(case, "klarifikasi"), {**HEARING, "version": 1})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Orang lain baru saja mengubahnya" in page
    assert 'value="2"' in page
    assert "Saksi Rekaan" in page


def test_html_in_a_text_is_shown_as_text() -> None:
    case = heard(name="<script>alert(1)</script>")

    page = client().get(url(case, "klarifikasi/")).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


KAJIAN = {"subject": "PNS", "conduct": ["pengarahan_ajakan"], "date": "2024-01-12", "office": "dpr", "target": "calon"}


def test_the_kajian_is_saved_in_two_rounds() -> None:
    case, browser = heard(), client()

    browser.post(step_url(case, "simpan_kajian"), {**KAJIAN, "active_support": "ya", "version": 2})
    kajian = Kajian.objects.get(case=case)
    norm = kajian.assessment["allegations"][0]["provision"]
    second = {**KAJIAN, "active_support": "ya", "provisions": [norm], "conclusion": LONG, "version": 3}
    browser.post(step_url(case, "simpan_kajian"), second)

    assert kajian.facts["circumstances"] == {"active_support": True}
    assert "position_class" not in kajian.facts
    latest = case.kajian_set.latest("edition")
    assert (latest.provisions, latest.conclusion) == ([norm], LONG)


def test_the_kajian_form_remembers_what_was_said() -> None:
    case = assessed()

    page = client().get(step_url(case, "simpan_kajian")).content.decode()

    assert LONG in page
    assert 'value="ya" selected' in page


def test_a_member_decides_at_the_page() -> None:
    case, browser = proposed(), client("anggota")
    values = {"held_on": today(), **cells(rows(4, 3)), "reason": LONG, "version": case.version, "issue": "on"}

    answer = browser.post(step_url(case, "putuskan_terbukti"), values)

    assert answer.status_code == 303
    pleno = Pleno.objects.get(case=case)
    assert pleno.meeting.in_favour == 3
    assert pleno.document


def test_the_page_of_the_decision_has_a_row_for_every_member_and_works_without_a_script() -> None:
    case = proposed()

    page = client("anggota").get(step_url(case, "putuskan_terbukti")).content.decode()

    for member in members_of():
        assert f'name="member-{member.key}-part"' in page
        assert f'name="member-{member.key}-note"' in page
        assert page.count(f"Kehadiran dan suara, {member.name}") == 1


def test_a_pleno_without_quorum_is_answered_with_422() -> None:
    case, browser = proposed(), client("anggota")
    values = {"held_on": today(), **cells(rows(1, 1)), "reason": LONG, "version": case.version}

    answer = browser.post(step_url(case, "putuskan_terbukti"), values)

    assert answer.status_code == 422
    assert "memenuhi kuorum" in answer.content.decode()
    assert LONG in answer.content.decode()


FORWARD = {"receiver": "bkn", "conflict_of_interest": "tidak", "summary": "Uraian untuk penerima."}


def test_the_hand_over_page_proposes_the_authority_of_today() -> None:
    case = decided()

    page = client().get(step_url(case, "teruskan")).content.decode()

    assert "Badan Kepegawaian Negara" in page
    assert "Sejak 4 September 2024" in page
    assert LONG in page


def test_handing_over_releases_only_what_was_ticked() -> None:
    case = decided()
    first = keep(case.laporan.reference, upload(), at=day(0))
    keep(case.laporan.reference, upload(content=b"%PDF-1.7\n" + bytes(80)), at=day(0))

    answer = client().post(step_url(case, "teruskan"), {**FORWARD, "exhibits": [first.key], "version": case.version})

    assert answer.status_code == 303
    penerusan = Penerusan.objects.get(case=case)
    assert (penerusan.receiver.code, list(penerusan.exhibits.all())) == ("bkn", [first])


@pytest.mark.parametrize(
    ("other", "status", "sentence"),
    [
        ("kemendagri", 303, ""),
        ("", 422, "Instansi ini tidak ada di data"),
        ("zzzz", 422, "Instansi ini tidak ada di data"),
        ("Kementerian", 422, "Lebih dari satu instansi cocok"),
    ],
)
def test_another_agency_is_named_and_must_be_one(other: str, status: int, sentence: str) -> None:
    case = decided()
    values = {**FORWARD, "receiver": "lain", "other_receiver": other, "override_reason": LONG, "version": case.version}

    answer = client().post(step_url(case, "teruskan"), values)

    assert answer.status_code == status
    assert sentence in answer.content.decode()


def test_a_case_without_a_route_says_so_and_asks_for_an_agency() -> None:
    case = decided(case=assessed(facts={**FACTS, "subject": "penyelenggara", "position": "anggota KPU"}))
    Organisation.objects.filter(code="dkpp").delete()  # whom the rulebook names, and this house does not know

    page = client().get(step_url(case, "teruskan")).content.decode()

    assert "Tidak ada jalur otomatis" in page


def test_a_laporan_is_registered_at_its_page() -> None:
    laporan, browser = complete_laporan(), client("petugas_laporan")
    examiner = seated("pemeriksa")
    address = f"/kerja/laporan/{laporan.key}/registrasi/"

    form = browser.get(address)
    answer = browser.post(
        address, {"title": "Ajakan di lapangan", "examiners": [examiner.key], "version": laporan.version}
    )

    assert form.status_code == 200
    case = Case.objects.get(laporan=laporan)
    assert (answer.status_code, answer["Location"]) == (303, url(case))
    assert list(case.examiners.all()) == [examiner]
    assert examiner.name in browser.get(url(case)).content.decode()


def test_registering_too_early_or_without_title_or_on_an_old_page_is_refused() -> None:
    early, ready, browser = intake.laporan(), complete_laporan(), client("petugas_laporan")
    address = f"/kerja/laporan/{ready.key}/registrasi/"

    assert browser.get(f"/kerja/laporan/{early.key}/registrasi/").status_code == 422
    assert browser.post(address, {"title": "", "version": ready.version}).status_code == 422
    assert browser.post(address, {"title": "x", "version": 0}).status_code == 409
    assert not Case.objects.exists()


def test_registering_what_one_may_not_see_is_absent() -> None:
    laporan = complete_laporan()

    assert (
        client("petugas_laporan", "bawaslu-99.08").get(f"/kerja/laporan/{laporan.key}/registrasi/").status_code == 404
    )
