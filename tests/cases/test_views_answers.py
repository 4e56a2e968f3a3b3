from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from netral.cases import actions, queries
from netral.cases.models import AccusedAnswer, AnswerLink, Case
from netral.intake.states import FAILED_LOOKUPS
from tests.access.builders import signed_in
from tests.cases.builders import (
    EXAMINER,
    FACTS,
    FULL,
    SECRETIVE,
    TWO,
    answered,
    assessed,
    assessed_apart,
    heard,
    hearing,
    invited,
    link_for,
    opened,
    photo,
    recent,
)
from tests.cases.matrix import norm_of
from tests.cases.pages import client, fetched, step_url, url
from tests.cases.people import at_office
from tests.cases.test_actions_people import THREE
from tests.documents.builders import words

pytestmark = pytest.mark.django_db
SENT = {"text": "Saya tidak di sana.", "mine": "on"}


def open_case(**options: Any) -> Case:
    return opened(at=recent(), **options)


def link_of(case: Case, **options: Any) -> AnswerLink:
    return link_for(case, at=timezone.now() - timedelta(hours=1), **options)


def path(link: AnswerLink, language: str = "") -> str:
    return f"{language}/tautan/{queries.token_of(link)}/"


def shown(link: AnswerLink, status: int = 200) -> str:
    answer = Client().get(path(link))
    assert answer.status_code == status
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    return answer.content.decode()


def test_the_page_says_what_is_alleged_and_nothing_of_the_reporter() -> None:
    case = open_case(title="Dugaan: ajakan di lapangan")
    page = shown(link_of(case, told="Diduga mengajak warga."))

    assert "Dugaan: ajakan di lapangan" in page
    assert "Diduga mengajak warga." in page
    assert "12 Januari 2024" in page
    assert case.office.name in page
    told = (FULL.what, FULL.place, SECRETIVE.name, SECRETIVE.address, case.laporan.number, case.laporan.pseudonym)
    assert not [word for word in told if word and word in page]
    assert not [word for who in FULL.who for word in (who.name, who.job) if word and word in page]


def test_the_norms_chosen_by_the_examiner_stand_on_the_page_and_the_others_do_not() -> None:
    case = assessed(heard(open_case(), held_on=timezone.localdate(), at=timezone.now()), at=timezone.now())
    kajian = queries.latest_kajian(case)
    assert kajian is not None
    taken = queries.chosen_for(list(case.accused_set.all()), kajian)
    [chosen] = taken
    page = shown(link_of(case))

    assert "; ".join(chosen["basis"]) in page
    others = ["; ".join(row["basis"]) for row in kajian.assessment["allegations"] if row not in taken]
    assert not [basis for basis in others if basis in page and basis not in "; ".join(chosen["basis"])]


def test_norms_and_day_of_somebody_else_do_not_stand_on_the_page() -> None:
    now = timezone.now()
    case = heard(open_case(report=THREE), held_on=timezone.localdate(), at=now)
    mine, other = case.accused_set.order_by("place")[:2]
    alone = {"facts": {**FACTS, "date": "2024-01-09"}, "accused": other}
    actions.save_kajian(case, acting=EXAMINER, at=now, **alone)
    first = queries.kajian_of(other)
    assert first is not None
    [row, *_rest] = first.assessment["allegations"]
    actions.save_kajian(case, acting=EXAMINER, at=now, **alone, provisions=[row["provision"]])

    page = shown(link_of(case, accused=mine))
    assert "; ".join(row["basis"]) not in page
    assert "9 Januari 2024" not in page
    page = shown(link_of(case, accused=other))
    assert "; ".join(row["basis"]) in page
    assert "9 Januari 2024" in page


def test_a_norm_that_was_let_go_stands_on_the_page_no_more() -> None:
    now = timezone.now()
    case = assessed(heard(open_case(), held_on=timezone.localdate(), at=now), at=now)
    norm = norm_of(case)
    link = link_of(case)
    basis = "; ".join(queries.chosen_for([norm.accused], norm.kajian)[0]["basis"])
    assert basis in shown(link)

    actions.release(case, norm=norm, acting=EXAMINER, at=now)

    assert basis not in shown(link)


def test_it_is_there_in_english() -> None:
    page = Client().get(path(link_of(open_case()), "/en")).content.decode()

    assert "Your right of answer" in page
    assert "<script" not in page


