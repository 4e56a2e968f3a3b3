import re
from datetime import date

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from netral.access.actions import deactivate
from netral.access.models import User
from netral.access.states import SYSTEM
from netral.audit.queries import entries_about
from tests.access.builders import AT, PASSWORD, national_admin, seated, signed_in
from tests.access.visits import NEW_PASSWORD, is_signed_in, sign_in

pytestmark = pytest.mark.django_db


# Coming in


def test_the_sign_in_page_asks_for_address_and_password(client):
    page = client.get("/akun/masuk/").content.decode()

    assert re.findall(r'name="(login|password)"', page) == ["login", "password"]
    assert "Lupa sandi?" in page


def test_right_address_and_password_come_in_and_go_on_to_the_workspace(client):
    answer = sign_in(client, seated())

    assert (answer.status_code, answer["Location"], is_signed_in(client)) == (303, "/kerja/", True)


def test_the_address_may_be_written_in_capitals(client):
    user = seated()

    answer = client.post("/akun/masuk/", {"login": user.email.upper(), "password": PASSWORD})

    assert answer.status_code == 303


def test_people_who_only_administer_go_on_to_their_pages(client):
    assert sign_in(client, national_admin())["Location"] == "/kelola/"


def test_sign_in_leads_back_where_somebody_came_from(client):
    answer = sign_in(client, seated(), next="/kerja/antrean/?urut=tenggat")

    assert answer["Location"] == "/kerja/antrean/?urut=tenggat"


def test_sign_in_leads_to_no_other_site(client):
    assert sign_in(client, seated(), next="https://jahat.example/")["Location"] == "/kerja/"


@pytest.mark.parametrize(("login", "password"), [("nur@contoh.id", "salah"), ("tidak-ada@contoh.id", PASSWORD)])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, login, password):
    seated(email="nur@contoh.id")

    answer = client.post("/akun/masuk/", {"login": login, "password": password})

    assert answer.status_code == 422
    assert "Alamat surel atau sandi tidak cocok." in answer.content.decode()


@pytest.mark.parametrize("field", ["login", "password"])
def test_an_empty_field_is_named(client, field):
    answer = client.post("/akun/masuk/", {"login": "nur@contoh.id", "password": "x", field: ""})

    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()


def test_too_many_wrong_passwords_stop_even_the_right_one_for_a_while(client):
    user = seated()
    for _ in range(5):
        sign_in(client, user, "salah")

    answer = sign_in(client, user)

    assert answer.status_code == 422
    assert "Terlalu sering salah." in answer.content.decode()
    assert not is_signed_in(client)


def test_one_address_that_asks_without_pause_is_told_when_to_come_back(client):
    for number in range(30):
        client.post("/akun/masuk/", {"login": f"{number}@contoh.id", "password": "x"})

    answer = client.post("/akun/masuk/", {"login": "x@contoh.id", "password": "x"})

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def test_an_account_switched_off_is_told_so_and_gets_no_session(client):
    user = seated()
    deactivate(user, acting=SYSTEM, at=AT)

    answer = sign_in(client, user)

    assert (answer["Location"], is_signed_in(client)) == ("/akun/belum-bisa-masuk/", False)
    assert "masa tugas Anda" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(("since", "until"), [((2020, 1, 1), (2021, 1, 1)), ((2099, 1, 1), None)])
def test_a_term_that_is_over_or_has_not_begun_lets_nobody_in(client, since, until):
    user = seated(since=date(*since), until=date(*until) if until else None)

    assert sign_in(client, user)["Location"] == "/akun/belum-bisa-masuk/"
    assert not is_signed_in(client)


def test_a_session_ends_when_the_account_is_switched_off(client):
    user = seated()
    sign_in(client, user)

    deactivate(user, acting=SYSTEM, at=AT)

    assert client.get("/akun/")["Location"] == "/akun/masuk/?next=/akun/"


def test_signing_out_ends_the_session(client):
    sign_in(client, seated())

    asked = client.get("/akun/keluar/")
    answer = client.post("/akun/keluar/")

    assert (asked.status_code, answer.status_code, answer["Location"]) == (200, 303, "/akun/masuk/")
    assert not is_signed_in(client)


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_request_login_code"])
def test_what_nobody_may_do_has_no_door(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["/akun/daftar/", "/akun/signup/", "/akun/email/", "/accounts/signup/"])
def test_there_is_no_sign_up(client, path):
    assert client.get(path).status_code == 404


# Passwords


def reset_link(client: Client, user: User) -> str:
    client.post("/akun/sandi/lupa/", {"email": user.email})
    the_worker_works()
    return re.search(r"http://127.0.0.1:8000((?:/en)?/akun/sandi/baru/\S+)", mail.outbox[-1].body)[1]


