"""Every door of the house, knocked on by everybody: what answers must be what doors.toml says, no more and no less."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from netral.access.models import User
from netral.access.queries import acting
from netral.audit import rows
from netral.audit.actions import anchor
from netral.audit.models import Entry
from netral.audit.states import verb_text
from netral.config.doors import TABLE, read
from netral.config.navigation import PLACES, groups
from tests.config.town import ACCOUNTS, PASSWORD, SEALED_DAY, Town, in_demo, town
from tests.config.world import NOW, world

__all__ = ["in_demo", "town", "world"]
pytestmark = pytest.mark.django_db

DOORS = read()
SIGN_IN = "/akun/masuk/"
ANSWERS = {200: "buka", 401: "token", 404: "404", 405: "metode", 422: "tidak_bisa"}


def names_of(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for part in resolver.url_patterns:
        if isinstance(part, URLPattern):
            yield f"{namespace}{part.name}"
        else:
            yield from names_of(part, f"{namespace}{part.namespace}:" if part.namespace else namespace)


def answer_of(response: HttpResponseBase) -> str:
    if response.streaming:
        list(response.streaming_content)  # read to its end, the file is closed
    if response.status_code in (301, 302, 303):
        return "masuk" if response["Location"].partition("?")[0] == SIGN_IN else "pindah"
    return ANSWERS.get(response.status_code, str(response.status_code))


def behind_a_seat(door: str, about: str) -> bool:
    """Doors of staff: outsiders are sent to sign in, and it is not about the own account."""
    outsider = DOORS.matrix()[door, about, "warga"]
    return outsider == "masuk" and not door.startswith(("account_", "mfa_"))


@contextmanager
def watched() -> Iterator[list[str]]:
    """The verbs of the entries that are recorded meanwhile; the one place every entry comes by is `rows`."""
    verbs: list[str] = []

    def write(entry: Entry) -> Entry:
        verbs.append(entry.verb)
        return written(entry)

    written = rows.write
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "write", write)
        yield verbs


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """A refused door is logged; two thousand lines help nobody to read a failure."""
    caplog.set_level("CRITICAL", "django.request")


def test_every_address_of_the_house_stands_in_the_table_and_nothing_else() -> None:
    in_table = {door for group in DOORS.groups for door in group.doors}

    assert in_table == set(names_of(get_resolver()))


def test_what_a_read_may_leave_in_the_journal_stands_at_doors_and_has_words() -> None:
    doors = set(names_of(get_resolver()))
    told = [(each.verb, door) for each in DOORS.journalled for door in each.doors]

    assert [door for _verb, door in told if not any(name.startswith(door) for name in doors)] == []
    assert [verb for verb, _door in told if verb_text(verb).staff == verb] == []
    assert [DOORS.may_note(door, "tautan.ditolak") for door in ("links:letter", "cases:exhibit")] == [True, False]
    assert DOORS.may_note("cases:exhibit", "bukti.dilihat")


def test_everybody_gets_at_every_door_the_answer_of_the_table(town: Town) -> None:
    anchor(SEALED_DAY, at=NOW)
    table = DOORS.matrix()

    found, noted = {}, set()
    for place in table:
        with watched() as verbs:
            found[place] = answer_of(town.knock(*place))
        noted |= {(place[0], verb) for verb in verbs}

    unspoken = sorted(each for each in noted if not DOORS.may_note(*each))
    assert not unspoken, f"a GET writes to the journal what doors.toml does not say: {unspoken}"
    assert noted >= {(door, "bukti.dilihat") for door in ("intake:exhibit", "cases:exhibit", "tracks:exhibit")}
    wrong = [f"{place}: {found[place]}, not {table[place]}" for place in table if found[place] != table[place]]
    assert not wrong, "\n".join(wrong)


def test_a_page_for_everybody_speaks_both_languages(town: Town) -> None:
    anchor(SEALED_DAY, at=NOW)
    for_all = [door for group in DOORS.groups if set(group.answers.values()) == {"buka"} for door in group.doors]

    spoken = {}
    for door in for_all:
        for language in ("id", "en"):
            with translation.override(language):
                page = town.knock(door, "", "warga")
            if page["Content-Type"].startswith("text/html") and not door.startswith(
                "published:"
            ):  # one for all languages
                spoken[door, language] = re.findall(r'<html[^>]* lang="(\w+)"', page.content.decode())

    assert len(spoken) > 30
    assert spoken == {(door, language): [language] for door, language in spoken}


def test_outsiders_are_sent_to_sign_in_and_back_to_where_they_wanted(town: Town) -> None:
    address = town.address("cases:case", "diperiksa")

    answer = town.clients["warga"].get(address)

    assert answer["Location"] == f"{SIGN_IN}?next={address}"


def test_without_a_second_factor_every_door_of_staff_leads_to_its_set_up(town: Town, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    table = DOORS.matrix()
    staffed = [place for place in table if behind_a_seat(*place[:2]) and table[place] not in ("404", "masuk")]

    led = {place: town.knock(*place) for place in staffed}

    astray = [place for place, answer in led.items() if answer.headers.get("Location") != reverse("mfa_index")]
    assert len(staffed) > 150
    assert not astray


def test_without_a_second_factor_the_way_to_it_is_open(town: Town, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    on_the_way = ["account_index", "account_logout", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn"]

    answers = {door: answer_of(town.knock(door, "", "pemeriksa")) for door in on_the_way}

    assert answers == dict.fromkeys(on_the_way, "buka")


def test_the_rail_offers_exactly_the_lists_that_open(town: Town) -> None:
    table, closed_or_missing = DOORS.matrix(), []
    for persona, email in ACCOUNTS.items():
        rail = {item.url for group in groups(acting(User.objects.get(email=email)), "/") for item in group.items}
        opening = {reverse(place.name) for place in PLACES if table[place.name, "", persona] == "buka"}
        closed_or_missing += [f"{persona}: {url}" for url in rail ^ opening]

    assert closed_or_missing == []


@pytest.mark.parametrize("persona", ACCOUNTS)
def test_those_with_a_seat_today_come_in_with_the_password_of_the_sheet_and_others_do_not(
    town: Town, persona: str
) -> None:
    seated = DOORS.matrix()["account_index", "", persona] == "buka"
    client = Client()

    answer = client.post(reverse("account_login"), {"login": ACCOUNTS[persona], "password": PASSWORD})

    places = ("/kelola/",) if persona.startswith("admin") else ("/kerja/",)
    assert answer["Location"] in (places if seated else (reverse("account_inactive"),))
    assert ("_auth_user_id" in client.session) is seated


@pytest.mark.parametrize(
    ("persona", "page"),
    [
        ("petugas", "/kerja/antrean/"),
        ("pemeriksa", "/kerja/antrean/"),
        ("anggota", "/kerja/antrean/?tampilan=pleno"),
        ("kustodian", "/kerja/identitas/"),
        ("pemeriksa_lain", "/kerja/antrean/"),
        ("pemeriksa_provinsi", "/kerja/antrean/"),
        ("auditor_bkn", "/kerja/wasdal/"),
        ("pejabat_pembina", "/kerja/disiplin/masuk/"),
        ("petugas_kepegawaian", "/kerja/disiplin/masuk/"),
        ("anggota_kpu", "/kerja/jalur/"),
        ("pemeriksa_kpu", "/kerja/jalur/"),
        ("admin_nasional", "/kelola/"),
        ("admin_kantor", "/kelola/"),
    ],
)
def test_everybody_lands_on_the_page_of_their_day_and_it_opens(town: Town, persona: str, page: str) -> None:
    landed = town.clients[persona].get("/kerja/", follow=True)

    assert (landed.redirect_chain, landed.status_code) == ([(page, 302)], 200)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('about = "baru"', 'about = "bulan"', "bulan"),
        ('semua = "buka"', 'semua = "terbuka"', "terbuka"),
        ('buka = ["petugas"]', 'buka = ["tukang"]', "tukang"),
        ('buka = ["petugas"]', 'bukaan = ["petugas"]', "bukaan"),
        ('buka = ["petugas"]', 'buka = ["petugas"]\nmetode = ["kantor"]', "petugas in group"),
        ('"account_login"', '"account_login", "cases:start"', "cases:start"),
    ],
)
def test_a_table_with_an_unknown_or_double_word_is_refused_by_name(old: str, new: str, named: str) -> None:
    text = TABLE.read_text(encoding="utf-8").replace(old, new, 1)

    with pytest.raises(ValueError, match=named):
        read(text)