def test_an_answer_with_a_file_becomes_a_receipt_and_a_part_of_the_case() -> None:
    case = open_case()
    link = link_of(case)
    somebody = Client()

    answer = somebody.post(path(link), {**SENT, "evidence": photo()})

    assert (answer.status_code, answer["Location"]) == (303, path(link))
    given = AccusedAnswer.objects.get()
    receipt = shown(link)
    assert "Jawaban diterima" in receipt
    assert given.entry_hash in receipt
    assert given.exhibits.get().sha256 in receipt
    assert SENT["text"] not in receipt

    browser = client()
    page = browser.get(url(case, "klarifikasi/")).content.decode()
    assert SENT["text"] in page
    assert "Hak jawab: dijawab" in page
    assert "J1" in page
    assert fetched(browser, url(case, f"bukti/{given.exhibits.get().key}/")).status_code == 200


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({**SENT, "text": " "}, "id_text"),
        ({"text": "Saya tidak di sana."}, "id_mine"),
        ({**SENT, "text": "x" * 30_000}, "id_text"),
        ({**SENT, "evidence": SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 99)}, "id_evidence"),
    ],
)
def test_an_answer_that_cannot_be_comes_back_with_what_was_typed(sent: dict[str, Any], field: str) -> None:
    link = link_of(open_case())

    answer = Client().post(path(link), sent)

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert not AccusedAnswer.objects.exists()


def test_what_is_sent_to_a_used_link_is_not_kept_and_says_so() -> None:
    link = link_of(open_case())
    Client().post(path(link), SENT)

    answer = Client().post(path(link), {**SENT, "text": "Ini yang benar."})

    assert answer.status_code == 409
    assert "tidak disimpan" in answer.content.decode()
    assert AccusedAnswer.objects.get().text == SENT["text"]


def test_links_that_are_over_say_why_and_take_nothing() -> None:
    case = open_case(report=THREE)
    revoked, expired = link_of(case), link_of(case, accused=case.accused_set.all()[1])
    actions.revoke_link(case, link=revoked, acting=EXAMINER, at=timezone.now())
    AnswerLink.objects.filter(pk=expired.pk).update(
        made_at=timezone.now() - timedelta(days=15), expires_at=timezone.now() - timedelta(days=1)
    )

    assert "mencabut tautan ini" in shown(revoked, 410)
    assert "belum dipakai" in shown(expired, 410)
    late = Client().post(path(expired), SENT)
    assert late.status_code == 410
    assert "tidak disimpan" in late.content.decode()
    assert not AccusedAnswer.objects.exists()


def test_after_the_examination_the_page_says_so() -> None:
    case = open_case()
    link = link_of(case)
    Case.objects.filter(pk=case.pk).update(status="menunggu_pleno")

    assert "Pemeriksaan sudah selesai" in shown(link, 410)


def test_unknown_and_foreign_addresses_are_the_same_and_guessing_is_slowed() -> None:
    known = link_of(open_case())
    foreign = AnswerLink(key=known.key[::-1])
    somebody = Client(REMOTE_ADDR="203.0.113.9")

    addresses = [path(foreign), "/tautan/tidak-ada/"]
    pages = [somebody.get(address) for address in addresses]
    assert [page.status_code for page in pages] == [404, 404]
    pages_alike = [page.content.decode().replace(address, "") for page, address in zip(pages, addresses, strict=True)]
    assert pages_alike[0] == pages_alike[1]

    for _ in range(FAILED_LOOKUPS):
        last = somebody.get("/tautan/tidak-ada/")
    assert last.status_code == 429
    assert int(last["Retry-After"]) > 0
    assert somebody.get(path(known)).status_code == 200


def test_guessing_addresses_and_guessing_codes_count_together() -> None:
    somebody = Client(REMOTE_ADDR="203.0.113.10")
    opened()
    for _ in range(FAILED_LOOKUPS):
        somebody.get("/tautan/tidak-ada/")

    assert somebody.post("/cek/", {"code": "0000-0000-0000-0000"}).status_code in (404, 429)


def test_the_examiner_takes_the_address_from_a_page_of_its_own() -> None:
    case = open_case()
    link = link_of(case)
    token = queries.token_of(link)

    browser, place = client(), url(case, f"hak-jawab/{link.key}/")
    assert token not in browser.get(place).content.decode()
    sent = browser.post(place)
    assert (sent.status_code, sent["Location"]) == (303, place)
    page = browser.get(place)

    assert token in page.content.decode()
    assert "kode-kotak" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    for tab in ("", "klarifikasi/", "riwayat/", "bukti/"):
        assert token not in browser.get(url(case, tab)).content.decode()


