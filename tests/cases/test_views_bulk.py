"""Many rows at once, one's own views, the changes line, the help page, and the handover pages."""

import re
from typing import Any

import pytest
from django.test import Client

from netral.access.models import Role
from netral.audit.models import Entry
from netral.cases import actions
from netral.cases.models import Case, SavedView, Task
from netral.cases.states import EXPORTED
from netral.cases.views import bulk
from netral.notices.actions import follow
from netral.notices.models import Follow
from tests.access.builders import signed_in
from tests.cases.builders import day, opened
from tests.cases.people import as_acting, at_office
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db
BULK, VIEWS, QUEUE, HANDOVER = (
    "/kerja/antrean/sekaligus/", "/kerja/antrean/tampilan/", "/kerja/antrean/", "/kerja/serah-terima/",
)  # fmt: skip


def browser(role: str = Role.MEMBER, office: str = "bawaslu-99.07") -> Client:
    return signed_in(at_office(role, office))


def sent(client: Client, what: str, *rows: Any, **values: Any) -> Any:
    picked = [row.reference for row in rows]
    return client.post(BULK, {"aksi": what, "pilih": picked, "tampilan": "tenggat", "q": "", **values}, follow=True)


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_eleven_of_twelve_are_assigned_and_the_twelfth_says_why() -> None:
    ayu, cases = at_office(name="Ayu Saksi"), [opened() for _ in range(12)]
    cases[3].accused_set.update(name="Ayu Saksi")
    mine = browser()
    asked = sent(mine, "tugaskan", *cases)
    assert asked.status_code == 200
    assert "Untuk 12 baris yang dipilih." in asked.content.decode()

    answer = sent(mine, "tugaskan", *cases, langkah="simpan", user=ayu.key)

    assert said(answer) == [
        "11 dari 12 ditugaskan.",
        f"1 dilewati: Ayu Saksi tercatat sebagai terlapor dalam perkara ini ({cases[3].number})",
    ]
    assert Case.objects.filter(examiners=ayu).count() == 11


def test_a_laporan_is_left_out_and_a_second_run_changes_nothing() -> None:
    ayu, case, laporan, mine = at_office(name="Ayu"), opened(), intake.laporan(), browser()
    sent(mine, "tugaskan", case, langkah="simpan", user=ayu.key)

    answer = sent(mine, "tugaskan", case, laporan, langkah="simpan", user=ayu.key)

    assert said(answer)[0] == "0 dari 2 ditugaskan."
    assert set(said(answer)[1:]) == {
        f"1 dilewati: belum diregistrasi menjadi perkara ({laporan.number})",
        f"1 dilewati: sudah menjadi pemeriksanya ({case.number})",
    }
    assert case.examiners.count() == 1


def test_an_examiner_assigns_in_bulk_only_themself() -> None:
    cases = [opened(), opened()]
    mine = browser(Role.EXAMINER)

    other = sent(mine, "tugaskan", *cases, langkah="simpan", user=at_office(name="Ayu").key)
    own = sent(mine, "tugaskan", *cases, langkah="simpan", user=at_office().key)

    assert said(other)[0] == "0 dari 2 ditugaskan."
    assert "hanya bisa menugaskan atau melepas dirinya" in said(other)[1]
    assert said(own) == ["2 dari 2 ditugaskan."]


def test_many_are_followed_and_given_a_task() -> None:
    case, laporan, mine = opened(), intake.laporan(), browser()

    assert said(sent(mine, "ikuti", case, laporan)) == ["2 dari 2 sekarang Anda ikuti."]
    assert "2 dilewati: sudah Anda ikuti" in said(sent(mine, "ikuti", case, laporan))[1]
    given = sent(mine, "tugas", case, langkah="simpan", user=at_office().key, text="Panggil.", due_on="")
    assert said(given) == ["1 dari 1 diberi tugas."]
    past = sent(mine, "tugas", case, langkah="simpan", user=at_office().key, text="Panggil.", due_on="2020-01-01")
    assert "1 dilewati: Hari ini sudah lewat" in said(past)[1]
    assert (Follow.objects.count(), Task.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    ("what", "values"),
    [("", {}), ("hapus", {}), ("tugaskan", {"langkah": "simpan", "user": "x"}), ("tugas", {"langkah": "simpan"})],
)
def test_what_makes_no_sense_comes_back(what: str, values: dict[str, str]) -> None:
    assert sent(browser(), what, opened(), **values).status_code == 422


