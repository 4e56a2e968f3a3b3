"""The custodian's room, as a browser meets it: the key for a sitting, requests, seals."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as house
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from nacl.public import PrivateKey

from netral.access.models import User
from netral.intake import sittings, vault
from netral.intake.models import IdentityOpening, IdentityRequest, Laporan
from netral.intake.queries import laporan_by_code
from tests.intake.builders import NEIGHBOUR, SECRETIVE, custodian_key, laporan
from tests.intake.pages import signed_in

pytestmark = pytest.mark.django_db
ROOM, BEGIN, END = "/kerja/identitas/", "/kerja/identitas/mulai/", "/kerja/identitas/akhiri/"
REASON = "Surat permintaan pengadilan negeri nomor 12 tahun 2024."


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.DEMO = True


def key_text() -> str:
    return custodian_key().encode().hex()


def custodian(client: Client, *, sitting: bool = True) -> Client:
    signed_in(client, "kustodian")
    if sitting:
        assert client.post(BEGIN, {"key_text": key_text()}).status_code == 303
    return client


def seal_of(made: Laporan) -> str:
    return f"{ROOM}{made.key}/buka/"


def opened(client: Client, made: Laporan, purpose: str = "permintaan_hukum") -> Any:
    answer = client.post(seal_of(made), {"purpose": purpose, "reason": REASON})
    assert (answer.status_code, answer["Location"]) == (303, f"{ROOM}{made.key}/terbuka/")
    return client.get(answer["Location"])


def asked(client: Client, made: Laporan) -> IdentityRequest:
    """An officer in another browser asks."""
    signed_in(client)
    address = f"/kerja/laporan/{made.key}/identitas/"
    assert client.post(address, {"purpose": "klarifikasi", "reason": REASON}).status_code == 303
    return IdentityRequest.objects.latest("pk")


def test_a_sitting_begins_with_the_key_and_ends_with_the_button(client: Client) -> None:
    custodian(client)
    assert client.get(ROOM).context["sitting"].key_id == vault.current_key_id()

    assert client.post(END).status_code == 303

    assert client.get(ROOM).context["sitting"] is None
    assert sittings.COOKIE not in client.cookies or not client.cookies[sittings.COOKIE].value


def test_the_key_may_come_as_a_file_protected_by_a_passphrase(client: Client) -> None:
    custodian(client, sitting=False)
    file = SimpleUploadedFile("kunci.txt", vault.protect(custodian_key(), "empat kata yang panjang").encode())

    client.post(BEGIN, {"key_file": file, "key_passphrase": "empat kata yang panjang"})

    assert client.get(ROOM).context["sitting"] is not None


@pytest.mark.parametrize(
    "brought",
    [
        {"key_text": "sembarang-teks-saja"},
        {"key_text": PrivateKey.generate().encode().hex()},
        {"key_text": "netral-kustodian-1 00 11"},
        {"key_file": SimpleUploadedFile("besar.txt", b"0" * 5000)},
    ],
    ids=["no key", "a stranger's key", "a broken key", "a large file"],
)
def test_anything_else_is_no_key_and_is_never_shown_again(client: Client, brought: dict[str, Any]) -> None:
    custodian(client, sitting=False)

    answer = client.post(BEGIN, brought)

    assert answer.status_code == 422
    assert not any(str(value).encode() in answer.content for value in brought.values())
    assert client.get(ROOM).context["sitting"] is None


def test_neither_half_is_the_key_and_both_are_bound_to_this_browser(client: Client) -> None:
    custodian(client)
    rows = "".join(str(session.get_decoded()) for session in Session.objects.all())
    cookie = client.cookies[sittings.COOKIE]

    assert key_text() not in rows + cookie.value
    assert custodian_key().encode().hex()[:16] not in rows
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", ROOM)
    assert int(cookie["max-age"]) == 1800


@pytest.mark.parametrize("half", ["", "xxxx", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="])
def test_without_the_right_cookie_the_session_opens_nothing(client: Client, half: str) -> None:
    custodian(client)

    client.cookies[sittings.COOKIE] = half

    assert client.get(ROOM).context["sitting"] is None


def test_a_sitting_ends_by_itself_and_with_signing_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    custodian(client)
    cookie = client.cookies[sittings.COOKIE].value
    later = timezone.now() + timedelta(minutes=30)
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: later)
        assert client.get(ROOM).context["sitting"] is None

    user = User.objects.get()
    client.logout()
    client.force_login(user)
    client.cookies[sittings.COOKIE] = cookie

    assert client.get(ROOM).context["sitting"] is None


def test_in_the_demo_the_example_key_is_used_and_said_to_be_one(client: Client, settings: Any, tmp_path: Any) -> None:
    (tmp_path / "kustodian-contoh.key").write_text(key_text())
    settings.HOME = tmp_path
    custodian(client, sitting=False)

    assert "Ini contoh: kuncinya tergeletak di server" in client.get(ROOM).content.decode()
    assert client.post(BEGIN, {}).status_code == 303


def test_outside_the_demo_nothing_lies_ready(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = False
    monkeypatch.setattr("netral.access.policies.lacks_second_factor", lambda user: False)
    custodian(client, sitting=False)

    assert "contoh" not in client.get(ROOM).content.decode()
    assert client.post(BEGIN, {}).status_code == 422


def test_a_seal_opens_with_a_reason_and_the_name_is_there_for_some_minutes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = laporan()
    page = opened(custodian(client), made)

    assert SECRETIVE.name in page.content.decode()
    assert IdentityOpening.objects.get().purpose == "permintaan_hukum"
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.get(f"{ROOM}{made.key}/terbuka/")["Location"] == seal_of(made)


def test_what_the_session_keeps_of_an_opened_name_is_unreadable(client: Client) -> None:
    opened(custodian(client), laporan())

    rows = "".join(str(session.get_decoded()) for session in Session.objects.all())

    assert not any(secret in rows for secret in (SECRETIVE.name, SECRETIVE.address, SECRETIVE.phone))


def test_without_a_sitting_the_way_leads_to_the_key_first(client: Client) -> None:
    custodian(client, sitting=False)

    assert client.get(seal_of(laporan()))["Location"] == ROOM


@pytest.mark.parametrize("words", [{"purpose": "permintaan_hukum", "reason": "x"}, {"purpose": "", "reason": REASON}])
def test_an_opening_without_reason_or_purpose_is_not_one(client: Client, words: dict[str, str]) -> None:
    answer = custodian(client).post(seal_of(laporan()), words)

    assert answer.status_code == 422
    assert not IdentityOpening.objects.exists()


def test_a_seal_of_another_key_says_which_one_to_bring(client: Client) -> None:
    made = laporan()
    made.sealed_identity.ciphertext = vault.seal_to(SECRETIVE, PrivateKey.generate().public_key)
    made.sealed_identity.key_id = "00112233aabbccdd"
    made.sealed_identity.save()

    answer = custodian(client).post(seal_of(made), {"purpose": "permintaan_hukum", "reason": REASON})

    assert (answer.status_code, "00112233aabbccdd" in answer.content.decode()) == (422, True)
    assert not IdentityOpening.objects.exists()


def test_who_lost_the_code_gets_a_new_one_at_the_counter(client: Client) -> None:
    made = laporan()
    page = opened(custodian(client), made, "kode_hilang")
    assert page.context["lost"]
    address = f"{ROOM}{made.key}/terbuka/"
    assert client.post(address, {}).status_code == 422

    assert client.post(address, {"compared": "on"}).status_code == 303

    page = client.get(address)
    shown = re.findall(r'<span class="utuh">([^<]+)</span>', page.content.decode())
    assert laporan_by_code("".join(shown)) == made


def test_a_request_is_granted_within_a_sitting_and_read_in_the_browser_that_asked(client: Client) -> None:
    made, officer = laporan(), Client()
    request = asked(officer, made)
    custodian(client)
    assert [line.asked for line in client.get(ROOM).context["waiting"]] == [request]
    address = f"/kerja/laporan/{made.key}/identitas/"

    assert client.post(f"{ROOM}permintaan/{request.key}/", {"grant": "1"}).status_code == 303

    assert SECRETIVE.name not in officer.get(address).content.decode()
    assert officer.post(f"{address}{request.key}/").status_code == 303
    assert SECRETIVE.name in officer.get(address).content.decode()
    del officer.cookies[f"netral_minta_{request.key}"]
    page = officer.get(address).content.decode()
    assert (SECRETIVE.name in page, "Hanya terbaca di peramban yang memintanya" in page) == (False, True)
    assert officer.post(f"{address}{request.key}/").status_code == 303


def test_the_name_leaves_the_officers_page_after_some_minutes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made, officer = laporan(), Client()
    request = asked(officer, made)
    custodian(client).post(f"{ROOM}permintaan/{request.key}/", {"grant": "1"})
    address = f"/kerja/laporan/{made.key}/identitas/"
    officer.post(f"{address}{request.key}/")
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert SECRETIVE.name not in officer.get(address).content.decode()
    IdentityRequest.objects.update(until=later)
    officer.post(f"{address}{request.key}/")
    assert "tidak lagi bisa dilihat" in officer.get(address).content.decode()


@pytest.mark.parametrize(
    ("answer", "sitting", "status"),
    [({"grant": "1"}, False, 422), ({"decline": "1", "reason": "x"}, True, 422), ({"decline": "1"}, True, 422)],
)
def test_an_answer_that_cannot_be_taken_leaves_the_request_waiting(
    client: Client, answer: dict[str, str], sitting: bool, status: int
) -> None:
    request = asked(Client(), laporan())

    assert custodian(client, sitting=sitting).post(f"{ROOM}permintaan/{request.key}/", answer).status_code == status

    request.refresh_from_db()
    assert request.status == "menunggu"


def test_a_request_declined_is_read_by_who_asked(client: Client) -> None:
    officer, made = Client(), laporan()
    request = asked(officer, made)

    custodian(client).post(f"{ROOM}permintaan/{request.key}/", {"decline": "1", "reason": "Pakai kotak pesan saja."})

    assert "Pakai kotak pesan saja." in officer.get(f"/kerja/laporan/{made.key}/identitas/").content.decode()
    assert client.post(f"{ROOM}permintaan/{request.key}/", {"grant": "1"}).status_code == 409


def test_a_key_that_does_not_fit_the_seal_grants_nothing(client: Client) -> None:
    request = asked(Client(), laporan())
    sealed = request.laporan.sealed_identity
    sealed.ciphertext = vault.seal_to(SECRETIVE, PrivateKey.generate().public_key)
    sealed.save()

    assert custodian(client).post(f"{ROOM}permintaan/{request.key}/", {"grant": "1"}).status_code == 422


def test_custodians_of_other_offices_see_nothing_of_it(client: Client) -> None:
    made = laporan()
    request = asked(Client(), made)
    signed_in(client, "kustodian", NEIGHBOUR)

    assert client.get(ROOM).context["waiting"] == []
    for address in (seal_of(made), f"{ROOM}{made.key}/terbuka/", f"{ROOM}permintaan/{request.key}/"):
        assert client.get(address).status_code == 404


def test_an_officer_is_told_what_is_wrong_with_a_request(client: Client) -> None:
    made = laporan()
    signed_in(client)

    answer = client.post(f"/kerja/laporan/{made.key}/identitas/", {"purpose": "klarifikasi", "reason": "perlu"})

    assert (answer.status_code, "paling sedikit 20 karakter" in answer.content.decode()) == (422, True)


def test_the_room_asks_as_often_for_thirty_requests_as_for_one(client: Client, django_assert_num_queries: Any) -> None:
    made = laporan()
    custodian(client)
    for number in range(30):
        IdentityRequest.objects.create(
            laporan=made, purpose="klarifikasi", reason=REASON, asked_by=f"akun:{number}", asked_at=timezone.now(),
            public_key="0" * 64,
        )  # fmt: skip
    with django_assert_num_queries(10, exact=False):
        client.get(ROOM)


def test_the_key_of_this_house_lies_where_the_tests_say() -> None:
    assert (house.HOME / "kustodian.key").is_file()