def test_the_address_is_shown_to_the_session_that_took_it_for_a_while_and_to_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = open_case()
    link = link_of(case)
    token, place = queries.token_of(link), url(case, f"hak-jawab/{link.key}/")
    taker, colleague = client(), signed_in(at_office(name="Pemeriksa Kedua"))
    taker.post(place)

    taker.post(place)  # a nervous finger
    assert "tidak bisa diambil lagi" not in taker.get(place).content.decode()
    assert token in taker.get(place).content.decode()
    assert token not in str(dict(taker.session))

    colleague.post(place)
    page = colleague.get(place).content.decode()
    assert token not in page
    assert "tidak bisa diambil lagi" in page
    assert "sudah diambil" in page

    monkeypatch.setattr("netral.cases.secret_doors.SHOWN", timedelta(0))
    other = link_of(case)
    later = url(case, f"hak-jawab/{other.key}/")
    taker.post(later)
    assert queries.token_of(other) not in taker.get(later).content.decode()


@pytest.mark.parametrize(
    ("role", "office", "reads"),
    [
        ("petugas_laporan", "bawaslu-99.07", True),
        ("anggota", "bawaslu-99.07", True),
        ("pemeriksa", "bawaslu-99", True),
        ("pemeriksa", "bawaslu-99.08", False),
    ],
)
def test_whoever_reads_the_invitation_learns_no_address(role: str, office: str, reads: bool) -> None:
    case = open_case()
    letter = invited(case, case.accused_set.get(), with_link=True, at=timezone.now())
    assert letter.link is not None
    assert letter.document is not None

    answer = fetched(client(role, office), url(case, f"dokumen/{letter.document.key}/"))

    assert answer.status_code == (200 if reads else 404)
    with letter.document.opened() as file:
        told = "".join(words(file.read()).split())
    assert queries.token_of(letter.link) not in told
    assert "/tautan/" not in told


@pytest.mark.parametrize(
    ("role", "office"),
    [
        ("petugas_laporan", "bawaslu-99.07"),
        ("anggota", "bawaslu-99.07"),
        ("pemeriksa", "bawaslu-99"),
        ("pemeriksa", "bawaslu-99.08"),
        ("auditor", "bkn"),
    ],
)
def test_nobody_else_is_shown_the_address(role: str, office: str) -> None:
    case = open_case()
    link = link_of(case)

    somebody = client(role, office)
    assert somebody.get(url(case, f"hak-jawab/{link.key}/")).status_code == 404
    assert somebody.post(url(case, f"hak-jawab/{link.key}/")).status_code == 404
    assert not queries.handed_out(case)


def test_a_link_that_is_over_or_of_another_case_has_no_address() -> None:
    case, other = open_case(), open_case()
    link = link_of(case)

    browser = client()
    assert browser.get(url(other, f"hak-jawab/{link.key}/")).status_code == 404
    browser.post(url(case, f"hak-jawab/{link.key}/"))
    Client().post(path(link), SENT)
    assert queries.token_of(link) not in browser.get(url(case, f"hak-jawab/{link.key}/")).content.decode()


@pytest.mark.parametrize(
    ("role", "office", "reads"),
    [
        ("pemeriksa", "bawaslu-99.07", True),
        ("anggota", "bawaslu-99.07", True),
        ("pemeriksa", "bawaslu-99", True),
        ("petugas_laporan", "bawaslu-99.07", False),
    ],
)
def test_the_answer_is_read_by_examiners_and_members(role: str, office: str, reads: bool) -> None:
    case = open_case()
    Client().post(path(link_of(case)), SENT)

    page = client(role, office).get(url(case, "klarifikasi/")).content.decode()

    assert (SENT["text"] in page) is reads
    assert "Hak jawab: dijawab" in page


@pytest.mark.parametrize(
    ("role", "office", "reads"),
    [
        ("pemeriksa", "bawaslu-99.07", True),
        ("anggota", "bawaslu-99.07", True),
        ("anggota", "bawaslu-99", True),
        ("petugas_laporan", "bawaslu-99.07", False),
        ("petugas_laporan", "bawaslu-99", False),
    ],
)
def test_the_files_of_an_answer_are_for_those_who_read_it(role: str, office: str, reads: bool) -> None:
    case = open_case()
    file = answered(case, at=timezone.now() - timedelta(hours=2), uploads=[photo()]).exhibits.get()
    somebody = client(role, office)

    assert fetched(somebody, url(case, f"bukti/{file.key}/")).status_code == (200 if reads else 404)
    assert (f"bukti/{file.key}/" in somebody.get(url(case, "bukti/")).content.decode()) is reads
    assert somebody.get(url(case, "bukti/"), {"kiri": file.label}).status_code == (200 if reads else 404)
    inside = reads and office == "bawaslu-99.07"
    assert somebody.post(url(case, f"bukti/{file.key}/periksa/")).status_code == (303 if inside else 404)