def test_nothing_picked_and_nothing_seen_are_the_same() -> None:
    other = browser(office="bawaslu-99.08")
    case = opened()

    for rows in ((), (case,)):
        answer = sent(other, "ikuti", *rows)
        assert answer.status_code == 422
        assert "Centang barisnya dulu" in answer.content.decode()
    assert not Follow.objects.exists()


def test_all_rows_of_a_line_are_taken_at_once() -> None:
    cases, mine = [opened() for _ in range(3)], browser()
    intake.laporan()

    answer = mine.post(BULK, {"aksi": "ikuti", "semua": "ya", "q": "jenis:perkara", "tampilan": "lain"}, follow=True)

    assert said(answer) == ["3 dari 3 sekarang Anda ikuti."]
    assert set(Follow.objects.values_list("subject", flat=True)) == {case.reference for case in cases}


def test_an_export_holds_what_one_sees_runs_nothing_and_is_recorded() -> None:
    case, laporan = opened(title="=HYPERLINK(1)"), intake.laporan()
    case.examiners.add(at_office(name="Ayu"))

    answer = browser().post(BULK, {"aksi": "ekspor", "pilih": [case.reference, laporan.reference]})

    rows = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Type"].startswith("text/csv")
    assert rows[0].split(";")[:3] == ["Nomor", "Judul", "Terlapor"]
    assert len(rows) == 3
    assert ";'=HYPERLINK(1);" in rows[1]
    assert ";Ayu;" in rows[1]
    assert Entry.objects.get(verb=EXPORTED).facts == {"rows": 2}


def test_the_queue_with_a_line_shows_it_and_says_what_it_did_not_understand() -> None:
    case, laporan, mine = opened(), intake.laporan(), browser()

    page = mine.get(QUEUE, {"q": "jenis:perkara"}).content.decode()
    assert case.number in page
    assert laporan.number not in page
    wrong = mine.get(QUEUE, {"q": "warna:merah"}).content.decode()
    assert "Saringan “warna:” tidak dikenal" in wrong
    assert case.number not in wrong


def test_selects_write_the_line_into_the_address() -> None:
    asked = {"pilah": "ya", "q": "lapangan", "tahap": "pemeriksaan", "tenggat": "", "tampilan": "tenggat", "urut": "x"}

    answer = browser().get(QUEUE, asked)

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/kerja/antrean/?tampilan=tenggat&q=tahap%3Apemeriksaan+lapangan"


def test_a_custodian_reads_the_queue_without_boxes() -> None:
    opened()
    page = browser(Role.CUSTODIAN).get(QUEUE).content.decode()

    assert 'name="pilih"' not in page
    assert "sekaligus" not in page


def test_a_view_is_saved_opened_moved_and_forgotten() -> None:
    mine = browser()
    saved = mine.post(VIEWS, {"name": "Punya saya", "q": "pemeriksa:saya", "tampilan": "tenggat"})
    mine.post(VIEWS, {"name": "Pleno", "q": "", "tampilan": "pleno"})

    assert saved.headers["Location"] == "/kerja/antrean/?tampilan=tenggat&q=pemeriksa%3Asaya"
    page = mine.get(QUEUE, {"q": "pemeriksa:saya"}).content.decode()
    assert 'q=pemeriksa%3Asaya" aria-current="page">Punya saya</a>' in page
    keys = [own.key for own in SavedView.objects.order_by("place")]
    mine.post(VIEWS, {"langkah": "naik", "kunci": keys[1]})
    assert [own.key for own in SavedView.objects.order_by("place")] == keys[::-1]
    mine.post(VIEWS, {"langkah": "hapus", "kunci": keys[0]})
    assert SavedView.objects.count() == 1
    assert "Pleno" in mine.get(VIEWS).content.decode()
    assert "Pleno" not in browser(Role.EXAMINER).get(VIEWS).content.decode()


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_a_view_without_a_fitting_name_comes_back(name: str) -> None:
    answer = browser().post(VIEWS, {"name": name, "q": "", "tampilan": "tenggat"})

    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors


