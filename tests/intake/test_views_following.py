"""Coming back with a code: one forgiving field, the status, and what can still be done."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.evidence.models import Exhibit
from netral.intake import actions, traces
from netral.intake.models import Laporan, Message
from netral.procedure.actions import take_step
from tests.intake.builders import accepted, decided, photo, staff
from tests.intake.pages import CHECK, RECEIPT, STATUS, reported, signed_in, traced

pytestmark = pytest.mark.django_db
COMPLETE, WITHDRAW, FORGET = f"{STATUS}lengkapi/", f"{STATUS}cabut/", "/cek/hapus-jejak/"


def opened(client: Client, step: str = "") -> Laporan:
    """A laporan opened with its code; in the state a kajian awal left it in."""
    done = accepted(at=timezone.now() - timedelta(hours=2))
    if step:
        decided(done.laporan, step, at=timezone.now() - timedelta(hours=1))
    answer = client.post(CHECK, {"code": done.code})
    assert (answer.status_code, answer["Location"]) == (303, STATUS)
    return done.laporan


def test_one_field_asks_for_the_code(client: Client) -> None:
    answer = client.get(CHECK)

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "10 kali salah, tunggu 15 menit" in answer.content.decode()


def test_the_code_is_understood_however_it_is_typed(client: Client) -> None:
    code = accepted().code

    typed = " - ".join([code[:4], code[4:8], code[8:12], code[12:]]).lower().replace("0", "O").replace("1", "l")

    assert client.post(CHECK, {"code": typed}).status_code == 303


@pytest.mark.parametrize("code", ["0" * 16, "7K4M", "é", "<script>"])
def test_wrong_codes_are_told_apart_by_nothing(client: Client, code: str) -> None:
    accepted()

    answer = client.post(CHECK, {"code": code})

    assert answer.status_code == 422
    assert answer.context["form"].errors["code"] == ["Kode tidak cocok. Periksa lagi 16 huruf dan angkanya."]
    assert "jejak" not in client.cookies


@pytest.mark.parametrize("code", ["", "a" * 201, "\0"])
def test_what_cannot_be_a_code_is_not_looked_up(client: Client, code: str) -> None:
    assert client.post(CHECK, {"code": code}).status_code == 422


def test_after_ten_wrong_codes_the_page_says_how_long_to_wait(client: Client) -> None:
    for _time in range(10):
        client.post(CHECK, {"code": "salah"})

    answer = client.post(CHECK, {"code": "salah"})

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) <= 900
    assert "15 menit" in str(answer.context["form"].errors)


def test_the_traces_keep_the_key_of_the_laporan_and_not_the_code(client: Client) -> None:
    made = opened(client)

    assert set(traced(client)[traces.OPENED]) == {"laporan", "until"}
    assert traced(client)[traces.OPENED]["laporan"] == made.key


def test_opening_a_report_begins_with_a_new_key(client: Client) -> None:
    opened(client)
    before = client.cookies["jejak"].value

    opened(client)

    assert client.cookies["jejak"].value != before


def test_the_status_says_in_one_sentence_how_it_stands(client: Client) -> None:
    opened(client)

    answer = client.get(STATUS)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>Laporan Anda sudah diterima dan menunggu kajian awal.</h1>" in page
    assert "Kabar berikutnya paling lambat" in page
    assert "no-store" in answer["Cache-Control"]


def test_the_status_tells_nothing_of_the_story_and_nobodys_name(client: Client) -> None:
    made = opened(client, "minta_perbaikan")

    page = client.get(STATUS).content.decode()
    for word in (made.what, "Terlapor Rekaan", "Saksi Rekaan", "Wayan", "Sudah diperiksa.", made.key):
        assert word not in page


def test_a_missed_deadline_is_said_plainly(client: Client) -> None:
    done = accepted()
    client.post(CHECK, {"code": done.code})

    page = client.get(STATUS).content.decode()

    assert "seharusnya selesai" in page
    assert "Lewat" in page


def test_kept_and_missed_deadlines_are_told_apart(client: Client) -> None:
    done = accepted()
    decided(done.laporan, "tolak", at=timezone.now())
    client.post(CHECK, {"code": done.code})
    missed = client.get(STATUS).content.decode()
    opened(client, "tolak")
    kept = client.get(STATUS).content.decode()

    assert ("Lewat " in missed, "Ditepati" in missed) == (True, False)
    assert ("Terlewat" in kept, "Ditepati" in kept) == (False, True)


def test_messages_are_shown_as_text(client: Client) -> None:
    made = opened(client)
    Message.objects.create(laporan=made, at=timezone.now(), text="<b>Baris satu</b>\nBaris dua")

    page = client.get(STATUS).content.decode()

    assert "&lt;b&gt;Baris satu&lt;/b&gt;<br>Baris dua" in page


def test_the_headline_follows_the_report_into_its_case(client: Client) -> None:
    from netral.cases.actions import open_from

    made = opened(client, "nyatakan_lengkap")
    open_from(made, acting=staff(), at=timezone.now())

    assert "<h1>Laporan Anda sedang diperiksa.</h1>" in client.get(STATUS).content.decode()


def test_without_a_code_there_is_no_status(client: Client) -> None:
    accepted()

    for address in (STATUS, COMPLETE, WITHDRAW):
        method = client.post if address != STATUS else client.get
        assert method(address)["Location"] == CHECK


def test_after_half_an_hour_the_code_is_asked_for_again(client: Client) -> None:
    opened(client)
    session = traced(client)
    session[traces.OPENED] |= {"until": timezone.now().isoformat()}
    session.save()

    assert client.get(STATUS)["Location"] == CHECK


def test_an_unasked_report_offers_no_completion(client: Client) -> None:
    opened(client)

    assert COMPLETE not in client.get(STATUS).content.decode()


def test_what_was_asked_for_is_handed_in_here(client: Client) -> None:
    made = opened(client, "minta_perbaikan")
    assert COMPLETE in client.get(STATUS).content.decode()

    answer = client.post(COMPLETE, {"text": "Alamatnya Jalan 1.", "evidence": [photo()]})

    assert (answer.status_code, answer["Location"]) == (303, STATUS)
    made.refresh_from_db()
    assert made.status == "diperbaiki"
    assert Exhibit.objects.filter(subject=made.reference).count() == 1


def test_nothing_handed_in_is_said_beside_the_field(client: Client) -> None:
    opened(client, "minta_perbaikan")

    answer = client.post(COMPLETE, {"text": " "})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["text"]
    assert "Ada yang perlu diperbaiki" in answer.content.decode()


def test_words_that_cannot_be_kept_are_said_beside_the_field(client: Client) -> None:
    made = opened(client, "minta_perbaikan")

    answer = client.post(COMPLETE, {"text": "\0"})

    assert list(answer.context["form"].errors) == ["text"]
    made.refresh_from_db()
    assert made.status == "perlu_dilengkapi"


def test_a_bad_file_is_said_beside_the_files(client: Client) -> None:
    opened(client, "minta_perbaikan")
    page = photo("halaman.png")
    page.file.write(b"<!DOCTYPE html><script>")
    page.seek(0)

    assert list(client.post(COMPLETE, {"evidence": [page]}).context["form"].errors) == ["evidence"]


def test_handing_in_unasked_answers_with_what_is_possible(client: Client) -> None:
    opened(client)

    answer = client.post(COMPLETE, {"text": "Tambahan."})

    assert answer.status_code == 422
    assert "langkah yang mungkin sekarang" in answer.content.decode()


def test_withdrawing_is_confirmed_first(client: Client) -> None:
    made = opened(client)
    page = client.get(WITHDRAW).content.decode()
    assert made.number in page
    assert "tidak bisa dihidupkan lagi" in page
    assert Laporan.objects.get().status == "diterima"

    answer = client.post(WITHDRAW)

    assert (answer.status_code, answer["Location"]) == (303, STATUS)
    assert Laporan.objects.get().status == "dicabut"
    assert WITHDRAW not in client.get(STATUS).content.decode()


def test_what_is_finished_is_not_withdrawn(client: Client) -> None:
    opened(client, "tolak")

    answer = client.post(WITHDRAW)

    assert answer.status_code == 422
    assert "berakhir" in answer.content.decode()


def test_of_two_who_act_at_once_the_slower_one_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made = opened(client)
    original = traces.opened

    def then_someone_was_faster(request: object, at: object) -> Laporan | None:
        found = original(request, at)  # type: ignore[arg-type]
        take_step(Laporan.objects.get(pk=made.pk), "cabut", acting=actions.following.REPORTER, at=timezone.now())
        return found

    monkeypatch.setattr(traces, "opened", then_someone_was_faster)
    answer = client.post(WITHDRAW)

    assert answer.status_code == 422
    assert "Orang lain baru saja mengubahnya" in answer.content.decode()


def test_forgetting_leaves_nothing_of_the_report(client: Client) -> None:
    opened(client)

    answer = client.post(FORGET)

    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert traced(client).is_empty()
    assert not Session.objects.exists()
    assert client.get(STATUS)["Location"] == CHECK


def test_staff_who_forget_stay_signed_in(client: Client) -> None:
    signed_in(client)
    opened(client)

    client.post(FORGET)

    assert traced(client).is_empty()
    assert client.session["_auth_user_id"]


def test_forgetting_and_completing_are_no_gets(client: Client) -> None:
    assert [client.get(address).status_code for address in (FORGET, COMPLETE)] == [405, 405]


def test_a_long_history_costs_no_more_queries(client: Client) -> None:
    made = opened(client)
    Message.objects.create(laporan=made, at=timezone.now(), text="Halo.")
    with CaptureQueriesContext(connection) as short:
        client.get(STATUS)
    for number in range(30):
        Message.objects.create(laporan=made, at=timezone.now(), text=str(number))
    with CaptureQueriesContext(connection) as long:
        client.get(STATUS)

    assert len(long) == len(short) <= 21


def test_the_row_of_a_reporter_ends_with_its_traces_and_the_cookie_with_the_window(client: Client) -> None:
    opened(client)

    row, cookie = Session.objects.get(), client.cookies["jejak"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert timedelta(minutes=59) < row.expire_date - timezone.now() <= timedelta(hours=1)


def test_the_session_of_a_seat_knows_no_report_and_the_traces_know_no_seat(client: Client) -> None:
    signed_in(client)
    before = dict(client.session.items())
    made = reported(client)
    client.post(CHECK, {"code": client.get(RECEIPT).context["code"]})
    client.get(STATUS)

    assert traced(client)[traces.OPENED]["laporan"] == made.key
    assert dict(client.session.items()) == before
    assert set(traced(client).keys()) == {traces.RECEIPT, traces.OPENED}
    assert client.cookies["sessionid"].value != client.cookies["jejak"].value


def test_no_cookie_outlives_the_window_of_somebody_who_only_looked(client: Client) -> None:
    client.get("/lapor/")

    assert {name: cookie["max-age"] for name, cookie in client.cookies.items()} == {"csrftoken": ""}


def test_forgetting_leaves_no_cookie(client: Client) -> None:
    opened(client)
    client.get(STATUS)

    client.post(FORGET)

    assert {name: cookie.value for name, cookie in client.cookies.items()} == {"jejak": "", "csrftoken": ""}


def test_whoever_lost_the_code_reads_the_truth(client: Client) -> None:
    page = client.get("/kode-hilang/").content.decode()

    assert "tidak bisa kami pulihkan" in page
