"""Reading over and sending, once; going away and coming back."""

import re
import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from netral.intake.actions import drafting
from netral.intake.draft_seal import DraftKey
from netral.intake.models import Draft, Laporan, ReturnCode
from netral.intake.queries import laporan_by_code
from tests.intake.builders import answered, country
from tests.intake.pages import RECEIPT, REPORT, filled, reported, sent, traced

pytestmark = pytest.mark.django_db
LAST, SAVE, BACK, CLOSE = (f"{REPORT}{end}" for end in ("periksa/", "simpan/", "lanjut/", "tutup/"))


@pytest.fixture(autouse=True)
def _country(db: None) -> None:
    country()


def code_on(client: Client) -> str:
    return str(client.get(RECEIPT).context["code"])


def page(client: Client, address: str = LAST) -> str:
    return client.get(address).content.decode()


# Reading over


def test_every_answer_stands_there_with_a_way_to_change_it(client: Client) -> None:
    filled(client)

    html = page(client)
    for words in (
        "Mengarahkan, mengajak",
        "Camat mengajak warga",
        "Lapangan desa",
        "sekitar pukul 09.30",
        "contoh.id/1",
    ):
        assert words in html
    assert html.count("?ubah") == 7
    assert "Lengkap untuk diregistrasi" in html


def test_what_was_passed_over_is_called_that(client: Client) -> None:
    filled(client, who1_name="", who1_job="", links="")

    html = page(client)
    assert html.count("Tidak diisi") == 2
    assert "Bisa dikirim sekarang" in html
    assert re.search(rf'Pihak terlapor: belum <a href="{REPORT}siapa/\?ubah"', html)
    assert re.search(rf'Bukti: belum <a href="{REPORT}bukti/\?ubah"', html)


def test_a_tip_is_never_called_incomplete(client: Client) -> None:
    filled(client, way="informasi_awal", links="")

    assert "Bisa dikirim sebagai informasi awal" in page(client)


def test_a_report_with_a_story_and_nothing_else_is_taken(client: Client) -> None:
    client.post(REPORT)
    sent(client, "apa/cerita/")

    assert sent(client, "periksa/").status_code == 303
    assert Laporan.objects.get().kind == "informasi_awal"


def test_a_report_without_a_story_is_sent_back_to_it(client: Client) -> None:
    client.post(REPORT)

    answer = sent(client, "periksa/")

    assert answer.status_code == 422
    assert f'href="{REPORT}apa/cerita/?ubah"' in answer.content.decode()
    assert not Laporan.objects.exists()


def test_an_official_report_without_a_name_is_sent_back_to_it(client: Client) -> None:
    filled(client)
    key = DraftKey.from_text(client.cookies["draf"].value)
    assert key is not None
    from django.utils import timezone

    answered(key, "tentang-anda", {"way": "laporan", "name": "", "address": ""}, at=timezone.now())

    html = sent(client, "periksa/").content.decode()
    assert f'href="{REPORT}tentang-anda/?ubah"' in html


# Sending


def test_sending_leads_to_the_receipt_and_takes_the_key_back(client: Client) -> None:
    filled(client)

    answer = sent(client, "periksa/")

    assert (answer.status_code, answer["Location"]) == (303, RECEIPT)
    assert answer.cookies["draf"].value == ""
    assert laporan_by_code(code_on(client)) == Laporan.objects.get()


def test_pressing_twice_stores_once_and_shows_the_same_receipt(client: Client) -> None:
    filled(client)
    key = client.cookies["draf"].value
    sent(client, "periksa/")
    first = code_on(client)

    client.cookies["draf"] = key  # the second press left before the first answer came
    assert sent(client, "periksa/")["Location"] == RECEIPT

    assert (code_on(client), Laporan.objects.count()) == (first, 1)


def test_a_receipt_lost_on_its_way_is_brought_again_by_the_key(client: Client) -> None:
    filled(client)
    key = client.cookies["draf"].value
    sent(client, "periksa/")
    first = code_on(client)

    later = Client()  # the browser never saw the answer: it has the key and no session
    later.cookies["draf"] = key
    assert "Laporan ini sudah terkirim" in page(later, REPORT)
    assert later.get(f"{REPORT}apa/")["Location"] == REPORT
    assert sent(later, "apa/")["Location"] == REPORT
    assert later.get(LAST)["Location"] == REPORT
    later.post(LAST)

    assert code_on(later) == first


def test_a_page_taken_back_after_sending_leads_to_the_receipt(client: Client) -> None:
    reported(client)

    assert sent(client, "periksa/")["Location"] == RECEIPT
    assert client.get(LAST)["Location"] == RECEIPT


def test_a_receipt_once_confirmed_is_brought_again_without_its_code(client: Client) -> None:
    """Another phone with the key of the sent draft, after the page promised to show the code no more."""
    filled(client)
    key = client.cookies["draf"].value
    sent(client, "periksa/")
    first = code_on(client)
    client.post(RECEIPT, {"last_four": first[-4:]})

    other = Client()
    other.cookies["draf"] = key
    other.post(LAST)

    assert first not in page(other, RECEIPT)
    assert code_on(other) == ""
    assert other.get(f"{RECEIPT}tanda-terima.png").status_code == 404


