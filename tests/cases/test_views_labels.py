"""Pages of labels, the button that takes the last act back, marks of exhibits in notes, and what the keys need."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.models import Role
from netral.cases import actions, queries
from netral.cases.desk import Mark
from netral.cases.models import Case, CaseLabel, Label
from netral.cases.templatetags.sematan import bersemat
from netral.notices.models import Follow
from tests.access.builders import signed_in
from tests.cases.builders import opened
from tests.cases.pages import url
from tests.cases.people import as_acting, at_office
from tests.cases.test_views_bulk import said, sent
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db


def browser(role: str = Role.MEMBER, office: str = "bawaslu-99.07") -> Client:
    return signed_in(at_office(role, office))


def labelled(case: Case, word: str = "mendesak") -> Label:
    actions.add_label(case, acting=as_acting(Role.MEMBER), at=timezone.now(), word=word)
    return Label.objects.get(mark=queries.label_mark(case.office.code, word))


def test_a_label_is_put_on_shown_and_taken_off() -> None:
    case, mine = opened(), browser()

    answer = mine.post(url(case, "label/"), {"word": "Mendesak"})
    assert (answer.status_code, answer["Location"]) == (303, url(case, "label/"))
    assert mine.post(url(case, "label/"), {"word": "mendesak"}).status_code == 303
    page = mine.get(url(case, "label/")).content.decode()
    assert '<option value="Mendesak">' in page
    assert "Mendesak" in mine.get(url(case)).content.decode()
    assert "Mendesak" in mine.get("/kerja/antrean/").content.decode()
    assert "Mendesak" in mine.get(f"/kerja/antrean/sekilas/perkara/{case.key}/").content.decode()

    gone = url(case, f"label/{Label.objects.get().key}/lepas/")
    assert mine.post(gone).status_code == 303
    assert not CaseLabel.objects.exists()
    assert "baru saja mengubahnya" in mine.post(gone, follow=True).content.decode()


def test_a_bad_word_comes_back_and_offices_above_find_no_such_page() -> None:
    case = opened()
    labelled(case)

    answer = browser().post(url(case, "label/"), {"word": "bukan: kata"})
    assert answer.status_code == 422
    assert "bukan: kata" in answer.content.decode()
    above = browser(Role.EXAMINER, "bawaslu-99")
    assert above.get(url(case, "label/")).status_code == 404
    assert above.post(url(case, "label/x/lepas/")).status_code == 404
    assert "mendesak" not in above.get(url(case)).content.decode()
    assert "mendesak" not in above.get("/kerja/antrean/").content.decode()


def test_a_label_of_another_office_is_as_absent_as_an_unknown_one() -> None:
    case = opened()

    assert browser().post(url(case, "label/tidakada/lepas/")).status_code == 404


def test_many_are_labelled_at_once_and_the_others_say_why() -> None:
    one, two, report, mine = opened(), opened(), intake.laporan(), browser()
    labelled(two)
    assert "Pasang label" in sent(mine, "label", one).content.decode()

    answer = sent(mine, "label", one, two, report, langkah="simpan", word="mendesak")

    told = said(answer)
    assert told[0] == "1 dari 3 diberi label."
    assert any("sudah berlabel itu" in line for line in told)
    assert any("belum diregistrasi" in line for line in told)
    assert CaseLabel.objects.filter(case=one).exists()


# ---- U
def button(page: str) -> dict[str, str]:
    form = re.search(r'<form method="post" action="[^"]*/batalkan/">.*?</form>', page, re.DOTALL)
    assert form, "there is no button that takes back"
    return dict(re.findall(r'name="(lembar|tindakan)" value="(\w+)"', form[0]))


def test_the_button_names_what_it_takes_back_and_does_it_once() -> None:
    case, mine = opened(), browser()
    labelled(case)
    page = mine.get(url(case)).content.decode()
    assert "Batalkan: label mendesak dipasang" in page
    assert '<button class="btn btn--2 btn--kecil" aria-keyshortcuts="U">' in page

    given = button(page)
    assert mine.post(url(case, "batalkan/"), given)["Location"] == url(case)
    assert mine.post(url(case, "batalkan/"), given)["Location"] == url(case)  # a nervous finger

    after = mine.get(url(case)).content.decode()
    assert not CaseLabel.objects.exists()
    assert "Dibatalkan. Pembatalan ini juga tercatat." in after
    assert "Tidak dibatalkan" not in after
    assert 'aria-keyshortcuts="U"' not in after


def test_what_is_no_longer_the_last_is_refused_in_words() -> None:
    case, mine = opened(), browser()
    given = button(_following(mine, case))
    labelled(case)

    answer = mine.post(url(case, "batalkan/"), given, follow=True)

    assert "Tidak dibatalkan: sesudah itu sudah ada tindakan lain." in answer.content.decode()
    assert Follow.objects.exists()


def _following(mine: Client, case: Case) -> str:
    mine.post(url(case, "ikuti/"), {"mau": "ya"})
    page: str = mine.get(url(case)).content.decode()
    assert "Batalkan: mengikuti perkara" in page
    return page


def test_what_may_not_be_done_any_more_is_not_undone_either() -> None:
    case, mine = opened(), browser()
    labelled(case)
    given = button(mine.get(url(case)).content.decode())
    Case.objects.filter(pk=case.pk).update(texts_erased_at=timezone.now())

    answer = mine.post(url(case, "batalkan/"), given, follow=True)

    assert "sudah dihapus karena masa simpannya berakhir" in answer.content.decode()
    assert CaseLabel.objects.exists()


@pytest.mark.parametrize("kind", ["tugas", "lepas", "pemeriksa"])
def test_every_kind_of_act_has_words_of_its_own(kind: str) -> None:
    case, mine, me, now = opened(), browser(), as_acting(Role.MEMBER), timezone.now()
    if kind == "tugas":
        task = actions.give_task(case, acting=me, at=now, text="Panggil saksi.", user=at_office())
        actions.finish_task(task, case=case, acting=me, at=now)
        words = "Batalkan: tugas “Panggil saksi.” selesai"
    elif kind == "lepas":
        actions.remove_label(case, labelled(case), acting=me, at=now)
        words = "Batalkan: label mendesak dilepas"
    else:
        for name, seen in (("Ayu", ()), ("Bima", ("Ayu",))):
            keys = [at_office(name=one).key for one in seen]
            actions.assign(case, acting=me, at=now, examiners=[at_office(name=name)], seen=keys)
        words = "Batalkan: pemeriksa diubah"

    assert words in mine.get(url(case)).content.decode()


# ---- B
def test_a_mark_in_a_note_leads_to_the_exhibit_and_nothing_else_becomes_a_link() -> None:
    marks = [Mark("[B1]", "foto.jpg", "/kerja/x/"), Mark("[B<2]", "", "/y/")]

    shown = bersemat("Lihat [B1] & [B9] <b>[B<2]", marks)

    assert '<a class="pin" href="/kerja/x/">B1</a> &amp; [B9] &lt;b&gt;<a class="pin" href="/y/">B&lt;2</a>' in shown
    assert bersemat("a < b", []) == "<p>a &lt; b</p>"


def test_the_notes_page_lists_the_marks_a_text_may_use() -> None:
    case: Any = opened()
    page = browser().get(url(case, "catatan/")).content.decode()

    assert "data-sisip" not in page  # there is no exhibit yet