def the_worker_works() -> list[DBTaskResult]:
    """What waited is done; the tasks as they stand then."""
    worker = Worker(
        queue_names=["default"], excluded_queue_names=[], interval=0, batch=True, backend_name="default",
        startup_delay=False, max_tasks=None, worker_id="uji",
    )  # fmt: skip
    for task in DBTaskResult.objects.ready():
        task.claim("uji")
        worker.run_task(task)
    return list(DBTaskResult.objects.order_by("enqueued_at"))


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client):
    user = seated()
    link = reset_link(client, user)
    form = client.get(link)["Location"]

    answer = client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert answer.status_code == 303
    assert User.objects.get(pk=user.pk).check_password(NEW_PASSWORD)
    assert "Tautan tidak berlaku lagi" in Client().get(link).content.decode()
    assert entries_about(user.reference).last().verb == "akun.sandi_diganti"


def test_the_e_mail_with_the_link_is_in_indonesian_and_names_nothing_else(client):
    reset_link(client, seated())

    letter = mail.outbox[-1]
    assert letter.subject == "Sandi baru untuk Netral"
    assert letter.body.startswith("Ada yang meminta sandi baru untuk akun Netral Anda.")


def test_an_unknown_address_gets_the_same_page_and_no_e_mail(client):
    known = client.post("/akun/sandi/lupa/", {"email": seated().email})
    unknown = client.post("/akun/sandi/lupa/", {"email": "tidak-ada@contoh.id"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mail.outbox == []
    the_worker_works()
    assert len(mail.outbox) == 1


def test_both_cost_the_same_questions_to_the_database(client, django_assert_num_queries):
    user = seated()
    client.get("/akun/sandi/lupa/")
    with CaptureQueriesContext(connection) as known:
        client.post("/akun/sandi/lupa/", {"email": user.email})

    with django_assert_num_queries(len(known)):
        client.post("/akun/sandi/lupa/", {"email": "tidak-ada@contoh.id"})


def test_a_mail_server_that_is_down_fails_no_request_and_names_nobody(client, settings):
    settings.EMAIL_BACKEND = "tests.access.builders.MailServerDown"  # as SMTP refuses an address
    user = seated()

    answer = client.post("/akun/sandi/lupa/", {"email": user.email})

    [task] = the_worker_works()
    assert answer.status_code == 303
    assert task.status == "FAILED"
    assert "SMTPRecipientsRefused" in task.traceback
    assert user.email not in task.traceback


def test_nothing_secret_waits_in_the_queue(client):
    user = seated()

    client.post("/akun/sandi/lupa/", {"email": user.email})

    assert DBTaskResult.objects.get().args_kwargs == {"args": [user.key, "id"], "kwargs": {}}


def test_the_letter_speaks_the_language_of_the_page(client):
    client.post("/en/akun/sandi/lupa/", {"email": seated().email})
    the_worker_works()

    letter = mail.outbox[-1]
    assert letter.subject == "New password for Netral"
    assert "http://127.0.0.1:8000/en/akun/sandi/baru/" in letter.body


def test_an_account_switched_off_gets_no_link(client):
    user = seated()
    deactivate(user, acting=SYSTEM, at=AT)

    client.post("/akun/sandi/lupa/", {"email": user.email})

    the_worker_works()
    assert mail.outbox == []


def test_an_account_switched_off_meanwhile_gets_no_link(client):
    user = seated()
    client.post("/akun/sandi/lupa/", {"email": user.email})

    deactivate(user, acting=SYSTEM, at=AT)

    the_worker_works()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (NEW_PASSWORD, "lain", "Kedua sandi berbeda."),
        ("pendek", "pendek", "12"),
        ("123456789012345", "123456789012345", "angka"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused(client, first, second, says):
    form = client.get(reset_link(client, seated()))["Location"]

    answer = client.post(form, {"password1": first, "password2": second})

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_the_holder_changes_the_password_and_stays_signed_in(client):
    user = seated()
    sign_in(client, user)

    answer = client.post(
        "/akun/sandi/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    )

    assert (answer.status_code, answer["Location"]) == (303, "/akun/")
    assert client.get("/akun/").status_code == 200


def test_changing_the_password_asks_for_the_present_one(client):
    sign_in(client, seated())

    answer = client.post("/akun/sandi/", {"oldpassword": "x", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert answer.status_code == 422
    assert "Sandi sekarang tidak cocok." in answer.content.decode()


def test_an_account_without_password_sets_one(client):
    user = seated()
    User.objects.filter(pk=user.pk).update(password="!")
    client = signed_in(User.objects.get(pk=user.pk))

    assert client.get("/akun/sandi/")["Location"] == "/akun/sandi/pasang/"
    assert client.get("/akun/sandi/pasang/").status_code == 200