def test_whoever_judges_sees_who_has_answered() -> None:
    case = open_case()
    examiner = client()
    assert "Hak jawab: belum diminta" in examiner.get(step_url(case, "simpan_kajian")).content.decode()

    link = link_of(case)
    assert "Hak jawab: diminta, belum dijawab" in examiner.get(step_url(case, "simpan_kajian")).content.decode()

    Client().post(path(link), SENT)
    assert "Hak jawab: dijawab" in examiner.get(step_url(case, "simpan_kajian")).content.decode()
    assert "Hak jawab" not in examiner.get(step_url(case, "klarifikasi")).content.decode()


def test_a_link_that_was_not_used_is_told_as_not_answered() -> None:
    case = open_case()
    actions.revoke_link(case, link=link_of(case), acting=EXAMINER, at=timezone.now())

    assert "Hak jawab: tidak dijawab" in client().get(url(case)).content.decode()


def test_an_invitation_is_made_recorded_and_repeated_at_the_pages() -> None:
    case, browser = open_case(), client()
    person = case.accused_set.get()
    tomorrow = timezone.localdate() + timedelta(days=1)
    values = {"party": "terlapor", "accused": person.key, "meets_on": tomorrow.isoformat(), "meets_at": "09.30"}

    sent = browser.post(
        step_url(case, "undang_klarifikasi"), {**values, "place": "Kantor", "with_link": "on", "version": 1}
    )
    assert sent.status_code == 303
    first = case.hearing_invitations.get()
    absent = {"invitation": first.key, "held_on": timezone.localdate().isoformat(), "place": "Kantor"}
    sent = browser.post(
        step_url(case, "klarifikasi"), {**absent, "attended": "tidak", "absent_reason": "Sakit.", "version": 2}
    )
    assert sent.status_code == 303
    again = {"previous": first.key, "meets_on": tomorrow.isoformat(), "meets_at": "10:00", "place": "Kantor"}
    sent = browser.post(step_url(case, "undang_klarifikasi"), {**again, "version": 3})
    assert sent.status_code == 303

    page = browser.get(url(case, "klarifikasi/")).content.decode()
    assert "undangan ke-2" in page
    assert "Sakit." in page
    assert "Tidak hadir" in page
    letter = fetched(browser, url(case, f"dokumen/{first.document.key}/"))
    assert letter["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"party": ""}, "party"),
        ({"meets_at": "25.00"}, "meets_at"),
        ({"meets_at": ""}, "meets_at"),
        ({"meets_on": "2024-02-30"}, "meets_on"),
        ({"meets_on": "2024-01-02"}, "meets_at"),
        ({"place": ""}, "place"),
        ({"accused": "tidak-ada"}, "accused"),
        ({"note": "x" * 20_001}, "note"),
    ],
)
def test_an_invitation_with_a_bad_value_comes_back_at_its_field(changes: dict[str, str], field: str) -> None:
    case = open_case()
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    good = {"party": "saksi", "name": "S", "meets_on": tomorrow, "meets_at": "09.00", "place": "Kantor", "version": "1"}

    answer = client().post(step_url(case, "undang_klarifikasi"), {**good, **changes})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_a_refusal_to_sign_is_shown_with_its_reason() -> None:
    case = open_case()
    when = {"held_on": timezone.localdate(), "at": timezone.now()}
    actions.hold_klarifikasi(
        case, acting=EXAMINER, **hearing(**when, signing="menolak", refusal_reason="Tidak sependapat.")
    )

    page = client().get(url(case, "klarifikasi/")).content.decode()

    assert "Menolak menandatangani: Tidak sependapat." in page


def test_of_two_people_each_reads_the_norm_chosen_for_oneself() -> None:
    case = assessed_apart(open_case(report=TWO), "PNS", "kades", at=timezone.now())

    pages = [shown(link_of(case, accused=person)) for person in queries.persons_of(case)]

    assert ["UU 6/2014" in page for page in pages] == [False, True]