def test_the_line_of_changes_is_short_and_counts_what_others_did() -> None:
    mine, case = browser(), opened()
    mark = mine.get(QUEUE).context["mark"]
    assert mine.get(f"/kerja/antrean/perubahan/?sejak={mark}").json() == {"n": 0, "text": ""}
    actions.write_note(case, acting=as_acting(), at=day(1), text="Catatan.")

    answer = mine.get(f"/kerja/antrean/perubahan/?sejak={mark}")

    assert answer.json() == {"n": 1, "text": "1 perubahan. Muat ulang."}
    assert len(answer.content) < 300
    for nonsense in ("", "x", "-1", "9" * 30, "²"):
        assert mine.get("/kerja/antrean/perubahan/", {"sejak": nonsense}).json()["n"] == 0


def test_the_help_page_names_every_filter_and_key() -> None:
    page = browser().get("/kerja/pintasan/").content.decode()

    assert all(
        word in page
        for word in ("tahap:", "tenggat:", "pemeriksa:", "urut:", "<kbd>J</kbd>", "<kbd>N</kbd>", "<kbd>?</kbd>")
    )


def left() -> tuple[Any, Case, Task]:
    ayu, case = at_office(name="Ayu"), opened()
    case.examiners.add(ayu)
    task = actions.give_task(case, acting=as_acting(Role.MEMBER), at=day(1), text="Rahasia kantor.", user=ayu)
    follow(ayu, intake.laporan().reference, at=day(1))
    return ayu, case, task


def test_chosen_pieces_go_and_each_that_cannot_says_why() -> None:
    ayu, case, task = left()
    mine, page = browser(), f"{HANDOVER}{left()[0].key}/"
    second = Case.objects.filter(examiners=ayu).exclude(pk=case.pk).get()
    second.accused_set.update(name="Bima")
    bima = at_office(name="Bima")
    given = {"user": bima.key, "pilih": [case.reference, second.reference, f"tugas:{task.key}"]}

    answer = mine.post(page, given, follow=True)

    assert said(answer) == [
        "2 dari 3 diserahkan.",
        f"1 dilewati: Bima tercatat sebagai terlapor dalam perkara ini ({second.number})",
    ]
    assert list(Case.objects.filter(examiners=ayu)) == [second]
    assert second.number in answer.content.decode()


def test_everything_goes_with_one_press_and_then_the_seat_can_end() -> None:
    ayu, _case, _task = left()
    page, mine = f"{HANDOVER}{ayu.key}/", browser()

    answer = mine.post(page, {"user": at_office(name="Bima").key, "semua": "ya"}, follow=True)

    assert said(answer) == ["3 dari 3 diserahkan."]
    assert "Jabatannya bisa diakhiri." in answer.content.decode()
    assert "Bima" in mine.get(HANDOVER).content.decode()


def test_nothing_ticked_and_nobody_chosen_come_back() -> None:
    ayu, case, _task = left()
    page, bima = f"{HANDOVER}{ayu.key}/", at_office(name="Bima")

    for given in ({"user": bima.key}, {"user": "x", "pilih": [case.reference]}, {"user": ayu.key, "semua": "ya"}):
        assert browser().post(page, given).status_code == 422
    assert list(case.examiners.all()) == [ayu]


def test_an_administrator_sees_numbers_and_no_words_of_the_case() -> None:
    ayu, case, _task = left()

    page = browser(Role.ADMINISTRATOR).get(f"{HANDOVER}{ayu.key}/").content.decode()

    assert case.number in page
    assert case.title not in page
    assert "Rahasia kantor." not in page
    assert "Rahasia kantor." in browser().get(f"{HANDOVER}{ayu.key}/").content.decode()


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        (Role.MEMBER, "bawaslu-99.07", 200),
        (Role.ADMINISTRATOR, "bawaslu-99.07", 200),
        (Role.ADMINISTRATOR, "bawaslu", 200),
        (Role.MEMBER, "bawaslu-99.08", 404),
        (Role.EXAMINER, "bawaslu-99.07", 404),
        (Role.MEMBER, "bawaslu-99", 404),
    ],
)
def test_a_handover_opens_to_those_of_the_office(role: str, office: str, status: int) -> None:
    ayu, _case, _task = left()

    assert browser(role, office).get(f"{HANDOVER}{ayu.key}/").status_code == status


def test_without_a_colleague_the_page_says_so() -> None:
    ayu, case = at_office(name="Ayu"), opened()
    case.examiners.add(ayu)

    page = browser(Role.ADMINISTRATOR).get(f"{HANDOVER}{ayu.key}/").content.decode()

    assert "Undang penggantinya dulu." in page