def crashed_after_storing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that was stored, while its draft does not know."""
    filled(client)
    with monkeypatch.context() as broken:
        broken.setattr(drafting, "mark_sent", lambda *_given, **_named: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sent(client, "periksa/")


def test_a_crash_between_storing_and_noting_it_stores_nothing_twice(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed_after_storing(client, monkeypatch)

    sent(client, "periksa/")

    assert Laporan.objects.count() == 1
    assert laporan_by_code(code_on(client)) == Laporan.objects.get()


def test_what_was_changed_after_a_crash_is_another_report_when_pressed_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed_after_storing(client, monkeypatch)
    sent(client, "apa/cerita/", what="Cerita lain.")

    assert "sudah pernah terkirim" in sent(client, "periksa/").content.decode()
    assert sent(client, "periksa/").status_code == 303
    assert Laporan.objects.count() == 2


def test_the_key_a_phone_chose_makes_sending_again_harmless(client: Client) -> None:
    for _time in range(2):
        client.post(REPORT, {"baru": "ya", "key": "luring-abc"})
        sent(client, "apa/cerita/")
        sent(client, "periksa/")

    assert Laporan.objects.count() == 1


@pytest.mark.parametrize("key", ["", "é", "a" * 65, "a\n"])
def test_a_key_that_is_none_is_not_taken(client: Client, key: str) -> None:
    client.post(REPORT, {"key": key})
    sent(client, "apa/cerita/")

    assert sent(client, "periksa/").status_code == 303


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_store_once() -> None:
    country()
    client = Client()
    filled(client)
    key, answers = client.cookies["draf"].value, []

    def press() -> None:
        own = Client()
        own.cookies["draf"] = key
        answers.append(own.post(LAST, {"truth": "on"}).status_code)
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (set(answers), Laporan.objects.count()) == ({303}, 1)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_the_same_moment_keep_both_answers() -> None:
    country()
    client = Client()
    client.post(REPORT)
    key = client.cookies["draf"].value

    def write(step: str) -> None:
        own = Client()
        own.cookies["draf"] = key
        sent(own, step)
        connection.close()

    threads = [threading.Thread(target=write, args=(step,)) for step in ("apa/", "apa/cerita/", "siapa/", "kapan/")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert page(client).count("Tidak diisi") == 3  # place, evidence, reporter


# Going away and coming back


def return_code(client: Client) -> str:
    client.post(SAVE)
    return str(client.get(SAVE).context["code"])


def test_a_return_code_opens_the_draft_on_another_phone(client: Client) -> None:
    filled(client, until="kapan/")
    code = return_code(client)
    client.post(CLOSE)

    other = Client()
    answer = other.post(BACK, {"code": code.lower()})

    assert (answer.status_code, answer["Location"]) == (303, REPORT)
    assert f'href="{REPORT}kapan/"' in page(other, REPORT)
    assert "Anda punya draf" not in page(client, REPORT)


def test_the_page_says_until_when_and_shows_the_code_only_when_asked(client: Client) -> None:
    client.post(REPORT)

    before = page(client, SAVE)
    code = return_code(client)
    assert "Draf disimpan tersegel sampai" in before
    assert '<output class="kode">' not in before
    assert len(client.get(SAVE).context["spoken"].split(";")) == 4
    assert re.sub("<[^>]+>", "", page(client, SAVE)).count(code) == 1
    assert client.post(SAVE).status_code == 303
    assert ReturnCode.objects.count() == 1


@pytest.mark.parametrize("code", ["", "7K4M 2PXD 91QF HT3E", "\0", "a" * 201])
def test_another_code_opens_nothing(client: Client, code: str) -> None:
    filled(client, until="kapan/")
    return_code(client)

    answer = Client().post(BACK, {"code": code})

    assert answer.status_code == 422
    assert "draf" not in answer.cookies


def test_no_address_holds_a_code(client: Client) -> None:
    filled(client, until="kapan/")
    code = return_code(client).replace(" ", "")

    assert client.get(f"{BACK}{code}/").status_code == 404
    assert code not in page(client, REPORT)


def test_closing_leaves_nothing_on_this_phone(client: Client) -> None:
    client.post(REPORT)

    answer = client.post(CLOSE)

    assert (answer["Location"], answer.cookies["draf"].value) == (REPORT, "")
    assert not Draft.objects.exists()
    assert client.post(CLOSE).status_code == 303


def test_erasing_takes_a_draft_with_a_code_too(client: Client) -> None:
    client.post(REPORT)
    return_code(client)

    client.post(CLOSE, {"hapus": "ya"})

    assert not Draft.objects.exists()


def test_a_sent_report_is_not_kept_for_later(client: Client) -> None:
    filled(client)
    key = client.cookies["draf"].value
    sent(client, "periksa/")
    client.cookies["draf"] = key

    assert client.post(SAVE)["Location"] == REPORT
    assert not ReturnCode.objects.exists()


def test_the_session_and_the_logs_hold_no_word(client: Client, caplog: Any) -> None:
    caplog.set_level("DEBUG")
    filled(client)
    key, code = client.cookies["draf"].value, return_code(client)
    sent(client, "periksa/", truth="")
    sent(client, "periksa/")

    kept = str([dict(client.session.items()), dict(traced(client).items())])
    for word in (key, code, code.replace(" ", ""), "Wayan", "Camat", "Jalan Sunyi", "Lapangan desa"):
        assert (word, word in kept, word in caplog.text) == (word, False, False)