def test_what_is_left_out_is_counted_and_how_to_go_on_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("netral.cases.picking", "netral.cases.views.bulk"):
        monkeypatch.setattr(f"{place}.MOST_AT_ONCE", 2)
    cases, mine = [opened() for _ in range(3)], browser()
    everything = {"semua": "ya", "q": "jenis:perkara", "tampilan": "lain"}
    rest = "Sedikitnya 1 baris lain belum ikut: sekali jalan paling banyak 2."

    answer = mine.post(BULK, {**everything, "aksi": "ikuti"}, follow=True)
    assert said(answer)[0] == "2 dari 2 sekarang Anda ikuti."
    assert said(answer)[1].startswith(rest)

    page = mine.post(BULK, {**everything, "aksi": "tugaskan"}).content.decode()
    assert rest in page
    assert 'name="tersisa" value="1"' in page
    saving = {"aksi": "tugaskan", "langkah": "simpan", "user": at_office(name="Ayu").key, "tersisa": "1"}
    answer = mine.post(BULK, {**saving, "pilih": [case.reference for case in cases[:2]]}, follow=True)
    assert said(answer)[1].startswith(rest)

    mine.post(BULK, {**everything, "aksi": "ekspor"})
    assert rest in mine.get("/kerja/antrean/").content.decode()


@pytest.mark.parametrize("told", ["", "x", "-1", "9" * 5_000, "²"])
def test_a_count_nobody_wrote_is_none(told: str) -> None:
    case = opened()

    answer = browser().post(BULK, {"aksi": "ikuti", "pilih": [case.reference], "tersisa": told}, follow=True)

    assert said(answer) == ["1 dari 1 sekarang Anda ikuti."]


def test_one_copy_of_the_form_gives_every_case_its_task_once_and_another_copy_once_more() -> None:
    cases, mine, user = [opened(), opened()], browser(), at_office().key
    page = sent(mine, "tugas", *cases).content.decode()
    copy = re.search(r'name="lembar" value="(\w+)"', page)
    assert copy
    boxes = {"langkah": "simpan", "user": user, "text": "Panggil.", "due_on": "", "lembar": copy[1]}

    first = sent(mine, "tugas", *cases, **boxes)
    mine.session.flush()
    mine = browser()  # what the session remembers is not what keeps it from being done twice
    again = sent(mine, "tugas", *cases, **boxes)

    assert said(first) == said(again) == ["2 dari 2 diberi tugas."]
    assert Task.objects.count() == 2
    sent(mine, "tugas", *cases, **{**boxes, "text": "Telepon."})
    sent(mine, "tugas", *cases, **{**boxes, "lembar": "lain"})
    assert Task.objects.count() == 6


def test_a_second_press_is_not_told_that_the_first_was_faster() -> None:
    ayu, case, mine = at_office(name="Ayu"), opened(), browser()
    boxes = {"langkah": "simpan", "user": ayu.key, "lembar": "satu"}

    first, again = (sent(mine, "tugaskan", case, **boxes) for _press in range(2))

    assert (said(first), said(again)) == (["1 dari 1 ditugaskan."], [])
    assert again.redirect_chain == first.redirect_chain


def test_of_two_assignments_sent_at_the_same_moment_the_second_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ayu, case, mine = at_office(name="Ayu"), opened(), browser()
    boxes = {"langkah": "simpan", "user": ayu.key, "lembar": "satu"}
    sent(mine, "tugaskan", case, **boxes)
    monkeypatch.setattr(bulk, "was_done", lambda _request: False)  # it was asked before the first had finished

    assert said(sent(mine, "tugaskan", case, **boxes)) == []
    assert case.examiners.count() == 1


def test_whoever_comes_by_a_link_is_led_to_the_queue() -> None:
    assert browser().get(BULK).url == QUEUE  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("role", "picks"), [("petugas_laporan", 1), ("pemeriksa", 1), ("anggota", 1), ("kustodian", 0)]
)
def test_the_bar_stands_in_the_form_of_the_rows_and_says_how_many_are_ticked(role: str, picks: int) -> None:
    opened()

    page = browser(role).get("/kerja/antrean/").content.decode()

    assert page.count('<div class="sekaligus"><span class="sekaligus__hitung" data-kata="dipilih">') == picks
    if picks:  # one form holds both, so a style sheet alone can keep the bar in view
        form = page[page.index('action="/kerja/antrean/sekaligus/"') :]
        assert form.index('name="pilih"') < form.index('class="sekaligus"') < form.index("</form>")
